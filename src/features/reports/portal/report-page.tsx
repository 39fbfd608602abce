import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { formatNumber, slugOf } from '#kernel/vietnamese.ts';
import { FileList, registeredFile } from '#features/documents/portal/register.tsx';
import { documentOfItem } from '#features/documents/store/public.ts';
import { tagOf, type FilePage, type HtmlPage, type PageKind, type Reading } from '#features/sites/portal-part.ts';
import { itemAt, itemsOf, type PublicItem } from '#features/sites/store.ts';
import { channelLabel } from '#features/channels/rules/channels.ts';
import { BarRows } from '#ui/charts.tsx';
import { Crumbs, Facts, Pager } from '#ui/portal.tsx';
import { unitsAsShown, type Figures } from '../rules/figures.ts';
import { csv } from '../rules/promise.ts';
import { isSent, NARRATIVE_SECTIONS } from '../rules/states.ts';
import { frozenFigures } from '../store/frozen.ts';
import { publicationsOf } from '../store/publications.ts';
import { publicResultsOf } from '../store/public-results.ts';
import { report, versionsOf, type Report } from '../store/reports.ts';
import type { ReportPublicationRow } from '../store/tables.ts';
import { pageOf, RESULTS_PAGE, resultsPage } from './results.tsx';

export const REPORTS = '/bao-cao';
const trail = (reading: Reading, ...more: readonly { readonly href: string; readonly label: string }[]) => [{ href: reading.at('/'), label: 'Trang chủ' }, { href: reading.at(REPORTS), label: 'Báo cáo' }, ...more];

interface Shown { readonly item: PublicItem; readonly one: Report; readonly publications: readonly ReportPublicationRow[]; /** Null: taken down. */ readonly figures: Figures | null; readonly latest: boolean }
/** The report at an address of this site with the figures of the version that is shown, from the bytes that were frozen. */
async function shownReport(reading: Reading, slug: string | undefined): Promise<Shown | null> {
  const item = await itemAt(reading.db, reading.site.organisation_id, `${REPORTS}/${slug}`), one = item?.noun === 'reports' ? await report(reading.db, item.id) : undefined;
  if (!item || !one) return null;
  const publications = await publicationsOf(reading.db, one.id), version = item.withdrawn_at || publications[0]?.act !== 'published' ? null : publications[0].version, found = version === null ? undefined : (await versionsOf(reading.db, one.id)).find((each) => each.version === version);
  return { item, one, publications, figures: found ? await frozenFigures(reading.files, found) : null, latest: version === one.version };
}

async function listPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const wanted = pageOf(params.page), own = reading.site.organisation_id, { rows, page, pages } = await itemsOf(reading.db, { organisationIds: [own], noun: 'reports', page: Math.max(1, wanted) });
  if (page !== wanted) return null;
  return {
    kind: 'html', title: 'Báo cáo', description: `Báo cáo công khai của ${reading.site.name}`, current: REPORTS, tags: [tagOf.list(own, 'reports')],
    content: <><Crumbs language="vi" trail={trail(reading).slice(0, 1)} /><h1>Báo cáo</h1><p class="lead">Số liệu đã chốt khi gửi; mỗi số mở ra danh sách kết quả đứng sau.</p>
      {rows.length ? <ul class="cards">{rows.map((item) => <li class="card"><h2><a href={reading.at(item.path)}>{item.title}</a></h2><p>{item.summary}</p><p class="when">Công khai ngày {formatDate(dayAt(item.published_at))}</p></li>)}</ul> : <p>Chưa có báo cáo nào được công khai.</p>}
      <Pager language="vi" page={page} pages={pages} href={(to) => reading.at(to === 1 ? REPORTS : `${REPORTS}/trang/${to}`)} /></>,
  };
}

/** A figure leads to what it was counted from, where the report says it. */
const hasResults = (line: Figures['lines'][number]): boolean => line.deliverables.length > 0;

async function reportPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const shown = await shownReport(reading, params.slug);
  if (!shown) return null;
  const { item, one, publications, figures } = shown, frame = { kind: 'html', current: REPORTS, item: item.id, tags: [tagOf.item(item.id)] } as const;
  if (!figures) return { ...frame, title: `Báo cáo không còn công khai: ${item.title}`, status: 410, unlisted: true, content: <><Crumbs language="vi" trail={trail(reading)} /><h1>{item.title}</h1><div class="note" role="note"><p>Báo cáo này không còn công khai{publications[0] ? ` từ ngày ${formatDate(dayAt(publications[0].at))}` : ''}.</p>{publications[0]?.reason ? <p>Lý do: {publications[0].reason}</p> : null}</div></> };
  const { due, met, metLate, missed, excused, open } = figures.obligations, document = await documentOfItem(reading.db, one.id), units = unitsAsShown(figures), told = shown.latest && isSent(one.status) ? NARRATIVE_SECTIONS.filter(({ key }) => one.narrative[key]?.trim()) : [];
  const states = [{ value: met, tone: 'good' as const }, { value: metLate, tone: 'soon' as const }, { value: missed, tone: 'late' as const }, { value: open, tone: 'none' as const }];
  return {
    ...frame, title: item.title, description: item.summary, modified: publications[0]!.at,
    data: [{ '@context': 'https://schema.org', '@type': 'Report', name: item.title, reportNumber: one.number ?? undefined, datePublished: publications[0]!.at.toISOString(), publisher: { '@type': 'GovernmentOrganization', name: one.document.issuer }, temporalCoverage: `${figures.data.from}/${figures.data.to}`, inLanguage: 'vi', url: reading.absolute(reading.at(item.path)) }],
    content: <><Crumbs language="vi" trail={trail(reading)} /><h1>{item.title}</h1>
      {shown.latest ? null : <div class="note" role="note"><p>Đơn vị đã gửi bản sửa đổi; số liệu dưới đây là của bản công khai gần nhất.</p></div>}
      <Facts rows={[['Số, ký hiệu', one.number ? `${one.number}/${one.document.notation}` : 'chưa có số'], ['Ngày ban hành', one.signed_on ? formatDate(one.signed_on) : 'chưa ghi'], ['Cơ quan báo cáo', one.document.issuer], ['Số liệu', `từ ${formatDate(figures.data.from)} đến ${formatDate(figures.data.to)}, chốt ngày ${formatDate(figures.asOf)}`]]} />
      <section aria-labelledby="ket-qua"><h2 id="ket-qua">Đã làm trong kỳ</h2>{figures.lines.length ? <div class="scroll" tabindex={0} role="group" aria-label="Sản phẩm tuyên truyền trong kỳ"><table><caption class="visually-hidden">Sản phẩm tuyên truyền trong kỳ</caption><thead><tr><th scope="col">Sản phẩm</th><th scope="col">Kênh</th><th scope="col" class="n">Số lượng</th><th scope="col" class="n">Phút</th><th scope="col" class="n">Lượt người</th></tr></thead>
        <tbody>{figures.lines.map((line) => <tr><th scope="row">{line.column}</th><td><small>{line.byChannel.map((each) => `${channelLabel(each.channel)}: ${formatNumber(each.amount)}`).join('; ')}</small></td><td class="n">{hasResults(line) ? <a href={reading.at(`${item.path}/so-lieu/${slugOf(line.column)}`)}>{formatNumber(line.amount)} {line.unit}</a> : `${formatNumber(line.amount)} ${line.unit}`}</td><td class="n">{line.minutes ? formatNumber(line.minutes) : ''}</td><td class="n">{line.audience ? formatNumber(line.audience) : ''}</td></tr>)}</tbody></table></div> : <p>Chưa có kết quả nào được xác nhận trong kỳ.</p>}
        <p class="no-print"><a href={reading.at(`${item.path}/so-lieu.csv`)} download="">Tải số liệu (CSV)</a></p></section>
      <section aria-labelledby="dung-han"><h2 id="dung-han">Việc đến hạn trong kỳ</h2>
        <BarRows label="Việc đến hạn trong kỳ" legend={[{ tone: 'good', label: 'đủ, đúng hạn' }, { tone: 'soon', label: 'đủ, trễ' }, { tone: 'late', label: 'chưa đủ' }, { tone: 'none', label: 'chưa hết hạn' }]} rows={[{ label: 'Toàn bộ', parts: states, note: <><b>{formatNumber(met)}</b> / {formatNumber(due)}</> }, ...units.slice(0, 40).map((unit) => ({ label: unit.name, parts: [{ value: unit.obligations.met, tone: 'good' as const }, { value: unit.obligations.metLate, tone: 'soon' as const }, { value: unit.obligations.missed, tone: 'late' as const }, { value: unit.obligations.open, tone: 'none' as const }], note: <><b>{formatNumber(unit.obligations.met)}</b> / {formatNumber(unit.obligations.due)}</> }))]} />
        <Facts rows={[['Đến hạn', formatNumber(due)], ['Đủ, đúng hạn', formatNumber(met)], ['Đủ, trễ', formatNumber(metLate)], ['Chưa đủ', formatNumber(missed)], ...(excused ? [['Được miễn', formatNumber(excused)] as const] : []), ...(open ? [['Chưa hết hạn', formatNumber(open)] as const] : []), ['Còn nợ, tính cả kỳ trước', formatNumber(figures.debts.length)]]} />
        {units.length ? <div class="scroll" tabindex={0} role="group" aria-label="Theo đơn vị: số liệu"><table><caption>Theo đơn vị: số liệu</caption><thead><tr><th scope="col">Đơn vị</th><th scope="col" class="n">Đến hạn</th><th scope="col" class="n">Đúng hạn</th><th scope="col" class="n">Trễ</th><th scope="col" class="n">Chưa đủ</th></tr></thead><tbody>{units.map((unit) => <tr><th scope="row">{unit.name}</th><td class="n">{formatNumber(unit.obligations.due)}</td><td class="n">{formatNumber(unit.obligations.met)}</td><td class="n">{formatNumber(unit.obligations.metLate)}</td><td class="n">{formatNumber(unit.obligations.missed)}</td></tr>)}</tbody></table></div> : null}
        {figures.missing.length ? <p>Chưa có báo cáo của {formatNumber(figures.missing.length)} đơn vị: {figures.missing.map(({ name }) => name).join(', ')}.</p> : null}</section>
      {told.map(({ key, title }) => <section><h2>{title}</h2>{one.narrative[key]!.split('\n').filter((line) => line.trim()).map((line) => <p>{line}</p>)}</section>)}
      <section aria-labelledby="toan-van"><h2 id="toan-van">Toàn văn</h2><FileList reading={reading} path={item.path} files={document?.files ?? []} /></section></>,
  };
}

async function figurePage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const shown = await shownReport(reading, params.slug), line = shown?.figures?.lines.find((one) => slugOf(one.column) === params.column && hasResults(one)), page = pageOf(params.page);
  if (!shown || !line) return null;
  return resultsPage(reading, { title: `${line.column}: ${shown.one.period_label}`, unit: line.unit, path: `${shown.item.path}/so-lieu/${params.column}`, page, results: await publicResultsOf(reading.db, line.deliverables, Math.max(1, page), RESULTS_PAGE), trail: trail(reading, { href: reading.at(shown.item.path), label: shown.item.title }), tags: [tagOf.item(shown.item.id)], current: REPORTS, units: shown.figures!.units.length > 0 });
}

async function csvFile(reading: Reading, params: Readonly<Record<string, string>>): Promise<FilePage | null> {
  const shown = await shownReport(reading, params.slug);
  if (!shown?.figures) return null;
  const rows = shown.figures.lines.map((line) => [line.column, line.unit, line.amount, line.items, line.minutes, line.audience] as const), units = unitsAsShown(shown.figures).map((unit) => [unit.name, unit.obligations.due, unit.obligations.met, unit.obligations.metLate, unit.obligations.missed] as const);
  return { kind: 'file', mediaType: 'text/csv; charset=utf-8', download: `${params.slug}.csv`, tags: [tagOf.item(shown.item.id)], bytes: Buffer.from(csv([['Sản phẩm', 'Đơn vị tính', 'Số lượng', 'Kết quả', 'Phút', 'Lượt người'], ...rows, ...(units.length ? [[], ['Đơn vị', 'Đến hạn', 'Đúng hạn', 'Trễ', 'Chưa đủ'], ...units] : [])])) };
}

/** Pages under every public report of the site. */
const under = (rest: (figures: Figures) => readonly string[]) => async (reading: Reading): Promise<string[]> => {
  const found: string[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const some = await itemsOf(reading.db, { organisationIds: [reading.site.organisation_id], noun: 'reports', page, size: 100 });
    pages = some.pages;
    for (const item of some.rows) { const shown = await shownReport(reading, item.path.slice(REPORTS.length + 1)); if (shown?.figures) found.push(...rest(shown.figures).map((each) => `${item.path}/${each}`)); }
  }
  return found;
};

export const reportKinds: readonly PageKind[] = [
  { pattern: REPORTS, make: listPage, list: async () => [REPORTS], feed: async ({ db, site }) => ({ title: `Báo cáo – ${site.name}`, items: (await itemsOf(db, { organisationIds: [site.organisation_id], noun: 'reports', size: 50 })).rows, tags: [tagOf.list(site.organisation_id, 'reports')] }) }, { pattern: `${REPORTS}/trang/:page`, make: listPage },
  { pattern: `${REPORTS}/:slug`, make: reportPage },
  { pattern: `${REPORTS}/:slug/tep/:file`, make: (reading, params) => registeredFile(reading, `${REPORTS}/${params.slug}`, params.file!) },
  { pattern: `${REPORTS}/:slug/so-lieu.csv`, make: csvFile, list: under(() => ['so-lieu.csv']) },
  { pattern: `${REPORTS}/:slug/so-lieu/:column`, make: figurePage, list: under((figures) => figures.lines.filter(hasResults).map((line) => `so-lieu/${slugOf(line.column)}`)) },
  { pattern: `${REPORTS}/:slug/so-lieu/:column/trang/:page`, make: figurePage },
];
export const hasReports = async (reading: Reading): Promise<boolean> => reading.language === 'vi' && (await itemsOf(reading.db, { organisationIds: [reading.site.organisation_id], noun: 'reports', size: 1 })).total > 0;
export const reportWords = (one: Report, figures: Figures | null, title: string): string => [title, one.document.issuer, one.number, ...(figures?.lines.map((line) => line.column) ?? []), ...Object.values(one.narrative)].filter(Boolean).join('\n');
