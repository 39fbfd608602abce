import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, readdirSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { postgresPid } from '../support/loa-process.ts';

const ROUNDS = 20;
const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

/** The same moments in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every process that lives in the cluster: the server and all it has forked. */
function processesOf(cluster: string): number[] {
  const home = realpathSync(cluster);
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try { return readlinkSync(`/proc/${pid}/cwd`) === home; } catch { return false; }
  });
}

const kill = (pid: number): void => { try { process.kill(pid, 'SIGKILL'); } catch { /* gone already */ } };

/** What is killed: Loa alone (its PostgreSQL is adopted), with its server, with everything. */
const VICTIMS: readonly ((child: ChildProcess, data: string) => Promise<void>)[] = [
  async (child) => { child.kill('SIGKILL'); },
  async (child, data) => { const server = await postgresPid(data); child.kill('SIGKILL'); kill(server); },
  async (child, data) => { const all = processesOf(join(data, 'pg')); child.kill('SIGKILL'); all.forEach(kill); },
];

describe('kill -9 under load', () => {
  const places: string[] = [];
  after(async () => {
    for (const place of places) {
      for (const pid of processesOf(join(place, 'data/pg'))) kill(pid);
      await rm(place, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  test(`${ROUNDS} rounds: every acknowledged row and file is found again`, async (t) => {
    const place = await mkdtemp(join(tmpdir(), 'loa-crash-'));
    places.push(place);
    const [data, acknowledged] = [join(place, 'data'), join(place, 'acknowledged')];
    writeFileSync(acknowledged, '');
    const random = seeded(2026);
    let saved = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      const child = spawn(process.execPath, ['--import', 'tsx', CHILD, data, acknowledged], { stdio: ['ignore', 'pipe', 'pipe'] });
      let faults = '';
      child.stderr!.on('data', (part: Buffer) => { faults += part.toString(); });
      const ended = new Promise<void>((resolve) => { child.on('close', () => resolve()); });
      let tell: (missing: string[]) => void = () => {};
      const started = new Promise<string[]>((resolve) => { tell = resolve; });
      createInterface({ input: child.stdout! }).on('line', (line) => {
        const [word, ...rest] = line.split(' ');
        if (word === 'missing') tell(JSON.parse(rest.join(' ')) as string[]);
        else if (word === 'saved') { appendFileSync(acknowledged, `${rest.join(' ')}\n`); saved++; }
      });
      const missing = await Promise.race([started, ended.then(() => null)]);
      assert.ok(missing, `round ${round} did not start: ${faults}`);
      assert.deepEqual(missing, [], `lost after round ${round}`);
      if (round < ROUNDS) await sleep(80 + random() * 320);
      await VICTIMS[round % VICTIMS.length]!(child, data);
      await ended;
    }
    t.diagnostic(`${saved} acknowledged writes, none lost`);
    assert.ok(saved > ROUNDS * 5, `only ${saved} writes: that was no load`);
  });
});
