import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { shardOf, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { BORN, people, PHOTO, songTra, type SongTra } from '#test/support/worked-province.ts';
import { approveBudget } from './actions/approve-budget.ts';
import { takeIn } from './actions/receive-budget.ts';
import { settleBudget } from './actions/settle.ts';
import { startBudget, startConsolidated } from './actions/start-budget.ts';
import { submitBudget } from './actions/submit-budget.ts';
import { addLines } from './actions/write-lines.ts';
import { expendituresOf, linesOf } from './store/reading.ts';

const LINE = { itemId: null, task: null, description: 'Nhuận bút tin, bài', unit: 'tin, bài', quantity: 50_000, unitPrice: 200_000, source: 'STATE_BUDGET', note: null } as const;
const OF_A = 'của UBND xã Bình An (trước 16/11/2026)', OF_C = 'của UBND xã Ấp Bắc (trước 16/11/2026)';

/** Two communes with money became one; their people work at the new one. */
describe('the pages of money after a merger', () => {
  let db: Database, web: TestWeb, province: SongTra, first: Id, second: Id, whole: Id, waiting: Id;
  before(async () => {
    useSuccessionParts(...SUCCESSION_PARTS);
    ({ db } = await testDb());
    web = await startWeb(db);
    const t = actingFor(db, { today: '2026-03-20', seed: 81 }), elsewhere = actingFor(db, { today: '2026-03-20', seed: 82, shard: 9 });
    province = await songTra(t);
    const [a, , c] = province.communes as [Id, Id, Id], finance = await t.run((x) => createOrganisation(x, { name: 'Sở Tài chính', kind: 'department', parentId: province.root, functions: ['finance'], codes: { local: 'STC' }, validFrom: BORN }));
    const sent = (unit: Id, year: number, by = t) => by.run(async (x) => {
      const id = await startBudget(x, { organisationId: unit, year, planId: null });
      await addLines(x, { budgetId: id, lines: [LINE] });
      await submitBudget(x, { budgetId: id, rowVersion: null });
      return id;
    });
    const approved = (year: number, parts: readonly Id[]) => t.run(async (x) => {
      const id = await startConsolidated(x, { organisationId: finance, year, planId: null, due: null });
      await takeIn(x, { intoId: id, budgetIds: parts });
      await submitBudget(x, { budgetId: id, rowVersion: null });
      await approveBudget(x, { budgetId: id, rowVersion: null, decisionNumber: '412/QĐ-UBND', decidedOn: x.today });
      return id;
    });
    [first, second] = [await sent(a, 2026, elsewhere), await sent(c, 2026)];
    whole = await approved(2026, [first, second]);
    const old = await sent(a, 2025, elsewhere);
    await approved(2025, [old]);
    await elsewhere.run((x) => settleBudget(x, web.files, { budgetId: old, rowVersion: null }));
    waiting = await sent(c, 2027);
    await people(actingFor(db, { today: '2026-01-09', seed: 83 }), [
      { userName: 'ke-toan@songtra.example', name: 'Hồ Thị Kế Toán', at: a, roles: ['finance', 'approver'] }, { userName: 'tai-chinh@songtra.example', name: 'Bùi Thanh Nga', at: finance, roles: ['finance'] },
    ]);
    const done = await t.on('2026-11-20').run((x) => reorganise(x, { scopeId: province.root, answers: () => ({ answers: () => undefined }), events: [
      { kind: 'merge', units: ['X1', 'X3'], into: { fresh: { name: 'UBND xã Nguyễn Nghiêm', codes: { local: 'X1' } } }, line: 1, onDay: plainDate('2026-11-16'), citation: 'Nghị quyết số 05/NQ-HĐND', reason: '' }] }));
    assert.ok(done.applied, JSON.stringify(done.faults));
  });
  after(() => web.close());
  const ask = async (who: string, path: string, body?: FormData | URLSearchParams) => {
    const answer = await fetch(`${web.origin}/lam-viec/kinh-phi${path}`, { redirect: 'manual', headers: { cookie: `__Host-loa=${await cookieFor(db, web, `${who}@songtra.example`)}`, origin: web.origin }, ...(body ? { method: 'POST', body } : {}) });
    return { status: answer.status, type: answer.headers.get('content-type'), shown: answer.headers.get('content-disposition'), bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const page = async (who: string, path: string): Promise<string> => { const { status, bytes } = await ask(who, path); assert.equal(status, 200, path); return bytes.toString(); };
  const times = (html: string, words: string): number => html.split(words).length - 1;

  it('the accountant of the new commune finds both budgets of the year apart, and the settled one under its old name', async () => {
    const now = await page('ke-toan', '');
    assert.deepEqual([times(now, OF_A), times(now, OF_C), times(now, 'Ghi chi')], [1, 1, 2]);
    assert.match(now, /Lập dự toán/);
    const before = await page('ke-toan', '?nam=2025');
    assert.match(before, /Đã quyết toán trước sắp xếp[\s\S]*UBND xã Bình An/);
    assert.ok(!before.includes(OF_A));
    for (const path of [`/${first}`, `/${first}/chi`, `/${first}/quyet-toan`]) assert.match(await page('ke-toan', path), new RegExp(`UBND xã Nguyễn Nghiêm, ${OF_A.replace(/[()]/g, '\\$&')}`));
  });
  it('a payment of what it keeps is written down with its photograph, which opens although its rows stand elsewhere', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ lineId: (await linesOf(db, first))[0]!.id, amount: '1.200.000', spentOn: '20/11/2026', payee: 'Nhuận bút tháng 10', voucher: 'PC 7' })) form.append(name, value);
    form.append('evidence', new Blob([PHOTO], { type: 'image/jpeg' }), 'phieu-chi.jpg');
    assert.equal((await ask('ke-toan', `/${first}/chi`, form)).status, 303);
    const { rows: [payment] } = await expendituresOf(db, first);
    assert.deepEqual([shardOf(payment!.id), payment!.amount], [9, 1_200_000]);
    const opened = await ask('ke-toan', `/${first}/chi/${payment!.id}/tep`);
    assert.deepEqual([opened.status, opened.type, opened.shown?.startsWith('inline')], [200, 'image/jpeg', true]);
    assert.match(await page('ke-toan', `/${first}/chi`), /phieu-chi\.jpg/);
  });
  it('the papers of March open as they were signed; the settlement is the new commune\'s', async () => {
    for (const path of [`/${first}/van-ban/du-toan.docx`, `/${first}/van-ban/phe-duyet.pdf`, `/${first}/van-ban/du-toan.xlsx`]) assert.equal((await ask('ke-toan', path)).status, 200, path);
    assert.equal((await ask('ke-toan', `/${first}/quyet-toan`, new URLSearchParams({ _version: '0', remarks: '' }))).status, 409);
    const version = /name="_version" value="(\d+)"/.exec((await page('ke-toan', `/${first}/quyet-toan`)).split('id="quyet-toan"').at(-1)!)![1]!;
    assert.equal((await ask('ke-toan', `/${first}/quyet-toan`, new URLSearchParams({ _version: version, remarks: 'Xong' }))).status, 303);
    const figures = JSON.parse((await ask('ke-toan', `/${first}/van-ban/quyet-toan.json`)).bytes.toString()) as { organisation: string; former: string; then: { estimate: { organisation: string } } };
    assert.deepEqual([figures.organisation, figures.former, figures.then.estimate.organisation], ['UBND xã Nguyễn Nghiêm', OF_A, 'UBND xã Bình An']);
  });
  it('the finance office sees from whom each came, and misses neither of the two', async () => {
    const now = await page('tai-chinh', ''), sum = await page('tai-chinh', `/${whole}`), next = await page('tai-chinh', '?nam=2027');
    assert.deepEqual([times(now, OF_A), times(now, OF_C)], [1, 1]);
    assert.ok(sum.includes(`UBND xã Nguyễn Nghiêm, ${OF_A}`) && sum.includes(`UBND xã Nguyễn Nghiêm, ${OF_C}`));
    assert.ok(!/<li>UBND xã (Bình An|Ấp Bắc|Nguyễn Nghiêm)<\/li>/.test(now + sum) && /<li>UBND xã Ổ Gà<\/li>/.test(sum));
    assert.ok(next.includes(OF_C));
    assert.match(await page('tai-chinh', `/${waiting}/tham-dinh`), /Thẩm định: UBND xã Nguyễn Nghiêm, của UBND xã Ấp Bắc/);
  });
});
