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
#let body(w, s) = stack(spacing: 40pt * s, ..x.sentences.map(one => grid(columns: (10pt, 1fr), column-gutter: 26pt, rect(width: 10pt, height: 34pt * s, radius: 5pt, fill: accent), prose(one, 35pt * s, leading: 0.55em))))
/// on a dark field of its own, so that it can be read on any photograph
#let credit(w) = if data.picture and has("credit") { box(fill: deep.transparentize(25%), radius: 6pt, inset: (x: 12pt, y: 8pt), oneline(w, 19pt, text(fill: white, top-edge: "cap-height", bottom-edge: "baseline", [Ảnh: #say(x.credit)]))) }
#let photo(w, h) = image("/pictures/picture", width: w, height: h, fit: "cover", alt: "Ảnh của bài")
#canvas(if data.page.shape == "tall" {
  let m = 72pt
  let foot = 220pt
  let upper = if data.picture { 470pt } else { 150pt }
  let room = if data.picture { 236pt } else { 310pt }
  let seam = upper + room + 84pt
  field(0pt, 0pt, W, H, white)
  field(0pt, 0pt, W, seam, deep)
  if data.picture {
    put(0pt, 0pt, photo(W, upper))
    put(0pt, 0pt, rect(width: W, height: 190pt, fill: gradient.linear(deep.transparentize(8%), deep.transparentize(100%), angle: 90deg)))
    put(m, upper - 48pt, box(width: W - 2 * m, align(right, credit(W - 2 * m - 24pt))))
  } else { put(0pt, 0pt, box(width: W, height: seam, clip: true, rings(W - 10pt, seam + 10pt, 440pt, mid))) }
  field(0pt, if data.picture { upper } else { seam }, W, 10pt, accent)
  put(m, 46pt, masthead(W - 2 * m, 34pt))
  put(m, upper + if data.picture { 46pt } else { 14pt }, stack(spacing: 34pt, ..if has("column") { (pill(say(x.column), 25pt),) }, headline(("title",), W - 2 * m, room - if has("column") { 76pt } else { 0pt }, 66pt, x.title, scales: (1.4, 1.25, 1.15, 1.08, 1, 0.92, 0.84, 0.76, 0.68))))
  put(m, seam + 48pt, region(("sentences",), W - 2 * m, H - seam - 48pt - foot - 26pt, s => body(W - 2 * m, s), line: 52pt, scales: (1.6, 1.45, 1.32, 1.2, 1.1, 1, 0.92, 0.85, 0.78, 0.72), align-to: top + left, sink: 90pt))
  field(0pt, H - foot, W, foot, tint)
  put(m, H - foot, box(width: W - 2 * m, height: foot, align(left + horizon, grid(columns: (auto, 1fr), column-gutter: 36pt, align: horizon, qr(190pt), stack(spacing: 18pt, text(size: 34pt, weight: 700, fill: main, if data.own { "Quét mã để xem chi tiết" } else { "Quét mã để đọc cả bài" }), text(size: 27pt, data.address))))))
} else {
  let side = if data.picture { 800pt } else { 0pt }
  let m = 88pt
  field(0pt, 0pt, W, H, white)
  if data.picture { put(0pt, 0pt, photo(side, H)); put(0pt, 0pt, rect(width: side, height: 220pt, fill: gradient.linear(deep.transparentize(8%), deep.transparentize(100%), angle: 90deg))); put(36pt, H - 56pt, credit(side - 96pt)) }
  field(side, 0pt, W - side, 430pt, deep)
  put(side, 0pt, box(width: W - side, height: 430pt, clip: true, rings(W - side, 430pt, 420pt, mid)))
  field(side, 430pt, W - side, 10pt, accent)
  let w = W - side - 2 * m
  put(if data.picture { 60pt } else { side + m }, 54pt, masthead(if data.picture { 680pt } else { w }, 34pt))
  let start = if data.picture { 76pt } else { 176pt }
  put(side + m, start, stack(spacing: 36pt, ..if has("column") { (pill(say(x.column), 24pt),) }, headline(("title",), w, 430pt - start - 34pt - if has("column") { 80pt } else { 0pt }, 70pt, x.title)))
  put(side + m, 496pt, region(("sentences",), w, H - 496pt - 256pt, s => body(w, s), line: 52pt, scales: (1.6, 1.4, 1.27, 1.15, 1.06, 1, 0.92, 0.85, 0.78, 0.72)))
  field(side, H - 226pt, W - side, 226pt, tint)
  put(side + m, H - 226pt, box(width: w, height: 226pt, align(left + horizon, grid(columns: (auto, 1fr), column-gutter: 32pt, align: horizon, qr(190pt), stack(spacing: 16pt, text(size: 32pt, weight: 700, fill: main, if data.own { "Quét mã để xem chi tiết" } else { "Quét mã để đọc cả bài" }), text(size: 25pt, data.address))))))
})
`,
  sample: { title: 'Một cửa mở thêm sáng thứ Bảy', sentences: ['Từ đầu tháng, Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', 'Người đi làm giờ hành chính không phải nghỉ việc để đi nộp hồ sơ.', 'Hai tuần đầu đã có 86 lượt người đến.'], picture: '', credit: '', column: 'Cải cách hành chính' },
});
