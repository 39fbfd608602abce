/**
 * How long a start takes, from the command to the first whole page, beside the limits of the house. Prints JSON.
 *   node --import tsx bench/start.ts [rounds]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLoa, startLoa } from '../test/support/loa-process.ts';

const rounds = Number(process.argv[2] ?? 5);
const place = await mkdtemp(join(tmpdir(), 'loa-bench-'));
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const whole = Math.round;

/** Milliseconds until the first page has arrived, and until the program has ended after SIGTERM. */
async function start(command: string, data: string): Promise<{ firstPage: number; stop: number; resident: number }> {
  const begin = performance.now();
  const loa = await startLoa({ args: [command], data, timeout: 120_000 });
  const page = await fetch(`${loa.url}/`);
  await page.text();
  const firstPage = performance.now() - begin;
  if (page.status !== 200) throw new Error(`the first page answered ${page.status}`);
  const resident = await residentOf(loa.child.pid!);
  const told = performance.now();
  if ((await loa.stop()) !== 0) throw new Error('it did not stop in order');
  return { firstPage, stop: performance.now() - told, resident };
}

/** Megabytes of memory in use. */
async function residentOf(pid: number): Promise<number> {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

try {
  await runLoa(['--help']); // installs and builds when needed: not what is measured
  const [real, demo] = [join(place, 'real'), join(place, 'demo')];
  const first = await start('serve', real);
  const warm = [], demoWarm = [];
  for (let round = 0; round < rounds; round++) warm.push(await start('serve', real));
  const demoFirst = await start('demo', demo);
  for (let round = 0; round < rounds; round++) demoWarm.push(await start('demo', demo));
  const help = [];
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    await runLoa(['--help']);
    help.push(performance.now() - begin);
  }
  const [warmMs, demoMs] = [whole(median(warm.map((run) => run.firstPage))), whole(demoFirst.firstPage)];
  console.log(JSON.stringify({
    bench: 'start', rounds,
    warmStartToFirstPageMs: warmMs, warmLimitMs: 1_500, demoOnInstalledCheckoutMs: demoMs, demoLimitMs: 20_000,
    newStoreToFirstPageMs: whole(first.firstPage), demoWarmToFirstPageMs: whole(median(demoWarm.map((run) => run.firstPage))),
    stopMs: whole(median(warm.map((run) => run.stop))), helpMs: whole(median(help)), residentMb: whole(median(warm.map((run) => run.resident))),
    withinLimits: warmMs <= 1_500 && demoMs <= 20_000,
  }, null, 1));
} finally {
  await rm(place, { recursive: true, force: true, maxRetries: 5 });
}
