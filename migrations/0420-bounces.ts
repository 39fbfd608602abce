import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Letters that came back after they had gone out; what words stand where an item was posted. */
export const bounces: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('column newsletter_letters.bounced_at', 'When a report (RFC 3464) said that it did not arrive, after the server had taken it; last_answer then begins with the status');
    await say('column newsletter_subscriptions.resumed_at', 'The office has it written to again after it was refused; what failed before counts no more');
    await say('column postings.standing', 'Digest of the words and the picture that were posted there, where no more than those stand at the outlet: whether a change of the item changes them');
    await say('table return_boxes', 'A mailbox in which letters come back, and up to where it was read; belongs to this installation');
    await say('column return_boxes.box', 'account@server/folder');
    await say('column return_boxes.uid_validity', 'The numbers of letters hold as long as the server says this (RFC 9051, 2.3.1.1)');
    await say('column return_boxes.trouble', 'Why it could not be read the last time; null: it could');
  },
};

const STATEMENTS = [
  `alter table newsletter_letters add column bounced_at timestamptz`,
  `alter table newsletter_subscriptions add column resumed_at timestamptz`,
  `alter table postings add column standing text`,
  `create table return_boxes (
    box text primary key,
    uid_validity text,
    last_uid bigint not null default 0,
    looked_at timestamptz not null,
    trouble text
  )`,
];
