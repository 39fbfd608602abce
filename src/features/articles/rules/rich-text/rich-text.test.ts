import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { citationsIn, cites, diffRichText, lacksIn, readRichText, readTyped, richTextHtml, richTextWords, type RichText } from './index.ts';

const FILE = 'a'.repeat(64);
const html = (doc: RichText): string => richTextHtml(doc, { imageUrl: (file) => `/anh/${file}` });
const written = (source: string): string => html(readRichText({ html: source }).doc);
const same = (source: string, expected: string = source): void => {
  const out = written(source);
  assert.equal(out, expected);
  assert.equal(written(out), out);
};

describe('the body of an article', () => {
  test('keeps headings, paragraphs, emphasis, quotations and line breaks', () => {
    same('<h2>Mục đích</h2>\n<p>Công khai <strong>kết quả <em>tháng 11</em></strong>, m<sup>2</sup> và H<sub>2</sub>O<br>dòng hai</p>\n<blockquote><p>Dân biết</p></blockquote>');
  });
  test('keeps lists in lists, how they count and where they start', () => {
    same('<ul><li>một<ul><li>hai</li></ul></li><li><p>ba</p><p>bốn</p></li></ul>\n<ol type="a" start="3"><li>c</li></ol>');
  });
  test('keeps a table with its header cells, spans and caption', () => {
    same('<table><caption>Kết quả</caption><thead><tr><th scope="col">Đơn vị</th><th scope="col">Số bài</th></tr></thead><tbody><tr><th scope="row">Xã A</th><td>5</td></tr><tr><td colspan="2">Cộng</td></tr></tbody></table>');
  });
  test('keeps pictures of ours with their words and caption, and asks for missing words', () => {
    same(`<figure><img src="/anh/${FILE}" alt="Quầy Một cửa" data-file="${FILE}"><figcaption>Ảnh: <em>Loa</em></figcaption></figure>`);
    assert.equal(lacksIn(readRichText({ html: `<img src="/anh/${FILE}.webp">` }).doc).length, 1);
  });
  test('keeps links with a safe address and marks those that lead outside', () => {
    same('<p><a href="https://dichvucong.gov.vn/" rel="external noopener noreferrer">Cổng</a> <a href="/x/1">bài trước</a> <a href="tel:19001234">gọi</a></p>');
  });
  test('never skips a level of headings and leaves level 1 to the title', () => {
    same('<h1>A</h1><h3>B</h3><h6>C</h6>', '<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>');
  });
  test('reads what is typed: paragraphs, lists, headings, addresses', () => {
    assert.equal(html(readTyped('## Kết quả\nDòng một\ndòng hai\n\n- một\n+ nhỏ\n- hai\n\n1. a\n2. b\nXem https://loa.example/a.').doc),
      '<h2>Kết quả</h2>\n<p>Dòng một<br>dòng hai</p>\n<ul><li>một<ul><li>nhỏ</li></ul></li><li>hai</li></ul>\n<ol><li>a</li><li>b</li></ol>\n<p>Xem <a href="https://loa.example/a" rel="external noopener noreferrer">https://loa.example/a</a>.</p>');
  });
  test('names the legal documents it cites, and links them', () => {
    const { doc } = readRichText({ html: '<p>Theo Nghị định số <b>61/2018/NĐ-CP</b> ngày 23/4/2018 và Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13, tỷ lệ 1/2.</p>' });
    assert.deepEqual(citationsIn(doc), [{ text: 'Nghị định số 61/2018/NĐ-CP ngày 23/4/2018', key: '61/2018/NĐ-CP@2018-04-23' }, { text: 'Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13', key: '80/2015/QH13@' }]);
    assert.match(richTextHtml(doc, { imageUrl: String, linkCitations: (key) => (key.startsWith('61/') ? '/vb/61' : null) }), /Theo <cite><a href="\/vb\/61">Nghị định số <strong>61\/2018\/NĐ-CP<\/strong> ngày 23\/4\/2018<\/a><\/cite> và <cite>Luật Ban/, 'marked, and linked where there is a page of it');
  });
});

test('a citation without its day means the number with its year, never a number that comes again every year', () => {
  assert.ok(cites('61/2018/NĐ-CP@', '61/2018/NĐ-CP@2018-04-23') && cites('61/2018/NĐ-CP@2018-04-23', '61/2018/NĐ-CP@2018-04-23'));
  for (const [cited, document] of [['07/KH-UBND@', '07/KH-UBND@2024-01-17'], ['1/2018/NĐ-CP@', '61/2018/NĐ-CP@2018-04-23'], ['61/2018/NĐ-CP@2018-04-24', '61/2018/NĐ-CP@2018-04-23']] as const) assert.ok(!cites(cited, document), cited);
});

describe('whatever comes in', () => {
  const TAGS = ['p', 'div', 'b', 'i', 'a href="https://a.vn/"', 'a href="javascript:x"', 'ul', 'ol', 'ol start=3', 'ol type=a', 'li', 'table', 'tr', 'td', 'td rowspan=2 colspan=3', 'th', 'thead', 'caption', 'h1', 'h2', 'h3', 'h5', 'blockquote', 'br', `img src="/anh/${FILE}" alt="x y"`, 'img src=x onerror=y',
    'figure', 'figcaption', 'sup', 'sub', 'pre', 'span style="font-weight:700"', 'svg', 'math', 'template', 'noscript', 'script', 'style', 'p style="mso-list:l0 level1 lfo1"', 'p style="mso-list:l0 level3 lfo1"', 'span style="mso-list:Ignore"', 'select', 'form', 'textarea'];
  const TEXTS = ['a', ' ', '  x ', '\n', 'ệ', 'e\u0302\u0323', '\u0301', '&lt;script&gt;', '&amp;', '\u0000', '\u200b', 'Tiếng Việt', '- ', '1. ', '·', '1.', '\u202e', '\ud800', '<!--', '-->', '<![if !x]>'];
  const soup = fc.array(fc.oneof(fc.constantFrom(...TAGS).map((tag) => `<${tag}>`), fc.constantFrom(...TAGS).map((tag) => `</${tag.split(' ')[0]}>`), fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 60 }).map((parts) => parts.join(''));
  test('reading the HTML that was written gives the same tree', () => {
    fc.assert(fc.property(soup, (source) => {
      const { doc } = readRichText({ html: source });
      assert.deepEqual(readRichText({ html: html(doc) }).doc, doc);
    }), { numRuns: 4000 });
  });
});

describe('two versions', () => {
  const doc = (source: string) => readRichText({ html: source }).doc;
  const shown = (a: string, b: string) => diffRichText(doc(a), doc(b)).map(({ kind, change, pieces }) => `${kind} ${change}: ${pieces.map(({ text, in: side }) => (side === 'both' ? text : side === 'before' ? `[-${text}-]` : `[+${text}+]`)).join('')}`);
  test('show lines that came, went and say it differently, word by word', () => {
    assert.deepEqual(shown('<h2>A</h2><p>Có ba bài trong tháng.</p><p>Cũ hẳn rồi</p>', '<h2>A</h2><p>Có bốn bài trong tháng.</p><ul><li>mới</li></ul>'),
      ['heading same: A', 'paragraph changed: Có [-ba -][+bốn +]bài trong tháng.', 'paragraph dropped: [-Cũ hẳn rồi-]', 'item added: [+mới+]']);
  });
  test('tell where a link leads now, though the words are the same', () => {
    const [line] = diffRichText(doc('<p><a href="https://a.vn/">xem</a></p>'), doc('<p><a href="https://b.vn/">xem</a></p>'));
    assert.deepEqual([line!.change, line!.hrefs], ['look', { before: ['https://a.vn/'], after: ['https://b.vn/'] }]);
  });
  test('tell which row of a table changed, and a picture put in place of another', () => {
    const table = (number: string) => `<table><tr><th>Xã</th><th>Bài</th></tr><tr><td>An Khê</td><td>${number}</td></tr></table>`;
    assert.deepEqual(shown(table('3'), table('5')), ['row same: Xã | Bài', 'row changed: An Khê | [-3-][+5+]']);
    assert.deepEqual(shown(`<img data-file="${FILE}" alt="x">`, `<img data-file="${'b'.repeat(64)}" alt="x">`), ['figure look: x']);
  });
});
