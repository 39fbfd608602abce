import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AppError } from '#kernel/app-error.ts';
import { fontOf, printableIn } from './fonts.ts';
import { typesetPdf, typesetSvg, type Template } from './typst.ts';

const page = (body: string): Template => ({
  name: 'test', source: `#let data = json(bytes(sys.inputs.data))\n#set document(title: "Thử", date: datetime(year: 2026, month: 1, day: 1))\n#set text(font: "Tinos", lang: "vi", fallback: false)\n${body}`,
});

describe('The typesetter', () => {
  test('sets data as text and gives the same bytes for the same input', async () => {
    const template = page('#data.words');
    const once = await typesetPdf(template, { data: { words: '#panic("không chạy")' } });
    assert.ok(Buffer.from(once).toString('latin1').startsWith('%PDF-1.7'));
    await typesetPdf(template, { data: { words: 'khác' } });
    assert.deepEqual(await typesetPdf(template, { data: { words: '#panic("không chạy")' } }), once);
  });
  test('explains a failure to the person and keeps the reason for the operator', async () => {
    await assert.rejects(typesetPdf(page('#panic("hỏng")'), { data: {} }), (error: unknown) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'unavailable');
      assert.match(JSON.stringify(error.details.data), /hỏng/);
      return true;
    });
    assert.ok((await typesetPdf(page('Xin chào'), { data: {} })).length > 500, 'and goes on working');
  });
  test('reads no file outside its own pictures', async () => {
    await assert.rejects(typesetPdf(page('#read("/etc/passwd")'), { data: {} }), AppError);
    await assert.rejects(typesetPdf(page('#read("../../../../etc/passwd")'), { data: {} }), AppError);
  });
  test('shows the pictures it is given, and forgets them', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#123456"/></svg>');
    const template = page('#image("/pictures/a.svg", alt: "Hình")');
    assert.ok((await typesetSvg(template, { data: {}, pictures: { 'a.svg': svg } })).includes('<svg'));
    await assert.rejects(typesetSvg(template, { data: {} }), AppError);
  });
  test('has every font it promises', async () => {
    for (const family of ['Tinos', 'Be Vietnam Pro'] as const) {
      assert.ok((await typesetPdf(page(`#set text(font: "${family}")\n#text(weight: "bold")[Đậm ỷ] #text(style: "italic")[nghiêng ữ]`), { data: {} })).length > 500);
      for (const face of ['regular', 'bold', 'italic', 'boldItalic'] as const) for (const letter of 'ĂăÂâĐđÊêÔôƠơƯưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ“”–…₫□') {
        if (letter !== '□' || family === 'Tinos') assert.ok(fontOf(family, face).has(letter.codePointAt(0)!), `${family} ${face} ${letter}`);
      }
    }
  });
});

describe('A font knows its letters', () => {
  test('widths are those of Times New Roman', () => {
    const font = fontOf('Tinos', 'regular');
    // Times New Roman, units of 2048: A 1479, space 512, đ 1024
    assert.equal(Math.round(font.width('A') * 2048), 1479);
    assert.equal(Math.round(font.width(' ') * 2048), 512);
    assert.equal(Math.round(font.width('đđ') * 2048), 2048);
  });
  test('a sign that cannot be printed becomes one box, however many code points it has', () => {
    const font = fontOf('Tinos', 'regular');
    assert.equal(printableIn(font, 'Quảng Minh\nhai dòng'), 'Quảng Minh\nhai dòng');
    assert.equal(printableIn(font, 'a👨‍👩‍👧b😀c'), 'a□b□c');
    assert.equal(printableIn(fontOf('Be Vietnam Pro', 'regular'), 'a😀b＜ậ'), 'a?b?ậ', 'a font without a box');
  });
});
