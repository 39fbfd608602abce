import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tasksFromRows } from './from-table.ts';

const head = ['STT', 'Nội dung', 'Chủ trì', 'Phối hợp', 'Thời gian', 'Định mức', 'Cột lạ'];
const from = (...rows: string[][]) => tasksFromRows({ head, rows: rows.map((cells, i) => ({ line: i + 2, cells })) }, 2026);

describe('a table of tasks', () => {
  test('gives drafts with rates, amounts, times and agencies', () => {
    const { tasks, faults, ignored } = from(
      ['1', 'Tin bài trên Cổng thông tin điện tử', 'Văn phòng UBND tỉnh', 'Các sở, ban, ngành', 'Thường xuyên trong năm', '05 tin, bài/tháng', ''],
      ['2', 'Lớp tập huấn', 'Sở Nội vụ; UBND các xã, phường', '', 'Quý II/2026', '2 lớp', ''],
      ['3', 'Cung cấp thông tin', 'Sở Nội vụ', '', 'Trước ngày 25/11/2026', 'hằng quý', 'x'],
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(ignored, ['Cột lạ']);
    assert.deepEqual(tasks.map(({ content }) => [content.product, content.amount, content.rates.map(({ count, per }) => [count, per])]), [['article', null, [[5, 'month']]], ['training-class', 2, []], ['content-supply', null, [[null, 'quarter']]]]);
    assert.deepEqual(tasks[1]!.parties.map(({ asWritten }) => asWritten), ['Sở Nội vụ', 'UBND các xã, phường']);
    assert.deepEqual(tasks[2]!.content.deadline, { kind: 'date', mode: 'before', date: '2026-11-25' });
  });

  test('names every row that cannot be taken, with the reason', () => {
    const { faults } = from(['1', '', 'Sở Nội vụ', '', '', '', ''], ['2', 'Việc', '', '', 'lúc nào cũng được', 'nhiều', '']);
    assert.deepEqual(faults.map(({ line, column }) => [line, column]), [[2, 'Nhiệm vụ'], [3, 'Cơ quan chủ trì'], [3, 'Thời gian thực hiện'], [3, 'Định mức']]);
    assert.match(tasksFromRows({ head: ['Nội dung', 'x'], rows: [] }, 2026).faults[0]!.reason, /Thiếu cột “Cơ quan chủ trì”/);
  });
});
