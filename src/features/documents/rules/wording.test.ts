import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '#kernel/plain-date.ts';
import { planDocument, reportDocument, letterDocument } from '../test-samples.ts';
import { closed, dateInWords, distributionList, documentNumber, fileCopyLine, listed, numberLine, ownReference, sentence, withoutEnding } from './wording.ts';
import { notationOf } from './frame.ts';
import { pointLetter } from './letters.ts';

const spaces = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('Numbers, dates and lists are worded as the decree asks', () => {
  test('a number below 10 carries a zero, others are left alone', () => {
    assert.equal(documentNumber('7'), '07');
    assert.equal(documentNumber('07'), '07');
    assert.equal(documentNumber('215'), '215');
    assert.equal(numberLine({ number: '7', notation: 'KH-UBND' }), 'Số: 07/KH-UBND');
  });
  test('a missing number leaves a blank before the slash', () => {
    assert.equal(spaces(numberLine({ number: null, notation: 'KH-UBND' })), 'Số:        /KH-UBND');
  });
  test('days below 10 and the months 1 and 2 carry a zero, the months 3 to 9 none', () => {
    assert.equal(dateInWords(plainDate('2024-01-05'), 2024), 'ngày 05 tháng 01 năm 2024');
    assert.equal(dateInWords(plainDate('2024-02-28'), 2024), 'ngày 28 tháng 02 năm 2024');
    assert.equal(dateInWords(plainDate('2024-03-01'), 2024), 'ngày 01 tháng 3 năm 2024');
    assert.equal(dateInWords(plainDate('2024-12-31'), 2024), 'ngày 31 tháng 12 năm 2024');
    assert.equal(spaces(dateInWords(null, 2026)), 'ngày      tháng      năm 2026');
  });
  test('list items end with ; and the last with a full stop, whatever marks they came with', () => {
    assert.deepEqual(listed(['Bộ Nội vụ.', 'Sở Nội vụ;', ' Sở Tài chính ']), ['Bộ Nội vụ;', 'Sở Nội vụ;', 'Sở Tài chính.']);
    assert.deepEqual(listed([]), []);
  });
  test('the body closes with ./. exactly once', () => {
    for (const text of ['thực hiện', 'thực hiện.', 'thực hiện./.', 'thực hiện ./. ', 'thực hiện;']) assert.equal(closed(text), 'thực hiện./.');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => { assert.equal(closed(closed(text)), closed(text)); }));
  });
  test('a sentence gets one full stop and keeps the mark it has', () => {
    assert.equal(sentence('Đã làm'), 'Đã làm.');
    assert.equal(sentence('Đã làm;'), 'Đã làm.');
    assert.equal(sentence('gồm:'), 'gồm:');
    assert.equal(withoutEnding('v.v...'), 'v.v');
  });
  test('the file copy stands last, "Như trên" first when somebody is addressed', () => {
    const report = distributionList(reportDocument());
    assert.equal(report[0], 'Như trên;');
    assert.equal(report.at(-1), 'Lưu: VT, QLVHGĐ, NTB.05.');
    const plan = distributionList(planDocument());
    assert.equal(plan[0], 'Bộ Nội vụ;');
    assert.equal(plan.at(-1), 'Lưu: VT, TTHC.');
    assert.deepEqual(distributionList({ ...letterDocument(), distribution: ['Như trên', 'Lưu: VT, X', 'Sở Nội vụ'] }), ['Như trên;', 'Sở Nội vụ;', 'Lưu: VT, NC.']);
    assert.equal(fileCopyLine({}), 'Lưu: VT');
    assert.equal(fileCopyLine({ unit: 'NC', copies: 4 }), 'Lưu: VT, NC, 04 bản');
  });
  test('a document names itself under its annexes', () => {
    assert.equal(ownReference(planDocument()), 'Kế hoạch số 07/KH-UBND ngày 09 tháng 01 năm 2026 của Chủ tịch UBND tỉnh Quảng Minh');
    assert.equal(spaces(ownReference(reportDocument())), 'Báo cáo số        /BC-SVHTTDL ngày      tháng      năm 2026 của Sở Văn hóa, Thể thao và Du lịch');
  });
  test('the notation of a letter has no type', () => {
    assert.equal(notationOf('plan', 'UBND'), 'KH-UBND');
    assert.equal(notationOf('letter', 'UBND', 'NC'), 'UBND-NC');
  });
  test('points are lettered by the Vietnamese alphabet', () => {
    assert.equal(Array.from({ length: 26 }, (_, index) => pointLetter(index)).join(' '), 'a b c d đ e g h i k l m n o p q r s t u ư v x y aa bb');
  });
});
