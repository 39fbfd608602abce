import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { csvRow, parseCsv } from './csv.ts';

const cells = (text: string): string[][] => parseCsv(text).map((row) => row.cells);

describe('comma-separated text', () => {
  it('is read with semicolons, commas or tabs, with or without a byte-order mark', () => {
    for (const separator of [';', ',', '\t']) assert.deepEqual(cells(`\ufeffMã${separator}Tên\r\nA${separator}Sở Nội vụ\r\n`), [['Mã', 'Tên'], ['A', 'Sở Nội vụ']]);
  });
  it('keeps separators, quotes and line ends inside quotes', () => {
    assert.deepEqual(cells('a;b\n"Sở Văn hóa; Thể thao";"nói ""được"""\n"hai\ndòng";x'), [['a', 'b'], ['Sở Văn hóa; Thể thao', 'nói "được"'], ['hai\ndòng', 'x']]);
  });
  it('says in which line of the file a row begins', () => {
    assert.deepEqual(parseCsv('a;b\n"1\n2";x\n\nc;d').map((row) => row.line), [1, 2, 5]);
  });
  it('ends with a quote that is never closed', () => { assert.deepEqual(cells('a;"b\nc'), [['a', 'b\nc']]); });
  it('reads back what it writes', () => {
    const safe = fc.string({ maxLength: 12 }).map((text) => text.replace(/\r/g, '').replace(/^[=+\-@\ufeff]/, 'x'));
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('khóa', 'mã'), safe, safe), { minLength: 1, maxLength: 5 }), (rows) => {
      assert.deepEqual(cells(rows.map((row) => csvRow(row)).join('\n').replace(/^/, 'a;b;c\n')).slice(1), rows);
    }));
  });
});
