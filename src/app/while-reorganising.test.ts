import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { documentDefaults } from '#features/documents/rules/letterhead-defaults.ts';
import { differingSums, differingTotals } from '#features/obligations/store.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { organisation, organisationTree } from '#features/organisations/store.ts';
import { issuePlan } from '#features/plans/actions/issue-plan.ts';
import { openRegime } from '#features/reports/actions/open-regime.ts';
import { regime } from '#features/reports/store/reports.ts';
import { writeLetter } from '#features/urging/actions/write-letter.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { importSongTraPlan, workedProvince, type Worked } from '#test/support/worked-province.ts';
import { songTraPlan } from '#test/support/song-tra-plan.ts';
import { tempFolder } from '#test/support/temp.ts';
import { SUCCESSION_PARTS } from './succession-parts.ts';

const TODAY = plainDate('2026-11-20');

describe('work that is given in the same seconds as units are merged', () => {
  let db: Database, files: FileStore, t: TestActing, other: TestActing, province: Worked, line = 0;
  const merge = (from: string, into: string) => async (a: Acting) => {
    const done = await reorganise(a, { scopeId: province.root, answers: () => ({ answers: () => undefined }), events: [{ kind: 'merge', units: [from], into: { existing: into }, line: ++line, onDay: plainDate('2026-11-16'), citation: 'Nghị quyết sắp xếp', reason: '' }] });
    assert.ok(done.applied, JSON.stringify(done.faults));
  };
  /** The second begins after the first has done everything but commit, and before that it either waits or is through. */
  async function meanwhile(first: (a: Acting) => Promise<unknown>, second: (a: Acting) => Promise<unknown>): Promise<PromiseSettledResult<unknown>> {
    const wait = Promise.withResolvers<void>(), reached = Promise.withResolvers<void>();
    const running = t.run(async (a) => { await first(a); reached.resolve(); await wait.promise; });
    await Promise.race([reached.promise, running]);
    let through = false;
    const begun = Promise.allSettled([other.run(second)]).then(([result]) => { through = true; return result; });
    const waiting = async () => (await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`.execute(db)).rows[0]!.n > 0;
    while (!through && !await waiting()) await new Promise((resolve) => setImmediate(resolve));
    wait.resolve();
    await running;
    return begun;
  }
  /** Open work that lies with a unit that is no more. */
  const stranded = async (): Promise<number> => {
    const tree = await organisationTree(db, TODAY), { rows } = await sql<{ holder: Id }>`select distinct organisation_id as holder from obligation_totals where closed_on is null and amount is not null and not optional and recorded + excused < amount`.execute(db);
    return rows.filter((row) => !tree.get(row.holder)).length;
  };
  const draft = (number: string) => importSongTraPlan(t, files, province.root, { text: songTraPlan().replace('09/KH-UBND', `${number}/KH-UBND`).replaceAll('năm 2026', `đợt ${number}`), issue: false });
  before(async () => {
    ({ db } = await testDb());
    files = await openLocalFiles(join(tempFolder('cung-luc'), 'files'));
    province = await workedProvince(db, files);
    useSuccessionParts(...SUCCESSION_PARTS);
    t = actingFor(db, { today: TODAY, seed: 41 });
    other = actingFor(db, { today: TODAY, seed: 42 });
  });

  it('a plan that is issued while a merger is being written gives its work to who comes after', async () => {
    const planId = await draft('61'), ended = province.communes[0]!;
    const issued = await meanwhile(merge('X1', 'X2'), (a) => issuePlan(a, { planId, rowVersion: null }));
    assert.equal(issued.status, 'fulfilled', JSON.stringify(issued));
    assert.equal((await sql<{ n: number }>`select count(*)::int as n from obligation_totals where source_id = ${planId} and organisation_id = ${ended}`.execute(db)).rows[0]!.n, 0);
    assert.equal(await stranded(), 0);
  });
  it('a merger that is applied while a plan is being issued takes over what the plan has just given', async () => {
    const planId = await draft('62');
    assert.equal((await meanwhile((a) => issuePlan(a, { planId, rowVersion: null }), merge('X3', 'X2'))).status, 'fulfilled');
    assert.equal(await stranded(), 0);
    assert.deepEqual([await differingTotals(db), await differingSums(db)], [[], []]);
  });
  it('a regime that names a unit of which the merger makes an end is refused in words; one opened just before is followed by who came after', async () => {
    const of = (a: Acting, unit: Id) => regime(a.tx, province.regime).then((known) => openRegime(a, { ownerId: province.root, name: 'Báo cáo chuyên đề', citation: 'Công văn', planId: null, definition: { ...known!.definition, members: [{ kind: 'organisation', id: unit }] }, validFrom: TODAY, validTo: null }));
    const late = await meanwhile(merge('X4', 'X2'), (a) => of(a, province.communes[3]!));
    assert.match(String((late as PromiseRejectedResult).reason?.message), /UBND xã Ổ Gà.* đã kết thúc hoạt động/);
    let opened: Id | undefined;
    await meanwhile(async (a) => { opened = await of(a, province.communes[4]!); }, merge('X5', 'X2'));
    assert.deepEqual((await regime(db, opened!))!.definition.members.map((one) => one.id), [province.communes[4], province.communes[1]]);
  });
  it('a letter names the units of the day on which it goes out', async () => {
    const form = { ...documentDefaults(await organisation(db, province.root, TODAY), null), notation: 'UBND-NC', number: null, signedOn: null, signer: '', finishBefore: plainDate('2026-12-15'), reportTo: 'UBND tỉnh', via: null, further: '' };
    const letter = await meanwhile(merge('X6', 'X2'), (a) => writeLetter(a, files, { ownerId: province.root, planId: province.plan, units: [province.communes[5]!], form }));
    assert.match(String((letter as PromiseRejectedResult).reason?.message), /không còn nghĩa vụ quá hạn/);
  });
});
