import assert from 'node:assert/strict';
import { it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { standingClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openAssets } from '#platform/http/assets.ts';
import { get, PUBLIC } from '#platform/http/route.ts';
import { createLog } from '#platform/log.ts';
import { assetsDirectory } from './assets-directory.ts';
import { createWeb } from './web.ts';

it('a fault is logged with the kind of its page, never with a key that stands in the address or with what people typed', async () => {
  const lines: string[] = [], token = 'q'.repeat(43);
  const fault = Object.assign(new Error('invalid input: "nguyen.van.a@tinh.example"'), { severity: 'ERROR', code: '22P02' });
  const app = createWeb({ config: readConfig({}), clock: standingClock(plainDate('2026-11-20')), mode: 'real', log: createLog('info', (line) => lines.push(line)), assets: openAssets(assetsDirectory()), ready: async () => true } as never,
    ['/calendar/:file', '/x/:id'].map((path) => get(path, PUBLIC, () => { throw fault; })));
  for (const path of [`/calendar/${token}.ics`, '/x/01890000-0000-7000-8000-000000000001']) assert.equal((await app.request(path)).status, 500);
  assert.equal(lines.length, 2);
  assert.ok(!lines.some((line) => line.includes(token) || line.includes('nguyen.van.a')), lines.join(''));
  assert.match(lines[0]!, /"path":"\/calendar\/…".*22P02/);
  assert.match(lines[1]!, /"path":"\/x\/01890000-0000-7000-8000-000000000001"/, 'a row is found by its id');
});
