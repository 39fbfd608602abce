import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, dateOf, dayAt, daysBetween, formatDate, fromDayNumber, isPlainDate, parseDate, startOfDay, toDayNumber, weekdayOf } from './plain-date.ts';

const day = fc.integer({ min: -50_000, max: 60_000 }).map(fromDayNumber);

describe('a plain date', () => {
  it('is counted forwards and back without loss', () => {
    fc.assert(fc.property(day, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
      assert.equal(daysBetween(date, addDays(date, days)), days);
      assert.equal(fromDayNumber(toDayNumber(date)), date);
      assert.equal(weekdayOf(addDays(date, 7)), weekdayOf(date));
    }));
  });

  it('reads what people type, and nothing that is no day', () => {
    for (const text of ['20/11/2026', '20-11-2026', '20.11.2026', '20 11 2026', '20112026', '2026-11-20', ' 20/11/2026 ']) assert.equal(parseDate(text), '2026-11-20');
    assert.equal(parseDate('5/1/2026'), '2026-01-05');
    for (const text of ['31/02/2026', '29/02/2026', '1/13/2026', '20/11/26', '', 'hôm nay', '2026-02-30', '99999999']) assert.equal(parseDate(text), null);
  });

  it('comes back from the way officials write it', () => {
    fc.assert(fc.property(day, (date) => { assert.equal(parseDate(formatDate(date)), date); }));
  });

  it('keeps to the end of a shorter month', () => {
    assert.equal(addMonths(dateOf(2026, 1, 31), 1), '2026-02-28');
    assert.equal(addMonths(dateOf(2024, 1, 31), 1), '2024-02-29');
    assert.equal(addMonths(dateOf(2026, 11, 20), -11), '2025-12-20');
  });

  it('begins at midnight in Viet Nam', () => {
    assert.equal(startOfDay(dateOf(2026, 11, 20)).toISOString(), '2026-11-19T17:00:00.000Z');
    assert.equal(dayAt(new Date('2026-11-19T16:59:59.999Z')), '2026-11-19');
    assert.equal(dayAt(new Date('2026-11-19T17:00:00.000Z')), '2026-11-20');
  });

  it('knows 20 November 2026 is a Friday', () => { assert.equal(weekdayOf(dateOf(2026, 11, 20)), 5); assert.ok(!isPlainDate('2026-2-3')); });
});
