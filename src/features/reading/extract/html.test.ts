import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractHtml } from './html.ts';

const read = (html: string) => extractHtml(new TextEncoder().encode(html)).paragraphs;
const texts = (html: string): string[] => read(html).map((paragraph) => paragraph.text);

test('blocks become paragraphs and blanks are joined; what nobody sees is dropped', () => {
  assert.deepEqual(texts('<html><head><title>x</title><style>p{}</style></head><body><p>KẾ\n  HOẠCH</p><div>năm <span>2024</span></div><p style="display: none">ẩn</p><p hidden>ẩn</p><script>x</script><!-- x --></body></html>'), ['KẾ HOẠCH', 'năm 2024']);
});
test('list numbers and bullets, which the page only draws, are written', () => {
  assert.deepEqual(texts('<ol type="I"><li>một<ol><li>a</li><li value="5">b</li></ol></li><li>hai</li></ol><ul><li>chấm</li></ul><ol type="a" start="3"><li>c</li></ol>'), ['I. một', '1. a', '5. b', 'II. hai', '- chấm', 'c) c']);
});
test('a line break starts a paragraph; bold, centre, heading and footnote marks are told', () => {
  assert.deepEqual(read('<h2>NỘI DUNG</h2><p align="center"><b>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH</b></p><p>của tỉnh<sup>12</sup></p>').map(({ text, bold, centred, style }) => [text, bold ?? false, centred ?? false, style ?? null]),
    [['NỘI DUNG', true, false, 'heading'], ['KT. CHỦ TỊCH', true, true, null], ['PHÓ CHỦ TỊCH', true, true, null], ['của tỉnh¹²', false, false, null]]);
});
test('cells of a table carry their place, spans counted', () => {
  const cells = read('<table><thead><tr><th>STT</th><th colspan="2">Nhiệm vụ</th></tr></thead><tr><td rowspan="2">1</td><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr></table>').map(({ text, cell }) => [text, cell!.row, cell!.column, cell!.rows ?? 1, cell!.columns ?? 1, cell!.header ?? false]);
  assert.deepEqual(cells, [['STT', 0, 0, 1, 1, true], ['Nhiệm vụ', 0, 1, 1, 2, true], ['1', 1, 0, 2, 1, false], ['a', 1, 1, 1, 1, false], ['', 1, 2, 1, 1, false], ['b', 2, 1, 1, 1, false], ['c', 2, 2, 1, 1, false]]);
});
test('a table that only lays out the page is no table, the one inside it is', () => {
  const paragraphs = read('<table><tr><td><p>trước</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>');
  assert.deepEqual(paragraphs.map(({ text, cell }) => [text, cell?.column ?? null]), [['trước', null], ['a', 0], ['b', 1]]);
});
