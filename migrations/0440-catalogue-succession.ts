import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A catalogue of procedures goes on under the successor of a province. */
export const catalogueSuccession: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('column procedures.merged_into', 'The procedure of the same code that goes on in the catalogue of the successor; this row and its entries stay as they were');
    await say('column procedures.came_from', 'Whose catalogue it stood in before units changed, for its address there');
    await say('column procedures.came_slug', 'The last part of its address there');
    await say('column procedure_fields.merged_into', 'The field of the same name that goes on; entries that name this one are of that one');
    await say('column procedure_versions.organisation_id', 'Whose catalogue it was when this was written; the one of today is procedures.organisation_id');
  },
};

const STATEMENTS = [
  `alter table procedures add column merged_into uuid, add column came_from uuid, add column came_slug text`,
  `alter table procedure_fields add column merged_into uuid`,
  // two provinces may have signed decisions of one number on one day; theirs differ in who issued them
  `drop index procedure_decisions_number`,
  `create unique index procedure_decisions_number on procedure_decisions (shard_id, organisation_id, number, signed_on, issuer)`,
  // what was merged keeps its code beside the one that goes on
  `drop index procedures_code`,
  `create unique index procedures_code on procedures (shard_id, organisation_id, code) where merged_into is null`,
  `create index procedure_decisions_organisation on procedure_decisions (organisation_id, effective_on desc)`,
  // entries are found by their procedure, and procedures by whose catalogue it is
  `drop index procedure_versions_catalogue`,
  `drop index procedure_versions_procedure`,
  `create index procedure_versions_procedure on procedure_versions (procedure_id, valid_from, revision desc)`,
  `create index procedures_organisation on procedures (organisation_id, slug)`,
  `create index procedures_came_from on procedures (came_from, came_slug) where came_from is not null`,
];
