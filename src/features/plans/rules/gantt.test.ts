import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { ganttChart } from './gantt.ts';
import { slotState, type Slot } from './schedule.ts';

const year = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') }, today = plainDate('2026-11-20');
const slot = (change: Partial<Slot> = {}): Slot => ({ itemId: 'a', from: plainDate('2026-11-01'), to: plainDate('2026-11-30'), due: plainDate('2026-11-30'), units: 96, met: 0, counted: true, ...change });
const day = fc.integer({ min: 0, max: 360 }).map((n) => addDays(year.from, n));

describe('a period of a task', () => {
  test('is late only when its due day is over and somebody has not done it', () => {
    const due = plainDate('2026-11-19');
    assert.equal(slotState(slot({ due, met: 95 }), today), 'missed');
    assert.equal(slotState(slot({ due, met: 96 }), today), 'met');
    assert.equal(slotState(slot({ due: today }), today), 'running');
    assert.equal(slotState(slot({ from: plainDate('2026-12-01'), to: plainDate('2026-12-31'), due: plainDate('2026-12-31') }), today), 'coming');
    assert.equal(slotState(slot({ due, counted: false }), today), 'followed');
  });
});

describe('the chart of a plan', () => {
  test('twelve months fill the width, in order and without gap', () => {
    const { months, width, labelWidth } = ganttChart([], [], year, today);
    assert.deepEqual(months.map(({ label }) => label), ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12']);
    months.forEach((month, at) => assert.ok(Math.abs(month.x - (at ? months[at - 1]!.x + months[at - 1]!.width : labelWidth)) < 0.11));
    assert.ok(Math.abs(months.at(-1)!.x + months.at(-1)!.width - width) < 0.11);
  });
  test('every part lies inside the chart and inside the span of its row', () => fc.assert(fc.property(fc.array(fc.tuple(day, fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 60 }), (given) => {
    const slots = given.map(([from, length, after]) => { const to = addDays(from, length); return slot({ from, to, due: addDays(to, after) as PlainDate }); });
    const { rows: [row], width, labelWidth } = ganttChart([{ itemId: 'a', index: '1', title: 'Đăng tin, bài' }], slots, year, today);
    for (const part of row!.parts) {
      assert.ok(part.width > 0 && part.x >= labelWidth - 0.1 && part.x + part.width <= width + 0.2);
      assert.ok(part.x >= row!.span!.x - 0.1 && part.x + part.width <= row!.span!.x + row!.span!.width + 0.2);
    }
  })));
  test('a weekly task is drawn by months, and no unit is lost in it', () => {
    const weeks = Array.from({ length: 52 }, (_, at) => { const from = addDays(plainDate('2026-01-05'), at * 7); return slot({ from, to: addDays(from, 6), due: addDays(from, 6), units: 2, met: 1 }); });
    const { rows: [row] } = ganttChart([{ itemId: 'a', index: '1', title: 'Chuyên mục' }], weeks, year, today);
    assert.equal(row!.parts.length, 13); // the last week ends in January
    const told = row!.parts.reduce((sum, part) => sum + Number(/: (\d+)\/(\d+)/.exec(part.says)![2]), 0);
    assert.equal(told, 104);
  });
  test('a long title is cut at a word, with an ellipsis', () => {
    const { rows: [row] } = ganttChart([{ itemId: 'a', index: '1', title: 'Xây dựng, duy trì chuyên mục Cải cách hành chính trên Cổng thông tin điện tử của tỉnh, đăng tải kịp thời văn bản chỉ đạo' }], [], year, today);
    assert.equal(row!.lines.length, 2);
    assert.ok(row!.lines.every((line) => line.length <= 44) && row!.lines[1]!.endsWith('…'));
  });
});
