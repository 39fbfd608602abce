import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { citedAs, legalKey, type CitedPaper } from './legal-key.ts';

const paper = (change: Partial<CitedPaper>): CitedPaper => ({ type: 'Kế hoạch', number: '07/KH-UBND', date: plainDate('2024-01-17'), issuer: 'UBND tỉnh Quảng Ngãi', ...change });

describe('a cited paper', () => {
  test('is the same however its number is spaced, dashed and led by zeros', () => {
    for (const number of ['7/KH-UBND', '07/KH – UBND', '07/KH- UBND', '007/kh-ubnd', '07/KH—UBND']) assert.equal(legalKey(paper({ number })), legalKey(paper({})), number);
  });
  test('is the same whoever is named as its issuer', () => {
    for (const issuer of ['UBND tỉnh', 'Chủ tịch UBND tỉnh', null]) assert.equal(legalKey(paper({ issuer })), legalKey(paper({})));
  });
  test('is another with another day or another number', () => {
    assert.notEqual(legalKey(paper({ date: plainDate('2025-01-17') })), legalKey(paper({})));
    assert.notEqual(legalKey(paper({ number: '70/KH-UBND' })), legalKey(paper({})));
  });
  test('keeps the letter of a number ("24a/2010/QĐ-TTg") and the dash of Party papers', () => {
    assert.notEqual(legalKey(paper({ number: '24a/2010/QĐ-TTg' })), legalKey(paper({ number: '24/2010/QĐ-TTg' })));
    assert.equal(legalKey(paper({ number: '13-NQ/TU' })), '13-NQ/TU@2024-01-17');
  });
  test('without a number goes by its name, said with or without its type', () => {
    const law = paper({ type: 'Luật', number: null, date: null, issuer: null, name: 'Luật Ngân sách nhà nước' });
    assert.equal(legalKey(law), legalKey({ ...law, name: 'Ngân sách nhà nước' }));
    assert.equal(citedAs(law), 'Luật Ngân sách nhà nước');
  });
  test('with a number left blank, or with nothing to go by, has no key', () => {
    assert.equal(legalKey(paper({ number: '/KH – UBND' })), null);
    assert.equal(legalKey(paper({ number: null })), null);
  });
  test('is cited with type, number, day and issuer', () => assert.equal(citedAs(paper({})), 'Kế hoạch số 07/KH-UBND ngày 17/01/2024 của UBND tỉnh Quảng Ngãi'));
});
