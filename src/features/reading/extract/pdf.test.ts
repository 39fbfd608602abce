import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pdfOf } from '#test/samples/files/damaged-files.ts';
import type { Paper } from '#test/support/layout.ts';
import { paperPdf, type PdfLook } from '#test/support/layout-pdf.ts';
import { extractPdf } from './pdf.ts';

const AGENCIES = ['Sở Thông tin và Truyền thông; các cơ quan, đơn vị liên quan', 'UBND các xã, phường', 'Đài Phát thanh và Truyền hình tỉnh'];
const rows = [['STT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Thời gian', 'Sản phẩm'], ...Array.from({ length: 30 }, (_, i) => [
  String(i + 1), `Tổ chức tuyên truyền cải cách hành chính trên hệ thống thông tin cơ sở, đợt ${i + 1}, bằng nhiều hình thức khác nhau`, AGENCIES[i % 3]!, i % 2 === 0 ? 'Thường xuyên trong năm' : 'Quý II/2026', i % 4 === 0 ? '' : `${i} tin, bài`,
])];
const paper: Paper = {
  left: ['ỦY BAN NHÂN DÂN', 'TỈNH BÌNH AN', 'Số: 12/KH-UBND'], right: ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Bình An, ngày 05 tháng 01 năm 2026'],
  blocks: [{ kind: 'title', text: 'KẾ HOẠCH' }, { kind: 'text', text: 'Thực hiện Quyết định của Chủ tịch UBND tỉnh{1} về ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh, UBND tỉnh ban hành Kế hoạch như sau:' }],
  annex: [{ kind: 'title', text: 'PHỤ LỤC' }, { kind: 'table', table: { rows } }], notes: new Map([[1, 'Quyết định số 2074/QĐ-UBND ngày 20/12/2025']]),
  recipients: ['- Sở Nội vụ;', '- UBND các xã, phường;', '- Lưu: VT.'], signature: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'Nguyễn Văn An'], stamps: [],
};

describe('a page set as Decree 30/2020 asks', () => {
  test('letterhead and signature come as two cells each, the footnote with its mark, running lines with their page', async () => {
    const { paragraphs } = await extractPdf(await paperPdf(paper, { running: 'Bản lưu tại Văn thư' }));
    const cells = (table: number, column: number): string[] => paragraphs.filter(({ cell }) => cell?.table === table && cell.column === column).map((paragraph) => paragraph.text);
    assert.deepEqual(cells(0, 0), paper.left);
    assert.deepEqual(cells(0, 1), paper.right);
    assert.deepEqual(cells(1, 0), ['Nơi nhận:', ...paper.recipients]);
    assert.deepEqual(cells(1, 1), paper.signature);
    assert.ok(paragraphs.some((paragraph) => paragraph.text.includes('UBND tỉnh¹ về')));
    assert.deepEqual(paragraphs.filter((paragraph) => paragraph.style === 'footnote').map((paragraph) => paragraph.text), ['¹ Quyết định số 2074/QĐ-UBND ngày 20/12/2025']);
    assert.ok(paragraphs.some((paragraph) => paragraph.page === 2 && paragraph.text === '2'));
    for (const paragraph of paragraphs) if (paragraph.text !== '') assert.ok(paragraph.box && paragraph.box.x >= 0 && paragraph.box.y >= 0 && paragraph.box.x + paragraph.box.w <= 596 && paragraph.box.y + paragraph.box.h <= 842, paragraph.text);
  });

  const looks: Record<string, PdfLook> = { 'with drawn lines and a heading on every page': {}, 'with drawn lines': { repeatHeader: false }, 'without lines': { ruled: false }, 'without lines or repeated heading': { ruled: false, repeatHeader: false } };
  for (const [name, look] of Object.entries(looks)) {
    test(`a table over several pages keeps every cell in its row and column, ${name}`, async () => {
      const { paragraphs } = await extractPdf(await paperPdf(paper, look));
      const found: string[][] = [];
      for (const { text, cell } of paragraphs) if (cell?.table === 2) { const row = (found[cell.row] ??= []); row[cell.column] = `${row[cell.column] ?? ''} ${text}`.trim(); }
      assert.deepEqual(found, rows);
    });
  }
});

test('text drawn twice for boldness is read once; slanted watermarks are left out', async () => {
  const content = 'BT /F1 12 Tf 72 700 Td (This is the line of a paper that is long enough) Tj ET BT /F1 12 Tf 72.3 700 Td (This is the line of a paper that is long enough) Tj ET BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (WATERMARK) Tj ET';
  assert.deepEqual((await extractPdf(pdfOf(content))).paragraphs.map((paragraph) => paragraph.text), ['This is the line of a paper that is long enough']);
});

const paragraphsOf = async (file: Uint8Array): Promise<string[]> => (await extractPdf(file)).paragraphs.map((paragraph) => paragraph.text);
const LONG = 'a paper of the committee with enough letters on it to be text';

test('words that are placed one by one, without blanks between them, are words', async () => {
  let x = 72;
  const words = LONG.split(' ').map((word) => { const at = x; x += word.length * 6.2 + 4; return `BT /F1 12 Tf ${at} 700 Td (${word}) Tj ET`; }).join(' ');
  assert.deepEqual(await paragraphsOf(pdfOf(words, { font: `/BaseFont /Courier /FirstChar 32 /LastChar 126 /Widths [${'516 '.repeat(95)}]` })), [LONG]);
});
test('a page turned on its side is read as it is shown', async () => {
  const { paragraphs } = await extractPdf(pdfOf(`BT /F1 12 Tf 0 1 -1 0 100 72 Tm (${LONG}) Tj ET BT /F1 12 Tf 0 1 -1 0 140 72 Tm (below it) Tj ET`, { page: '/Rotate 90' }));
  assert.deepEqual(paragraphs.map((paragraph) => paragraph.text).filter((text) => text !== ''), [LONG, 'below it']);
  assert.ok(paragraphs[0]!.box!.x > 60 && paragraphs[0]!.box!.x < 90);
});
test('the stamp of a digital signature, which is drawn over the page, is a line', async () => {
  const stamp = 'BT /F1 8 Tf 2 4 Td (Time of signing: 29.02.2024 17:35:38 +07:00) Tj ET';
  const file = pdfOf(`BT /F1 12 Tf 72 600 Td (${LONG}) Tj ET`, { page: '/Annots [5 0 R]', objects: [
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /F 4 /Rect [300 780 500 800] /AP << /N 6 0 R >> >>',
    `<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 4 0 R >> >> /Length ${stamp.length} >>\nstream\n${stamp}\nendstream`,
  ] });
  const { paragraphs } = await extractPdf(file);
  const line = paragraphs.find((paragraph) => paragraph.text === 'Time of signing: 29.02.2024 17:35:38 +07:00');
  assert.ok(line && line.box!.x > 290 && line.box!.y < 70, JSON.stringify(paragraphs));
});
test('letters of an old font become Unicode', async () => {
  const content = Buffer.from('BT /F1 12 Tf 72 700 Td (KÕ ho¹ch tuyªn truyÒn c¶i c¸ch hµnh chÝnh n¨m 2024 cña ñy ban) Tj ET', 'latin1').toString('latin1');
  const { paragraphs, warnings } = await extractPdf(pdfOf(content, { font: '/BaseFont /ABCDEF+.VnTime /Encoding /WinAnsiEncoding' }));
  assert.deepEqual(paragraphs.map((paragraph) => paragraph.text), ['Kế hoạch tuyên truyền cải cách hành chính năm 2024 của ủy ban']);
  assert.match(warnings[0]!, /TCVN3/);
});
