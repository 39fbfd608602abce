import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanAgency, splitAgencies } from './agency-names.ts';
import { readSources } from './budget.ts';
import { readBareRhythms, readCadences } from './cadence.ts';
import { scanReferences } from './legal-references.ts';
import { readMarker } from './markers.ts';
import { isPageFurniture, readStamp } from './normalise-furniture.ts';
import { splitBoxes } from './normalise-letterhead.ts';
import { repairWords, syllablesOf } from './normalise-words.ts';
import { coordinatorsIn, proseRoles } from './prose-roles.ts';
import { readReport } from './reporting.ts';
import { labelAt, splitLabels } from './role-labels.ts';
import { sectionKind } from './sections.ts';
import { readSigner } from './signature.ts';

test('a list of agencies is split between agencies and never inside a name', () => {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Sở Nội vụ, Sở TT&TT, Báo Hà Nam', ['Sở Nội vụ', 'Sở TT&TT', 'Báo Hà Nam']],
    ['Các sở, ban, ngành tỉnh, UBND các xã, phường và các cơ quan, đơn vị liên quan', ['Các sở, ban, ngành tỉnh', 'UBND các xã, phường', 'các cơ quan, đơn vị liên quan']],
    ['Sở Văn hóa, Thể thao và Du lịch; Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh', ['Sở Văn hóa, Thể thao và Du lịch', 'Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh']],
    ['Văn phòng HĐND và UBND xã, các ban ngành, đoàn thể, các thôn', ['Văn phòng HĐND và UBND xã', 'các ban ngành, đoàn thể', 'các thôn']],
    ['Văn phòng, Văn hóa - Xã hội phường', ['Văn phòng', 'Văn hóa - Xã hội phường']],
    ['Báo và Đài Phát thanh, Truyền hình tỉnh', ['Báo và Đài Phát thanh, Truyền hình tỉnh']],
    ['Sở Nội vụ chủ trì tổ chức cấp tỉnh; UBND các huyện, thị xã (nếu có điều kiện) chủ trì cấp huyện', ['Sở Nội vụ', 'UBND các huyện, thị xã']],
    ['Liên đoàn Lao động quận, Quận đoàn và UBND các phường', ['Liên đoàn Lao động quận', 'Quận đoàn', 'UBND các phường']],
  ];
  for (const [text, names] of lists) assert.deepEqual(splitAgencies(text), names, text);
});
test('the name behind "của" ends where the sentence goes on', () => {
  for (const [text, name] of [['UBND tỉnh Quảng Ngãi ban hành Kế hoạch', 'UBND tỉnh Quảng Ngãi'], ['Ban Thường vụ Tỉnh ủy khoá XX về', 'Ban Thường vụ Tỉnh ủy'], ['Bộ Văn hóa, Thể thao và Du lịch hướng dẫn', 'Bộ Văn hóa, Thể thao và Du lịch'], ['Chính phủ và Chỉ thị số 2', 'Chính phủ'], ['Thị ủy Đức Phổ thực hiện', 'Thị ủy Đức Phổ'], ['Bộ trưởng Bộ Nội vụ phê duyệt', 'Bộ trưởng Bộ Nội vụ']] as const) {
    const found = scanAgency(text, 0);
    assert.equal(found && text.slice(found.from, found.to), name);
  }
});

test('rates are read with their duration and their yearly total, and nothing else is a rate', () => {
  const read = (text: string): unknown => readCadences(text, null).map((c) => [c.count, c.unit, c.per, c.durationMinutes?.min ?? null, c.durationMinutes?.max ?? null, c.annualTotal?.count ?? null]);
  assert.deepEqual(read('05 tin, bài/tháng (khoảng 50 tin, bài/năm)'), [[5, 'tin, bài', 'month', null, null, 50]]);
  assert.deepEqual(read('24 chuyên mục/năm (02 chuyên mục/tháng)'), [[2, 'chuyên mục', 'month', null, null, 24]]);
  assert.deepEqual(read('Mỗi tháng 01 chương trình (10-15 phút)'), [[1, 'chương trình', 'month', 10, 15, null]]);
  assert.deepEqual(read('Phát thanh: 1 số/tuần, thời lượng 05 phút; truyền hình: 1 số/tháng, thời lượng 10 phút'), [[1, 'số', 'week', 5, 5, null], [1, 'số', 'month', 10, 10, null]]);
  assert.deepEqual(read('Bản tin A, B: mỗi bản tin 1 số/tháng'), [[1, 'số', 'month', null, null, null], [1, 'số', 'month', null, null, null]]);
  for (const none of ['ngày 15/7/2021', '10 phút/ngày', 'Quý I/2024', 'chính quyền 02 cấp, mỗi tháng họp dân']) assert.deepEqual(read(none), [], none);
  assert.deepEqual(readBareRhythms('mở chuyên mục định kỳ hàng tháng trên đài').map((c) => [c.count, c.per]), [[null, 'month']]);
  assert.deepEqual(readBareRhythms('hằng tháng tổng hợp tin, bài báo cáo UBND'), []);
});

test('numbers of papers are read whole, blank or broken by blanks', () => {
  const read = (text: string): unknown => scanReferences(text, 0).map((r) => [r.type, r.number?.replace(/\s/g, ''), r.date, r.issuer]);
  assert.deepEqual(read('Quyết định số 01/2023/QĐ-UBND ngày 11/01/2023 của UBND tỉnh ban hành'), [['Quyết định', '01/2023/QĐ-UBND', '2023-01-11', 'UBND tỉnh']]);
  assert.deepEqual(read('Kế hoạch số   /KH – UBND ngày 04/01/2024 về'), [['Kế hoạch', '/KH–UBND', '2024-01-04', null]]);
  assert.deepEqual(read('Chương trình hành động số 52-CTr/TU ngày 17/11/2023 của Thành ủy Quảng Ngãi về'), [['Chương trình hành động', '52-CTr/TU', '2023-11-17', 'Thành ủy Quảng Ngãi']]);
  assert.deepEqual(read('Nghị định số 61/2018/NĐ-CP, Nghị định số 107/2021/NĐ-CP của Chính phủ'), [['Nghị định', '61/2018/NĐ-CP', null, null], ['Nghị định', '107/2021/NĐ-CP', null, 'Chính phủ']]);
  for (const none of ['TCVN ISO 9001:2015', 'ngày 15/7/2021', '01 số/tháng', 'Đài PT&TH', 'điện thoại 0255/3822']) assert.deepEqual(read(none), [], none);
});

test('marks of items are told from dates, amounts and numbers', () => {
  for (const [text, kind] of [['I. MỤC ĐÍCH', 'roman'], ['I.MỤC ĐÍCH', 'roman'], ['II/ NỘI DUNG', 'roman'], ['1.Mục đích', 'arabic'], ['1.1. Nội dung', 'decimal'], ['2.1 Hình thức', 'decimal'], ['a)Nâng cao', 'letter'], ['đ) Bố trí', 'letter'], ['- Sở', 'dash'], ['+ Chủ trì', 'plus'], ['Điều 1. Ban hành', 'article'], ['(1) Sở', 'bracket']] as const) assert.equal(readMarker(text)?.kind, kind, text);
  for (const none of ['15/7/2021 của', '2024. Nhằm', '01 số/tháng', 'V/v triển khai', '20.000 đồng', 'Sở Nội vụ', '30.6.2026']) assert.equal(readMarker(none), null, none);
});

describe('roles', () => {
  test('labels are known in all their spellings', () => {
    for (const [text, kind] of [['Cơ quan chủ trì: A', 'lead'], ['Ban ngành thực hiện: A', 'lead'], ['Phân công thực hiện: A', 'lead'], ['Đơn vịphối hợp : A', 'coordinate'], ['Cơ quan chỉ đạo: A', 'direct'], ['Thời gian hoàn thành: Quý I', 'timing'], ['Tần suất:', 'cadence'], ['Sản phẩm/kết quả: A', 'product'], ['Cơ quan chủ trì Sở Nội vụ', 'lead']] as const) assert.equal(labelAt(text)?.kind, kind, text);
    for (const none of ['Sở Nội vụ: thực hiện', 'Tổ chức thực hiện: A', 'Chủ trì thực hiện công tác tuyên truyền']) assert.equal(labelAt(none), null, none);
  });
  test('one line may carry several', () => assert.deepEqual(splitLabels('Chủ trì: Sở A; phối hợp: Sở B, Sở C; thời gian: Quý I').map((p) => [p.kind, p.text.replace(/[; ]+$/, '')]), [['lead', 'Sở A'], ['coordinate', 'Sở B, Sở C'], ['timing', 'Quý I']]));
  test('a sentence tells them too', () => {
    assert.deepEqual(proseRoles('Giao Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp và các đơn vị liên quan tổ chức hội thi')?.lead, ['Sở Nội vụ']);
    assert.deepEqual(coordinatorsIn('Chủ động phối hợp với các tổ chức đoàn thể trong việc tuyên truyền'), ['các tổ chức đoàn thể']);
    assert.deepEqual(coordinatorsIn('Theo chức năng, nhiệm vụ phối hợp triển khai thực hiện'), []);
  });
});

test('reports name receiver, way, rhythm and day', () => {
  const read = (text: string): unknown => { const r = readReport(text, 0, 0, 'A', '1', 2026)?.report; return r && [r.toWhom, r.via, r.cadence, r.deadline]; };
  assert.deepEqual(read('Định kỳ (quý, 6 tháng, năm) báo cáo kết quả gửi về UBND huyện (qua Phòng VH-TT).'), ['UBND huyện', 'Phòng VH-TT', ['quarter', 'half-year', 'year'], null]);
  assert.deepEqual(read('báo cáo kết quả về Sở Nội vụ trước ngày 10/12/2026 để tổng hợp, báo cáo UBND tỉnh.'), ['UBND tỉnh', 'Sở Nội vụ', ['once'], '2026-12-10']);
  assert.deepEqual(read('nếu có khó khăn, vướng mắc kịp thời báo cáo UBND tỉnh (qua Sở Nội vụ) để chỉ đạo.'), ['UBND tỉnh', 'Sở Nội vụ', ['ad-hoc'], null]);
  assert.equal(read('Bố trí cán bộ tuyên truyền, hướng dẫn và báo cáo.'), undefined);
});

test('sources of money are listed as written', () => {
  assert.deepEqual(readSources('Kinh phí được bố trí từ nguồn ngân sách nhà nước theo phân cấp và huy động từ các nguồn tài trợ hợp pháp khác (nếu có).').map((s) => s.text), ['ngân sách nhà nước theo phân cấp', 'các nguồn tài trợ hợp pháp khác (nếu có)']);
  assert.deepEqual(readSources('Nguồn kinh phí: Ngân sách tỉnh; nguồn xã hội hóa.').map((s) => s.text), ['Ngân sách tỉnh', 'nguồn xã hội hóa']);
});

test('joined words are cut where every piece is a syllable; foreign words and names stay', () => {
  const known = syllablesOf(['truyền thông']);
  assert.equal(repairWords('Quyếtđịnhsố185/QĐ-UBND trên địa bànxã, UBNDxã, hiệnKế hoạch, truyềnthôngcủa', known), 'Quyết định số 185/QĐ-UBND trên địa bàn xã, UBND xã, hiện Kế hoạch, truyền thông của');
  assert.equal(repairWords('video online Fanpage TTg QĐ-UBND Nguyễn PT&TH', known), 'video online Fanpage TTg QĐ-UBND Nguyễn PT&TH');
});

test('page furniture, stamps, letterhead boxes, section names and signatures are recognised', () => {
  for (const text of ['2', '- 3 -', 'Trang 2/10', 'https://a.vn/b', '------', 'Người ký: UBND tỉnh']) assert.ok(isPageFurniture(text), text);
  for (const text of ['1. Mục đích', 'Nơi nhận:', 'Quý I/2024']) assert.ok(!isPageFurniture(text), text);
  assert.equal(readStamp('2024-02-28T12:54:42+0700'), '2024-02-28T12:54:42+07:00');
  assert.equal(readStamp('Thời gian ký: 18/01/2022 15:20:41 +07:00'), '2022-01-18T15:20:41+07:00');
  assert.deepEqual(splitBoxes('TỈNH HÀ AN Độc lập - Tự do - Hạnh phúc'), ['TỈNH HÀ AN', 'Độc lập - Tự do - Hạnh phúc']);
  assert.deepEqual(splitBoxes('Số: 12/KH-UBND Hà An, ngày 05 tháng 01 năm 2026'), ['Số: 12/KH-UBND', 'Hà An, ngày 05 tháng 01 năm 2026']);
  for (const [text, kind] of [['NỘI DUNG TUYÊN TRUYỀN', 'themes'], ['CÁC HÌNH THỨC TUYÊN TRUYỀN', 'tasks'], ['NHIỆM VỤ VÀ GIẢI PHÁP', 'tasks'], ['TỔ CHỨC THỰC HIỆN', 'implementation'], ['KINH PHÍ THỰC HIỆN', 'budget'], ['MỤC ĐÍCH, YÊU CẦU', 'purpose'], ['NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN', 'mixed']] as const) assert.equal(sectionKind(text), kind, text);
  assert.deepEqual(readSigner(['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', '(Đã ký)', 'Phạm Hoàng Anh']).signer, { capacity: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Phạm Hoàng Anh' });
});
