/** Documents of an invented province, for tests and the bench: one of each builder, of ordinary length. */
import { plainDate } from '#kernel/plain-date.ts';
import { buildPlan, type PlanContent } from './rules/build-plan.ts';
import { buildReport, type ReportContent } from './rules/build-report.ts';
import { buildUrgingLetter, type UrgingLetterContent } from './rules/build-urging-letter.ts';
import { cadenceInWords, reportingClause } from './rules/phrases.ts';
import { notationOf } from './rules/frame.ts';
import { signingBlock } from './rules/signing.ts';

const PROVINCE = { superior: null, name: 'Ủy ban nhân dân\ntỉnh Quảng Minh', spokenName: 'Chủ tịch UBND tỉnh Quảng Minh' };
const CULTURE = { superior: 'UBND tỉnh Quảng Minh', name: 'Sở Văn hóa, Thể thao\nvà Du lịch' };

export const PLAN: PlanContent = {
  issuer: PROVINCE, number: '7', notation: notationOf('plan', 'UBND'), place: 'Quảng Minh', date: plainDate('2026-01-09'), year: 2026,
  subject: 'Tuyên truyền cải cách hành chính năm 2026\ntrên địa bàn tỉnh Quảng Minh',
  opening: ['Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030; Quyết định số 2150/QĐ-UBND ngày 22/12/2025 của UBND tỉnh Quảng Minh ban hành Kế hoạch cải cách hành chính năm 2026, Chủ tịch UBND tỉnh ban hành Kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 trên địa bàn tỉnh Quảng Minh như sau:'],
  purposes: ['Nâng cao nhận thức, trách nhiệm của cán bộ, công chức, viên chức trong thực thi công vụ; tạo sự đồng thuận của người dân, doanh nghiệp đối với công tác CCHC', 'Phản ánh đầy đủ, kịp thời kết quả CCHC của các cơ quan, đơn vị, địa phương'],
  requirements: ['Nội dung ngắn gọn, dễ hiểu, gắn với lợi ích của người dân, doanh nghiệp', 'Hình thức đa dạng, chú trọng các nền tảng số và hệ thống thông tin cơ sở'],
  themes: [
    { title: 'Chủ trương của Đảng, chính sách, pháp luật của Nhà nước về CCHC' },
    { title: 'Cải cách thủ tục hành chính, trong đó tập trung tuyên truyền', points: ['Dịch vụ công trực tuyến, thanh toán trực tuyến', 'Tiếp nhận hồ sơ không phụ thuộc địa giới hành chính trong phạm vi tỉnh'] },
    { title: 'Mô hình mới, cách làm hay của các cơ quan, đơn vị, địa phương' },
  ],
  taskLayout: 'sections',
  tasks: [
    { title: 'Cập nhật thông tin về CCHC trên Cổng/Trang thông tin điện tử của các cơ quan, đơn vị, địa phương', lead: ['Các sở, ban ngành, địa phương'], leadLabel: 'Cơ quan thực hiện', coordinators: ['Sở Khoa học và Công nghệ', 'các cơ quan, đơn vị liên quan'], timing: 'Thường xuyên trong năm' },
    { title: 'Hướng dẫn các cơ quan báo chí, hệ thống thông tin cơ sở tuyên truyền về CCHC', lead: ['Sở Văn hóa, Thể thao và Du lịch'], coordinators: ['Các cơ quan báo chí', 'các đơn vị truyền thông trên địa bàn tỉnh'], timing: 'Quý I/2026' },
    { title: 'Tổ chức Hội thi tuyên truyền CCHC bằng hình thức sân khấu hóa', lead: ['Sở Văn hóa, Thể thao và Du lịch'], coordinators: ['Các cơ quan, đơn vị liên quan'], timing: 'Trong quý II, III năm 2026' },
    { title: 'Xuất bản Bản tin số “Cải cách hành chính”', cadences: [cadenceInWords({ count: 1, unit: 'số', per: 'month', annualTotal: { count: 12, unit: 'kỳ' } })], lead: ['Sở Nội vụ'], coordinators: ['Các cơ quan, đơn vị liên quan'], timing: 'Thường xuyên trong năm' },
    { title: 'Xây dựng chuyên trang, chuyên mục tuyên truyền CCHC', children: [
      { title: 'Chuyên mục tuyên truyền CCHC trên Cổng Thông tin điện tử tỉnh', cadences: [cadenceInWords({ count: 5, unit: 'tin, bài', per: 'month', annualTotal: { count: 50, unit: 'tin, bài', approximate: true } })], lead: ['Văn phòng UBND tỉnh'], coordinators: ['Các cơ quan, đơn vị liên quan'], timing: 'Thường xuyên trong năm' },
      { title: 'Chuyên mục trên sóng phát thanh, truyền hình tỉnh', cadences: [cadenceInWords({ product: 'Bản tin PAPI', count: 1, unit: 'số', per: 'month', minutes: { min: 5, max: 5 } }), cadenceInWords({ product: 'Bản tin PAR INDEX', count: 1, unit: 'số', per: 'week', minutes: { min: 10, max: 15 } })], lead: ['Báo và Phát thanh, Truyền hình Quảng Minh'], coordinators: ['Các cơ quan, đơn vị liên quan'], timing: 'Thường xuyên trong năm' },
    ] },
    { title: 'Sản xuất chuyên mục phát thanh trên hệ thống truyền thanh cơ sở', cadences: [cadenceInWords({ count: 1, unit: 'chương trình', per: 'month', minutes: { min: 10, max: 15 } })], directing: ['UBND các xã, phường'], lead: ['Phòng Văn hóa - Xã hội các xã, phường'], leadLabel: 'Cơ quan thực hiện', timing: 'Thường xuyên trong năm' },
    { title: 'Tổ chức các lớp tập huấn về công tác CCHC cho cán bộ, công chức, viên chức', lead: ['Sở Nội vụ', 'UBND các xã, phường'], coordinators: ['Các sở, ban ngành, đơn vị liên quan'], timing: 'Trong năm 2026' },
  ],
  funding: ['Kinh phí thực hiện Kế hoạch này được bố trí từ nguồn ngân sách nhà nước theo phân cấp ngân sách hiện hành và huy động từ các nguồn tài trợ hợp pháp khác (nếu có)', 'Các cơ quan, đơn vị, địa phương được phân công chủ trì lập dự toán kinh phí gửi cơ quan tài chính cùng cấp để tổng hợp, trình cấp có thẩm quyền bố trí kinh phí'],
  duties: [
    { agency: 'Sở Nội vụ', items: ['Làm đầu mối theo dõi, hướng dẫn, đôn đốc các sở, ban ngành, UBND các xã, phường triển khai thực hiện Kế hoạch', 'Giới thiệu gương điển hình trong thực hiện công tác CCHC cho các cơ quan báo chí'] },
    { agency: 'Sở Tài chính', items: ['Tổng hợp, trình cấp có thẩm quyền bố trí kinh phí thực hiện Kế hoạch theo quy định'] },
    { agency: 'Các sở, ban ngành, UBND các xã, phường', items: ['Xây dựng kế hoạch và tổ chức thực hiện phù hợp với tình hình của ngành, địa phương', reportingClause({ rhythms: ['quarter', 'half-year', 'year'], to: 'UBND tỉnh', via: 'Sở Nội vụ', within: 'báo cáo công tác CCHC định kỳ' })] },
  ],
  closing: 'Yêu cầu Thủ trưởng các sở, ban ngành, cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện.',
  signing: signingBlock({ collective: null, head: 'Chủ tịch', form: { as: 'deputy', position: 'Phó Chủ tịch' }, name: 'Lê Thị Thanh Hương' }),
  distribution: ['Bộ Nội vụ', 'TT Tỉnh ủy, TT HĐND tỉnh', 'CT, các PCT UBND tỉnh', 'Các sở, ban ngành tỉnh', 'UBND các xã, phường', 'VPUB: CVP, PCVP, các phòng, CBTH'],
  fileCopy: { unit: 'TTHC' },
};

export const planDocument = (change: Partial<PlanContent> = {}) => buildPlan({ ...PLAN, ...change });

const counts = (due: number, late: number, missed: number) => ({ due, met: due - late - missed, metLate: late, missed, debts: missed > 1 ? 1 : 0, excused: 0 });

export const REPORT: ReportContent = {
  issuer: CULTURE, number: null, notation: notationOf('report', 'SVHTTDL'), place: 'Quảng Minh', date: null, year: 2026,
  subject: 'Kết quả công tác tuyên truyền cải cách hành chính\nQuý III năm 2026',
  addressees: ['Ủy ban nhân dân tỉnh', 'Sở Nội vụ'],
  opening: 'Thực hiện Kế hoạch số 07/KH-UBND ngày 09/01/2026 của Chủ tịch UBND tỉnh Quảng Minh về tuyên truyền cải cách hành chính năm 2026, Sở Văn hóa, Thể thao và Du lịch báo cáo kết quả Quý III năm 2026 như sau:',
  window: { from: plainDate('2026-06-15'), to: plainDate('2026-09-14') },
  direction: ['Sở đã ban hành 03 văn bản hướng dẫn, phân công 01 công chức làm đầu mối theo dõi'],
  products: [
    { group: 'Báo chí, môi trường mạng', counts: [{ product: 'Tin, bài trên Trang thông tin điện tử', unit: 'tin, bài', amount: 1245, audience: 182400 }, { product: 'Video clip, phóng sự', unit: 'video', amount: 9, minutes: 47.5, audience: 20350 }] },
    { group: 'Thông tin cơ sở', counts: [{ product: 'Chương trình phát thanh', unit: 'chương trình', amount: 288, minutes: 3456 }, { product: 'Tờ rơi, tờ gấp', unit: 'tờ', amount: 20000 }] },
  ],
  obligations: counts(48, 5, 3),
  debts: [{ task: 'Chuyên mục phát thanh tháng 8', due: plainDate('2026-08-31'), owed: 1, unitOfCount: 'chương trình', reason: 'hệ thống truyền thanh hỏng, đang sửa chữa' }, { task: 'Tin, bài tháng 9', due: plainDate('2026-09-14'), owed: 2, unitOfCount: 'tin, bài' }],
  sections: [
    { title: 'Đánh giá chung', paragraphs: ['Công tác tuyên truyền được triển khai kịp thời, hình thức đa dạng', 'Tuy nhiên, một số đơn vị cập nhật kết quả còn chậm'] },
    { title: 'Phương hướng, nhiệm vụ Quý IV năm 2026', paragraphs: ['Hoàn thành các nhiệm vụ còn nợ trước ngày 31/10/2026'] },
  ],
  proposals: ['Đề nghị Sở Nội vụ tổ chức tập huấn kỹ năng viết tin, bài cho công chức cấp xã'],
  unitRows: Array.from({ length: 34 }, (_, index) => ({ name: index < 10 ? `Phòng, đơn vị số ${index + 1}` : `Ủy ban nhân dân xã Minh ${index - 9}`, group: index < 10 ? 'Các phòng, đơn vị thuộc Sở' : 'Ủy ban nhân dân các xã, phường', ...counts(3 + (index % 5), index % 2, index % 3) })),
  taskRows: Array.from({ length: 8 }, (_, index) => ({ name: PLAN.tasks[index % PLAN.tasks.length]!.title, ...counts(6 + index, 1, index % 2) })),
  signing: signingBlock({ collective: null, head: 'Giám đốc', form: { as: 'deputy', position: 'Phó Giám đốc' }, name: 'Nguyễn Thị Hồng Hạnh' }),
  distribution: ['Giám đốc, các Phó Giám đốc Sở', 'Các phòng, đơn vị thuộc Sở'],
  fileCopy: { unit: 'QLVHGĐ', drafter: 'NTB', copies: 5 },
};

export const reportDocument = (change: Partial<ReportContent> = {}) => buildReport({ ...REPORT, ...change });

const ARREARS: UrgingLetterContent['arrears'] = [
  { unit: 'UBND xã Minh Tân', task: 'Sản xuất chuyên mục phát thanh', due: plainDate('2026-10-31'), owed: 2, done: 1, unitOfCount: 'chương trình' },
  { unit: 'UBND xã Minh Tân', task: 'Tin, bài trên Trang thông tin điện tử', due: plainDate('2026-10-31'), owed: 5, done: 2, unitOfCount: 'tin, bài' },
  { unit: 'UBND phường Quảng Phú', task: 'Tổ chức lớp tập huấn', due: plainDate('2026-09-30'), owed: 1, done: 0, unitOfCount: 'lớp' },
];

export const LETTER: UrgingLetterContent = {
  issuer: PROVINCE, number: '1215', notation: notationOf('letter', 'UBND', 'NC'), place: 'Quảng Minh', date: plainDate('2026-11-20'), year: 2026,
  about: 'đôn đốc thực hiện Kế hoạch tuyên truyền cải cách hành chính năm 2026',
  addressees: ['UBND xã Minh Tân', 'UBND phường Quảng Phú'],
  basis: 'Kế hoạch số 07/KH-UBND ngày 09/01/2026 của Chủ tịch UBND tỉnh về tuyên truyền cải cách hành chính năm 2026',
  speaker: 'UBND tỉnh', asOf: plainDate('2026-11-15'), arrears: ARREARS, finishBefore: plainDate('2026-12-01'),
  reportTo: { to: 'UBND tỉnh', via: 'Sở Nội vụ', before: plainDate('2026-12-05') },
  signing: signingBlock({ collective: 'Ủy ban nhân dân', head: 'Chủ tịch', form: { as: 'deputy', position: 'Phó Chủ tịch' }, name: 'Lê Thị Thanh Hương' }),
  distribution: ['CT, các PCT UBND tỉnh', 'Sở Nội vụ', 'VPUB: CVP, PCVP, CBTH'],
  fileCopy: { unit: 'NC' },
};

export const letterDocument = (change: Partial<UrgingLetterContent> = {}) => buildUrgingLetter({ ...LETTER, ...change });

/** The same letter to thirty units: their arrears go to the annex. */
export const letterToMany = () => letterDocument({
  addressees: ['UBND các xã, phường có tên tại Phụ lục'],
  arrears: Array.from({ length: 45 }, (_, index) => ({ ...ARREARS[index % 3]!, unit: `UBND xã Minh ${Math.floor(index / 2) + 1}` })),
});
