import type { Id } from '#kernel/id.ts';
import { compareVietnamese, fold, formatNumber, slugOf } from '#kernel/vietnamese.ts';
import { fill, words, type Language } from '#locales/index.ts';
import { KIND_IDS, KINDS, type KindId } from '#features/organisations/rules/kinds.ts';
import type { Organisation } from '#features/organisations/rules/tree.ts';
import { tagOf, type DynamicPage, type HtmlPage, type PageKind, type Reading } from '#features/sites/portal-part.ts';
import { addressOf, sitePlaces } from '#features/sites/store.ts';
import { Crumbs, Pager, SearchForm } from '#ui/portal.tsx';
import type { HotlineDetails, OfficeDetails } from '../rules/details.ts';
import { entriesOn } from '../store.ts';
import { Phone } from './contact-page.tsx';
import { agenciesOf } from './gather.ts';

export const AGENCIES = '/danh-ba', FIND = '/danh-ba/tim';
/** More than this many are looked up by letter or kind, page by page. */
const ON_ONE_PAGE = 150, PAGE = 60;

interface Row { readonly id: Id; readonly name: string; /** The name without "UBND xã": what one looks under. */ readonly own: string; readonly kind: KindId; readonly href: string | null; readonly address: string | null; readonly phone: string | null; readonly hotline: string | null }

const ownName = (one: Organisation): string => { const prefix = KINDS[one.kind].prefixes.find((word) => fold(one.shortName).startsWith(`${fold(word)} `)); const place = /^(?:UBND\s+)?(?:xã|phường|đặc khu|tỉnh|thành phố)\s+(.+)$/iu.exec(one.name); return place?.[1] ?? (prefix ? one.name.slice(prefix.length).trim() || one.name : one.name); };
const letterOf = (name: string): string => { const first = fold(name).charAt(0); return first >= 'a' && first <= 'z' ? (name.charAt(0).toLowerCase().normalize('NFC') === 'đ' ? 'đ' : first) : '#'; };

async function rowsOf(reading: Reading, units: readonly Organisation[]): Promise<Row[]> {
  const ids = units.map(({ id }) => id), entries = await entriesOn(reading.db, ids, reading.today, ['office', 'hotline']), places = await sitePlaces(reading.db, ids, reading.today);
  const offices = new Map(entries.filter(({ kind }) => kind === 'office').map((one) => [one.organisation_id, one.details as OfficeDetails])), hotlines = new Map(entries.filter(({ kind }) => kind === 'hotline').reverse().map((one) => [one.organisation_id, one.details as HotlineDetails]));
  return units.map((one) => {
    const office = offices.get(one.id), place = places.get(one.id);
    return { id: one.id, name: one.name, own: ownName(one), kind: one.kind, href: place ? addressOf(place, reading.language === 'en' ? '/en/lien-he' : '/lien-he') : null, address: office?.address ?? null, phone: office?.phone ?? null, hotline: hotlines.get(one.id)?.number ?? null };
  });
}

const List = ({ rows, language, caption }: { rows: readonly Row[]; language: Language; caption: string }) => {
  const say = words(language);
  return <div class="scroll" tabindex={0} role="group" aria-label={caption}><table class="agencies"><caption class="visually-hidden">{caption}</caption><thead><tr><th scope="col">{say['directory.agency']}</th><th scope="col">{say['directory.address']}</th><th scope="col">{say['directory.phone']}</th><th scope="col">{say['directory.hotline']}</th></tr></thead>
    <tbody lang={language === 'vi' ? undefined : 'vi'}>{rows.map((row) => <tr><th scope="row">{row.href ? <a href={row.href}>{row.name}</a> : row.name}</th><td>{row.address ?? '–'}</td><td>{row.phone ? <Phone kept={row.phone} language={language} /> : '–'}</td><td>{row.hotline ? <Phone kept={row.hotline} language={language} /> : '–'}</td></tr>)}</tbody></table></div>;
};

const tagsOf = (reading: Reading): string[] => [tagOf.list(reading.site.organisation_id, 'agencies'), tagOf.day];
const byOwn = (units: readonly Organisation[]): Organisation[] => units.toSorted((a, b) => compareVietnamese(ownName(a), ownName(b)) || compareVietnamese(a.name, b.name));
const kindSlug = (kind: KindId): string => slugOf(KINDS[kind].label);

const Doors = ({ reading, units }: { reading: Reading; units: readonly Organisation[] }) => {
  const say = words(reading.language), letters = [...new Set(units.map((one) => letterOf(ownName(one))))].sort(compareVietnamese), kinds = KIND_IDS.filter((kind) => units.some((one) => one.kind === kind));
  return <>
    <SearchForm language={reading.language} action={reading.at(FIND)} id="tim-co-quan" label={say['directory.find']} />
    <nav aria-labelledby="theo-chu"><h2 id="theo-chu">{say['directory.by-letter']}</h2><ul class="letters">{letters.map((letter) => <li><a href={reading.at(`${AGENCIES}/chu/${encodeURIComponent(letter)}`)}>{letter.toUpperCase()}</a></li>)}</ul></nav>
    <nav aria-labelledby="theo-loai"><h2 id="theo-loai">{say['directory.by-kind']}</h2><ul lang={reading.language === 'vi' ? undefined : 'vi'}>{kinds.map((kind) => <li><a href={reading.at(`${AGENCIES}/loai/${kindSlug(kind)}`)}>{KINDS[kind].label}</a> ({formatNumber(units.filter((one) => one.kind === kind).length)})</li>)}</ul></nav>
  </>;
};

const trail = (reading: Reading, deeper: boolean) => [{ href: reading.at('/'), label: words(reading.language)['portal.home'] }, ...(deeper ? [{ href: reading.at(AGENCIES), label: words(reading.language)['directory.agencies'] }] : [])];
const frame = (reading: Reading, path: string): Pick<HtmlPage, 'kind' | 'current' | 'languages' | 'tags'> => ({ kind: 'html', current: '/lien-he', languages: { vi: path, en: path }, tags: tagsOf(reading) });

async function allPage(reading: Reading): Promise<HtmlPage | null> {
  const units = await agenciesOf(reading), say = words(reading.language);
  if (!units.length) return null;
  const rows = units.length <= ON_ONE_PAGE ? await rowsOf(reading, byOwn(units)) : [];
  return {
    ...frame(reading, AGENCIES), title: say['directory.agencies'], description: fill(say['directory.agencies-about'], { site: reading.site.name }),
    content: <><Crumbs language={reading.language} trail={trail(reading, false)} /><h1>{say['directory.agencies']}</h1><p class="lead">{fill(say['directory.agencies-about'], { site: reading.site.name })}</p>
      <Doors reading={reading} units={units} />
      {KIND_IDS.filter((kind) => rows.some((row) => row.kind === kind)).map((kind) => <section aria-labelledby={`loai-${kindSlug(kind)}`}><h2 id={`loai-${kindSlug(kind)}`} lang={reading.language === 'vi' ? undefined : 'vi'}>{KINDS[kind].label}</h2><List rows={rows.filter((row) => row.kind === kind)} language={reading.language} caption={KINDS[kind].label} /></section>)}</>,
  };
}

async function some(reading: Reading, path: string, title: string, units: readonly Organisation[], wanted: number): Promise<HtmlPage | null> {
  const pages = Math.max(1, Math.ceil(units.length / PAGE));
  if (!units.length || !(wanted >= 1 && wanted <= pages)) return null;
  const rows = await rowsOf(reading, byOwn(units).slice((wanted - 1) * PAGE, wanted * PAGE)), say = words(reading.language), at = (page: number): string => (page === 1 ? path : `${path}/trang/${page}`);
  return {
    ...frame(reading, at(wanted)), title,
    content: <><Crumbs language={reading.language} trail={trail(reading, true)} /><h1>{title}</h1><List rows={rows} language={reading.language} caption={title} />
      <Pager language={reading.language} page={wanted} pages={pages} href={(page) => reading.at(at(page))} /><p><a href={reading.at(AGENCIES)}>{say['directory.all-agencies']}</a></p></>,
  };
}
const paged = (text: string | undefined): number => (text === undefined ? 1 : /^[1-9]\d{0,4}$/.test(text) && text !== '1' ? Number(text) : 0);

async function letterPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const letter = decoded(params.letter ?? '');
  return some(reading, `${AGENCIES}/chu/${encodeURIComponent(letter)}`, fill(words(reading.language)['directory.letter'], { letter: letter.toUpperCase() }), (await agenciesOf(reading)).filter((one) => letterOf(ownName(one)) === letter), paged(params.page));
}
async function kindPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const kind = KIND_IDS.find((one) => kindSlug(one) === params.kind);
  return kind ? some(reading, `${AGENCIES}/loai/${params.kind}`, KINDS[kind].label, (await agenciesOf(reading)).filter((one) => one.kind === kind), paged(params.page)) : null;
}
const decoded = (text: string): string => { try { return decodeURIComponent(text).normalize('NFC'); } catch { return ''; } };

const lettersOf = async (reading: Reading): Promise<string[]> => [...new Set((await agenciesOf(reading)).map((one) => letterOf(ownName(one))))].map((letter) => `${AGENCIES}/chu/${encodeURIComponent(letter)}`);
const kindsOf = async (reading: Reading): Promise<string[]> => [...new Set((await agenciesOf(reading)).map((one) => kindSlug(one.kind)))].map((kind) => `${AGENCIES}/loai/${kind}`);

export const agencyKinds: readonly PageKind[] = [
  { pattern: AGENCIES, languages: ['vi', 'en'], make: allPage, list: async (reading) => ((await agenciesOf(reading)).length ? [AGENCIES] : []) },
  { pattern: `${AGENCIES}/chu/:letter`, languages: ['vi', 'en'], make: letterPage, list: lettersOf },
  { pattern: `${AGENCIES}/chu/:letter/trang/:page`, languages: ['vi', 'en'], make: letterPage },
  { pattern: `${AGENCIES}/loai/:kind`, languages: ['vi', 'en'], make: kindPage, list: kindsOf },
  { pattern: `${AGENCIES}/loai/:kind/trang/:page`, languages: ['vi', 'en'], make: kindPage },
];

/** By words of the name, marks aside; the first sixty. */
export const findAgencies: DynamicPage = {
  path: FIND,
  async answer(reading, query) {
    const asked = (query.get('q') ?? '').slice(0, 100), wanted = fold(asked).split(' ').filter(Boolean), say = words(reading.language), units = await agenciesOf(reading);
    const found = wanted.length ? units.filter((one) => { const name = fold([one.name, one.shortName, ...one.aliases].join(' ')); return wanted.every((word) => name.includes(word)); }) : [];
    const title = wanted.length ? fill(say[found.length ? 'directory.found' : 'directory.found-none'], { count: formatNumber(found.length), words: asked }) : say['directory.find'], rows = await rowsOf(reading, byOwn(found).slice(0, PAGE));
    return {
      ...frame(reading, FIND), title: say['directory.find'], unlisted: true,
      content: <><Crumbs language={reading.language} trail={trail(reading, true)} /><h1>{say['directory.find']}</h1><SearchForm language={reading.language} action={reading.at(FIND)} id="tim-co-quan" value={asked} label={say['directory.find']} />
        {wanted.length ? <p role="status">{title}</p> : null}{rows.length ? <List rows={rows} language={reading.language} caption={title} /> : null}<p><a href={reading.at(AGENCIES)}>{say['directory.all-agencies']}</a></p></>,
    };
  },
};
