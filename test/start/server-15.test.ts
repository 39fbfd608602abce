import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { ROOT } from '../support/loa-process.ts';

/** What must hold on the oldest PostgreSQL we promise to work with; `npm run test:server` runs everything there. */
const FILES = ['src/**/store.test.ts', 'src/**/store/**/*.test.ts', 'src/platform/{db,jobs,backup}/**/*.test.ts', 'test/migrations/**/*.test.ts'];

test('store and migration tests pass on PostgreSQL 15 too', (t) => {
  if (process.env.LOA_TEST_SERVER === '15') return t.skip('this is that run');
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--test', '--test-isolation=none', '--test-reporter=spec', ...FILES], {
    cwd: ROOT, env: { ...env, LOA_TEST_SERVER: '15' }, encoding: 'utf8', timeout: 300_000,
  });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  const passed = Number(/pass (\d+)/.exec(stdout)?.[1] ?? 0);
  t.diagnostic(`${passed} tests on PostgreSQL 15`);
  assert.ok(passed > 5, stdout);
});
