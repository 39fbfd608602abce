import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { inShard, randomIds, shardOf, type Id } from '#kernel/id.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { keptFile } from '#features/files/store.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { PHOTO } from '#test/support/worked-province.ts';
import { setSelfConfirmation } from '#features/deliverables/actions/set-self-confirmation.ts';
import { lockCounted, unlockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { creditsOf, differingTotals, workList } from '#features/obligations/store.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { silentLog } from '#platform/log.ts';
import { standingClock } from '#platform/clock.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { articlesSuccession } from '../succession.ts';
import { articlesByTheClock, articlesReviews, articlesUncounted } from '../jobs.ts';
import type { ArticleContent } from '../rules/content.ts';
import { progressOf } from '../rules/progress.ts';
import { readRichText } from '../rules/rich-text/index.ts';
import { articleCounts, articleList, dueNow, liveArticle, openPreview, openPreviews } from '../store/reading.ts';
import { articleRow, bypassesOf, columnRow, currentVersion, versionsOf } from '../store/rows.ts';
import { approveArticle } from './approve-article.ts';
import { closeColumn, createColumn, editColumn } from './keep-column.ts';
import { endPreviewLinks, makePreview } from './preview-links.ts';
import { publishArticle, publishAtOnce } from './publish-article.ts';
import { returnArticle } from './return-article.ts';
import { discardRevision, reviseArticle } from './revise-article.ts';
import { careForArticle, scheduleArticle, unscheduleArticle } from './schedule-article.ts';
import { submitArticle } from './submit-article.ts';
import { withdrawArticle } from './withdraw-article.ts';
import { startArticle, writeDraft } from './write-draft.ts';

const { db } = await testDb(), t = actingFor(db), files = await openLocalFiles(tempFolder('articles')), today = plainDate('2026-11-20');
const province = await smallProvince(t), commune = province.communes[0]!;
const person = (name: string, at: Id = commune): TestActing => t.as(actorFor({ accountId: t.newId(), personName: name, organisationId: at }));
const writer = person('Lê Thị Viết'), editor = person('Trần Văn Duyệt');
await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(t.newId, [{ organisationId: commune, boardOrganisationId: commune }])] }));
const cards = async () => Object.values(await workList(db, commune, today)).flat();
const [card] = (await cards()).filter((one) => one.periodFrom <= today && one.periodTo >= today);
const column = await editor.run((a) => createColumn(a, { organisationId: commune, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [card!.itemId] } }));
const quota = async () => progressOf((await columnRow(db, column))!, await cards(), today).quotas[0]!.done;

const words = 'Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc đi nộp hồ sơ.';
const content = (change: Partial<ArticleContent> = {}, html = `<p>${words}</p>`): ArticleContent => ({
  title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy hằng tuần.', body: readRichText({ html }).doc, cover: null, themes: ['Một cửa'], leadId: null, coordinatingIds: [], language: 'vi', attachments: [], ...change,
});
const which = (articleId: Id) => ({ articleId, rowVersion: null });
const written = (change: Partial<ArticleContent> = {}) => writer.run((a) => startArticle(a, { columnId: column, content: content(change) }));
const approved = async (id: Id) => { await writer.run((a) => submitArticle(a, which(id))); await editor.run((a) => approveArticle(a, which(id))); };
const published = async (change: Partial<ArticleContent> = {}) => { const id = await written(change); await approved(id); await editor.run((a) => publishArticle(a, files, which(id))); return id; };
const state = async (id: Id) => (await articleRow(db, id))!.status;
const resultOf = async (id: Id) => (await deliverableView(db, (await articleRow(db, id))!.deliverable_id!))!;
const events = async (id: Id) => (await sql<{ verb: string }>`select verb from audit_events where row_id = ${id} and verb like 'articles.%' order by position`.execute(db)).rows.map(({ verb }) => verb);

describe('a column', () => {
  test('is named once in a unit, counts for known products and channels, and closes for new articles', async () => {
    const form = { name: 'cải cách  hành chính', about: null, product: 'article', channel: 'portal', itemIds: [] };
    await assert.rejects(editor.run((a) => createColumn(a, { organisationId: commune, form })), /đã có chuyên mục/);
    await assert.rejects(editor.run((a) => createColumn(a, { organisationId: commune, form: { ...form, name: 'Khác', product: 'x' } })), /loại sản phẩm/);
    const other = await editor.run((a) => createColumn(a, { organisationId: commune, form: { ...form, name: 'Hỏi đáp' } }));
    await editor.run((a) => editColumn(a, { columnId: other, rowVersion: 1, form: { ...form, name: 'Hỏi và đáp' } }));
    await assert.rejects(editor.run((a) => editColumn(a, { columnId: other, rowVersion: 1, form })), /vừa thay đổi/);
    await editor.run((a) => closeColumn(a, { columnId: other, rowVersion: null, open: false }));
    await assert.rejects(writer.run((a) => startArticle(a, { columnId: other, content: content() })), /đã đóng/);
    const both = await Promise.allSettled([1, 2].map(() => editor.run((a) => createColumn(a, { organisationId: commune, form: { ...form, name: 'Cùng lúc' } }))));
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    assert.match(String(both.find((one) => one.status === 'rejected')!.reason), /đã có chuyên mục “Cùng lúc”/, 'two at once: the second is told, and it is no fault');
  });
});

describe('an article', () => {
  test('is written, submitted, approved by another, published, and counts with the page as evidence', async () => {
    const before = await quota(), id = await written();
    await writer.run((a) => submitArticle(a, which(id)));
    await assert.rejects(editor.run((a) => publishArticle(a, files, which(id))), /đang chờ duyệt/);
    await assert.rejects(writer.run((a) => approveArticle(a, which(id))), /không tự duyệt được/);
    await editor.run((a) => approveArticle(a, which(id)));
    await editor.run((a) => publishArticle(a, files, which(id)));
    const one = (await articleRow(db, id))!, result = await resultOf(id);
    assert.deepEqual([one.status, one.live_version, result.status, result.confirmed_by_name, result.born_of], ['published', 1, 'confirmed', 'Trần Văn Duyệt', { noun: 'articles', id }]);
    assert.deepEqual(result.credits.map(({ obligationId, amount }) => [obligationId, amount]), [[card!.id, 1]]);
    assert.equal(await quota(), before + 1);
    const [item, page] = result.evidence;
    assert.deepEqual([item!.kind, page!.kind, page!.sha256], ['published-item', 'file', (await currentVersion(db, one)).snapshot_sha256]);
    const bytes = await files.read(page!.sha256!);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), page!.sha256);
    assert.match(Buffer.from(bytes).toString(), /<h1>Một cửa mở thêm sáng thứ Bảy<\/h1>/);
    assert.deepEqual(await events(id), ['articles.started', 'articles.submitted', 'articles.approved', 'articles.published']);
    assert.deepEqual(await differingTotals(db), []);
  });

  test('goes back with a reason and comes again', async () => {
    const id = await written();
    await writer.run((a) => submitArticle(a, which(id)));
    await assert.rejects(editor.run((a) => returnArticle(a, { ...which(id), reason: 'sửa' })), /Chưa ghi lý do/);
    await editor.run((a) => returnArticle(a, { ...which(id), reason: 'Cần ghi rõ địa chỉ của Bộ phận Một cửa' }));
    assert.equal(await state(id), 'returned');
    await writer.run((a) => writeDraft(a, { ...which(id), content: content({ title: 'Một cửa xã Mẫu 1 mở sáng thứ Bảy' }) }));
    await approved(id);
    assert.equal((await currentVersion(db, (await articleRow(db, id))!)).returned_reason, null);
  });

  test('refuses a second editor who writes over what another kept, and loses nothing of either', async () => {
    const id = await written();
    assert.equal(await writer.run((a) => writeDraft(a, { articleId: id, rowVersion: 1, content: content({ title: 'Của người thứ nhất' }) })), 2);
    await assert.rejects(editor.run((a) => writeDraft(a, { articleId: id, rowVersion: 1, content: content({ title: 'Của người thứ hai' }) })), /vừa thay đổi bài này/);
    assert.equal((await currentVersion(db, (await articleRow(db, id))!)).title, 'Của người thứ nhất');
    await writer.run((a) => writeDraft(a, { articleId: id, rowVersion: 2, content: content({ title: 'Lưu lần nữa' }) }));
    const elsewhere = (a: Acting): Acting => inShardOf(a, inShard(a.newId(), 3)), picture = await prepareFile(files, { bytes: PHOTO, name: 'anh.jpg' });
    await writer.run((a) => keepFile(elsewhere(a), commune, picture));
    await writer.run((a) => writeDraft(elsewhere(a), { articleId: id, rowVersion: 3, content: content({ cover: { sha256: picture.sha256, alt: 'Quầy Một cửa', credit: null } }) }));
    assert.equal((await keptFile(db, shardOf(id), picture.sha256))?.organisation_id, commune, 'a picture sent from another shard stands with the article');
  });

  test('is not submitted half, and not from another unit', async () => {
    const id = await written({ summary: '' });
    await assert.rejects(writer.run((a) => submitArticle(a, which(id))), /Chưa có tóm tắt/);
    const stranger = person('Người xã khác', province.communes[1]!), whole = await written();
    await writer.run((a) => submitArticle(a, which(whole)));
    await assert.rejects(stranger.run((a) => approveArticle(a, which(whole))), /chính đơn vị/);
    const nobody = t.as(actorFor({ accountId: t.newId(), may: async () => false }));
    for (const verb of [submitArticle, approveArticle, reviseArticle] as const) await assert.rejects(nobody.run((a) => verb(a, which(id))), /chưa được giao quyền/);
  });

  test('is approved by its author only where a unit of one account has said so', async () => {
    const alone = province.communes[2]!, self = person('Người duy nhất', alone);
    const own = await self.run((a) => createColumn(a, { organisationId: alone, form: { name: 'Tin xã', about: null, product: 'article', channel: 'portal', itemIds: [] } }));
    const id = await self.run((a) => startArticle(a, { columnId: own, content: content() }));
    await self.run((a) => submitArticle(a, which(id)));
    await assert.rejects(self.run((a) => approveArticle(a, which(id))), /không tự duyệt được/);
    await self.run((a) => setSelfConfirmation(a, alone, true));
    await self.run((a) => approveArticle(a, which(id)));
    assert.equal((await currentVersion(db, (await articleRow(db, id))!)).self_approved, true);
  });

  test('goes out at once in an emergency, with a reason that stays', async () => {
    const id = await written();
    await assert.rejects(editor.run((a) => publishAtOnce(a, files, { ...which(id), reason: '' })), /cần lý do/);
    await editor.run((a) => publishAtOnce(a, files, { ...which(id), reason: 'Cảnh báo lừa đảo giả danh cán bộ Một cửa' }));
    assert.match((await resultOf(id)).note!, /^Đăng khẩn: Cảnh báo lừa đảo/);
    assert.equal((await articleList(db, { organisationIds: [commune], states: ['published'] })).rows.find((row) => row.id === id)!.bypassed, true);
    assert.deepEqual(await events(id), ['articles.started', 'articles.published-at-once']);
    await writer.run((a) => reviseArticle(a, which(id)));
    await writer.run((a) => writeDraft(a, { ...which(id), content: content(), changeNote: 'Thêm số máy để hỏi' }));
    await approved(id);
    await editor.run((a) => publishArticle(a, files, which(id)));
    assert.equal((await articleList(db, { organisationIds: [commune], states: ['updated'] })).rows.find((row) => row.id === id)!.bypassed, true, 'the mark stays through later versions');
    assert.deepEqual((await bypassesOf(db, id)).map((one) => [one.number, one.approved_by_name, one.bypass_reason]), [[1, 'Trần Văn Duyệt', 'Cảnh báo lừa đảo giả danh cán bộ Một cửa']]);
  });

  test('stays as it is while its next version is written, which tells readers what changed', async () => {
    const id = await published();
    await assert.rejects(writer.run((a) => writeDraft(a, { ...which(id), content: content() })), /phiên bản mới/);
    await writer.run((a) => reviseArticle(a, which(id)));
    await writer.run((a) => writeDraft(a, { ...which(id), content: content({ title: 'Một cửa mở cả chiều thứ Bảy' }) }));
    assert.equal((await liveArticle(db, id))!.version.title, 'Một cửa mở thêm sáng thứ Bảy');
    await assert.rejects(writer.run((a) => submitArticle(a, which(id))), /bản mới sửa gì/);
    await writer.run((a) => writeDraft(a, { ...which(id), content: content({ title: 'Một cửa mở cả chiều thứ Bảy' }), changeNote: 'Thêm giờ làm việc buổi chiều' }));
    await approved(id);
    const credited = (await resultOf(id)).credits.length;
    await editor.run((a) => publishArticle(a, files, which(id)));
    assert.deepEqual([await state(id), (await liveArticle(db, id))!.version.title, (await versionsOf(db, id)).length], ['updated', 'Một cửa mở cả chiều thứ Bảy', 2]);
    const result = await resultOf(id);
    assert.deepEqual([result.evidence.length, result.credits.length], [3, credited], 'the update adds its page and counts nothing twice');
    await writer.run((a) => reviseArticle(a, which(id)));
    await writer.run((a) => discardRevision(a, which(id)));
    assert.deepEqual([await state(id), (await versionsOf(db, id)).length], ['updated', 2]);
  });

  test('is taken down with a reason that readers see, and counts no more', async () => {
    const id = await published(), before = await quota(), credited = (await resultOf(id)).credits.length;
    await assert.rejects(editor.run((a) => withdrawArticle(a, { ...which(id), reason: 'sai' })), /Chưa ghi lý do gỡ/);
    assert.equal(await editor.run((a) => withdrawArticle(a, { ...which(id), reason: 'Số điện thoại đường dây nóng ghi sai' })), 'ended');
    const result = await resultOf(id);
    assert.deepEqual([await state(id), result.status, result.ended_reason, result.credits.length, await quota()], ['withdrawn', 'withdrawn', 'Bài đã gỡ: Số điện thoại đường dây nóng ghi sai', 0, before - credited]);
    assert.deepEqual((await creditsOf(db, [result.id], { ended: true })).map((one) => one.endedReason), Array(credited).fill('withdrawn'));
    assert.deepEqual(await differingTotals(db), []);
    assert.equal((await liveArticle(db, id))!.article.withdrawn_reason, 'Số điện thoại đường dây nóng ghi sai');
  });

  test('that a sent report has counted stays in its figures with a note, when it is taken down', async () => {
    const id = await published(), reportId = t.newId(), result = await resultOf(id);
    await t.run((a) => lockCounted(a, { reportId, deliverableIds: [result.id] }));
    assert.equal(await editor.run((a) => withdrawArticle(a, { ...which(id), reason: 'Bài trùng nội dung với bài khác' })), 'noted');
    const after = await resultOf(id);
    assert.deepEqual([after.status, after.changed_after_lock, after.credits.length], ['locked', true, result.credits.length]);
    assert.match(after.note!, /Đã gỡ ngày 20\/11\/2026: Bài đã gỡ: Bài trùng/);
    await articlesUncounted.run({}, { db, files, clock: standingClock(today), ids: randomIds(), log: silentLog, attempt: 1 });
    assert.equal((await resultOf(id)).status, 'locked', 'nothing changes under a report');
    await t.run((a) => unlockCounted(a, { reportId, deliverableIds: [result.id] }));
    for (let night = 0; night < 2; night++) await articlesUncounted.run({}, { db, files, clock: standingClock(today), ids: randomIds(), log: silentLog, attempt: 1 });
    const freed = await resultOf(id);
    assert.deepEqual([freed.status, freed.credits.length], ['withdrawn', 0], 'the report came back: now it stops counting');
    assert.deepEqual(await differingTotals(db), []);
  });
});

describe('by the clock', () => {
  const at = (hours: number) => new Date(new Date('2026-11-20T02:00:00Z').getTime() + hours * 3_600_000);
  const run = (hours: number) => { const clock = standingClock(today); return articlesByTheClock.run({}, { db, files, clock: { ...clock, now: () => at(hours), today: () => today }, ids: randomIds(), log: silentLog, attempt: 1 }); };

  test('an approved article goes out at its hour, also when the machine was off then, and is taken down at its own', async () => {
    const id = await written();
    await approved(id);
    await assert.rejects(editor.run((a) => scheduleArticle(a, { ...which(id), at: at(-1) })), /Giờ đăng đã qua/);
    await editor.run((a) => scheduleArticle(a, { ...which(id), at: at(2) }));
    await editor.run((a) => unscheduleArticle(a, which(id)));
    await editor.run((a) => scheduleArticle(a, { ...which(id), at: at(2) }));
    await assert.rejects(editor.run((a) => careForArticle(a, { ...which(id), reviewBy: null, withdrawAt: at(1), withdrawWords: 'Hết thời hạn cuộc thi' })), /sau giờ đăng/);
    await editor.run((a) => careForArticle(a, { ...which(id), reviewBy: plainDate('2026-12-20'), withdrawAt: at(5), withdrawWords: 'Hết thời hạn cuộc thi' }));
    await run(1);
    assert.equal(await state(id), 'scheduled');
    await run(3);
    await run(3);
    assert.deepEqual([await state(id), (await resultOf(id)).confirmed_by_name], ['published', 'Trần Văn Duyệt']);
    await run(6);
    assert.deepEqual([await state(id), (await articleRow(db, id))!.withdrawn_reason, await dueNow(db, at(6))], ['withdrawn', 'Hết thời hạn cuộc thi', []]);
  });

  test('what cannot go out at its hour waits for a hand, and does not stop the others', async () => {
    const bad = await written(), good = await written();
    for (const id of [bad, good]) { await approved(id); await editor.run((a) => scheduleArticle(a, { ...which(id), at: at(8) })); }
    await sql`update article_versions set summary = '' where article_id = ${bad}`.execute(db);
    await run(9);
    assert.deepEqual([await state(bad), await state(good)], ['approved', 'published']);
    assert.equal((await events(bad)).at(-1), 'articles.hour-missed');
  });

  test('both hours passed while the machine was off: it goes out and is taken down in one round, and nothing counts', async () => {
    const id = await written(), before = await quota();
    await approved(id);
    await editor.run((a) => scheduleArticle(a, { ...which(id), at: at(9.2) }));
    await editor.run((a) => careForArticle(a, { ...which(id), reviewBy: null, withdrawAt: at(9.4), withdrawWords: 'Hết thời hạn cuộc thi' }));
    await run(9.6);
    assert.deepEqual([await state(id), (await resultOf(id)).status, await quota()], ['withdrawn', 'withdrawn', before]);
    assert.deepEqual((await events(id)).slice(-2), ['articles.published-on-time', 'articles.withdrawn']);
  });

  test('editors are told once that an article is to be looked over, also after a night without power, and again for another day', async () => {
    const id = await written(), gone = await written(), draft = await written(), told = async (one: Id) => (await events(one)).filter((verb) => verb === 'articles.review-due').length;
    const care = (one: Id, day: string) => editor.run((a) => careForArticle(a, { ...which(one), reviewBy: plainDate(day), withdrawAt: null, withdrawWords: null }));
    const night = (day: string) => articlesReviews.run({}, { db, files, clock: standingClock(plainDate(day)), ids: randomIds(), log: silentLog, attempt: 1 });
    for (const one of [id, gone]) { await approved(one); await editor.run((a) => publishArticle(a, files, which(one))); }
    for (const one of [id, gone, draft]) await care(one, '2026-11-25');
    await editor.run((a) => withdrawArticle(a, { ...which(gone), reason: 'Hết thời hạn cuộc thi' }));
    await night('2026-11-24');
    assert.equal(await told(id), 0);
    for (const day of ['2026-11-27', '2026-11-27', '2026-11-28']) await night(day);
    assert.deepEqual([await told(id), await told(gone), await told(draft)], [1, 0, 0]);
    await care(id, '2026-12-01');
    for (const day of ['2026-11-29', '2026-12-01', '2026-12-02']) await night(day);
    assert.equal(await told(id), 2);
  });

  test('one that is broken beyond words stops none of the others, and is told', async () => {
    const broken = await written(), good = await written();
    for (const id of [broken, good]) { await approved(id); await editor.run((a) => scheduleArticle(a, { ...which(id), at: at(10) })); }
    await sql`update article_versions set number = 9 where article_id = ${broken}`.execute(db);
    await assert.rejects(run(11), /has no version 1/);
    assert.deepEqual([await state(broken), await state(good)], ['scheduled', 'published']);
    await sql`update article_versions set number = 1 where article_id = ${broken}`.execute(db);
    await run(12);
    assert.equal(await state(broken), 'published', 'mended, it follows');
  });
});

test('a preview link is found by its digest alone, and holds seven days', async () => {
  const id = await written(), token = 'x'.repeat(43);
  const until = await writer.run((a) => makePreview(a, { ...which(id), token }));
  const digest = createHash('sha256').update(token).digest('hex');
  assert.equal((await openPreview(db, digest, new Date(until.getTime() - 1)))!.article_id, id);
  assert.equal(await openPreview(db, digest, until), undefined);
  assert.equal(await openPreview(db, token, new Date(until.getTime() - 1)), undefined);
});

test('preview links of an article are ended together, and no other article’s', async () => {
  const [id, other] = [await written(), await written()], tokens = ['a', 'b', 'c'].map((letter) => letter.repeat(43)), digests = tokens.map((token) => createHash('sha256').update(token).digest('hex'));
  for (const [index, token] of tokens.entries()) await writer.run((a) => makePreview(a, { ...which(index === 2 ? other : id), token }));
  const now = await writer.run(async (a) => a.now), open = () => Promise.all(digests.map(async (digest) => (await openPreview(db, digest, now)) !== undefined));
  assert.deepEqual(await open(), [true, true, true]);
  assert.equal((await openPreviews(db, id, now)).length, 2);
  assert.equal(await writer.run((a) => endPreviewLinks(a, which(id))), 2);
  assert.deepEqual(await open(), [false, false, true]);
  await assert.rejects(writer.run((a) => endPreviewLinks(a, which(id))), { code: 'conflict' });
});

test('a merger brings columns and what is not out yet to the successor; what was published keeps its name', async () => {
  const [, first, second] = province.communes, columns: Id[] = [], drafts: Id[] = [], out: Id[] = [];
  for (const unit of [first!, second!]) {
    const made = await t.run((a) => createColumn(a, { organisationId: unit, form: { name: 'Gần dân', about: null, product: 'article', channel: 'portal', itemIds: [] } })), start = () => t.run((a) => startArticle(a, { columnId: made, content: content() }));
    columns.push(made);
    drafts.push(await start());
    const live = await start();
    for (const verb of [submitArticle, approveArticle]) await t.run((a) => verb(a, which(live)));
    await t.run((a) => publishArticle(a, files, which(live)));
    out.push(live);
  }
  useSuccessionParts(articlesSuccession);
  const events = [{ line: 1, onDay: plainDate('2026-11-21'), citation: 'Nghị quyết số 9/NQ-HĐND', reason: '', kind: 'merge' as const, units: [first!, second!], into: { fresh: { name: 'UBND xã Mẫu Mới' } } }];
  await t.on('2026-11-21').run((a) => reorganise(a, { events, scopeId: province.root, answers: () => ({ answers: noAnswers }) }));
  const kept = await Promise.all(columns.map((id) => columnRow(db, id))), heir = kept[0]!.organisation_id;
  assert.ok(!province.communes.includes(heir));
  assert.deepEqual(kept.map((one) => one!.organisation_id), [heir, heir]);
  assert.equal(new Set(kept.map((one) => one!.name)).size, 2, 'two columns of one name can be told apart');
  assert.match(kept[1]!.name, /^Gần dân \(UBND xã Mẫu \d/);
  assert.deepEqual(await Promise.all(drafts.map(async (id) => (await articleRow(db, id))!.organisation_id)), [heir, heir]);
  assert.deepEqual(await Promise.all(out.map(async (id) => (await articleRow(db, id))!.organisation_id)), [first, second]);
});

test('lists are counted by state and paged', async () => {
  const counts = await articleCounts(db, [commune]), all = await articleList(db, { organisationIds: [commune] }, 1, 5);
  assert.equal([...counts.byState.values()].reduce((sum, one) => sum + one, 0), all.total);
  assert.equal(counts.live, (await articleList(db, { organisationIds: [commune], live: true })).total);
  assert.deepEqual([all.rows.length, all.pages], [5, Math.ceil(all.total / 5)]);
  assert.equal((await articleList(db, { organisationIds: [province.departments[0]!] })).total, 0);
});
