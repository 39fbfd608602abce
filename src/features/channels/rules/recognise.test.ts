import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHANNELS } from './channels.ts';
import { PRODUCTS } from './products.ts';
import { recognise } from './recognise.ts';

const cases: [string[], string, string][] = [
  [['tin, bài', 'Chuyên mục tuyên truyền CCHC trên Cổng Thông tin điện tử UBND tỉnh'], 'article', 'portal'],
  [['Bản tin số “Cải cách hành chính“'], 'newsletter', 'bulletin'],
  [['chuyên mục phát thanh', 'Tuyên truyền CCHC trên hệ thống thông tin cơ sở'], 'radio-programme', 'commune-radio'],
  [['Tổ chức các lớp tập huấn, bồi dưỡng về công tác CCHC cho cán bộ'], 'training-class', 'training'],
  [['Đặt hàng thiết kế poster, infographic tuyên truyền để đăng tải trên màn hình Led'], 'infographic', 'public-board'],
  [['Chuyên mục “Cải cách hành chính” - kênh phát thanh'], 'radio-programme', 'radio'],
  [['Lồng ghép tuyên truyền về CCHC trong các Hội nghị, Hội thảo chuyên đề, các lớp tập huấn'], 'integrated-session', 'event'],
  [['Tuyên truyền CCHC trên hệ thống thông tin cơ sở (Sản xuất chuyên mục phát thanh)'], 'radio-programme', 'commune-radio'],
  [['bài', 'Viết về cải cách hành chính trên Báo'], 'article', 'press'],
  [['Chuyên mục phát thanh "Một cửa quê mình"', 'Chuyên mục trên Báo và Đài của tỉnh'], 'radio-programme', 'radio'],
  [['Video ngắn hướng dẫn thủ tục'], 'video', 'social'],
  [['Tờ rơi hướng dẫn nộp hồ sơ trực tuyến'], 'leaflet', 'printed-matter'],
  [['Tổ chức tập huấn; lồng ghép trong hội nghị'], 'training-class', 'training'],
  [['Tổ chức Hội thi tuyên truyền CCHC bằng hình thức sân khấu hoá'], 'contest', 'contest'],
  [['Làm việc gì đó'], 'activity', 'event'],
];
for (const [texts, product, channel] of cases)
  test(`"${texts[0]}" is proposed as ${product} through ${channel}`, () => {
    const found = recognise(texts);
    assert.deepEqual([found.product, found.channel], [product, channel]);
    assert.equal(found.guessed, product === 'activity');
  });

test('the eight legal types of Decree 49/2024 are there, each once', () => {
  assert.deepEqual(CHANNELS.map((one) => one.legalType as number | null).filter((type) => type !== null).sort(), [1, 2, 3, 4, 5, 6, 7, 8]);
});

test('every key is there once, every product has a unit, a report column and a way to prove it', () => {
  for (const list of [CHANNELS, PRODUCTS]) assert.equal(new Set(list.map((one) => one.key)).size, list.length);
  for (const product of PRODUCTS) assert.ok(product.unit && product.reportColumn && product.evidence.length > 0, product.key);
});
