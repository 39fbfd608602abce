import { siteTitle } from '#features/sites/rules/address.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { Id } from '#kernel/id.ts';
import type { Feed, FilePage, HtmlPage, PageKind, PortalPart, Reading } from '#features/sites/portal-part.ts';
import { tagOf } from '#features/sites/portal-part.ts';
import { itemAt, publicItemsById } from '#features/sites/store.ts';
import { Crumbs, Facts, Pager, SearchForm } from '#ui/portal.tsx';
import { fold } from '#kernel/vietnamese.ts';
import { documentTitle, effectOn, EFFECT_LABEL, fileSlug, sizeText, type PublicFile } from '../rules/public-document.ts';
import { formCalled, PUBLIC_FORMS, type PublicForm } from '../rules/public-forms.ts';
import { documentList, documentOfItem, documentsOfItems, paperTag, publicDocumentKeys, registerShelves, type PublicDocument } from '../store/public.ts';

export const REGISTER = '/van-ban', FIND = '/van-ban/tim';

export const titleOf = (one: PublicDocument): string => documentTitle({ ...one, signedOn: one.signed_on });
export const fileHref = (path: string, files: readonly PublicFile[], file: PublicFile): string => `${path}/tep/${fileSlug(files, file)}`;

/** Files to open or save, with form and size, as accessible lists say it. */
export const FileList = ({ reading, path, files }: { reading: Reading; path: string; files: readonly PublicFile[] }) => files.length
  ? <ul class="files">{files.map((file) => <li><a href={reading.at(fileHref(path, files, file))} download={file.mediaType === 'application/pdf' ? undefined : ''}>{file.name}</a> <small>({kindOfFile(file)}, {sizeText(file.size)})</small></li>)}</ul> : <p>Chưa có tệp đính kèm.</p>;
const kindOfFile = ({ mediaType, name }: PublicFile): string => (mediaType === 'application/pdf' ? 'PDF' : /\.docx$/i.test(name) ? 'Word' : name.split('.').at(-1)?.toUpperCase() ?? 'tệp');

/** The bytes of a file that the register names, of whatever public item it belongs to. */
export async function registeredFile(reading: Reading, path: string, slug: string): Promise<FilePage | null> {
  const item = await itemAt(reading.db, reading.site.organisation_id, path), one = item && !item.withdrawn_at ? await documentOfItem(reading.db, item.id) : undefined, file = one && !one.withdrawn_at ? one.files.find((each) => fileSlug(one.files, each) === slug) : undefined;
  return file ? { kind: 'file', bytes: await reading.files.read(file.sha256), mediaType: file.mediaType, tags: [tagOf.item(item!.id)], modified: one!.changed_at, ...(file.mediaType === 'application/pdf' ? {} : { download: file.name }) } : null;
}

const trail = (reading: Reading, deeper = true) => [{ href: reading.at('/'), label: 'Trang chủ' }, ...(deeper ? [{ href: reading.at(REGISTER), label: 'Văn bản' }] : [])];

async function documentPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const path = `${REGISTER}/${params.slug}`, item = await itemAt(reading.db, reading.site.organisation_id, path), one = item?.noun === 'documents' ? await documentOfItem(reading.db, item.id) : undefined;
  if (!item || !one) return null;
  const title = titleOf(one), tags = [tagOf.item(item.id)];
  if (one.withdrawn_at) return { kind: 'html', title: `Văn bản đã gỡ: ${title}`, status: 410, unlisted: true, item: item.id, current: REGISTER, tags, content: <><Crumbs language="vi" trail={trail(reading)} /><h1>Văn bản đã gỡ: {title}</h1><div class="note" role="note"><p>Lý do: {one.withdrawn_reason}</p></div></> };
  const effect = effectOn(one, reading.today);
  return {
    kind: 'html', title, description: one.abstract, current: REGISTER, item: item.id, tags: [...tags, tagOf.day], modified: one.changed_at,
    data: [{ '@context': 'https://schema.org', '@type': 'Legislation', name: title, abstract: one.abstract, legislationIdentifier: one.number ?? undefined, legislationType: PUBLIC_FORMS[one.form].label, legislationDate: one.signed_on ?? undefined, legislationPassedBy: { '@type': 'GovernmentOrganization', name: one.authority }, url: reading.absolute(reading.at(path)), inLanguage: 'vi' }],
    content: <><Crumbs language="vi" trail={trail(reading)} /><h1>{title}</h1><p class="lead">{one.abstract}</p>
      <Facts rows={[
        ['Hình thức văn bản', <a href={reading.at(`${REGISTER}/loai/${PUBLIC_FORMS[one.form].slug}`)}>{PUBLIC_FORMS[one.form].label}</a>], ['Cơ quan ban hành', one.authority], ['Số, ký hiệu', one.number ?? 'chưa có'], ['Ngày ban hành', one.signed_on ? formatDate(one.signed_on) : 'chưa ghi'],
        ...(one.signer ? [['Người ký', one.signer] as const] : []), ['Hiệu lực', <>{EFFECT_LABEL[effect]}{one.effective_from ? `, từ ${formatDate(one.effective_from)}` : ''}{one.effective_to ? ` đến ${formatDate(one.effective_to)}` : ''}</>],
      ]} />
      <section aria-labelledby="tep"><h2 id="tep">Toàn văn</h2><FileList reading={reading} path={path} files={one.files} /></section></>,
  };
}

/** One table for every list of the register. */
const List = ({ rows, paths, reading, caption }: { rows: readonly PublicDocument[]; paths: ReadonlyMap<Id, string>; reading: Reading; caption: string }) => <div class="scroll" tabindex={0} role="group" aria-label={caption}><table class="register"><caption class="visually-hidden">{caption}</caption>
  <thead><tr><th scope="col">Văn bản</th><th scope="col">Cơ quan ban hành</th><th scope="col">Ngày ban hành</th><th scope="col">Hiệu lực</th></tr></thead>
  <tbody>{rows.map((one) => <tr><th scope="row"><a href={reading.at(paths.get(one.item_id) ?? REGISTER)}>{titleOf(one)}</a><br /><small>{one.abstract}</small></th><td>{one.authority}</td><td class="nowrap">{one.signed_on ? formatDate(one.signed_on) : '–'}</td><td>{EFFECT_LABEL[effectOn(one, reading.today)]}</td></tr>)}</tbody></table></div>;
const pathsOf = async (reading: Reading, rows: readonly PublicDocument[]): Promise<ReadonlyMap<Id, string>> => new Map((await publicItemsById(reading.db, rows.map(({ item_id }) => item_id))).map((item) => [item.id, item.path]));

const Shelves = ({ reading, shelves }: { reading: Reading; shelves: Awaited<ReturnType<typeof registerShelves>> }) => {
  const sum = <K extends string | number>(key: (one: (typeof shelves)[number]) => K | null): [K, number][] => { const counts = new Map<K, number>(); for (const one of shelves) { const at = key(one); if (at !== null) counts.set(at, (counts.get(at) ?? 0) + one.count); } return [...counts]; };
  return <div class="cards shelves"><nav class="card" aria-labelledby="theo-hinh-thuc"><h2 id="theo-hinh-thuc">Theo hình thức</h2><ul>{sum((one) => one.form).map(([form, count]) => <li><a href={reading.at(`${REGISTER}/loai/${PUBLIC_FORMS[form].slug}`)}>{PUBLIC_FORMS[form].label}</a> ({formatNumber(count)})</li>)}</ul></nav>
    <nav class="card" aria-labelledby="theo-nam"><h2 id="theo-nam">Theo năm ban hành</h2><ul>{sum((one) => one.year).sort(([a], [b]) => b - a).map(([year, count]) => <li><a href={reading.at(`${REGISTER}/nam/${year}`)}>{year}</a> ({formatNumber(count)})</li>)}</ul></nav></div>;
};

const pageNumber = (text: string | undefined): number => (text === undefined ? 1 : /^[1-9]\d{0,4}$/.test(text) && text !== '1' ? Number(text) : 0);

interface Shelf { readonly form: PublicForm | null; readonly year: number | null; readonly title: string }
/** Which part of the register an address means; null: none. */
function shelfOf(params: Readonly<Record<string, string>>): Shelf | null {
  const form = params.form === undefined ? null : formCalled(params.form), year = params.year === undefined ? null : /^(19|20)\d\d$/.test(params.year) ? Number(params.year) : 0;
  if ((params.form !== undefined && (!form || PUBLIC_FORMS[form].slug !== params.form)) || year === 0) return null;
  return { form, year, title: `${form ? PUBLIC_FORMS[form].label : 'Văn bản'}${year ? ` ban hành năm ${year}` : ''}` };
}
const filterOf = (reading: Reading, { form, year }: Shelf) => ({ organisationId: reading.site.organisation_id, ...(form ? { form } : {}), ...(year ? { year } : {}) });

/** What was made public last, for those who follow. */
async function feedOf(reading: Reading, params: Readonly<Record<string, string>>): Promise<Feed | null> {
  const shelf = shelfOf(params);
  if (!shelf) return null;
  const { rows } = await documentList(reading.db, filterOf(reading, shelf), 1, 50), items = (await publicItemsById(reading.db, rows.map(({ item_id }) => item_id))).filter(({ withdrawn_at }) => withdrawn_at === null);
  return { title: `${shelf.title} – ${reading.site.name}`, items: items.sort((a, b) => b.published_at.getTime() - a.published_at.getTime() || (a.id < b.id ? 1 : -1)), tags: [tagOf.list(reading.site.organisation_id, 'documents')] };
}

/** The register and its shelves: all, of one form, of one year, of both. */
async function listPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const shelf = shelfOf(params), wanted = pageNumber(params.page);
  if (!shelf || wanted === 0) return null;
  const { form, year, title } = shelf, own = reading.site.organisation_id, { rows, total, page, pages } = await documentList(reading.db, filterOf(reading, shelf), wanted), narrowed = Boolean(form || year), shelves = await registerShelves(reading.db, own);
  if (page !== wanted || (narrowed && !total)) return null;
  const path = `${REGISTER}${form ? `/loai/${PUBLIC_FORMS[form].slug}` : ''}${year ? `/nam/${year}` : ''}`, paths = await pathsOf(reading, rows);
  const years = form && !year ? [...new Set(shelves.filter((one) => one.form === form && one.year).map((one) => one.year!))] : [];
  return {
    kind: 'html', title, description: `${title} do ${siteTitle(reading.site)} công khai`.replace(/\s+/g, ' '), current: REGISTER, tags: [tagOf.list(own, 'documents'), tagOf.day],
    content: <><Crumbs language="vi" trail={trail(reading, narrowed)} /><h1>{title}</h1>
      {narrowed ? <p class="lead">{formatNumber(total)} văn bản</p> : <SearchForm language="vi" action={reading.at(FIND)} id="tim-van-ban" label="Tìm văn bản" />}
      {!narrowed && shelves.length && page === 1 ? <Shelves reading={reading} shelves={shelves} /> : null}
      {years.length > 1 ? <p>Theo năm: {years.map((one, index) => <>{index ? ' · ' : ''}<a href={reading.at(`${path}/nam/${one}`)}>{one}</a></>)}</p> : null}
      {rows.length ? <List rows={rows} paths={paths} reading={reading} caption={title} /> : <p>Chưa có văn bản nào được công khai.</p>}
      <Pager language="vi" page={page} pages={pages} href={(to) => reading.at(to === 1 ? path : `${path}/trang/${to}`)} /></>,
  };
}

const shelfPaths = async (reading: Reading): Promise<string[]> => {
  const shelves = await registerShelves(reading.db, reading.site.organisation_id);
  return [...new Set(shelves.flatMap(({ form, year }) => [`${REGISTER}/loai/${PUBLIC_FORMS[form].slug}`, ...(year ? [`${REGISTER}/nam/${year}`, `${REGISTER}/loai/${PUBLIC_FORMS[form].slug}/nam/${year}`] : [])]))];
};
const LISTS: readonly [string, ((path: string) => boolean) | null][] = [[REGISTER, null], [`${REGISTER}/loai/:form`, (path) => path.split('/').length === 4 && path.startsWith(`${REGISTER}/loai/`)], [`${REGISTER}/nam/:year`, (path) => path.startsWith(`${REGISTER}/nam/`)], [`${REGISTER}/loai/:form/nam/:year`, (path) => path.split('/').length === 6]];

export const documentsPortal: PortalPart = {
  noun: 'documents',
  pages: [
    ...LISTS.flatMap(([pattern, is]): PageKind[] => [{ pattern, make: listPage, feed: feedOf, list: async (reading) => (is ? (await shelfPaths(reading)).filter(is) : [REGISTER]) }, { pattern: `${pattern}/trang/:page`, make: listPage }]),
    { pattern: `${REGISTER}/:slug`, make: documentPage },
    { pattern: `${REGISTER}/:slug/tep/:file`, make: (reading, params) => registeredFile(reading, `${REGISTER}/${params.slug}`, params.file!) },
  ],
  dynamic: [{
    path: FIND,
    async answer(reading, query) {
      const asked = (query.get('q') ?? '').slice(0, 120), words = fold(asked).split(' ').filter(Boolean).slice(0, 8), { rows, total } = words.length ? await documentList(reading.db, { organisationId: reading.site.organisation_id, words }, 1, 50) : { rows: [], total: 0 };
      return {
        kind: 'html', title: 'Tìm văn bản', unlisted: true, current: REGISTER, tags: [],
        content: <><Crumbs language="vi" trail={trail(reading)} /><h1>Tìm văn bản</h1><SearchForm language="vi" action={reading.at(FIND)} id="tim-van-ban" value={asked} label="Số, ký hiệu hoặc chữ trong trích yếu" />
          {words.length ? <p role="status">{total ? `${formatNumber(total)} văn bản${total > rows.length ? `, ${rows.length} văn bản mới nhất hiện ở đây` : ''}` : `Không có văn bản nào có “${asked}”. Hãy thử ít chữ hơn.`}</p> : null}
          {rows.length ? <List rows={rows} paths={await pathsOf(reading, rows)} reading={reading} caption="Văn bản tìm được" /> : null}<p><a href={reading.at(REGISTER)}>Tất cả văn bản</a></p></>,
      };
    },
  }],
  menu: [{ path: REGISTER, label: { vi: 'Văn bản', en: 'Documents' }, order: 60, present: async ({ db, site, language }) => language === 'vi' && (await registerShelves(db, site.organisation_id)).length > 0 }],
  async touched(db, events) {
    const own = events.filter(({ table }) => table === 'public_documents'), ids = own.flatMap(({ rowId }) => rowId ?? []), tags = new Set([...ids.map(tagOf.item), ...(await publicDocumentKeys(db, ids)).map(paperTag)]);
    for (const { subjectId } of own) if (subjectId) tags.add(tagOf.list(subjectId, 'documents'));
    return [...tags];
  },
  words: async (db, ids) => new Map((await documentsOfItems(db, ids)).map((one) => [one.item_id, [titleOf(one), one.abstract, one.authority, one.signer].filter(Boolean).join('\n')])),
};
