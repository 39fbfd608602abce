import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { plainDate } from '#kernel/plain-date.ts';
import { shareCard, type ShareCard } from './share-card.ts';

const card = (change: Partial<ShareCard> = {}): ShareCard => ({ title: 'Nộp hồ sơ tại nhà: ba bước với điện thoại và thẻ căn cước', column: 'Cải cách hành chính', organisation: 'UBND xã Bình An', day: plainDate('2026-11-20'), tone: 'indigo', ...change });

describe('the card of a shared link', () => {
  test('is a picture of 1200 × 630, the same for the same words', async () => {
    const made = await shareCard(card()), { format, width, height } = await sharp(made).metadata();
    assert.deepEqual([format, width, height], ['png', 1200, 630]);
    assert.deepEqual(await shareCard(card()), made);
  });
  test('is made of any words: very long, without blanks, with signs that no font has, without a column', async () => {
    for (const title of ['Thủ tục '.repeat(60), `https://${'x'.repeat(200)}`, 'Chúc mừng 🎉 ngày hội 𝕏', '', '#panic("không chạy") \\ $x$'])
      assert.equal((await sharp(await shareCard(card({ title, column: null, day: null, tone: 'không có' }))).metadata()).width, 1200);
  });
});
