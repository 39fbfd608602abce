import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareVietnamese, fold, foldExact, formatNumber, tidy, toRoman, unifyI, unifyTones } from './vietnamese.ts';

describe('Vietnamese text', () => {
  it('compares without marks: "cai cach" is "Cải  Cách", d is đ, composed is decomposed', () => {
    assert.equal(fold('Cải  Cách'), 'cai cach');
    assert.equal(fold('ĐỀ NGHỊ'.normalize('NFD')), 'de nghi');
    assert.equal(fold('Phường – Xã'), 'phuong - xa');
  });
  it('takes old and new places of tones for one spelling', () => {
    assert.equal(foldExact('hoà'), foldExact('hòa'));
    assert.equal(unifyTones('uỷ ban'), 'ủy ban');
    for (const word of ['kế hoạch', 'quý i', 'hoàn thành', 'khuỷu', 'thuỷ sản'.replace('thuỷ', 'thủy')]) assert.equal(unifyTones(word), word);
  });
  it('takes i and y for one sound where nothing else is meant by it', () => {
    for (const [a, b] of [['kỹ', 'kĩ'], ['lý', 'lí'], ['mỹ', 'mĩ'], ['quy', 'qui'], ['quý', 'quí'], ['tỷ', 'tỉ'], ['hy', 'hi'], ['sỹ', 'sĩ']] as const) assert.equal(unifyI(a), b);
    for (const word of ['tay', 'thúy', 'y', 'ý', 'vy', 'tuy', 'ly1']) assert.equal(unifyI(word), word);
  });
  it('folds the same however often', () => { fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => { assert.equal(fold(fold(text)), fold(text)); })); });
  it('keeps lines and drops invisible characters', () => { assert.equal(tidy('a\u200bb\r\nc\u00a0d'), 'ab\nc d'); });
  it('sorts by the Vietnamese alphabet', () => { assert.deepEqual(['Đb', 'đa', 'da', 'ả', 'á', 'az'].sort(compareVietnamese), ['ả', 'á', 'az', 'da', 'đa', 'Đb']); });
  it('writes numbers as officials do', () => { assert.equal(formatNumber(1234567), '1.234.567'); assert.equal(formatNumber(78.44, 1), '78,4'); });
  it('counts in Roman numbers', () => { assert.deepEqual([1, 4, 9, 14, 40, 96].map(toRoman), ['I', 'IV', 'IX', 'XIV', 'XL', 'XCVI']); });
});
