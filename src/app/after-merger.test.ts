import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { makeActor } from '#features/accounts/actor.ts';
import { rolesOf } from '#features/accounts/store.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import type { EventContent } from '#features/organisations/rules/succession.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { organisationTree, resolveWritten } from '#features/organisations/store.ts';
import { returnReport } from '#features/reports/actions/receive-report.ts';
import { report } from '#features/reports/store/reports.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { policyTable } from './registry.ts';
import { SUCCESSION_PARTS } from './succession-parts.ts';

const TODAY = plainDate('2026-11-20');

describe('the day after communes were merged', () => {
  let web: TestWeb, province: Worked, db: Awaited<ReturnType<typeof testDb>>['db'], t: TestActing, made: Id;
  const page = async (who: string, path: string) => (await fetch(web.origin + path, { redirect: 'manual', headers: { cookie: `__Host-loa=${await cookieFor(db, web, who)}` } })).text();
  const go = (by: TestActing, event: EventContent, line = 1) => by.run((a) => reorganise(a, { scopeId: province.root, answers: () => ({ answers: () => undefined }), events: [{ ...event, line, onDay: plainDate('2026-11-16'), citation: 'Nghị quyết sắp xếp', reason: '' }] }));
  before(async () => {
    ({ db, web, province } = await workedWorld());
    t = actingFor(db, { today: TODAY, seed: 31 });
    useSuccessionParts(...SUCCESSION_PARTS);
    const done = await go(t, { kind: 'merge', units: ['X1', 'X3'], into: { fresh: { name: 'UBND xã Nguyễn Nghiêm', shortName: 'Xã Nguyễn Nghiêm', codes: { local: 'X3' } } } });
    assert.ok(done.applied, JSON.stringify(done.faults));
    made = done.planned.events[0]!.applied.born[0]!;
    await people(t, [{ userName: 'moi@songtra.example', name: 'Lê Thị Mới', at: made, roles: ['officer', 'approver'] }, { userName: 'khac@songtra.example', name: 'Trần Khác', at: province.communes[1]!, roles: ['officer', 'approver'] }]);
  });
  after(() => web.close());

  it('what an old commune had recorded waits on the desk of the new one, which confirms it; nobody else does', async () => {
    const title = 'Ra mắt Tổ công nghệ số cộng đồng', list = await page('moi@songtra.example', '/lam-viec/ket-qua?loc=cho-xac-nhan');
    assert.match(list, new RegExp(`${title}[\\s\\S]*UBND xã Bình An`));
    assert.match(list, /Kết quả<\/span><b aria-label="1 việc">/);
    assert.match(await page('moi@songtra.example', '/lam-viec/hom-nay'), new RegExp(title));
    assert.doesNotMatch(await page('khac@songtra.example', '/lam-viec/ket-qua?loc=cho-xac-nhan'), new RegExp(title));
    const as = async (userName: string, at: Id) => {
      const { id } = (await sql<{ id: Id }>`select id from accounts where user_name = ${userName}`.execute(db)).rows[0]!;
      return t.as(makeActor(db, { accountId: id, personName: '', organisationId: at, roles: await rolesOf(db, id, TODAY), policy: policyTable(), today: TODAY, via: 'console' }));
    };
    await assert.rejects((await as('khac@songtra.example', province.communes[1]!)).run((a) => confirm(a, { deliverableId: province.waiting, rowVersion: null })), /chưa được giao quyền/);
    await (await as('moi@songtra.example', made)).run((a) => confirm(a, { deliverableId: province.waiting, rowVersion: null })).catch((error: Error) => assert.match(error.message, /Còn thiếu tài liệu kiểm chứng/, error.message));
  });
  it('a report that an old commune had sent and gets back is on the desk of the new one', async () => {
    assert.doesNotMatch(await page('moi@songtra.example', '/lam-viec/hom-nay'), /bị trả lại/);
    await t.run(async (a) => { const sent = (await report(a.tx, province.report))!; await returnReport(a, { reportId: sent.id, seen: sent.row_version, reason: 'Bổ sung số liệu tháng 8' }); });
    assert.match(await page('moi@songtra.example', '/lam-viec/hom-nay'), /bị trả lại/);
    assert.match(await page('moi@songtra.example', '/lam-viec/bao-cao'), /của UBND xã Bình An, nay do đơn vị báo cáo thay/);
    assert.doesNotMatch(await page('khac@songtra.example', '/lam-viec/hom-nay'), /bị trả lại/);
  });
  it('a paper names the new commune in any way of writing; one of the eve names the old; the old name now leads to who came after, by a person’s choice', async () => {
    const eve = plainDate('2026-11-15');
    for (const words of ['UBND xã Nguyễn Nghiêm', 'Ủy ban nhân dân xã Nguyễn Nghiêm', 'Uỷ ban nhân dân xã Nguyễn Nghiêm', 'xã Nguyễn Nghiêm', 'X3']) {
      const found = await resolveWritten(db, words, province.root, TODAY);
      assert.ok(found.state === 'resolved' && found.party.id === made, `${words}: ${JSON.stringify(found)}`);
    }
    for (const words of ['UBND xã Bình An', 'Ủy ban nhân dân xã Bình An']) {
      const then = await resolveWritten(db, words, province.root, eve), now = await resolveWritten(db, words, province.root, TODAY);
      assert.ok(then.state === 'resolved' && then.party.id === province.communes[0], words);
      assert.ok(now.state === 'candidates' && now.candidates[0]!.party?.id === made && /kế thừa “UBND xã Bình An”.*đến ngày 15\/11\/2026/.test(now.candidates[0]!.because), `${words}: ${JSON.stringify(now)}`);
    }
    assert.deepEqual((await resolveWritten(db, 'X3', province.root, eve) as { party: unknown }).party, { type: 'organisation', id: province.communes[2] }, 'a code that went over meant the old unit then');
  });
  it('two operators who apply one list at once apply it once; the other is told, and nothing waits for ever', async () => {
    const event: EventContent = { kind: 'merge', units: ['X4', 'X5'], into: { fresh: { name: 'UBND xã Ía Ổ', codes: { local: 'IO' } } } }, other = actingFor(db, { today: TODAY, seed: 32, shard: 5 });
    const outcomes = await Promise.allSettled([go(t, event, 7), go(other, event, 7)]), lost = outcomes.find((one) => one.status === 'rejected') as PromiseRejectedResult;
    assert.deepEqual(outcomes.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
    assert.match((lost.reason as Error).message, /đã được áp dụng ngày 20\/11\/2026; không có gì thay đổi/);
    assert.equal((await organisationTree(db, TODAY)).all.filter((one) => one.name === 'UBND xã Ía Ổ').length, 1);
  });
  it('a paper with a very long title, or a row that names very many units, is applied, and known when it comes again', async () => {
    const citation = Array.from({ length: 900 }, (_, at) => Math.floor(Math.abs(Math.sin(at)) * 1e6).toString(36)).join(' '), rename = () => t.run((a) => reorganise(a, { scopeId: province.root, answers: () => ({ answers: () => undefined }), events: [{ kind: 'rename', unit: 'X6', name: 'UBND xã Yên Mỹ Mới', line: 1, onDay: plainDate('2026-11-16'), citation, reason: '' }] }));
    assert.ok((await rename()).applied);
    await assert.rejects(rename(), /đã được áp dụng/);
  });
});
