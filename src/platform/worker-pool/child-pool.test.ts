import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { tempFolder } from '#test/support/temp.ts';
import { childPool, ChildFailure, type ChildLimits, type ChildPool } from './child-pool.ts';

const folder = tempFolder('child'), SECRET = join(folder, 'secret.txt'), sources = fileURLToPath(new URL('../..', import.meta.url));
writeFileSync(SECRET, 'secret');

/** A pool whose child answers with what this expression says; `request` and `bytes` are in scope. */
function poolOf(expression: string, { slots = 2, limits = {} as Partial<ChildLimits> } = {}): ChildPool {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.mts`), own = join(folder, 'own');
  writeFileSync(file, `import { answer } from ${JSON.stringify(join(sources, 'platform/worker-pool/child-side.ts'))};\nawait answer<any>(async (request, bytes) => { return ${expression}; });\n`);
  return childPool(() => ({ file, readable: [file, own, join(sources, 'platform/worker-pool')], flags: ['--experimental-transform-types'] }), slots, limits);
}
const failure = async (job: Promise<unknown>): Promise<ChildFailure> => job.then(() => assert.fail('the job ended well'), (error: unknown) => { assert.ok(error instanceof ChildFailure, String(error)); return error; });
/** What an attempt inside the child ends in. */
const attempt = (code: string): string => `await (async () => { try { ${code}; return 'done'; } catch (error) { return error.code ?? error.message; } })()`;

describe('a child process for untrusted bytes', () => {
  test('gets the request and the bytes and answers with JSON', async () => {
    assert.deepEqual(await poolOf('({ name: request.name, sum: bytes.reduce((a, b) => a + b, 0) })').run({ name: 'Kế hoạch\n' }, new Uint8Array([1, 10, 200])), { name: 'Kế hoạch\n', sum: 211 });
  });
  test('sees no variable of our environment', async () => {
    process.env['LOA_TEST_SECRET'] = 'x';
    assert.deepEqual(await poolOf('Object.keys(process.env).filter((key) => !["PWD", "SHLVL", "_", "OLDPWD"].includes(key)).sort()').run({}, new Uint8Array()), ['LANG', 'PATH']);
    delete process.env['LOA_TEST_SECRET'];
  });
  test('reads no file but its own, writes none, starts nothing', async () => {
    const denied = (code: string) => poolOf(attempt(code)).run({}, new Uint8Array());
    assert.equal(await denied(`(await import('node:fs')).readFileSync(${JSON.stringify(SECRET)})`), 'ERR_ACCESS_DENIED');
    assert.equal(await denied(`(await import('node:fs')).readFileSync('/etc/passwd')`), 'ERR_ACCESS_DENIED');
    assert.equal(await denied(`(await import('node:fs')).writeFileSync(${JSON.stringify(join(folder, 'new'))}, 'x')`), 'ERR_ACCESS_DENIED');
    assert.equal(await denied(`(await import('node:child_process')).execFileSync('/bin/true')`), 'ERR_ACCESS_DENIED');
    assert.equal(await denied(`new (await import('node:worker_threads')).Worker('1', { eval: true })`), 'ERR_ACCESS_DENIED');
    assert.match(String(await denied(`new Function('return 1')()`)), /Code generation from strings disallowed/);
  });
  test('reaches no network', async () => {
    const denied = (code: string) => poolOf(attempt(code)).run({}, new Uint8Array());
    assert.equal(await denied(`(await import('node:net')).connect(9, '127.0.0.1')`), 'the network is closed in this process');
    assert.equal(await denied(`(await import('node:dgram')).createSocket('udp4').send('x', 9, '127.0.0.1')`), 'the network is closed in this process');
    assert.equal(await denied(`await (await import('node:dns')).promises.lookup('example.invalid'); await (await import('node:http')).get('http://127.0.0.1:9')`), 'the network is closed in this process');
    assert.equal(await poolOf('typeof fetch').run({}, new Uint8Array()), 'undefined');
  });
  test('is killed when it takes too long, also in a loop that never gives way', async () => {
    const start = performance.now();
    assert.equal((await failure(poolOf('(() => { for (;;) ; })()', { limits: { milliseconds: 700 } }).run({}, new Uint8Array()))).reason, 'time');
    assert.ok(performance.now() - start < 3000);
  });
  test('is killed when it takes too much memory, inside the heap of JavaScript or outside', async () => {
    const limits = { residentBytes: 150 * 2 ** 20 };
    assert.equal((await failure(poolOf('(() => { const a = []; for (;;) a.push(Buffer.alloc(2 ** 20, 1)); })()', { limits }).run({}, new Uint8Array()))).reason, 'memory');
    assert.equal((await failure(poolOf('(() => { const a = []; for (;;) a.push({ a: Math.random() }); })()', { limits }).run({}, new Uint8Array()))).reason, 'memory');
  });
  test('a crash, an early end and an endless answer are told apart', async () => {
    assert.equal((await failure(poolOf('(() => { throw new Error("fault"); })()').run({}, new Uint8Array(2 ** 20)))).reason, 'crash');
    assert.match((await failure(poolOf('(() => { throw new Error("fault"); })()').run({}, new Uint8Array()))).message, /fault/);
    assert.equal((await failure(poolOf('process.exit(0)').run({}, new Uint8Array()))).reason, 'crash');
    assert.equal((await failure(poolOf('"x".repeat(2 ** 20)', { limits: { outputBytes: 1000 } }).run({}, new Uint8Array()))).reason, 'output');
  });
  test('no more run at once than there are slots; the line has an end', async () => {
    const pool = poolOf('(await new Promise((resolve) => setTimeout(resolve, 200)), process.hrtime.bigint().toString())', { slots: 1, limits: { waiting: 2 } });
    const jobs = [1, 2, 3, 4].map(() => pool.run({}, new Uint8Array()));
    const ended = await Promise.allSettled(jobs);
    assert.deepEqual(ended.map((end) => end.status), ['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    assert.equal(((ended[3] as PromiseRejectedResult).reason as ChildFailure).reason, 'queue');
    const times = ended.slice(0, 3).map((end) => BigInt((end as PromiseFulfilledResult<string>).value));
    assert.ok(times[1]! - times[0]! > 200_000_000n && times[2]! - times[1]! > 200_000_000n);
  });
});
