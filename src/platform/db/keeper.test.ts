import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AppError } from '#kernel/app-error.ts';
import { silentLog } from '../log.ts';
import { DamagedCluster, type Embedded } from './embedded.ts';
import { GIVE_UP_MS, keep, pauseBefore, type KeeperOptions } from './keeper.ts';
import type { OwnerLock } from './owner-lock.ts';

/** A server that dies when it is told to. */
function server(port: number): Embedded & { die: () => void; stops: number } {
  let living = true, tell = (): void => {};
  const ended = new Promise<void>((resolve) => { tell = resolve; });
  const die = (): void => { living = false; tell(); };
  return { address: { host: '127.0.0.1', port, user: 'loa', password: '', database: 'postgres' }, pid: port, adopted: false, ended, alive: () => living, die, stops: 0, async stop() { this.stops++; die(); } };
}
function lock(): OwnerLock & { lose: () => void; released: number } {
  let lose = (): void => {};
  const lost = new Promise<void>((resolve) => { lose = resolve; });
  return { lost, lose, released: 0, async release() { this.released++; } };
}
const kept = (options: Partial<KeeperOptions> & Pick<KeeperOptions, 'server'>) =>
  keep({ lock: lock(), find: async () => { throw new Error('none'); }, own: async () => lock(), otherServer: () => null, log: silentLog, ...options });
const moment = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 5); });

describe('a server that is looked after', () => {
  test('is tried at once, then after longer pauses, for a day', () => {
    assert.deepEqual([0, 1, 2, 3, 6, 100].map((failures) => pauseBefore(failures, 0)), [0, 500, 1_000, 2_000, 30_000, 30_000]);
    assert.equal(pauseBefore(0, GIVE_UP_MS - 1), 0);
    assert.equal(pauseBefore(3_000, GIVE_UP_MS), null);
  });

  test('comes back at another port, and only after it was owned and checked may anybody ask it', async () => {
    const [first, second] = [server(1), server(2)], steps: string[] = [];
    const keeper = kept({ server: first, find: async () => { steps.push('found'); return second; }, own: async ({ port }) => { steps.push(`owned ${port}`); return lock(); } });
    keeper.check = async () => { steps.push(`checked ${keeper.line.open}`); };
    const { address } = keeper;
    first.die();
    await moment();
    assert.deepEqual(steps, ['found', 'owned 2', 'checked false']);
    assert.deepEqual([address.port, keeper.line.open], [2, true]);
    await keeper.close();
    assert.equal(second.stops, 1);
  });

  test('that lives on while the ownership was lost is owned again and not started', async () => {
    const held = lock(), first = server(1), keeper = kept({ server: first, lock: held });
    held.lose();
    await moment();
    assert.equal(keeper.line.open, true);
    await keeper.close();
    assert.equal(first.stops, 1);
  });

  test('ends Loa when its files are spoilt, when another Loa took it, when it must not be used any more', async () => {
    const spoilt = server(1), taken = server(2), newer = server(3), others = server(4);
    const one = kept({ server: spoilt, find: async () => { throw new DamagedCluster('bị hỏng'); } });
    const two = kept({ server: taken, find: async () => others, own: async () => null, otherServer: () => 'http://127.0.0.1:9' });
    const three = kept({ server: newer, find: async () => server(5) });
    three.check = async () => { throw new AppError('unavailable', 'bản mới hơn'); };
    for (const each of [spoilt, taken, newer]) each.die();
    assert.deepEqual(await Promise.all([one.lost, two.lost, three.lost].map(async (lost) => (await lost).replace(/^.*Loa khác \((.*?)\).*$/, '$1'))), ['bị hỏng', 'http://127.0.0.1:9', 'bản mới hơn']);
    for (const keeper of [one, two, three]) { assert.equal(keeper.line.open, false); await keeper.close(); }
    assert.equal(others.stops, 0);
  });

  test('a stop does not wait for it', async () => {
    const first = server(1), keeper = kept({ server: first, find: (signal) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(new Error('given up'))); }) });
    first.die();
    await moment();
    await keeper.close();
    assert.equal(keeper.line.open, false);
  });

  test('what only visits waits until the owner has it again, and never stops it', async () => {
    const [first, second] = [server(1), server(2)], keeper = kept({ server: first, lock: null, find: async () => second, own: async () => assert.fail('it owns nothing') });
    first.die();
    await moment();
    assert.deepEqual([keeper.address.port, keeper.line.open], [2, true]);
    await keeper.close();
    assert.equal(second.stops, 0);
  });
});
