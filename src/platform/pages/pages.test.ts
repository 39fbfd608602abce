import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FinishedPages, type PageToKeep } from './finished.ts';
import { keptResponse, packingFor, rangeOf, sendKept, unchanged } from './send.ts';

const folder = mkdtempSync(join(tmpdir(), 'loa-finished-')), page = (text: string, more: Partial<PageToKeep> = {}): PageToKeep => ({ bytes: new TextEncoder().encode(text), mediaType: 'text/html; charset=utf-8', status: 200, tags: ['t'], modified: null, download: null, counts: null, pictures: [], ...more });
const pdf = page('0123456789', { mediaType: 'application/pdf' });
after(() => rmSync(folder, { recursive: true, force: true }));
let at = 0;
const fresh = (name = `p${++at}`) => new FinishedPages(join(folder, name), 'b');

describe('what is out of date', () => {
  test('stays noted after a stop, until the page is made again or is no more', () => {
    const pages = fresh('old');
    for (const key of ['/a', '/b', '/c']) pages.put([key], page(key));
    pages.outdate(['/a', '/b', '/c', '/new']);
    pages.put(['/a'], page('a again'));
    pages.forget(['/b', '/new']);
    assert.deepEqual([...pages.outdated], ['/c']);
    assert.deepEqual([...fresh('old').outdated], ['/c']);
    assert.ok(fresh('old').get('/c'), 'it can still be read while the database is down');
  });
});

describe('a disk that is full', () => {
  test('keeps no page from its readers, and what was made meanwhile is written when there is room again', () => {
    const pages = fresh('full'), directory = join(folder, 'full', 'b'), long = 'dài '.repeat(300);
    pages.put(['/a'], page('cũ'));
    pages.remember('state.json', 1);
    const close = fullDisk(directory);
    const kept = pages.put(['/a'], page(long));
    assert.equal(pages.body(kept, null)!.toString(), long);
    assert.equal(pages.body(kept, 'br'), null);
    assert.equal(keptResponse(pages, '/a', kept, new Request('http://x/a', { headers: { 'accept-encoding': 'br' } }), false)!.status, 200, 'unpacked, since the packed form could not be kept');
    assert.throws(() => pages.remember('state.json', 2));
    close();
    pages.remember('state.json', 3);
    const after = fresh('full'), again = after.get('/a')!;
    assert.equal(after.body(again, null)!.toString(), long, 'never the old page as if it was the new one');
    assert.equal(after.body(again, 'br') === null, false);
    assert.deepEqual(readdirSync(directory).filter((name) => name.endsWith('.new')), []);
  });
});

describe('serving finished pages', () => {
  const pages = fresh();
  let server: Server, origin = '';
  pages.put(['/trang'], page('<p>chữ</p>'.repeat(80)));
  pages.put(['/tep.pdf'], pdf);
  pages.put(['/go'], page('gone', { status: 410 }));
  before(async () => {
    server = createServer((req, res) => { const key = req.url!, found = pages.get(key); if (!found || !sendKept(pages, key, found, req, res, false)) res.writeHead(404).end(); });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  const ask = async (path: string, headers: Record<string, string> = {}) => { const answer = await fetch(origin + path, { headers }); return { status: answer.status, head: answer.headers, text: await answer.text() }; };

  test('parts of a file can be asked for, and are only joined while it is the same', async () => {
    const whole = await ask('/tep.pdf'), etag = whole.head.get('etag')!;
    assert.equal(whole.head.get('accept-ranges'), 'bytes');
    assert.match(etag, /^"/);
    const part = await ask('/tep.pdf', { range: 'bytes=2-4' });
    assert.deepEqual([part.status, part.text, part.head.get('content-range')], [206, '234', 'bytes 2-4/10']);
    assert.equal((await ask('/tep.pdf', { range: 'bytes=-3', 'if-range': etag })).text, '789');
    assert.equal((await ask('/tep.pdf', { range: 'bytes=2-4', 'if-range': '"khac"' })).text, '0123456789');
    const beyond = await ask('/tep.pdf', { range: 'bytes=10-' });
    assert.deepEqual([beyond.status, beyond.head.get('content-range')], [416, 'bytes */10']);
    assert.equal((await ask('/trang', { range: 'bytes=0-3' })).status, 200, 'a page comes packed: no part of it');
  });
  test('a range means what RFC 9110 says', () => {
    for (const [asked, wanted] of [['bytes=0-', [0, 9]], ['bytes=5-100', [5, 9]], ['bytes=-100', [0, 9]], ['bytes=9-9', [9, 9]], ['bytes=-0', 'none'], ['bytes=4-2', null], ['bytes=0-1,3-4', null], ['items=0-1', null], ['bytes=-', null], [undefined, null]] as const) assert.deepEqual(rangeOf(asked, 10), wanted, String(asked));
    assert.equal(rangeOf('bytes=0-', 0), 'none');
  });
  test('a form of packing that a reader refuses is not sent', () => {
    for (const [accepted, wanted] of [['gzip, br', 'br'], ['br;q=0, gzip', 'gzip'], ['gzip;q=0.0, br;q=0', null], ['*', 'br'], ['*;q=0', null], ['BR', 'br'], ['brotli', null], ['', null]] as const) assert.equal(packingFor({ packed: true }, accepted), wanted, accepted);
    assert.equal(packingFor({ packed: false }, 'br'), null);
  });
  test('every page says since when it has its bytes, and is sent again only when it has others', async () => {
    const first = await ask('/trang'), since = first.head.get('last-modified')!;
    assert.ok(Date.parse(since) <= Date.now());
    assert.equal((await ask('/trang', { 'if-modified-since': since })).status, 304);
    assert.equal((await ask('/trang', { 'if-modified-since': since, 'if-none-match': '"khac"' })).status, 200, 'the tag goes before the date');
    assert.equal((await ask('/go', { 'if-none-match': '*' })).status, 410);
    // the newest of a list was taken down: what it tells of is older than what the reader has
    pages.put(['/list'], page('b a', { modified: new Date('2026-11-20T08:00:00Z') }));
    const was = pages.get('/list')!.modified;
    const now = pages.put(['/list'], page('a', { modified: new Date('2026-11-19T08:00:00Z') }));
    assert.equal(unchanged(now, undefined, was), false);
    assert.equal(pages.put(['/list'], page('a')).modified, now.modified, 'made again with the same bytes it is not newer');
  });
});

/** Nothing can be written below: where files belong and where the index is stands something else. */
function fullDisk(directory: string): () => void {
  const [files, index] = ['files', 'index.jsonl'].map((name) => join(directory, name)) as [string, string];
  rmSync(files, { recursive: true });
  writeFileSync(files, '');
  renameSync(index, `${index}.aside`);
  mkdirSync(index);
  return () => { rmSync(files); mkdirSync(files); rmSync(index, { recursive: true }); renameSync(`${index}.aside`, index); };
}
