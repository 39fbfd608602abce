import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { randomIds } from '#kernel/id.ts';
import { addDays, plainDate, startOfDay } from '#kernel/plain-date.ts';
import { auditedTables } from '#app/registry.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { verify } from '#features/audit/verify.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { addEntry } from '#features/directory/actions/keep-entry.ts';
import { follow } from '#features/notifications/follow.ts';
import { saidOf } from '#features/notifications/rules/notices.ts';
import { inbox } from '#features/notifications/store/notices.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { workList } from '#features/obligations/store.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { publicItem } from '#features/sites/store.ts';
import { testClock } from '#platform/clock.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { decisionForm, procedureText, shopForm } from '#test/support/sample-procedure.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { people } from '#test/support/worked-province.ts';
import { saveAnswers, startCheck } from './actions/check-shop.ts';
import { openShops } from './actions/keep-shop.ts';
import { recordDecision } from './actions/record-decision.ts';
import { signSheet } from './actions/sign-sheet.ts';
import { proceduresTakeEffect } from './jobs.ts';
import { sheetRow, shopRow } from './store/shops.ts';

/** What a change of procedures leaves behind elsewhere. */
describe('after a decision and a check', async () => {
  const { db } = await testDb(), t = actingFor(db, { today: '2026-03-20' }), files = await openLocalFiles(join(tempFolder('thu-tuc'), 'files')), { root, communes } = await smallProvince(t);
  useSuccessionParts(...SUCCESSION_PARTS);
  const posting = { product: 'posting', channel: 'public-board', title: 'Niêm yết, cập nhật thủ tục tại Bộ phận Một cửa', unit: 'lần cập nhật' };
  await t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: root, commitments: [draftCommitment(t.newId, [{ organisationId: communes[0]!, boardOrganisationId: communes[0]! }], posting)] }));
  const accounts = await people(t, [{ userName: 'mot-cua@songtra.example', name: 'Lê Văn Quầy', at: communes[0]!, roles: ['officer'], subtree: false }, { userName: 'so@songtra.example', name: 'Sở Xa', at: communes[1]!, roles: ['officer'], subtree: false }]);
  const shops = await t.run((a) => openShops(a, communes.slice(0, 2).map((organisationId, index) => ({ organisationId, form: shopForm(index ? { levels: ['province'] } : {}) }))));
  const decide = (change: Parameters<typeof decisionForm>[0], name: string) => t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm(change), changes: [{ change: 'either', text: procedureText({ name }) }] }));
  await t.run((a) => addEntry(a, { organisationId: communes[0]!, kind: 'one-stop', typed: { place: 'Nơi tiếp nhận', address: 'Nhà văn hóa xã' } }));
  const check = async (index: number) => {
    const sheetId = await t.run((a) => startCheck(a, { shopId: shops[index]! })), { asked } = (await sheetRow(db, sheetId))!;
    await t.run((a) => saveAnswers(a, { sheetId, answers: asked.map(({ id }) => ({ procedureId: id, state: 'posted' as const, note: null, photo: null })) }));
    await t.run((a) => signSheet(a, files, { sheetId, witness: 'Lê Văn Quầy', remark: null, unseenMeant: false }));
    return (await sheetRow(db, sheetId))!;
  };

  it('tells the counters that have to post it up, and no others', async () => {
    const clock = testClock(new Date(startOfDay(plainDate('2026-03-20')).getTime() + 10 * 3_600_000)), env = { db, clock, ids: randomIds(() => clock.now().getTime()), mail: null };
    await follow(env as never);
    await decide({}, 'Đăng ký khai sinh');
    await follow(env as never);
    const told = async (name: string) => (await inbox(db, accounts.get(name)!, {})).rows.map(saidOf).filter((one) => one.includes('niêm yết'));
    assert.deepEqual(await told('mot-cua@songtra.example'), ['Quyết định 12/QĐ-UBND thay đổi thủ tục niêm yết tại đơn vị từ ngày 10/01/2026. Hãy xem danh mục cần thay.']);
    assert.deepEqual(await told('so@songtra.example'), []);
  });

  it('a signed sheet becomes a result where the unit owes postings, with the sheet as proof, to be confirmed there', async () => {
    const sheet = await check(0), made = (await deliverableView(db, sheet.deliverable_id!))!;
    assert.deepEqual([made.status, made.product, made.organisation_id, made.evidence.length], ['recorded', 'posting', communes[0], 1]);
    const card = Object.values(await workList(db, communes[0]!, plainDate('2026-03-20'))).flat().find((one) => one.product === 'posting' && one.periodFrom <= plainDate('2026-03-20') && plainDate('2026-03-20') <= one.periodTo);
    assert.equal(card?.credited ?? card?.recorded, 1);
    await assert.rejects(check(1), /Chưa có thủ tục nào/);
  });

  it('what takes effect by itself is found under its new name in the night, also when some nights were missed', async () => {
    await decide({ number: '77/QĐ-UBND', signedOn: plainDate('2026-03-19'), effectiveOn: plainDate('2026-04-01') }, 'Đăng ký khai sinh và cấp thẻ bảo hiểm');
    const { id } = await db.selectFrom('procedures').select('id').executeTakeFirstOrThrow(), title = async () => (await publicItem(db, id))!.title;
    assert.equal(await title(), 'Đăng ký khai sinh', 'not before its day');
    const at = (day: string) => ({ db, clock: testClock(startOfDay(plainDate(day))), ids: randomIds(() => startOfDay(plainDate(day)).getTime()) });
    await proceduresTakeEffect.run({}, at('2026-03-31') as never);
    assert.equal(await title(), 'Đăng ký khai sinh');
    await proceduresTakeEffect.run({}, at(addDays(plainDate('2026-04-01'), 3)) as never);
    assert.equal(await title(), 'Đăng ký khai sinh và cấp thẻ bảo hiểm');
  });

  it('a counter goes on under the successor of its unit', async () => {
    await t.run((a) => reorganise(a, { events: [{ line: 2, onDay: plainDate('2026-03-19'), citation: 'Nghị quyết số 5/NQ-HĐND', reason: '', kind: 'merge', units: communes.slice(0, 2), into: { fresh: { name: 'UBND xã Hợp Nhất' } } }], scopeId: root, answers: () => ({ answers: noAnswers }) }));
    const [one, two] = [await shopRow(db, shops[0]!), await shopRow(db, shops[1]!)];
    assert.equal(one!.organisation_id, two!.organisation_id);
    assert.notEqual(one!.organisation_id, communes[0]);
    assert.notEqual(one!.name, two!.name);
    assert.equal(one!.address, 'Nhà văn hóa xã', 'the directory of the old unit closes; where the counter is stays with it');
  });

  it('every row has its event', async () => {
    assert.deepEqual((await verify(db, { audited: auditedTables(), files: [], fileStore: null })).differences, []);
  });
});
