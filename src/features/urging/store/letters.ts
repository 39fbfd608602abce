import type { Selectable } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { LetterTable } from './tables.ts';

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
