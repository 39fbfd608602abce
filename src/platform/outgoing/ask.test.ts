import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { ask, ASKING, type Asking } from './ask.ts';
import { isPublicAddress } from './public-address.ts';

test('no address of this machine, the building or the provider is anybody\'s page', () => {
  for (const inside of ['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.0.0.5', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2002:7f00:1::', '2001:0:1::', '2001:db8::1', 'localhost', ''])
    assert.equal(isPublicAddress(inside), false, inside);
  for (const outside of ['1.1.1.1', '113.190.1.1', '172.32.0.1', '2606:4700::1111', '2405:4800::1']) assert.equal(isPublicAddress(outside), true, outside);
});

describe('asking whether a page stands', () => {
  let server: Server, origin = '', port = 0, seen: string[] = [];
  const names: Record<string, string[]> = { 'trang.example': ['127.0.0.1'], 'noi-bo.example': ['10.0.0.5'], 'nua.example': ['127.0.0.1', '169.254.169.254'] };
  const asking: Asking = { resolve: async (host) => { const found = names[host]; if (!found) throw new Error('ENOTFOUND'); return found; }, allowed: (address) => address === '127.0.0.1', timeoutMs: 1_500 };
  before(async () => {
    server = createServer((request, answer) => {
      seen.push(`${request.method} ${request.url} ${request.headers.host}`);
      const to = (status: number, location: string) => answer.writeHead(status, { location }).end();
      switch (request.url) {
        case '/ok': return void answer.end('ok');
        case '/no-head': return void answer.writeHead(request.method === 'HEAD' ? 405 : 200).end();
        case '/moved': return to(301, '/ok');
        case '/for-now': return to(302, '/ok');
        case '/round': return to(302, '/round');
        case '/inside': return to(302, 'http://noi-bo.example/');
        case '/metadata': return to(301, 'http://169.254.169.254/latest/meta-data/');
        case '/file': return to(302, 'file:///etc/passwd');
        case '/endless': return void answer.writeHead(200).flushHeaders(); // never ends
        case '/mute': return; // never answers
        default: return void answer.writeHead(404).end();
      }
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    port = (server.address() as AddressInfo).port;
    origin = `http://trang.example:${port}`;
  });
  after(() => { server.closeAllConnections(); server.close(); });

  test('hears HEAD, asks by GET where HEAD is not understood, and tells a lasting move from a passing one', async () => {
    assert.deepEqual(await ask(`${origin}/ok`, asking), { kind: 'answered', status: 200, moved: null });
    assert.deepEqual(await ask(`${origin}/no-head`, asking), { kind: 'answered', status: 200, moved: null });
    assert.deepEqual(await ask(`${origin}/khong-co`, asking), { kind: 'answered', status: 404, moved: null });
    assert.deepEqual(await ask(`${origin}/moved`, asking), { kind: 'answered', status: 200, moved: `${origin}/ok` });
    assert.deepEqual(await ask(`${origin}/for-now`, asking), { kind: 'answered', status: 200, moved: null });
    assert.equal(seen[0], `HEAD /ok trang.example:${port}`, 'the server is asked under its name');
    assert.deepEqual(await ask(`${origin}/endless`, asking), { kind: 'answered', status: 200, moved: null });
  });

  test('never goes inside, by name, by number, by one of several addresses or by a redirect', async () => {
    seen = [];
    for (const href of ['http://noi-bo.example/', 'http://nua.example/', `http://10.0.0.5:${port}/`, 'http://[::1]/', 'http://169.254.169.254/latest/meta-data/', 'http://2852039166/', 'http://0x7f.1/', 'file:///etc/passwd', 'ftp://trang.example/', 'gopher://trang.example/', `http://ai:mk@trang.example:${port}/ok`, 'javascript:alert(1)', 'khong phai dia chi'])
      assert.deepEqual(await ask(href, { ...asking, allowed: (address) => asking.allowed(address) && !href.includes('0x7f') }), { kind: 'barred' }, href);
    assert.deepEqual(seen, []);
    for (const path of ['/inside', '/metadata', '/file']) assert.deepEqual(await ask(origin + path, asking), { kind: 'barred' }, path);
    assert.deepEqual(await ask(`http://127.0.0.1:${port}/ok`, { ...asking, allowed: ASKING.allowed }), { kind: 'barred' }, 'as it is set for real');
  });

  test('says who stayed silent, and goes in no circle', async () => {
    assert.deepEqual(await ask('http://khong-co.example/', asking), { kind: 'silent', why: 'no-name' });
    assert.deepEqual(await ask('http://trang.example:1/', asking), { kind: 'silent', why: 'no-connection' });
    assert.deepEqual(await ask(`${origin}/mute`, { ...asking, timeoutMs: 80 }), { kind: 'silent', why: 'timeout' });
    assert.deepEqual(await ask(`${origin}/round`, asking), { kind: 'answered', status: 508, moved: null });
  });
});
