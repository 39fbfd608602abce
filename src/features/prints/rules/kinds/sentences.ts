import { definePrintKind, list, sentences, text } from './kind.ts';

export const threeSentences = definePrintKind({
  key: 'sentences', label: 'Ba câu của một bài', about: 'Ba câu rút từ một tin, bài, kèm ảnh và mã dẫn đến bài.',
  product: 'infographic', channel: 'social', printed: null, formats: ['tall', 'wide'], code: true,
  fields: [
    { type: 'line', name: 'title', label: 'Tiêu đề', required: true, most: 160 },
    { type: 'list', name: 'sentences', label: 'Các câu', hint: 'Mỗi dòng một câu, nhiều nhất ba câu', required: true, most: 220, rows: 3 },
    { type: 'picture', name: 'picture', label: 'Ảnh' },
    { type: 'line', name: 'credit', label: 'Nguồn ảnh', most: 80 },
    { type: 'line', name: 'column', label: 'Chuyên mục', most: 40 },
  ],
  title: (content) => text(content, 'title'),
  alt: (content) => sentences(text(content, 'title'), ...list(content, 'sentences')),
  layout: `
#let body(w, s) = stack(spacing: 40pt * s, ..x.sentences.map(one => grid(columns: (10pt, 1fr), column-gutter: 26pt, rect(width: 10pt, height: 34pt * s, radius: 5pt, fill: accent), { set par(leading: 0.55em); text(size: 35pt * s, say(one)) })))
#let credit(color) = if has("credit") { text(size: 18pt, fill: color, [Ảnh: #say(x.credit)]) }
#let photo(w, h) = image("/pictures/picture", width: w, height: h, fit: "cover", alt: "Ảnh của bài")
#canvas(if data.page.shape == "tall" {
  let m = 72pt
  let foot = 176pt
  let upper = if data.picture { 470pt } else { 150pt }
  field(0pt, 0pt, W, H, white)
  if data.picture { put(0pt, 0pt, photo(W, upper)); put(0pt, 0pt, rect(width: W, height: 170pt, fill: gradient.linear(deep, deep.transparentize(100%), angle: 90deg))) } else { field(0pt, 0pt, W, upper, deep); put(0pt, 0pt, box(width: W, height: upper, clip: true, rings(W, upper, 330pt, mid))) }
  put(m, 46pt, masthead(W - 2 * m, 29pt))
  put(W - m - 300pt, upper - 34pt, box(width: 300pt, align(right, credit(white))))
  let room = if data.picture { 236pt } else { 330pt }
  field(0pt, upper, W, room + 84pt, deep)
  field(0pt, upper, W, 10pt, accent)
  put(m, upper + 44pt, stack(spacing: 34pt, ..if has("column") { (pill(say(x.column), 23pt),) }, headline(("title", "column"), W - 2 * m, room - if has("column") { 76pt } else { 0pt }, 66pt, say(x.title), scales: (1.4, 1.25, 1.15, 1.08, 1, 0.92, 0.84, 0.76, 0.68))))
  put(m, upper + room + 84pt + 44pt, region(("sentences",), W - 2 * m, H - upper - room - 84pt - 44pt - foot - 26pt, s => body(W - 2 * m, s), line: 52pt, scales: (1.6, 1.45, 1.32, 1.2, 1.1, 1, 0.92, 0.85, 0.78, 0.72), align-to: top + left))
  field(0pt, H - foot, W, foot, tint)
  put(m, H - foot + 22pt, qr(132pt))
  put(m + 166pt, H - foot, box(width: W - 2 * m - 166pt, height: foot, align(left + horizon, stack(spacing: 14pt, text(size: 29pt, weight: 700, fill: main, "Quét mã để đọc cả bài"), text(size: 23pt, data.address)))))
} else {
  let side = if data.picture { 800pt } else { 0pt }
  let m = 88pt
  field(0pt, 0pt, W, H, white)
  if data.picture { put(0pt, 0pt, photo(side, H)); put(0pt, 0pt, rect(width: side, height: 220pt, fill: gradient.linear(deep, deep.transparentize(100%), angle: 90deg))); put(40pt, H - 50pt, credit(white)) }
  field(side, 0pt, W - side, 430pt, deep)
  put(side, 0pt, box(width: W - side, height: 430pt, clip: true, rings(W - side, 430pt, 420pt, mid)))
  field(side, 430pt, W - side, 10pt, accent)
  let w = W - side - 2 * m
  put(if data.picture { 60pt } else { side + m }, 54pt, masthead(if data.picture { 680pt } else { w }, 30pt))
  let start = if data.picture { 76pt } else { 176pt }
  put(side + m, start, stack(spacing: 36pt, ..if has("column") { (pill(say(x.column), 24pt),) }, headline(("title", "column"), w, 430pt - start - 34pt - if has("column") { 80pt } else { 0pt }, 70pt, say(x.title))))
  put(side + m, 490pt, region(("sentences",), w, H - 490pt - 210pt, s => body(w, s), line: 52pt, scales: (1.6, 1.4, 1.27, 1.15, 1.06, 1, 0.92, 0.85, 0.78, 0.72)))
  put(side + m, H - 178pt, grid(columns: (130pt, 1fr), column-gutter: 28pt, align: horizon, qr(130pt), box(width: w - 160pt, stack(spacing: 14pt, text(size: 28pt, weight: 700, fill: main, "Quét mã để đọc cả bài"), text(size: 22pt, data.address)))))
})
`,
  sample: { title: 'Một cửa mở thêm sáng thứ Bảy', sentences: ['Từ đầu tháng, Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', 'Người đi làm giờ hành chính không phải nghỉ việc để đi nộp hồ sơ.', 'Hai tuần đầu đã có 86 lượt người đến.'], picture: '', credit: '', column: 'Cải cách hành chính' },
});
