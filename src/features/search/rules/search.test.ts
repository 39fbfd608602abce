import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tidy } from '#kernel/vietnamese.ts';
import type { Id } from '#kernel/id.ts';
import { corrected, termsAsked } from './correct.ts';
import { lexemesOf, MOST_BYTES, termsOf, type Indexed } from './lexemes.ts';
import { isEmpty, MOST_QUERY_WORDS, MOST_SIGNS, parseQuery, pairsIn, wordsIn } from './query.ts';
import { AGE, classesOf, isCode, mustHave, nearly, POINTS, tsquery, type Condition } from './rank.ts';
import { marked, snippet, type Piece } from './snippet.ts';
import { wordsOf } from './words.ts';

const item = (change: Partial<Indexed> = {}): Indexed => ({ noun: 'articles', organisationId: '019b0000-0000-7001-8001-000000000001' as Id, collectionId: null, year: 2026, month: '2026-11', title: '', summary: '', text: '', names: [], ...change });
const folded = (text: string): string[] => wordsOf(text).map((word) => word.folded);
/** What the database does with a condition, on one entry. */
const holds = (condition: Condition, lexemes: ReadonlySet<string>): boolean =>
  typeof condition === 'string' ? lexemes.has(condition) : 'not' in condition ? !holds(condition.not, lexemes) : 'all' in condition ? condition.all.every((one) => holds(one, lexemes)) : condition.any.some((one) => holds(one, lexemes));
const hits = (typed: string, change: Partial<Indexed>): boolean => holds(mustHave(parseQuery(typed)), new Set(lexemesOf(item(change))));
const points = (typed: string, change: Partial<Indexed>): number => {
  const lexemes = new Set(lexemesOf(item(change)));
  return classesOf(parseQuery(typed)).reduce((sum, one) => sum + (holds(one.condition, lexemes) ? one.points : 0), 0);
};
const shown = (pieces: readonly Piece[]): string => pieces.map((one) => (one.hit ? `[${one.text}]` : one.text)).join('');
const SYLLABLES = ['cải', 'cách', 'cái', 'hành', 'chính', 'thủ', 'tục', 'đất', 'đai', 'hòa', 'hoà', 'khai', 'sinh', 'ủy', 'ban', 'kỹ', 'kĩ', 'Đà', 'Nẵng', '15', 'KH'] as const;
const syllables = fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 8 });

describe('the words of a text', () => {
  it('are the same whether composed or not, in any case, with either place of the tone, with i or y, đ as d', () => {
    for (const [a, b] of [['Cải cách', 'cai cach'], ['ĐẤT ĐAI', 'dat dai'], ['hoà bình', 'hòa bình'], ['thuỷ lợi', 'thủy lợi'], ['kĩ thuật', 'kỹ thuật'], ['qui định', 'quy định'], ['lí lịch', 'lý lịch']] as const) {
      assert.deepEqual(folded(a), folded(b));
      assert.deepEqual(folded(a.normalize('NFD')), folded(b));
      if (!/^[a-z ]+$/.test(b)) assert.deepEqual(wordsOf(a).map((word) => word.exact), wordsOf(b.normalize('NFD')).map((word) => word.exact));
    }
    assert.notDeepEqual(folded('tay'), folded('tai'));
    assert.notEqual(wordsOf('cải')[0]!.exact, wordsOf('cái')[0]!.exact);
  });
  it('of numbers are their parts, side by side', () => {
    assert.deepEqual(folded('1.001612 theo 15/KH-UBND'), ['1', '001612', 'theo', '15', 'kh', 'ubnd']);
    assert.deepEqual(wordsOf('mã 1.001612. Cơ quan').map((word) => word.fresh), [true, false, false, true, false]);
  });
  it('stand where they say, and their forms are their own', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (given) => {
      const text = tidy(given);
      let end = 0;
      for (const word of wordsOf(text)) {
        assert.ok(word.start >= end && word.end > word.start && word.end <= text.length);
        assert.deepEqual(folded(word.folded).join(''), word.folded);
        assert.ok(!/[\s'"\\&|!:*()<>_@=+^-]/.test(word.folded), 'no sign that means something in the index');
        end = word.end;
      }
    }));
  });
});

describe('what is found', () => {
  it('words without marks, with marks, of title, summary, text and unit', () => {
    const article = { title: 'Cải cách hành chính ở xã Bình An', summary: 'Một cửa mở cả thứ Bảy.', text: 'Người dân đến làm thủ tục đất đai.\nTheo Kế hoạch 15/KH-UBND, mã 1.001612.', names: ['UBND xã Bình An'] };
    for (const typed of ['cai cach', 'CẢI CÁCH', 'cải cách'.normalize('NFD'), 'mot cua', 'dat dai', 'đất đai', 'ubnd', '1.001612', '001612', '15/KH-UBND', '15/kh-ubnd', '"hành chính"', 'cải cách -nhà', 'thu bay  mot   cua']) assert.ok(hits(typed, article), typed);
    for (const typed of ['cải cách nhà', '"chính hành"', '15/KH-HĐND', '16/KH-UBND', 'cải cách -đất', '-"hành chính" cải cách', '"thứ Bảy người"']) assert.ok(!hits(typed, article), typed);
  });
  it('every text by any stretch of itself, typed with or without marks', () => {
    fc.assert(fc.property(syllables, fc.nat(), fc.nat(), (words, from, length) => {
      const part = words.slice(from % words.length).slice(0, 1 + length % 6).join(' '), text = { text: words.join(' ') };
      assert.ok(hits(part, text));
      assert.ok(hits(`"${part}"`, text));
      assert.ok(hits(folded(part).join(' '), text));
      assert.ok(hits(part.normalize('NFD').toUpperCase(), text));
    }));
  });
  it('a text of any length fits into one row', () => {
    const text = Array.from({ length: 30_000 }, (_none, index) => `từ${'x'.repeat(30)}${index}`).join(' ');
    assert.ok(lexemesOf(item({ text })).reduce((sum, one) => sum + Buffer.byteLength(one), 0) < MOST_BYTES + 1_000);
  });
});

describe('the order', () => {
  const texts = {
    exactTitle: { title: 'Cải cách hành chính' }, foldedTitle: { title: 'Cái cách của tôi' }, exactSummary: { summary: 'Bàn về cải cách.' },
    exact: { text: 'Đề án cải cách.' }, folded: { text: 'Cái cách làm này.' }, scattered: { text: 'Cái này. Có cách khác.' },
  };
  it('marks as typed, then side by side, then anywhere; title before summary before text', () => {
    const order = (typed: string): number[] => [texts.exactTitle, texts.exactSummary, texts.exact, texts.foldedTitle, texts.folded, texts.scattered].map((one) => points(typed, one));
    for (const list of [order('cải cách'), order('cải cach')]) assert.deepEqual(list, [...list].sort((a, b) => b - a).filter((value, index, all) => all.indexOf(value) === index), 'each less than the one before');
    assert.ok(points('cải cách', { text: 'Cải này. Cách nọ.' }) > points('cải cách', texts.foldedTitle), 'marks as typed before anything without them');
  });
  it('typed without marks the title comes first too, and side by side before anywhere', () => {
    assert.ok(points('cai cach', texts.exactTitle) > points('cai cach', texts.exact));
    assert.ok(points('cai cach', texts.exact) > points('cai cach', texts.scattered));
    assert.equal(points('cai cach', texts.exact), points('cai cach', texts.folded));
  });
  it('age never outweighs what is true of the text', () => {
    const values = Object.values(POINTS).flatMap((one) => [one]), differences = values.flatMap((a) => values.map((b) => Math.abs(a - b))).filter((one) => one > 0);
    assert.ok(AGE.most < Math.min(...differences));
  });
  it('knows a number, and what is near when nothing has all words', () => {
    for (const [typed, is] of [['1.001612', true], ['15/KH-UBND', true], ['kế hoạch 15', false], ['cải cách', false]] as const) assert.equal(isCode(parseQuery(typed)), is, typed);
    assert.equal(nearly(parseQuery('cải cách')), null);
    assert.ok(holds(nearly(parseQuery('thủ tục cấp lại giấy hồng'))!.condition, new Set(lexemesOf(item({ text: 'thủ tục' })))));
  });
});

describe('what was typed', () => {
  it('may be anything at all, and is a question the database understands', () => {
    const hostile = ["'; drop table search_entries; --", '":*&|!()<->', "a' | 'b", '\\', '""""', '-', '--', '- -a', '%_', '\u0000a\u0000', '\ud800', '<script>', '“chưa đóng', ')(', '🙂', 'a'.repeat(10_000), `${'x '.repeat(500)}`];
    for (const typed of hostile) assert.doesNotThrow(() => tsquery(mustHave(parseQuery(typed))), typed);
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
      const query = parseQuery(typed), text = tsquery(mustHave(query));
      assert.ok(query.said.length <= MOST_SIGNS);
      assert.ok(wordsIn(query).length <= MOST_QUERY_WORDS);
      // nothing outside of quotes but operators of ours
      assert.ok(/^[ &|!()]*$/.test(text.replace(/'(?:[^'\\]|''|\\\\)*'/g, '')), text);
    }));
    fc.assert(fc.property(syllables, (words) => { assert.equal(parseQuery(words.join(' ')).said, words.join(' ')); }));
  });
  it('is empty when no word is in it, also when all are unwanted', () => {
    for (const typed of ['', '   ', '!!!', '""', '-cải', '-"cải cách"']) assert.ok(isEmpty(parseQuery(typed)), typed);
  });
  it('tells quotations and what is not wanted from the rest, and that it was too much', () => {
    const query = parseQuery('kế hoạch “tuyên truyền” -"bản tin" -nháp năm');
    assert.deepEqual(query.runs.map((run) => run.words.map((word) => word.folded).join(' ')), ['ke hoach', 'tuyen truyen', 'nam']);
    assert.deepEqual(query.without.map((run) => run.words.map((word) => word.folded).join(' ')), ['ban tin', 'nhap']);
    assert.deepEqual(pairsIn(query.runs, true), ['tuyen_truyen']);
    assert.equal(query.cut, false);
    assert.equal(parseQuery('a b c d e f g h i k l m n').cut, true);
    assert.equal(parseQuery('mã hs-2 - ghi chú').without.length, 0, 'a dash inside or alone is no minus');
  });
  it('loses the words that only ask, unless nothing else is there', () => {
    assert.deepEqual(wordsIn(parseQuery('làm giấy khai sinh ở đâu')).map((word) => word.folded), ['lam', 'giay', 'khai', 'sinh']);
    assert.deepEqual(wordsIn(parseQuery('ở đâu')).map((word) => word.folded), ['o', 'dau']);
    for (const typed of ['"là gì"', 'khai sinh muộn', 'mượn sách']) assert.equal(wordsIn(parseQuery(typed)).length, typed.split(' ').length, typed);
  });
});

describe('the lines under a hit', () => {
  const text = 'Sáng nay xã họp. Đề án cải cách hành chính được thông qua với nhiều cách làm mới.\nNgười dân đến Bộ phận Một cửa.';
  it('show the text as it is written, the words looked for marked, those side by side as one', () => {
    assert.equal(shown(snippet(text, parseQuery('cai cach hanh chinh'))), 'Sáng nay xã họp. Đề án [cải cách hành chính] được thông qua với nhiều cách làm mới. Người dân đến Bộ phận Một cửa.');
    assert.equal(shown(marked('Cải cách – cái cách', parseQuery('cải'))), '[Cải] cách – [cái] cách');
  });
  it('are taken from where the words stand together', () => {
    const long = `${'Chuyện khác hẳn, cải và cách. '.repeat(20)}Nơi đây nói về cải cách.${' Rồi lại thôi.'.repeat(30)}`, found = shown(snippet(long, parseQuery('cải cách')));
    assert.match(found, /^… .*\[cải cách\].* …$/);
    assert.ok(found.length < 260);
  });
  it('are always a part of the text, whatever was looked for', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...SYLLABLES, '.', ',', '\n', '<b>', '&amp;'), { maxLength: 150 }), syllables, (words, typed) => {
      const text = words.join(' '), pieces = snippet(text, parseQuery(typed.join(' '))), body = pieces.map((one) => one.text).join('').replace(/^… /, '').replace(/ …$/, '');
      assert.ok(text.replace(/\n+/g, ' ').includes(body));
      for (const one of pieces.filter((piece) => piece.hit)) for (const word of folded(one.text)) assert.ok(typed.flatMap(folded).includes(word));
    }));
  });
});

describe('did you mean', () => {
  const titles = ['Đăng ký khai sinh', 'Cấp lại giấy khai sinh', 'Chứng thực bản sao', 'Cải cách hành chính'], all = new Map(titles.flatMap((title) => [...termsOf(title)]).map(([term, shown]) => [term, { term, shown, entries: 3 }]));
  const like = (asked: string) => [...all.values()].map((one) => ({ ...one, alike: alike(asked, one.term) })).filter((one) => one.alike > 0.3).sort((a, b) => b.alike - a.alike);
  const grams = (text: string): Set<string> => new Set(text.split(' ').flatMap((word) => Array.from({ length: word.length + 1 }, (_none, index) => `  ${word} `.slice(index, index + 3))));
  const alike = (a: string, b: string): number => { const [x, y] = [grams(a), grams(b)], both = [...x].filter((one) => y.has(one)).length; return both / (x.size + y.size - both); };
  const suggest = (typed: string): string | null => { const query = parseQuery(typed), { words, pairs } = termsAsked(query); return corrected(query, new Map([...words, ...pairs].flatMap((term) => { const known = all.get(term); return known ? [[term, known] as const] : []; })), new Map([...words, ...pairs].map((term) => [term, like(term)]))); };
  it('puts right a slip of the finger, with the marks of the titles', () => {
    assert.equal(suggest('khai sjnh'), 'khai sinh');
    assert.equal(suggest('dang ky khai sihn'), 'đăng ký khai sinh');
    assert.equal(suggest('chung thuc ban sau'), 'chứng thực bản sao');
  });
  it('says nothing where it knows nothing better', () => {
    for (const typed of ['khai sinh', 'zzzz qqqq', '1.001612', '']) assert.equal(suggest(typed), null, typed);
  });
});
