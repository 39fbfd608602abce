import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { policyTable } from '#app/registry.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { makeActor } from '#features/accounts/actor.ts';
import { rolesOf } from '#features/accounts/store.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import type { EventContent } from '#features/organisations/rules/succession.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, reasonsFor, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { changeRegime } from './actions/change-regime.ts';
import { figuresOf } from './actions/figures-of.ts';
import { grantExtension } from './actions/grant-extension.ts';
import { acceptReport, returnReport } from './actions/receive-report.ts';
import { startUnitReport } from './actions/start-report.ts';
import { submitReport } from './actions/submit-report.ts';
import { writeReport } from './actions/write-report.ts';
import { limitsFor } from './store/limits.ts';
import { regime, report } from './store/reports.ts';

const YEAR = 'year/2026-01-01', QUARTER = 'quarter/2026-07-01';

/** X1 has results of August, has sent the third quarter and begun the year; X3 has begun the year. On 16 November they become one; X4 takes in X5. */
describe('reports of communes that were merged before they had sent them', () => {
  let web: TestWeb, province: Worked, made: Id, db: Awaited<ReturnType<typeof testDb>>['db'], t: ReturnType<typeof actingFor>;
  const figures = async (id: Id) => { const one = (await report(db, id))!; return figuresOf(db, web.files, one, (await regime(db, one.regime_id))!, plainDate('2026-11-20')); };
  const started = (organisationId: Id, periodKey: string, scope: 'unit' | 'consolidated' = 'unit') => t.run((a) => startUnitReport(a, { regimeId: province.regime, periodKey, organisationId, scope }));
  const send = (id: Id, by = t) => by.run(async (a) => submitReport(a, web.files, { reportId: id, seen: (await report(a.tx, id))!.row_version, reason: null, missing: await reasonsFor(a, id) }));
  const page = async (who: string, path: string, body?: Record<string, string>) => fetch(web.origin + path, { redirect: 'manual', headers: { cookie: `__Host-loa=${await cookieFor(db, web, who)}`, origin: web.origin }, ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}) });
  const reported = async (id: Id) => (await sql<{ owed: number; done: number }>`select count(*)::int as owed, count(*) filter (where t.recorded >= t.amount)::int as done from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id where c.product = 'report' and t.board_organisation_id = ${id} and o.period_key = ${YEAR}`.execute(db)).rows[0]!;
  before(async () => {
    ({ db, web, province } = await workedWorld());
    t = actingFor(db, { today: '2026-11-20', seed: 19 });
    const [, , third] = province.communes;
    await t.on('2026-10-08').run((a) => startUnitReport(a, { regimeId: province.regime, periodKey: YEAR, organisationId: third!, scope: 'unit' }));
    useSuccessionParts(...SUCCESSION_PARTS);
    const events: EventContent[] = [{ kind: 'merge', units: ['X1', 'X3'], into: { fresh: { name: 'UBND xã Nguyễn Nghiêm', codes: { local: 'NN' } } } }, { kind: 'merge', units: ['X5'], into: { existing: 'X4' } }];
    const done = await t.run((a) => reorganise(a, { scopeId: province.root, answers: () => ({ answers: () => undefined }), events: events.map((event, at) => ({ ...event, line: at + 1, onDay: plainDate('2026-11-16'), citation: 'Nghị quyết sắp xếp', reason: '' })) }));
    assert.ok(done.applied, JSON.stringify(done.faults));
    made = done.planned.events[0]!.applied.born[0]!;
    await people(t, [
      { userName: 'moi@songtra.example', name: 'Lê Thị Mới', at: made, roles: ['officer', 'approver'] }, { userName: 'nhan@songtra.example', name: 'Đỗ Nhận', at: province.communes[3]!, roles: ['officer', 'approver'] },
      { userName: 'tinh@songtra.example', name: 'Phạm Đầu Mối', at: province.root, roles: ['focal', 'approver'] },
    ]);
  });
  after(() => web.close());

  it('the successor’s report of a period that ran on holds what the old communes did before; nothing is lost', async () => {
    const own = await started(made, YEAR), counted = await figures(own.id);
    assert.equal(counted.lines.find((line) => line.column === province.column)?.amount, 1, 'the result of 12 August of a commune that is gone');
    const { rows: [all] } = await sql<{ n: number }>`select count(*)::int as n from obligation_totals where board_organisation_id = any(${[made, province.communes[0]!, province.communes[2]!]}::uuid[]) and due between ${own.data_from} and ${own.data_to} and amount is not null and not optional and closed_on is null`.execute(db);
    assert.equal(counted.obligations.due, all!.n);
  });
  it('a round that was over asks the successor for what nobody had sent, and does not count again what was', async () => {
    const quarter = await started(made, QUARTER), counted = await figures(quarter.id);
    assert.deepEqual(counted.lines, [], 'X1 sent its own report of the quarter, with the result of August');
    const html = await (await page('tinh@songtra.example', `/lam-viec/bao-cao/che-do/${province.regime}/ky?ky=${encodeURIComponent(QUARTER)}&loc=tat-ca`)).text();
    const names = [...html.matchAll(/aria-label="Chọn ([^"]+)"/g)].map((match) => match[1]);
    assert.deepEqual(names.filter((name) => name!.startsWith('UBND ')).sort(), ['UBND phường Đức Phổ', 'UBND xã Bình An', 'UBND xã Nguyễn Nghiêm', 'UBND xã Yên Mỹ', 'UBND xã Ía Lang', 'UBND xã Ổ Gà'].sort());
    assert.match(await (await page('tinh@songtra.example', '/lam-viec/bao-cao')).text(), /1 \/ 9 đơn vị/);
  });
  it('a unit that was there reports beside what it took in: the old commune’s report is finished under its name by who stands in its place', async () => {
    const [, second, , fourth, fifth] = province.communes, body = { regimeId: province.regime, periodKey: QUARTER, scope: 'unit' };
    assert.match(await (await page('nhan@songtra.example', '/lam-viec/bao-cao')).text(), /của UBND xã Ía Lang, nay do đơn vị báo cáo thay/);
    const response = await page('nhan@songtra.example', '/lam-viec/bao-cao/bat-dau', { ...body, unitId: fifth! });
    assert.equal(response.status, 303);
    assert.equal((await report(db, response.headers.get('location')!.split('/').at(-1) as Id))!.organisation_id, fifth);
    assert.equal((await page('nhan@songtra.example', '/lam-viec/bao-cao/bat-dau', { ...body, unitId: second! })).status, 403);
    assert.equal((await page('nhan@songtra.example', '/lam-viec/bao-cao/bat-dau', { ...body, unitId: 'khong-co' })).status < 500, true);
    assert.deepEqual((await figures((await started(fourth!, QUARTER)).id)).organisation.id, fourth);
  });
  it('one report of the successor is all that the plan asked of those it came after; a second one under an old name is refused', async () => {
    assert.equal((await reported(made)).owed, 2);
    const own = await started(made, YEAR);
    await send(own.id, actingFor(db, { today: '2026-11-20', seed: 20, shard: 9 })); // whose rows stand elsewhere, as after a merger of provinces
    assert.match(await (await page('moi@songtra.example', `/lam-viec/bao-cao/${own.id}`)).text(), /đã chốt khi gửi/);
    assert.deepEqual(await reported(made), { owed: 2, done: 2 });
    const old = (await sql<{ id: Id }>`select id from reports where period_key = ${YEAR} and organisation_id = ${province.communes[2]!} and scope = 'unit'`.execute(db)).rows[0]!.id;
    await assert.rejects(send(old), /Báo cáo .* của “UBND xã Nguyễn Nghiêm” đã gửi và đã gồm kết quả của đơn vị này/);
    await t.run(async (a) => acceptReport(a, { reportId: own.id, seen: (await report(a.tx, own.id))!.row_version }));
    const whole = await figures((await started(province.root, YEAR, 'consolidated')).id);
    assert.deepEqual([whole.units.map((unit) => unit.name), whole.missing.map((unit) => unit.name).filter((name) => name.startsWith('UBND ')).sort()], [['UBND xã Nguyễn Nghiêm'], ['UBND phường Đức Phổ', 'UBND xã Yên Mỹ', 'UBND xã Ổ Gà'].sort()]);
    assert.equal(whole.lines.find((line) => line.column === province.column)?.amount, 1);
  });
  it('a report that the old commune had sent and gets back is corrected and sent again by who stands in its place, under the old name', async () => {
    const sent = (await report(db, province.report))!, quarter = (await sql<{ id: Id }>`select id from reports where period_key = ${QUARTER} and organisation_id = ${made} and scope = 'unit'`.execute(db)).rows[0]!.id;
    await t.run((a) => returnReport(a, { reportId: sent.id, seen: sent.row_version, reason: 'Bổ sung số liệu tháng 8' }));
    assert.match(await (await page('moi@songtra.example', `/lam-viec/bao-cao/${sent.id}`)).text(), /Bổ sung số liệu tháng 8[\s\S]*name="results"/);
    const { id } = (await sql<{ id: Id }>`select id from accounts where user_name = 'moi@songtra.example'`.execute(db)).rows[0]!;
    const heir = t.as(makeActor(db, { accountId: id, personName: 'Lê Thị Mới', organisationId: made, roles: await rolesOf(db, id, plainDate('2026-11-20')), policy: policyTable(), today: plainDate('2026-11-20'), via: 'console' }));
    const given = (await report(db, sent.id))!;
    await heir.run((a) => writeReport(a, { reportId: given.id, seen: given.row_version, narrative: { ...given.narrative, results: 'Đã bổ sung số liệu tháng 8.' }, document: given.document, number: '12', signedOn: null }));
    await send(sent.id, heir);
    const again = (await report(db, sent.id))!;
    assert.deepEqual([again.status, again.version, again.organisation_id], ['submitted', sent.version + 1, province.communes[0]]);
    assert.equal((await figures(sent.id)).organisation.name, 'UBND xã Bình An');
    assert.deepEqual((await figures(quarter)).lines, [], 'its result stays in its own report, also after the second sending');
    await t.run(async (a) => acceptReport(a, { reportId: sent.id, seen: (await report(a.tx, sent.id))!.row_version }));
  });
  it('a unit that the round does not ask is told so, and begins nothing', async () => {
    for (const unit of [province.divisions[1]![0]!, province.root]) await assert.rejects(started(unit, QUARTER), /“.+” không phải báo cáo .* theo “Báo cáo tuyên truyền cải cách hành chính”/);
    await assert.rejects(started(province.communes[0]!, YEAR), /Không tìm thấy đơn vị này trong kỳ báo cáo/);
    assert.equal((await started(province.communes[0]!, QUARTER)).id, province.report, 'what was begun before goes on');
  });
  it('more time that an old commune was given is its successor’s, who answers for its report; not one’s who is asked beside it', async () => {
    const [, , third, fourth, fifth] = province.communes, under = (await regime(db, province.regime))!, quarter = await started(made, QUARTER), beside = await started(fourth!, QUARTER), theirs = await started(fifth!, QUARTER);
    await t.run((a) => changeRegime(a, { regimeId: under.id, seen: under.row_version, rules: { approval: 'one-step', requiredSections: [], lock: { days: 0, counting: 'working-days' } } }));
    const locked = async (id: Id) => (await limitsFor(db, (await report(db, id))!, (await regime(db, under.id))!.definition, plainDate('2026-11-20'))).locked;
    assert.deepEqual([await locked(quarter.id), await locked(beside.id), await locked(theirs.id)], [true, true, true]);
    await t.on('2026-11-10').run((a) => grantExtension(a, { regimeId: under.id, periodKey: QUARTER, organisationIds: [third!, fifth!], until: plainDate('2026-12-01'), reason: 'Đang sắp xếp đơn vị' }));
    assert.deepEqual([await locked(quarter.id), await locked(beside.id), await locked(theirs.id)], [false, true, false]);
    assert.match(await (await page('moi@songtra.example', '/lam-viec/bao-cao')).text(), /01\/12\/2026/);
    await send(quarter.id);
    await assert.rejects(send(beside.id), /đã khóa/);
  });
});
