import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { firstWords, rootKindAt } from './kinds.ts';
import { PORTAL_PARTS } from '#app/portal-parts.ts';
import { routesOf } from '#app/registry.ts';
import { slugOf } from '#kernel/vietnamese.ts';
import { openAssets } from '#platform/http/assets.ts';
import { assetsDirectory } from '#app/assets-directory.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { standingClock } from '#platform/clock.ts';
import { silentLog } from '#platform/log.ts';
import { actingFor } from '#test/support/acting.ts';
import { breakable } from '#test/support/breakable.ts';
import { connect } from '#platform/db/connect.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { chooseHost, editSite } from '../actions/edit-site.ts';
import { openSite } from '../actions/open-site.ts';
import { placeItems } from '../actions/place-items.ts';
import { placeItem, withdrawItem, type ItemToPlace } from '../actions/place-item.ts';
import { tagOf, usePortalParts, type PortalPart } from '../portal-part.ts';
import { RESERVED } from '../rules/address.ts';
import { pathIn } from './frame.tsx';
import type { Language } from '#locales/index.ts';
import { itemAt, itemsOf, publicItem, siteOf, viewsOf } from '../store.ts';
import { mirror } from './mirror.ts';
import { nginxExample } from './nginx.ts';
import { sitesPortal } from './own-pages.tsx';
import { Portal } from './portal.ts';

const { address } = await testDb(), line = await breakable(address), { db, close } = connect(line.address, { max: 5, allowExitOnIdle: true });
const t = actingFor(db), province = await smallProvince(t, { communes: 3 }), [commune, other, third] = province.communes as [Id, Id, Id];

/** Holds up pages while they are being made. */
const slow: { wait: Promise<void>; each: number } = { wait: Promise.resolve(), each: 0 };

/** A noun with notices, so that the machinery is tried by itself. */
const notices: PortalPart = {
  noun: 'notices',
  pages: [
    { pattern: '/thong-bao', list: async () => ['/thong-bao'], async make(reading) {
      const { rows } = await itemsOf(reading.db, { organisationIds: [reading.site.organisation_id], noun: 'notices' });
      return { kind: 'html', title: 'Thông báo', tags: [tagOf.list(reading.site.organisation_id, 'notices')], content: rows.map((row) => `[${row.title}|${reading.at(row.path)}]`).join(' ') };
    }, feed: async (reading) => ({ title: 'Thông báo', items: (await itemsOf(reading.db, { organisationIds: [reading.site.organisation_id], noun: 'notices' })).rows, tags: [tagOf.list(reading.site.organisation_id, 'notices')] }) },
    { pattern: '/song-ngu/:slug', languages: ['vi', 'en'], async make(reading, { slug }) {
      const item = await itemAt(reading.db, reading.site.organisation_id, `/song-ngu/${slug}`);
      return item && { kind: 'html', title: item.title, item: item.id, tags: [tagOf.item(item.id)], content: item.summary };
    } },
    { pattern: '/thong-bao/:slug', languages: ['vi', 'en'], async make(reading, { slug }) {
      const item = await itemAt(reading.db, reading.site.organisation_id, `/thong-bao/${slug}`);
      if (slow.each) await new Promise((resolve) => setTimeout(resolve, slow.each));
      if (item && item.language !== reading.language) return { kind: 'moved', to: pathIn(reading, item.language, item.path), tags: [] };
      return item && { kind: 'html', title: item.title, item: item.id, tags: [tagOf.item(item.id)], status: item.withdrawn_at ? 410 : 200, content: item.withdrawn_at ? 'Đã gỡ' : item.summary };
    } },
  ],
  root: [{ pattern: '/cham.txt', async make(reading) {
    const { rows } = await itemsOf(reading.db, { noun: 'notices', organisationIds: [commune] });
    await slow.wait;
    return { kind: 'file', mediaType: 'text/plain', tags: [tagOf.list(commune, 'notices')], bytes: new TextEncoder().encode(rows.map((row) => row.title).join(' ')) };
  } }],
  dynamic: [{ path: '/tra-cuu', answer: async (reading, query) => ({ kind: 'html', title: 'Tra cứu', tags: [], content: `${query.get('q') ?? ''} ${(await itemsOf(reading.db, { noun: 'notices' })).total}` }) }],
  menu: [{ path: '/thong-bao', label: { vi: 'Thông báo', en: 'Notices' }, order: 1, present: async ({ db, site, language }) => (await itemsOf(db, { organisationIds: [site.organisation_id], noun: 'notices', language })).total > 0 }],
};
let web: TestWeb;

const noticeIds = new Map<string, Id>();
const put = async (organisationId: Id, title: string, summary = 'Nội dung', language: Language = 'vi') => {
  const id = noticeIds.get(title) ?? t.newId(), slug = slugOf(title);
  noticeIds.set(title, id);
  const path = await t.run((a) => placeItem(a, { id, noun: 'notices', organisationId, wanted: `/thong-bao/${slug}`, language, title, summary, picture: null, collectionId: null }));
  await web.portal.followOnce();
  return { id, path };
};
const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(web.origin + path, { redirect: 'manual', headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('public pages', () => {
  before(async () => { web = await startWeb(db); usePortalParts(sitesPortal, notices); });
  after(async () => { usePortalParts(...PORTAL_PARTS); await web.close(); await close(); await line.end(); });

  test('an installation without any organisation has a front page that leads to work', async () => {
    const { db: empty } = await testDb(), fresh = await startWeb(empty);
    try {
      const answer = await fetch(`${fresh.origin}/`);
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /href="\/lam-viec"/);
    } finally { await fresh.close(); usePortalParts(sitesPortal, notices); }
  });

  test('what is published stands at its address, its short one and in its list at once; what changes is made again; what is taken down answers 410', async () => {
    const { id, path } = await put(commune, 'A1', 'Lần đầu');
    assert.equal(path, '/thong-bao/a1');
    const kept = web.portal.pages.get('/xa-mau-1/thong-bao/a1');
    assert.ok(kept, 'written at publication, before anybody asks');
    assert.match((await read('/xa-mau-1/thong-bao/a1')).text, /Lần đầu/);
    assert.equal((await read(`/x/${id}`)).text, (await read('/xa-mau-1/thong-bao/a1')).text);
    assert.match((await read('/xa-mau-1/thong-bao')).text, /\[A1\|\/xa-mau-1\/thong-bao\/a1\]/);
    assert.match((await read('/xa-mau-1/feeds/thong-bao.atom')).text, /<title>A1<\/title>/);

    await put(commune, 'A1', 'Lần hai');
    assert.match((await read('/xa-mau-1/thong-bao/a1')).text, /Lần hai/);
    await put(commune, 'A2');
    assert.match((await read('/xa-mau-1/thong-bao')).text, /A2.*A1/);

    await t.run((a) => withdrawItem(a, { id }));
    await web.portal.followOnce();
    for (const address of ['/xa-mau-1/thong-bao/a1', `/x/${id}`]) { const gone = await read(address); assert.equal(gone.status, 410); assert.match(gone.text, /Đã gỡ/); }
    assert.doesNotMatch((await read('/xa-mau-1/thong-bao')).text, /A1/);
    assert.doesNotMatch((await read('/xa-mau-1/feeds/thong-bao.json')).text, /A1/);
  });

  test('sent again only when it changed, compressed, without a script, a cookie or a look at who reads', async () => {
    await put(commune, 'B1', 'Một đoạn dài '.repeat(60));
    const first = await read('/xa-mau-1/thong-bao/b1'), etag = first.headers.get('etag')!;
    assert.equal((await read('/xa-mau-1/thong-bao/b1', { 'if-none-match': etag })).status, 304);
    assert.equal((await read('/xa-mau-1/thong-bao/b1', { 'if-none-match': '"khac"' })).status, 200);
    assert.equal(first.headers.get('set-cookie'), null);
    assert.equal((await read('/xa-mau-1/thong-bao/b1', { cookie: 'loa=bat-ky; __Host-loa=khac' })).text, first.text);
    assert.doesNotMatch(first.text, /<script(?! type="application\/ld\+json")/);
    assert.match(first.headers.get('content-security-policy')!, /default-src 'none'/);
    const feed = await read('/xa-mau-1/feeds/thong-bao.atom'), since = feed.headers.get('last-modified')!;
    assert.equal((await read('/xa-mau-1/feeds/thong-bao.atom', { 'if-modified-since': since })).status, 304);
    const packed = await new Promise<Buffer>((resolve, reject) => request(`${web.origin}/xa-mau-1/thong-bao/b1`, { headers: { 'accept-encoding': 'gzip, br' } }, (response) => {
      assert.equal(response.headers['content-encoding'], 'br');
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject).end());
    assert.equal(brotliDecompressSync(packed).toString(), first.text);
    assert.equal((await fetch(`${web.origin}/xa-mau-1/thong-bao/b1`, { method: 'HEAD' })).status, 200);
    const missing = await read('/xa-mau-1/khong-co'), named = await read('/xa-mau-1/thong-bao/b1?utm=1');
    assert.equal(missing.status, 404);
    assert.match(missing.text, /Xã Mẫu 1/, 'in the frame of its site');
    assert.equal(named.text, first.text);
  });

  test('an item in English stands at its English address everywhere: its finished page, feeds, site map, short address', async () => {
    const { id } = await put(commune, 'B3', 'In English', 'en');
    assert.ok(web.portal.pages.get('/xa-mau-1/en/thong-bao/b3'), 'written at publication');
    assert.equal(web.portal.pages.get('/xa-mau-1/thong-bao/b3'), undefined);
    assert.match((await read('/xa-mau-1/feeds/thong-bao.json')).text, /"url": "http[^"]*\/xa-mau-1\/en\/thong-bao\/b3"/);
    assert.match((await read('/xa-mau-1/feeds/thong-bao.atom')).text, new RegExp(`<id>urn:uuid:${id}</id>.*href="http[^"]*/xa-mau-1/en/thong-bao/b3"`));
    assert.match((await read('/xa-mau-1/sitemap-1.xml')).text, /<loc>[^<]*\/xa-mau-1\/en\/thong-bao\/b3<\/loc>/);
    assert.match((await read(`/x/${id}`)).text, /<html lang="en">/);
    assert.deepEqual([(await read('/xa-mau-1/thong-bao/b3')).headers.get('location')], ['/xa-mau-1/en/thong-bao/b3']);
    await t.run((a) => withdrawItem(a, { id }));
    await web.portal.followOnce();
  });

  test('the short address of what has pages in two languages stands for the one in its own, whichever was opened last', async () => {
    const id = t.newId();
    await t.run((a) => placeItem(a, { id, noun: 'others', organisationId: commune, wanted: '/song-ngu/a', language: 'vi', title: 'Song ngữ', summary: '', picture: null, collectionId: null }));
    await web.portal.followOnce();
    assert.match((await read('/xa-mau-1/en/song-ngu/a')).text, /<html lang="en">/);
    assert.match((await read(`/x/${id}`)).text, /<html lang="vi">/);
    await t.run((a) => withdrawItem(a, { id }));
    await web.portal.followOnce();
  });

  test('however an address is written, it leads to the one page and never to another host', async () => {
    await put(commune, 'B4');
    for (const [asked, leads] of [['/xa-mau-1/thong-bao/b4/', '/xa-mau-1/thong-bao/b4'], ['//xa-mau-1///thong-bao/b4', '/xa-mau-1/thong-bao/b4'], ['/XA-MAU-1/Thong-Bao/B4?a=1', '/xa-mau-1/thong-bao/b4?a=1'], [encodeURI('/xã-mẫu-1/thông-báo/b4'), '/xa-mau-1/thong-bao/b4'], [encodeURI('/xã-mẫu-1/thông-báo/b4'.normalize('NFD')), '/xa-mau-1/thong-bao/b4']] as const) {
      const answer = await read(asked);
      assert.deepEqual([answer.status, answer.headers.get('location')], [301, leads], asked);
    }
    for (const asked of ['//evil.example/', '//evil.example/%2e%2e', '/%5Cevil.example/', '/%2F%2Fevil.example//', '/xa-mau-1//evil.example/']) assert.doesNotMatch((await read(asked)).headers.get('location') ?? '/', /^(?:\/\/|\/?\\|https?:)/, asked);
    for (const asked of ['/xa-mau-1/thong-bao/b4%00', '/%00', '/%2e%2e/%2e%2e/etc/passwd', `/${'a'.repeat(6000)}`, '/%E0%A4%A', '/xa-mau-1/thong-bao/%F0%9F', '/x/khong-phai', '/anh/abc-720.jpg', "/xa-mau-1/thong-bao/'%3B--"]) assert.equal((await read(asked)).status, 404, asked);
  });

  test('with the first item of a noun its entry comes into the menu of every page of the site, with the last one it goes', async () => {
    const about = '/xa-mau-2/tro-nang', here = /<a href="\/xa-mau-2\/thong-bao"/;
    await t.run((a) => openSite(a, { organisationId: other }));
    await web.portal.followOnce();
    assert.doesNotMatch((await read(about)).text, here);
    const { id } = await put(other, 'B5');
    assert.match(web.portal.pages.body(web.portal.pages.get(about)!, null)!.toString(), here);
    const before = web.portal.pages.get('/xa-mau-2/sitemap.xml');
    await put(other, 'B6');
    assert.equal(web.portal.pages.get('/xa-mau-2/sitemap.xml'), before);
    for (const one of [id, noticeIds.get('B6')!]) await t.run((a) => withdrawItem(a, { id: one }));
    await web.portal.followOnce();
    assert.doesNotMatch(web.portal.pages.body(web.portal.pages.get(about)!, null)!.toString(), here);
    assert.doesNotMatch((await read('/xa-mau-2/so-do-trang')).text, here);
  });

  test('a change on very many pages holds nobody up: what is asked for is made at once, the others follow, also after a stop in the middle', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loa-pages-')), names = Array.from({ length: 20 }, (_, index) => `Nhiều ${index}`);
    after(() => rmSync(folder, { recursive: true, force: true }));
    const env = { db, files: web.files, clock: standingClock(plainDate('2026-11-20')), mode: 'real' as const, log: silentLog, folder, build: 'n', origin: () => 'https://lamgiang.example', https: false };
    const portal = new Portal(env);
    await portal.prepare();
    const items = names.map((title): ItemToPlace => ({ id: t.newId(), noun: 'notices', organisationId: commune, wanted: `/thong-bao/${slugOf(title)}`, language: 'vi', title, summary: '', picture: null, collectionId: null }));
    await t.run((a) => placeItems(a, { organisationId: commune, prefix: '/thong-bao/', items }));
    const addresses = items.map(({ wanted }) => `/xa-mau-1${wanted}`), shown = (from: Portal, address: string): boolean => /Khẩu hiệu mới/.test(from.pages.body(from.pages.get(address)!, null)!.toString());
    while (portal.pages.outdated.size || !portal.pages.get(addresses[0]!)) await portal.followOnce();
    slow.each = 40;
    try {
      await t.run((a) => editSite(a, { organisationId: commune, rowVersion: null, form: { kicker: 'Khẩu hiệu mới', name: 'Xã Mẫu 1', tone: 'red', blocks: [], hidden: [] } }));
      await portal.followOnce();
      const left = addresses.filter((address) => !shown(portal, address));
      assert.ok(left.length > 0 && left.length < addresses.length, `${left.length} of ${addresses.length} wait`);
      await portal.answer('', left.at(-1)!);
      assert.ok(shown(portal, left.at(-1)!), 'whoever asks gets the new page');
      await portal.stop();
      slow.each = 0;
      const next = new Portal(env);
      await next.prepare();
      while (next.pages.outdated.size) await next.followOnce();
      assert.deepEqual(addresses.filter((address) => !shown(next, address)), []);
    } finally { slow.each = 0; }
  });

  test('feeds are what RFC 4287 and JSON Feed 1.1 ask for, whatever stands in a title', async () => {
    const { id } = await put(commune, 'Nhà & "cửa" <b> ]]> \u0007 \ud800', 'Tóm & tắt');
    const { text, headers } = await read('/xa-mau-1/feeds/thong-bao.atom'), all = (pattern: string, from: string): string[] => [...from.matchAll(new RegExp(pattern, 'g'))].map((match) => match[1]!), entries = all('(<entry .*?</entry>)', text), [head] = text.split('<entry') as [string];
    assert.equal(headers.get('content-type'), 'application/atom+xml; charset=utf-8');
    for (const [piece, times] of [[head, 2], ...entries.map((entry) => [entry, 1])] as [string, number][]) {
      for (const element of ['id', 'title', 'updated']) assert.equal(all(`<(${element})>`, piece).length, 1, piece);
      assert.ok(all('<author><name>(.+?)</name></author>', piece).length === 1 && all('<link rel="(self|alternate)"', piece).length === times, piece);
    }
    assert.equal(new Set(all('<id>(urn:uuid:[0-9a-f-]{36})</id>', text)).size, entries.length + 1);
    assert.equal(all('<updated>(.*?)</updated>', head)[0], all('<updated>(.*?)</updated>', entries.join('')).sort().at(-1));
    assert.equal(all('<link rel="self"[^>]* href="(.*?)"', head)[0], `${web.origin}/xa-mau-1/feeds/thong-bao.atom`);
    // every tag that begins ends, and no sign stands bare
    const open: string[] = [];
    for (const [, end, name, alone] of text.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) if (end) assert.equal(open.pop(), name); else if (!alone) open.push(name!);
    assert.deepEqual([open, /&(?!(?:amp|lt|gt|quot|apos);)|[\u0000-\u0008\ud800-\udfff]/.test(text)], [[], false]);
    const json = JSON.parse((await read('/xa-mau-1/feeds/thong-bao.json')).text) as { version: string; title: string; feed_url: string; items: { id: string; url: string; content_text: string; date_published: string }[] };
    assert.deepEqual([json.version, json.feed_url], ['https://jsonfeed.org/version/1.1', `${web.origin}/xa-mau-1/feeds/thong-bao.json`]);
    assert.ok(json.items.every((item) => /^urn:uuid:/.test(item.id) && item.url.startsWith(web.origin) && item.content_text && !Number.isNaN(Date.parse(item.date_published))));
    await t.run((a) => withdrawItem(a, { id }));
    await web.portal.followOnce();
  });

  test('a change in the middle of making a page is not lost: the page is made again before it is kept', async () => {
    let go: () => void = () => {};
    slow.wait = new Promise((resolve) => { go = resolve; });
    const asked = read('/cham.txt');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await put(commune, 'B2');
    go();
    assert.match((await asked).text, /B2/);
    assert.match((await read('/cham.txt')).text, /B2/);
  });

  test('readers are counted without anything about them, machines are not', async () => {
    const { id } = await put(commune, 'C1'), browser = { 'user-agent': 'Mozilla/5.0 (Linux; Android 13)' };
    for (const agent of [browser, browser, { 'user-agent': 'Googlebot/2.1' }]) await read('/xa-mau-1/thong-bao/c1', agent);
    await read('/xa-mau-1', browser);
    await web.portal.views.write();
    const day = plainDate('2026-11-20');
    assert.deepEqual([...await viewsOf(db, [id, commune], day, day)].sort(), [[id, 2], [commune, 1]].sort());
  });

  test('first words of all addresses of the program can be no site', () => {
    const words = [...firstWords(), ...routesOf().flatMap((route) => { const word = route.path.split('/')[1]!.replace(/^\./, '').replace(/\..*$/, ''); return word && !word.startsWith(':') ? [word] : []; })];
    assert.deepEqual([...new Set(words)].filter((word) => !RESERVED.has(word) && !['thong-bao', 'song-ngu', 'cham'].includes(word)), []);
    assert.ok(rootKindAt('/robots.txt'));
  });

  test('settings show at once, and an own host takes over the pages', async () => {
    await put(other, 'D1');
    await t.run((a) => editSite(a, { organisationId: other, rowVersion: null, form: { kicker: 'Ủy ban nhân dân', name: 'Xã Mẫu Mới', tone: 'green', blocks: [], hidden: [] } }));
    await web.portal.followOnce();
    const page = await read('/xa-mau-2/thong-bao/d1');
    assert.match(page.text, /Xã Mẫu Mới/);
    assert.match(page.text, /data-tone="green"/);
    await t.run((a) => chooseHost(a, { organisationId: other, rowVersion: null, host: 'xamau2.example.vn' }));
    await web.portal.followOnce();
    const moved = await read('/xa-mau-2/thong-bao/d1');
    assert.deepEqual([moved.status, moved.headers.get('location')], [301, 'https://xamau2.example.vn/thong-bao/d1']);
    const answer = await web.portal.answer('xamau2.example.vn', '/thong-bao/d1');
    assert.equal(answer.kind, 'kept');
    const atHost = (path: string): Promise<number> => new Promise((resolve, reject) => { request(web.origin + path, { headers: { host: 'xamau2.example.vn' } }, (response) => { response.resume(); resolve(response.statusCode!); }).on('error', reject).end(); });
    assert.deepEqual([await atHost('/thong-bao/d1'), await atHost('/'), await atHost(`/x/${noticeIds.get('D1')!}`), await atHost('/robots.txt'), await atHost('/xa-mau-2/thong-bao/d1')], [200, 200, 200, 200, 404]);
    const there = web.portal.pages.body(answer.kind === 'kept' ? answer.page : assert.fail(), null)!.toString();
    assert.ok(there.includes(`<a href="${web.origin}/lam-viec"`) && there.includes('href="https://xamau2.example.vn/thong-bao"') && /<link rel="stylesheet" href="\/assets\//.test(there), 'links to what is elsewhere leave the host');
    await assert.rejects(t.run((a) => chooseHost(a, { organisationId: commune, rowVersion: null, host: 'xamau2.example.vn' })), /đang là của trang “Xã Mẫu Mới”/);
    await t.run((a) => chooseHost(a, { organisationId: other, rowVersion: null, host: '' }));
    await web.portal.followOnce();
    assert.equal((await read('/xa-mau-2/thong-bao/d1')).status, 200);
  });

  test('after a merger the old site is an archive: its pages stay, its home leads to the successor, its address is nobody else’s', async () => {
    await put(other, 'E1');
    const into = { fresh: { name: 'UBND xã Mẫu Hợp Nhất', unitKind: 'commune' as const, parent: province.root } };
    const events = [{ line: 0, onDay: plainDate('2026-11-20'), citation: 'Nghị quyết số 9/NQ-HĐND', reason: '', kind: 'merge' as const, units: [other, third], into }];
    await t.run((a) => reorganise(a, { events, scopeId: province.root, answers: () => ({ answers: noAnswers }) }));
    await web.portal.followOnce();
    const page = await read('/xa-mau-2/thong-bao/e1');
    assert.equal(page.status, 200);
    assert.match(page.text, /Trang lưu trữ/);
    assert.equal((await read('/xa-mau-2')).status, 200, 'the successor has no site yet: the archive shows its own home');
    assert.doesNotMatch(page.text, /đơn vị kế thừa<\/a>/);
    const heir = (await siteOf(db, other))!.heir_id!;
    await put(heir, 'E2');
    assert.deepEqual([(await read('/xa-mau-2')).status, (await read('/xa-mau-2')).headers.get('location')], [301, '/xa-mau-hop-nhat']);
    assert.match((await read('/xa-mau-2/en/tro-nang')).text, /Archive: this office .*<a href="\/xa-mau-hop-nhat\/en">Go to the site of its successor/);
    assert.match((await read('/xa-mau-2/thong-bao/e1')).text, /<a href="\/xa-mau-hop-nhat">Đến trang của đơn vị kế thừa<\/a>/);
  });

  test('another process catches up on what happened while it was off, also after it was killed in the middle of a line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loa-pages-')), env = { db, files: web.files, clock: standingClock(plainDate('2026-11-20')), mode: 'real' as const, log: silentLog, folder, build: 'b', origin: () => 'https://lamgiang.example', https: false };
    after(() => rmSync(folder, { recursive: true, force: true }));
    const first = new Portal(env);
    await first.prepare();
    await put(commune, 'F1', 'trước');
    await first.followOnce();
    assert.ok(first.pages.get('/xa-mau-1/thong-bao/f1'));
    await put(commune, 'F1', 'sau');
    await put(commune, 'F2');
    appendFileSync(join(folder, readdirSync(folder)[0]!, 'index.jsonl'), '["/xa-mau-1/thong-bao/f1",{"sha25');
    const second = new Portal(env);
    await second.prepare();
    const [old, fresh] = ['/xa-mau-1/thong-bao/f1', '/xa-mau-1/thong-bao/f2'].map((key) => second.pages.get(key));
    assert.match(second.pages.body(old!, null)!.toString(), /sau/);
    assert.ok(fresh, 'what was published meanwhile is written');
    const third = new Portal({ ...env, build: 'c' });
    assert.equal(third.pages.size, 0, 'another build draws its pages anew');
  });

  test('the mirror has every page and everything it names, as plain files', async () => {
    const files = new Map<string, Uint8Array>(), result = await mirror(web.portal, openAssets(assetsDirectory()), async ({ path, bytes }) => { files.set(path, bytes); });
    assert.deepEqual(result.dead.filter(({ address }) => !/\/the\/.*\.png$/.test(address)), []);
    for (const path of ['index.html', 'xa-mau-1.html', 'xa-mau-1/thong-bao.html', 'xa-mau-1/thong-bao/b1.html', 'xa-mau-1/thong-bao/b1.html.gz', 'xa-mau-1/feeds/thong-bao.atom', 'sitemap.xml', 'robots.txt', `x/${noticeIds.get('B1')}.html`]) assert.ok(files.has(path), path);
    assert.equal(Buffer.from(files.get('xa-mau-1/thong-bao/b1.html')!).toString(), (await read('/xa-mau-1/thong-bao/b1')).text, 'the same bytes');
    assert.ok([...files.keys()].some((path) => /^assets\/portal-.*\.css$/.test(path)) && [...files.keys()].some((path) => /^assets\/portal-400.*\.woff2$/.test(path)));
    assert.deepEqual(result.served.gone.filter((address) => address.endsWith('/a1')), ['/xa-mau-1/thong-bao/a1']);
    const conf = nginxExample('/srv/ban sao', { ...result.served, gone: [...result.served.gone, 'https://xamau9.example.vn/a'], files: [...result.served.files, { address: '/x/1/tep/2', mediaType: 'image/png', download: 'Bìa "mới".png' }] });
    for (const line of ['location = /xa-mau-1/thong-bao/a1 { error_page 410 /xa-mau-1/thong-bao/a1.html; return 410; }', 'root "/srv/ban sao";', '"application/atom+xml; charset=utf-8" atom;', 'location = /xa-mau-2 { return 301 /xa-mau-hop-nhat; }', 'server_name xamau9.example.vn;', "filename*=UTF-8''B%C3%ACa%20%22m%E1%BB%9Bi%22.png"]) assert.ok(conf.includes(line), line);
    assert.ok(![...files.keys()].some((path) => path.includes('lam-viec')));
  });

  test('an address that was the root’s is kept free, and shows where it belongs', async () => {
    await put(province.root, 'G1');
    assert.equal((await read('/thong-bao/g1')).status, 200);
    assert.equal((await read('/tinh-song-tra/thong-bao/g1')).headers.get('location'), '/thong-bao/g1');
    assert.equal((await publicItem(db, noticeIds.get('G1')!))!.path, '/thong-bao/g1');
  });

  test('with the database away published pages are read as ever; what must ask it says so in a sentence; then all goes on', async () => {
    await read('/xa-mau-1/thong-bao');
    await line.cut();
    assert.equal((await read('/xa-mau-1/thong-bao/b1')).status, 200);
    assert.equal((await read('/xa-mau-1/thong-bao')).status, 200);
    const asked = await read('/xa-mau-1/tra-cuu?q=mot'), unknown = await read('/xa-mau-1/thong-bao/chua-lam');
    for (const answer of [asked, unknown]) { assert.equal(answer.status, 503); assert.match(answer.text, /tạm thời chưa dùng được/); }
    const english = await read('/xa-mau-1/en/tra-cuu?q=mot');
    assert.deepEqual([english.status, english.headers.get('retry-after')], [503, '30']);
    assert.match(english.text, /<html lang="en"[\s\S]*not available at the moment/);
    await line.mend();
    await put(commune, 'H1');
    assert.match((await read('/xa-mau-1/thong-bao')).text, /H1/);
    assert.equal((await read('/xa-mau-1/tra-cuu?q=mot')).status, 200);
  });
});
