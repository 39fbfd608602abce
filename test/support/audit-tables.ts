import { sql } from 'kysely';
import type { Database } from '#platform/db/tables.ts';
import { audit } from '#migrations/0002-audit.ts';

export async function auditTables(db: Database): Promise<void> {
  const { rows: [row] } = await sql<{ there: boolean }>`select to_regclass('audit_events') is not null as there`.execute(db);
  if (!row!.there) await audit.up(db as never);
}
