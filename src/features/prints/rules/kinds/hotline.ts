import { definePrintKind, sentences, text } from './kind.ts';

export const hotline = definePrintKind({
  key: 'hotline', label: 'Áp phích đường dây nóng', about: 'Gọi số nào, gặp ai, vào giờ nào.',
  product: 'infographic', channel: 'social', printed: { product: 'material', channel: 'visual', unit: 'tờ' }, formats: ['tall', 'wide', 'a3', 'a4', 'a5'], code: true,
  fields: [
    { type: 'line', name: 'title', label: 'Gọi về việc gì', hint: 'Ví dụ: Phản ánh, kiến nghị về thủ tục hành chính', required: true, most: 120 },
    { type: 'line', name: 'number', label: 'Số điện thoại', required: true, most: 16 },
    { type: 'line', name: 'second', label: 'Số thứ hai', most: 16 },
    { type: 'line', name: 'who', label: 'Ai trả lời', required: true, most: 120 },
    { type: 'line', name: 'hours', label: 'Giờ trực', required: true, most: 100 },
    { type: 'line', name: 'email', label: 'Thư điện tử', most: 80 },
    { type: 'line', name: 'place', label: 'Gặp trực tiếp tại', most: 120 },
    { type: 'text', name: 'promise', label: 'Lời hứa với người dân', hint: 'Ví dụ: Mọi phản ánh được trả lời trong 05 ngày làm việc', most: 200 },
  ],
  title: (content) => `Đường dây nóng: ${text(content, 'title')}`,
  alt: (content) => sentences(`Áp phích đường dây nóng: ${text(content, 'title')}`, text(content, 'number') && `Số điện thoại ${text(content, 'number')}`, text(content, 'second') && `hoặc ${text(content, 'second')}`, text(content, 'who'), text(content, 'hours'), text(content, 'email'), text(content, 'place') && `Gặp trực tiếp tại ${text(content, 'place')}`, text(content, 'promise')),
  layout: `
#let row(name, value, s) = grid(columns: (64pt * s, 1fr), column-gutter: 22pt * s, align: horizon, badge(name, 64pt * s, tint, mid), prose(value, 32pt * s, weight: 600, leading: 0.5em))
#let number(value, w, size, s) = oneline(w, size * s, text(weight: 800, fill: main, top-edge: "cap-height", bottom-edge: "baseline", tracking: -0.01em, say(value)))
#poster(kicker: "Đường dây nóng", line: 46pt, tall-head: 0.33, body-fields: ("number", "second", "who", "hours", "email", "place", "promise"), scan: "Quét mã để xem cách liên hệ", body: (w, s) => stack(spacing: 34pt * s,
  block(width: 100%, fill: tint, radius: 24pt, inset: (x: 38pt, y: 40pt * s), stack(spacing: 30pt * s,
    grid(columns: (auto, 1fr), column-gutter: 16pt, align: horizon, icon("phone", 42pt * s, mid, weight: 2.4), text(size: 30pt * s, weight: 600, fill: mid, "Hãy gọi")),
    number(x.number, w - 76pt, 160pt, s), ..if has("second") { (number(x.second, w - 76pt, 88pt, s),) })),
  row("people", x.who, s), row("clock", x.hours, s), ..if has("email") { (grid(columns: (64pt * s, 1fr), column-gutter: 22pt * s, align: horizon, badge("mail", 64pt * s, tint, mid), oneline(w - 86pt * s, 32pt * s, text(weight: 600, say(x.email)))),) }, ..if has("place") { (row("pin", x.place, s),) },
  ..if has("promise") { (block(width: 100%, stroke: (left: 8pt + accent), inset: (left: 28pt, y: 8pt), prose(x.promise, 33pt * s, weight: 600, fill: main)),) }))
`,
  sample: { title: 'Phản ánh, kiến nghị về thủ tục hành chính', number: '0255 3799 123', second: '', who: 'Công chức Văn phòng HĐND và UBND xã', hours: 'Giờ hành chính các ngày làm việc', email: 'motcua@binhan.example', place: 'Phòng tiếp công dân, trụ sở UBND xã', promise: 'Mỗi phản ánh có mã tra cứu và được trả lời trong 05 ngày làm việc.' },
});
