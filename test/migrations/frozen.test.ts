import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { FILE_TABLES } from '#app/kept-tables.ts';
import { auditedTables } from '#app/registry.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { verify } from '#features/audit/verify.ts';
import { differingSquares, differingSums, differingTotals, workList } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { checkBackup, restore } from '#platform/backup/restore.ts';
import { appliedMigrations } from '#platform/db/migrate.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { migrations } from '#migrations/index.ts';
import { testDb } from '../support/database.ts';

const names = Object.keys(migrations);
const FROZEN = fileURLToPath(new URL('./frozen/', import.meta.url));
const dumps = readdirSync(FROZEN).filter((name) => name.endsWith('.tar')).sort();
/** Where each release after the first begins. Its migrations land together, so one dump of the version before them is enough. */
const RELEASES = ['0200', '0300', '0400'];

describe('frozen dumps', () => {
  const places: string[] = [];
  after(() => { for (const place of places) rmSync(place, { recursive: true, force: true }); });

  test('every release comes with small data of the version before it', () => {
    for (const first of RELEASES) {
      const before = names.filter((name) => name < first).at(-1);
      assert.ok(dumps.includes(`${before}.tar`), `release ${first} needs test/migrations/frozen/${before}.tar: run test/migrations/freeze.ts before adding to it`);
    }
    assert.ok(names.every((name) => name.slice(0, 2) <= RELEASES.at(-1)!.slice(0, 2)), 'a migration of a later release: say above where that release begins');
  });

  for (const dump of dumps) {
    test(`${dump} is brought to the newest version with every row and file`, async () => {
      const { address, db, pool } = await testDb({ empty: true });
      const place = mkdtempSync(join(tmpdir(), 'loa-frozen-'));
      places.push(place);
      const files = await openLocalFiles(place);
      const checked = await checkBackup(join(FROZEN, dump), migrations, null);
      assert.equal(`${checked.header.schema}.tar`, dump);
      const kept = await restore(checked, { target: address, files, migrations, identity: { id: crypto.randomUUID(), stateDirectory: null, createdAt: new Date(0) }, keepSecrets: () => {} });
      assert.ok(kept.rows > 20, `${kept.rows} rows`);
      assert.deepEqual(await appliedMigrations({ db, pool, close: async () => {} }), names);
      const proof = await verify(db, { audited: auditedTables(), files: FILE_TABLES, fileStore: files });
      assert.deepEqual(proof.differences, [], 'the audit log proves every row and file as before');
      assert.ok(proof.events > 20 && proof.files > 4);
      // The rules of today read it: who owes what, and totals that agree with the credits behind them.
      const today = plainDate('2026-11-20'), commune = (await organisationTree(db, today)).byCode('local', 'X1')!;
      assert.equal(commune.name, 'UBND xã Bình An');
      assert.ok((await workList(db, commune.id, today)).owed.length > 0);
      assert.deepEqual([await differingTotals(db), await differingSums(db), await differingSquares(db)], [[], [], []]);
      for (const table of ['plans', 'deliverables', 'report_versions', 'urging_letters', ...(dump < '0300' ? [] : ['articles', 'article_contributions', 'newsletters', 'prints', 'postings', 'procedures', 'public_items'])]) {
        const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(db);
        assert.ok(rows[0]!.count > 0, table);
      }
    });
  }
});
