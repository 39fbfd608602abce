import { definePrintKind, sentences, text } from './kind.ts';

export const led = definePrintKind({
  key: 'led', label: 'Chữ LED', about: 'Một hoặc hai dòng chữ rất to cho bảng LED 3:1, kèm chữ để chép vào bảng điện tử.',
  product: 'infographic', channel: 'public-board', printed: null, formats: ['led'], code: false,
  fields: [
    { type: 'line', name: 'first', label: 'Dòng một', hint: 'Càng ngắn chữ càng to; đọc được khi chạy xe qua là dưới 24 ký tự', required: true, most: 48 },
    { type: 'line', name: 'second', label: 'Dòng hai', most: 48 },
    { type: 'choice', name: 'light', label: 'Màu chữ', choices: [{ value: 'accent', label: 'Dòng một vàng, dòng hai trắng' }, { value: 'white', label: 'Trắng' }] },
  ],
  title: (content) => [text(content, 'first'), text(content, 'second')].filter(Boolean).join(' – '),
  alt: (content) => sentences([text(content, 'first'), text(content, 'second')].filter(Boolean).join('. ')),
  layout: `
// what does not fit is shown whole, smaller than it may be
#let smallest = 96pt
#let m = 64pt
#let row(name, value, h, fill) = context {
  let made(size) = text(size: size, weight: 800, fill: fill, top-edge: 0.98em, bottom-edge: -0.26em, box(say(value)))
  let one = measure(made(100pt))
  let size = calc.min(100pt * ((W - 2 * m) / one.width), 100pt * (h / one.height))
  note((fields: (name,), over: (smallest - size).pt(), line: 0, share: size / smallest))
  let broken = data.marked and size < smallest
  if broken { place(center + horizon, rect(width: W - 2 * m + 16pt, height: h - 10pt, stroke: (paint: rgb("#ff4040"), thickness: 5pt, dash: "dashed"))) }
  place(center + horizon, made(calc.min(size, 250pt)))
}
#canvas({
  field(0pt, 0pt, W, H, black)
  let two = has("second")
  let h = if two { (H - 60pt) / 2 } else { H - 60pt }
  put(0pt, 30pt, box(width: W, height: h, row("first", x.first, h, if x.light == "accent" { rgb("#ffd000") } else { white })))
  if two { put(0pt, 30pt + h, box(width: W, height: h, row("second", x.second, h, white))) }
})
`,
  sample: { first: 'Nộp hồ sơ trực tuyến', second: 'Nhanh – đúng hạn – tại nhà', light: 'accent' },
});
