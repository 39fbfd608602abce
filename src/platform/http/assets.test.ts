import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Hono } from 'hono';
import { openAssets } from './assets.ts';

test('a running server keeps the styles its pages name when a later build clears the folder away', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-assets-'));
  writeFileSync(join(directory, 'assets.json'), JSON.stringify({ 'console.css': 'console-AB12.css' }));
  writeFileSync(join(directory, 'console-AB12.css'), 'body { color: black }');
  writeFileSync(join(directory, 'font-CD34.woff2'), 'w');
  const assets = openAssets(directory), app = new Hono().get('/assets/*', assets.serve);
  rmSync(directory, { recursive: true });
  const style = await app.request(assets.url('console.css'));
  assert.deepEqual([style.status, style.headers.get('content-type'), await style.text()], [200, 'text/css; charset=utf-8', 'body { color: black }']);
  assert.match(style.headers.get('cache-control')!, /immutable/);
  assert.equal((await app.request('/assets/font-CD34.woff2')).headers.get('content-type'), 'font/woff2');
  for (const other of ['assets.json', '..%2fassets.json', 'console-AB13.css', 'constructor']) assert.equal((await app.request(`/assets/${other}`)).status, 404, other);
});
