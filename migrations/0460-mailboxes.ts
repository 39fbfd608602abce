import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Addresses that differ only in dots and in what follows a plus are read in one mailbox: who has it written to is counted for the mailbox. */
export const mailboxes: Migration = {
  async up(db: Kysely<any>) {
    await sql`create index newsletter_subscriptions_mailbox on newsletter_subscriptions ((replace(split_part(split_part(address, '@', 1), '+', 1), '.', '') || '@' || split_part(address, '@', 2))) where address is not null`.execute(db);
  },
};
