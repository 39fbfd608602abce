/**
 * The sheet that hangs at a counter: one procedure, A4, two pages at most. The largest of four sizes is taken at which everything fits; where even the smallest is
 * too long the last steps give way to a line that sends to the QR code.
 */
import type { Template } from '#platform/typesetting/typst.ts';

const source = String.raw`
#let input = json(bytes(sys.inputs.data))
#let made = input.made.split("-").map(int)
#set document(title: input.title, date: datetime(year: made.at(0), month: made.at(1), day: made.at(2)))
#set page(paper: "a4", margin: (top: 15mm, bottom: 16mm, x: 17mm))
#set text(font: "Be Vietnam Pro", lang: "vi", region: "vn", fallback: false, hyphenate: false)
#set par(justify: false)
#let tone = rgb("#123f5a")
#show: body => if input.longWords { show regex("\S{36,}"): it => it.text.clusters().chunks(6).map(part => box(part.join())).join(); body } else { body }

#let head(s) = grid(columns: (1fr, 27mm), column-gutter: 6mm, align: (left + top, right + top),
  [#text(8.5pt, fill: luma(70), s.site) #v(1.5mm, weak: true) #text(9pt, weight: "bold", fill: tone, s.kicker) #v(2mm, weak: true) #heading(level: 1, text(if s.name.clusters().len() > 160 { 13pt } else { 16.5pt }, weight: "bold", s.name))],
  [#image("/pictures/" + s.qr, width: 25mm, alt: "Mã QR dẫn đến trang của thủ tục")])
#let part(size, title, body) = block(above: 1.4em, below: 0.6em)[#heading(level: 2, text(size + 1pt, weight: "bold", fill: tone, title)) #v(0.6em, weak: true) #body]
#let facts(size, rows) = grid(columns: (38mm, 1fr), row-gutter: 0.7em, column-gutter: 4mm, ..rows.map(row => (text(fill: luma(70), row.at(0)), text(weight: if row.at(2) { "bold" } else { "regular" }, row.at(1)))).flatten())
#let rest(s, size, most) = {
  set text(size)
  set par(leading: 0.52em, spacing: 0.6em)
  facts(size, s.facts)
  if s.papers.len() > 0 { part(size, "Giấy tờ cần có", table(columns: (auto, 1fr, auto), stroke: 0.4pt + luma(170), inset: (x: 2.2mm, y: 1.5mm), align: (center, left, left),
    table.header(text(weight: "bold", "TT"), text(weight: "bold", "Giấy tờ"), text(weight: "bold", "Số bản")), ..s.papers.enumerate().map(((i, p)) => (str(i + 1), p.at(0), p.at(1))).flatten())) }
  if s.steps.len() > 0 { part(size, "Các bước", {
    enum(tight: true, spacing: 0.7em, ..s.steps.slice(0, calc.min(most, s.steps.len())).map(step => text(step)))
    if s.steps.len() > most [#text(style: "italic", "Các bước tiếp theo: quét mã QR ở đầu trang để xem đầy đủ.")]
  }) }
  if s.bases.len() > 0 and most > 3 { part(size, "Căn cứ", list(tight: true, spacing: 0.45em, ..s.bases.map(one => text(size - 1pt, one)))) }
  v(0.6em, weak: true)
  line(length: 100%, stroke: 0.4pt + luma(170))
  v(0.4em, weak: true)
  text(size - 1.5pt, fill: luma(70), s.foot + " " + s.address)
}
#let sheet(s, index) = {
  if index > 0 { pagebreak(to: none) }
  counter(page).update(1)
  head(s)
  v(3mm)
  layout(size => {
    let top = measure(block(width: size.width, head(s))).height + 8mm
    let one = 297mm - 31mm - top
    let two = one + 297mm - 31mm - 12mm
    let all = 1000
    // on one page as large as it goes, else on two; the last ones leave steps out
    let choices = ((13pt, all, one), (12pt, all, one), (11pt, all, one), (10.5pt, all, two), (9.5pt, all, two), (8.5pt, all, two), (8.2pt, 20, two), (8.2pt, 10, two), (8.2pt, 4, two), (8.2pt, 0, two))
    let chosen = choices.find(it => measure(block(width: size.width, rest(s, it.at(0), it.at(1)))).height <= it.at(2))
    let (points, most, _room) = if chosen == none { choices.last() } else { chosen }
    rest(s, points, most)
  })
}
#for (index, s) in input.sheets.enumerate() { sheet(s, index) }
`;
export const PROCEDURE_SHEET_TEMPLATE: Template = { name: 'procedure-sheet', source };
