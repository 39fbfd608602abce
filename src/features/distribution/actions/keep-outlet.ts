import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { tidy } from '#kernel/vietnamese.ts';
import { organisation } from '#features/organisations/store.ts';
import { outletKind } from '../rules/kinds/index.ts';
import { checkAddress } from '../rules/proof.ts';
import { outletsOf } from '../store/reading.ts';
import { changeOutlet, defaultsOfOrganisation, deleteDefaults, holdOutlet, insertOutlet, type OutletRow } from '../store/rows.ts';

export interface OutletForm { readonly name: string; readonly address: string; readonly place: string }
interface Which { readonly outletId: Id; readonly rowVersion: number | null }

/** Opens an outlet of a unit: an account, a page, a screen, a board. `demo`: the kinds of the demonstration are offered too. */
export async function openOutlet(a: Acting, { organisationId, kind, form, demo }: { readonly organisationId: Id; readonly kind: string; readonly form: OutletForm; readonly demo: boolean }): Promise<Id> {
  await a.authorise('distribution.keep-outlets', organisationId);
  await organisation(a.tx, organisationId, a.today);
  const found = outletKind(kind);
  if (!found || found.way === 'publication' || (found.demoOnly && !demo)) throw invalid('Hãy chọn loại kênh trong danh sách.', 'kind');
  const content = await checked(a, organisationId, kind, form, null), id = a.newId();
  await insertOutlet(a.tx, { shard_id: a.shard, id, organisation_id: organisationId, kind, ...content, closed_on: null, created_by_name: a.by.personName, created_at: a.now, row_version: 1 });
  a.record({ verb: 'distribution.outlet-opened', table: 'outlets', id, organisationId, facts: { name: content.name, kind } });
  return id;
}

export async function editOutlet(a: Acting, { outletId, rowVersion, form }: Which & { readonly form: OutletForm }): Promise<void> {
  const outlet = await holdOutlet(a.tx, outletId, rowVersion);
  await a.authorise('distribution.keep-outlets', outlet.organisation_id);
  const content = await checked(a, outlet.organisation_id, outlet.kind, form, outlet.id);
  await changeOutlet(a.tx, outlet.id, content);
  a.record({ verb: 'distribution.outlet-changed', table: 'outlets', id: outlet.id, organisationId: outlet.organisation_id, facts: { name: content.name, before: outlet.name } });
}

/** Nothing new goes there, and nothing goes there by itself; what is out stays out. Opening a closed one again is the same verb. */
export async function closeOutlet(a: Acting, { outletId, rowVersion, open }: Which & { readonly open: boolean }): Promise<void> {
  const outlet = await holdOutlet(a.tx, outletId, rowVersion);
  await a.authorise('distribution.keep-outlets', outlet.organisation_id);
  if ((outlet.closed_on === null) === open) throw conflict(open ? 'Kênh này đang mở.' : 'Kênh này đã đóng.');
  await changeOutlet(a.tx, outlet.id, { closed_on: open ? null : a.today });
  a.record({ verb: open ? 'distribution.outlet-reopened' : 'distribution.outlet-closed', table: 'outlets', id: outlet.id, organisationId: outlet.organisation_id, facts: { name: outlet.name } });
  if (open) return;
  const gone = (await defaultsOfOrganisation(a.tx, [outlet.organisation_id])).filter((one) => one.outlet_id === outlet.id);
  await deleteDefaults(a.tx, gone.map((one) => one.id));
  for (const one of gone) a.record({ verb: 'distribution.default-dropped', table: 'outlet_defaults', id: one.id, organisationId: one.organisation_id, facts: { outlet: outlet.name } });
}

async function checked(a: Acting, organisationId: Id, kind: string, form: OutletForm, self: Id | null): Promise<Pick<OutletRow, 'name' | 'address' | 'place'>> {
  const found = outletKind(kind)!, name = tidy(form.name).replace(/\s+/g, ' ').trim(), place = tidy(form.place).replace(/\s+/g, ' ').trim();
  if (!name) throw invalid(`Chưa ghi tên kênh, ví dụ “${found.example}”.`, 'name');
  if (name.length > 120) throw invalid('Tên kênh dài quá 120 ký tự. Hãy rút gọn.', 'name');
  if (place.length > 200) throw invalid('Nơi đặt dài quá 200 ký tự. Hãy rút gọn.', 'place');
  if ((await outletsOf(a.tx, [organisationId])).some((one) => one.id !== self && one.name.toLocaleLowerCase('vi') === name.toLocaleLowerCase('vi'))) throw invalid(`Đơn vị đã có kênh “${name}”. Hãy đặt tên khác, hoặc mở lại kênh đã có.`, 'name');
  return { name, address: checkAddress(found, form.address), place: place || null };
}
