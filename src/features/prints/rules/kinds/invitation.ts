import { definePrintKind, sentences, text } from './kind.ts';

export const invitation = definePrintKind({
  key: 'invitation', label: 'Lời mời dự thi, khảo sát', about: 'Mời tham gia một cuộc thi, khảo sát hay buổi gặp: làm gì, đến ngày nào, được gì.',
  product: 'infographic', channel: 'social', printed: { product: 'material', channel: 'visual', unit: 'tờ' }, formats: ['tall', 'wide', 'a3', 'a4', 'a5'], code: true,
  fields: [
    { type: 'line', name: 'title', label: 'Tên cuộc thi, khảo sát', required: true, most: 140 },
    { type: 'choice', name: 'type', label: 'Mời gì', choices: [{ value: 'Cuộc thi', label: 'Cuộc thi' }, { value: 'Khảo sát', label: 'Khảo sát' }, { value: 'Mời tham dự', label: 'Buổi gặp, hội nghị' }] },
    { type: 'text', name: 'lead', label: 'Nội dung', required: true, most: 260 },
    { type: 'line', name: 'dates', label: 'Thời gian', hint: 'Ví dụ: Từ 01/11 đến hết 30/11/2026', required: true, most: 80 },
    { type: 'line', name: 'who', label: 'Ai tham gia', most: 120 },
    { type: 'line', name: 'prize', label: 'Giải thưởng, quyền lợi', most: 140 },
    { type: 'line', name: 'how', label: 'Cách tham gia', hint: 'Ví dụ: Quét mã, trả lời 10 câu hỏi', required: true, most: 140 },
  ],
  title: (content) => text(content, 'title'),
  alt: (content) => sentences(`${text(content, 'type')}: ${text(content, 'title')}`, text(content, 'lead'), text(content, 'dates') && `Thời gian: ${text(content, 'dates')}`, text(content, 'who') && `Đối tượng: ${text(content, 'who')}`, text(content, 'prize') && `Giải thưởng: ${text(content, 'prize')}`, text(content, 'how') && `Cách tham gia: ${text(content, 'how')}`),
  layout: `
#let row(name, label, value, s) = grid(columns: (64pt * s, 1fr), column-gutter: 22pt * s, align: horizon, badge(name, 64pt * s, tint, mid), stack(spacing: 16pt * s, text(size: calc.max(20pt, 23pt * s), weight: 600, fill: mid, label), prose(value, 31pt * s, weight: 600, leading: 0.45em)))
#poster(kicker: x.type, line: 44pt, tall-head: 0.36, body-fields: ("lead", "dates", "who", "prize", "how"), scan: if data.own { "Quét mã để xem chi tiết" } else { "Quét mã để tham gia" }, body: (w, s) => stack(spacing: 34pt * s,
  prose(x.lead, 34pt * s),
  block(width: 100%, fill: accent.lighten(72%), radius: 20pt, inset: (x: 32pt, y: 28pt * s), grid(columns: (auto, 1fr), column-gutter: 24pt, align: horizon, icon("calendar", 58pt * s, deep), { set par(leading: 0.42em); text(size: 42pt * s, weight: 800, fill: deep, say(x.dates)) })),
  ..if has("who") { (row("people", "Đối tượng", x.who, s),) }, ..if has("prize") { (row("gift", "Giải thưởng", x.prize, s),) }, row("check", "Cách tham gia", x.how, s)))
`,
  sample: { title: 'Tìm hiểu cải cách hành chính năm 2026', type: 'Cuộc thi', lead: 'Mười câu hỏi về dịch vụ công trực tuyến, hồ sơ điện tử và quyền của người dân khi đến Một cửa.', dates: '01/11 đến 30/11/2026', who: 'Người dân từ 16 tuổi trở lên trong xã', prize: 'Một giải Nhất 3.000.000 đồng và mười giải khác', how: 'Quét mã, trả lời mười câu hỏi, để lại số điện thoại' },
});
