import { isId, type Id } from '#kernel/id.ts';
import { allVersions, organisationTree } from '#features/organisations/store.ts';
import type { Reading } from '#features/sites/portal-part.ts';
import { itemAddress, publicItemsById, rootOrganisation, sitePlaces, type PublicItem } from '#features/sites/store.ts';
import { corrected, termsAsked } from './rules/correct.ts';
import { isEmpty, parseQuery, type Query } from './rules/query.ts';
import { marked, snippet, type Piece } from './rules/snippet.ts';
import { noteAsked } from './store/asked.ts';
import { find, type FacetValue, type Filter, type Found, type Order } from './store/find.ts';
import { collectionNames } from './store/names.ts';
import { termsKnown, termsLike } from './store/terms.ts';

/** What the address of a search says. Anything that means nothing is passed over. */
export interface Request { readonly query: Query; readonly filter: Filter; readonly everywhere: boolean; readonly order: Order; readonly page: number }

export interface ShownHit { readonly href: string; readonly title: readonly Piece[]; readonly lines: readonly Piece[]; readonly item: PublicItem; readonly organisation: string }
export interface ShownFacet { readonly value: string; readonly label: string; readonly hits: number }
export interface Answer {
  readonly found: Found; readonly hits: readonly ShownHit[]; readonly meant: string | null;
  /** How much other units have, where this site has nothing. */
  readonly elsewhere: { readonly total: number; readonly more: boolean } | null;
  readonly organisations: readonly ShownFacet[]; readonly collections: readonly ShownFacet[];
  /** Names of what is filtered by. */
  readonly organisationName: string | null; readonly collectionName: string | null;
  /** This site is one of several: what is looked for can be its own or everybody's. */
  readonly scoped: boolean;
}

/** So few hits that something else was perhaps meant. */
const FEW = 3, MOST_FACETS = 8, MOST_LOOKED_UP = 8;

/** Null: no word was asked for. */
export async function answerSearch(reading: Reading, request: Request): Promise<Answer | null> {
  const { db, today, now, site } = reading, { query, filter, everywhere, order, page } = request;
  if (isEmpty(query)) return null;
  const scoped = site.organisation_id !== await rootOrganisation(db, today), near = everywhere || !scoped ? null : { organisationId: site.organisation_id, above: await unitsAbove(reading) };
  const asked = { ...filter, query, order, page, now }, found = await find(db, near ? { ...asked, near } : asked);
  const elsewhere = near && found.total === 0 ? await find(db, asked) : null;
  const names = Map.groupBy(await allVersions(db), (version) => version.id), nameOf = (id: Id): string => names.get(id)?.at(-1)?.name ?? '';
  const collections = await collectionNames(db, [...found.collections.slice(0, MOST_FACETS).map((one) => one.value), ...(filter.collectionId ? [filter.collectionId] : [])]);
  // columns of several units bear one name: then the unit is said too
  const named = new Map([...collections].map(([id, one]) => [id, [...collections.values()].filter((other) => other.name === one.name).length > 1 ? `${one.name} (${nameOf(one.organisationId)})` : one.name]));
  const facets = (list: readonly FacetValue<Id>[], name: (id: Id) => string | undefined): ShownFacet[] => list.slice(0, MOST_FACETS).flatMap((one) => { const label = name(one.value); return label ? [{ value: one.value, label, hits: one.hits }] : []; });
  return {
    scoped, found, hits: await shownHits(reading, query, found, nameOf), meant: found.total <= FEW || found.nearly ? await meantPerhaps(reading, query) : null, elsewhere: elsewhere && elsewhere.total > 0 && !elsewhere.nearly ? { total: elsewhere.total, more: elsewhere.more } : null,
    organisations: facets(found.organisations, nameOf), collections: facets(found.collections, (id) => named.get(id)),
    organisationName: filter.organisationId ? nameOf(filter.organisationId) || null : null, collectionName: filter.collectionId ? collections.get(filter.collectionId)?.name ?? null : null,
  };
}

async function unitsAbove({ db, today, site }: Reading): Promise<Id[]> {
  const tree = await organisationTree(db, today), path = tree.get(site.organisation_id)?.path.split('/').filter(Boolean) ?? [];
  return path.filter((id) => id !== site.organisation_id) as Id[];
}

/** The page of hits as readers see it; what was withdrawn a moment ago is left out. */
async function shownHits(reading: Reading, query: Query, found: Found, nameOf: (id: Id) => string): Promise<ShownHit[]> {
  const items = new Map((await publicItemsById(reading.db, found.hits.map((hit) => hit.id))).map((item) => [item.id, item])), places = await sitePlaces(reading.db, [...items.values()].map((item) => item.organisation_id), reading.today);
  return found.hits.flatMap((hit) => {
    const item = items.get(hit.id), place = item && places.get(item.organisation_id);
    if (!item || !place || item.withdrawn_at) return [];
    const inSummary = snippet(hit.summary, query), inText = snippet(hit.text, query), hitsOf = (pieces: readonly Piece[]): number => pieces.filter((piece) => piece.hit).reduce((sum, piece) => sum + piece.text.length, 0);
    return [{ href: itemAddress(place, item), title: marked(hit.title, query), lines: hitsOf(inText) > hitsOf(inSummary) || !hit.summary ? inText : inSummary, item, organisation: nameOf(item.organisation_id) }];
  });
}

export async function meantPerhaps({ db }: Pick<Reading, 'db'>, query: Query): Promise<string | null> {
  const { words, pairs } = termsAsked(query), known = await termsKnown(db, [...words, ...pairs]);
  const unknown = words.filter((word) => !known.has(word));
  return unknown.length === 0 ? null : corrected(query, known, await termsLike(db, [...unknown, ...pairs.filter((pair) => pair.split(' ').some((word) => unknown.includes(word)))].slice(0, MOST_LOOKED_UP)));
}

/** Counts what was asked, when it is two to six words that stand side by side in titles: what everybody can read anyway, and no number. */
export async function countAsked({ db, today }: Pick<Reading, 'db' | 'today'>, { query, filter, page }: Request, found: Found): Promise<void> {
  const [run, ...others] = query.runs, { words, pairs } = termsAsked(query);
  if (!run || others.length > 0 || query.without.length > 0 || query.cut || page > 1 || Object.keys(filter).length > 0 || found.nearly || found.total === 0 || run.words.length < 2 || run.words.length > 6 || pairs.length !== run.words.length - 1 || words.length === 0) return;
  const known = await termsKnown(db, pairs);
  if (pairs.some((pair) => !known.has(pair))) return;
  const shown = run.words.map((word, index) => (index > 0 ? known.get(pairs[index - 1]!)!.shown.split(' ')[1] : known.get(pairs[0]!)!.shown.split(' ')[0]) ?? word.exact).join(' ');
  await noteAsked(db, run.words.map((word) => word.folded).join(' '), shown, today);
}

export const requestOf = (params: URLSearchParams): Request => {
  const id = (name: string): Id | undefined => { const value = params.get(name) ?? ''; return isId(value) ? value : undefined; };
  const organisationId = id('don-vi'), collectionId = id('muc'), year = /^(?:19|20)\d\d$/.exec(params.get('nam') ?? '')?.[0], noun = /^[a-z-]{3,30}$/.exec(params.get('loai') ?? '')?.[0], page = /^[1-9]\d{0,2}$/.exec(params.get('trang') ?? '')?.[0];
  return {
    query: parseQuery(params.get('q') ?? ''), order: params.get('xep') === 'moi' ? 'newest' : 'relevance', page: Math.min(250, Number(page ?? 1)), everywhere: params.get('o') === 'tat-ca' || organisationId !== undefined,
    filter: { ...(organisationId ? { organisationId } : {}), ...(collectionId ? { collectionId } : {}), ...(year ? { year: Number(year) } : {}), ...(noun ? { noun } : {}) },
  };
};
