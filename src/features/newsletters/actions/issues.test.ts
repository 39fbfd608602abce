import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { randomIds, shardOf, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { articleRow } from '#features/articles/store/rows.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { withdrawArticle } from '#features/articles/actions/withdraw-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { progressOf, quotaInWords } from '#features/articles/rules/progress.ts';
import { unlockCounted, lockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { differingTotals, workList } from '#features/obligations/store.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { publicItem } from '#features/sites/store.ts';
import { standingClock } from '#platform/clock.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { silentLog } from '#platform/log.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { articlesSuccession } from '#features/articles/succession.ts';
import { newslettersJobs } from '../jobs.ts';
import type { IssueContent } from '../rules/contents.ts';
import { issueToPrint, shownIssue } from '../shown.ts';
import { printIssue } from '../print.ts';
import { newslettersSuccession } from '../succession.ts';
import { candidates, issueCounts, issueList, nextNumbers } from '../store/reading.ts';
import { issueRow, newsletterRow } from '../store/rows.ts';
import { approveIssue, returnIssue, submitIssue } from './approve-issue.ts';
import { composeIssue, discardIssue, startIssue } from './compose-issue.ts';
import { closeNewsletter, createNewsletter, editNewsletter } from './keep-newsletter.ts';
import { subscriptionsOfAddress } from '../store/subscriptions.ts';
import { aimOf, publishIssue, withdrawIssue } from './publish-issue.ts';
import { askSubscription } from './subscribe.ts';

const { db } = await testDb(), t = actingFor(db), files = await openLocalFiles(tempFolder('newsletters')), today = plainDate('2026-11-20'), press = { files, origin: 'https://songtra.example' };
const province = await smallProvince(t), commune = province.communes[0]!;
const person = (name: string, at: Id = commune): TestActing => t.as(actorFor({ accountId: t.newId(), personName: name, organisationId: at }));
const composer = person('Lê Thị Soạn'), editor = person('Trần Văn Duyệt');
await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(t.newId, [{ organisationId: commune, boardOrganisationId: commune }], {
  title: 'Bản tin cải cách hành chính', product: 'newsletter', channel: null, unit: 'số', evidence: [['published-item']], schedule: { cadence: { count: 12, unit: 'số', per: 'year', durationMinutes: null, product: null } } })] }));
const cards = async () => Object.values(await workList(db, commune, today)).flat();
const column = await editor.run((a) => createColumn(a, { organisationId: commune, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [] } }));
const form = { name: 'Bản tin Cải cách hành chính', about: null, channel: 'bulletin', itemIds: [], columnIds: [column], licence: 'Số 5/GP', editorInCharge: 'Trần Văn Duyệt', contact: null, earlierIssues: 12 };
const newsletter = await editor.run((a) => createNewsletter(a, { organisationId: commune, form }));

async function article(title: string): Promise<Id> {
  const which = (articleId: Id) => ({ articleId, rowVersion: null }), body = readRichText({ html: `<p>${'Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm khỏi nghỉ việc. '.repeat(8)}</p>` }).doc;
  const id = await composer.run(async (a) => { const made = await startArticle(a, { columnId: column, content: { title, summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy hằng tuần.', body, cover: null, themes: [], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] } }); await submitArticle(a, which(made)); return made; });
  await editor.run(async (a) => { await approveArticle(a, which(id)); await publishArticle(a, files, which(id)); });
  return id;
}
const [first, second] = [await article('Một cửa mở thêm sáng thứ Bảy'), await article('Nộp phí bằng mã QR')];

const which = (issueId: Id) => ({ issueId, rowVersion: null });
const content = async (change: Partial<IssueContent> = {}): Promise<IssueContent> => {
  const { number, overall } = await nextNumbers(db, (await newsletterRow(db, newsletter))!, 2026);
  return { year: 2026, number, overall, title: 'Một cửa gần dân', foreword: readRichText({ text: 'Kính mời bạn đọc.' }).doc, fromDay: plainDate('2026-11-01'), toDay: plainDate('2026-11-30'),
    sections: [{ heading: '', entries: [{ articleId: first, text: null, lead: true }] }, { heading: 'Làm thế nào', entries: [{ articleId: second, text: 'Bốn bước, không cần tiền mặt.', lead: false }] }], ...change };
};
const composed = async (change: Partial<IssueContent> = {}): Promise<Id> => { const one = await content(change); return composer.run((a) => startIssue(a, { newsletterId: newsletter, content: one })); };
const approved = async (id: Id) => { await composer.run((a) => submitIssue(a, which(id))); await editor.run((a) => approveIssue(a, which(id))); };
const published = async (change: Partial<IssueContent> = {}): Promise<Id> => { const id = await composed(change); await approved(id); await editor.run((a) => publishIssue(a, press, which(id))); return id; };
const state = async (id: Id) => (await issueRow(db, id))!.status;
const progress = async () => quotaInWords(progressOf(aimOf((await newsletterRow(db, newsletter))!), await cards(), today).quotas[0]!);

describe('a newsletter', () => {
  test('is named once in a unit, keeps its masthead, and closes for new issues', async () => {
    await assert.rejects(editor.run((a) => createNewsletter(a, { organisationId: commune, form: { ...form, name: 'bản tin cải cách  hành chính' } })), /đã có/);
    await assert.rejects(editor.run((a) => createNewsletter(a, { organisationId: commune, form: { ...form, name: 'Khác', channel: 'x' } })), /kênh phát hành/);
    const other = await editor.run((a) => createNewsletter(a, { organisationId: commune, form: { ...form, name: 'Bản tin Chuyển đổi số' } }));
    await editor.run((a) => editNewsletter(a, { newsletterId: other, rowVersion: 1, form: { ...form, name: 'Bản tin Xã số' } }));
    await assert.rejects(editor.run((a) => editNewsletter(a, { newsletterId: other, rowVersion: 1, form })), /vừa thay đổi/);
    await editor.run((a) => closeNewsletter(a, { newsletterId: other, rowVersion: null, open: false }));
    await assert.rejects(composer.run(async (a) => startIssue(a, { newsletterId: other, content: await content() })), /đã đóng/);
  });
});

describe('an issue', () => {
  test('has the next number of its year and of all, and no two have one', async () => {
    assert.deepEqual(await nextNumbers(db, (await newsletterRow(db, newsletter))!, 2026), { number: 1, overall: 13, lastDay: null }, 'twelve came out before this system');
    const id = await composed();
    await assert.rejects(composed({ number: 1, overall: 14 }), /đã có số 1/);
    await assert.rejects(composed({ number: 2, overall: 13 }), /tổng số 13/);
    assert.deepEqual((await candidates(db, { organisationIds: [commune], columnIds: [column], from: new Date('2026-11-01'), to: new Date('2026-12-01') })).map((one) => one.id).sort(), [first, second].sort());
    await composer.run((a) => discardIssue(a, which(id)));
    assert.equal((await nextNumbers(db, (await newsletterRow(db, newsletter))!, 2026)).number, 1, 'thrown away, its number is free again');
  });

  test('is approved by somebody else than who composed it, after what was wrong was put right', async () => {
    const id = await composed();
    await assert.rejects(editor.run((a) => publishIssue(a, press, which(id))), /chưa trình/);
    await composer.run((a) => submitIssue(a, which(id)));
    await assert.rejects(composer.run((a) => approveIssue(a, which(id))), /không tự duyệt/);
    await editor.run((a) => returnIssue(a, { ...which(id), reason: 'Lời nói đầu cần nhắc đường dây nóng' }));
    const seen = (await issueRow(db, id))!.row_version, again = await content({ number: (await issueRow(db, id))!.number, overall: (await issueRow(db, id))!.overall, title: 'Một cửa gần dân hơn' });
    await composer.run((a) => composeIssue(a, { issueId: id, rowVersion: seen, content: again }));
    await assert.rejects(composer.run((a) => composeIssue(a, { issueId: id, rowVersion: seen, content: again })), /vừa thay đổi/);
    await approved(id);
    assert.equal(await state(id), 'approved');
    await assert.rejects(composer.run((a) => composeIssue(a, { ...which(id), content: again })), /đã được duyệt/);
    await editor.run((a) => returnIssue(a, { ...which(id), reason: 'Đổi bài chính theo ý kiến mới' }));
    await composer.run((a) => discardIssue(a, which(id)));
  });

  test('who arranged it last may not approve it either', async () => {
    const id = await composed(), one = (await issueRow(db, id))!, mine = await content({ number: one.number, overall: one.overall });
    await editor.run((a) => composeIssue(a, { ...which(id), content: mine }));
    await composer.run((a) => submitIssue(a, which(id)));
    await assert.rejects(editor.run((a) => approveIssue(a, which(id))), /không tự duyệt/);
    await person('Võ Thị Ba').run((a) => approveIssue(a, which(id)));
    await person('Võ Thị Ba').run((a) => returnIssue(a, { ...which(id), reason: 'Thử lại từ đầu cho đúng' }));
    await composer.run((a) => discardIssue(a, which(id)));
  });

  test('published, it has its place, counts once with its page and its print as evidence, and waits to be sent', async () => {
    assert.equal(await progress(), '0/12 số năm 2026');
    const id = await published(), one = (await issueRow(db, id))!, made = (await deliverableView(db, one.deliverable_id!))!;
    assert.equal(await progress(), '1/12 số năm 2026');
    assert.deepEqual(await differingTotals(db), []);
    assert.deepEqual([made.status, made.product, made.evidence.map((item) => item.kind === 'file' ? item.sha256 : item.caption)], ['confirmed', 'newsletter', [`/x/${id}`, one.page_sha256, one.pdf_sha256]]);
    assert.equal((await publicItem(db, id))!.path, '/ban-tin/so-1-2026');
    assert.ok(Buffer.from(await files.read(one.pdf_sha256!)).toString('latin1').startsWith('%PDF-1.7'));
    assert.deepEqual(await printIssue(files, await issueToPrint(db, one, plainDate('2026-12-24'), press.origin)), new Uint8Array(await files.read(one.pdf_sha256!)), 'set again later it is the same print');
    assert.match(Buffer.from(await files.read(one.page_sha256!)).toString(), /Bốn bước, không cần tiền mặt/);
    assert.equal((await sql`select from newsletter_sendings where issue_id = ${id} and queued_at is null`.execute(db)).rows.length, 1);
    await assert.rejects(composer.run(async (a) => composeIssue(a, { ...which(id), content: await content() })), /đã phát hành/);
  });

  test('an article that is taken down is not on its page any more; what was printed stays', async () => {
    const { rows: [issue] } = await issueList(db, { organisationIds: [commune], states: ['published'] }), one = (await issueRow(db, issue!.id))!;
    const waiting = await composed();
    assert.equal((await issueList(db, { organisationIds: [commune] }, 1.3, 1)).page, 1, 'a page number that somebody typed');
    await composer.run((a) => submitIssue(a, which(waiting)));
    await editor.run((a) => withdrawArticle(a, { articleId: second, rowVersion: null, reason: 'Thông tin về phí đã thay đổi' }));
    const shown = await shownIssue(db, one, today);
    assert.deepEqual([...shown.articles.values()].map((each) => [each.title, each.live]).sort(), [['Một cửa mở thêm sáng thứ Bảy', true], ['Nộp phí bằng mã QR', false]]);
    assert.deepEqual(await printIssue(files, await issueToPrint(db, one, today, press.origin)), new Uint8Array(await files.read(one.pdf_sha256!)));
    await assert.rejects(editor.run((a) => approveIssue(a, which(waiting))), /“Nộp phí bằng mã QR”/, 'and one that has not gone out is held back');
    await editor.run((a) => returnIssue(a, { ...which(waiting), reason: 'Bỏ bài đã gỡ ra khỏi số này' }));
    await composer.run((a) => discardIssue(a, which(waiting)));
  });

  test('taken back, it says why, counts no more, and nobody else is written to', async () => {
    const { rows: [issue] } = await issueList(db, { organisationIds: [commune], states: ['published'] }), id = issue!.id;
    await assert.rejects(editor.run((a) => withdrawIssue(a, { ...which(id), reason: 'ngắn' })), /lý do thu hồi/);
    await editor.run((a) => withdrawIssue(a, { ...which(id), reason: 'Đăng nhầm số chưa sửa xong' }));
    assert.deepEqual([await state(id), await progress()], ['withdrawn', '0/12 số năm 2026']);
    assert.ok((await publicItem(db, id))!.withdrawn_at);
    assert.ok((await sql<{ stopped_at: Date }>`select stopped_at from newsletter_sendings where issue_id = ${id}`.execute(db)).rows[0]!.stopped_at);
    assert.equal((await issueCounts(db, [commune])).get('withdrawn'), 1);
  });

  test('taken back after a report had counted it, it stops counting when the report comes back', async () => {
    const sections = [{ heading: '', entries: [{ articleId: first, text: null, lead: true }] }], id = await published({ sections }), deliverableId = (await issueRow(db, id))!.deliverable_id!, report = t.newId();
    await t.run((a) => lockCounted(a, { reportId: report, deliverableIds: [deliverableId] }));
    assert.equal(await editor.run((a) => withdrawIssue(a, { ...which(id), reason: 'Có số liệu phải đính chính' })), 'noted');
    const uncount = newslettersJobs(null).find((job) => job.name === 'newsletters.uncount-withdrawn')!, context = { db, files, clock: standingClock(today), ids: randomIds(() => t.env.clock.now().getTime()), log: silentLog, attempt: 1 };
    await uncount.run({}, context);
    assert.equal((await deliverableView(db, deliverableId))!.status, 'locked');
    await t.run((a) => unlockCounted(a, { reportId: report, deliverableIds: [deliverableId] }));
    await uncount.run({}, context);
    assert.equal((await deliverableView(db, deliverableId))!.status, 'withdrawn');
  });
});

describe('when the unit is followed by another', () => {
  test('the newsletter and what is being composed go on with the successor, what came out stays', async () => {
    useSuccessionParts(articlesSuccession, newslettersSuccession);
    const sections = [{ heading: '', entries: [{ articleId: first, text: null, lead: true }] }], out = await published({ sections }), open = await composed({ sections }), column = (await articleRow(db, first))!.column_id;
    await t.run((a) => askSubscription(a, { organisationId: commune, address: 'an@xa.example', domain: 'xa.example', marked: (address) => address, targets: [{ kind: 'newsletter', id: newsletter, shard: shardOf(newsletter), name: 'Bản tin' }, { kind: 'column', id: column, shard: shardOf(column), name: 'Tin' }] }));
    const events = [{ line: 1, onDay: plainDate('2026-11-21'), citation: 'Nghị quyết số 9/NQ-HĐND', reason: '', kind: 'merge' as const, units: [commune, province.communes[1]!], into: { fresh: { name: 'UBND xã Mẫu Lớn' } } }];
    await t.on('2026-11-21').run((a) => reorganise(a, { events, scopeId: province.root, answers: () => ({ answers: noAnswers }) }));
    const to = (await newsletterRow(db, newsletter))!.organisation_id;
    assert.notEqual(to, commune);
    assert.deepEqual([(await issueRow(db, out))!.organisation_id, (await issueRow(db, open))!.organisation_id], [commune, to]);
    assert.deepEqual((await subscriptionsOfAddress(db, 'an@xa.example')).map((one) => one.organisation_id), [to, to], 'and readers with what they asked for, a column too');
  });
});
