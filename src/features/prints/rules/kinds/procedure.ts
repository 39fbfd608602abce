import { definePrintKind, list, sentences, text } from './kind.ts';

export const procedure = definePrintKind({
  key: 'procedure', label: 'Áp phích thủ tục', about: 'Một thủ tục hành chính: bao lâu, bao nhiêu tiền, mang theo giấy tờ gì, nộp ở đâu.',
  product: 'infographic', channel: 'social', printed: { product: 'material', channel: 'visual', unit: 'tờ' }, formats: ['tall', 'wide', 'a3', 'a4', 'a5'], code: true,
  fields: [
    { type: 'line', name: 'title', label: 'Tên thủ tục', required: true, most: 160 },
    { type: 'line', name: 'limit', label: 'Thời hạn giải quyết', hint: 'Ví dụ: 03 ngày làm việc', required: true, most: 60 },
    { type: 'line', name: 'fee', label: 'Lệ phí', hint: 'Ví dụ: Không thu; 8.000 đồng', most: 60 },
    { type: 'list', name: 'papers', label: 'Giấy tờ cần mang', hint: 'Mỗi dòng một giấy tờ', required: true, most: 160, rows: 7 },
    { type: 'line', name: 'where', label: 'Nơi nộp', required: true, most: 120 },
    { type: 'line', name: 'hours', label: 'Giờ nhận hồ sơ', most: 100 },
    { type: 'line', name: 'online', label: 'Nộp trực tuyến', hint: 'Ví dụ: Nộp tại Cổng Dịch vụ công quốc gia, được giảm 50 % lệ phí', most: 140 },
  ],
  title: (content) => text(content, 'title'),
  alt: (content) => sentences(`Áp phích thủ tục ${text(content, 'title')}`, text(content, 'limit') && `Thời hạn: ${text(content, 'limit')}`, text(content, 'fee') && `Lệ phí: ${text(content, 'fee')}`, list(content, 'papers').length > 0 && `Giấy tờ cần mang: ${list(content, 'papers').join('; ')}`, text(content, 'where') && `Nơi nộp: ${text(content, 'where')}`, text(content, 'hours'), text(content, 'online')),
  layout: `
#let fact(name, label, value, s, size: 40pt) = grid(columns: (64pt * s, 1fr), column-gutter: 20pt * s, align: horizon, badge(name, 64pt * s, tint, mid),
  stack(spacing: 16pt * s, text(size: calc.max(20pt, 23pt * s), fill: mid, weight: 600, label), prose(value, size * s, weight: 700, leading: 0.42em)))
// side by side where both are short
#let brief(v) = type(v) != str or v.clusters().len() <= 26
#poster(kicker: "Thủ tục hành chính", line: 46pt, tall-head: 0.325, body-fields: ("limit", "fee", "papers", "where", "hours", "online"), scan: if data.own { "Quét mã để xem chi tiết" } else { "Quét mã để xem thủ tục" }, body: (w, s) => stack(spacing: 34pt * s,
  ..if not has("fee") { (fact("clock", "Thời hạn", x.limit, s),) } else if brief(x.limit) and brief(x.fee) { (grid(columns: (1.3fr, 1fr), column-gutter: 30pt, fact("clock", "Thời hạn", x.limit, s), fact("coin", "Lệ phí", x.fee, s)),) } else { (fact("clock", "Thời hạn", x.limit, s), fact("coin", "Lệ phí", x.fee, s)) },
  block(width: 100%, fill: tint, radius: 20pt, inset: (x: 34pt, y: 30pt * s), stack(spacing: 26pt * s, text(size: 31pt * s, weight: 700, fill: main, "Giấy tờ cần mang"),
    ..x.papers.map(one => grid(columns: (34pt * s, 1fr), column-gutter: 16pt, icon("check", 33pt * s, mid, weight: 3), prose(one, 31pt * s, leading: 0.5em))))),
  fact("pin", "Nơi nộp", x.where, s, size: 32pt),
  ..if has("hours") { (fact("calendar", "Giờ nhận hồ sơ", x.hours, s, size: 29pt),) },
  ..if has("online") { (fact("globe", "Nộp trực tuyến", x.online, s, size: 29pt),) }))
`,
  sample: {
    title: 'Đăng ký khai sinh', limit: '01 ngày làm việc', fee: 'Không thu', papers: ['Giấy chứng sinh (bản chính)', 'Căn cước của cha, mẹ hoặc người đi đăng ký', 'Giấy chứng nhận kết hôn, nếu cha mẹ đã kết hôn'],
    where: 'Bộ phận Một cửa, trụ sở UBND xã', hours: 'Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ 30, 13 giờ 30 đến 17 giờ', online: 'Cổng Dịch vụ công quốc gia, đăng nhập bằng VNeID',
  },
});
