import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { impose } from '#features/obligations/actions/impose.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '#platform/db/store.ts';
import { silentLog } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { actingFor } from '#test/support/acting.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { verifyCommand } from './verify.ts';

const data = join(tempFolder('verify'), 'data');
async function run(): Promise<{ code: number; err: string }> {
  let err = '';
  return { code: await verifyCommand.run(['--data', data], { stdout: { write: () => {} }, stderr: { write: (text: string) => { err += text; } } }), err };
}

describe('bin/loa verify', async () => {
  const store = await openStore({ config: readConfig({}), data, kind: 'real', create: true, migrate: true, migrations, log: silentLog });
  after(() => store.close());
  const t = actingFor(store.db), { communes: [commune], root } = await smallProvince(t, { departments: 0, communes: 1 }), itemId = t.newId();
  await t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: root, commitments: [draftCommitment(t.newId, [{ organisationId: commune!, boardOrganisationId: commune! }], { itemId })] }));

  it('names the row of sums that somebody changed by hand', async () => {
    assert.deepEqual(await run(), { code: 0, err: '' });
    await sql`update square_sums set debt = 0 where quarter = '2026-04-01'`.execute(store.db);
    await sql`update standing_sums set missing = 0 where due = '2026-04-30'`.execute(store.db);
    const { code, err } = await run();
    assert.equal(code, 1);
    assert.match(err, new RegExp(`Bảng square_sums, đơn vị ${commune}, nhiệm vụ ${itemId}, quý từ 2026-04-01: số cộng sẵn khác obligation_totals \\(debt\\)\\.`));
    assert.match(err, new RegExp(`Bảng standing_sums, đơn vị ${commune}, .*hạn 2026-04-30: .*\\(missing\\)\\.`));
    assert.match(err, /Có 2 khác biệt/);
  });
});
