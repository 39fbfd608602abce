import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isProduct } from '#features/channels/rules/products.ts';
import { isChannel } from '#features/channels/rules/channels.ts';
import { faultsOf, numberOf, tidyPrint, wordsOf } from './fields.ts';
import { FORMATS } from './formats.ts';
import { altFault, MOST_ALT, tidyForm } from './form.ts';
import { PRINT_KINDS } from './kinds/index.ts';
import { overflowFaults, overflowIn } from './overflow.ts';
import { PALETTES } from './palette.ts';
import { breakable } from './printable.ts';
import { allow, may, PRINT_STATES, PRINT_VERBS, REFUSAL } from './states.ts';

describe('kinds', () => {
  test('are whole: known products, channels and shapes, an example that has no fault and says enough to those who do not see it', () => {
    assert.equal(new Set(PRINT_KINDS.map(({ key }) => key)).size, PRINT_KINDS.length);
    for (const kind of PRINT_KINDS) {
      assert.ok(isProduct(kind.product) && isChannel(kind.channel) && (!kind.printed || (isProduct(kind.printed.product) && isChannel(kind.printed.channel))), kind.key);
      assert.deepEqual(faultsOf(kind.fields, tidyPrint(kind.fields, kind.sample), () => []), {}, kind.key);
      assert.deepEqual([altFault(kind.alt(kind.sample)), kind.alt(kind.sample).length <= MOST_ALT, kind.title(kind.sample).length > 3], [{}, true, true], kind.key);
      assert.equal(kind.printed !== null, kind.formats.some((key) => FORMATS[key].sheet), `${kind.key}: printed and sheets go together`);
      for (const field of kind.fields) if (field.type === 'line') assert.ok(wordsOf(kind.fields, kind.sample).includes((kind.sample[field.name] as string) || ''));
    }
  });
  test('keep whatever was typed without a fault of the program', () => {
    fc.assert(fc.property(fc.constantFrom(...PRINT_KINDS), fc.dictionary(fc.constantFrom(...new Set(PRINT_KINDS.flatMap((kind) => kind.fields.map(({ name }) => name)))), fc.anything()), (kind, content) => {
      const tidy = tidyPrint(kind.fields, content);
      faultsOf(kind.fields, tidy, () => []);
      kind.alt(tidy);
      assert.deepEqual(tidyPrint(kind.fields, tidy), tidy);
    }), { numRuns: 300 });
  });
});

describe('a field', () => {
  test('of a number is read as people write it', () => {
    for (const [text, value] of [['98,6', 98.6], ['1.234', 1234], ['1.234,5', 1234.5], ['12', 12], ['3.5', 3.5], ['1.23', 1.23], ['1 234', 1234], ['', null], ['98%', null], ['-3', null], ['1.2345', 1.2345]] as const) assert.equal(numberOf(text), value, text);
  });
  test('that is too long, empty or has a sign no font has is named', () => {
    const [procedure] = PRINT_KINDS, { fields, sample } = procedure!;
    assert.match(faultsOf(fields, { ...sample, title: 'x'.repeat(161) }, () => []).title!, /dài 161 ký tự\. Hãy rút xuống còn 160/);
    assert.match(faultsOf(fields, { ...sample, limit: '' }, () => []).limit!, /Chưa ghi “Thời hạn/);
    assert.match(faultsOf(fields, sample, (text) => (text === sample.where ? ['🎉'] : [])).where!, /không in được: 🎉/);
    assert.match(faultsOf(fields, { ...sample, papers: Array.from({ length: 8 }, () => 'a') }, () => []).papers!, /8 dòng\. Chỉ đủ chỗ cho 7/);
  });
  test('with a very long word can be broken without changing what is read', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => { assert.equal(breakable(text).replaceAll('\u200b', '').replaceAll('\u00a0', ' '), text.replaceAll('\u200b', '').replaceAll('\u00a0', ' ')); }));
    assert.equal(breakable('đạt 98,6 % và'), 'đạt 98,6\u00a0% và');
  });
});

describe('what does not fit', () => {
  test('is found by shortening the longest first; what is left fits', async () => {
    const fields = [{ type: 'line', name: 'a', label: 'A', most: 999 }, { type: 'list', name: 'b', label: 'B', most: 999, rows: 9 }] as const;
    // a region that holds so many characters
    await fc.assert(fc.asyncProperty(fc.array(fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,6}){0,30}$/), { minLength: 1, maxLength: 5 }), fc.integer({ min: 40, max: 200 }), async ([a = '', ...b], room) => {
      const size = (content: Record<string, unknown>): number => [content.a as string, ...(content.b as string[])].join('').length, measure = async (content: Record<string, unknown>) => [{ fields: ['a', 'b'], over: size(content) - room, line: 10 }];
      const found = await overflowIn(fields, { a, b }, measure as never, 'khổ'), cut = (text: string, path: string): string => text.slice(0, found.find((one) => one.path === path)?.keep ?? text.length);
      assert.equal(found.length > 0, size({ a, b }) > room);
      if (found.length && found.every((one) => one.keep > 0)) assert.ok(size({ a: cut(a, 'a'), b: b.map((text, index) => cut(text, `b.${index}`)) }) <= room);
      assert.equal(Object.keys(overflowFaults(found)).length, found.length);
    }), { numRuns: 200 });
  });
  test('because there are too many rows is said of the last rows', async () => {
    const fields = [{ type: 'list', name: 'b', label: 'Giấy tờ', most: 999, rows: 9 }] as const, b = Array.from({ length: 6 }, () => 'một hai ba bốn năm sáu');
    const found = await overflowIn(fields, { b }, (async (content: { b: string[] }) => [{ fields: ['b'], over: content.b.length * 50 - 210, line: 10 }]) as never, 'Ảnh dọc');
    assert.deepEqual(found.map(({ path, keep }) => [path, keep]), [['b.4', 0], ['b.5', 0]]);
    assert.match(overflowFaults(found)['b.5']!, /“Giấy tờ, dòng 6” không còn chỗ \(Ảnh dọc\)\. Hãy bớt, hoặc gộp/);
    // also where everything is too long: short facts are not asked to become nothing
    const both = [{ type: 'line', name: 'a', label: 'Thời hạn', most: 999 }, ...fields] as const, long = { a: 'trong ngày làm việc', b: b.map((text) => text.repeat(6)) };
    const cut = await overflowIn(both, long, (async (content: { a: string; b: string[] }) => [{ fields: ['a', 'b'], over: content.a.length + content.b.reduce((sum, text) => sum + 40 + text.length, 0) - 240, line: 10 }]) as never, 'Ảnh dọc');
    assert.ok(cut.length > 1 && cut.every(({ path }) => path !== 'a'), JSON.stringify(cut));
  });
});

describe('states and forms', () => {
  test('every verb in every state either leads somewhere or is refused with the way out', () => {
    for (const status of PRINT_STATES) for (const verb of PRINT_VERBS) {
      if (may({ status }, verb)) assert.ok(PRINT_STATES.includes(allow({ status }, verb)));
      else assert.throws(() => allow({ status }, verb), (error: Error) => error.message === REFUSAL[status]);
    }
  });
  test('an unknown kind, tone or a link that is none is refused', () => {
    const form = { kind: 'led', content: {}, alt: '', tone: 'indigo', logo: null, link: null };
    assert.equal(tidyForm(form).title, 'Chữ LED chưa có tên');
    for (const change of [{ kind: 'x' }, { tone: 'x' }, { link: 'javascript:alert(1)' }, { link: 'loa.vn' }, { link: `https://${'a'.repeat(400)}` }]) assert.throws(() => tidyForm({ ...form, ...change }), /Hãy/);
  });
  test('white and dark words can be read on every tone', () => {
    const light = (hex: string): number => { const [r, g, b] = [1, 3, 5].map((at) => { const one = parseInt(hex.slice(at, at + 2), 16) / 255; return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4; }) as [number, number, number]; return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const contrast = (a: string, b: string): number => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p) as [number, number]; return (x + 0.05) / (y + 0.05); };
    for (const [name, one] of Object.entries(PALETTES)) for (const [a, b, least] of [['#ffffff', one.deep, 7], ['#ffffff', one.main, 7], ['#ffffff', one.mid, 4.5], [one.mid, one.tint, 4.5], [one.ink, one.tint, 7], [one.accent, one.deep, 4.5], [one.main, one.tint, 4.5]] as const) assert.ok(contrast(a, b) >= least, `${name}: ${a} on ${b} is ${contrast(a, b).toFixed(2)}`);
  });
});
