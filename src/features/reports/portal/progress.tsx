import { formatDate, yearOf } from '#kernel/plain-date.ts';
import { compareVietnamese, formatNumber } from '#kernel/vietnamese.ts';
import { standingsByProduct } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { PLANS, planTags, planTrail, shownPlan, type ShownPlan } from '#features/plans/portal/part.tsx';
import { tagOf, type FilePage, type HomeBlock, type HtmlPage, type Made, type MenuEntry, type PageKind, type Reading } from '#features/sites/portal-part.ts';
import { itemsOf } from '#features/sites/store.ts';
import { Bar, Crumbs, Pager } from '#ui/portal.tsx';
import { addLines, byProduct, byUnit, csv, NOTHING, type ProductLine } from '../rules/promise.ts';
import { publicResults } from '../store/public-results.ts';
import { Promises } from './charts.tsx';
import { doneTag, promiseOf } from './promise.ts';
import { pageOf, RESULTS_PAGE, resultsPage } from './results.tsx';

export const OWN = '/da-hua-da-lam';
const UNITS_PAGE = 40;

const How = ({ reading }: { reading: Reading }) => <p class="when">Tính đến ngày {formatDate(reading.today)}. Chỉ tính kết quả đã được đơn vị xác nhận và ghi có cho đúng kỳ; việc làm khi có điều kiện và việc không giao số lượng không tính ở đây.</p>;
const trailOf = (reading: Reading, shown: ShownPlan, deeper: boolean) => planTrail(reading, [{ href: reading.at(shown.item.path), label: shown.item.title }, ...(deeper ? [{ href: reading.at(`${shown.item.path}/tien-do`), label: 'Đã hứa – đã làm' }] : [])]);
const tagsOf = (reading: Reading, shown: ShownPlan): string[] => [...planTags(reading, shown.plan.id), tagOf.day, doneTag(reading.site.organisation_id)];

async function opened(reading: Reading, slug: string | undefined): Promise<(ShownPlan & { readonly rows: Awaited<ReturnType<typeof standingsByProduct>> }) | null> {
  const shown = await shownPlan(reading, slug ?? '');
  return shown && shown.version !== null ? { ...shown, rows: await standingsByProduct(reading.db, { sourceId: shown.plan.id, today: reading.today }) } : null;
}

/** Promised and delivered under one plan: by product, by unit. */
async function progressPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const shown = await opened(reading, params.slug);
  if (!shown) return null;
  const path = `${shown.item.path}/tien-do`, products = byProduct(shown.rows), units = byUnit(shown.rows), title = `Đã hứa – đã làm: ${shown.item.title}`;
  return {
    kind: 'html', title, description: `Việc đã hứa và đã làm theo ${shown.item.title.charAt(0).toLocaleLowerCase('vi')}${shown.item.title.slice(1)}`, current: PLANS, tags: tagsOf(reading, shown),
    content: <><Crumbs language="vi" trail={trailOf(reading, shown, false)} /><h1>{title}</h1><How reading={reading} />
      {products.length ? <>
        <section aria-labelledby="san-pham"><h2 id="san-pham">Theo sản phẩm</h2><Promises label="Đã hứa và đã làm theo sản phẩm" head="Sản phẩm" rows={products.map((line) => ({ ...line, name: line.label, href: reading.at(`${path}/${line.slug}`) }))} /></section>
        <section aria-labelledby="don-vi"><h2 id="don-vi">Theo đơn vị</h2>{units.length <= UNITS_PAGE ? await Units(reading, units) : <p><a href={reading.at(`${path}/don-vi`)}>{formatNumber(units.length)} đơn vị, đã hứa và đã làm của từng đơn vị</a></p>}</section>
        <p class="no-print"><a href={reading.at(`${path}.csv`)} download="">Tải số liệu (CSV)</a></p></> : <p>Kế hoạch này không giao việc có số lượng.</p>}</>,
  };
}

async function Units(reading: Reading, units: ReturnType<typeof byUnit>, page = 1) {
  const tree = await organisationTree(reading.db, reading.today), rank = new Map(tree.all.map((one, index) => [one.id, index]));
  const sorted = units.toSorted((a, b) => (rank.get(a.organisationId) ?? 9e9) - (rank.get(b.organisationId) ?? 9e9) || compareVietnamese(tree.latest(a.organisationId)?.name ?? '', tree.latest(b.organisationId)?.name ?? ''));
  return <Promises label="Đã hứa và đã làm theo đơn vị" head="Đơn vị" rows={sorted.slice((page - 1) * UNITS_PAGE, page * UNITS_PAGE).map((line) => ({ ...line, name: tree.latest(line.organisationId)?.name ?? '', unit: null, href: null }))} />;
}

async function unitsPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const shown = await opened(reading, params.slug), page = pageOf(params.page);
  if (!shown) return null;
  const units = byUnit(shown.rows), pages = Math.max(1, Math.ceil(units.length / UNITS_PAGE)), path = `${shown.item.path}/tien-do/don-vi`;
  if (page < 1 || page > pages || !units.length) return null;
  return {
    kind: 'html', title: `Đã hứa – đã làm theo đơn vị: ${shown.item.title}`, current: PLANS, tags: tagsOf(reading, shown),
    content: <><Crumbs language="vi" trail={trailOf(reading, shown, true)} /><h1>Đã hứa – đã làm theo đơn vị</h1><p class="lead">{shown.item.title}</p><How reading={reading} />{await Units(reading, units, page)}<Pager language="vi" page={page} pages={pages} href={(to) => reading.at(to === 1 ? path : `${path}/trang/${to}`)} /></>,
  };
}

const resultsFrame = (reading: Reading, line: ProductLine, page: number, path: string) => ({ title: `${line.label}: đã làm`, unit: line.unit, path: `${path}/${line.slug}`, page });

async function productPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const shown = await opened(reading, params.slug), line = shown && byProduct(shown.rows).find(({ slug }) => slug === params.product), page = pageOf(params.page);
  if (!shown || !line) return null;
  const results = await publicResults(reading.db, { sourceId: shown.plan.id, product: line.product, today: reading.today, page: Math.max(1, page), size: RESULTS_PAGE });
  return resultsPage(reading, { ...resultsFrame(reading, line, page, `${shown.item.path}/tien-do`), results, trail: trailOf(reading, shown, true), tags: tagsOf(reading, shown), current: PLANS, units: true });
}

async function csvFile(reading: Reading, params: Readonly<Record<string, string>>): Promise<FilePage | null> {
  const shown = await opened(reading, params.slug);
  if (!shown) return null;
  const tree = await organisationTree(reading.db, reading.today), labels = new Map(byProduct(shown.rows).map((line) => [line.product, line]));
  const rows = shown.rows.filter(({ product }) => labels.has(product)).map((row) => [tree.latest(row.organisationId)?.name ?? '', labels.get(row.product)!.label, row.unit ?? labels.get(row.product)!.unit, row.promised, row.amount, row.done, row.debt, formatDate(reading.today)] as const);
  return { kind: 'file', mediaType: 'text/csv; charset=utf-8', download: `${params.slug}-tien-do.csv`, tags: tagsOf(reading, shown), bytes: Buffer.from(csv([['Đơn vị', 'Sản phẩm', 'Đơn vị tính', 'Đã hứa cả năm', 'Phải có đến nay', 'Đã làm', 'Quá hạn, còn thiếu', 'Tính đến ngày'], ...rows])) };
}

/** How one organisation keeps what was promised for it: under its own public plan, or the one above. */
async function ownPage(reading: Reading): Promise<Made | null> {
  const measured = await promiseOf(reading);
  if (!measured) return null;
  if (measured.own) return { kind: 'moved', to: `${measured.href}/tien-do`, tags: measured.tags };
  const products = byProduct(measured.rows), year = yearOf(reading.today), total = products.reduce(addLines, NOTHING);
  return {
    kind: 'html', title: `Đã hứa – đã làm ${year}`, description: `Việc đã hứa và đã làm năm ${year} của ${reading.site.name}`, current: OWN, tags: measured.tags,
    content: <><Crumbs language="vi" trail={[{ href: reading.at('/'), label: 'Trang chủ' }]} /><h1>Đã hứa – đã làm {year}</h1>
      <p class="lead">Theo <a href={measured.href}>kế hoạch của {measured.plan.issuer_name}</a>, đơn vị đã làm {formatNumber(total.done)} trong {formatNumber(total.promised)} sản phẩm của cả năm.</p><How reading={reading} />
      <section aria-labelledby="san-pham"><h2 id="san-pham">Theo sản phẩm</h2><Promises label="Đã hứa và đã làm theo sản phẩm" head="Sản phẩm" rows={products.map((line) => ({ ...line, name: line.label, href: reading.at(`${OWN}/${line.slug}`) }))} /></section></>,
  };
}
async function ownProductPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const measured = await promiseOf(reading), line = measured && !measured.own ? byProduct(measured.rows).find(({ slug }) => slug === params.product) : undefined, page = pageOf(params.page);
  if (!measured || !line) return null;
  const results = await publicResults(reading.db, { sourceId: measured.plan.id, product: line.product, today: reading.today, organisationIds: [reading.site.organisation_id], page: Math.max(1, page), size: RESULTS_PAGE });
  return resultsPage(reading, { ...resultsFrame(reading, line, page, OWN), results, trail: [{ href: reading.at('/'), label: 'Trang chủ' }, { href: reading.at(OWN), label: 'Đã hứa – đã làm' }], tags: measured.tags, current: OWN, units: false });
}

/** The products with most to do, as in a window: the rest stands on the page. */
const ON_HOME = 4;
export const promiseBlock: HomeBlock = {
  name: 'da-hua-da-lam', label: 'Đã hứa – đã làm', place: 'side', order: 20,
  async make(reading) {
    const measured = reading.language === 'vi' ? await promiseOf(reading) : null;
    if (!measured) return null;
    const lines = byProduct(measured.rows).filter(({ promised }) => promised > 0), shown = new Set(lines.toSorted((a, b) => b.promised - a.promised).slice(0, ON_HOME));
    return {
      tags: measured.tags,
      content: <section class="card" aria-labelledby="da-hua"><h2 id="da-hua">Đã hứa – đã làm {yearOf(reading.today)}</h2>
        {lines.filter((line) => shown.has(line)).map((line) => <Bar language="vi" label={line.label} done={line.done} promised={line.promised} format={formatNumber} />)}
        <p class="small">Tính đến {formatDate(reading.today)}, đã xác nhận.</p><p><a href={measured.own ? `${measured.href}/tien-do` : reading.at(OWN)}>Xem từng việc và minh chứng</a></p></section>,
    };
  },
};
export const promiseMenu: MenuEntry = { path: OWN, label: { vi: 'Đã hứa – đã làm', en: 'Promised and delivered' }, order: 55, present: async (reading) => reading.language === 'vi' && (await promiseOf(reading)) !== null };

/** Every page under every public plan of the site, for the site map and the mirror. */
const under = (rest: (shown: NonNullable<Awaited<ReturnType<typeof opened>>>) => readonly string[]) => async (reading: Reading): Promise<string[]> => {
  const found: string[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const some = await itemsOf(reading.db, { organisationIds: [reading.site.organisation_id], noun: 'plans', page, size: 100 });
    pages = some.pages;
    for (const item of some.rows) { const shown = await opened(reading, item.path.slice(PLANS.length + 1)); if (shown) found.push(...rest(shown).map((each) => `${item.path}/tien-do${each}`)); }
  }
  return found;
};

export const progressKinds: readonly PageKind[] = [
  { pattern: `${PLANS}/:slug/tien-do`, make: progressPage, list: under(() => ['']) },
  { pattern: `${PLANS}/:slug/tien-do.csv`, make: csvFile, list: under(() => ['.csv']) },
  { pattern: `${PLANS}/:slug/tien-do/don-vi`, make: unitsPage, list: under((shown) => (byUnit(shown.rows).length ? ['/don-vi'] : [])) },
  { pattern: `${PLANS}/:slug/tien-do/don-vi/trang/:page`, make: unitsPage, list: under((shown) => Array.from({ length: Math.max(0, Math.ceil(byUnit(shown.rows).length / UNITS_PAGE) - 1) }, (_, index) => `/don-vi/trang/${index + 2}`)) },
  { pattern: `${PLANS}/:slug/tien-do/:product`, make: productPage, list: under((shown) => byProduct(shown.rows).filter(({ done }) => done > 0).map(({ slug }) => `/${slug}`)) },
  { pattern: `${PLANS}/:slug/tien-do/:product/trang/:page`, make: productPage },
  { pattern: OWN, make: ownPage, list: async (reading) => ((await promiseOf(reading)) ? [OWN] : []) },
  { pattern: `${OWN}/:product`, make: ownProductPage, list: async (reading) => { const measured = await promiseOf(reading); return measured && !measured.own ? byProduct(measured.rows).filter(({ done }) => done > 0).map(({ slug }) => `${OWN}/${slug}`) : []; } },
  { pattern: `${OWN}/:product/trang/:page`, make: ownProductPage },
];
