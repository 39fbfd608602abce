import { isId } from '#kernel/id.ts';
import { standsFor } from '#features/organisations/store.ts';
import { formatDate, parseDate } from '#kernel/plain-date.ts';
import { fold, formatNumber } from '#kernel/vietnamese.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Empty, LinkButton, Message, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { isLevel, LEVELS } from '../rules/content.ts';
import { CHECK_AGAIN_MONTHS } from '../rules/history.ts';
import { catalogueOn, versionTexts, type CatalogueRow } from '../store/catalogue.ts';
import { catalogueWorkbook } from '../workbook.ts';
import { address, BASE, CheckedChip, checkIsOld, DECISIONS, fieldMap, inOrder, nameOf, ownerFor, PhaseChip, sendBook, SHOPS } from './parts.tsx';

const SIZE = 50;
const TABS = [
  { key: 'hieu-luc', label: 'Đang có hiệu lực', has: (row: CatalogueRow) => row.phase === 'in-force' }, { key: 'sap', label: 'Sắp thay đổi', has: (row: CatalogueRow) => row.nextFrom !== null || row.phase === 'future' },
  { key: 'het', label: 'Hết hiệu lực', has: (row: CatalogueRow) => row.phase === 'ended' }, { key: 'doi-chieu', label: 'Cần đối chiếu', has: (row: CatalogueRow, today: Visit['today']) => row.phase === 'in-force' && checkIsOld(row.checkedOn, today) },
] as const;

/** The catalogue on a day, today unless asked for another. */
async function chosen(visit: Visit) {
  const query = (name: string): string => visit.c.req.query(name) ?? '', today = await ownerFor(visit), past = (await standsFor(visit.db, today, visit.today)).filter((id) => id !== today), asked = query('cua'), owner = past.find((id) => id === asked) ?? today, day = parseDate(query('ngay')) ?? visit.today, words = fold(query('tim')), field = query('linh-vuc'), level = query('cap');
  const [all, fields] = [await catalogueOn(visit.db, owner, day), await fieldMap(visit, owner)];
  const rows = inOrder(all.filter((row) => (!words || fold(row.name).includes(words) || row.code.includes(words)) && (!isId(field) || row.fieldId === field) && (!isLevel(level) || row.level === level)), fields);
  // after provinces were merged the successor publishes its own; what was there before is looked at, and taken over as a table
  const before = owner === today ? await Promise.all(past.map(async (id) => ({ id, name: await nameOf(visit, id), some: (await catalogueOn(visit.db, id, day)).length > 0 }))) : [];
  return { owner, day, rows, all, fields, query, former: owner === today ? null : owner, before: before.filter(({ some }) => some) };
}

export async function listPage(visit: Visit): Promise<Response> {
  const { owner, day, rows, all, fields, query, former, before } = await chosen(visit), mayKeep = await visit.may('procedures.keep', owner), tab = TABS.find((one) => one.key === query('loc')) ?? TABS[0], shown = rows.filter((row) => tab.has(row, visit.today));
  const { page, pages } = pageAt(shown.length, SIZE, query('trang')), past = day !== visit.today;
  const asked = { tim: query('tim'), 'linh-vuc': query('linh-vuc'), cap: query('cap'), ngay: past ? formatDate(day) : '', cua: former ?? '' }, here = (more: Record<string, string | number | undefined>) => address(BASE, { ...asked, loc: tab.key, ...more });
  const start = <LinkButton href={`${DECISIONS}/moi`} kind="primary">Ghi quyết định</LinkButton>;
  return consolePage(visit, { title: 'Thủ tục hành chính', crumb: `Danh mục của ${await nameOf(visit, owner)}`, acts: <><LinkButton href={SHOPS}>Niêm yết</LinkButton><LinkButton href={DECISIONS}>Quyết định</LinkButton>{mayKeep ? <><LinkButton href={`${BASE}/nhap`}>Nhập bảng</LinkButton>{start}</> : null}</> }, <>
    {past ? <Message kind="warn" title={`Danh mục vào ngày ${formatDate(day)}`}><a href={address(BASE, { ...asked, ngay: '' })}>Xem hôm nay</a></Message> : null}
    {former ? <Message kind="warn" title="Danh mục của đơn vị trước khi sắp xếp"><a href={BASE}>Xem danh mục hiện nay</a></Message> : null}
    {before.length ? <Message title="Danh mục trước khi sắp xếp">{before.map(({ id, name }, index) => <>{index ? '; ' : ''}<a href={address(BASE, { cua: id })}>{name}</a></>)}. Tải .xlsx của danh mục cũ rồi nhập theo quyết định công bố của đơn vị mới.</Message> : null}
    <form method="get" class="row" role="search"><input type="hidden" name="loc" value={tab.key} />{former ? <input type="hidden" name="cua" value={former} /> : null}
      <label class="visually-hidden" for="tim">Tìm theo tên hoặc mã</label><input id="tim" class="filter grow" name="tim" type="search" value={query('tim')} placeholder="Tìm theo tên hoặc mã" />
      <label class="visually-hidden" for="linh-vuc">Lĩnh vực</label><select id="linh-vuc" class="filter" name="linh-vuc"><option value="">Mọi lĩnh vực</option>{[...fields.values()].map((one) => <option value={one.id} selected={one.id === query('linh-vuc')}>{one.name}</option>)}</select>
      <label class="visually-hidden" for="cap">Cấp thực hiện</label><select id="cap" class="filter short" name="cap"><option value="">Mọi cấp</option>{Object.entries(LEVELS).map(([key, label]) => <option value={key} selected={key === query('cap')}>{label}</option>)}</select>
      <label class="visually-hidden" for="ngay">Vào ngày</label><input id="ngay" class="narrow" name="ngay" type="text" value={past ? formatDate(day) : ''} placeholder="Vào ngày" data-controller="date" autocomplete="off" />
      <button class="button" type="submit">Xem</button></form>
    <Tabs label="Tình trạng" tabs={TABS.map((one) => { const count = rows.filter((row) => one.has(row, visit.today)).length; return { href: here({ loc: one.key }), label: `${one.label}${count ? ` (${formatNumber(count)})` : ''}`, current: one === tab }; })} />
    {tab.key === 'doi-chieu' && shown.length ? <p class="small">Thủ tục chưa được so với Cổng Dịch vụ công quốc gia trong {CHECK_AGAIN_MONTHS} tháng. Mở từng thủ tục, so nội dung rồi bấm “Đã đối chiếu”.</p> : null}
    <Card title={tab.label} id="danh-sach" pad={false} tools={all.length ? <a href={address(`${BASE}/danh-muc.xlsx`, asked)} data-turbo="false">Tải .xlsx</a> : undefined} footer={shown.length ? <Pager page={page} pages={pages} total={shown.length} noun="thủ tục" href={(to) => here({ trang: to })} /> : undefined}>
      <Table caption={tab.label} rows={shown.slice((page - 1) * SIZE, page * SIZE)} empty={all.length ? <Empty title="Không có thủ tục nào ở đây">Bỏ bớt điều kiện lọc.</Empty> : <Empty title="Danh mục chưa có thủ tục nào" action={mayKeep ? start : undefined}>Ghi quyết định công bố rồi nhập từng thủ tục, hoặc nhập cả bảng .xlsx.</Empty>} columns={[
        { head: 'Thủ tục', cell: (row) => <><a href={`${BASE}/${row.id}`}>{row.name}</a><br /><small>{row.code} · {fields.get(row.fieldId)?.name} · {LEVELS[row.level]}</small></> },
        { head: 'Tình trạng', cell: (row) => <PhaseChip row={row} /> },
        { head: 'Đối chiếu', cell: (row) => <small><CheckedChip on={row.checkedOn} by={row.checkedBy} today={visit.today} /></small> },
      ]} />
    </Card>
  </>);
}

/** What holds on the day, as a table that can be imported again. */
export async function exportBook(visit: Visit): Promise<Response> {
  const { rows, fields, day } = await chosen(visit), holding = rows.filter((row) => row.phase === 'in-force'), texts = await versionTexts(visit.db, holding.map((row) => row.version));
  return sendBook(visit, `thu-tuc-hanh-chinh-${day}`, await catalogueWorkbook(holding.flatMap((row) => { const content = texts.get(row.version); return content ? [{ code: row.code, name: row.name, field: fields.get(row.fieldId)?.name ?? '', level: row.level, content }] : []; })));
}
