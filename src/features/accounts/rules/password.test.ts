import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { passwordFault } from './password.ts';
import { STANDARD_SETTINGS } from './settings.ts';
import { checkUserName, networkOf } from './user-name.ts';

const fault = (password: string, secondFactor = false) => passwordFault(password, { secondFactor, userName: 'hoa.tran@anbinh.gov.vn', personName: 'Trần Thị Hoa' }, STANDARD_SETTINGS);

describe('a new password', () => {
  for (const [password, secondFactor, words] of [
    ['ngắn', true, /ít nhất 8 ký tự; mật khẩu này mới có 4/], ['mua xuan 42', true, null], ['mua xuan 42', false, /ít nhất 14/], ['mua xuan nay that dep', false, /thiếu chữ hoa, chữ số, ký tự đặc biệt|thiếu chữ hoa, chữ số/],
    ['Trời hôm nay 20 độ!', false, null], ['aaaaaaaaaaaaAA1!', false, /lặp lại/], ['Hoa.Tran.2026!xyz', false, /tên đăng nhập/], ['Trần Thị Hoa 1990!', false, /họ tên/], ['Matkhau@123', true, /thử đầu tiên/], ['12345678', true, /thử đầu tiên/],
    ['x'.repeat(300), true, /dài quá/], ['ắ'.normalize('NFD').repeat(7), true, /mới có 7/],
  ] as const) it(`“${password.slice(0, 24)}” ${secondFactor ? 'beside' : 'without'} a second factor ${words ? 'is refused' : 'is taken'}`, () => {
    const sentence = fault(password, secondFactor);
    if (words) assert.match(sentence ?? '', words); else assert.equal(sentence, null);
  });
});

describe('a user name', () => {
  it('is kept without case and blanks', () => assert.equal(checkUserName('  Hoa.Tran@AnBinh.gov.vn '), 'hoa.tran@anbinh.gov.vn'));
  for (const bad of ['', 'ab', 'hoa trần', 'hoa@', '@x.vn', 'a@b', 'a@b..vn', 'a@@b.vn', 'x'.repeat(121)]) it(`“${bad.slice(0, 20)}” is refused`, () => assert.throws(() => checkUserName(bad), /./));
});

describe('an address in lists', () => {
  it('shows the network, not the machine', () => assert.deepEqual(['203.0.113.77', '::ffff:203.0.113.77', '2001:db8:1:2::3', ''].map(networkOf), ['203.0.113.*', '203.0.113.*', '2001:db8:1::', '']));
});
