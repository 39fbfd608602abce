import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { Id } from '#kernel/id.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { PAYLOADS } from '#test/support/attacks.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { sound } from '#test/support/sound.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { people } from '#test/support/worked-province.ts';
import { declineContribution } from './actions/answer-contribution.ts';
import { approveArticle } from './actions/approve-article.ts';
import { createColumn } from './actions/keep-column.ts';
import { publishArticle } from './actions/publish-article.ts';
import { returnArticle } from './actions/return-article.ts';
import { reviseArticle } from './actions/revise-article.ts';
import { sendContribution } from './actions/send-contribution.ts';
import { submitArticle } from './actions/submit-article.ts';
import { takeOver } from './actions/take-over.ts';
import { withdrawArticle } from './actions/withdraw-article.ts';
import { contentOf, startArticle, writeDraft } from './actions/write-draft.ts';
import { safeFileName, type ArticleContent } from './rules/content.ts';
import { readRichText } from './rules/rich-text/index.ts';
import { articleRow, currentVersion } from './store/rows.ts';

const TEXT = 'Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc.';

test('a file is called by its last name alone: no folder, nothing unseen, no end that runs', () => {
  assert.deepEqual([
    ['../../etc/passwd', 'text/plain'], ['C:\\Windows\\system32\\danh-muc.pdf', 'application/pdf'], ['bảng giá\u202egnp.exe', 'image/png'], ['a\u0000b\u0007\r\nc.pdf', 'application/pdf'], ['trang.html', 'text/plain'], ['.htaccess', 'text/plain'], ['\u200b\u2066', 'text/plain'], ['x"; filename=y.docx', 'application/zip'], ['hinh.svg', 'text/plain'],
  ].map(([name, type]) => safeFileName(name!, type!)), ['passwd', 'danh-muc.pdf', 'bảng giágnp.exe.png', 'ab c.pdf', 'trang.html.txt', 'htaccess', 'tep', 'x_; filename=y.docx', 'hinh.svg.txt']);
  assert.ok(safeFileName(`${'dài '.repeat(200)}.pdf`, 'application/pdf').length <= 200);
});

describe('attacks in every field that people fill in', () => {
  let db: Database, web: TestWeb, t: TestActing, commune: Id, other: Id, photo = '', cookie = '', otherCookie = '';
  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db);
    t = actingFor(db);
    ({ communes: [commune, other] } = await smallProvince(t) as unknown as { communes: [Id, Id] });
    await people(t, [{ userName: 'viet@songtra.example', name: 'Lê Thị Viết', at: commune, roles: ['editor', 'officer'] }, { userName: 'xa-khac@songtra.example', name: 'Người gửi', at: other, roles: ['officer'] }]);
    cookie = `__Host-loa=${await cookieFor(db, web, 'viet@songtra.example')}`;
    otherCookie = `__Host-loa=${await cookieFor(db, web, 'xa-khac@songtra.example')}`;
    photo = (await upload('anh.jpg', await withPlace())).id!;
  });
  after(() => web.close());

  /** A photograph that says where and with what it was taken. */
  const withPlace = async (): Promise<Uint8Array> => new Uint8Array(await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2f6fa8' } }).withExif({ IFD0: { Make: 'MAYCHUPBIMAT', Copyright: 'Nguyen Van Chup' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 7/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 48/1 0/1' } }).jpeg().toBuffer());
  const upload = async (name: string, bytes: Uint8Array, who = cookie): Promise<{ status: number; id?: string; message?: string }> => {
    const body = new FormData();
    body.append('file', new File([Buffer.from(bytes)], name));
    const answer = await fetch(`${web.origin}/lam-viec/tep`, { method: 'POST', headers: { cookie: who, origin: web.origin, accept: 'application/json' }, body });
    return { status: answer.status, ...await answer.json() as object };
  };
  const get = async (path: string, who = cookie): Promise<Response> => { if (!who) await web.portal.followOnce(); return fetch(web.origin + path, { headers: who ? { cookie: who } : {} }); };

  /** A PNG of one bit a pixel, all of one colour: kilobytes that unfold to gigabytes. */
  function onePixelDeep(width: number, height: number): Uint8Array {
    const chunk = (type: string, data: Buffer): Buffer => { const body = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(body.length + 8); out.writeUInt32BE(data.length); body.copy(out, 4); out.writeUInt32BE(crc32(body), body.length + 4); return out; };
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.writeUInt8(1, 8);
    return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))), chunk('IEND', Buffer.alloc(0))]);
  }
  const which = (articleId: Id) => ({ articleId, rowVersion: null });

  test('pages that are served stay our own, to readers and in the console', async () => {
    const size = 20;
    for (let at = 0; at < PAYLOADS.length; at += size) {
      const some = PAYLOADS.slice(at, at + size), one = (index: number, most: number): string => { let words = 'Chữ'; for (let i = 0; i < size; i++) { const next = some[(index * 3 + i) % some.length]!; if (words.length + next.length < most) words += ` ${next}`; } return words; }, many = one(0, 900), short = one(1, 470);
      const column = await t.run((a) => createColumn(a, { organisationId: commune, form: { name: `${at} ${one(0, 100)}`, about: short, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'everybody' } } }));
      const content: ArticleContent = {
        title: one(1, 190), summary: `${one(2, 560)} đủ dài cho một tóm tắt`, themes: some.slice(0, 8).map((words) => words.slice(0, 60)), cover: { sha256: photo, alt: one(2, 250), credit: one(3, 250) }, leadId: null, coordinatingIds: [], language: 'vi',
        attachments: [{ sha256: photo, name: one(4, 150), size: 1, mediaType: 'image/jpeg' }], body: readRichText({ html: `<p>${TEXT}</p>${some.map((words) => `<p>${words}</p>`).join('')}` }).doc,
      };
      const id = await t.run((a) => startArticle(a, { columnId: column, content }));
      await t.run((a) => submitArticle(a, which(id)));
      await t.run((a) => returnArticle(a, { ...which(id), reason: `Lý do ${many}` }));
      sound(await (await get(`/lam-viec/tin-bai/${id}`)).text(), `returned, ${at}`);
      sound(await (await get(`/lam-viec/tin-bai/${id}/sua`)).text(), `form, ${at}`);
      const publish = async (): Promise<void> => { for (const verb of [submitArticle, approveArticle]) await t.run((a) => verb(a, which(id))); await t.run((a) => publishArticle(a, web.files, which(id))); };
      await publish();
      await t.run((a) => reviseArticle(a, which(id)));
      await t.run(async (a) => writeDraft(a, { ...which(id), content: contentOf(await currentVersion(a.tx, (await articleRow(a.tx, id))!)), changeNote: `Sửa ${short}` }));
      await publish();
      const out = await get(`/x/${id}`, '');
      assert.equal(out.status, 200, out.url);
      sound(await out.text(), `published with a note, ${at}`);
      sound(await (await get(`/lam-viec/tin-bai/${id}/so-sanh`)).text(), `compared, ${at}`);
      await t.run((a) => withdrawArticle(a, { ...which(id), reason: `Gỡ ${many}` }));
      const gone = await get(`/x/${id}`, '');
      assert.equal(gone.status, 410);
      sound(await gone.text(), `withdrawn, ${at}`);
      const sent = await t.run((a) => sendContribution(a, { fromId: other, columnId: column, material: { title: one(5, 190), body: content.body, attachments: content.attachments, note: many, obligationIds: [] } })), contribution = { contributionId: sent, rowVersion: null };
      for (const [path, who] of [[`/lam-viec/cong-tac/${sent}`, otherCookie], [`/lam-viec/hop-nhan-bai/${sent}`, cookie]] as const) { const answer = await get(path, who); assert.equal(answer.status, 200, path); sound(await answer.text(), `${path}, ${at}`); }
      if (at % 2) await t.run((a) => takeOver(a, web.files, contribution)); else await t.run((a) => declineContribution(a, { ...contribution, reason: `Không ${many}` }));
      sound(await (await get(`/lam-viec/cong-tac/${sent}`, otherCookie)).text(), `answered, ${at}`);
    }
    for (const path of ['/lam-viec/chuyen-muc', '/lam-viec/tin-bai?loc=da-go', '/lam-viec/tin-bai/moi', '/lam-viec/cong-tac?loc=hop-nhan', '/lam-viec/tin-bai/moi?lay=%22%3E%3Cscript%3E', '/lam-viec/cong-tac/moi']) sound(await (await get(path)).text(), path);
  });

  test('a photograph is shown without what the camera wrote into it', async () => {
    const bytes = await withPlace();
    assert.match(Buffer.from(bytes).toString('latin1'), /MAYCHUPBIMAT/);
    const column = await t.run((a) => createColumn(a, { organisationId: commune, form: { name: 'Ảnh', about: null, product: 'article', channel: 'portal', itemIds: [] } }));
    const id = await t.run((a) => startArticle(a, { columnId: column, content: { title: 'Bài có ảnh', summary: 'Bài có ảnh chụp tại quầy Một cửa.', themes: [], cover: { sha256: photo, alt: 'Quầy', credit: null }, leadId: null, coordinatingIds: [], language: 'vi', attachments: [], body: readRichText({ text: TEXT }).doc } }));
    for (const verb of [submitArticle, approveArticle]) await t.run((a) => verb(a, which(id)));
    await t.run((a) => publishArticle(a, web.files, which(id)));
    const html = await (await get(`/x/${id}`, '')).text(), pictures = [...html.matchAll(/(?:src|srcset)="([^"]*(?:anh|tep|picture|hinh)[^" ]*)/g)].map(([, src]) => src!.split(' ')[0]!);
    assert.ok(pictures.length > 0, 'the page shows the picture');
    for (const src of pictures) {
      const picture = Buffer.from(await (await get(src, '')).arrayBuffer()).toString('latin1');
      assert.ok(picture.length > 50, src);
      assert.doesNotMatch(picture, /MAYCHUPBIMAT|Nguyen Van Chup|Exif/, src);
    }
  });

  test('a file is taken from who has sent it, not from who knows its number; the same file sent by two units is that of both', async () => {
    const column = await t.run((a) => createColumn(a, { organisationId: commune, form: { name: 'Nhận bài', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'everybody' } } }));
    const secret = (await upload('ho-so-mat.jpg', new Uint8Array(await sharp({ create: { width: 30, height: 20, channels: 3, background: '#123456' } }).jpeg().toBuffer()))).id!;
    const send = async (body: string): Promise<{ status: number; html: string; files: string[] }> => {
      const form = new FormData();
      for (const [name, value] of [['typedId', crypto.randomUUID()], ['columnId', column], ['title', `Bài ${crypto.randomUUID()}`], ['body', body], ['had[]', `${secret}/mat.jpg`], ['keep[]', secret]] as const) form.append(name, value);
      const answer = await fetch(`${web.origin}/lam-viec/cong-tac/moi`, { method: 'POST', headers: { cookie: otherCookie, origin: web.origin }, body: form, redirect: 'manual' }), html = await answer.text(), id = /[0-9a-f-]{36}/.exec(answer.headers.get('location') ?? '')?.[0] as Id | undefined;
      return { status: answer.status, html, files: id ? (await db.selectFrom('article_contributions').select('attachments').where('id', '=', id).executeTakeFirstOrThrow()).attachments.map((one) => one.sha256) : [] };
    };
    const picture = `<figure><img data-file="${secret}" src="/anh/${secret}" alt="Ảnh"></figure>`;
    assert.deepEqual((({ status, files }) => [status, files])(await send(`<p>${TEXT}</p>`)), [303, []], 'its number is no right to it');
    assert.equal((await send(`<p>${TEXT}</p>${picture}`)).status, 422);
    await upload('anh-cua-toi.jpg', await web.files.read(secret), otherCookie);
    assert.deepEqual((({ status, files }) => [status, files])(await send(`<p>${TEXT}</p>${picture}`)), [303, [secret]], 'who has sent the same picture has it too');
  });

  test('a picture that would fill the machine\'s memory is refused in a sentence; so is one that browsers cannot show', async () => {
    const bomb = onePixelDeep(16_000, 8_000);
    assert.ok(bomb.length < 500_000, 'small to send');
    const refused = await upload('bom.png', bomb);
    assert.equal(refused.status, 413);
    assert.match(refused.message!, /128 triệu điểm ảnh, nhiều nhất 100 triệu\. Hãy thu nhỏ/);
    const body = new FormData();
    for (const [name, value] of Object.entries({ _key: crypto.randomUUID(), typedId: crypto.randomUUID(), title: 'Bài có ảnh điện thoại', body: 'Chữ đã gõ giữ nguyên', language: 'vi' })) body.append(name, value);
    body.append('attachments', new File([Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(200)])], 'IMG_1.heic'));
    const answer = await fetch(`${web.origin}/lam-viec/tin-bai/moi`, { method: 'POST', headers: { cookie, origin: web.origin }, body, redirect: 'manual' }), html = await answer.text();
    assert.equal(answer.status, 422);
    assert.match(html, /đổi sang JPEG/);
    assert.match(html, /Chữ đã gõ giữ nguyên/);
  });

  test('an upload that breaks off says so and shows what was kept while typing', async () => {
    const typed = new FormData();
    for (const [name, value] of Object.entries({ typedId: crypto.randomUUID(), article: '', title: 'Bài gửi bị đứt', body: 'Chữ đã gõ trước khi đứt mạng' })) typed.append(name, value);
    await fetch(`${web.origin}/lam-viec/tin-bai/dang-viet`, { method: 'POST', headers: { cookie, origin: web.origin, accept: 'application/json' }, body: typed });
    const cut = `--gioi\r\ncontent-disposition: form-data; name="title"\r\n\r\nBài gửi bị đứt\r\n--gioi\r\ncontent-disposition: form-data; name="cover"; filename="anh.jpg"\r\ncontent-type: image/jpeg\r\n\r\n\xff\xd8\xff`;
    const answer = await fetch(`${web.origin}/lam-viec/tin-bai/moi`, { method: 'POST', headers: { cookie, origin: web.origin, 'content-type': 'multipart/form-data; boundary=gioi' }, body: cut, redirect: 'manual' }), html = await answer.text();
    assert.equal(answer.status, 422);
    assert.match(html, /bị đứt giữa chừng[\s\S]*Có bản đang viết dở lúc \d\d:\d\d: “Bài gửi bị đứt”/);
  });
});
