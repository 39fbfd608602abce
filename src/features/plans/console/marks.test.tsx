import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Span } from '#features/reading/rules/result.ts';
import { DocumentPane } from './document-pane.tsx';
import { belongs, inferredReason, kindOf, markParagraphs, paragraphsOf, type Piece } from './marks.ts';

const paragraph = (text: string, id = 'p1') => ({ id, page: null, text, style: null });
const span = (path: string, from: number, to: number, at = 'p1'): Span => ({ path, paragraph: at, from, to });
const textOf = (pieces: readonly Piece[]): string => pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece.pieces))).join('');
const marksOf = (pieces: readonly Piece[]): [string, string][] => pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [[piece.path, textOf(piece.pieces)] as [string, string], ...marksOf(piece.pieces)]));

test('the kind of a mark follows from what the fact says', () => {
  const kinds = { '/tasks/0/lead/1': 'role', '/tasks/0/timing': 'time', '/tasks/0/cadence/0': 'quota', '/tasks/0/cadence/0/count': 'quota', '/legalReferences/3': 'law', '/legalReferences/3/date': 'law',
    '/reporting/0/cadence': 'time', '/reporting/0/deadline': 'time', '/document/signer/name': 'role', '/tasks/0/title': 'text', '/duties/2/agency': 'role', '/duties/2/text': 'text', '/document/number': 'law' };
  for (const [path, kind] of Object.entries(kinds)) assert.equal(kindOf(path), kind, path);
});

test('spans that lie inside each other nest, the sentence outside', () => {
  const [marked] = markParagraphs([paragraph('Báo cáo Sở Nội vụ trước 20/11')], [span('/duties/0/text', 0, 29), span('/reporting/0/toWhom', 8, 17), span('/reporting/0/deadline', 24, 29)]);
  assert.deepEqual(marksOf(marked!.pieces), [['/duties/0/text', 'Báo cáo Sở Nội vụ trước 20/11'], ['/reporting/0/toWhom', 'Sở Nội vụ'], ['/reporting/0/deadline', '20/11']]);
});

test('spans that overlap in part are cut and both stay marked over their whole length', () => {
  const [marked] = markParagraphs([paragraph('abcdef')], [span('/a/timing', 0, 4), span('/b/lead', 2, 6)]);
  assert.deepEqual(marksOf(marked!.pieces), [['/a/timing', 'abcd'], ['/b/lead', 'cd'], ['/b/lead', 'ef']]);
});

test('whatever the spans are, the text comes out whole and every marked letter stays marked', () => {
  const spans = fc.array(fc.record({ path: fc.constantFrom('/tasks/0/title', '/tasks/0/lead/0', '/tasks/0/timing', '/tasks/0/cadence/0'), from: fc.integer({ min: -3, max: 45 }), to: fc.integer({ min: -3, max: 45 }) }), { maxLength: 12 });
  fc.assert(fc.property(fc.string({ maxLength: 40 }), spans, (text, list) => {
    const [marked] = markParagraphs([paragraph(text)], list.map(({ path, from, to }) => span(path, from, to)));
    assert.equal(textOf(marked!.pieces), text);
    const covered: Set<string>[] = [...text].length ? Array.from({ length: text.length }, () => new Set()) : [];
    const walk = (pieces: readonly Piece[], at: number, paths: readonly string[]): number => pieces.reduce<number>((from, piece) => {
      if (typeof piece !== 'string') return walk(piece.pieces, from, [...paths, piece.path]);
      for (let i = 0; i < piece.length; i++) for (const path of paths) covered[from + i]!.add(path);
      return from + piece.length;
    }, at);
    walk(marked!.pieces, 0, []);
    for (let i = 0; i < text.length; i++) for (const { path, from, to } of list) assert.equal(covered[i]!.has(path), list.some((one) => one.path === path && one.from <= i && i < one.to) , `${path} ${from}-${to} at ${i}`);
  }));
});

test('a thousand nested spans are cut in a moment', () => {
  const text = 'x'.repeat(4000), began = performance.now();
  markParagraphs([paragraph(text)], Array.from({ length: 1000 }, (_, i) => span(`/tasks/${i}/timing`, i, 3000 + ((i * 7) % 900))));
  assert.ok(performance.now() - began < 5000);
});

test('a fact finds its paragraphs, its marks and why it was inferred', () => {
  const spans = [span('/tasks/5/lead/0', 0, 3, 'p9'), span('/tasks/5/title', 0, 3, 'p8'), span('/tasks/55/title', 0, 3, 'p7'), { path: '/document/year', inferred: 'lấy từ tiêu đề' }];
  assert.deepEqual(paragraphsOf(spans, '/tasks/5'), ['p9', 'p8']);
  assert.ok(belongs('/tasks/5/lead/0', '/tasks/5') && belongs('/tasks/5', '/tasks/5/lead') && !belongs('/tasks/55/title', '/tasks/5'));
  assert.equal(inferredReason(spans, '/document/year'), 'lấy từ tiêu đề');
});

test('the text of a stranger is escaped, nothing is styled in place, and the chosen fact is lit without any script', () => {
  const html = String(<DocumentPane title="Văn bản gốc" open="/tasks/5" spans={[span('/tasks/5/lead/0', 0, 8), span('/tasks/6/lead/0', 9, 12), span('/tasks/7/title', 0, 2, 'p2')]}
    paragraphs={[{ ...paragraph('<script>alert("1")</script> & "Sở"'), page: 2 }, { ...paragraph('a"b', 'p2'), page: 2 }]} pageHref={(page) => `/tep#page=${page}`} />);
  assert.match(html, /<mark class="m-role on" data-span="\/tasks\/5\/lead\/0">&lt;script&gt;?/);
  assert.match(html, /<mark class="m-role" data-span="\/tasks\/6\/lead\/0">/);
  assert.ok(!html.includes('<script>') && !/ style=| on[a-z]+=/.test(html));
  assert.match(html, /href="\/tep#page=2"/);
  assert.match(html, /id="vb-p1"/);
});
