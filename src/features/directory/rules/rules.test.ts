import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '#kernel/plain-date.ts';
import { readDetails, typedDetails } from './details.ts';
import { overdueCheck } from './freshness.ts';
import { hoursLine, hoursTyped, openingHours, readHours, type OpenTime } from './hours.ts';
import { formatPhone, internationalPhone, kindOfPhone, readPhone, telLink } from './phone.ts';

describe('telephone numbers', () => {
  it('are kept as one, however they are written', () => {
    for (const written of ['0255 3822 123', '(0255) 3822.123', '0255-3822123', '+84 255 3822 123', '+84 (0)255 3822 123', '0084 255 3822123', '842553822123', 'ĐT: 0255.3822.123']) assert.equal(readPhone(written), '02553822123', written);
    assert.equal(readPhone('0912 345 678 máy lẻ 12'), '0912345678x12');
  });
  it('are shown in groups, and called from anywhere', () => {
    assert.equal(formatPhone('02553822123'), '0255 3822 123');
    assert.equal(formatPhone('02438221234'), '024 3822 1234');
    assert.equal(formatPhone('0999000123'), '0999 000 123');
    assert.equal(formatPhone('19001234'), '1900 1234');
    assert.equal(formatPhone('0912345678x12'), '0912 345 678 máy lẻ 12');
    assert.equal(telLink('02553822123'), 'tel:+842553822123');
    assert.equal(telLink('1022'), 'tel:1022');
    assert.equal(internationalPhone('02553822123'), '+84-255-3822-123');
  });
  it('that nobody can call are refused', () => {
    for (const wrong of ['', '0255 382 123', '0155 3822 123', '+1 212 555 0100', 'gọi anh Nam', '0912 345 67', '12', '0912345678 hoặc 0912345679', '0255 3xx xxx']) assert.equal(readPhone(wrong), null, wrong);
  });
  it('come back the same from how they are shown', () => fc.assert(fc.property(fc.oneof(
    fc.stringMatching(/^02\d{9}$/), fc.stringMatching(/^0[35789]\d{8}$/), fc.stringMatching(/^1[89]00\d{4}$/), fc.stringMatching(/^0[35789]\d{8}x\d{1,5}$/)), (kept) => {
    assert.equal(readPhone(formatPhone(kept)), kept);
    assert.ok(kindOfPhone(kept.split('x')[0]!));
  })));
});

describe('hours', () => {
  const read = (text: string): readonly OpenTime[] => { const result = readHours(text); assert.ok(result.ok, text); return result.hours; };
  it('are read as officials write them', () => {
    const hours = read('Thứ Hai đến thứ Sáu: 7h–11h30, 13:30–17:00\nT7: 07:30 - 11:30');
    assert.equal(hoursLine(hours), 'Thứ Hai – Thứ Sáu 07:00–11:30, 13:30–17:00; Thứ Bảy 07:30–11:30');
    assert.equal(hoursLine(hours, 'en'), 'Monday – Friday 07:00–11:30, 13:30–17:00; Saturday 07:30–11:30');
    assert.equal(hoursLine(read('24/7')), 'Các ngày trong tuần suốt ngày đêm');
    assert.equal(hoursLine(read('T3, T5: 8 giờ 00 - 10 giờ 30')), 'Thứ Ba, Thứ Năm 08:00–10:30');
    assert.deepEqual(openingHours(read('CN: 08:00-09:00')), [{ '@type': 'OpeningHoursSpecification', dayOfWeek: ['https://schema.org/Sunday'], opens: '08:00', closes: '09:00' }]);
  });
  it('that make no sense are refused with the line', () => {
    for (const wrong of ['giờ hành chính', 'T2-T6: 17:00-07:00', 'T2: 25:00-26:00', '07:00-11:00', 'T2: 07:00']) { const result = readHours(wrong); assert.ok(!result.ok, wrong); assert.ok(result.fault.length > 20); }
  });
  it('come back the same from the form', () => fc.assert(fc.property(
    fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }), fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 1, max: 39 }), (days, from, length) => {
      const hours: OpenTime[] = [{ days: days.sort((a, b) => a - b), from, to: from + length }];
      assert.deepEqual(read(hoursTyped(hours)), hours);
    })));
});

describe('a line of the directory', () => {
  it('keeps what was typed, and shows it again as it is read', () => {
    const typed: Record<string, string> = { number: '0255.3000.113', purpose: '  Hướng dẫn   thủ tục ', hours: 'T2-T6: 07:00-11:30', after: '' };
    const read = readDetails('hotline', (key) => typed[key] ?? '');
    assert.ok(read.ok);
    assert.deepEqual(read.details, { number: '02553000113', purpose: 'Hướng dẫn thủ tục', answeredBy: null, hours: [{ days: [1, 2, 3, 4, 5], from: 420, to: 690 }], after: null, purposeEn: null });
    assert.equal(typedDetails('hotline', read.details).number, '0255 3000 113');
  });
  it('names every field that is wrong', () => {
    const typed: Record<string, string> = { phone: '123456', email: 'không có', mapUrl: 'javascript:alert(1)', hours: 'cả tuần' };
    const read = readDetails('office', (key) => typed[key] ?? '');
    assert.ok(!read.ok);
    assert.deepEqual(Object.keys(read.faults).sort(), ['address', 'email', 'hours', 'mapUrl', 'phone']);
  });
  it('wants looking at after six months', () => {
    const on = (day: string) => ({ checked_on: plainDate(day) });
    assert.equal(overdueCheck([on('2026-05-20'), on('2026-11-01')], plainDate('2026-11-20')), null);
    assert.equal(overdueCheck([on('2026-05-19'), on('2026-11-01')], plainDate('2026-11-20')), '2026-05-19');
    assert.equal(overdueCheck([], plainDate('2026-11-20')), null);
  });
});
