import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { testClock } from '#platform/clock.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { comment } from '#features/discussions/actions/comment.ts';
import { editComment } from '#features/discussions/actions/edit-comment.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { acceptReport } from '#features/reports/actions/receive-report.ts';
import { openRegime } from '#features/reports/actions/open-regime.ts';
import { startUnitReport } from '#features/reports/actions/start-report.ts';
import { submitReport } from '#features/reports/actions/submit-report.ts';
import type { Approval } from '#features/reports/rules/states.ts';
import { definitionOf, proposeRegime } from '#features/reports/rules/regime-from-clause.ts';
import { report } from '#features/reports/store/reports.ts';
import { climb } from '#features/urging/actions/climb.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { cookieFor } from '#test/support/demo.ts';
import { startWeb } from '#test/support/web.ts';
import { tempFolder } from '#test/support/temp.ts';
import { people } from '#test/support/worked-province.ts';
import { follow, type FollowEnvironment } from './follow.ts';
import { saidOf } from './rules/notices.ts';
import { inbox, insertNotices } from './store/notices.ts';

/** What people hear of an hour after nine on a day, beside the roles they were given. */
async function province(day: string) {
  const { db } = await testDb(), t = actingFor(db, { today: '2026-01-05' }), units = await smallProvince(t, { departments: 1, communes: 3 });
  const clock = testClock(new Date(startOfDay(plainDate(day)).getTime() + 10 * 3_600_000)), env: FollowEnvironment = { db, clock, ids: randomIds(() => clock.now().getTime()), mail: null };
  const rows = async (account: Id) => (await inbox(db, account, {})).rows.filter((row) => row.kind === 'urging' || row.kind === 'reports');
  return { db, t, units, env, rows, told: async (account: Id) => (await rows(account)).map(saidOf) };
}

describe('somebody with roles in several units', () => {
  it('hears once of a duty that is overdue in a division and so in its commune; who works in one of them hears of it there', async () => {
    const { t, units, env, told } = await province('2026-03-17'), [commune, other] = units.communes as [Id, Id], division = units.divisions[0]!;
    const who = await people(t, [
      { userName: 'both@xa.example', name: 'Lê Thị Hoa', at: division, roles: ['officer'], also: { at: commune, roles: ['approver'] } },
      { userName: 'desk@xa.example', name: 'Hồ Văn Ba', at: division, roles: ['officer'] }, { userName: 'chair@xa.example', name: 'Trần Văn Tư', at: commune, roles: ['approver'] },
      { userName: 'far@xa.example', name: 'Phan Thị Mai', at: other, roles: ['officer'], also: { at: division, roles: ['officer'] } },
    ]);
    const once = { from: plainDate('2026-03-01'), to: plainDate('2026-03-13') };
    await t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: units.root, commitments: ['a', 'b'].map(() =>
      draftCommitment(a.newId, [{ organisationId: division, boardOrganisationId: commune }, { organisationId: other, boardOrganisationId: other }], { amount: 1, schedule: { window: once, cadence: null } })) }));
    assert.ok((await t.on('2026-03-16').run(climb))!.steps > 0);
    await follow(env);
    const of = (name: string) => told(who.get(`${name}@xa.example`)!);
    assert.equal((await of('desk')).length, 1);
    assert.equal((await of('chair')).length, 1);
    assert.deepEqual(await of('both'), await of('chair'), 'of the commune, which says all that the division says');
    assert.equal((await of('far')).length, 2, 'two different duties are two things');
  });
});

describe('a report that was taken', () => {
  for (const approval of ['two-step', 'one-step'] as const satisfies readonly Approval[]) it(`under ${approval}: ${approval === 'two-step' ? 'waits for the leader, who hears of it' : 'waits for nobody'}`, async () => {
    const { db, t, units, env, rows, told } = await province('2026-09-17'), [one, two] = units.communes as [Id, Id], files = await openLocalFiles(tempFolder('told-once'));
    const who = await people(t, [
      { userName: 'desk@tinh.example', name: 'Hồ Văn Ba', at: units.root, roles: ['focal'] }, { userName: 'leader@tinh.example', name: 'Trần Văn Tư', at: units.root, roles: ['approver'] }, { userName: 'xa@xa.example', name: 'Lê Thị Hoa', at: one, roles: ['officer'] },
    ]), [desk, leader, officer] = ['desk@tinh.example', 'leader@tinh.example', 'xa@xa.example'].map((name) => who.get(name)!) as [Id, Id, Id];
    const regimeId = await t.run((a) => openRegime(a, {
      ownerId: units.root, name: 'Báo cáo', citation: 'Công văn số 12/UBND-VX', planId: null, validFrom: plainDate('2026-01-01'), validTo: null,
      definition: { ...definitionOf(proposeRegime({ who: null, toWhom: 'UBND tỉnh', via: null, cadence: ['quarter'], deadline: null }, 'UBND tỉnh'), [one, two].map((id) => ({ kind: 'organisation', id }))), approval, lock: null },
    }));
    const t2 = t.on('2026-09-16'), take = t2.as(actorFor({ accountId: desk, personName: 'Hồ Văn Ba' })), ids: Id[] = [];
    for (const unit of [one, two]) {
      const { id } = await t2.run((a) => startUnitReport(a, { regimeId, periodKey: 'quarter/2026-07-01', organisationId: unit, scope: 'unit' }));
      await t2.run(async (a) => submitReport(a, files, { reportId: id, seen: (await report(db, id))!.row_version, reason: null }));
      ids.push(id);
    }
    const accept = (id: Id) => take.run(async (a) => acceptReport(a, { reportId: id, seen: (await report(db, id))!.row_version }));
    await accept(ids[0]!);
    await follow(env);
    const waits = approval === 'two-step' ? ['Báo cáo quý III/2026 của UBND xã 1 chờ phê duyệt.'] : [];
    assert.deepEqual([(await told(leader)).map((line) => line.replace(/của .* chờ/, 'của UBND xã 1 chờ')), (await told(officer)).filter((line) => line.includes('đã được nhận')).length], [waits, 1]);
    if (approval === 'one-step') return;
    assert.equal((await rows(leader))[0]!.href, `/lam-viec/bao-cao/${ids[0]!}`);
    await accept(ids[1]!);
    await follow(env);
    const [gathered] = await rows(leader);
    assert.deepEqual([saidOf(gathered!), gathered!.gathered_href], ['2 báo cáo quý III/2026 chờ phê duyệt.', `/lam-viec/bao-cao/che-do/${regimeId}/ky?ky=quarter%2F2026-07-01&loc=cho-phe-duyet`]);
    assert.ok(!(await told(desk)).some((line) => line.includes('chờ phê duyệt')));
  });
});

describe('somebody named in a talk', () => {
  it('hears of it once, also when the name came with a change; the others hear nothing of the change', async () => {
    const { db, t, units, env } = await province('2026-03-17'), commune = units.communes[0]!;
    const who = await people(t, ['Lê Thị Hoa', 'Hồ Văn Ba', 'Trần Văn Tư'].map((name, index) => ({ userName: `n${index}@xa.example`, name, at: commune, roles: ['officer'] as const }))), [author, first, second] = [0, 1, 2].map((n) => who.get(`n${n}@xa.example`)!) as [Id, Id, Id];
    const subject = { noun: 'obligations', id: t.newId(), organisationId: commune, title: 'Tin, bài', href: '/lam-viec/viec', readers: 'up' } as const, as = t.on('2026-03-16').as(actorFor({ accountId: author, personName: 'Lê Thị Hoa' }));
    const commentId = await as.run((a) => comment(a, { subject, body: 'Nhờ @Hồ Văn Ba', picked: [], as: { unitId: commune, unit: 'UBND xã' } }));
    await follow(env);
    await as.run((a) => editComment(a, { commentId, seen: 1, subject, body: 'Nhờ @Hồ Văn Ba, @Trần Văn Tư', asUnit: commune }));
    await follow(env);
    const told = async (id: Id) => (await inbox(db, id, {})).rows.filter((row) => row.kind === 'discussions').map(saidOf);
    assert.deepEqual(await Promise.all([author, first, second].map(told)), [[], ...[1, 2].map(() => ['Lê Thị Hoa nhắc đến bạn khi trao đổi về Tin, bài.'])]);
  });
});

describe('a notice in the affair of another unit than the one a person acts for', () => {
  it('opens in the name of that unit, so that its page is the right one and may be opened', async () => {
    const { db, t, units, env } = await province('2026-03-17'), commune = units.communes[0]!;
    const account = (await people(t, [{ userName: 'both@tinh.example', name: 'Lê Thị Hoa', at: commune, roles: ['officer'], also: { at: units.root, roles: ['focal'] }, subtree: false }])).get('both@tinh.example')!;
    const web = await startWeb(db, { today: '2026-03-17' }), cookie = `__Host-loa=${await cookieFor(db, web, 'both@tinh.example')}`, notice = t.newId(), other = t.newId();
    const ask = (path: string, fields?: Record<string, string>) => fetch(web.origin + path, { redirect: 'manual', headers: { cookie, ...(fields ? { origin: web.origin } : {}) }, ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}) });
    after(() => web.close());
    await ask('/lam-viec/don-vi-dang-lam', { organisationId: commune });
    assert.equal((await ask('/lam-viec/theo-doi')).status, 403, 'of the province nothing is seen in the name of the commune');
    await db.transaction().execute((tx) => insertNotices(tx, [[notice, units.root], [other, t.newId()]].map(([id, unit]) => ({
      id: id!, account_id: account, organisation_id: unit!, kind: 'urging', urgency: 'digest', notice_key: id!, sentence: '2 việc đã giao bị quá hạn lâu.', href: '/lam-viec/theo-doi', times: 1, last_position: 1, gathered_sentence: null, gathered_href: null, happened_at: env.clock.now(),
    })), env.clock.now()));
    assert.equal((await ask(`/lam-viec/hop-thu/${other}`)).headers.get('location'), '/lam-viec/theo-doi');
    assert.equal((await ask('/lam-viec/theo-doi')).status, 403, 'a unit the person does not work for is not acted for');
    await fetch(`${web.origin}/lam-viec/hop-thu/${notice}`, { redirect: 'manual', headers: { cookie, 'sec-purpose': 'prefetch' } });
    assert.equal((await ask('/lam-viec/theo-doi')).status, 403, 'a page fetched ahead of the click changes nothing');
    await ask(`/lam-viec/hop-thu/${notice}`);
    assert.equal((await ask('/lam-viec/theo-doi')).status, 200);
  });
});
