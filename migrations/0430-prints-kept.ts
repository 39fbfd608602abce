import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is kept of a design is now said right. */
export const printsKept: Migration = {
  async up(db: Kysely<any>) {
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text}'`).execute(db);
    await say('column prints.files', '[{format, type, sha256}]: every picture and sheet as it was approved; those that went out before this was so have their face as SVG and one print PDF');
    await say('column prints.set_as', '{kicker, name}: what the unit was called when the design was approved');
    await say('column prints.link', 'Where the QR code leads: an address; null for its own page as long as it is not approved');
  },
};
