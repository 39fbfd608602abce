import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extractPlainText } from './text.ts';

const read = (text: string, named: 'txt' | 'md' = 'txt') => extractPlainText(new TextEncoder().encode(text), named);
const lines = (text: string, named: 'txt' | 'md' = 'txt'): string[] => read(text, named).paragraphs.map((paragraph) => paragraph.text);

describe('plain text', () => {
  test('every printed line is a paragraph, blank ones too', () => assert.deepEqual(lines('KẾ HOẠCH \r\n\r\nnăm 2024\n'), ['KẾ HOẠCH', '', 'năm 2024', '']));
  test('blanks inside a line stay: a number may have been left open there', () => assert.deepEqual(lines('Kế hoạch số   /KH – UBND'), ['Kế hoạch số   /KH – UBND']));
  test('decomposed letters come out composed', () => assert.equal(lines('Kế hoạch'.normalize('NFD'))[0], 'Kế hoạch'));
  test('a star or an underline that is no mark stays', () => assert.deepEqual(lines('(*) 3 * 4 ____ a_b'), ['(*) 3 * 4 ____ a_b']));

  test('a letterhead printed in two columns becomes two cells, left before right', () => {
    const { paragraphs } = read('UBND TỈNH BÌNH AN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n  SỞ NỘI VỤ                   Độc lập - Tự do - Hạnh phúc\nSố: 12/KH-SNV               Bình An, ngày 05 tháng 01 năm 2026\n\n               KẾ HOẠCH\nTuyên truyền');
    const side = (column: number): string[] => paragraphs.filter((paragraph) => paragraph.cell?.column === column).map((paragraph) => paragraph.text);
    assert.deepEqual(side(0), ['UBND TỈNH BÌNH AN', 'SỞ NỘI VỤ', 'Số: 12/KH-SNV']);
    assert.deepEqual(side(1), ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Bình An, ngày 05 tháng 01 năm 2026']);
    assert.deepEqual(paragraphs.filter((paragraph) => !paragraph.cell).map((paragraph) => paragraph.text), ['', 'KẾ HOẠCH', 'Tuyên truyền']);
  });
  test('recipients and signature side by side become two cells', () => {
    const { paragraphs } = read('Nơi nhận:                         TM. ỦY BAN NHÂN DÂN\n- Sở Nội vụ;                            CHỦ TỊCH\n- Lưu: VT.\n\n\n                                      Nguyễn Văn A\n');
    assert.deepEqual(paragraphs.filter((paragraph) => paragraph.cell?.column === 0).map((paragraph) => paragraph.text), ['Nơi nhận:', '- Sở Nội vụ;', '- Lưu: VT.']);
    assert.deepEqual(paragraphs.filter((paragraph) => paragraph.cell?.column === 1).map((paragraph) => paragraph.text), ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'Nguyễn Văn A']);
  });
});

describe('Markdown', () => {
  test('marks are kept off the text and remembered as style', () => {
    const { paragraphs } = read('# KẾ HOẠCH\n\n**1. Mục đích**\n\nCâu *nghiêng* và \\*sao\\*, [trang](https://a.vn) và `mã`.\n', 'md');
    assert.deepEqual(paragraphs.filter((paragraph) => paragraph.text !== '').map(({ text, style, bold }) => ({ text, style, bold })), [
      { text: 'KẾ HOẠCH', style: 'heading', bold: true }, { text: '1. Mục đích', style: undefined, bold: true },
      { text: 'Câu nghiêng và *sao*, trang và mã.', style: undefined, bold: undefined },
    ]);
  });
  test('bold may go over several lines', () => {
    const { paragraphs } = read('**KT. CHỦ TỊCH  \nPHÓ CHỦ TỊCH**\n\nTrần Văn B', 'md');
    assert.deepEqual(paragraphs.filter((paragraph) => paragraph.bold).map((paragraph) => paragraph.text), ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']);
  });
  test('footnotes are superscript digits in the text and paragraphs of their own', () => {
    const { paragraphs } = read('theo Quyết định[^1] và Kế hoạch<sup>2</sup>.\n\n[^1]: Quyết định số 1/QĐ-UBND\n\n<sup>2</sup> Kế hoạch số 2/KH-UBND\n', 'md');
    assert.deepEqual(paragraphs.filter((paragraph) => paragraph.text !== '').map(({ text, style }) => [text, style ?? null]), [
      ['theo Quyết định¹ và Kế hoạch².', null], ['¹ Quyết định số 1/QĐ-UBND', 'footnote'], ['² Kế hoạch số 2/KH-UBND', 'footnote'],
    ]);
  });
  test('tables give cells with coordinates; a break inside a cell starts a line of the same cell', () => {
    const { paragraphs } = read('| STT | Nhiệm vụ |\n|---|---|\n| 1 | Viết bài<br>hằng tháng |\n| 2 | |\n', 'txt');
    assert.deepEqual(paragraphs.filter((paragraph) => paragraph.cell).map(({ text, cell }) => [cell!.row, cell!.column, text, cell!.header ?? false]), [
      [0, 0, 'STT', true], [0, 1, 'Nhiệm vụ', true], [1, 0, '1', false], [1, 1, 'Viết bài', false], [1, 1, 'hằng tháng', false], [2, 0, '2', false], [2, 1, '', false],
    ]);
  });
  test('a text file with marks is read as Markdown whatever its name', () => assert.equal(read('**KẾ HOẠCH**\n\n## I. MỤC ĐÍCH\n').kind, 'md'));
});
