import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { addEntry } from '#features/directory/actions/keep-entry.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { sampleArticle } from '#test/support/sample-article.ts';
import { printForm, samplePrint } from '#test/support/sample-print.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb } from '#test/support/web.ts';
import { people } from '#test/support/worked-province.ts';
import { approvePrint } from './actions/approve-print.ts';
import { publishPrint } from './actions/publish-print.ts';
import { submitPrint } from './actions/submit-print.ts';
import { withdrawPrint } from './actions/withdraw-print.ts';
import { startPrint } from './actions/write-print.ts';
import { printsPart } from './portal.tsx';
import { printRow } from './store/rows.ts';

const { db } = await testDb(), web = await startWeb(db, { today: '2026-11-20' }), t = actingFor(db, { today: '2026-11-20', seed: 71 }), province = await smallProvince(t, { departments: 0, communes: 2 }), [own, other] = province.communes as [never, never];
await people(actingFor(db, { today: '2026-11-20', seed: 72 }), [{ userName: 'lam@songtra.example', name: 'Lê Thị Làm', at: own, roles: ['officer'] }, { userName: 'khac@songtra.example', name: 'Người xã khác', at: other, roles: ['officer'] }]);
const cookies = { own: `__Host-loa=${await cookieFor(db, web, 'lam@songtra.example')}`, other: `__Host-loa=${await cookieFor(db, web, 'khac@songtra.example')}` };
const get = (path: string, who: 'own' | 'other' | null = 'own') => fetch(web.origin + path, { redirect: 'manual', headers: who ? { cookie: cookies[who] } : {} });
const photo = await prepareFile(web.files, { bytes: await sharp({ create: { width: 60, height: 40, channels: 3, background: '#7aa' } }).jpeg().toBuffer(), name: 'anh.jpg' });
await t.run((a) => keepFile(a, own, photo, { width: 60, height: 40 }));
after(() => web.close());

describe('the desk of designs', () => {
  test('opens the form filled in from an article that is out and a hotline, as far as the visitor may read them', async () => {
    const { article } = await sampleArticle(t, db, own, photo.sha256), words = async (path: string, who: 'own' | 'other' = 'own') => { const answer = await get(path, who); return [answer.status, await answer.text()] as const; };
    assert.equal((await words(`/lam-viec/an-pham/moi?tu=articles&id=${article}`))[0], 404, 'not out yet');
    const one = { articleId: article, rowVersion: null };
    await t.run((a) => submitArticle(a, one));
    await t.as(actorFor({ accountId: t.newId(), organisationId: own })).run(async (a) => { await approveArticle(a, one); await publishArticle(a, web.files, one); });
    const [status, text] = await words(`/lam-viec/an-pham/moi?tu=articles&id=${article}`);
    assert.equal(status, 200);
    assert.match(text, /Nội dung lấy từ bài “Một cửa mở thêm sáng thứ Bảy”/);
    assert.match(text, new RegExp(`name="link"[^>]*value="${web.origin}/x/${article}"`));
    assert.match(text, /Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy\./);
    assert.equal((await words(`/lam-viec/an-pham/moi?tu=articles&id=${article}`, 'other'))[0], 404);
    const line = await t.run((a) => addEntry(a, { organisationId: own, kind: 'hotline', typed: { number: '0255 3799 123', purpose: 'Phản ánh về thủ tục', answeredBy: 'Công chức trực' } }));
    const [, hotline] = await words(`/lam-viec/an-pham/moi?tu=directory&id=${line}`);
    assert.match(hotline, /value="0255 3799 123"/);
    assert.match(hotline, new RegExp(`name="link"[^>]*value="${web.origin}/[a-z0-9-]+/lien-he"`));
    assert.match((await words('/lam-viec/danh-ba'))[1], new RegExp(`an-pham/moi\\?tu=directory&amp;id=${line}">Làm áp phích`));
    assert.equal((await get('/lam-viec/an-pham?loc=da-phat-hanh&trang=1.3')).status, 200);
    for (const path of ['?tu=articles&id=x', `?tu=khong-co&id=${article}`, `?tu=procedures&id=${article}`]) assert.ok([200, 404].includes((await get(`/lam-viec/an-pham/moi${path}`)).status));
  });

  test('gives every shape as a file before it is out, nothing else, and to nobody of another unit', async () => {
    const id = await samplePrint(t, db, own);
    for (const [file, type] of [['doc.png', 'image/png'], ['ngang.svg', 'image/svg+xml'], ['a5.pdf', 'application/pdf']] as const) {
      const answer = await get(`/lam-viec/an-pham/${id}/tep/${file}`);
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, type]);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    }
    for (const file of ['doc.pdf', 'a4.png', 'led.png', 'doc.exe', 'gap-ba.pdf', 'x']) assert.equal((await get(`/lam-viec/an-pham/${id}/tep/${file}`)).status, 404, file);
    const shown = await t.run((a) => startPrint(a, { organisationId: own, form: printForm('procedure', { logo: photo.sha256 }) }));
    assert.match(await (await get(`/lam-viec/an-pham/${shown}/sua`)).text(), /class="print-kept" src="data:image\/webp/);
    assert.ok([403, 404].includes((await get(`/lam-viec/an-pham/${shown}/sua`, 'other')).status));
    assert.equal((await get('/lam-viec/an-pham/mau/led.png')).headers.get('content-type'), 'image/png');
    assert.equal((await get('/lam-viec/an-pham/mau/khong-co.png')).status, 404);
  });

  test('takes a picture only from who has sent it, and none that is not there, also for a look', async () => {
    const foreign = await prepareFile(web.files, { bytes: await sharp({ create: { width: 50, height: 40, channels: 3, background: '#a00' } }).jpeg().toBuffer(), name: 'rieng.jpg' });
    await t.run((a) => keepFile(a, other, foreign, { width: 50, height: 40 }));
    const send = async (path: string, fields: Record<string, string>) => { const answer = await fetch(web.origin + path, { method: 'POST', redirect: 'manual', headers: { cookie: cookies.own, origin: web.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) }); return [answer.status, await answer.text()] as const; };
    const typed = { kind: 'sentences', tone: 'indigo', title: 'Một cửa mở thêm sáng thứ Bảy', sentences: 'Một câu thôi.' }, picture = (text: string): string => /src="data:image\/png;base64,([^"]+)"/.exec(text)![1]!;
    const [, plain] = await send('/lam-viec/an-pham/xem-thu', typed), [, own_] = await send('/lam-viec/an-pham/xem-thu', { ...typed, 'picture-kept': photo.sha256 });
    assert.notEqual(picture(own_), picture(plain));
    for (const sha256 of [foreign.sha256, 'a'.repeat(64)]) {
      const [status, look] = await send('/lam-viec/an-pham/xem-thu', { ...typed, 'picture-kept': sha256, 'logo-kept': sha256 });
      assert.deepEqual([status, picture(look) === picture(plain)], [200, true]);
      await send('/lam-viec/an-pham/moi', { ...typed, 'picture-kept': sha256 });
      await assert.rejects(t.run((a) => startPrint(a, { organisationId: own, form: printForm('sentences', { content: { ...typed, picture: sha256 } }) })), /chọn lại ảnh/);
    }
    assert.ok(!JSON.stringify(await db.selectFrom('prints').select(['content', 'logo_sha256']).execute()).includes(foreign.sha256));
  });

  test('shows readers what is out, and says why when it is taken down', async () => {
    const which = { rowVersion: null }, id = await t.run(async (a) => {
      const made = await startPrint(a, { organisationId: own, form: printForm('led') });
      await submitPrint(a, web.files, { printId: made, ...which, origin: web.origin });
      return made;
    });
    const reader = async () => { web.portal.wake(); const answer = await get(`/x/${id}`, null); return [answer.status, await answer.text()] as const; };
    assert.equal((await reader())[0], 404, 'not out yet');
    const editor = t.as({ ...(await t.run(async (a) => a.by)), accountId: null, personName: 'Trần Văn Duyệt' });
    await editor.run(async (a) => { await approvePrint(a, web.files, { printId: id, ...which, origin: web.origin }); await publishPrint(a, web.files, { printId: id, ...which, origin: web.origin }); });
    const until = async (wanted: number): Promise<string> => { for (let tries = 0; tries < 100; tries++) { const [now, text] = await reader(); if (now === wanted) return text; await new Promise((resolve) => setTimeout(resolve, 100)); } return assert.fail(`the page goes on as if nothing had happened: not ${wanted}`); };
    const text = await until(200);
    assert.doesNotMatch(text, /dòng 1</);
    assert.equal((await printsPart.words!(db, [id])).get(id)?.trim(), 'Chữ LED\nNộp hồ sơ trực tuyến\nNhanh – đúng hạn – tại nhà');
    // byte by byte what was approved; and the root's gallery has it, said whose it is
    const { files: kept } = (await printRow(db, id))!, page = /rel="canonical" href="([^"]+)"/.exec(text)![1]!, bytes = Buffer.from(await (await fetch(`${page}/led.png`)).arrayBuffer());
    assert.equal(kept.find(({ type }) => type === 'png')!.sha256, createHash('sha256').update(bytes).digest('hex'));
    const gallery = await (await get('/an-pham', null)).text(), feed = await (await get('/feeds/an-pham.atom', null)).text(), path = new URL(page).pathname;
    assert.match(gallery, new RegExp(`<a href="${path}">Nộp hồ sơ trực tuyến`));
    assert.match(gallery, new RegExp(`<a href="${path.replace(/\/an-pham\/.*/, '')}">[^<]*Mẫu 1</a> · Chữ LED`));
    assert.match(feed, /<title>Nộp hồ sơ trực tuyến/);
    assert.match(await (await get('/', null)).text(), /id="an-pham-moi"[\s\S]*Nộp hồ sơ trực tuyến/);
    assert.match(text, /alt="Nộp hồ sơ trực tuyến\. Nhanh – đúng hạn – tại nhà\."/);
    await editor.run((a) => withdrawPrint(a, { printId: id, ...which, reason: 'Bảng LED đã tháo' }));
    assert.match(await until(410), /Bảng LED đã tháo/);
  });
});
