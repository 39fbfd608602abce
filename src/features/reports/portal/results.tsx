import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { itemAddress, publicItemsById, sitePlaces } from '#features/sites/store.ts';
import { tagOf, type HtmlPage, type Reading } from '#features/sites/portal-part.ts';
import { Crumbs, Pager } from '#ui/portal.tsx';
import type { PublicResults } from '../store/public-results.ts';

export const RESULTS_PAGE = 50;
export const pageOf = (text: string | undefined): number => (text === undefined ? 1 : /^[1-9]\d{0,4}$/.test(text) && text !== '1' ? Number(text) : 0);

/** The list behind a figure: each result that can be looked at, and how many more were counted. */
export async function resultsPage(reading: Reading, { title, unit, path, page, results, trail, tags, current, units }: {
  title: string; unit: string; path: string; page: number; results: PublicResults; trail: readonly { readonly href: string; readonly label: string }[]; tags: readonly string[]; current: string; /** Name whose it is: many units. */ units: boolean;
}): Promise<HtmlPage | null> {
  const { rows, listed, listedAmount, others, othersAmount } = results, pages = Math.max(1, Math.ceil(listed / RESULTS_PAGE));
  if (page < 1 || page > pages || listed + others === 0) return null;
  const items = new Map((await publicItemsById(reading.db, rows.flatMap(({ itemId }) => itemId ?? []))).map((item) => [item.id, item])), places = await sitePlaces(reading.db, [...items.values()].map((item) => item.organisation_id), reading.today), tree = await organisationTree(reading.db, reading.today);
  const href = (itemId: Id | null, url: string | null): string | null => { const item = itemId ? items.get(itemId) : undefined, place = item && places.get(item.organisation_id); return item && place ? itemAddress(place, item) : url; };
  return {
    kind: 'html', title, current, tags: [...tags, ...rows.flatMap(({ itemId }) => (itemId ? [tagOf.item(itemId)] : []))],
    content: <><Crumbs language="vi" trail={trail} /><h1>{title}</h1><p class="lead">{formatNumber(listedAmount + othersAmount)} {unit} đã xác nhận, tính đến ngày {formatDate(reading.today)}.</p>
      {rows.length ? <div class="scroll" tabindex={0} role="group" aria-label={title}><table class="results"><caption class="visually-hidden">{title}</caption><thead><tr><th scope="col">Kết quả</th>{units ? <th scope="col">Đơn vị</th> : null}<th scope="col">Ngày làm</th><th scope="col" class="n">Số lượng</th></tr></thead>
        <tbody>{rows.map((row) => { const to = href(row.itemId, row.url), here = to?.startsWith('/') ?? false; return <tr><th scope="row">{to ? <a href={to} rel={here ? undefined : 'noopener nofollow external'}>{row.title}</a> : row.title}{to && !here ? <small> ({hostOf(to)})</small> : null}</th>{units ? <td>{tree.latest(row.organisationId)?.name}</td> : null}<td class="nowrap">{formatDate(row.doneOn)}</td><td class="n">{formatNumber(row.amount)}</td></tr>; })}</tbody></table></div> : null}
      {others ? <p class="note">{rows.length ? 'Ngoài ra còn' : 'Có'} {formatNumber(othersAmount)} {unit} ({formatNumber(others)} kết quả) đã xác nhận bằng minh chứng không đăng trên mạng, nên chỉ tính số lượng.</p> : null}
      <Pager language="vi" page={page} pages={pages} href={(to) => reading.at(to === 1 ? path : `${path}/trang/${to}`)} /></>,
  };
}
const hostOf = (url: string): string => { try { return new URL(url).hostname; } catch { return ''; } };
