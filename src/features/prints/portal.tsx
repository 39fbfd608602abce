import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { fill, words } from '#locales/index.ts';
import { tagOf, type Feed, type FilePage, type HtmlPage, type Moved, type PortalPart, type Reading } from '#features/sites/portal-part.ts';
import { addressOf, itemAt, itemsOf, newestItems, rootOrganisation, sitePlaces, type PublicItem } from '#features/sites/store.ts';
import { siteTitle } from '#features/sites/rules/address.ts';
import { Crumbs, Day, Pager, Picture } from '#ui/portal.tsx';
import { fileName } from './actions/keep-forms.ts';
import { formIn } from './pictures.ts';
import { piecesOf, wordsOf, type PrintContent, type PrintField } from './rules/fields.ts';
import { FORMATS, formatBySlug, isPicture, type Format } from './rules/formats.ts';
import { printKind, type PrintKind } from './rules/kinds/index.ts';
import { printsById } from './store/reading.ts';
import { printRow, type PrintRow } from './store/rows.ts';

const NOUN = 'prints', GALLERY = '/an-pham', SHELF = 24;
const say = () => words('vi'); // posters are in Vietnamese

/** Pixels of a design's face, as its picture is drawn. */
function faceOf(kind: PrintKind): { readonly format: Format; readonly width: number; readonly height: number } {
  const format = FORMATS[kind.formats[0]!], width = format.sheet ? 860 : format.width;
  return { format, width, height: Math.round((width * format.height * format.pages) / format.width) };
}

/** The same as the picture says: a list as a list, rows in their order. */
const InWords = ({ fields, content }: { fields: readonly PrintField[]; content: PrintContent }) => <dl class="facts">{fields.map((field) => {
  const texts = piecesOf([field], content).map(({ text }) => text);
  if (!texts.some(Boolean)) return null;
  if (field.type !== 'rows') return <div><dt>{field.shown ?? field.label}</dt><dd>{field.type === 'list' ? <ul>{texts.map((text) => <li>{text}</li>)}</ul> : texts[0]}</dd></div>;
  const wide = field.columns.length, rows = Array.from({ length: texts.length / wide }, (_, index) => texts.slice(index * wide, (index + 1) * wide).filter(Boolean));
  // a number stands with its unit: "98,6 % hồ sơ trả đúng hạn"
  return <div><dt>{field.shown ?? field.label}</dt><dd><ol>{rows.map((row) => <li>{field.columns[0]!.number ? row.join(' ') : row.join(': ')}</li>)}</ol></dd></div>;
})}</dl>;

async function printAt(reading: Reading, slug: string | undefined): Promise<{ readonly one: PrintRow; readonly kind: PrintKind; readonly path: string } | null> {
  const path = `${GALLERY}/${slug ?? ''}`, item = await itemAt(reading.db, reading.site.organisation_id, path), one = item?.noun === NOUN ? await printRow(reading.db, item.id) : undefined, kind = one && printKind(one.kind);
  return one && kind && one.published_at ? { one, kind, path } : null;
}

async function printPage(reading: Reading, slug: string | undefined): Promise<HtmlPage | null> {
  const found = await printAt(reading, slug);
  if (!found) return null;
  const { one, kind, path } = found, trail = [{ href: reading.at('/'), label: say()['portal.home'] }, { href: reading.at(GALLERY), label: say()['prints.all'] }], tags = [tagOf.item(one.id)];
  if (one.status === 'withdrawn') return {
    kind: 'html', title: fill(say()['prints.withdrawn-title'], { title: one.title }), current: GALLERY, item: one.id, status: 410, unlisted: true, tags,
    content: <><Crumbs language="vi" trail={trail} /><h1>{one.title}</h1><p class="note"><b>{fill(say()['prints.withdrawn'], { day: one.withdrawn_at ? formatDate(dayAt(one.withdrawn_at)) : '' })}</b> {say()['prints.reason']} {one.withdrawn_reason}</p></>,
  };
  const face = faceOf(kind), at = (format: Format, type: string): string => reading.at(`${path}/${format.slug}.${type}`), own = `/x/${one.id}`;
  return {
    kind: 'html', title: one.title, description: one.alt.slice(0, 200), current: GALLERY, item: one.id, modified: one.published_at!, tags,
    content: <article class="print">
      <Crumbs language="vi" trail={trail} />
      <h1>{one.title}</h1>
      <p class="when">{kind.label} · <Day at={one.published_at!} /></p>
      <p><img src={at(face.format, 'png')} alt={one.alt} width={face.width} height={face.height} fetchpriority="high" /></p>
      {one.link && !one.link.endsWith(own) ? <p><a href={one.link}>{say()['prints.more']}</a></p> : null}
      <section aria-labelledby="tai-ve"><h2 id="tai-ve">{say()['prints.save']}</h2>
        <ul>{kind.formats.map((key) => FORMATS[key] as Format).map((format) => <li>{format.label}: {isPicture(format) ? <><a href={at(format, 'png')} download={fileName(one, format, 'png')}>PNG</a>, <a href={at(format, 'svg')} download={fileName(one, format, 'svg')}>SVG</a></> : null}{format.sheet ? <>{format.pages > 1 ? ', ' : ''}<a href={at(format, 'pdf')} download={fileName(one, format, 'pdf')}>{say()['prints.pdf']}</a></> : null}</li>)}</ul></section>
      <section aria-labelledby="bang-chu"><h2 id="bang-chu">{say()['prints.words']}</h2><InWords fields={kind.fields} content={one.content} /></section>
    </article>,
  };
}

/** Shapes of a kind that are files of a type: pictures of screens and of folded sheets, PDFs of sheets. */
const shapesOf = (kind: PrintKind, type: 'png' | 'svg' | 'pdf'): readonly Format[] => kind.formats.map((key): Format => FORMATS[key]).filter((format) => (type === 'pdf' ? format.sheet !== null : isPicture(format)));

/** A shape as a file: as it went out, or set from the same content. */
async function shapeFile(reading: Reading, slug: string | undefined, shape: string | undefined, type: 'png' | 'svg' | 'pdf'): Promise<FilePage | null> {
  const found = await printAt(reading, slug), format = formatBySlug(shape ?? '');
  if (!found || !format || found.one.status !== 'published' || !shapesOf(found.kind, type).includes(format)) return null;
  const bytes = await formIn(reading.db, reading.files, found.one, format, type, reading.today, '');
  return { kind: 'file', bytes: new Uint8Array(bytes), mediaType: { png: 'image/png', svg: 'image/svg+xml', pdf: 'application/pdf' }[type], tags: [tagOf.item(found.one.id)], modified: found.one.published_at! };
}

/** Whose designs a site shows: its own; the root's those of every unit, too. */
interface Scope { readonly organisationIds?: readonly Id[]; readonly tag: string; readonly all: boolean }
async function scopeOf({ db, site, today }: Reading): Promise<Scope> {
  const own = site.organisation_id, all = (await rootOrganisation(db, today)) === own;
  return all ? { tag: tagOf.all(NOUN), all } : { organisationIds: [own], tag: tagOf.list(own, NOUN), all };
}
const shelfOf = async (reading: Reading, page: number) => { const { organisationIds, tag, all } = await scopeOf(reading); return { tag, all, ...(await itemsOf(reading.db, { ...(organisationIds ? { organisationIds } : {}), noun: NOUN, page, size: SHELF })) }; };
const newest = async (reading: Reading, size: number): Promise<PublicItem[]> => { const { organisationIds } = await scopeOf(reading); return newestItems(reading.db, { ...(organisationIds ? { organisationIds } : {}), noun: NOUN, language: 'vi', size }); };

async function thumbs(reading: Reading, items: readonly PublicItem[], level: 2 | 3, first: boolean) {
  const kinds = new Map((await printsById(reading.db, items.map((item) => item.id))).map((one) => [one.id, printKind(one.kind)])), Title = level === 3 ? 'h3' : 'h2';
  const others = items.map((item) => item.organisation_id).filter((id) => id !== reading.site.organisation_id), places = others.length ? await sitePlaces(reading.db, others, reading.today) : new Map();
  return <ul class="prints">{items.map((item, index) => { const kind = kinds.get(item.id), face = kind && faceOf(kind), place = places.get(item.organisation_id); return <li class="card"><Title><a href={place ? addressOf(place, item.path) : reading.at(item.path)}>{item.title}</a></Title>
    {face && item.picture_sha256 ? <Picture sha256={item.picture_sha256} alt="" width={face.width} height={face.height} sizes="(min-width: 700px) 300px, 90vw" first={first && index === 0} /> : null}
    <p class="when">{place ? <><a href={addressOf(place, '/')}>{place.name}</a> · </> : null}{kind?.label} · <Day at={item.published_at} /></p></li>; })}</ul>;
}

const pageNumber = (text: string | undefined): number | null => (text === undefined ? 1 : /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null);
const pagePath = (page: number): string => (page === 1 ? GALLERY : `${GALLERY}/trang/${page}`);
async function galleryPage(reading: Reading, number: string | undefined): Promise<HtmlPage | Moved | null> {
  const page = pageNumber(number);
  if (page === null) return null;
  if (number === '1') return { kind: 'moved', to: reading.at(GALLERY), tags: [] };
  const found = await shelfOf(reading, page), about = say()[found.all ? 'prints.everybody-about' : 'prints.about'];
  if (found.page !== page || (page > 1 && found.rows.length === 0)) return null;
  return {
    kind: 'html', title: page > 1 ? `${say()['prints.all']}, ${fill(say()['portal.page-of'], { page, pages: found.pages }).toLowerCase()}` : say()['prints.all'], description: about, current: GALLERY, tags: [found.tag],
    content: <><Crumbs language="vi" trail={[{ href: reading.at('/'), label: say()['portal.home'] }]} /><h1>{say()['prints.all']}</h1><p class="lead">{about}</p>
      {found.rows.length ? await thumbs(reading, found.rows, 2, true) : <p>{say()['prints.none']}</p>}
      <Pager language="vi" page={page} pages={found.pages} href={(one) => reading.at(pagePath(one))} /></>,
  };
}
async function galleryFeed(reading: Reading): Promise<Feed> {
  return { title: `${say()['prints.all']}, ${siteTitle(reading.site)}`, items: await newest(reading, 30), tags: [(await scopeOf(reading)).tag] };
}
async function galleryPaths(reading: Reading): Promise<string[]> {
  const { pages } = await shelfOf(reading, 1);
  return Array.from({ length: pages }, (_, index) => pagePath(index + 1));
}
/** Every file of every design that is out, for the mirror. */
async function filePaths(reading: Reading, type: 'png' | 'svg' | 'pdf'): Promise<string[]> {
  const paths: string[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const found = await itemsOf(reading.db, { organisationIds: [reading.site.organisation_id], noun: NOUN, page, size: 200 }), rows = new Map((await printsById(reading.db, found.rows.map((item) => item.id))).map((one) => [one.id, one]));
    pages = found.pages;
    for (const item of found.rows) { const kind = printKind(rows.get(item.id)?.kind ?? ''); for (const format of kind ? shapesOf(kind, type) : []) paths.push(`${item.path}/${format.slug}.${type}`); }
  }
  return paths;
}

/** What designs show to readers: a gallery, a page each with its files, and the newest on the home page. */
export const printsPart: PortalPart = {
  noun: NOUN,
  pages: [
    { pattern: GALLERY, make: (reading) => galleryPage(reading, undefined), list: async (reading) => (await galleryPaths(reading)).slice(0, 1), feed: galleryFeed },
    { pattern: `${GALLERY}/trang/:page`, make: (reading, { page }) => galleryPage(reading, page), list: async (reading) => (await galleryPaths(reading)).slice(1) },
    { pattern: `${GALLERY}/:slug`, make: (reading, { slug }) => printPage(reading, slug) },
    ...(['png', 'svg', 'pdf'] as const).map((type) => ({ pattern: `${GALLERY}/:slug/:shape.${type}`, make: (reading: Reading, { slug, shape }: Readonly<Record<string, string>>) => shapeFile(reading, slug, shape, type), list: (reading: Reading) => filePaths(reading, type) })),
  ],
  menu: [{ path: GALLERY, label: { vi: 'Ấn phẩm', en: 'Posters' }, order: 45, present: async (reading) => reading.language === 'vi' && (await newest(reading, 1)).length > 0 }],
  home: [{
    name: 'an-pham-moi', label: 'Ấn phẩm mới', place: 'side', order: 60,
    async make(reading) {
      const { tag } = await scopeOf(reading), rows = reading.language === 'vi' ? await newest(reading, 1) : [];
      return { tags: [tag], content: rows.length ? <section aria-labelledby="an-pham-moi"><h2 id="an-pham-moi">{say()['prints.newest']}</h2>{await thumbs(reading, rows, 3, false)}<p class="more"><a href={reading.at(GALLERY)}>{say()['prints.see-all']}</a></p></section> : null };
    },
  }],
  // what stands on it, once: words for those who do not see it mostly say the same
  words: async (db, ids) => new Map((await printsById(db, ids)).map((one) => { const kind = printKind(one.kind); return [one.id, kind ? [kind.label, wordsOf(kind.fields, one.content), one.alt === kind.alt(one.content) ? '' : one.alt].join('\n') : one.alt]; })),
};
