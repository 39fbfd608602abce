import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { HANDED_IN } from '#features/channels/rules/products.ts';
import { deliverableFigures, deliverableView } from '#features/deliverables/store.ts';
import { lockCounted, unlockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { creditsOf, differingSquares, differingSums, differingTotals, obligationCard, workList } from '#features/obligations/store.ts';
import { defineGroup } from '#features/organisations/actions/define-group.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { randomIds } from '#kernel/id.ts';
import { standingClock } from '#platform/clock.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { silentLog } from '#platform/log.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { articlesUncounted } from '../jobs.ts';
import { readRichText } from '../rules/rich-text/index.ts';
import { contributionList, contributionRow, receivedCount } from '../store/contributions.ts';
import { articleRow, currentVersion } from '../store/rows.ts';
import { articlesSuccession } from '../succession.ts';
import { declineContribution, returnContribution } from './answer-contribution.ts';
import { approveArticle } from './approve-article.ts';
import { createColumn } from './keep-column.ts';
import { publishArticle } from './publish-article.ts';
import { recallContribution, sendAgain, sendContribution, type Material } from './send-contribution.ts';
import { submitArticle } from './submit-article.ts';
import { takeOver } from './take-over.ts';
import { withdrawArticle } from './withdraw-article.ts';
import { writeDraft } from './write-draft.ts';

const { db } = await testDb(), t = actingFor(db), files = await openLocalFiles(tempFolder('contributions')), today = plainDate('2026-11-20');
const province = await smallProvince(t), [sender, centre] = province.departments as [Id, Id], commune = province.communes[0]!, division = province.divisions[0]!;
/** A person whose rights end at their own unit. */
const person = (name: string, at: Id): TestActing => t.as(actorFor({ accountId: t.newId(), personName: name, organisationId: at, may: async (_, place) => place === at }));
const writer = person('Phạm Thị Gửi', sender), editor = person('Trần Văn Biên', centre), second = person('Đỗ Thị Duyệt', centre);
const source = (unit: Id) => ({ organisationId: unit, boardOrganisationId: unit });
await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [
  draftCommitment(t.newId, [source(sender)], { title: 'Cung cấp thông tin hằng tháng', product: HANDED_IN.key, channel: null, unit: HANDED_IN.unit, schedule: { cadence: { count: 2, unit: 'lần', per: 'month', durationMinutes: null, product: null } } }),
  draftCommitment(t.newId, [source(centre)]),
] }));
const running = async (unit: Id) => Object.values(await workList(db, unit, today)).flat().filter((card) => card.periodFrom <= today && today <= card.periodTo);
const owed = (await running(sender))[0]!, quota = (await running(centre))[0]!;
const column = await t.run((a) => createColumn(a, { organisationId: centre, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'everybody' } } }));

const body = readRichText({ html: '<p>Trong tháng, sở rút ngắn ba thủ tục cấp giấy phép từ mười xuống còn sáu ngày và trả kết quả tại nhà cho người cao tuổi, người khuyết tật.</p>' }).doc;
const material = (change: Partial<Material> = {}): Material => ({ title: 'Rút ngắn ba thủ tục cấp giấy phép', body, attachments: [], note: null, obligationIds: [], ...change });
const send = (change: Partial<Material> = {}, at: TestActing = writer, fromId = sender): Promise<Id> => at.run((a) => sendContribution(a, { fromId, columnId: column, material: material(change) }));
const which = (contributionId: Id) => ({ contributionId, rowVersion: null });
const take = (id: Id): Promise<Id> => editor.run((a) => takeOver(a, files, which(id)));
const publish = async (articleId: Id): Promise<void> => {
  const one = { articleId, rowVersion: null }, version = await currentVersion(db, (await articleRow(db, articleId))!);
  await editor.run((a) => writeDraft(a, { ...one, content: { title: version.title, summary: 'Sở rút ngắn ba thủ tục và trả kết quả tại nhà.', body: version.body, cover: null, themes: [], leadId: null, coordinatingIds: version.coordinating_ids, language: 'vi', attachments: version.attachments } }));
  await editor.run((a) => submitArticle(a, one));
  await second.run((a) => approveArticle(a, one));
  await second.run((a) => publishArticle(a, files, one));
};
const credited = async (id: Id): Promise<number> => (await obligationCard(db, id, { today }))!.credited;
const counts = async (): Promise<Record<string, number>> => {
  const found: Record<string, number> = {};
  for (const one of await deliverableFigures(db, { organisationIds: [province.root, ...province.departments, ...province.communes, ...province.divisions], doneIn: { from: plainDate('2026-11-01'), to: today } })) found[one.product] = (found[one.product] ?? 0) + one.amount;
  return found;
};
const events = async (id: Id) => (await sql<{ verb: string }>`select verb from audit_events where row_id = ${id} order by position`.execute(db)).rows.map(({ verb }) => verb);

describe('a contribution', () => {
  test('credits its sender when the editor takes it over, the editor when it is out, and neither count holds it twice', async () => {
    const photo = await prepareFile(files, { bytes: new TextEncoder().encode('Danh mục ba thủ tục'), name: 'danh-muc.txt' });
    await writer.run((a) => keepFile(a, sender, photo));
    const before = [await credited(owed.id), await credited(quota.id)], figures = await counts();
    const id = await send({ attachments: [{ sha256: photo.sha256, name: 'danh-muc.txt', size: 20, mediaType: 'text/plain' }] });
    assert.equal(await receivedCount(db, [centre]), 1);
    assert.deepEqual([await credited(owed.id), await credited(quota.id)], before, 'sent is not yet supplied');
    const article = await take(id), one = (await contributionRow(db, id))!, result = (await deliverableView(db, one.deliverable_id!))!;
    assert.deepEqual([one.status, one.article_id, result.status, result.organisation_id, result.done_on, result.evidence.map((item) => item.fileName)], ['taken-over', article, 'confirmed', sender, '2026-11-20', ['bai-cong-tac-2026-11-20.html', 'danh-muc.txt']]);
    assert.deepEqual((await creditsOf(db, [result.id])).map(({ obligationId, amount }) => [obligationId, amount]), [[owed.id, 1]]);
    const draft = await currentVersion(db, (await articleRow(db, article))!);
    assert.deepEqual([draft.title, draft.body, draft.attachments.map(({ sha256 }) => sha256), draft.coordinating_ids, draft.author_name], [material().title, body, [photo.sha256], [sender], 'Trần Văn Biên']);
    assert.deepEqual([await credited(owed.id), await credited(quota.id)], [before[0]! + 1, before[1]!]);
    await publish(article);
    assert.deepEqual([await credited(owed.id), await credited(quota.id)], [before[0]! + 1, before[1]! + 1]);
    const after = await counts();
    assert.deepEqual([after.article! - (figures.article ?? 0), after[HANDED_IN.key]! - (figures[HANDED_IN.key] ?? 0)], [1, 1], 'one article, one piece handed in');
    assert.equal((await deliverableView(db, result.id))!.evidence.at(-1)!.caption, `/x/${article}`, 'the published page proves both');
    assert.deepEqual([await differingTotals(db), await differingSums(db), await differingSquares(db)], [[], [], []]);
    assert.deepEqual(await events(id), ['contributions.sent', 'contributions.taken-over', 'contributions.published']);
    await assert.rejects(take(id), /đã nhận bài này/);
  });

  test('taken down, undoes both sides', async () => {
    const before = [await credited(owed.id), await credited(quota.id)], figures = await counts(), id = await send(), article = await take(id);
    await publish(article);
    await second.run((a) => withdrawArticle(a, { articleId: article, rowVersion: null, reason: 'Quyết định công bố đã bị thay thế' }));
    assert.deepEqual([[await credited(owed.id), await credited(quota.id)], await counts()], [before, figures]);
    assert.match((await deliverableView(db, (await contributionRow(db, id))!.deliverable_id!))!.ended_reason!, /Bài đã gỡ: Quyết định công bố/);
    assert.equal((await events(id)).at(-1), 'contributions.taken-down');
  });

  test('that a sent report has counted gets a note, and stops counting the night after the report comes back', async () => {
    const id = await send(), article = await take(id), result = (await contributionRow(db, id))!.deliverable_id!, report = t.newId();
    await publish(article);
    await t.run((a) => lockCounted(a, { reportId: report, deliverableIds: [result] }));
    await second.run((a) => withdrawArticle(a, { articleId: article, rowVersion: null, reason: 'Quyết định công bố đã bị thay thế' }));
    assert.deepEqual([(await deliverableView(db, result))!.status, (await deliverableView(db, result))!.changed_after_lock], ['locked', true]);
    await t.run((a) => unlockCounted(a, { reportId: report, deliverableIds: [result] }));
    const job = { db, files, clock: standingClock(today), ids: randomIds(() => 0), log: silentLog, attempt: 1 };
    await articlesUncounted.run({}, job);
    assert.equal((await deliverableView(db, result))!.status, 'withdrawn');
    await articlesUncounted.run({}, job);
  });

  test('goes back with a reason, comes again, and counts on the day it was sent the last time', async () => {
    const early = t.on('2026-10-29').as(actorFor({ accountId: writer.actor.accountId, personName: 'Phạm Thị Gửi', organisationId: sender })), id = await send({}, early);
    await assert.rejects(editor.run((a) => returnContribution(a, { ...which(id), reason: 'sửa' })), /Chưa ghi lý do/);
    await editor.run((a) => returnContribution(a, { ...which(id), reason: 'Cần thêm số hồ sơ đã giải quyết' }));
    await assert.rejects(take(id), /trả lại cho đơn vị gửi/);
    const again = t.on('2026-10-30').as(early.actor);
    await again.run((a) => sendAgain(a, { ...which(id), material: material({ title: 'Rút ngắn ba thủ tục: 120 hồ sơ trong tháng' }) }));
    await take(id);
    const result = (await deliverableView(db, (await contributionRow(db, id))!.deliverable_id!))!;
    assert.deepEqual([result.title, result.done_on, result.credits.map(({ periodLabel }) => periodLabel)], ['Rút ngắn ba thủ tục: 120 hồ sơ trong tháng', '2026-10-30', ['tháng 10/2026']], 'a slow editor makes nobody late');
  });

  test('is declined with a reason or recalled, and counts for nobody', async () => {
    const figures = await counts(), id = await send(), other = await send();
    await editor.run((a) => declineContribution(a, { ...which(id), reason: 'Chuyên mục đã có bài về nội dung này' }));
    await writer.run((a) => recallContribution(a, which(other)));
    await assert.rejects(take(id), /không sử dụng/);
    await assert.rejects(take(other), /đã rút/);
    await assert.rejects(writer.run((a) => recallContribution(a, which(id))), /không sử dụng/);
    assert.deepEqual(await counts(), figures);
    assert.deepEqual((await contributionList(db, { from: [sender], states: ['declined', 'recalled'] })).rows.map((row) => row.status).sort(), ['declined', 'recalled']);
  });

  test('counts for the work that was chosen, never for what the article itself counts for', async () => {
    const other = t.newId();
    await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(t.newId, [{ organisationId: division, boardOrganisationId: commune }], { itemId: other })] }));
    const own = await t.run((a) => createColumn(a, { organisationId: commune, form: { name: 'Tin xã', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'below' } } }));
    const card = (await running(division))[0]!, someone = person('Lê Văn Phòng', division);
    const sendTo = (columnId: Id, ids: readonly Id[]) => someone.run((a) => sendContribution(a, { fromId: division, columnId, material: material({ obligationIds: ids }) }));
    await assert.rejects(sendTo(own, [card.id]), /được tính khi bài đăng/, 'a division and the column of its commune: one duty, one count');
    await assert.rejects(sendTo(column, [owed.id]), /không phải của đơn vị/);
    const id = await sendTo(column, [card.id]);
    await take(id);
    assert.equal(await credited(card.id), 1);
  });

  test('is sent only to who takes it, and decided only by whose column it is', async () => {
    const group = await t.run((a) => defineGroup(a, { ownerId: province.root, name: 'Các xã thí điểm', rule: { by: 'list', members: [province.communes[1]!] } }));
    const asGroup = await t.run((a) => createColumn(a, { organisationId: centre, form: { name: 'Xã thí điểm', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'group', groupId: group } } }));
    const sendFrom = (fromId: Id, columnId: Id) => t.run((a) => sendContribution(a, { fromId, columnId, material: material() }));
    await assert.rejects(sendFrom(sender, asGroup), /không nhận bài cộng tác/);
    await sendFrom(province.communes[1]!, asGroup);
    await sendFrom(province.divisions[1]!, asGroup);
    await assert.rejects(sendFrom(centre, column), /không nhận bài cộng tác/, 'its own column');
    await assert.rejects(t.run((a) => createColumn(a, { organisationId: centre, form: { name: 'Khác', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'group' } } })), /chọn nhóm/);
    await assert.rejects(send({ body: { blocks: [] } }), /Chưa có nội dung/);
    const id = await send();
    await assert.rejects(writer.run((a) => takeOver(a, files, which(id))), /chưa được giao quyền/);
    await assert.rejects(editor.run((a) => sendContribution(a, { fromId: sender, columnId: column, material: material() })), /chưa được giao quyền/);
    const above = t.as(actorFor({ accountId: t.newId(), organisationId: province.root }));
    await assert.rejects(above.run((a) => takeOver(a, files, which(id))), /chính cơ quan giữ chuyên mục/);
  });
});

test('when units are merged, what waits goes over with its column, and what an ended unit had sent is credited to its heir', async () => {
  useSuccessionParts(articlesSuccession);
  const [first, second] = [province.communes[1]!, province.communes[2]!];
  const theirs = await t.run((a) => createColumn(a, { organisationId: first, form: { name: 'Gần dân', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'everybody' } } }));
  const waiting = await t.run((a) => sendContribution(a, { fromId: sender, columnId: theirs, material: material() })), sent = await t.run((a) => sendContribution(a, { fromId: second, columnId: column, material: material() }));
  const events = [{ line: 1, onDay: plainDate('2026-11-21'), citation: 'Nghị quyết số 9/NQ-HĐND', reason: '', kind: 'merge' as const, units: [first, second], into: { fresh: { name: 'UBND xã Mẫu Mới' } } }];
  await t.on('2026-11-21').run((a) => reorganise(a, { events, scopeId: province.root, answers: () => ({ answers: noAnswers }) }));
  const heir = (await contributionRow(db, waiting))!.organisation_id;
  assert.ok(!province.communes.includes(heir));
  await t.on('2026-11-21').as(editor.actor).run((a) => takeOver(a, files, which(sent)));
  assert.equal((await deliverableView(db, (await contributionRow(db, sent))!.deliverable_id!))!.organisation_id, heir);
});
