import { definePrintKind, rows, sentences, text } from './kind.ts';

export const steps = definePrintKind({
  key: 'steps', label: 'Infographic quy trình', about: 'Ba đến sáu bước, mỗi bước một hai câu.',
  product: 'infographic', channel: 'social', printed: { product: 'material', channel: 'visual', unit: 'tờ' }, formats: ['tall', 'wide', 'a3', 'a4'], code: true,
  fields: [
    { type: 'line', name: 'title', label: 'Tiêu đề', required: true, most: 140 },
    { type: 'rows', name: 'steps', label: 'Các bước', least: 2, rows: 6, columns: [{ name: 'name', label: 'Tên bước', required: true, most: 80 }, { name: 'text', label: 'Làm gì', most: 200 }] },
    { type: 'line', name: 'note', label: 'Lưu ý cuối', shown: 'Lưu ý', most: 180 },
  ],
  title: (content) => text(content, 'title'),
  alt: (content) => sentences(`Infographic ${text(content, 'title')}`, ...rows(content, 'steps').map((row, index) => `Bước ${index + 1}: ${row.name}${row.text ? `. ${row.text}` : ''}`), text(content, 'note') && `Lưu ý: ${text(content, 'note')}`),
  layout: `
#let step(index, row, s) = {
  let r = 76pt * s
  let last = index == x.steps.len() - 1
  grid(columns: (r, 1fr), column-gutter: 30pt * s,
    box(width: r, height: r, radius: 50%, fill: if last { accent } else { main }, align(center + horizon, text(size: 38pt * s, weight: 800, fill: if last { deep } else { white }, top-edge: "cap-height", bottom-edge: "baseline", str(index + 1)))),
    block(width: 100%, inset: (top: 6pt * s, bottom: 0pt), stack(spacing: 21pt * s, { set par(leading: 0.42em); text(size: 37pt * s, weight: 700, fill: main, say(row.name)) }, ..if filled(row.text) { (prose(row.text, 29pt * s),) })))
}
/// the line from number to number stands behind them
#let chain(w, s) = context {
  let made = x.steps.enumerate().map(((index, row)) => block(width: w, step(index, row, s)))
  let high = made.map(one => calc.max(measure(one).height, 76pt * s))
  let gap = 34pt * s
  block(width: w, height: high.sum() + gap * (made.len() - 1), { let y = 0pt; for (index, one) in made.enumerate() { if index < made.len() - 1 { put(76pt * s / 2 - 3pt, y + 70pt * s, rect(width: 6pt, height: high.at(index) + gap - 70pt * s, fill: hair)) }; put(0pt, y, one); y += high.at(index) + gap } })
}
#poster(kicker: "Hướng dẫn từng bước", line: 42pt, tall-head: 0.315, body-fields: ("steps", "note"), body: (w, s) => stack(spacing: 36pt * s, chain(w, s),
  ..if has("note") { (block(width: 100%, fill: tint, radius: 18pt, inset: (x: 28pt, y: 24pt * s), grid(columns: (40pt * s, 1fr), column-gutter: 18pt, align: horizon, icon("info", 40pt * s, mid), prose(x.note, 28pt * s, weight: 600, fill: main, leading: 0.5em))),) }))
`,
  sample: { title: 'Nộp hồ sơ tại nhà trong bốn bước', steps: [{ name: 'Đăng nhập', text: 'Mở Cổng Dịch vụ công quốc gia, đăng nhập bằng tài khoản VNeID mức 2.' }, { name: 'Chọn thủ tục', text: 'Gõ tên thủ tục vào ô tìm kiếm, chọn đúng xã nơi cư trú.' }, { name: 'Chụp và gửi giấy tờ', text: 'Chụp rõ bốn góc, đủ sáng; kiểm tra lại rồi bấm Gửi.' }, { name: 'Nhận kết quả', text: 'Nhận bản điện tử trong tài khoản hoặc bản giấy do bưu tá đưa đến nhà.' }], note: 'Chưa quen dùng điện thoại? Tổ công nghệ số cộng đồng của thôn sẽ giúp.' },
});
