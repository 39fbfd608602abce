import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signingBlock, type SigningForm } from './signing.ts';

const name = 'Nguyễn Văn An';
const signed = (collective: string | null, head: string, form: SigningForm) => {
  const block = signingBlock({ collective, head, form, name });
  return [...block.forms, block.position];
};

describe('The lines above the signature follow from the capacity', () => {
  test('a collective: TM., and KT. when a deputy signs', () => {
    assert.deepEqual(signed('Ủy ban nhân dân', 'Chủ tịch', { as: 'head' }), ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']);
    assert.deepEqual(signed('Ủy ban nhân dân', 'Chủ tịch', { as: 'deputy', position: 'Phó Chủ tịch' }), ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']);
    assert.deepEqual(signed('Ủy ban nhân dân', 'Chủ tịch', { as: 'acting-head' }), ['TM. ỦY BAN NHÂN DÂN', 'Q. CHỦ TỊCH']);
  });
  test('an office-holder: no TM.', () => {
    assert.deepEqual(signed(null, 'Chủ tịch', { as: 'head' }), ['CHỦ TỊCH']);
    assert.deepEqual(signed(null, 'Giám đốc', { as: 'deputy', position: 'Phó Giám đốc' }), ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']);
  });
  test('an order or an authorisation is the head’s own, also of a collective', () => {
    assert.deepEqual(signed('Ủy ban nhân dân', 'Chủ tịch', { as: 'by-order', position: 'Chánh Văn phòng' }), ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']);
    assert.deepEqual(signed(null, 'Chủ tịch', { as: 'by-order-deputy', unitHead: 'Chánh Văn phòng', position: 'Phó Chánh Văn phòng' }), ['TL. CHỦ TỊCH', 'KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG']);
    assert.deepEqual(signed(null, 'Chủ tịch', { as: 'by-authorisation', position: 'Giám đốc Sở Nội vụ' }), ['TUQ. CHỦ TỊCH', 'GIÁM ĐỐC SỞ NỘI VỤ']);
  });
});
