import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import type { Id } from '#kernel/id.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { withdrawArticle } from '#features/articles/actions/withdraw-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';

describe('a shared link', () => {
  let db: Database, web: TestWeb, t: TestActing, column: Id, photo: string;
  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db);
    t = actingFor(db);
    const { communes: [commune] } = await smallProvince(t, { departments: 1, communes: 1 });
    const scene = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#d33b2f' } }).jpeg().toBuffer(), prepared = await prepareFile(web.files, { bytes: scene, name: 'canh.jpg' });
    photo = prepared.sha256;
    column = await t.run(async (a) => { await keepFile(a, commune!, prepared); return createColumn(a, { organisationId: commune!, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [] } }); });
  });
  after(() => web.close());

  const published = async (title: string, cover: string | null, language: 'vi' | 'en' = 'vi'): Promise<Id> => {
    const body = readRichText({ text: 'Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc nộp hồ sơ.' }).doc;
    const id = await t.run((a) => startArticle(a, { columnId: column, content: { title, summary: 'Bộ phận Một cửa nhận hồ sơ “cả sáng” thứ Bảy & Chủ nhật.', body, cover: cover ? { sha256: cover, alt: 'Quầy Một cửa', credit: null } : null, themes: [], leadId: null, coordinatingIds: [], language, attachments: [] } }));
    const which = { articleId: id, rowVersion: null };
    await t.run(async (a) => { await submitArticle(a, which); await approveArticle(a, which); });
    await t.run((a) => publishArticle(a, web.files, which));
    await web.portal.followOnce();
    return id;
  };
  /** What networks read of a page, as they read it. */
  const shared = async (id: Id): Promise<ReadonlyMap<string, string>> => {
    const html = await (await fetch(`${web.origin}/x/${id}`)).text(), plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
    return new Map([...html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g)].map(([, name, content]) => [name!, plain(content!)]));
  };
  const pixels = async (id: Id) => {
    const address = new URL((await shared(id)).get('og:image')!), answer = await fetch(web.origin + address.pathname);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/png']);
    const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer())).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [1200, 630]);
    const ground = (20 * 1200 + 40) * 3, at = (x: number, y: number) => [0, 1, 2].map((c) => data[(y * 1200 + x) * 3 + c]!);
    const word = (x: number, y: number) => at(x, y).some((value, c) => Math.abs(value - data[ground + c]!) > 0.4 * 255);
    const inked = (x0: number, x1: number, y0: number, y1: number): boolean => { for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) if (word(x, y)) return true; return false; };
    return { at, inked };
  };

  it('brings title, summary, canonical address and a picture of its own', async () => {
    const id = await published('Một cửa mở thêm sáng thứ Bảy', null), said = await shared(id);
    assert.deepEqual([said.get('og:title'), said.get('og:description'), said.get('og:type'), said.get('twitter:card'), said.get('og:image:alt')],
      ['Một cửa mở thêm sáng thứ Bảy', 'Bộ phận Một cửa nhận hồ sơ “cả sáng” thứ Bảy & Chủ nhật.', 'article', 'summary_large_image', 'Một cửa mở thêm sáng thứ Bảy']);
    assert.match(said.get('og:url')!, /^https?:\/\/[^/]+\/xa-mau-1\/tin-bai\/mot-cua-mo-them-sang-thu-bay$/);
    assert.match(said.get('og:image')!, new RegExp(`^https?://[^/]+/xa-mau-1/the/${id}\\.png$`));
    const card = await pixels(id);
    assert.ok(card.inked(80, 700, 140, 330) && card.inked(80, 500, 530, 600), 'title and organisation');
    assert.equal(card.inked(1100, 1200, 0, 630), false);
  });

  it('shows the item\'s own picture where the words leave room', async () => {
    const [r, g, b] = (await pixels(await published('Một cửa mở thêm sáng thứ Bảy', photo))).at(1150, 300);
    assert.ok(r! > 180 && g! < 90 && b! < 80, `${r} ${g} ${b}`);
  });

  it('keeps a title of two hundred letters inside its margins, with or without a picture', async () => {
    const long = 'Hướng dẫn nộp hồ sơ trực tuyến cấp lại giấy khai sinh, đăng ký thường trú và xác nhận tình trạng hôn nhân tại Trung tâm Phục vụ hành chính công cho người dân đi làm xa không về địa phương được';
    const card = await pixels(await published(long, photo));
    for (const [x0, x1, y0, y1] of [[1100, 1200, 0, 630], [30, 1200, 0, 50], [30, 1200, 600, 630], [30, 1100, 470, 515]] as const) assert.equal(card.inked(x0, x1, y0, y1), false, `${x0}-${x1} × ${y0}-${y1}`);
    assert.ok(card.inked(80, 1100, 140, 460));
  });

  it('also brings one from an English page', async () => {
    const id = await published('The one-stop shop opens on Saturday mornings', null, 'en');
    assert.equal((await shared(id)).get('og:locale'), 'en_GB');
    assert.ok((await pixels(id)).inked(80, 700, 140, 400));
  });

  it('has no picture any more once the item is withdrawn, and none at another unit\'s address', async () => {
    const id = await published('Bài sẽ gỡ', null);
    await pixels(id);
    assert.equal((await fetch(`${web.origin}/the/${id}.png`)).status, 404);
    await t.run((a) => withdrawArticle(a, { articleId: id, rowVersion: null, reason: 'Thông tin không còn đúng nữa' }));
    await web.portal.followOnce();
    assert.equal((await fetch(`${web.origin}/xa-mau-1/the/${id}.png`)).status, 404);
    assert.equal((await shared(id)).get('og:image'), undefined);
  });
});
