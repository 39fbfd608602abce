import assert from 'node:assert/strict';
import { test } from 'node:test';
import { threeSentencesOf } from './three-sentences.ts';

test('three sentences of an article: its summary first, then its text, without headings and repetitions', () => {
  assert.deepEqual(threeSentencesOf('Một cửa nhận hồ sơ cả sáng thứ Bảy. Không phải nghỉ việc.', 'Giờ mở cửa\nTừ 7 giờ 30 đến 11 giờ 30 hằng tuần. Một cửa nhận hồ sơ cả sáng thứ Bảy. Hai tuần đầu đã có 86 lượt người đến.'),
    ['Một cửa nhận hồ sơ cả sáng thứ Bảy.', 'Không phải nghỉ việc.', 'Từ 7 giờ 30 đến 11 giờ 30 hằng tuần.']);
  assert.deepEqual(threeSentencesOf('', ''), []);
  assert.deepEqual(threeSentencesOf('Bộ phận Một cửa nhận hồ sơ sáng thứ Bảy', `${'rất dài '.repeat(40)}.`), ['Bộ phận Một cửa nhận hồ sơ sáng thứ Bảy']);
});
