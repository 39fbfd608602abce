import type { CAST } from '#app/demo-cast.ts';

type Who = (typeof CAST)[number]['role'] | { readonly name: string };
export interface DemoPrint {
  readonly unit: string; readonly kind: string; readonly day: string; readonly tone: 'indigo' | 'green' | 'red' | 'teal' | 'brown';
  /** Who makes it, who approves and publishes it. */
  readonly maker: Who; readonly by: Who;
  readonly end: 'published' | 'submitted' | 'draft';
  readonly content: Readonly<Record<string, unknown>>;
  readonly run?: { readonly day: string; readonly format: string; readonly quantity: number; readonly printer: string; readonly cost: number | null; readonly handouts: readonly { readonly day: string; readonly place: string; readonly quantity: number }[] };
}

const commune = { unit: 'X05', maker: 'commune', by: 'approver' } as const, homeAffairs = { unit: 'SNV', maker: { name: 'Lý Thị Mai' }, by: 'department' } as const, province = { unit: 'UBND', maker: 'focal', by: 'leader' } as const, office = { unit: 'VP', maker: { name: 'Đinh Thị Lan Anh' }, by: { name: 'Nguyễn Hữu Phước' } } as const;

/** In our own words; figures of the demonstration are invented. */
export const PRINTS: readonly DemoPrint[] = [
  {
    ...commune, kind: 'procedure', day: '2026-10-05', tone: 'indigo', end: 'published',
    content: {
      title: 'Đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi', limit: '04 ngày làm việc', fee: 'Không thu', papers: 'Giấy chứng sinh (bản chính)\nCăn cước của cha, mẹ\nÝ kiến đồng ý của chủ hộ, nếu không ở nhà riêng',
      where: 'Bộ phận Một cửa, tầng 1 trụ sở UBND xã', hours: 'Thứ Hai đến thứ Sáu, sáng thứ Bảy', online: 'Cổng Dịch vụ công quốc gia, một lần nộp cho cả ba việc',
    },
    run: { day: '2026-10-07', format: 'a3', quantity: 40, printer: 'Cơ sở in Minh Châu', cost: 600_000, handouts: [{ day: '2026-10-09', place: 'Bộ phận Một cửa và Trạm Y tế xã', quantity: 6 }, { day: '2026-10-12', place: 'Nhà văn hóa 14 thôn', quantity: 28 }] },
  },
  {
    ...homeAffairs, kind: 'figures', day: '2026-10-08', tone: 'red', end: 'published',
    content: {
      title: 'Chín tháng cải cách hành chính của tỉnh', lead: 'Cứ 100 hồ sơ thì gần 99 hồ sơ có kết quả đúng hoặc trước hẹn.', chart: 'bars',
      figures: [{ value: '98,7', unit: '%', label: 'hồ sơ trả đúng hoặc trước hạn' }, { value: '83,4', unit: '%', label: 'hồ sơ nộp trực tuyến toàn trình' }, { value: '91,2', unit: '%', label: 'hồ sơ thanh toán không dùng tiền mặt' }, { value: '94,5', unit: '%', label: 'người dân, doanh nghiệp hài lòng' }],
      source: 'Báo cáo cải cách hành chính 9 tháng năm 2026, số liệu đến ngày 14/9/2026',
    },
  },
  {
    ...office, kind: 'hotline', day: '2026-10-12', tone: 'teal', end: 'published',
    content: { title: 'Bị gây khó, bị hẹn nhiều lần? Hãy gọi', number: '0999 000 022', second: '', who: 'Cán bộ trực của Văn phòng UBND tỉnh, không phải máy trả lời tự động', hours: '7 giờ đến 20 giờ mọi ngày trong tuần', email: '', place: 'Phòng Tiếp công dân, trụ sở UBND tỉnh', promise: 'Mỗi cuộc gọi có mã tra cứu. Chậm nhất 05 ngày làm việc có người gọi lại cho bạn.' },
  },
  {
    ...province, kind: 'steps', day: '2026-10-15', tone: 'green', end: 'published',
    content: {
      title: 'Hồ sơ của bạn đang ở bước nào?',
      steps: [{ name: 'Tìm mã hồ sơ', text: 'Mã in ở góc trên giấy hẹn, hoặc trong tin nhắn báo đã nhận hồ sơ.' }, { name: 'Nhập mã để tra cứu', text: 'Trên Cổng Dịch vụ công quốc gia, hoặc nhờ Bộ phận Một cửa nơi đã nộp.' }, { name: 'Đọc ngày trả kết quả', text: 'Quá ngày hẹn mà chưa có kết quả, cơ quan giải quyết phải có thư xin lỗi và hẹn lại.' }, { name: 'Chưa rõ thì gọi', text: 'Đường dây nóng của tỉnh 0999 000 022, từ 7 giờ đến 20 giờ mọi ngày.' }],
      note: 'Không ai được thu tiền để báo tình trạng hồ sơ.',
    },
  },
  {
    ...commune, kind: 'sentences', day: '2026-10-22', tone: 'brown', end: 'published',
    content: { title: 'Sáng thứ Bảy ở Một cửa', sentences: 'Từ tháng Mười, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy.\nAi đi làm xa, làm công nhân không phải nghỉ một ngày công để nộp một tờ đơn.\nBa tuần đầu, 74 lượt người đã đến vào sáng thứ Bảy.', column: 'Chính quyền gần dân' },
  },
  {
    ...homeAffairs, kind: 'invitation', day: '2026-10-29', tone: 'indigo', end: 'published',
    content: { title: 'Bạn chấm điểm cơ quan chúng tôi', type: 'Khảo sát', lead: 'Mười câu hỏi về lần gần nhất bạn đi làm thủ tục: cán bộ có dễ hiểu không, có phải đi lại không, có đúng hẹn không. Không cần ghi tên.', dates: '01/11 đến 30/11/2026', who: 'Mọi người dân, doanh nghiệp đã nộp hồ sơ trong năm 2026', prize: '', how: 'Quét mã, trả lời trên điện thoại trong 3 phút' },
  },
  {
    ...commune, kind: 'leaflet', day: '2026-11-03', tone: 'green', end: 'published',
    content: {
      title: 'Làm giấy tờ không phải đi lại nhiều lần', lead: 'Cẩm nang bỏ túi cho người dân trong xã',
      sections: [
        { name: 'Trước khi đi', text: 'Gọi số máy ở mặt sau để hỏi cần giấy tờ gì.\nXem danh sách thủ tục niêm yết tại nhà văn hóa thôn hoặc quét mã ở mặt sau.\nMang căn cước và điện thoại đã cài VNeID.' },
        { name: 'Tại Một cửa', text: 'Lấy số, ngồi chờ đến lượt; người già, người khuyết tật, phụ nữ mang thai được mời trước.\nNhận giấy hẹn có ngày trả và mã hồ sơ.\nKhông ai được hỏi thêm giấy tờ ngoài danh sách đã niêm yết.' },
        { name: 'Sau khi nộp', text: 'Nhắn mã hồ sơ để biết đang ở bước nào.\nHồ sơ trễ hẹn phải có thư xin lỗi và ngày hẹn lại.\nChưa vừa ý thì gọi đường dây nóng; có người gọi lại trong 05 ngày làm việc.' },
      ],
      remember: 'Nhớ ba điều', points: 'Chụp lại giấy hẹn\nKhông nhờ người lạ nộp hộ\nPhí, lệ phí trả qua mã QR có biên lai', phone: '0299 3721 105', place: 'Bộ phận Một cửa, trụ sở UBND xã', hours: 'Thứ Hai đến thứ Sáu, sáng thứ Bảy',
    },
    run: { day: '2026-11-06', format: 'folded', quantity: 1500, printer: 'Cơ sở in Minh Châu', cost: 2_250_000, handouts: [{ day: '2026-11-09', place: 'Thôn Phước Thịnh, thôn Phước Lộc', quantity: 420 }, { day: '2026-11-14', place: 'Ngày hội Đại đoàn kết các thôn còn lại', quantity: 800 }] },
  },
  {
    ...province, kind: 'figures', day: '2026-11-05', tone: 'brown', end: 'published',
    content: {
      title: 'Người dân phản ánh về việc gì?', lead: 'Quý III năm 2026, tỉnh nhận 1.284 phản ánh; hai phần ba là về giấy tờ và đất đai.', chart: 'pie',
      figures: [{ value: '38,4', unit: '%', label: 'thành phần hồ sơ, giấy tờ' }, { value: '28,1', unit: '%', label: 'đất đai, đo đạc' }, { value: '19,7', unit: '%', label: 'thời gian giải quyết' }, { value: '13,8', unit: '%', label: 'thái độ phục vụ và việc khác' }],
      source: 'Văn phòng UBND tỉnh tổng hợp, số liệu đến ngày 30/9/2026',
    },
  },
  { ...commune, kind: 'led', day: '2026-11-10', tone: 'indigo', end: 'published', content: { first: 'Một cửa mở sáng thứ Bảy', second: '7 giờ 30 đến 11 giờ 30', light: 'accent' } },
  { ...office, kind: 'led', day: '2026-11-12', tone: 'indigo', end: 'published', content: { first: 'Đường dây nóng', second: '0999 000 022', light: 'accent' } },
  { ...province, kind: 'led', day: '2026-11-16', tone: 'indigo', end: 'published', content: { first: 'Trễ hẹn phải xin lỗi', second: 'Gọi 0999 000 022', light: 'accent' } },
  { ...commune, kind: 'led', day: '2026-11-18', tone: 'indigo', end: 'submitted', content: { first: 'Học cài chữ ký số miễn phí', second: '19 giờ thứ Ba 24/11', light: 'accent' } },
  { ...commune, kind: 'procedure', day: '2026-11-19', tone: 'indigo', end: 'draft', content: { title: 'Chứng thực bản sao từ bản chính', limit: 'Trong ngày', fee: '2.000 đồng một trang; từ trang thứ ba 1.000 đồng', papers: 'Bản chính\nBản sao cần chứng thực, hoặc nhờ Một cửa chụp', where: 'Bộ phận Một cửa, trụ sở UBND xã' } },
];
