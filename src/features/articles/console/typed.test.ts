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
import { people } from '#test/support/worked-province.ts';
import { writeDraft } from '../actions/write-draft.ts';
import { contentOf } from '../actions/write-draft.ts';
import { articlesForget } from '../jobs.ts';
import { articleRow, currentVersion } from '../store/rows.ts';

const FORM = '/lam-viec/tin-bai', FORM_ID = '11111111-2222-4333-8444-555555555555';

describe('what is typed and not saved', () => {
  let db: Database, web: TestWeb, t: TestActing, article: Id, cookies: string[] = [];
  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db);
    t = actingFor(db);
    const { communes: [commune, other] } = await smallProvince(t);
    await people(t, [
      { userName: 'viet@songtra.example', name: 'Lê Thị Viết', at: commune!, roles: ['officer'] }, { userName: 'duyet@songtra.example', name: 'Trần Văn Duyệt', at: commune!, roles: ['editor'] }, { userName: 'xa-khac@songtra.example', name: 'Người xã khác', at: other!, roles: ['officer'] },
    ]);
    for (const who of ['viet', 'duyet', 'xa-khac']) cookies.push(`__Host-loa=${await cookieFor(db, web, `${who}@songtra.example`)}`);
    article = (await sampleArticle(t, db, commune!, 'f'.repeat(64))).article;
  });
  after(() => web.close());
  const [WRITER, EDITOR, STRANGER] = [0, 1, 2];
  const page = async (path: string, who = WRITER): Promise<string> => (await fetch(web.origin + path, { headers: { cookie: cookies[who]! } })).text();
  const post = (path: string, fields: Record<string, string>, who = WRITER): Promise<Response> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return fetch(web.origin + path, { method: 'POST', headers: { cookie: cookies[who]!, origin: web.origin, accept: 'application/json' }, body, redirect: 'manual' });
  };
  const type = (change: Record<string, string> = {}, who = WRITER): Promise<Response> => post(`${FORM}/dang-viet`, { typedId: FORM_ID, article, _version: '1', title: 'Tiêu đề đang gõ', body: 'Chữ đang gõ dở dang', ...change }, who);
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
    for (let i = 0; i < 7; i++) await type({ typedId: `11111111-2222-4333-8444-55555555555${i}`, article: '', body: `Bài mới số ${i}` });
    assert.equal(await rows(), 5);
    const kept = /lay=([0-9a-f-]{36})/.exec(await page(`${FORM}/moi`))![1]!;
    assert.equal((await post(`${FORM}/dang-viet/${kept}/bo`, { _key: crypto.randomUUID() })).status, 303);
    assert.equal(await rows(), 4);
    await articlesForget.run({}, { db, files: web.files, clock: standingClock(plainDate('2099-01-01')), ids: randomIds(), log: silentLog, attempt: 1 });
    assert.equal(await rows(), 0);
  });
});
