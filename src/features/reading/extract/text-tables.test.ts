import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extractPlainText } from './text.ts';

const cells = (text: string): Map<string, string> => {
  const found = new Map<string, string>();
  for (const { cell, text: shown } of extractPlainText(new TextEncoder().encode(text), 'txt').paragraphs) if (cell) { const key = `${cell.row}.${cell.column}`; found.set(key, found.has(key) ? `${found.get(key)} ${shown}` : shown); }
  return found;
};
const TABLE = [
  'PHỤ LỤC', '',
  'TT   Nội dung                      Thời gian      Cơ quan            Cơ quan',
  '                                   thực hiện      chủ trì            phối hợp',
  'I    Tuyên truyền trên báo chí, trên môi trường mạng của tỉnh',
  '1    Xây dựng chuyên mục trên      Quý II -       Báo Bình An        Sở Nội vụ; các sở,',
  '     Báo Bình An                   III/2026                          ban, ngành',
  '2    Tập huấn cho công chức        Tháng 5/2026   Sở Nội vụ          Trường Chính trị',
  '', 'Trên đây là phụ lục phân công nhiệm vụ kèm theo kế hoạch của Ủy ban nhân dân tỉnh năm 2026.',
].join('\n');

describe('a task table laid out with blanks', () => {
  test('becomes cells: headings over two lines, cells over several lines', () => {
    const found = cells(TABLE);
    assert.equal(found.get('0.3'), 'Cơ quan chủ trì');
    assert.deepEqual([0, 1, 2, 3, 4].map((column) => found.get(`2.${column}`)), ['1', 'Xây dựng chuyên mục trên Báo Bình An', 'Quý II - III/2026', 'Báo Bình An', 'Sở Nội vụ; các sở, ban, ngành']);
    assert.equal(found.get('3.4'), 'Trường Chính trị');
  });
  test('keeps the heading of a group of rows whole', () => assert.equal(cells(TABLE).get('1.1'), 'Tuyên truyền trên báo chí, trên môi trường mạng của tỉnh'));
  test('ends where a sentence goes across its columns', () => assert.ok(![...cells(TABLE).values()].some((text) => text.includes('Trên đây'))));
  test('double-spaced print is the same table', () => assert.deepEqual(cells(TABLE.replaceAll('\n', '\n\n')), cells(TABLE)));
  test('a line that merely begins with "TT" is no table', () => assert.equal(cells('TT Tỉnh ủy, TT HĐND tỉnh   (b/c)\n1. Sở Nội vụ').size, 0));
});
