import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPdf, type PlacedText } from './produced-files.ts';
import { DECREE_30 } from './rules/layout-profile.ts';
import { letterDocument, planDocument, reportDocument } from './test-samples.ts';
import { toPdf } from './to-pdf.ts';

const mm = (points: number): number => (points * 25.4) / 72;
const { page: paper, styles } = DECREE_30;

describe('The PDF, read back', async () => {
  const bytes = await toPdf(reportDocument());
  const pdf = await readPdf(bytes);
  const find = (text: string): PlacedText => {
    const found = pdf.items.find((item) => item.text.includes(text));
    assert.ok(found, `“${text}” is printed`);
    return found;
  };
  const body = pdf.items.filter((item) => mm(pdf.pages[item.page - 1]!.height - item.y) > paper.top - 0.5);

  test('is tagged PDF/A-2a in Vietnamese with a title and its fonts inside', () => {
    const text = Buffer.from(bytes).toString('latin1');
    assert.ok(text.includes('<pdfaid:part>2</pdfaid:part>') && text.includes('<pdfaid:conformance>A</pdfaid:conformance>'));
    assert.ok(pdf.tagged);
    assert.equal(pdf.language, 'vi-VN');
    assert.equal(pdf.title, 'Báo cáo Kết quả công tác tuyên truyền cải cách hành chính Quý III năm 2026');
    assert.ok(text.includes('/OutputIntents') && /Tinos-Regular/.test(text) && /Tinos-Bold/.test(text) && text.includes('/FontFile2'));
    assert.ok(!text.includes('/JavaScript') && !text.includes('/Encrypt'));
    assert.ok(text.startsWith('%PDF-1.7') && text.trimEnd().endsWith('%%EOF'));
  });
  test('is A4, upright, the annexes on their side where asked', () => {
    for (const [index, { width, height }] of pdf.pages.entries()) {
      const short = Math.min(width, height), long = Math.max(width, height);
      assert.ok(Math.abs(mm(short) - 210) < 0.1 && Math.abs(mm(long) - 297) < 0.1);
      assert.equal(width > height, index >= 2, `page ${index + 1}`);
    }
  });
  test('keeps within the margins: 30 left, 20 right, 20 above and below', () => {
    for (const item of body) {
      const { width, height } = pdf.pages[item.page - 1]!;
      assert.ok(mm(item.x) >= paper.left - 0.2, `${item.text} starts at ${mm(item.x)}`);
      assert.ok(mm(item.x + item.width) <= mm(width) - paper.right + 0.6, `${item.text} ends at ${mm(item.x + item.width)}`);
      assert.ok(mm(item.y) >= paper.bottom && mm(item.y) <= mm(height) - paper.top);
    }
    assert.ok(Math.abs(mm(Math.min(...body.filter((item) => item.page === 1).map((item) => item.x))) - paper.left) < 0.5);
  });
  test('numbers pages in the middle of the top margin, not on the first, each annex from 1', () => {
    const numbers = pdf.items.filter((item) => !body.includes(item));
    // the body has two pages, annex I two, annex II one
    assert.deepEqual(numbers.map((item) => [item.page, item.text]), [[2, '2'], [4, '2']]);
    for (const item of numbers) {
      assert.ok(Math.abs(item.x + item.width / 2 - pdf.pages[item.page - 1]!.width / 2 - ((paper.left - paper.right) / 2 / 25.4) * 72) < 2, 'centred on the text');
      assert.equal(Math.round(item.size), styles.pageNumber.size);
    }
  });
  test('sets the cells in order, the agency left and the nation right, with the sizes of the profile', () => {
    const agency = find('SỞ VĂN HÓA'), nation = find('CỘNG HÒA XÃ HỘI'), motto = find('Độc lập - Tự do'), superior = find('UBND TỈNH QUẢNG MINH');
    assert.ok(agency.x + agency.width < nation.x);
    assert.ok(Math.abs(superior.y - nation.y) < 1, 'first lines level');
    assert.ok(nation.y > motto.y && superior.y > agency.y);
    const label = find('Số:'), date = find('Quảng Minh, ngày');
    assert.ok(label.y < agency.y && Math.abs(label.y - date.y) < 2 && label.x < date.x, 'number and date level');
    const type = find('BÁO CÁO'), subject = find('Kết quả công tác'), to = find('Kính gửi:');
    assert.ok(label.y > type.y && type.y > subject.y && subject.y > to.y);
    const sizes = [[nation, 'nationalName'], [motto, 'motto'], [agency, 'issuer'], [superior, 'superior'], [label, 'number'], [date, 'placeDate'], [type, 'typeName'], [subject, 'subject'], [to, 'addressee']] as const;
    for (const [item, component] of sizes) assert.equal(Math.round(item.size), styles[component].size, component);
  });
  test('puts the dashes of the addressees under the colon', () => {
    const label = find('Kính gửi:'), first = find('- Ủy ban nhân dân tỉnh;');
    assert.ok(first.x > label.x && first.x < label.x + label.width && label.x + label.width - first.x < 6);
  });
  test('puts "Nơi nhận" left and level with the signature right, on the page of the closing words', () => {
    const label = find('Nơi nhận:'), signed = find('KT. GIÁM ĐỐC'), closing = find('./.'), name = find('Nguyễn Thị Hồng Hạnh');
    assert.ok(Math.abs(label.y - signed.y) < 6 && label.x < signed.x);
    assert.equal(label.page, closing.page);
    assert.equal(name.page, closing.page);
    assert.ok(find('- Lưu: VT, QLVHGĐ, NTB.05.').y < find('- Như trên;').y);
    assert.equal(Math.round(label.size), 12);
    assert.equal(Math.round(find('- Như trên;').size), 11);
    const position = find('PHÓ GIÁM ĐỐC');
    assert.ok(Math.abs(name.x + name.width / 2 - position.x - position.width / 2) < 1, 'the name is centred under the position');
    assert.ok(mm(position.y - name.y) >= 20, 'room to sign');
  });
  test('repeats the table header on every page of an annex', () => {
    const heads = pdf.items.filter((item) => item.text === 'STT');
    assert.deepEqual([...new Set(heads.map((item) => item.page))], [1, 3, 4, 5]);
  });
  test('has V/v of a letter under its number', async () => {
    const letter = await readPdf(await toPdf(letterDocument()));
    const about = letter.items.find((item) => item.text.startsWith('V/v'))!, number = letter.items.find((item) => item.text.startsWith('Số:'))!;
    assert.ok(about.y < number.y && about.x < letter.pages[0]!.width / 2 && Math.round(about.size) === 13);
    assert.ok(!letter.items.some((item) => item.text === 'CÔNG VĂN'));
  });
  test('is the same bytes each time', async () => {
    assert.deepEqual(await toPdf(reportDocument()), bytes);
    const plan = await toPdf(planDocument());
    await toPdf(letterDocument());
    assert.deepEqual(await toPdf(planDocument()), plan);
  });
});
