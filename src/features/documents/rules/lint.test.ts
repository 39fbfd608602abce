import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { letterDocument, letterToMany, planDocument, reportDocument } from '../test-samples.ts';
import { lint } from './lint.ts';
import type { Block, OfficialDocument } from './official-document.ts';

const sound: OfficialDocument = planDocument();
const places = (change: Partial<OfficialDocument>): string[] => lint({ ...sound, ...change }).map((finding) => finding.place);
const inBody = (...body: Block[]): string[] => lint({ ...sound, body }).map((finding) => `${finding.place}: ${finding.message}`);
const heading = (level: 1 | 2 | 3, number: string): Block => ({ type: 'heading', level, number, title: 'Nội dung' });
const says = (text: string): Block => ({ type: 'paragraph', text });

describe('The format check finds what the decree forbids and leaves sound documents alone', () => {
  test('what the builders write has no finding', () => {
    for (const document of [sound, planDocument({ taskLayout: 'annex' }), reportDocument(), letterDocument(), letterToMany()]) assert.deepEqual(lint(document), []);
  });
  test('number, notation, subject, place', () => {
    assert.deepEqual(places({ number: '7a' }), ['number']);
    assert.deepEqual(places({ notation: 'KH – UBND' }), ['notation', 'notation', 'notation']);
    assert.deepEqual(places({ notation: 'UBND' }), ['notation']);
    assert.deepEqual(lint({ ...letterDocument(), notation: 'CV-UBND' }).map((finding) => finding.place), ['notation']);
    assert.deepEqual(places({ subject: ' ', place: '' }), ['subject', 'place']);
    assert.deepEqual(places({ year: 2025 }), ['date']);
  });
  test('recipients: none twice, no file copy of one’s own, a letter is addressed', () => {
    assert.deepEqual(places({ distribution: ['Bộ Nội vụ', 'Bộ Nội vụ;', 'Lưu: VT'] }), ['distribution[2]', 'distribution[1]']);
    assert.deepEqual(lint({ ...letterDocument(), addressees: [] }).map((finding) => finding.place), ['addressees']);
    assert.deepEqual(places({ addressees: ['Sở Nội vụ'] }), ['addressees']);
  });
  test('signing: no academic title, TL. not with TM., a body that issues signs as one', () => {
    assert.deepEqual(places({ signing: { forms: [], position: 'CHỦ TỊCH', name: 'TS. Nguyễn Văn An' } }), ['signing']);
    assert.deepEqual(places({ signing: { forms: ['TM. ỦY BAN NHÂN DÂN', 'TL. CHỦ TỊCH'], position: 'CHÁNH VĂN PHÒNG', name: null } }), ['signing']);
    assert.deepEqual(places({ body: [says('Thực hiện chỉ đạo của cấp trên, UBND thị xã Đức An ban hành Kế hoạch như sau:')] }), ['signing']);
  });
  test('numbering follows its sequence and starts anew below each heading', () => {
    assert.deepEqual(inBody(heading(1, 'I'), heading(2, '1'), heading(2, '2'), heading(1, 'II'), heading(2, '1'), heading(3, 'a'), heading(3, 'b')), []);
    assert.deepEqual(inBody(heading(1, 'IV'), heading(1, 'III')), ['body[0]: Đánh số “IV” không theo thứ tự, chỗ này là “I”.', 'body[1]: Đánh số “III” không theo thứ tự, chỗ này là “II”.']);
    const points = ['a', 'b', 'c', 'd', 'đ', 'g'].map((letter): Block => ({ type: 'point', letter, text: 'Nội dung' }));
    assert.deepEqual(inBody(...points), ['body[5]: Đánh số “g” không theo thứ tự, chỗ này là “e”.']);
  });
  test('dashes, blanks, dates, glued words, capitals are pointed out as warnings', () => {
    const findings = [
      'Kế hoạch số 07/KH – UBND.', 'Kế hoạch số 07/ KH-UBND.', 'Từ ngày 5 tháng 3.', 'Trong tháng 1 năm 2026.', 'Làm xong , rồi báo cáo.', 'Công tác tuyêntruyềncảicách.',
      'Theo Khoản 2 Điều 3.', 'Gửi ủy ban nhân dân tỉnh.', 'viết thường đầu câu.',
    ];
    for (const text of findings) {
      const found = lint({ ...sound, body: [says(text)] });
      assert.equal(found.length, 1, `${text} → ${JSON.stringify(found)}`);
      assert.equal(found[0]!.level, 'warning');
    }
  });
  test('a table row with too few cells is an error', () => {
    assert.deepEqual(inBody({ type: 'table', columns: [{ title: 'STT', width: 1, align: 'center' }, { title: 'Tên', width: 3, align: 'left' }], rows: [{ type: 'cells', cells: ['1'] }] }),
      ['body[0].rows[0]: Dòng 1 của bảng có 1 ô, bảng có 2 cột.']);
  });
});
