import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { printable } from './rules/printable.ts';
import { partsOf, paragraphsOf, readPdf } from './produced-files.ts';
import { planDocument } from './test-samples.ts';
import type { OfficialDocument } from './rules/official-document.ts';
import { toDocx } from './to-docx.ts';
import { toPdf } from './to-pdf.ts';

const withText = (text: string): OfficialDocument => ({
  ...planDocument(), subject: text, body: [
    { type: 'paragraph', text }, { type: 'heading', level: 1, number: 'I', title: text }, { type: 'bullet', mark: '-', text },
    { type: 'table', columns: [{ title: text, width: 1, align: 'left' }, { title: 'B', width: 2, align: 'right' }], rows: [{ type: 'group', title: text }, { type: 'cells', cells: [text, text] }] },
    { type: 'paragraph', text: 'Hết' },
  ],
  addressees: [text, 'Sở Nội vụ'], distribution: [text], annexes: [{ title: text || 'Phụ lục', blocks: [{ type: 'paragraph', text }] }],
});

const MARKUP = [
  '#import "x": * #panic("x") #{1 + 1} $x^2$ *đậm* _nghiêng_ `mã` <nhãn> @nhãn // chú thích /* */ \\ ~ = Tiêu đề - mục + mục / từ: nghĩa',
  '</w:t></w:r></w:p><w:p>&amp; &#x0; ]]> <![CDATA[x]]> "ngoặc" \'đơn\'',
  '#set page(height: 1pt)\n#sys.inputs\n#read("/etc/passwd")',
];

describe('Text is text, whatever it looks like', () => {
  test('markup of Typst and XML is printed, not obeyed', async () => {
    for (const text of MARKUP) {
      const paragraphs = paragraphsOf(partsOf(await toDocx(withText(text)))['word/document.xml']!);
      assert.ok(paragraphs.includes(text), text);
      const { items } = await readPdf(await toPdf(withText(text)));
      const printed = items.map((item) => item.text).join('').replaceAll(/\s/gu, '');
      assert.ok(printed.includes(text.replaceAll(/\s/gu, '')), text);
    }
  });
  test('control characters, halves of characters and direction marks are dropped', () => {
    assert.equal(printable('a\u0000b\u0008c\u001bd\ufffee\ud800f\u202eg\u200ch'), 'abcdefg\u200ch');
    assert.equal(printable('a\tb\r\nc\u2028d'), 'a b\nc\nd');
    assert.equal(printable('ho\u0300a'), 'hòa');
  });
  test('signs that the font lacks become a box, so that the PDF stays PDF/A', async () => {
    const { items } = await readPdf(await toPdf(withText('Vui 😀👨‍👩‍👧 汉字 ‱ xong')));
    assert.ok(items.some((item) => item.text.replaceAll(/\s+/gu, ' ').includes('Vui □□ □□')), JSON.stringify(items.slice(8, 16).map((item) => item.text)));
  });
  test('a word longer than the line breaks inside the margins, in text and table', async () => {
    const { items, pages } = await readPdf(await toPdf(withText(`https://quangminh.gov.vn/${'duongdandai'.repeat(40)}`)));
    for (const item of items) assert.ok(item.x + item.width <= pages[item.page - 1]!.width - 50, `${item.text} ends at ${item.x + item.width}`);
  });
  test('any text at all gives both files', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 200 })), async (text) => {
      assert.ok((await toPdf(withText(text))).length > 1000);
      assert.ok((await toDocx(withText(text))).length > 1000);
    }), { numRuns: 25 });
  });
  test('an empty document gives both files', async () => {
    const bare: OfficialDocument = { ...planDocument(), subject: '', body: [], distribution: [], signing: { forms: [], position: '', name: null }, issuer: { superior: null, name: '' }, place: '' };
    assert.ok((await toPdf(bare)).length > 1000);
    assert.ok((await toDocx(bare)).length > 1000);
  });
});
