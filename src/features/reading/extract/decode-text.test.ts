import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from './decode-text.ts';

const PLAN = 'Kế hoạch tuyên truyền cải cách hành chính của Ủy ban nhân dân xã; đường, ưu đãi, việc làm, số lượng, thực hiện.';
const decoded = (bytes: Uint8Array): string => decodeText(bytes).text.normalize('NFC');
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

test('UTF-8 with and without mark, UTF-16 both ways, with and without mark', () => {
  const utf16 = Buffer.from(PLAN, 'utf16le'), swapped = Buffer.from(utf16).swap16();
  assert.equal(decoded(Buffer.from(PLAN)), PLAN);
  assert.equal(decoded(Buffer.from(`\ufeff${PLAN}`)).replace('\ufeff', ''), PLAN);
  for (const bytes of [utf16, swapped, Buffer.from([0xff, 0xfe, ...utf16]), Buffer.from([0xfe, 0xff, ...swapped])]) assert.equal(decoded(bytes).replace('\ufeff', ''), PLAN);
});

test('windows-1258 is composed and named', () => {
  const read = decodeText(latin1('K\xea\xec hoa\xf2ch ca\xd2i ca\xecch ha\xccnh chi\xecnh cu\xd2a U\xd2y ban nh\xe2n d\xe2n xa\xde, s\xf4\xec li\xea\xf2u'));
  assert.equal(read.text, 'Kế hoạch cải cách hành chính của Ủy ban nhân dân xã, số liệu');
  assert.equal(read.legacy, 'windows-1258');
});

test('TCVN3 (ABC) is recognised by the words it makes, as bytes and as Western letters in Unicode', () => {
  const text = 'KÕ ho¹ch tuyªn truyÒn c¶i c¸ch hµnh chÝnh cña ñy ban nh©n d©n x·; ®­êng, ­u ®·i, viÖc lµm, sè l­îng, thùc hiÖn.';
  for (const bytes of [latin1(text), new Uint8Array(Buffer.from(text))]) {
    const read = decodeText(bytes);
    assert.equal(read.text, PLAN.replace('Ủy', 'ủy'));
    assert.equal(read.legacy, 'TCVN3 (ABC)');
  }
});

test('a TCVN3 heading in capitals comes out in capitals throughout', () => {
  const read = decodeText(latin1('ñy ban nh©n d©n x· tæ chøc thùc hiÖn kÕ ho¹ch\nKÕ HO¹CH C¶I C¸CH HµNH CHÝNH N¡M 2024'));
  assert.equal(read.text.split('\n')[1], 'KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024');
});

test('VNI is recognised by the words it makes', () => {
  const read = decodeText(latin1('Keá hoaïch tuyeân truyeàn caûi caùch haønh chính cuûa Uûy ban nhaân daân xaõ; ñöôøng, öu ñaõi, vieäc laøm, soá löôïng, thöïc hieän.'));
  assert.equal(read.text, PLAN);
  assert.equal(read.legacy, 'VNI');
});

test('correct text is never converted, whatever signs it holds', () => {
  for (const text of [PLAN, 'Café © 2024 § 5 ¹ ² ½ ® «trích» và các công việc', 'Plan in English: 100 µg ± 5 %']) assert.equal(decodeText(Buffer.from(text)).legacy, null);
});
