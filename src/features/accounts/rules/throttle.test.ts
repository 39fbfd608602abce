import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { STANDARD_SETTINGS } from './settings.ts';
import { afterFailure, waitFor, waitInWords, type Throttle } from './throttle.ts';

const MINUTE = 60_000;
const at = (milliseconds: number): Date => new Date(1_800_000_000_000 + milliseconds);

describe('wrong sign-ins', () => {
  it('cost nothing four times, then 30 seconds, then twice as long each time up to 15 minutes', () => {
    let throttle: Throttle | null = null, now = 0;
    const waits: number[] = [];
    for (let tries = 0; tries < 12; tries++) {
      throttle = afterFailure(throttle, 'source', at(now), STANDARD_SETTINGS);
      waits.push(waitFor(throttle, at(now)) / 1000);
      now += waitFor(throttle, at(now));
    }
    assert.deepEqual(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
  });
  it('never lock anybody out for longer than the setting, whatever happens', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { maxLength: 60 }), fc.constantFrom('source' as const, 'anywhere' as const), (gaps, counted) => {
      let throttle: Throttle | null = null, now = 0;
      for (const gap of gaps) {
        now += gap;
        throttle = afterFailure(throttle, counted, at(now), STANDARD_SETTINGS);
        assert.ok(waitFor(throttle, at(now)) <= STANDARD_SETTINGS.longestWaitMinutes * MINUTE);
      }
    }));
  });
  it('from everywhere together are fifty before strangers wait', () => {
    let throttle: Throttle | null = null;
    for (let tries = 0; tries < 49; tries++) throttle = afterFailure(throttle, 'anywhere', at(tries), STANDARD_SETTINGS);
    assert.equal(waitFor(throttle, at(49)), 0);
    assert.ok(waitFor(afterFailure(throttle, 'anywhere', at(49), STANDARD_SETTINGS), at(49)) > 0);
  });
  it('are forgotten after half a day', () => {
    const old: Throttle = { failures: 40, lastFailureAt: at(0), blockedUntil: null };
    assert.equal(afterFailure(old, 'source', at(13 * 60 * MINUTE), STANDARD_SETTINGS).failures, 1);
  });
  it('are told in words', () => assert.deepEqual([29_001, 90_000, 91_000, 900_000].map(waitInWords), ['30 giây', '90 giây', '2 phút', '15 phút']));
});
