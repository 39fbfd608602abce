import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { PAYLOADS } from '#test/support/attacks.ts';
import { leftOutSentences, readRichText, richTextHtml, richTextWords } from './index.ts';

const read = (html: string) => readRichText({ html });
const written = (html: string): string => richTextHtml(read(html).doc, { imageUrl: (file) => `/anh/${file}` });
const item = (level: number, marker: string, words: string, list = 'l0'): string =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:.5in;text-indent:-.25in;mso-list:${list} level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;

describe('pasted from Word', () => {
  const page = (body: string) => `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style><!-- /* Font Definitions */ @font-face{font-family:"Times New Roman"} p.MsoNormal{margin:0in} --></style></head><body lang=VI style='tab-interval:.5in'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;
  test('nothing of its machinery stays, and what was left out is said once', () => {
    const { doc, removed } = read(page(`<p class=MsoNormal align=center style='text-align:center'><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt;font-family:"Times New Roman",serif'>KẾT QUẢ\n CẢI CÁCH<o:p></o:p></span></b></p><p class=MsoNormal><st1:place w:st="on"><st1:City w:st="on">Hà Tĩnh</st1:City></st1:place><span style='mso-spacerun:yes'>&nbsp; </span>đạt <i>95%</i><o:p>&nbsp;</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>`));
    assert.equal(richTextHtml(doc, { imageUrl: String }), '<p><strong>KẾT QUẢ CẢI CÁCH</strong></p>\n<p>Hà Tĩnh đạt <em>95%</em></p>');
    assert.deepEqual(removed, ['Đã bỏ màu chữ, phông chữ, cỡ chữ và gạch chân: bài đăng dùng chung một kiểu chữ.']);
  });
  test('paragraphs that look like a list are one, with its levels and its numbers', () => {
    assert.equal(written(page(item(1, '·', 'Một cửa') + item(2, 'o', 'Nộp hồ sơ') + item(2, 'o', 'Nhận kết quả') + item(1, '·', 'Trực tuyến'))),
      '<ul><li>Một cửa<ul><li>Nộp hồ sơ</li><li>Nhận kết quả</li></ul></li><li>Trực tuyến</li></ul>');
    assert.equal(written(page(`${item(1, '3.', 'Ba')}${item(2, 'a)', 'Ý a')}${item(2, 'b)', 'Ý b')}${item(1, '4.', 'Bốn')}<p class=MsoNormal>Hết</p>${item(1, 'i.', 'La Mã')}`)),
      '<ol start="3"><li>Ba<ol type="a"><li>Ý a</li><li>Ý b</li></ol></li><li>Bốn</li></ol>\n<p>Hết</p>\n<ol type="i"><li>La Mã</li></ol>');
  });
  test('a table has the bold first row as its header, and paragraphs in its cells lose their machinery', () => {
    const cell = (words: string) => `<td width=200 valign=top style='width:150.0pt;border:solid windowtext 1.0pt'><p class=MsoNormal align=center>${words}<o:p></o:p></p></td>`;
    assert.equal(written(page(`<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'>${cell('<b>TT</b>')}${cell('<b>Nội dung</b>')}</tr><tr>${cell('1')}${cell('Đài truyền thanh')}</tr></table>`)),
      '<table><thead><tr><th scope="col">TT</th><th scope="col">Nội dung</th></tr></thead><tbody><tr><td>1</td><td>Đài truyền thanh</td></tr></tbody></table>');
  });
  test('words struck out by track changes, comments and hidden words do not go on a public page', () => {
    const { doc, removed } = read(page(`<p class=MsoNormal>Giữ <del cite="mailto:An" datetime="2026-11-01T08:00"><span>bỏ</span></del><ins datetime="2026-11-01T08:00">thêm</ins><span style='mso-hide:all;display:none'>mật</span><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[A1]</a></span></p><div style='mso-element:comment-list'><p>Ý kiến nội bộ</p></div>`));
    assert.equal(richTextWords(doc), 'Giữ thêm');
    assert.equal(removed.length, 2);
  });
  test('pictures that only Word has are named', () => {
    const { doc, removed } = read(page(`<p class=MsoNormal><!--[if gte vml 1]><v:shape id="x"><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]--><img width=300 src="file:///C:/Users/An/clip_image001.png" v:shapes="x">Chữ</p>`));
    assert.equal(richTextWords(doc), 'Chữ');
    assert.match(removed.join(), /Đã bỏ 1 ảnh nằm ngoài hệ thống/);
  });
});

describe('pasted from elsewhere', () => {
  test('Google Docs: its wrapper is not bold, its spans are, its lists nest, its links lead where they say', () => {
    assert.equal(written(`<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span style="font-size:20pt;font-weight:400">Thông tin</span></h1><p dir="ltr" style="line-height:1.38"><span style="font-weight:700;font-style:normal">Đậm</span><span style="font-weight:400;font-style:italic"> nghiêng</span><span style="font-size:0.6em;vertical-align:super">2</span></p>
      <ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>một</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>hai</span></p></li></ul></ul><br><p><a href="https://www.google.com/url?q=https://chinhphu.vn/x&amp;sa=D&amp;source=editors" style="text-decoration:none"><span>đây</span></a></p></b>`),
    '<h2>Thông tin</h2>\n<p><strong>Đậm</strong><em> nghiêng</em><sup>2</sup></p>\n<ul><li>một<ul><li>hai</li></ul></li></ul>\n<p><a href="https://chinhphu.vn/x" rel="external noopener noreferrer">đây</a></p>');
  });
  test('Zalo and mail: boxes and breaks become paragraphs, two breaks end one', () => {
    assert.equal(written('<div><div class="text" style="color:rgb(0,0,0)">Kính gửi<br>các đồng chí</div><div><br></div><div>Dòng một<br><br>Đoạn hai&nbsp;</div></div>'), '<p>Kính gửi<br>các đồng chí</p>\n<p>Dòng một</p>\n<p>Đoạn hai</p>');
  });
  test('an old portal: a table that only lays out the page, and a picture in it, come out as blocks', () => {
    assert.equal(written(`<table><tr><td><img src="/anh/${'c'.repeat(64)}.jpg" alt="Hội nghị"></td></tr><tr><td><i>Quang cảnh</i></td></tr></table><blockquote><h3>Mục</h3></blockquote>`),
      `<figure><img src="/anh/${'c'.repeat(64)}" alt="Hội nghị" data-file="${'c'.repeat(64)}"></figure>\n<p><em>Quang cảnh</em></p>\n<h2>Mục</h2>`);
  });
  test('a picture in a cell or an item stands behind the table or the list', () => {
    const picture = `<img data-file="${'d'.repeat(64)}" alt="x">`;
    assert.match(written(`<table><tr><td>a${picture}</td><td>b</td></tr></table>`), /<td>a<\/td>.*<\/table>\n<figure>/);
    assert.match(written(`<ul><li>a<ul><li>b ${picture}</li></ul></li></ul>`), /<\/ul>\n<figure>/);
  });
  test('short rows are filled up and spans stay inside the table', () => {
    assert.equal(written('<table><tr><td>a<td>b<td>c</tr><tr><td rowspan=9>1<td>2</tr><tr><td>3</table>'),
      '<table><tbody><tr><td>a</td><td>b</td><td>c</td></tr><tr><td rowspan="2">1</td><td>2</td><td></td></tr><tr><td>3</td><td></td></tr></tbody></table>');
  });
});

describe('Vietnamese letters', () => {
  const SAMPLE = 'Ủy ban nhân dân xã Nghĩa Hành: đẩy mạnh cải cách hành chính, hoà giải, quý III; Đ đ Ỵ ỷ ữ ậ ẵ';
  test('composed and decomposed are one, and stay as they are written', () => {
    for (const wrap of [(words: string) => `<p>${words}</p>`, (words: string) => `<ul><li>${words}</li></ul>`, (words: string) => `<h2>${words}</h2>`, (words: string) => `<table><caption>${words}</caption><tr><td>${words}</td><td>x</td></tr></table>`]) {
      assert.deepEqual(read(wrap(SAMPLE.normalize('NFD'))), read(wrap(SAMPLE)));
      assert.ok(richTextWords(read(wrap(SAMPLE)).doc).includes(SAMPLE));
    }
    assert.deepEqual(readRichText({ text: SAMPLE.normalize('NFD') }), readRichText({ text: SAMPLE }));
  });
  test('a mark that stands behind a tag of the same look joins its letter', () => assert.equal(written('<p>a<span>\u0301</span>n<font color=red>\u0323</font></p>'), '<p>áṇ</p>'));
  test('every word that a reader would see survives', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ0123456789'), minLength: 1, maxLength: 7 });
    const wrap = fc.constantFrom('p', 'div', 'b', 'span', 'li', 'h2', 'td', 'blockquote', 'em', 'section', 'o:p', 'font', 'label', 'pre', 'center', 'ins', 'dt');
    fc.assert(fc.property(fc.array(fc.tuple(word, fc.array(wrap, { maxLength: 4 })), { minLength: 1, maxLength: 12 }), (parts) => {
      const html = parts.map(([words, tags]) => `${tags.map((tag) => `<${tag}>`).join('')}${words}${tags.toReversed().map((tag) => `</${tag}>`).join('')}`).join(' ');
      assert.deepEqual(richTextWords(read(html).doc).split(/\s+/).sort(), parts.map(([words]) => words).sort());
    }), { numRuns: 500 });
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.constantFrom('\n', '\n\n', ' ')), { maxLength: 30 }), (parts) => {
      assert.equal(richTextWords(readRichText({ text: parts.join('') }).doc).replace(/\s/g, ''), parts.join('').replace(/\s/g, ''));
    }), { numRuns: 500 });
  });
});

test('what was left out travels in an address as kinds and numbers, and comes back as the same sentences without anybody else\'s words', () => {
  const { removed, left } = read('<p style="color:red">Chữ</p><script>x</script><img src=https://a.example/1.png><img src=https://a.example/2.png><a href="javascript:x">bấm</a>');
  assert.ok(removed.length >= 4);
  assert.match(left, /^[a-z]+\.\d+(-[a-z]+\.\d+)*$/);
  assert.deepEqual(leftOutSentences(left).map((one) => one.slice(0, 20)).toSorted(), removed.map((one) => one.slice(0, 20)).toSorted());
  for (const evil of [...PAYLOADS, 'pictures.1.2', 'pictures.0', 'pictures.-1', 'constructor.1', '__proto__.1', 'toString.1', 'pictures.1e9']) assert.deepEqual(leftOutSentences(evil).filter((one) => !one.startsWith('Đã bỏ 1 ảnh')), [], evil);
});
