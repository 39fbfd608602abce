import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Id } from '#kernel/id.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { PAYLOADS } from '#test/support/attacks.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { people, PHOTO } from '#test/support/worked-province.ts';
import { approveArticle } from './actions/approve-article.ts';
import { createColumn } from './actions/keep-column.ts';
import { makePreview } from './actions/preview-links.ts';
import { publishArticle } from './actions/publish-article.ts';
import { reviseArticle } from './actions/revise-article.ts';
import { submitArticle } from './actions/submit-article.ts';
import { withdrawArticle } from './actions/withdraw-article.ts';
import { startArticle, writeDraft } from './actions/write-draft.ts';
import type { ArticleContent } from './rules/content.ts';
import { readRichText } from './rules/rich-text/index.ts';

const TEXT = 'Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc.';

describe('what readers get', () => {
  let db: Database, web: TestWeb, t: TestActing, column: Id, photo = '', paper = '', secret = '', cookie = '';
  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db);
    t = actingFor(db);
    const { communes: [commune] } = await smallProvince(t);
    await people(t, [{ userName: 'viet@songtra.example', name: 'Lê Thị Viết', at: commune!, roles: ['officer'] }]);
    cookie = `__Host-loa=${await cookieFor(db, web, 'viet@songtra.example')}`;
    const keep = async (bytes: Uint8Array, name: string): Promise<string> => { const prepared = await prepareFile(web.files, { bytes, name }); await t.run((a) => keepFile(a, commune!, prepared)); return prepared.sha256; };
    photo = await keep(PHOTO, 'mot-cua.jpg');
    paper = await keep(new TextEncoder().encode('Danh mục thủ tục niêm yết'), 'danh-muc.txt');
    secret = await keep(new TextEncoder().encode('Tệp của việc khác'), 'khac.txt');
    column = await t.run((a) => createColumn(a, { organisationId: commune!, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [] } }));
  });
  after(() => web.close());

  const content = (change: Partial<ArticleContent> = {}): ArticleContent => ({
    title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy hằng tuần.', body: readRichText({ text: TEXT }).doc, cover: { sha256: photo, alt: 'Quầy Một cửa', credit: null }, themes: [], leadId: null, coordinatingIds: [],
    language: 'vi', attachments: [{ sha256: paper, name: 'danh-muc.txt', size: 30, mediaType: 'text/plain' }], ...change,
  });
  const which = (articleId: Id) => ({ articleId, rowVersion: null });
  const written = (change: Partial<ArticleContent> = {}) => t.run((a) => startArticle(a, { columnId: column, content: content(change) }));
  const publish = async (id: Id) => { for (const verb of [submitArticle, approveArticle]) await t.run((a) => verb(a, which(id))); await t.run((a) => publishArticle(a, web.files, which(id))); await web.portal.followOnce(); };
  const get = (path: string, headers: Record<string, string> = {}) => fetch(web.origin + path, { headers, redirect: 'manual' });

  test('nothing before it is out, and nothing at an address that is none', async () => {
    const id = await written();
    for (const path of [`/x/${id}`, `/x/${id}/tep/${photo}`, '/x/01890000-0000-7001-8000-000000000001', '/x/khong-phai-ma', `/xem-thu/${'a'.repeat(43)}`, '/xem-thu/a']) assert.equal((await get(path)).status, 404, path);
  });

  test('the same page whoever asks, without script or cookie, with its files and no others', async () => {
    const id = await written();
    await publish(id);
    const stranger = await get(`/x/${id}`), official = await get(`/x/${id}`, { cookie }), html = await stranger.text();
    assert.deepEqual([stranger.status, stranger.headers.get('set-cookie'), await official.text()], [200, null, html]);
    assert.doesNotMatch(html, /<script|\/lam-viec\/./, 'nothing to edit with');
    assert.equal((await get(`/x/${id}`, { 'if-none-match': stranger.headers.get('etag')! })).status, 304, 'not sent again while it is the same');
    const picture = await get(`/x/${id}/tep/${photo}`), file = await get(`/x/${id}/tep/${paper}`);
    assert.deepEqual([picture.headers.get('content-type'), file.headers.get('content-disposition')?.startsWith('attachment')], ['image/webp', true]);
    assert.equal(await file.text(), 'Danh mục thủ tục niêm yết');
    assert.equal((await get(`/x/${id}/tep/${secret}`)).status, 404, 'a file of something else');
    await t.run((a) => withdrawArticle(a, { ...which(id), reason: 'Lịch làm việc đã thay đổi' }));
    await web.portal.followOnce();
    const gone = await get(`/x/${id}`);
    assert.equal(gone.status, 410);
    assert.match(await gone.text(), /đã được gỡ ngày 20\/11\/2026\.<\/b> Lý do: Lịch làm việc đã thay đổi/);
    assert.equal((await get(`/x/${id}/tep/${photo}`)).status, 404);
  });

  test('the version in hand by a preview link, while the live one stays', async () => {
    const id = await written(), token = 'T'.repeat(43);
    await publish(id);
    await t.run((a) => reviseArticle(a, which(id)));
    await t.run((a) => writeDraft(a, { ...which(id), content: content({ title: 'Một cửa mở cả ngày thứ Bảy' }), changeNote: 'Thêm buổi chiều' }));
    await t.run((a) => makePreview(a, { ...which(id), token }));
    const preview = await get(`/xem-thu/${token}`), html = await preview.text();
    assert.match(html, /<h1>Một cửa mở cả ngày thứ Bảy<\/h1>/);
    assert.match(html, /noindex/);
    assert.equal((await get(html.match(/src="(\/xem-thu\/[^"]+)"/)![1]!)).headers.get('content-type'), 'image/webp');
    assert.match(await (await get(`/x/${id}`)).text(), /<h1>Một cửa mở thêm sáng thứ Bảy<\/h1>/);
    assert.equal((await get(`/xem-thu/${'t'.repeat(43)}`)).status, 404);
  });

  test('no attack lives in any field: the page holds only our own tags', async () => {
    const OURS = new Set(['html', 'head', 'meta', 'title', 'link', 'body', 'aside', 'main', 'article', 'header', 'footer', 'section', 'p', 'b', 'h1', 'h2', 'h3', 'h4', 'time', 'figure', 'img', 'figcaption', 'div', 'ul', 'ol', 'li', 'a', 'nav', 'span', 'small', 'form', 'label', 'input', 'button', 'picture', 'source', 'cite', 'dl', 'dt', 'dd', 'strong', 'em', 'sub', 'sup', 'br', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'blockquote']);
    const short = (text: string) => `Bài ${text}`.slice(0, 150);
    for (let at = 0; at < PAYLOADS.length; at += 8) {
      const some = PAYLOADS.slice(at, at + 8), evil = short(some[0]!);
      const id = await written({
        title: evil, summary: `${some.map((one) => one.slice(0, 60)).join(' ').slice(0, 500)} đủ dài cho tóm tắt`, themes: some.map((one) => one.slice(0, 50)), cover: { sha256: photo, alt: short(some[1] ?? evil), credit: short(some[2] ?? evil) },
        attachments: [{ sha256: paper, name: some.join(' '), size: 1, mediaType: 'text/plain' }], body: readRichText({ html: `<p>${TEXT}</p>${some.map((one) => `<p>${one}</p><ul><li>${one}</li></ul>`).join('')}` }).doc,
      });
      await publish(id);
      const answer = await get(`/x/${id}`), html = await answer.text(), stack: DefaultTreeAdapterTypes.ChildNode[] = [...parse(html).childNodes];
      assert.equal(answer.status, 200, evil);
      for (let node = stack.pop(); node; node = stack.pop()) {
        if (!('tagName' in node)) continue;
        assert.ok(OURS.has(node.tagName), `<${node.tagName}> from ${evil}`);
        for (const { name, value } of node.attrs) {
          assert.doesNotMatch(name, /^on|^style$|^srcdoc$|^formaction$/, `${name} from ${evil}`);
          if (name === 'href' || name === 'src' || name === 'action') assert.match(value, /^(\/(?!\/)|https?:\/\/|mailto:|tel:|#noi-dung$)/, `${value} from ${evil}`);
        }
        stack.push(...node.childNodes);
      }
      const named = await get(`/x/${id}/tep/${paper}`);
      assert.equal(named.status, 200, 'whatever the file is called');
    }
  });
});
