import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dong, dongDigits, dongInWords, MOST_DONG, parseDong } from './money.ts';

describe('an amount in words', () => {
  it('is read as Vietnamese reads numbers', () => {
    const said: Readonly<Record<number, string>> = {
      0: 'Không đồng', 1: 'Một đồng', 5: 'Năm đồng', 10: 'Mười đồng', 15: 'Mười lăm đồng', 20: 'Hai mươi đồng', 21: 'Hai mươi mốt đồng', 24: 'Hai mươi tư đồng', 25: 'Hai mươi lăm đồng', 101: 'Một trăm linh một đồng',
      104: 'Một trăm linh bốn đồng', 110: 'Một trăm mười đồng', 111: 'Một trăm mười một đồng', 114: 'Một trăm mười bốn đồng', 1_000: 'Một nghìn đồng', 1_005: 'Một nghìn không trăm linh năm đồng', 1_015: 'Một nghìn không trăm mười lăm đồng',
      120_000: 'Một trăm hai mươi nghìn đồng', 12_500_000: 'Mười hai triệu năm trăm nghìn đồng', 1_000_005: 'Một triệu không trăm linh năm đồng', 1_005_000: 'Một triệu không trăm linh năm nghìn đồng',
      1_000_000_000: 'Một tỷ đồng', 1_000_500_000: 'Một tỷ năm trăm nghìn đồng', 1_050_000_000: 'Một tỷ không trăm năm mươi triệu đồng', 2_371_155_021: 'Hai tỷ ba trăm bảy mươi mốt triệu một trăm năm mươi lăm nghìn không trăm hai mươi mốt đồng',
      1_000_000_000_000: 'Một nghìn tỷ đồng', 1_234_000_000_000_000: 'Một triệu hai trăm ba mươi tư nghìn tỷ đồng',
    };
    // the last: the thousand million counts on
    for (const [amount, words] of Object.entries(said)) assert.equal(dongInWords(Number(amount)), words, amount);
  });

  it('says the number that a reader counts back, whatever the amount', () => {
    fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })), (amount) => { assert.equal(countBack(dongInWords(amount)), amount); }), { numRuns: 2000 });
  });

  it('is refused for what is no whole amount', () => {
    for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53]) assert.throws(() => dongInWords(wrong), RangeError);
  });
});

describe('an amount in digits', () => {
  it('is grouped by threes with dots', () => {
    assert.deepEqual([dong(12_500_000), dong(0), dong(999), dongDigits(-1_500)], ['12.500.000\u00a0đ', '0\u00a0đ', '999\u00a0đ', '-1.500']);
  });

  it('is taken back as it was shown', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: MOST_DONG }), (amount) => {
      for (const text of [dong(amount), dongDigits(amount), String(amount), `${dongDigits(amount)} đồng`, ` ${dongDigits(amount).replaceAll('.', ' ')} VND`]) assert.deepEqual(parseDong(text), { kind: 'amount', amount }, text);
    }));
  });

  it('is asked back where it could be meant otherwise, with the amount it probably is', () => {
    for (const [typed, likely] of [['12,5 triệu', '12.500.000'], ['12.5tr', '12.500.000'], ['1,2 tỷ', '1.200.000.000'], ['300k', '300.000'], ['300 nghìn', '300.000'], ['12,500,000', '12.500.000'], ['12,500', '12.500']] as const) {
      const read = parseDong(typed);
      assert.equal(read.kind, 'asked', typed);
      assert.match((read as { sentence: string }).sentence, new RegExp(`hãy ghi ${likely.replaceAll('.', '\\.')}\\.$`), typed);
    }
    for (const typed of ['1.5', '12.50', '1.2.3', 'một triệu', '12.500.00', '1e6', '12..500']) {
      const read = parseDong(typed);
      assert.equal(read.kind, 'asked', typed);
      assert.match((read as { sentence: string }).sentence, /Chưa đọc được/, typed);
    }
    assert.match((parseDong('-5.000') as { sentence: string }).sentence, /không được âm/);
    assert.match((parseDong('10.000.000.000.001') as { sentence: string }).sentence, /lớn hơn/);
    assert.equal(parseDong('  ').kind, 'empty');
  });
});

/** An independent reader: adds what it hears. */
function countBack(text: string): number {
  const ones: Readonly<Record<string, number>> = { không: 0, một: 1, mốt: 1, hai: 2, ba: 3, bốn: 4, tư: 4, năm: 5, lăm: 5, sáu: 6, bảy: 7, tám: 8, chín: 9 };
  let all = 0, part = 0, group = 0, last = 0;
  for (const word of text.toLowerCase().replace(/ đồng$/, '').split(' ')) {
    if (word === 'trăm') { group += last * 100; last = 0; }
    else if (word === 'mươi') { group += last * 10; last = 0; }
    else if (word === 'mười') { group += 10; last = 0; }
    else if (word === 'nghìn') { part += (group + last) * 1000; group = last = 0; }
    else if (word === 'triệu') { part += (group + last) * 1_000_000; group = last = 0; }
    else if (word === 'tỷ') { all = (all + part + group + last) * 1_000_000_000; part = group = last = 0; }
    else if (word !== 'linh') last = ones[word]!;
  }
  return all + part + group + last;
}
