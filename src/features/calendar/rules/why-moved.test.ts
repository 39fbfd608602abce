import { test } from 'node:test';
import assert from 'node:assert/strict';
import { plainDate } from '#kernel/plain-date.ts';
import { daysOffBetween, dueDayText } from './why-moved.ts';
import { PROPOSED_CALENDAR } from './working-days.ts';

const text = (printed: string, due: string) => dueDayText(PROPOSED_CALENDAR, plainDate(printed), plainDate(due));

test('a due day that a holiday moved says which holiday', () => {
  assert.equal(text('2026-11-25', '2026-11-23'), 'trước 25/11 · làm xong 23/11/2026 (24/11 nghỉ lễ)');
  assert.equal(text('2026-11-24', '2026-11-23'), 'hạn ghi 24/11 · làm xong 23/11/2026 (24/11 nghỉ lễ)');
});
test('a due day that a weekend moved says so, an unmoved one stands alone', () => {
  assert.equal(text('2026-06-20', '2026-06-19'), 'hạn ghi 20/06 · làm xong 19/06/2026 (nghỉ cuối tuần)');
  assert.equal(text('2026-11-30', '2026-11-30'), 'hạn 30/11/2026');
});
test('"trước ngày" without a day off gives no reason', () => assert.equal(text('2026-11-20', '2026-11-19'), 'trước 20/11 · làm xong 19/11/2026'));
test('Tết is named as a range', () => assert.equal(daysOffBetween(PROPOSED_CALENDAR, plainDate('2026-02-17'), plainDate('2026-02-23')), '17/02 – 20/02 nghỉ lễ, nghỉ cuối tuần'));
