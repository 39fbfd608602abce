import { definePrintKind, rows, sentences, text } from './kind.ts';

export const figures = definePrintKind({
  key: 'figures', label: 'Infographic số liệu', about: 'Ba đến năm con số có nguồn, kèm biểu đồ cột hoặc tròn.',
  product: 'infographic', channel: 'social', printed: { product: 'material', channel: 'visual', unit: 'tờ' }, formats: ['tall', 'wide', 'a3', 'a4'], code: true,
  fields: [
    { type: 'line', name: 'title', label: 'Tiêu đề', required: true, most: 140 },
    { type: 'text', name: 'lead', label: 'Một câu nói lên điều chính', shown: 'Điều chính', most: 200 },
    { type: 'choice', name: 'chart', label: 'Biểu đồ', hint: 'Hình tròn chỉ dùng khi các số cộng lại thành một tổng', choices: [{ value: 'bars', label: 'Cột' }, { value: 'pie', label: 'Tròn' }, { value: 'none', label: 'Không có, chỉ con số' }] },
    { type: 'rows', name: 'figures', label: 'Các số liệu', least: 3, rows: 5, columns: [{ name: 'value', label: 'Con số', required: true, number: true, most: 12 }, { name: 'unit', label: 'Đơn vị', hint: '%, hồ sơ, điểm', most: 16 }, { name: 'label', label: 'Là gì', required: true, most: 80 }] },
    { type: 'line', name: 'source', label: 'Nguồn số liệu', hint: 'Báo cáo nào, tính đến ngày nào', required: true, most: 160 },
  ],
  title: (content) => text(content, 'title'),
  alt: (content) => sentences(`Infographic ${text(content, 'title')}`, text(content, 'lead'), ...rows(content, 'figures').map((row) => `${row.label}: ${row.value}${row.unit ? ` ${row.unit}` : ''}`), text(content, 'source') && `Nguồn: ${text(content, 'source')}`),
  layout: `
#let n(row) = { let v = row.value.replace(" ", ""); if v.contains(",") { v = v.replace(".", "").replace(",", ".") } else if v.match(regex("^\\\\d{1,3}(\\\\.\\\\d{3})+$")) != none { v = v.replace(".", "") }; float(v) }
#let most = calc.max(1e-9, ..x.figures.map(n))
#let total = calc.max(1e-9, x.figures.map(n).sum())
#let whole = x.figures.all(row => row.unit == "%") and most <= 100
#let inks = (main, accent, mid, hair, deep.lighten(45%))
#let amount(row, size, fill: main) = { text(size: size, weight: 800, fill: fill, top-edge: "cap-height", bottom-edge: "baseline", row.value); if filled(row.unit) { text(size: size * 0.5, weight: 700, fill: fill, top-edge: "cap-height", bottom-edge: "baseline", h(0.22em) + say(row.unit)) } }
#let bar(row, s) = stack(spacing: 15pt * s,
  grid(columns: (1fr, auto), column-gutter: 24pt, align: (left + bottom, right + bottom), { set par(leading: 0.45em); text(size: 30pt * s, weight: 600, say(row.label)) }, box(amount(row, 54pt * s))),
  block(width: 100%, height: 24pt * s, radius: 12pt * s, fill: tint, place(left + top, rect(width: calc.max(2%, n(row) / if whole { 100 } else { most } * 100%), height: 24pt * s, radius: 12pt * s, fill: mid))))
#let pie(side) = box(width: side, height: side, {
  let r = side / 2
  let from = -90deg
  for (index, row) in x.figures.enumerate() {
    let turn = n(row) / total * 360deg
    if turn > 0deg {
      let steps = calc.max(2, int(turn.deg() / 3))
      let rim = range(steps + 1).map(i => { let a = from + turn * i / steps; (r + r * calc.cos(a), r + r * calc.sin(a)) })
      place(top + left, curve(fill: inks.at(index), stroke: 3pt + white, curve.move((r, r)), ..rim.map(p => curve.line(p)), curve.close()))
    }
    from += turn
  }
  place(center + horizon, circle(radius: r * 0.5, fill: white))
})
#let legend(s) = stack(spacing: 26pt * s, ..x.figures.enumerate().map(((index, row)) => grid(columns: (30pt * s, 1fr), column-gutter: 18pt, box(width: 30pt * s, height: 30pt * s, radius: 6pt, fill: inks.at(index)),
  stack(spacing: 12pt * s, box(amount(row, 46pt * s)), { set par(leading: 0.45em); text(size: 27pt * s, say(row.label)) }))))
#let card(row, s, high: auto) = block(width: 100%, height: high, fill: tint, radius: 20pt, inset: (x: 32pt, y: 30pt * s), stack(spacing: 20pt * s, box(amount(row, 78pt * s)), { set par(leading: 0.45em); text(size: 28pt * s, say(row.label)) }))
#poster(kicker: "Số liệu", line: 42pt, tall-head: 0.325, body-fields: ("lead", "figures", "source"), scan: "Quét mã để xem số liệu", body: (w, s) => stack(spacing: 36pt * s,
  ..if has("lead") { (prose(x.lead, 34pt * s, weight: 600, fill: main),) },
  if x.chart == "pie" { let side = w * 0.42; grid(columns: (side, 1fr), column-gutter: 44pt, align: horizon, pie(side), legend(s)) }
  else if x.chart == "bars" { stack(spacing: 34pt * s, ..x.figures.map(row => bar(row, s))) }
  else { context { let high = calc.max(..x.figures.map(row => measure(block(width: (w - 24pt) / 2, card(row, s))).height)); grid(columns: (1fr, 1fr), gutter: 24pt, ..x.figures.enumerate().map(((index, row)) => if calc.odd(x.figures.len()) and index == 0 { grid.cell(colspan: 2, card(row, s)) } else { card(row, s, high: high) })) } },
  balanced(w, { set par(leading: 0.5em); text(size: 22pt * s, fill: dark.lighten(12%), [Nguồn: #say(x.source)]) })))
`,
  sample: { title: 'Chín tháng giải quyết thủ tục hành chính', lead: 'Cứ 100 hồ sơ thì 98 hồ sơ được trả đúng hoặc trước hạn.', chart: 'bars', figures: [{ value: '98,6', unit: '%', label: 'hồ sơ trả đúng hoặc trước hạn' }, { value: '81,2', unit: '%', label: 'hồ sơ nộp trực tuyến' }, { value: '93,4', unit: '%', label: 'người dân hài lòng' }], source: 'Báo cáo cải cách hành chính 9 tháng năm 2026 của UBND xã' },
});
