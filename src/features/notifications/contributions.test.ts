import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { testClock } from '#platform/clock.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { declineContribution, returnContribution } from '#features/articles/actions/answer-contribution.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { sendContribution } from '#features/articles/actions/send-contribution.ts';
import { takeOver } from '#features/articles/actions/take-over.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { people } from '#test/support/worked-province.ts';
import { follow, type FollowEnvironment } from './follow.ts';
import { saidOf } from './rules/notices.ts';
import { inbox } from './store/notices.ts';

test('the editors hear of what was sent, the sender of each answer, nobody of their own act', async () => {
  const { db } = await testDb(), t = actingFor(db), files = await openLocalFiles(tempFolder('told')), { departments: [sender, centre] } = await smallProvince(t) as unknown as { departments: [Id, Id] };
  const who = await people(t, [{ userName: 'gui@songtra.example', name: 'Phạm Thị Gửi', at: sender, roles: ['officer'] }, { userName: 'bien@songtra.example', name: 'Trần Văn Biên', at: centre, roles: ['editor', 'officer'] }]);
  const column = await t.run((a) => createColumn(a, { organisationId: centre, form: { name: 'Cải cách', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'everybody' } } }));
  const clock = testClock(new Date(startOfDay(plainDate('2026-11-20')).getTime() + 10 * 3_600_000)), env: FollowEnvironment = { db, clock, ids: randomIds(() => clock.now().getTime()), mail: null };
  const id = (name: string): Id => who.get(`${name}@songtra.example`)!, as = (name: string, at: Id) => t.as(actorFor({ accountId: id(name), personName: name, organisationId: at }));
  const told = async (name: string) => { await follow(env); return (await inbox(db, id(name), {})).rows.filter((row) => row.kind === 'articles').map((row) => [saidOf(row), row.href.replace(/[0-9a-f-]{36}$/, ':id')]); };
  const send = (title: string) => as('gui', sender).run((a) => sendContribution(a, { fromId: sender, columnId: column, material: { title, body: readRichText({ text: 'Trong tháng, sở rút ngắn ba thủ tục và trả kết quả tại nhà.' }).doc, attachments: [], note: null, obligationIds: [] } }));
  const editor = as('bien', centre), first = await send('Ba thủ tục');
  assert.deepEqual([await told('bien'), await told('gui')], [[['Sở Nội vụ gửi bài cộng tác “Ba thủ tục”.', '/lam-viec/hop-nhan-bai/:id']], []]);
  await editor.run((a) => returnContribution(a, { contributionId: first, rowVersion: null, reason: 'Cần thêm số hồ sơ' }));
  const second = await send('Hai thủ tục'), third = await send('Một thủ tục');
  await editor.run((a) => declineContribution(a, { contributionId: second, rowVersion: null, reason: 'Đã có bài tương tự' }));
  await editor.run((a) => takeOver(a, files, { contributionId: third, rowVersion: null }));
  assert.deepEqual((await told('gui')).map(([sentence]) => sentence).toSorted(), [
    'Sở Văn hóa, Thể thao và Du lịch không sử dụng bài cộng tác “Hai thủ tục”: Đã có bài tương tự.', 'Sở Văn hóa, Thể thao và Du lịch trả lại bài cộng tác “Ba thủ tục” để sửa: Cần thêm số hồ sơ.', 'Sở Văn hóa, Thể thao và Du lịch đã nhận bài cộng tác “Một thủ tục”; bài được tính cho Sở Nội vụ.',
  ].toSorted());
});
