import { siteTitle } from '#features/sites/rules/address.ts';
import type { Id } from '#kernel/id.ts';
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import { compareVietnamese } from '#kernel/vietnamese.ts';
import { legalKey } from '#features/documents/rules/legal-key.ts';
import { publicDocumentByKey, supersededBy } from '#features/documents/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { tagOf, type Moved, type Reading } from '#features/sites/portal-part.ts';
import { addressOf, sitePlaces } from '#features/sites/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { catalogueFor } from '../catalogue.ts';
import type { ProcedureContent } from '../rules/content.ts';
import { onDay, spans } from '../rules/history.ts';
import { catalogueOn, fieldsOf, proceduresById, versionTexts, wentTo, type CatalogueRow } from '../store/catalogue.ts';
import { asEntry, decisionsById, fieldRow, procedureAt, procedureRow, versionsOf } from '../store/rows.ts';
import { shopsOf } from '../store/shops.ts';
import type { DecisionRow, FieldRow, ProcedureRow, ShopRow, VersionRow } from '../store/tables.ts';

export const BASE = '/thu-tuc', SHOPS = `${BASE}/mot-cua`, AZ = `${BASE}/a-z`;
export const NOUN = 'procedures';
export const fieldPath = (field: Pick<FieldRow, 'slug'>): string => `${BASE}/linh-vuc/${field.slug}`;
/** Marks on legal papers: pages that name papers are looked at again when one changes. */
export const LEGAL_TAG = 'procedures:legal';
/** Where counters are and when they are open: said in the directory. */
export const countersTag = (owner: Id): string => tagOf.list(owner, 'counters');
export const listTag = (owner: Id): string => tagOf.list(owner, NOUN);

/** "Ủy ban nhân dân xã Bình An" */
export const siteName = ({ site }: Reading): string => siteTitle(site);

/** The catalogue that holds for a site, and where it is read. */
export async function ownerOf({ db, today, site }: Pick<Reading, 'db' | 'today' | 'site'>): Promise<{ readonly owner: Id; readonly own: boolean }> {
  const owner = await catalogueFor(db, site.organisation_id, today);
  return { owner, own: owner === site.organisation_id };
}
/** Address of a path in the site of the catalogue. */
export async function addressAt(reading: Reading, owner: Id, path: string): Promise<string | null> {
  if (owner === reading.site.organisation_id) return reading.at(path);
  const place = (await sitePlaces(reading.db, [owner], reading.today)).get(owner);
  return place ? addressOf(place, path) : null;
}

export interface Catalogue { readonly rows: readonly CatalogueRow[]; readonly inForce: readonly CatalogueRow[]; readonly fields: ReadonlyMap<Id, FieldRow> }
export async function readCatalogue(db: Reader, owner: Id, today: PlainDate): Promise<Catalogue> {
  const rows = (await catalogueOn(db, owner, today)).sort((a, b) => compareVietnamese(a.name, b.name));
  return { rows, inForce: rows.filter((one) => one.phase === 'in-force'), fields: new Map((await fieldsOf(db, owner)).map((one) => [one.id, one])) };
}
/** A list changes with the date as long as something is to come. */
export const dayTag = (rows: readonly CatalogueRow[]): string[] => (rows.some((one) => one.nextFrom !== null || one.phase === 'future') ? [tagOf.day] : []);

/** Open shops of a unit and its divisions. */
export async function shopsUnder(db: Reader, organisationId: Id, today: PlainDate): Promise<ShopRow[]> {
  const tree = await organisationTree(db, today);
  return (await shopsOf(db, tree.subtree(organisationId).map(({ id }) => id))).filter((one) => one.closed_on === null);
}

export interface ShownProcedure {
  readonly row: ProcedureRow; readonly field: FieldRow; readonly phase: 'future' | 'in-force' | 'ended';
  /** What is shown: what holds, or held last, or is to come. */
  readonly version: VersionRow; readonly content: ProcedureContent;
  /** What ended it, or is going to hold. */
  readonly current: VersionRow | null; readonly next: VersionRow | null;
  readonly history: readonly { readonly version: VersionRow; readonly from: PlainDate; readonly to: PlainDate | null; readonly decision: DecisionRow | undefined }[];
  readonly successors: readonly { readonly id: Id; readonly slug: string; readonly name: string }[];
  /** Where readers find a legal basis or a decision, by its `legalKey`; only those in a public register. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Of the legal bases, by their place: what stands in their stead. */
  readonly superseded: ReadonlyMap<number, string>;
}

/** Everything that the page, the sheet and the data of a procedure say, on a day. */
export async function readProcedure(db: Reader, row: ProcedureRow, day: PlainDate): Promise<ShownProcedure | null> {
  const entries = (await versionsOf(db, [row.id])).map(asEntry), { phase, current, next, content: version } = onDay(entries, day);
  if (phase === 'unknown' || !version?.content) return null;
  const whole = spans(entries, (one) => addDays(one, -1)), decisions = new Map((await decisionsById(db, [...new Set(whole.map(({ entry }) => entry.decision_id))])).map((one) => [one.id, one]));
  const field = await fieldRow(db, version.field_id);
  if (!field) return null;
  const ended = phase === 'ended' ? current : next && next.replaced_by.length ? next : null, known = ended ? await proceduresById(db, ended.replaced_by) : [], names = new Map((known.length ? await catalogueOn(db, row.organisation_id, day, known.map(({ id }) => id)) : []).map((one) => [one.id, one.name]));
  const keys = version.content.bases.map(({ paper }) => (paper ? legalKey(paper) : null)), addresses = await publicDocumentByKey(db, [...keys, ...[...decisions.values()].map(decisionKey)].filter((key) => key !== null), day), marks = await supersededBy(db, keys.filter((key) => key !== null), { organisationId: row.organisation_id, today: day });
  return {
    row, field, phase, version, content: version.content, current, next, addresses, history: whole.map(({ entry, from, to }) => ({ version: entry, from, to, decision: decisions.get(entry.decision_id) })).reverse(),
    successors: known.map(({ id, slug }) => ({ id, slug, name: names.get(id) ?? '' })), superseded: new Map(keys.flatMap((key, index) => { const mark = key ? marks.get(key) : undefined; return mark ? [[index, mark.replaced_by_words ?? ''] as const] : []; })),
  };
}
/** What stands at an address of a site, or the address to which it leads: every commune takes every procedure in, so there is one page of it, in the site of the catalogue; and one of a code that provinces had in common. */
export async function procedureOf(reading: Reading, slug: string, suffix = ''): Promise<ShownProcedure | Moved | null> {
  const { owner, own } = await ownerOf(reading), there = (await procedureAt(reading.db, reading.site.organisation_id, slug)) ?? (own ? undefined : await procedureAt(reading.db, owner, slug)), row = there?.merged_into ? await procedureRow(reading.db, there.merged_into) : there;
  const found = row ? await readProcedure(reading.db, row, reading.today) : null;
  if (!row || !found || (row.organisation_id === reading.site.organisation_id && row.slug === slug)) return found;
  const to = await addressAt(reading, row.organisation_id, `${BASE}/${row.slug}${suffix}`);
  return to ? { kind: 'moved', to, tags: [] } : null;
}
/** In the site of a unit that ended: the same page of who goes on with its catalogue, or with its counters. */
export async function followedTo(reading: Reading, path: string): Promise<Moved | null> {
  if (!reading.site.archived_on) return null;
  const ended = reading.site.organisation_id, { owner } = await ownerOf(reading), went = (await wentTo(reading.db, ended)) === owner ? owner : reading.site.heir_id;
  const to = went && went !== ended && (went === owner || (await shopsUnder(reading.db, went, reading.today)).length) ? await addressAt(reading, went, path) : null;
  return to ? { kind: 'moved', to, tags: [] } : null;
}
export { procedureRow, versionTexts };

export const decisionKey = ({ number, signed_on: date }: Pick<DecisionRow, 'number' | 'signed_on'>): string | null => legalKey({ type: 'Quyết định', number, date });
/** "Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Chủ tịch UBND tỉnh" */
export const decisionWords = ({ number, signed_on: day, issuer }: Pick<DecisionRow, 'number' | 'signed_on' | 'issuer'>): string => `Quyết định số ${number} ngày ${day.split('-').reverse().join('/')} của ${issuer}`;
