import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dateOf, daysBetween, plainDate, weekdayOf, yearOf } from '#kernel/plain-date.ts';
import { tetOf } from '#features/calendar/rules/lunar.ts';
import { EMPTY_CONTENT, type TaskContent } from './content.ts';
import { contentInYear, dayInYear, taskInYear, textInYear } from './copy-year.ts';

const task = (change: Partial<TaskContent>): TaskContent => ({
  printedIndex: 'III.1', title: 'Việc', parentIndex: null, parentTitle: null, channel: null, product: null, themes: [], timing: null, period: null, rates: [], amount: null, deadline: null, roll: 'none', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null, ...change,
});
const next = (change: Partial<TaskContent>) => taskInYear(task(change), 2025, 2026);

describe('a plan copied to the next year', () => {
  test('a printed day keeps its date, a quarter its name, the leap day ends February', () => {
    const due = next({ timing: 'trước ngày 30/6/2025', period: { kind: 'deadline', from: null, to: plainDate('2025-06-29') }, deadline: { kind: 'date', mode: 'before', date: plainDate('2025-06-30') } });
    assert.deepEqual([due.timing, due.period!.to, due.deadline], ['trước ngày 30/6/2026', '2026-06-29', { kind: 'date', mode: 'before', date: '2026-06-30' }]);
    const quarter = next({ timing: 'Quý I/2025', period: { kind: 'quarter', from: plainDate('2025-01-01'), to: plainDate('2025-03-31') } });
    assert.deepEqual([quarter.timing, quarter.period], ['Quý I/2026', { kind: 'quarter', from: '2026-01-01', to: '2026-03-31' }]);
    assert.equal(dayInYear(plainDate('2024-02-29'), 2025, ''), '2025-02-28');
    assert.equal(dayInYear(plainDate('2027-02-28'), 2028, ''), '2028-02-29');
  });
  test('what hangs on Tết keeps its distance to it: Tết 2025 was 29/01, Tết 2026 is 17/02', () => {
    const before = next({ title: 'Tuyên truyền trước Tết Nguyên đán', timing: 'trước ngày 22/01/2025', deadline: { kind: 'date', mode: 'before', date: plainDate('2025-01-22') }, period: { kind: 'deadline', from: null, to: plainDate('2025-01-21') } });
    assert.deepEqual([before.timing, before.deadline, before.period!.to], ['trước ngày 10/02/2026', { kind: 'date', mode: 'before', date: '2026-02-10' }, '2026-02-09']);
    assert.equal(dayInYear(plainDate('2025-01-30'), 2026, 'Trực đường dây nóng'), '2026-02-18');
    assert.deepEqual(next({ title: 'Phát thanh mừng Đảng, mừng Xuân đón Tết', timing: 'Tháng 01/2025', period: { kind: 'month', from: plainDate('2025-01-01'), to: plainDate('2025-01-31') } }).period, { kind: 'month', from: '2026-02-01', to: '2026-02-28' });
    assert.equal(dayInYear(plainDate('2025-12-20'), 2026, 'Chuẩn bị đón Tết'), '2026-12-09');
    assert.equal(dayInYear(plainDate('2025-08-15'), 2026, 'Rà soát việc chuẩn bị Tết'), '2026-08-15');
    assert.equal(next({ title: 'Phát thanh đón Tết', timing: 'tháng 01/2025' }).timing, 'tháng 02/2026');
  });
  test('the mid-autumn feast follows the moon too; feasts of the solar calendar do not', () => {
    assert.equal(dayInYear(plainDate('2025-10-06'), 2026, 'Hội thi nhân Tết Trung thu'), '2026-09-25');
    assert.equal(dayInYear(plainDate('2025-06-01'), 2026, 'Tết Thiếu nhi'), '2026-06-01');
  });
  test('a day named with its day of the week goes to the nearest such day', () => {
    const moved = dayInYear(plainDate('2025-11-21'), 2026, 'Ngày thứ Sáu, 21/11/2025');
    assert.deepEqual([moved, weekdayOf(moved)], ['2026-11-20', 5]);
  });
  test('years in words follow; numbers of papers and spans of years stay', () => {
    const to2026 = (text: string): string => textInYear(text, 2025, 2026);
    assert.equal(to2026('Tuyên truyền cải cách hành chính năm 2025 trên địa bàn tỉnh'), 'Tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh');
    assert.equal(to2026('giai đoạn 2021 - 2025; Quyết định số 12/QĐ-UBND ngày 03/02/2025; Nghị quyết 45/2025/NQ-HĐND'), 'giai đoạn 2021 - 2025; Quyết định số 12/QĐ-UBND ngày 03/02/2025; Nghị quyết 45/2025/NQ-HĐND');
    assert.equal(to2026('Báo cáo năm trước ngày 25/11/2025, quý II/2025'), 'Báo cáo năm trước ngày 25/11/2026, quý II/2026');
    assert.equal(contentInYear({ ...EMPTY_CONTENT, legalBases: [{ type: 'Luật', number: null, date: plainDate('2025-06-16'), issuer: null, name: 'Luật năm 2025' }], purpose: ['Năm 2025 làm tốt hơn'] }, 2025, 2026).legalBases[0]!.name, 'Luật năm 2025');
  });
  test('copied twice, the order of days and the number of tasks stay, and every day lies in its year', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((n) => dateOf(2025, Math.floor(n / 31) + 1, (n % 28) + 1));
    fc.assert(fc.property(fc.array(day, { maxLength: 10 }), (days) => {
      const rows = days.toSorted().map((date, i) => task({ title: `Việc ${i}`, period: { kind: 'deadline', from: null, to: date }, deadline: { kind: 'date', mode: 'by', date } })), twice = rows.map((row) => taskInYear(taskInYear(row, 2025, 2026), 2026, 2027));
      assert.deepEqual(twice.map(({ title }) => title), rows.map(({ title }) => title));
      assert.ok(twice.every(({ period }) => yearOf(period!.to!) === 2027));
      const fixed = twice.flatMap(({ period }, i) => (Math.abs(daysBetween(tetOf(2025), rows[i]!.period!.to!)) > 25 ? [period!.to!] : []));
      assert.deepEqual(fixed, fixed.toSorted());
    }));
  });
});
