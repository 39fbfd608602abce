import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '#kernel/app-error.ts';
import { createLog } from './log.ts';

const lines: string[] = [];
const log = createLog('info', (line) => lines.push(line), () => new Date(0));
const last = () => JSON.parse(lines.at(-1)!) as Record<string, unknown> & { error: Record<string, unknown> };

test('writes one line of JSON each, at the level asked for', () => {
  log.debug('hidden');
  assert.equal(lines.length, 0);
  log.info('started', { port: 8080, text: 'a\nb' });
  assert.equal(lines[0], '{"at":"1970-01-01T00:00:00.000Z","level":"info","message":"started","port":8080,"text":"a\\nb"}\n');
});

test('says what broke in the database without the values people typed', () => {
  const error = Object.assign(new Error('invalid input: "nguyen.van.a@tinh.gov.vn"'), { severity: 'ERROR', code: '23505', constraint: 'accounts_user_name', table: 'accounts', detail: 'Key (email)=(nguyen.van.a@tinh.gov.vn)' });
  log.error('request failed', { error });
  assert.equal(last().error.database, '23505');
  assert.equal(last().error.constraint, 'accounts_user_name');
  assert.ok(!lines.at(-1)!.includes('nguyen.van.a'));
});

test('keeps the place of any other fault', () => {
  log.error('request failed', { error: new AppError('storage', 'Ổ đĩa đã đầy.') });
  assert.equal(last().error.text, 'Ổ đĩa đã đầy.');
  assert.ok((last().error.trace as string[]).length > 0);
});
