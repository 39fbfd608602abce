import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { checkSync } from 'recheck';
import { AppError } from '#kernel/app-error.ts';
import { ATTACKS, PAYLOADS } from '#test/support/attacks.ts';
import { citationsIn, diffRichText, readRichText, readTyped, richTextHtml, richTextWords, type RichText } from './index.ts';
import { safeHref } from './links.ts';

const FILE = 'a'.repeat(64), html = (doc: RichText): string => richTextHtml(doc, { imageUrl: (file) => `/anh/${file}` });
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  h2: [], h3: [], h4: [], p: [], ul: [], ol: ['type', 'start'], li: [], blockquote: [], cite: [], table: [], caption: [], thead: [], tbody: [], tr: [], th: ['scope', 'colspan', 'rowspan'], td: ['colspan', 'rowspan'],
  figure: [], img: ['src', 'alt', 'data-file'], figcaption: [], a: ['href', 'rel'], strong: [], em: [], sub: [], sup: [], br: [],
};
const HOME = 'https://home.example';

/** A browser that reads this finds our own tags and attributes, addresses of four kinds, and finds the same when it writes it out and reads it again. */
function assertSafe(written: string, from: string): void {
  const root = parseFragment(written), stack: DefaultTreeAdapterTypes.ChildNode[] = [...root.childNodes];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.nodeName === '#text') continue;
    assert.ok('tagName' in node, `${node.nodeName} from ${from}`);
    const allowed = ALLOWED[node.tagName];
    assert.ok(allowed, `<${node.tagName}> from ${from}`);
    assert.equal(node.namespaceURI, 'http://www.w3.org/1999/xhtml');
    for (const { name, value } of node.attrs) {
      assert.ok(allowed.includes(name), `${node.tagName}[${name}] from ${from}`);
      if (name === 'href' || name === 'src') {
        const url = new URL(value, HOME);
        assert.ok(['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol), `${value} from ${from}`);
        assert.ok(!value.startsWith('/') || url.origin === HOME, `${value} leaves the house, from ${from}`);
        assert.ok(/^(?:\/|https?:\/\/|mailto:|tel:)/.test(value), `${value} from ${from}`);
      }
    }
    if (node.tagName === 'img') assert.ok(node.attrs.some(({ name }) => name === 'alt'));
    if (node.tagName === 'a') assert.ok(node.attrs.some(({ name }) => name === 'href'));
    stack.push(...node.childNodes);
  }
  const again = serialize(root);
  assert.equal(serialize(parseFragment(again)), again, `changes when read twice, from ${from}`);
}

/** Every place of an article that takes words or an address. */
const PLACES: Readonly<Record<string, (payload: string) => string>> = {
  body: (payload) => payload, paragraph: (payload) => `<p>a ${payload} b</p>`, heading: (payload) => `<h2>${payload}</h2>`, item: (payload) => `<ul><li>${payload}</li></ul>`, cell: (payload) => `<table><tr><td>${payload}</td><th>${payload}</th></tr></table>`,
  'between cells': (payload) => `<table>${payload}<tr>${payload}<td>x</td><td>y</td></tr></table>`, 'table caption': (payload) => `<table><caption>${payload}</caption><tr><td>x</td><td>y</td></tr></table>`, quotation: (payload) => `<blockquote>${payload}</blockquote>`,
  'words for a picture': (payload) => `<img src="/anh/${FILE}" alt="${payload}">`, 'words for a picture, single': (payload) => `<img src='/anh/${FILE}' alt='${payload}'>`, 'source of a picture': (payload) => `<img src="${payload}" alt="x">`, 'hash of a picture': (payload) => `<img data-file="${payload}" alt="x">`,
  'caption of a picture': (payload) => `<figure><img src="/anh/${FILE}" alt="x"><figcaption>${payload}</figcaption></figure>`, address: (payload) => `<a href="${payload}">x</a>`, 'address behind a path': (payload) => `<a href="/x/${payload}">x</a>`, 'address behind a host': (payload) => `<a href='https://a.vn/${payload}'>x</a>`,
  'words of a link': (payload) => `<a href="https://a.vn/">${payload}</a>`, style: (payload) => `<p style="color:${payload}">x</p>`, span: (payload) => `<td colspan="${payload}" rowspan='${payload}'>x</td>`, start: (payload) => `<ol start="${payload}" type="${payload}"><li value="${payload}">x</li></ol>`, title: (payload) => `<p title="${payload}" ${payload}>x</p>`,
};

describe('an attack by script', () => {
  test('of every family, in every place of an article, ends as words or as nothing', () => {
    assert.ok(PAYLOADS.length >= 60 && Object.keys(ATTACKS).length >= 12);
    for (const payload of PAYLOADS) {
      for (const [place, put] of Object.entries(PLACES)) {
        const source = put(payload), { doc } = readRichText({ html: source }), out = html(doc);
        assertSafe(out, `${place}: ${payload}`);
        assert.deepEqual(readRichText({ html: out }).doc, doc, `${place}: ${payload}`);
      }
      assertSafe(html(readRichText({ text: payload }).doc), payload);
      assertSafe(html(readTyped(payload).doc), payload);
    }
  });
  test('typed as plain text stays on the page as it was typed', () => {
    for (const payload of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '&lt;b&gt;']) assert.equal(richTextWords(readRichText({ text: payload }).doc), payload);
  });
  test('in a stored tree that no reader made is written as words too', () => {
    for (const payload of PAYLOADS) {
      const text = { kind: 'text', text: payload, marks: [payload, 'strong'], href: payload } as never, inlines = [text, { kind: 'break' } as const];
      const cell = { header: payload as never, columns: payload as never, rows: 1e9, blocks: [{ kind: 'paragraph' as const, inlines }] };
      const doc: RichText = { blocks: [
        { kind: 'heading', level: payload as never, inlines }, { kind: 'paragraph', inlines }, { kind: 'list', style: payload as never, start: payload as never, items: [{ blocks: [{ kind: 'paragraph', inlines }] }] },
        { kind: 'quote', blocks: [{ kind: 'paragraph', inlines }] }, { kind: 'table', caption: inlines, rows: [{ cells: [cell, cell] }, { cells: [cell] }] }, { kind: 'figure', file: payload, alt: payload, caption: inlines }, { kind: 'figure', file: FILE, alt: payload, caption: inlines },
      ] };
      assertSafe(html(doc), payload);
      assertSafe(richTextHtml(doc, { imageUrl: () => payload, linkCitations: () => payload }), payload);
    }
    const cited = readRichText({ html: '<p>Nghị định số 61/2018/NĐ-CP</p>' }).doc;
    for (const payload of PAYLOADS) assertSafe(richTextHtml(cited, { imageUrl: String, linkCitations: () => payload }), payload);
  });
  test('is named to the editor in plain words', () => {
    const { removed } = readRichText({ html: '<script>x</script><iframe src="https://a.vn"></iframe><a href="javascript:x">bấm</a><img src="https://a.vn/x.png">' });
    assert.equal(removed.length, 4);
    for (const sentence of removed) assert.match(sentence, /^Đã bỏ .+\.$/u);
    assert.match(removed.join(' '), /“javascript:x”/);
  });
});

describe('an address', () => {
  test('is one of four kinds or of our own paths, and given again gives itself', () => {
    fc.assert(fc.property(fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string({ unit: 'binary' }), fc.string().map((tail) => `/${tail}`), fc.array(fc.constantFrom('/', '\\', '.', '..', ':', '@', '\t', '\n', 'java', 'script', 'http', 'https:', 'a.vn', '%2f', '#', '?', '\u0000', ' ')).map((parts) => parts.join(''))), (written) => {
      const href = safeHref(written);
      if (href === null) return;
      assert.match(href, /^(?:\/(?![/\\])|https?:\/\/[^/]|mailto:|tel:)/);
      if (href.startsWith('/')) assert.equal(new URL(href, HOME).origin, HOME);
      assert.equal(safeHref(href), href);
    }), { numRuns: 5_000 });
  });
  test('keeps what people link to', () => {
    for (const [written, href] of [['https://Thủ-tục.vn/Đường dẫn?a=1&b=2#x', 'https://xn--th-tc-9d2bl.vn/%C4%90'], ['www.chinhphu.vn', 'https://www.chinhphu.vn/'], ['mailto:mot.cua@ha-tinh.gov.vn?subject=x', 'mailto:mot.cua@ha-tinh.gov.vn'], ['tel:0239.385 5555', 'tel:02393855555'], ['/x/0190', '/x/0190'],
      ['https://www.google.com/url?q=https://dichvucong.gov.vn/&sa=D', 'https://dichvucong.gov.vn/']] as const) assert.ok(safeHref(written)?.startsWith(href), `${written} → ${safeHref(written)}`);
  });
});

describe('hostile size', () => {
  const HALF = 500_000, full = (part: string): string => part.repeat(Math.ceil(HALF / part.length)).slice(0, HALF), letters = (part: string): string => part.repeat(Math.floor(390_000 / part.length)), half = (part: string): string => part.repeat(Math.ceil(HALF / 2 / part.length));
  const HUGE: Readonly<Record<string, string>> = {
    'open tags': full('<div>'), 'open spans': full('<span style="font-weight:bold">'), 'unclosed paragraphs in boxes': half('<div>') + half('<p>'), 'emphasis that is opened again and again': half('<b><i><p>x'), 'fonts of a thousand kinds': Array.from({ length: 12_000 }, (_, i) => `<p><font color=${i}>x`).join(''), 'links in links': full('<a href=x><table>'),
    'tables in tables': full('<table><tr><td>'), 'words moved out of a table': `${half('<br>')}<table>${half('<br>x')}`, 'lists in lists': full('<ul><li>x'), 'loose lists': full('<ul><ul>x</ul></ul>'), 'items of one list each': full('<li><ul><li>x</ul>'), 'attributes of one tag': `<p ${Array.from({ length: 60_000 }, (_, i) => `a${i}=1`).join(' ')}>x`, 'attributes of bodies': full('<body a=1 b=2>'),
    'one attribute': `<p style="${full('color:red;')}">x`, 'one address': `<a href="https://a.vn/${full('x')}">x</a>`, 'open brackets': letters('<'), 'open comments': full('<!--'), 'open comments and boxes': half('<div>') + half('<!--x'), 'open scripts': half('<div>') + half('<script>'), 'open quotation marks': full('<a x="'), entities: full('&amp;'), 'entities without end': letters('&#x'), blanks: full(' '), breaks: full('<br>'), 'letters and marks': letters('a\u0301'),
    'marks alone': letters('\u0301'), 'Word items': full('<p style="mso-list:l0 level1 lfo1">x</p>'), 'Word items of nine levels': Array.from({ length: 9_000 }, (_, i) => `<p style="mso-list:l0 level${i % 9 + 1} lfo1">x</p>`).join(''), cells: `<table>${full('<tr><td>x<td>y')}`, 'one row': `<table><tr>${full('<td>x')}`, 'tall cells': `<table>${full('<tr><td rowspan=1000>x<td>y')}`,
    'wide cells': `<table>${full('<tr><td colspan=1000>x<td>')}`, numbers: letters('1/2018/NĐ-CP '), 'half numbers': letters('Luật 1/'), 'kinds of documents': letters('Luật '), digits: letters('1'), slashes: letters('1/A-'), templates: full('<template>'), drawings: full('<svg><g>'), formulas: full('<math><mi>'), selects: full('<select><option>'), quotations: full('<blockquote>'), headings: full('<h1>x'), figures: full(`<img src="/anh/${FILE}">`),
  };
  const TEXTS: Readonly<Record<string, string>> = { lines: full('\n'), 'lines of letters': full('x\n'), bullets: full('- x\n'), 'bullets below': full('- x\n+ y\n'), counts: Array.from({ length: 60_000 }, (_, i) => `${i % 999}. x`).join('\n'), addresses: letters('https://a.vn '), 'addresses without end': letters('http://'), 'address of dots': `https://${letters('.')}`, dashes: letters('- '), hashes: letters('#'), digits: letters('1. ') };
  /** More letters or paragraphs than an article may have are refused, in a sentence. */
  const readOrRefused = (input: { html?: string; text?: string }): RichText | null => {
    try { return readRichText(input).doc; } catch (error) { assert.ok(error instanceof AppError && error.code === 'too-large'); return null; }
  };
  // No test here measures time: what is not linear takes minutes, and the limit of the runner or a patient person's finger ends it.
  for (const [name, source] of Object.entries(HUGE)) {
    test(`half a megabyte of ${name} is read, written and compared`, () => {
      const doc = readOrRefused({ html: source });
      if (!doc) return;
      const out = html(doc);
      assert.deepEqual(readRichText({ html: out }).doc, doc);
      citationsIn(doc); diffRichText(doc, { blocks: doc.blocks.slice(1) });
    });
  }
  for (const [name, source] of Object.entries(TEXTS)) test(`half a megabyte of ${name} typed is read`, () => { const doc = readOrRefused({ text: source }); if (doc) { html(doc); citationsIn(doc); } });
  test('what is nested too deep keeps its words', () => {
    const { doc, removed } = readRichText({ html: `${'<div>'.repeat(5_000)}<p>Đủ chữ &amp; dấu</p><script>alert(1)</script><p>hàng hai` });
    assert.equal(richTextWords(doc), 'Đủ chữ & dấu\nhàng hai');
    assert.match(removed[0]!, /chỉ giữ lại phần chữ/);
  });
  test('what no article is as long as is refused with the way out', () => {
    assert.throws(() => readRichText({ text: 'x'.repeat(400_001) }), /nhiều nhất 400\.000.*tách thành nhiều bài/s);
    assert.throws(() => readRichText({ html: ' x'.repeat(2_000_001) }), /tách thành nhiều bài/);
  });
});

test('no regular expression of the rich text takes more than linear time', () => {
  const here = import.meta.dirname, bad: string[] = [];
  let checked = 0;
  for (const file of readdirSync(here).filter((name) => name.endsWith('.ts') && !/\.test\.ts$/.test(name)))
    for (const found of readFileSync(join(here, file), 'utf8').matchAll(/(?<=[(=,:?!&| ])\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+)\/([gimsuy]*)(?=[.,;) ])/g)) {
      checked += 1;
      const result = checkSync(found[1]!, found[2]!, { timeout: 5_000 });
      if (result.status === 'vulnerable') bad.push(`${file}: ${found[0]}: ${result.complexity.summary}`);
    }
  assert.ok(checked > 40, `only ${checked} found`);
  assert.deepEqual(bad, []);
});
