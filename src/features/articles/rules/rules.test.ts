import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { escapeHtml } from '#kernel/escape-html.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { ownApproval, reasonOf } from './approval.ts';
import { articleHtml, finishedPage, type ShownArticle } from './article-html.ts';
import { changedParts, checkWhole, tidyContent, type ArticleContent } from './content.ts';
import { progressOf, quotaInWords, type QuotaCard } from './progress.ts';
import { readRichText } from './rich-text/index.ts';
import { afterVerb, ARTICLE_STATES, ARTICLE_VERBS, isLive, may, STATE_LABEL, TABS, type Standing } from './states.ts';

const ID = '0190aaaa-0000-7001-8000-000000000001' as Id, OTHER = '0190aaaa-0000-7001-8000-000000000002' as Id, SHA = 'a'.repeat(64);
const standing = fc.record({ status: fc.constantFrom(...ARTICLE_STATES), live_version: fc.option(fc.integer({ min: 1, max: 5 })) });
const content = (change: Partial<ArticleContent> = {}): ArticleContent => ({
  title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Từ tháng 11, Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', body: readRichText({ text: 'Người dân đi làm giờ hành chính nộp hồ sơ vào sáng thứ Bảy.' }).doc, cover: null,
  themes: [], leadId: null, coordinatingIds: [], language: 'vi', attachments: [], ...change,
});

describe('the states of an article', () => {
  it('every state has a label and stands on exactly one tab', () => {
    for (const state of ARTICLE_STATES) { assert.ok(STATE_LABEL[state].label); assert.equal(TABS.filter((tab) => (tab.states as readonly string[]).includes(state)).length, 1, state); }
  });
  it('nothing happens to a withdrawn article, and nothing is withdrawn that was never out', () => {
    for (const verb of ARTICLE_VERBS) for (const live of [null, 1]) assert.equal(afterVerb({ status: 'withdrawn', live_version: live }, verb), null);
    for (const status of ARTICLE_STATES) assert.equal(afterVerb({ status, live_version: null }, 'withdraw'), null);
  });
  it('goes out only after an approval, or by the emergency by-pass', () => {
    for (const status of ARTICLE_STATES) assert.equal(may({ status, live_version: null }, 'publish'), status === 'approved' || status === 'scheduled', status);
    assert.deepEqual(ARTICLE_STATES.filter((status) => may({ status, live_version: null }, 'bypass')), ['draft', 'submitted', 'returned']);
  });
  it('no text changes between the submission and the publication', () =>
    assert.deepEqual(ARTICLE_STATES.filter((status) => may({ status, live_version: 1 }, 'write')), ['draft', 'returned']));
  it('the first publication is "published", every later one "updated"; a dropped revision gives back what was out', () => fc.assert(fc.property(standing, (one: Standing) => {
    for (const verb of ['publish', 'bypass'] as const) { const after = afterVerb(one, verb); if (after) assert.equal(after, one.live_version === null ? 'published' : 'updated'); }
    const dropped = afterVerb(one, 'discard');
    if (dropped) assert.equal(dropped, one.live_version === 1 ? 'published' : 'updated');
  })));
  it('whatever is out can be withdrawn from every state', () => fc.assert(fc.property(standing, (one) => { assert.equal(may(one, 'withdraw'), isLive(one)); })));
});

describe('the approval', () => {
  const asked = { approver: ID, author: OTHER, submitter: OTHER, mayApproveOwn: false };
  it('is by somebody else than who wrote and who submitted', () => {
    assert.equal(ownApproval(asked), false);
    assert.throws(() => ownApproval({ ...asked, author: ID }), /không tự duyệt được/);
    assert.throws(() => ownApproval({ ...asked, submitter: ID }), /không tự duyệt được/);
  });
  it('is marked as one\'s own where the unit allows it', () => assert.equal(ownApproval({ ...asked, author: ID, mayApproveOwn: true }), true));
});

describe('what an article says', () => {
  it('is kept with a title alone, and refused field by field for what cannot be kept', () => {
    assert.equal(tidyContent(content({ summary: '', title: '  Một   cửa ' })).title, 'Một cửa');
    for (const [change, sentence] of [
      [{ title: ' ' }, /Chưa ghi tiêu đề/], [{ title: 'a'.repeat(201) }, /201 ký tự/], [{ summary: 'a'.repeat(601) }, /Tóm tắt dài/], [{ cover: { sha256: SHA, alt: ' ', credit: null } }, /lời mô tả/],
      [{ themes: Array.from({ length: 9 }, (_, index) => `chủ đề ${index}`) }, /8 chủ đề/], [{ body: { blocks: [{ kind: 'figure', file: SHA, alt: 'Ảnh', caption: [] }] } }, /ảnh không thuộc bài/],
    ] as const) assert.throws(() => tidyContent(content(change as Partial<ArticleContent>)), sentence);
  });
  it('holds nothing that cannot be stored or that turns the direction of reading, whatever was typed', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (typed) => {
    const evil = `Bài \u0000\u202e\ud800${typed}`, kept = tidyContent(content({ title: evil, summary: evil, themes: [evil], cover: { sha256: SHA, alt: evil, credit: evil }, attachments: [{ sha256: SHA, name: evil, size: 1, mediaType: 'text/plain' }] }));
    for (const text of [kept.title, kept.summary, ...kept.themes, kept.cover!.alt, kept.cover!.credit!, kept.attachments[0]!.name, reasonOf(`${evil} lý do đủ dài`, 'reason', 'x')]) {
      assert.ok(text.isWellFormed());
      assert.doesNotMatch(text, /[\u0000-\u001f\u007f\u202a-\u202e]/);
    }
  })));
  it('is submitted whole', () => {
    const { summary } = content(), body = readRichText({ text: 'chữ '.repeat(50) }).doc;
    assert.throws(() => checkWhole({ summary: '', body }), /Chưa có tóm tắt/);
    assert.throws(() => checkWhole({ summary, body: readRichText({ text: 'Ngắn quá' }).doc }), /quá ngắn/);
    assert.throws(() => checkWhole({ summary, body: { blocks: [...body.blocks, { kind: 'figure', file: SHA, alt: '', caption: [] }] } }), /chưa có lời mô tả/);
    checkWhole({ summary, body });
  });
  it('is compared part by part, whatever the order of keys that a database gives back', () => {
    const cover = { sha256: SHA, alt: 'Quầy Một cửa', credit: null };
    assert.deepEqual(changedParts(content({ cover }), content({ cover: { credit: null, alt: 'Quầy Một cửa', sha256: SHA } })), []);
    assert.deepEqual(changedParts(content(), content({ title: 'Khác', themes: ['Một cửa'] })), ['tiêu đề', 'chủ đề']);
  });
});

describe('the progress of a column', () => {
  const day = plainDate('2026-11-20');
  const card = (change: Partial<QuotaCard> = {}): QuotaCard => ({
    id: ID, itemId: ID, product: 'article', channel: 'portal', unit: 'tin, bài', periodFrom: plainDate('2026-11-01'), periodTo: plainDate('2026-11-30'), periodLabel: 'tháng 11/2026', due: plainDate('2026-11-30'),
    amount: 5, excused: 0, credited: 3, debt: 0, optional: false, title: 'Tin, bài', ...change,
  });
  const portal = { product: 'article', channel: 'portal', item_ids: [] };
  it('is what the running obligations say', () => assert.deepEqual(progressOf(portal, [card()], day).quotas.map(quotaInWords), ['3/5 tin, bài tháng 11/2026']));
  it('leaves out other products, other channels and, where tasks were chosen, other tasks', () => {
    assert.equal(progressOf(portal, [card({ product: 'video' }), card({ channel: 'social' })], day).quotas.length, 0);
    assert.equal(progressOf({ ...portal, item_ids: [OTHER] }, [card()], day).quotas.length, 0);
    assert.equal(progressOf({ ...portal, item_ids: [ID] }, [card({ channel: 'social' })], day).quotas.length, 1);
  });
  it('says what is owed from before, what was excused, and what is only followed', () => {
    const before = card({ id: OTHER, periodFrom: plainDate('2026-10-01'), periodTo: plainDate('2026-10-31'), debt: 2 });
    assert.equal(progressOf(portal, [card(), before], day).debt, 2);
    assert.equal(progressOf(portal, [card({ excused: 2 })], day).quotas[0]!.amount, 3);
    assert.deepEqual(progressOf(portal, [card({ amount: null, periodLabel: 'năm 2026' })], day).quotas.map(quotaInWords), ['3 tin, bài năm 2026 (theo dõi)']);
  });
});

describe('the page', () => {
  const shown = (change: Partial<ShownArticle['version']> = {}, article: Partial<ShownArticle['article']> = {}): ShownArticle => ({
    article: { id: ID, published_at: new Date('2026-11-20T02:00:00Z'), updated_at: null, ...article },
    version: { ...content(), change_note: null, number: 1, ...change }, column: 'Cải cách hành chính', names: { organisation: 'UBND xã Mẫu 1', lead: null, coordinating: [] },
  });
  it('says column, title, unit and the hour, once each', () => {
    const html = finishedPage(shown());
    for (const words of ['<h1>Một cửa mở thêm sáng thứ Bảy</h1>', 'UBND xã Mẫu 1', '09:00 20/11/2026', 'Cải cách hành chính']) assert.equal(html.split(words).length, 2, words);
    assert.doesNotMatch(html, /<script|style=/);
  });
  it('says what an update changed', () => {
    assert.match(articleHtml(shown({ change_note: 'Sửa giờ mở cửa' }, { updated_at: new Date('2026-11-21T02:00:00Z') }), String), /Cập nhật ngày 21\/11\/2026:<\/b> Sửa giờ mở cửa/);
  });
  it('no field writes a tag or an attribute of its own', () => fc.assert(fc.property(fc.string(), fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", '</title><script>'), (noise, attack) => {
    const evil = noise + attack, page = finishedPage({ ...shown({ title: evil, summary: evil, themes: [evil], change_note: evil, cover: { sha256: SHA, alt: evil, credit: evil }, attachments: [{ sha256: SHA, name: evil, size: 10, mediaType: 'text/plain' }] }, { updated_at: new Date(0) }), column: evil, names: { organisation: evil, lead: evil, coordinating: [evil] } });
    assert.doesNotMatch(page, /<script|<svg|<img src=x|onerror=alert\(1\)>/);
    assert.equal(page.split('<h1>').length, 2);
    assert.doesNotMatch(escapeHtml(evil), /[<>"']/);
  })));
});
