import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { hostOf, homeOrder } from '../rules/settings.ts';
import type { Tone } from '../rules/tones.ts';
import { changeSite, holdSite, siteAtHost } from '../store.ts';

export interface SiteForm { readonly kicker: string; readonly name: string; readonly tone: Tone; /** Names of blocks in their order; those left out are hidden. */ readonly blocks: readonly string[]; readonly hidden: readonly string[] }

/** Masthead, colours and the blocks of the home page. The address stays what it is. */
export async function editSite(a: Acting, { organisationId, rowVersion, form }: { readonly organisationId: Id; readonly rowVersion: number | null; readonly form: SiteForm }): Promise<void> {
  await a.authorise('sites.keep', organisationId);
  const site = await holdSite(a.tx, organisationId, rowVersion), [name, kicker] = [form.name, form.kicker].map((one) => tidy(one).replace(/\s+/g, ' ').trim()) as [string, string];
  if (!name) throw new AppError('invalid', 'Chưa ghi tên trang. Hãy ghi tên hiện ở đầu mọi trang, ví dụ “Xã Bình An”.', { field: 'name' });
  if (name.length > 80 || kicker.length > 80) throw new AppError('invalid', 'Tên quá dài so với đầu trang. Hãy rút xuống còn 80 ký tự.', { field: name.length > 80 ? 'name' : 'kicker' });
  await changeSite(a.tx, site.id, { name, kicker, tone: form.tone, home: homeOrder(form.blocks, form.hidden) });
  a.record({ verb: 'sites.edited', table: 'sites', id: site.id, organisationId, facts: { name, tone: form.tone } });
}

/** An own host name, or none; the form with the slug then leads there. The operator points the name and its certificate to this server. */
export async function chooseHost(a: Acting, { organisationId, rowVersion, host }: { readonly organisationId: Id; readonly rowVersion: number | null; readonly host: string }): Promise<void> {
  await a.authorise('sites.choose-host', organisationId);
  const site = await holdSite(a.tx, organisationId, rowVersion), chosen = hostOf(host);
  const other = chosen ? await siteAtHost(a.tx, chosen) : null;
  if (other && other.id !== site.id) throw new AppError('conflict', `Tên miền ${chosen} đang là của trang “${other.name}”. Hãy chọn tên miền khác, hoặc bỏ tên miền ở trang kia trước.`, { field: 'host' });
  await changeSite(a.tx, site.id, { host: chosen });
  a.record({ verb: 'sites.host-chosen', table: 'sites', id: site.id, organisationId, facts: { before: site.host, host: chosen } });
}
