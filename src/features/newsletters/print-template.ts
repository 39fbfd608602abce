/**
 * The printed issue in Typst: A4, two columns, masthead across the page, the leading article with its picture, contents with page numbers, a QR code
 * beside each article, the imprint at the end. It receives `sheet` (`print.ts`): every word and the names of pictures.
 */
import type { Template } from '#platform/typesetting/typst.ts';

const source = String.raw`
#let sheet = json(bytes(sys.inputs.data))
#let made = sheet.day.split("-").map(int)
#set document(title: sheet.documentTitle, author: sheet.organisation, date: datetime(year: made.at(0), month: made.at(1), day: made.at(2)))

#let ink = rgb("#17212b")
#let soft = rgb("#4a5866")
#let rule = rgb("#c9d1d8")
#let deep = rgb("#123f5a")
#let tint = rgb("#eef3f6")
#let warm = rgb("#b3541e")
// what the first cannot print, the box for a missing sign among it, is set in the second
#let sans = ("Be Vietnam Pro", "Tinos")

#set text(font: "Tinos", lang: "vi", region: "vn", size: 10.4pt, fill: ink, fallback: false, hyphenate: false, number-type: "lining")
#set par(justify: true, leading: 0.56em, spacing: 0.72em, justification-limits: (spacing: (min: 80%, max: 160%)))
#set columns(gutter: 8mm)
#set list(marker: text(fill: warm)[•], indent: 0mm, body-indent: 2mm, spacing: 0.6em)
#set enum(indent: 0mm, body-indent: 2mm, spacing: 0.6em)

#let head-line = context {
  if here().page() > 1 {
    set text(font: sans, size: 7.6pt, fill: soft)
    grid(columns: (1fr, auto), align: (left + bottom, right + bottom), strong(sheet.newsletter), [#sheet.numberLine])
    v(-1mm)
    line(length: 100%, stroke: 0.5pt + rule)
  }
}
#let foot-line = context {
  set text(font: sans, size: 7.6pt, fill: soft)
  grid(columns: (1fr, auto), align: (left + top, right + top), sheet.address, [#here().page()/#counter(page).final().first()])
}
#set page(paper: "a4", margin: (top: 19mm, bottom: 17mm, inside: 16mm, outside: 16mm), columns: 2, header: head-line, header-ascent: 5mm, footer: foot-line, footer-descent: 6mm)

// --- words of articles ----------------------------------------------------------------------------------------------
#let run(one) = {
  if one.kind == "break" { return linebreak() }
  let marks = one.at("marks", default: ())
  let body = text(one.text)
  if "strong" in marks { body = strong(body) }
  if "em" in marks { body = emph(body) }
  if "sub" in marks { body = sub(body) }
  if "sup" in marks { body = super(body) }
  body
}
#let runs(all) = all.map(run).join()
#let small-block(it) = if it.kind == "paragraph" { par(runs(it.inlines)) } else {
  let items = it.items.map(item => item.blocks.map(one => if one.kind == "paragraph" { runs(one.inlines) + parbreak() } else { small-block(one) }).join())
  if it.style == "bullet" { list(..items) } else {
    enum(start: it.start, numbering: if it.style == "letter" { "a)" } else if it.style == "roman" { "i." } else { "1." }, ..items)
  }
}
#let cells(row) = row.cells.map(cell => table.cell(colspan: cell.columns, rowspan: cell.rows, fill: if cell.header { tint } else { none },
  { set par(justify: false, spacing: 0.4em); set text(size: 8.8pt, weight: if cell.header { "bold" } else { "regular" }); cell.blocks.map(one => if one.kind == "paragraph" { runs(one.inlines) } else { small-block(one) }).join(parbreak()) }))
#let written(it) = {
  if it.kind == "paragraph" or it.kind == "list" { small-block(it) }
  else if it.kind == "heading" { heading(level: calc.min(it.level + 1, 5), outlined: false, runs(it.inlines)) }
  else if it.kind == "quote" { block(inset: (left: 3mm), stroke: (left: 1.6pt + warm), { set text(style: "italic"); it.blocks.map(small-block).join() }) }
  else if it.kind == "table" {
    let count = calc.max(..it.rows.map(row => row.cells.map(cell => cell.columns).sum(default: 1)), 1)
    table(columns: (1fr,) * count, stroke: 0.4pt + rule, inset: (x: 1.6mm, y: 1.2mm), align: left, ..it.rows.map(cells).flatten())
  }
}
#let long-words(body) = { show regex("\S{24,}"): it => it.text.clusters().chunks(6).map(part => part.join()).join(sym.zws); body }

#show heading: it => block(above: 1em, below: 0.55em, sticky: true, text(font: sans, size: 9.4pt, weight: 600, fill: deep, { set par(justify: false); it.body }))
#show heading.where(level: 2): it => block(above: 0mm, below: 2mm, sticky: true, text(font: sans, size: 13.2pt, weight: 600, fill: ink, { set par(justify: false, leading: 0.5em); it.body }))

// --- parts ----------------------------------------------------------------------------------------------------------
#let label(words) = text(font: sans, size: 7.6pt, weight: 600, fill: warm, tracking: 0.06em, upper(words))
#let source-line(entry) = block(above: 2.6mm, below: 0mm, text(font: sans, size: 7.4pt, fill: soft, entry.source))
#let qr(entry, size) = if entry.qr != none { image("/pictures/" + entry.qr, width: size, alt: entry.qrWords) }
#show figure.caption: it => block(above: 1.4mm, below: 0mm, width: 100%, align(left, text(font: sans, size: 7.2pt, fill: soft, it.body)))
#let photo(entry, height) = figure(supplement: none, kind: "anh", numbering: none, gap: 1.6mm, caption: if entry.credit == none { none } else { entry.credit },
  box(width: 100%, height: height, clip: true, radius: 1mm, image("/pictures/" + entry.picture, width: 100%, height: height, fit: "cover", alt: entry.alt)))
#let read-on(entry) = if entry.more != none { block(above: 2.6mm, below: 0mm, text(font: sans, size: 8pt, weight: 600, fill: deep, entry.more)) }

#let article(entry) = {
  block(breakable: false, sticky: true, width: 100%, above: 0mm, below: 3.4mm, {
    if entry.picture != none { block(above: 0mm, below: 3.4mm, photo(entry, 46mm)) }
    grid(columns: if entry.qr == none { (1fr, 0mm) } else { (1fr, 13mm) }, column-gutter: 4mm, align: (left + top, right + top), { heading(level: 2, entry.title); [#metadata(entry.key) #std.label("bai-" + entry.key)]; source-line(entry) }, qr(entry, 13mm))
  })
  if entry.summary != none { block(sticky: true, above: 0mm, below: 0.72em, par(text(weight: "bold", entry.summary))) }
  entry.blocks.map(written).join()
  read-on(entry)
}
#let dividing = block(sticky: true, above: 4.8mm, below: 4.4mm, width: 100%, line(length: 100%, stroke: 0.5pt + rule))

// --- first page: masthead and leading article across both columns ------------------------------------------------------
#let title-size = 178mm - 12mm
#let fitted(words) = context {
  let size = 40
  while size > 19 and measure(text(font: sans, size: size * 1pt, weight: 800, words)).width > title-size { size = size - 1 }
  text(font: sans, size: size * 1pt, weight: 800, { set par(leading: 0.42em); words })
}
#place(top, scope: "parent", float: true, clearance: 6mm, {
  set par(justify: false)
  block(width: 100%, fill: deep, radius: 1.4mm, inset: (x: 6mm, top: 5.6mm, bottom: 4.6mm), {
    set text(fill: white)
    grid(columns: (1fr, auto), align: (left + horizon, right + horizon), text(font: sans, size: 8.4pt, weight: 600, tracking: 0.07em, upper(sheet.organisation)), if sheet.before != none { text(font: sans, size: 8.4pt, weight: 600, tracking: 0.16em, fill: rgb("#ffd9a8"), upper(sheet.before)) })
    v(3.6mm)
    block(above: 0mm, below: 0mm, fitted(sheet.name))
    v(4.6mm)
    line(length: 100%, stroke: 0.7pt + rgb("#5f8299"))
    v(1.8mm)
    grid(columns: (1fr, auto), align: (left, right), text(font: sans, size: 9pt, weight: 600, sheet.numberLine), text(font: sans, size: 9pt, sheet.dateLine))
  })
  v(5mm)
  text(font: sans, size: 9pt, weight: 600, fill: warm, tracking: 0.04em, upper(sheet.title))
  v(2.2mm)
  let lead = sheet.lead
  let words = {
    block(above: 0mm, below: 4.4mm, { set par(leading: 0.46em); heading(level: 1, outlined: false, text(size: 21pt, fill: ink, lead.title)) })
    [#metadata(lead.key) #std.label("bai-" + lead.key)]
    if lead.summary != none { block(above: 0mm, below: 3.6mm, text(size: 12pt, style: "italic", { set par(leading: 0.58em); lead.summary })) }
    if lead.qr == none { source-line(lead) } else { grid(columns: (auto, 1fr), column-gutter: 3mm, align: horizon, qr(lead, 14mm), text(font: sans, size: 7.6pt, fill: soft, { set par(leading: 0.5em); [#lead.source #linebreak() #text(fill: deep, weight: 600)[Quét mã để đọc trên mạng]] })) }
  }
  if lead.picture != none { grid(columns: (1.18fr, 1fr), column-gutter: 6mm, align: top, photo(lead, 68mm), words) } else { words }
})

#show: long-words

// contents and foreword
#block(width: 100%, fill: tint, radius: 1.2mm, inset: (x: 3.6mm, top: 4mm, bottom: 2.4mm), above: 0mm, below: 6mm, {
  set par(justify: false, leading: 0.5em)
  label("Trong số này")
  set text(font: sans, size: 8.4pt)
  for part in sheet.contents {
    if part.heading != none { block(above: 4mm, below: 0mm, sticky: true, text(weight: 600, fill: deep, part.heading)) }
    for one in part.entries {
      block(above: 2.7mm, below: 1.6mm, breakable: false, grid(columns: (1fr, 6mm), align: (left, right + bottom), column-gutter: 2mm, link(std.label("bai-" + one.key), one.title), text(weight: 600, context [#locate(std.label("bai-" + one.key)).page()])))
    }
  }
})
#if sheet.foreword.len() > 0 {
  block(above: 0mm, below: 3mm, sticky: true, label("Lời nói đầu"))
  { set text(style: "italic"); sheet.foreword.map(written).join() }
  block(above: 3mm, below: 6mm, width: 100%, align(right, text(font: sans, size: 8.4pt, weight: 600, "Ban biên tập")))
}
#if sheet.lead.blocks.len() > 0 { block(above: 0mm, below: 2.6mm, sticky: true, width: 100%, stroke: (top: 1.4pt + warm), inset: (top: 2.6mm), { set par(justify: false, leading: 0.5em); text(font: sans, size: 10.4pt, weight: 600, fill: ink, sheet.lead.title) }) }
#sheet.lead.blocks.map(written).join()
#read-on(sheet.lead)

#for part in sheet.sections {
  v(6mm)
  if part.heading != none {
    block(width: 100%, above: 0mm, below: 4mm, sticky: true, inset: (bottom: 2mm), stroke: (bottom: 1.4pt + deep), text(font: sans, size: 9.6pt, weight: 800, fill: deep, tracking: 0.05em, heading(level: 5, outlined: true, upper(part.heading))))
  }
  for (index, one) in part.entries.enumerate() {
    if index > 0 { dividing }
    article(one)
  }
}

// the imprint, at the foot of the last page
#place(bottom, scope: "parent", float: true, clearance: 6mm, block(width: 100%, stroke: (top: 1.4pt + deep), inset: (top: 2.6mm), {
  set par(justify: false, leading: 0.62em)
  set text(font: sans, size: 7.8pt, fill: soft)
  grid(columns: (1fr, 22mm), column-gutter: 6mm, align: (left + top, right + top), {
    text(size: 9pt, weight: 600, fill: deep, sheet.newsletter)
    linebreak()
    for one in sheet.imprint { [#text(weight: 600, one.at(0)): #one.at(1) #linebreak()] }
  }, if sheet.qr != none { image("/pictures/" + sheet.qr, width: 20mm, alt: sheet.qrWords) })
}))
`;

export const NEWSLETTER_TEMPLATE: Template = { name: 'newsletter', source };
