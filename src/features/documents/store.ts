import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { organisationTree } from '#features/organisations/store.ts';

/** A cited paper that holds no more, as a unit marked it for itself and everything below. */
export interface LegalMark {
  id: Id; organisation_id: Id; key: string; words: string; condition: 'superseded' | 'expired'; from_day: PlainDate; replaced_by_key: string | null; replaced_by_words: string | null;
  note: string | null; marked_by_name: string; marked_at: Date; lifted_at: Date | null; lifted_reason: string | null; row_version: number;
}
declare module '#platform/db/tables.ts' { interface Tables { legal_marks: LegalMark } }

export { paperTag, publicDocumentByKey } from './store/public.ts';

/**
 * Which of these papers hold no more on a day, for a unit: marked by itself or by somebody above. Where several marked one, the
 * nearest above speaks. Keys are those of `legalKey`.
 */
export async function supersededBy(reader: Reader, keys: readonly string[], seen: { readonly organisationId: Id; readonly today: PlainDate }): Promise<ReadonlyMap<string, LegalMark>> {
  if (!keys.length) return new Map();
  const tree = await organisationTree(reader, seen.today), nearest = [seen.organisationId, ...tree.ancestorsOf(seen.organisationId).map(({ id }) => id)];
  const marks = await reader.selectFrom('legal_marks').selectAll().where('key', 'in', [...new Set(keys)]).where('lifted_at', 'is', null).where('organisation_id', 'in', nearest).where('from_day', '<=', seen.today).execute();
  marks.sort((a, b) => nearest.indexOf(b.organisation_id) - nearest.indexOf(a.organisation_id));
  return new Map(marks.map((mark) => [mark.key, mark]));
}

/** Marks that bind a unit, those still to come included, latest first. */
export async function marksBinding(reader: Reader, organisationId: Id, today: PlainDate): Promise<LegalMark[]> {
  const tree = await organisationTree(reader, today);
  return reader.selectFrom('legal_marks').selectAll().where('organisation_id', 'in', [organisationId, ...tree.ancestorsOf(organisationId).map(({ id }) => id)])
    .where('lifted_at', 'is', null).orderBy('from_day', 'desc').orderBy('id').limit(500).execute();
}

export const insertMark = async (tx: Tx, mark: LegalMark): Promise<void> => { await tx.insertInto('legal_marks').values(mark).execute(); };
/** The standing mark of a unit on a paper, held until the transaction ends. */
export const holdMark = (tx: Tx, organisationId: Id, key: string): Promise<LegalMark | undefined> =>
  tx.selectFrom('legal_marks').selectAll().where('organisation_id', '=', organisationId).where('key', '=', key).where('lifted_at', 'is', null).forUpdate().executeTakeFirst();
export const liftMarkRow = async (tx: Tx, id: Id, at: Date, reason: string): Promise<void> => {
  await tx.updateTable('legal_marks').set({ lifted_at: at, lifted_reason: reason, row_version: sql<number>`row_version + 1` }).where('id', '=', id).execute();
};
export const moveMark = async (tx: Tx, id: Id, toId: Id): Promise<void> => {
  await tx.updateTable('legal_marks').set({ organisation_id: toId, row_version: sql<number>`row_version + 1` }).where('id', '=', id).execute();
};
/** Standing marks that these units made themselves. */
export async function marksOf(reader: Reader, units: readonly Id[]): Promise<LegalMark[]> {
  return units.length ? reader.selectFrom('legal_marks').selectAll().where('organisation_id', 'in', [...units]).where('lifted_at', 'is', null).orderBy('id').execute() : [];
}
