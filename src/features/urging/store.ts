import type { ColumnType, Selectable } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';

export interface UrgedUnit { readonly id: Id; readonly name: string }
interface LetterTable {
  shard_id: number; id: Id; owner_id: Id; plan_id: Id; as_of: PlainDate; finish_before: PlainDate; units: ColumnType<readonly UrgedUnit[], string, never>; arrears: number;
  docx_sha256: string; pdf_sha256: string; written_by_name: string; written_at: Date;
}
declare module '#platform/db/tables.ts' { interface Tables { urging_letters: LetterTable } }
export type Letter = Selectable<LetterTable>;

export async function insertLetter(tx: Tx, letter: Letter): Promise<void> {
  await tx.insertInto('urging_letters').values({ ...letter, units: JSON.stringify(letter.units) }).execute();
}
export const letter = (reader: Reader, id: Id): Promise<Letter | undefined> =>
  reader.selectFrom('urging_letters').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const letterOwner = async (reader: Reader, id: Id): Promise<Id | null> => (await letter(reader, id))?.owner_id ?? null;

/** Newest first. */
export const lettersOf = (reader: Reader, ownerId: Id, limit = 20): Promise<Letter[]> =>
  reader.selectFrom('urging_letters').selectAll().where('owner_id', '=', ownerId).orderBy('written_at', 'desc').limit(limit).execute();
