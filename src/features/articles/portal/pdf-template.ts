/** A published article on A4: who says it, title, picture, text, and at the end a QR code that leads to its page. */
import type { Template } from '#platform/typesetting/typst.ts';

const source = String.raw`
#let sheet = json(bytes(sys.inputs.data))
#let made = sheet.made.split("-").map(int)
#set document(title: sheet.title, author: sheet.site, description: sheet.summary, date: datetime(year: made.at(0), month: made.at(1), day: made.at(2)))

#let ink = rgb("#17212b")
#let soft = rgb("#4a5866")
#let line-colour = rgb("#c9d1d8")
#let deep = rgb("#123f5a")

#set text(font: ("Be Vietnam Pro", "Tinos"), lang: sheet.language, size: 10.5pt, fill: ink, fallback: false, hyphenate: false)
#set par(justify: false, leading: 0.68em, spacing: 1.05em)
#set list(indent: 1mm, body-indent: 2.5mm, spacing: 0.7em)
#set enum(indent: 1mm, body-indent: 2.5mm, spacing: 0.7em)
#set page(paper: "a4", margin: (x: 24mm, top: 22mm, bottom: 22mm), footer-descent: 7mm, footer: context {
  set text(size: 8pt, fill: soft)
  grid(columns: (1fr, auto), align: (left, right), sheet.printed, [#here().page()/#counter(page).final().first()])
})
#show regex("\S{30,}"): it => it.text.clusters().chunks(6).map(part => part.join()).join(sym.zws)
#show heading: it => block(above: 1.5em, below: 0.7em, sticky: true, text(size: if it.level == 2 { 13pt } else if it.level == 3 { 11.5pt } else { 10.5pt }, weight: 600, { set par(leading: 0.5em); it.body }))

#let run(one) = {
  if one.break { return linebreak() }
  let body = text(one.text)
  if "strong" in one.marks { body = strong(body) }
  if "em" in one.marks { body = emph(body) }
  if "sub" in one.marks { body = sub(typographic: false, body) }
  if "sup" in one.marks { body = super(typographic: false, body) }
  if one.href != none { body = link(one.href, text(fill: deep, underline(offset: 0.18em, body))) }
  body
}
#let runs(all) = all.map(run).join()
#let small(it) = if it.kind == "paragraph" { par(runs(it.runs)) } else {
  let items = it.items.map(blocks => blocks.enumerate().map(((index, one)) => if one.kind == "paragraph" { if index > 0 { parbreak() } + runs(one.runs) } else { small(one) }).join())
  if it.style == "bullet" { list(..items) } else { enum(start: it.start, numbering: if it.style == "letter" { "a)" } else if it.style == "roman" { "i." } else { "1." }, ..items) }
}
#let cell(it) = table.cell(colspan: it.columns, rowspan: it.rows, fill: if it.header { rgb("#eef3f6") } else { none }, {
  set text(size: 9pt, weight: if it.header { 600 } else { 400 })
  set par(spacing: 0.6em, leading: 0.55em)
  it.blocks.map(one => if one.kind == "paragraph" { runs(one.runs) } else { small(one) }).join(parbreak())
})
#let written(it) = {
  if it.kind == "paragraph" or it.kind == "list" { small(it) }
  else if it.kind == "heading" { heading(level: it.level, runs(it.runs)) }
  else if it.kind == "quote" { block(inset: (left: 4mm), stroke: (left: 1.6pt + line-colour), { set text(fill: soft); it.blocks.map(small).join() }) }
  else if it.kind == "figure" { picture(it.file, it.alt, if it.caption.len() > 0 { runs(it.caption) } else { none }) }
  else if it.kind == "table" {
    let head = it.rows.slice(0, it.heads).flatten()
    let grid = table(columns: it.widths.map(share => share * 1fr), stroke: 0.5pt + line-colour, inset: (x: 2mm, y: 1.6mm), align: left + top,
      ..(if head.len() > 0 { (table.header(..head.map(cell)),) } else { () }), ..it.rows.slice(it.heads).flatten().map(cell))
    block(above: 1.4em, below: 1.4em, { if it.caption.len() > 0 { block(below: 0.6em, sticky: true, text(weight: 600, runs(it.caption))) }; grid })
  }
}
`;
const rest = String.raw`
#block(below: 7mm, width: 100%, inset: (bottom: 2.6mm), stroke: (bottom: 1pt + deep), grid(columns: (1fr, auto), column-gutter: 6mm, align: (left + bottom, right + bottom), text(size: 9.5pt, weight: 600, fill: deep, sheet.site), text(size: 9pt, fill: soft, sheet.column)))
#block(below: 3mm, { set par(leading: 0.42em); heading(level: 1, text(size: 21pt, weight: 600, sheet.title)) })
#block(below: 5mm, text(size: 9pt, fill: soft, sheet.meta))
#if sheet.summary != "" { block(below: 5mm, text(size: 11.5pt, weight: 600, sheet.summary)) }
#if sheet.note != none { block(width: 100%, below: 5mm, inset: (left: 4mm, y: 1mm), stroke: (left: 2pt + deep), [#text(weight: 600, sheet.note.head) #sheet.note.words]) }
#if sheet.cover != none { picture(sheet.cover.file, sheet.cover.alt, sheet.cover.credit) }
#sheet.blocks.map(written).join()

#block(above: 9mm, width: 100%, breakable: false, inset: (top: 4mm), stroke: (top: 0.7pt + line-colour), grid(columns: (1fr, 24mm), column-gutter: 8mm, align: (left + top, right + top), {
  set text(size: 9pt)
  set par(spacing: 0.8em, leading: 0.55em)
  for one in sheet.facts { par[#text(fill: soft)[#one.at(0):] #one.at(1)] }
  par(text(fill: soft, sheet.qrWords))
}, image("/pictures/qr.svg", width: 24mm, alt: sheet.qrWords)))
`;
const picture = String.raw`
#show figure.caption: it => block(above: 2mm, width: 100%, align(left, text(size: 8.5pt, fill: soft, it.body)))
#let picture(file, words, caption) = block(above: 1.4em, below: 1.4em, figure(supplement: none, kind: "anh", numbering: none, gap: 2mm, caption: caption, align(left, context {
  let one = image("/pictures/" + file, width: 100%, alt: words)
  if measure(width: 162mm, one).height > 110mm { image("/pictures/" + file, height: 110mm, alt: words) } else { one }
})))
`;

/** What draws a picture stands before what uses it. */
export const ARTICLE_TEMPLATE: Template = { name: 'article', source: source.replace('#let run(one)', () => `${picture}\n#let run(one)`) + rest };
