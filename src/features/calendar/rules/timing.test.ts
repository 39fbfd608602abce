import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeadline, readTiming, rhythmsOf } from './timing.ts';

const timings: readonly (readonly [string, string])[] = [
  ['Thường xuyên trong năm', 'continuous 2026-01-01 2026-12-31'], ['Thường xuyên', 'continuous null null'], ['Trong năm', 'year 2026-01-01 2026-12-31'], ['Năm 2025', 'year 2025-01-01 2025-12-31'],
  ['Quý I/2024', 'quarter 2024-01-01 2024-03-31'], ['Quý 2/2026', 'quarter 2026-04-01 2026-06-30'], ['Trong quý II, III năm 2024', 'range 2024-04-01 2024-09-30'], ['Quý I - Quý II', 'range 2026-01-01 2026-06-30'], ['Quý II-IV/2026', 'range 2026-04-01 2026-12-31'],
  ['Tháng 4', 'month 2026-04-01 2026-04-30'], ['Tháng 02 năm 2024', 'month 2024-02-01 2024-02-29'], ['Tháng 3 – 6/2026', 'range 2026-03-01 2026-06-30'], ['Từ tháng 3 đến tháng 6/2026', 'range 2026-03-01 2026-06-30'], ['Tháng 10, 11, 12/2026', 'range 2026-10-01 2026-12-31'],
  ['Trước ngày 30/6/2026', 'deadline null 2026-06-30'], ['Xong trước 15/12', 'deadline null 2026-12-15'], ['chậm nhất ngày 15 tháng 11', 'deadline null 2026-11-15'], ['Đến hết tháng 11/2026', 'deadline null 2026-11-30'], ['Không quá ngày 05/9/2026', 'deadline null 2026-09-05'],
  ['Từ ngày 01/4/2026 đến hết ngày 30/6/2026', 'range 2026-04-01 2026-06-30'], ['6 tháng đầu năm 2026', 'range 2026-01-01 2026-06-30'], ['Giai đoạn 2022 - 2025', 'range 2022-01-01 2025-12-31'], ['Từ tháng 3/2026', 'open 2026-03-01 null'], ['Từ Quý II/2026 trở đi', 'open 2026-04-01 null'],
  ['Ngày 10/10/2026', 'date 2026-10-10 2026-10-10'], ['Định kỳ (quý, 6 tháng, năm)', 'recurring 2026-01-01 2026-12-31'], ['Hằng năm', 'recurring 2026-01-01 2026-12-31'], ['hàng tháng', 'recurring 2026-01-01 2026-12-31'], ['Trước ngày 05/12 hằng năm', 'recurring 2026-01-01 2026-12-31'],
  ['Theo kế hoạch của tỉnh', 'null'], ['', 'null'],
];
test('a printed time is read as the period officials mean by it', () => {
  for (const [text, expected] of timings) {
    const read = readTiming(text, 2026);
    assert.equal(read ? `${read.kind} ${read.from} ${read.to}` : 'null', expected, text);
  }
});
test('decomposed letters, lost case and other dashes change nothing', () => {
  for (const [text, expected] of timings) {
    const read = readTiming(text.normalize('NFD').toUpperCase().replaceAll('-', '–'), 2026);
    assert.equal(read ? `${read.kind} ${read.from} ${read.to}` : 'null', expected, text);
  }
});
test('days that do not exist are read as the last day there is, never thrown', () => {
  assert.equal(readTiming('trước ngày 31/02/2026', 2026)?.to, '2026-02-28');
  assert.equal(readTiming('tháng 13/2026', 2026)?.kind, 'year');
});

test('a deadline says whether its day is still in time', () => {
  assert.deepEqual(readDeadline('trước ngày 25/11/2026'), { kind: 'date', mode: 'before', date: '2026-11-25' });
  assert.deepEqual(readDeadline('chậm nhất đến ngày 20/6/2026'), { kind: 'date', mode: 'by', date: '2026-06-20' });
  assert.deepEqual(readDeadline('không quá ngày 5/7', 2026), { kind: 'date', mode: 'by', date: '2026-07-05' });
  assert.deepEqual(readDeadline('trước ngày 25/11'), { kind: 'day-of-year', mode: 'before', month: 11, day: 25 });
  assert.deepEqual(readDeadline('trước ngày 05/12 hằng năm', 2026), { kind: 'day-of-year', mode: 'before', month: 12, day: 5 });
});
test('a deadline of working days counts from what the paper names', () => {
  assert.deepEqual(readDeadline('trong 05 ngày làm việc kể từ ngày nhận được văn bản'), { kind: 'within', days: 5, counting: 'working-days', after: { kind: 'event', text: 'ngày nhận được văn bản' } });
  assert.deepEqual(readDeadline('trong thời hạn 10 ngày kể từ ngày 01/4/2026'), { kind: 'within', days: 10, counting: 'calendar-days', after: { kind: 'date', date: '2026-04-01' } });
  assert.deepEqual(readDeadline('trong 03 ngày làm việc kể từ ngày kết thúc quý'), { kind: 'within', days: 3, counting: 'working-days', after: { kind: 'period-end' } });
});
test('a deadline that comes back names its day of the period', () => {
  assert.deepEqual(readDeadline('trước ngày 15 hằng tháng'), { kind: 'day-of-month', mode: 'before', day: 15, month: 'last-of-period' });
  assert.deepEqual(readDeadline('ngày 20 của tháng cuối quý'), { kind: 'day-of-month', mode: 'by', day: 20, month: 'last-of-period' });
  assert.deepEqual(readDeadline('trước ngày 05 của tháng sau'), { kind: 'day-of-month', mode: 'before', day: 5, month: 'after-period' });
  assert.deepEqual(readDeadline('định kỳ hằng quý'), { kind: 'end-of-period' });
  assert.equal(readDeadline('theo quy định'), null);
});
test('rhythms are listed as named', () => {
  assert.deepEqual(rhythmsOf('Định kỳ (quý, 6 tháng, năm)'), ['quarter', 'half-year', 'year']);
  assert.deepEqual(rhythmsOf('hằng tháng'), ['month']);
  assert.deepEqual(rhythmsOf('tháng 6 năm 2026'), []);
});
