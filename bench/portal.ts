/**
 * Requests a second of an article page: the whole program (its door, headers, counting), beside nginx serving the same compressed bytes from a file
 * and beside a plain Node server that sends them from memory, by turns in one run. Aim: within 3 times of nginx. Each server is one process of its
 * own; the client keeps CONNECTIONS open and asks again as soon as it has its answer. Without nginx on this machine: "peer not found".
 * `node --import tsx bench/portal.ts [SECONDS] [CONNECTIONS]`
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [mode, folder = ''] = process.argv.slice(2);
if (mode === 'loa') await serveLoa();
else if (mode === 'node') servePlain(folder);
else await measure(Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 32));

/** An article of some six hundred words with a table, published as people do it. */
async function serveLoa(): Promise<void> {
  const [{ testDb }, { startWeb }, { actingFor }, { smallProvince }, { sampleLongArticle }] = await Promise.all([
    import('../test/support/database.ts'), import('../test/support/web.ts'), import('../test/support/acting.ts'), import('../test/support/small-province.ts'), import('./portal-article.ts')]);
  const { db } = await testDb(), web = await startWeb(db), t = actingFor(db), province = await smallProvince(t, { communes: 2 });
  const address = await sampleLongArticle(t, db, web.files, province.communes[0]!);
  await web.portal.followOnce();
  console.log(JSON.stringify({ origin: web.origin, path: address }));
  process.on('SIGTERM', () => process.exit(0));
}

function servePlain(from: string): void {
  const { bytes, headers } = JSON.parse(from) as { bytes: string; headers: Record<string, string> }, body = Buffer.from(bytes, 'base64');
  const server = createServer((_req, res) => { res.writeHead(200, { ...headers, 'content-length': body.length }); res.end(body); });
  server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as { port: number }).port })));
}

interface Peer { readonly port: number; readonly path: string }

async function measure(seconds: number, connections: number): Promise<void> {
  const self = fileURLToPath(import.meta.url), work = mkdtempSync(join(tmpdir(), 'loa-bench-portal-')), children: ChildProcess[] = [];
  const child = async <T>(args: readonly string[], env: Record<string, string> = {}): Promise<T> => {
    const one = spawn(process.execPath, ['--import', 'tsx', self, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    children.push(one);
    return new Promise((resolve, reject) => { one.stdout!.on('data', (line: Buffer) => { if (line.toString().startsWith('{')) resolve(JSON.parse(line.toString()) as T); }); one.once('exit', (code) => reject(new Error(`a server ended with ${code}`))); });
  };
  try {
    const { origin, path } = await child<{ origin: string; path: string }>(['loa']), loaPort = Number(new URL(origin).port);
    const first = await raw(loaPort, path), { headers, body } = first;
    const plain = await child<{ port: number }>(['node', JSON.stringify({ bytes: body.toString('base64'), headers: { 'content-type': headers['content-type'], 'content-encoding': headers['content-encoding'], etag: headers.etag } })]);
    const nginxPort = startNginx(work, body, children);
    const peers: Record<string, Peer> = { loa: { port: loaPort, path }, node: { port: plain.port, path: '/' }, ...(nginxPort ? { nginx: { port: nginxPort, path: '/article.html' } } : {}) };
    const rates: Record<string, number[]> = {};
    for (const { port, path: where } of Object.values(peers)) await load(port, where, 1, connections);
    for (let round = 0; round < 3; round++) for (const [name, { port, path: where }] of Object.entries(peers)) (rates[name] ??= []).push(await load(port, where, seconds, connections));
    const best = Object.fromEntries(Object.entries(rates).map(([name, all]) => [name, Math.round([...all].sort((a, b) => a - b)[1]!)])), ratio = best.nginx ? Math.round((best.nginx / best.loa!) * 100) / 100 : null;
    console.log(JSON.stringify({ bench: 'portal', unit: 'requests a second, median of 3 rounds', connections, seconds, bytes: body.length, rates: best, nginxToLoa: ratio ?? 'peer not found', nodeToLoa: Math.round((best.node! / best.loa!) * 100) / 100, limit: 3, ok: ratio === null ? null : ratio <= 3 }, null, 2));
  } finally {
    for (const one of children) one.kill('SIGTERM');
    rmSync(work, { recursive: true, force: true });
  }
  process.exit(0);
}

/** One worker, sendfile, the compressed file beside the page; no log, as Loa keeps none. */
function startNginx(work: string, body: Buffer, children: ChildProcess[]): number | null {
  if (spawnSync('nginx', ['-v']).error) return null;
  const port = 20_000 + Math.floor(process.pid % 10_000);
  writeFileSync(join(work, 'article.html.gz'), body);
  writeFileSync(join(work, 'article.html'), 'x');
  writeFileSync(join(work, 'nginx.conf'), `daemon off; worker_processes 1; pid ${work}/pid; error_log ${work}/error.log; user root;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; open_file_cache max=100; types { text/html html; } client_body_temp_path ${work}/b; proxy_temp_path ${work}/p; fastcgi_temp_path ${work}/f; uwsgi_temp_path ${work}/u; scgi_temp_path ${work}/s;
server { listen 127.0.0.1:${port}; root ${work}; gzip_static on; charset utf-8; add_header X-Content-Type-Options nosniff; } }`);
  children.push(spawn('nginx', ['-c', join(work, 'nginx.conf')], { stdio: 'ignore' }));
  return port;
}

function asked(path: string): string { return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nUser-Agent: Mozilla/5.0\r\n\r\n`; }

async function raw(port: number, path: string): Promise<{ headers: Record<string, string>; body: Buffer }> {
  for (let attempt = 0; ; attempt++) try {
    const socket = connect(port, '127.0.0.1'), chunks: Buffer[] = [];
    return await new Promise((resolve, reject) => {
      socket.on('error', reject).write(asked(path));
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        const all = Buffer.concat(chunks), end = all.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = all.subarray(0, end).toString().split('\r\n'), headers = Object.fromEntries(head.slice(1).map((line) => { const at = line.indexOf(':'); return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]; }));
        if (!head[0]!.includes(' 200 ')) reject(new Error(`${path}: ${head[0]}`));
        const body = all.subarray(end + 4);
        if (body.length >= Number(headers['content-length'])) { socket.destroy(); resolve({ headers, body }); }
      });
    });
  } catch (error) { if (attempt === 20) throw error; await new Promise((resolve) => setTimeout(resolve, 100)); }
}

/** Answers of one server are all of one length: they are counted by their bytes. */
async function load(port: number, path: string, seconds: number, connections: number): Promise<number> {
  const length = await answerLength(port, path), request = Buffer.from(asked(path)), sockets: Socket[] = [];
  let answers = 0, stopped = false;
  await Promise.all(Array.from({ length: connections }, () => new Promise<void>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let got = 0;
    sockets.push(socket);
    socket.on('connect', () => { socket.write(request); resolve(); }).on('error', reject);
    socket.on('data', (chunk: Buffer) => { got += chunk.length; if (got < length) return; if (got > length) throw new Error('an answer of another length'); got = 0; answers++; if (!stopped) socket.write(request); });
  })));
  const begun = process.hrtime.bigint(), before = answers;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const rate = (answers - before) / (Number(process.hrtime.bigint() - begun) / 1e9);
  stopped = true;
  for (const socket of sockets) socket.destroy();
  return rate;
}
function answerLength(port: number, path: string): Promise<number> { return new Promise((resolve, reject) => {
  const socket = connect(port, '127.0.0.1');
  let all = Buffer.alloc(0);
  socket.on('error', reject).write(asked(path));
  socket.on('data', (chunk: Buffer) => { all = Buffer.concat([all, chunk]); const end = all.indexOf('\r\n\r\n'), size = end < 0 ? NaN : Number(/content-length: (\d+)/i.exec(all.subarray(0, end).toString())?.[1]); if (all.length === end + 4 + size) { socket.destroy(); resolve(all.length); } });
}); }
