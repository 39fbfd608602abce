import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { createColumn } from './actions/keep-column.ts';
import { publishArticle } from './actions/publish-article.ts';
import { submitArticle } from './actions/submit-article.ts';
import { approveArticle } from './actions/approve-article.ts';
import { withdrawArticle } from './actions/withdraw-article.ts';
import { startArticle } from './actions/write-draft.ts';
import { checkLinks, type Round } from './check-links.ts';
import { EMPTY_CONTENT } from './rules/content.ts';
import { judge } from './rules/link-check.ts';
import { readRichText } from './rules/rich-text/index.ts';
import { linksOfArticle } from './store/links.ts';

describe('the night\'s round over links', () => {
  let db: Database, t: TestActing, files: FileStore, column: Id, server: Server, port = 0, status = 200, asked: string[] = [], offline = false;
  const round: Round = { articles: 100, perHost: 4, hosts: 2, pauseMs: 0, asking: {
    resolve: async (host) => { if (offline || host === 'mat.example') throw new Error('ENOTFOUND'); return ['127.0.0.1']; }, allowed: (address) => address === '127.0.0.1', timeoutMs: 2_000,
  } };
  const night = (day: string): Promise<number> => { const now = new Date(startOfDay(plainDate(day)).getTime() + 2 * 3_600_000); return checkLinks({ db, ids: randomIds(), clock: { now: () => now, today: () => plainDate(day) } }, round); };
  before(async () => {
    ({ db } = await testDb());
    t = actingFor(db);
    files = await openLocalFiles(tempFolder('links'));
    const { communes: [commune] } = await smallProvince(t);
    column = await t.run((a) => createColumn(a, { organisationId: commune!, form: { name: 'Tin xã', about: null, product: 'article', channel: 'portal', itemIds: [] } }));
    server = createServer((request, answer) => { asked.push(`${request.headers.host}${request.url}`); answer.writeHead(request.url === '/thay-doi' ? status : request.url === '/chuyen' ? 301 : 200, request.url === '/chuyen' ? { location: '/moi' } : {}).end(); }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    port = (server.address() as AddressInfo).port;
  });
  after(() => { server.closeAllConnections(); server.close(); });

  const published = async (hrefs: readonly string[]): Promise<Id> => {
    const html = `<p>Bài dài hơn hai mươi chữ để trình được, nói về thủ tục, lịch tiếp dân và nơi người dân hỏi thêm khi cần, xem các liên kết ở dưới đây nhé.</p>${hrefs.map((href) => `<p><a href="${href}">xem</a></p>`).join('')}`;
    const id = await t.run((a) => startArticle(a, { columnId: column, content: { ...EMPTY_CONTENT, title: `Bài có ${hrefs.length} liên kết`, summary: 'Bài có liên kết ra ngoài và vào trong.', body: readRichText({ html }).doc } })), which = { articleId: id, rowVersion: null };
    for (const verb of [submitArticle, approveArticle]) await t.run((a) => verb(a, which));
    await t.run((a) => publishArticle(a, files, which));
    return id;
  };
  const at = (path: string, host = 'trang.example'): string => `http://${host}:${port}${path}`;
  const states = async (id: Id): Promise<Record<string, string>> => Object.fromEntries((await linksOfArticle(db, id)).map((row) => [row.href.replace(/^http:\/\/[^/]+/, ''), row.state]));
  const told = async (id: Id): Promise<number> => (await sql<{ n: number }>`select count(*)::integer as n from audit_events where row_id = ${id} and verb = 'articles.links-broken'`.execute(db)).rows[0]!.n;

  test('finds what is there, what moved and what is gone, inside by the database, and tells of each once', async () => {
    const other = await published([at('/a')]), id = await published([at('/co'), at('/chuyen'), at('/thay-doi'), `/x/${other}`, '/x/01890000-0000-7001-8000-000000000001', '/tin-bai']);
    status = 404;
    assert.equal(await night('2026-11-21'), 2);
    assert.deepEqual(await states(id), { '/co': 'ok', '/chuyen': 'moved', '/thay-doi': 'broken', [`/x/${other}`]: 'ok', '/x/01890000-0000-7001-8000-000000000001': 'broken', '/tin-bai': 'ok' });
    assert.equal(await told(id), 1);
    assert.equal(await night('2026-11-22'), 0, 'told once');
    status = 200;
    await t.run((a) => withdrawArticle(a, { articleId: other, rowVersion: null, reason: 'Nội dung đã cũ, có bài thay' }));
    assert.equal(await night('2026-11-23'), 1, 'the article it pointed to was taken down');
    assert.deepEqual([(await states(id))['/thay-doi'], (await states(id))[`/x/${other}`]], ['ok', 'broken']);
    status = 410;
    assert.equal(await night('2026-11-24'), 1, 'broken again is news again');
    status = 200;
  });

  test('never spends its round on articles that name only telephones and mailboxes', async () => {
    for (let i = 0; i < 2; i++) await published(['tel:02553822000', 'mailto:motcua@songtra.example']);
    const id = await published([at('/sau-cung')]), one: Round = { ...round, articles: 1 };
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']) await checkLinks({ db, ids: randomIds(), clock: { now: () => startOfDay(plainDate(day)), today: () => plainDate(day) } }, one);
    assert.deepEqual(await states(id), { '/sau-cung': 'ok' });
    await t.run((a) => withdrawArticle(a, { articleId: id, rowVersion: null, reason: 'Nội dung đã cũ, có bài thay' }));
  });

  test('asks one host for so many pages a night and no more', async () => {
    const id = await published(Array.from({ length: 8 }, (_, i) => at(`/so-${i}`, 'mot-noi.example')));
    asked = [];
    await night('2026-11-25');
    assert.equal(asked.filter((one) => one.startsWith('mot-noi.example')).length, 4);
    assert.equal(Object.keys(await states(id)).length, 4, 'the rest is simply not known yet');
  });

  test('believes nobody broken when the machine itself is cut off, and a silent host only after two nights', async () => {
    const id = await published([at('/con-do', 'dung.example'), at('/het', 'mat.example')]);
    offline = true;
    assert.equal(await night('2026-11-26'), 0);
    assert.deepEqual(await states(id), {}, 'nothing was learnt');
    offline = false;
    await night('2026-11-27');
    assert.deepEqual(await states(id), { '/con-do': 'ok', '/het': 'unclear' });
    offline = true;
    await night('2026-11-28');
    assert.deepEqual(await states(id), { '/con-do': 'ok', '/het': 'unclear' }, 'as it was');
    offline = false;
    assert.equal(await night('2026-11-29'), 1);
    assert.equal((await states(id))['/het'], 'broken');
  });
});

test('a fault of a server is no broken link on its first night, a closed door never is', () => {
  const now = new Date('2026-11-21T02:00:00Z'), next = new Date('2026-11-22T02:00:00Z'), answered = (status: number) => ({ kind: 'answered' as const, status, moved: null });
  const first = judge(answered(503), null, now);
  assert.deepEqual([first.state, judge(answered(503), first, next).state, judge(answered(200), first, next)], ['unclear', 'broken', { state: 'ok', note: null, broken_since: null }]);
  for (const status of [401, 403, 405, 429]) assert.equal(judge(answered(status), null, now).state, 'ok', String(status));
  assert.equal(judge({ kind: 'barred' }, first, next).state, 'unclear');
});
