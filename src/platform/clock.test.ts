import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { realClock, standingClock, testClock } from './clock.ts';

test('the standing clock keeps its day and the real time of day', () => {
  let real = new Date('2027-03-01T02:15:30Z'); // 09:15:30 in Viet Nam
  const clock = standingClock(plainDate('2026-11-20'), () => real);
  assert.equal(clock.today(), '2026-11-20');
  assert.deepEqual(clock.now(), new Date('2026-11-20T02:15:30Z'));
  real = new Date('2027-03-01T17:30:00Z'); // half past midnight of the next day there
  assert.equal(clock.today(), '2026-11-20');
  assert.deepEqual(clock.now(), new Date('2026-11-19T17:30:00Z'));
});

test('today is the day in Viet Nam, whatever the zone of the machine', () => {
  const clock = testClock(new Date('2026-11-20T17:00:00Z'));
  assert.equal(clock.today(), '2026-11-21');
  clock.set(new Date('2026-11-20T16:59:59Z'));
  assert.equal(clock.today(), '2026-11-20');
  assert.ok(Math.abs(realClock.now().getTime() - Date.now()) < 1_000);
});
