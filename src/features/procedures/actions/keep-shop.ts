import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { organisation } from '#features/organisations/store.ts';
import type { Level } from '../rules/content.ts';
import { changeShop, holdShop, insertShops, shopsOf } from '../store/shops.ts';
import type { ShopRow } from '../store/tables.ts';

export interface ShopForm {
  readonly name: string; readonly levels: readonly Level[];
  /** Null: of every field. */
  readonly fieldIds: readonly Id[] | null; readonly alsoIds: readonly Id[]; readonly exceptIds: readonly Id[];
}

/** The centre that every commune has since two tiers began (Decree 150/2025/NĐ-CP): "UBND xã Bình An" → "Trung tâm Phục vụ hành chính công xã Bình An". */
export function standardShop(unit: string): ShopForm {
  const place = unit.replace(/^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+/iu, '');
  return { name: `Trung tâm Phục vụ hành chính công ${place.charAt(0).toLocaleLowerCase('vi')}${place.slice(1)}`, levels: ['commune'], fieldIds: null, alsoIds: [], exceptIds: [] };
}

/** Opens one-stop shops, each at its unit; several in one step, as when two tiers began. */
export async function openShops(a: Acting, shops: readonly { readonly organisationId: Id; readonly form: ShopForm }[]): Promise<readonly Id[]> {
  const taken = Map.groupBy(await shopsOf(a.tx, shops.map((one) => one.organisationId)), (one) => one.organisation_id), rows: ShopRow[] = [];
  for (const { organisationId, form } of shops) {
    await a.authorise('procedures.keep-shops', organisationId);
    await organisation(a.tx, organisationId, a.today);
    const content = checked(form, [...(taken.get(organisationId) ?? []), ...rows.filter((one) => one.organisation_id === organisationId)]);
    rows.push({ shard_id: a.shard, id: a.newId(), organisation_id: organisationId, ...content, address: null, hours: null, phone: null, closed_on: null, created_at: a.now, row_version: 1 });
  }
  await insertShops(a.tx, rows);
  for (const row of rows) a.record({ verb: 'procedures.shop-opened', table: 'one_stop_shops', id: row.id, organisationId: row.organisation_id, facts: { name: row.name } });
  return rows.map(({ id }) => id);
}

export async function editShop(a: Acting, { shopId, rowVersion, form }: { readonly shopId: Id; readonly rowVersion: number | null; readonly form: ShopForm }): Promise<void> {
  const shop = await holdShop(a.tx, shopId, rowVersion);
  await a.authorise('procedures.keep-shops', shop.organisation_id);
  await changeShop(a.tx, shop.id, checked(form, (await shopsOf(a.tx, [shop.organisation_id])).filter((one) => one.id !== shop.id)));
  a.record({ verb: 'procedures.shop-changed', table: 'one_stop_shops', id: shop.id, organisationId: shop.organisation_id, facts: { name: form.name } });
}

/** A closed shop posts nothing up and is not checked; what was checked stays. Closing a closed one opens it again. */
export async function closeShop(a: Acting, { shopId, rowVersion, open }: { readonly shopId: Id; readonly rowVersion: number | null; readonly open: boolean }): Promise<void> {
  const shop = await holdShop(a.tx, shopId, rowVersion);
  await a.authorise('procedures.keep-shops', shop.organisation_id);
  if ((shop.closed_on === null) === open) throw conflict(open ? 'Bộ phận Một cửa này đang mở.' : 'Bộ phận Một cửa này đã đóng.');
  await changeShop(a.tx, shop.id, { closed_on: open ? null : a.today });
  a.record({ verb: open ? 'procedures.shop-reopened' : 'procedures.shop-closed', table: 'one_stop_shops', id: shop.id, organisationId: shop.organisation_id, facts: { name: shop.name } });
}

function checked(form: ShopForm, others: readonly ShopRow[]): Pick<ShopRow, 'name' | 'levels' | 'field_ids' | 'also_ids' | 'except_ids'> {
  const name = tidy(form.name).split(/\s+/).join(' ').trim().slice(0, 200).toWellFormed();
  if (!name) throw invalid('Hãy ghi tên, ví dụ “Trung tâm Phục vụ hành chính công xã Bình An”.', 'name');
  if (others.some((one) => one.name.toLocaleLowerCase('vi') === name.toLocaleLowerCase('vi'))) throw invalid('Đơn vị đã có Bộ phận Một cửa tên này. Hãy đặt tên khác, hoặc mở mục đã có.', 'name');
  if (!form.levels.length && !form.alsoIds.length) throw invalid('Hãy chọn cấp của thủ tục phải niêm yết.', 'levels');
  return { name, levels: [...new Set(form.levels)], field_ids: form.fieldIds && [...new Set(form.fieldIds)], also_ids: [...new Set(form.alsoIds)].slice(0, 500), except_ids: [...new Set(form.exceptIds)].slice(0, 500) };
}
