import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Database } from '#platform/db/tables.ts';
import { standingClock } from '#platform/clock.ts';
import { silentLog } from '#platform/log.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { sampleArticle } from '#test/support/sample-article.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { people, PHOTO } from '#test/support/worked-province.ts';
import { returnContribution } from '../actions/answer-contribution.ts';
import { createColumn, editColumn } from '../actions/keep-column.ts';
import { sendAgain, sendContribution } from '../actions/send-contribution.ts';
import { submitArticle } from '../actions/submit-article.ts';
import { takeOver } from '../actions/take-over.ts';
import { contentOf, startArticle, writeDraft } from '../actions/write-draft.ts';
import { articlesForget } from '../jobs.ts';
import { EMPTY_CONTENT } from '../rules/content.ts';
import { readRichText } from '../rules/rich-text/index.ts';
import { contributionRow } from '../store/contributions.ts';
import { articleRow, columnRow, currentVersion } from '../store/rows.ts';

const FORM = '/lam-viec/tin-bai', SENT = '/lam-viec/cong-tac', FORM_ID = '11111111-2222-4333-8444-555555555555';

describe('what is typed and not saved', () => {
  let db: Database, web: TestWeb, t: TestActing, article: Id, commune: Id, other: Id, division: Id, column: Id, cookies: string[] = [];
  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db);
    t = actingFor(db);
    const province = await smallProvince(t);
    [commune, other] = province.communes as [Id, Id];
    division = province.divisions[0]!;
    await people(t, [
      { userName: 'viet@songtra.example', name: 'Lê Thị Viết', at: commune, roles: ['officer'] }, { userName: 'duyet@songtra.example', name: 'Trần Văn Duyệt', at: commune, roles: ['editor'] }, { userName: 'xa-khac@songtra.example', name: 'Người xã khác', at: other, roles: ['officer'] },
      { userName: 'phong@songtra.example', name: 'Bùi Văn Phòng', at: division, roles: ['officer'] },
    ]);
    for (const who of ['viet', 'duyet', 'xa-khac', 'phong']) cookies.push(`__Host-loa=${await cookieFor(db, web, `${who}@songtra.example`)}`);
    ({ article, column } = await sampleArticle(t, db, commune, 'f'.repeat(64)));
  });
  after(() => web.close());
  const [WRITER, EDITOR, STRANGER, DIVISION] = [0, 1, 2, 3];
  const page = async (path: string, who = WRITER): Promise<string> => (await fetch(web.origin + path, { headers: { cookie: cookies[who]! } })).text();
  const post = (path: string, fields: Record<string, string | readonly string[]>, who = WRITER): Promise<Response> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return fetch(web.origin + path, { method: 'POST', headers: { cookie: cookies[who]!, origin: web.origin, accept: 'application/json' }, body, redirect: 'manual' });
  };
  const type = (change: Record<string, string> = {}, who = WRITER): Promise<Response> => post(`${FORM}/dang-viet`, { typedId: FORM_ID, subject: article, _version: '1', title: 'Tiêu đề đang gõ', body: 'Chữ đang gõ dở dang', ...change }, who);
  const rows = async (): Promise<number> => (await sql<{ n: number }>`select count(*)::integer as n from article_typed`.execute(db)).rows[0]!.n;
  const saved = async () => currentVersion(db, (await articleRow(db, article))!);

  test('is kept apart from the article, offered to its writer alone with the hour, and put back as it was', async () => {
    const before = await saved(), answer = await type();
    assert.equal(answer.status, 200);
    const { at, warning } = await answer.json() as { at: string; warning: null };
    assert.match(at, /^\d\d:\d\d$/);
    assert.equal(warning, null);
    assert.deepEqual(await saved(), before, 'the article is as it was');
    assert.equal((await articleRow(db, article))!.row_version, 1);
    assert.match(await page(`${FORM}/${article}/sua`), new RegExp(`Có bản đang viết dở lúc ${at}`));
    assert.doesNotMatch(await page(`${FORM}/${article}/sua`, EDITOR), /đang viết dở/);
    const back = await page(`${FORM}/${article}/sua?lay=${FORM_ID}`);
    assert.match(back, /Chữ đang gõ dở dang[\s\S]*/);
    assert.match(back, /value="Tiêu đề đang gõ"/);
    assert.doesNotMatch(await page(`${FORM}/${article}/sua?lay=${FORM_ID}`, EDITOR), /Chữ đang gõ/, 'nobody reads what another has in hand');
    await type({ body: 'Gõ thêm' });
    assert.equal(await rows(), 1, 'one form, one row');
    await type({ body: 'Của người khác' }, EDITOR);
    assert.match(await page(`${FORM}/${article}/sua?lay=${FORM_ID}`), /Gõ thêm/, 'and nobody writes over it');
  });

  test('of an article that somebody else saves meanwhile is warned of, shown with the difference, and lost on neither side', async () => {
    const version = await saved();
    await t.run(async (a) => writeDraft({ ...a, by: { ...a.by, personName: 'Trần Văn Duyệt' } }, { articleId: article, rowVersion: null, content: { ...contentOf(version), title: 'Tiêu đề của người thứ hai' } }));
    assert.match(String((await (await type({ body: 'Chữ của người thứ nhất' })).json() as { warning: string }).warning), /^Trần Văn Duyệt vừa lưu bài này/);
    assert.equal((await saved()).title, 'Tiêu đề của người thứ hai', 'autosave never writes over what was saved');
    assert.match(await page(`${FORM}/${article}/sua?lay=${FORM_ID}`), /name="_version" value="1"/, 'the form knows which version it was drawn from');
    const fields = { _key: crypto.randomUUID(), _version: '1', typedId: FORM_ID, title: 'Tiêu đề của tôi', summary: '', body: 'Chữ của người thứ nhất', language: 'vi' };
    const refused = await post(`${FORM}/${article}/sua`, fields), html = await refused.text();
    assert.equal(refused.status, 409);
    assert.match(html, /Chỗ khác nhau/);
    assert.match(html, /Tiêu đề của người thứ hai[\s\S]*Chữ của người thứ nhất/);
    assert.equal(await rows(), 1, 'what was typed stays until it is saved');
    const row = (await articleRow(db, article))!, done = await post(`${FORM}/${article}/sua`, { ...fields, _version: String(row.row_version), _key: crypto.randomUUID() });
    assert.equal(done.status, 303, await done.text());
    assert.deepEqual([(await saved()).title, await rows()], ['Tiêu đề của tôi', 0]);
  });

  test('is refused for an article of another unit, dropped when asked, bounded, and forgotten after a month', async () => {
    assert.equal((await type({ typedId: crypto.randomUUID() }, STRANGER)).status, 403);
    for (let i = 0; i < 7; i++) await type({ typedId: `11111111-2222-4333-8444-55555555555${i}`, subject: '', body: `Bài mới số ${i}` });
    assert.equal(await rows(), 5);
    const kept = /lay=([0-9a-f-]{36})/.exec(await page(`${FORM}/moi`))![1]!;
    assert.equal((await post(`${FORM}/dang-viet/${kept}/bo`, { _key: crypto.randomUUID() })).status, 303);
    assert.equal(await rows(), 4);
    await articlesForget.run({}, { db, files: web.files, clock: standingClock(plainDate('2099-01-01')), ids: randomIds(), log: silentLog, attempt: 1 });
    assert.equal(await rows(), 0);
  });

  const key = () => ({ _key: crypto.randomUUID() }), TEXT = 'Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc.';
  const whole = () => ({ ...EMPTY_CONTENT, title: 'Một cửa thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', body: readRichText({ text: TEXT }).doc });
  const sentBack = (material: { readonly title: string }, from = other) => t.run(async (a) => {
    const id = await sendContribution(a, { fromId: from, columnId: column, material: { ...material, body: whole().body, attachments: [], note: null, obligationIds: [] } });
    await returnContribution(a, { contributionId: id, rowVersion: null, reason: 'Cần thêm số liệu của tháng' });
    return id;
  });

  test('stays before the eyes of who saves after a colleague has handed the article in', async () => {
    const id = await t.run((a) => startArticle(a, { columnId: column, content: whole() }));
    await t.run((a) => submitArticle(a, { articleId: id, rowVersion: null }));
    const refused = await post(`${FORM}/${id}/sua`, { ...key(), _version: '1', typedId: crypto.randomUUID(), title: 'Tiêu đề viết thêm', summary: '', body: 'Chữ viết thêm sau cùng', language: 'vi', lead: 'Cơ quan gõ sai' }), html = await refused.text();
    assert.equal(refused.status, 422, 'a wrong name is said first');
    assert.match(html, /Chữ viết thêm sau cùng/);
    const again = await post(`${FORM}/${id}/sua`, { ...key(), _version: '1', typedId: crypto.randomUUID(), title: 'Tiêu đề viết thêm', summary: '', body: 'Chữ viết thêm sau cùng', language: 'vi' }), shown = await again.text();
    assert.equal(again.status, 409);
    assert.match(shown, /Bài nay chờ duyệt, chưa lưu được phần bạn viết[\s\S]*Chỗ khác nhau[\s\S]*value="Tiêu đề viết thêm"/);
    assert.match(shown, />Chữ viết thêm sau cùng<\/textarea>/);
    const lay = /lay=([0-9a-f-]{36})/.exec(await page(`${FORM}/${id}`))![1]!;
    assert.match(await page(`${FORM}/${id}/sua?lay=${lay}`), /Chữ viết thêm sau cùng<\/textarea>/, 'and kept where no script sends anything');
    await post(`${FORM}/dang-viet/${lay}/bo`, { ...key(), back: id });
  });

  test('is kept for contributions too, put back, and forgotten once they are sent', async () => {
    const fields = { typedId: FORM_ID, columnId: column, title: 'Bài gửi dở', body: `${TEXT} Gõ dở.` };
    assert.equal((await post(`${SENT}/dang-viet`, { ...fields, subject: '' }, STRANGER)).status, 200);
    assert.match(await page(`${SENT}/moi`, STRANGER), /Có bản đang viết dở[^<]*Bài gửi dở/);
    assert.doesNotMatch(await page(`${FORM}/moi`, STRANGER), /Bài gửi dở/, 'and not among articles');
    assert.match(await page(`${SENT}/moi?lay=${FORM_ID}`, STRANGER), /value="Bài gửi dở"[\s\S]*Gõ dở\./);
    const done = await post(`${SENT}/moi`, { ...key(), ...fields }, STRANGER);
    assert.deepEqual([done.status, await rows()], [303, 0], await done.text());
    const photo = new FormData();
    photo.append('file', new File([Buffer.from(PHOTO)], 'anh.jpg'));
    const { id: sha256 } = await (await fetch(`${web.origin}/lam-viec/tep`, { method: 'POST', headers: { cookie: cookies[STRANGER]!, origin: web.origin, accept: 'application/json' }, body: photo })).json() as { id: string };
    await post(`${SENT}/dang-viet`, { ...fields, subject: '', body: `<p>${TEXT}</p><figure><img src="blob:x" data-file="${sha256}" alt="Quầy"></figure>` }, STRANGER);
    const put = /src=&quot;(\/lam-viec\/tin-bai\/anh\?tep=[0-9a-f]{64})&quot;/.exec(await page(`${SENT}/moi?lay=${FORM_ID}`, STRANGER))![1]!, picture = async (who: number) => (await fetch(web.origin + put, { headers: { cookie: cookies[who]! } })).status;
    assert.deepEqual([await picture(STRANGER), await picture(WRITER)], [200, 404], 'a picture comes back with the words, for the unit that sent it');
    await post(`${SENT}/dang-viet/${FORM_ID}/bo`, key(), STRANGER);
    const id = await sentBack({ title: 'Bài bị trả lại' });
    assert.equal((await post(`${SENT}/dang-viet`, { ...fields, subject: id }, EDITOR)).status, 403, 'nobody but the sender writes in it');
    await post(`${SENT}/dang-viet`, { ...fields, subject: id, _version: '2' }, STRANGER);
    assert.match(await page(`${SENT}/${id}/sua`, STRANGER), /Có bản đang viết dở/);
    assert.match(await page(`${SENT}/${id}/sua?lay=${FORM_ID}`, STRANGER), /name="_version" value="2"[\s\S]*Gõ dở\./);
    const dropped = await post(`${SENT}/dang-viet/${FORM_ID}/bo`, { ...key(), back: id }, STRANGER);
    assert.deepEqual([dropped.headers.get('location'), await rows()], [`${SENT}/${id}/sua`, 0]);
  });

  test('of a contribution that a colleague sent again first is shown with the difference, and what broke off on the way says so', async () => {
    const id = await sentBack({ title: 'Bài hai người sửa' }), before = (await contributionRow(db, id))!;
    const fields = { _version: String(before.row_version), typedId: FORM_ID, title: 'Sửa của tôi', body: `${TEXT} Số liệu của tôi.` };
    await t.run((a) => sendAgain(a, { contributionId: id, rowVersion: null, material: { title: 'Sửa của đồng nghiệp', body: before.body, attachments: [], note: null, obligationIds: [] } }));
    const refused = await post(`${SENT}/${id}/sua`, { ...key(), ...fields }, STRANGER), html = await refused.text();
    assert.equal(refused.status, 409);
    assert.match(html, /Chưa gửi được phần bạn viết[\s\S]*Chỗ khác nhau[\s\S]*Sửa của đồng nghiệp[\s\S]*value="Sửa của tôi"/);
    await t.run((a) => returnContribution(a, { contributionId: id, rowVersion: null, reason: 'Vẫn còn thiếu số liệu' }));
    const stale = await post(`${SENT}/${id}/sua`, { ...key(), ...fields }, STRANGER), now = /name="_version" value="(\d+)"/.exec(await stale.text())![1]!;
    assert.deepEqual([stale.status, now], [409, String((await contributionRow(db, id))!.row_version)], 'the next sending is drawn from what is there now');
    assert.equal((await post(`${SENT}/${id}/sua`, { ...key(), ...fields, _version: now }, STRANGER)).status, 303);
    for (const path of [`${SENT}/moi`, `${FORM}/moi`]) {
      const cut = await fetch(web.origin + path, { method: 'POST', headers: { cookie: cookies[STRANGER]!, origin: web.origin, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nNửa chừ', redirect: 'manual' });
      assert.equal(cut.status, 422);
      assert.match(await cut.text(), /bị đứt giữa chừng/, path);
    }
  });

  test('a draft that names a division, taken over from it, is saved again without another word', async () => {
    const mine = await t.run((a) => createColumn(a, { organisationId: other, form: { name: 'Tin xã bạn', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'everybody' } } }));
    const sent = await post(`${SENT}/moi`, { ...key(), typedId: FORM_ID, columnId: mine, title: 'Bài của phòng', body: TEXT }, DIVISION), id = sent.headers.get('location')!.split('/').at(-1) as Id;
    const made = await t.run((a) => takeOver(a, web.files, { contributionId: id, rowVersion: null }));
    const form = await page(`${FORM}/${made}/sua`, STRANGER), named = /name="coordinating"[^>]*value="([^"]+)"/.exec(form)![1]!;
    assert.equal(named, 'Phòng Văn hóa – Xã hội, UBND xã Mẫu 1');
    const saved = await post(`${FORM}/${made}/sua`, { ...key(), _version: '1', typedId: FORM_ID, columnId: mine, title: 'Bài của phòng', summary: '', body: TEXT, language: 'vi', coordinating: named }, STRANGER);
    assert.equal(saved.status, 303, await saved.text());
    assert.deepEqual((await currentVersion(db, (await articleRow(db, made))!)).coordinating_ids, [division]);
  });

  test('at the desk: a column shows how it stands and its articles alone; a page number that is none, words without their day and a closed task cost nothing', async () => {
    const list = await page(`${FORM}?loc=dang-viet&muc=${column}&trang=1.01`, EDITOR);
    assert.match(list, /Chuyên mục “Cải cách hành chính”[\s\S]*Không có định mức đang chạy[\s\S]*Xem mọi chuyên mục/);
    assert.match(list, new RegExp(`href="${FORM}\\?loc=da-dang&amp;muc=${column}"`), 'the tabs keep it');
    assert.doesNotMatch(list, /Bài của phòng/, 'and nothing of another column');
    for (const path of [`${FORM}?loc=dang-viet`, `${SENT}?loc=da-gui`]) for (const number of ['1.5', '-3', '1e9', 'x']) assert.equal((await fetch(`${web.origin}${path}&trang=${number}`, { headers: { cookie: cookies[WRITER]! } })).status, 200, number);
    assert.match(await page(`${FORM}?loc=ra-soat`, EDITOR), /Bài đến hạn rà soát[\s\S]*Chưa có bài nào ở đây/);
    const row = (await articleRow(db, article))!, care = await post(`${FORM}/${article}/theo-doi`, { ...key(), _version: String(row.row_version), reviewBy: '', withdrawOn: '', withdrawHour: '', withdrawWords: 'Hết thời hạn cuộc thi' }, EDITOR), said = await care.text();
    assert.equal(care.status, 422);
    assert.match(said, /Chưa ghi ngày tự gỡ[\s\S]*value="Hết thời hạn cuộc thi"/);
    const task = t.newId(), aim = { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [task] };
    await t.run((a) => editColumn(a, { columnId: column, rowVersion: null, form: aim }));
    const form = await page(`/lam-viec/chuyen-muc/${column}`, EDITOR), version = /name="_version" value="(\d+)"/.exec(form)![1]!;
    assert.match(form, new RegExp(`value="${task}" checked[\\s\\S]*Hiện không có việc nào đang chạy`));
    assert.equal((await post(`/lam-viec/chuyen-muc/${column}`, { ...key(), name: aim.name, product: aim.product, channel: aim.channel, about: 'Tin của xã', _version: version, 'items[]': task }, EDITOR)).status, 303);
    assert.deepEqual((await columnRow(db, column))!.item_ids, [task]);
    const late = await post(`/lam-viec/chuyen-muc/${column}`, { ...key(), name: 'Tên của người thứ hai', product: aim.product, channel: aim.channel, _version: version }, EDITOR), both = await late.text();
    assert.equal(late.status, 409);
    assert.match(both, /Bản người khác vừa lưu[\s\S]*Tin của xã[\s\S]*value="Tên của người thứ hai"/);
  });
});
