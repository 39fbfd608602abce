import type { Place } from '#platform/mail/mailbox.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { ReturnBoxRow } from './tables.ts';

export const returnBox = (db: Reader, box: string): Promise<ReturnBoxRow | undefined> => db.selectFrom('return_boxes').selectAll().where('box', '=', box).executeTakeFirst();
export const placeIn = async (db: Reader, box: string): Promise<Place | null> => { const row = await returnBox(db, box); return row?.uid_validity ? { validity: row.uid_validity, uid: Number(row.last_uid) } : null; };

/** `place` null: it could not be read, and stands where it stood. */
export async function noteLook(db: Reader, box: string, { place, trouble, at }: { readonly place: Place | null; readonly trouble: string | null; readonly at: Date }): Promise<void> {
  const moved = place ? { uid_validity: place.validity, last_uid: place.uid } : {};
  await db.insertInto('return_boxes').values({ box, uid_validity: null, last_uid: 0, ...moved, looked_at: at, trouble }).onConflict((conflict) => conflict.column('box').doUpdateSet({ ...moved, looked_at: at, trouble })).execute();
}
