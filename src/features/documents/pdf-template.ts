/**
 * The page of an official document in Typst. It receives `sheet` (every word, `rules/lay-out.ts`) and `profile` (every
 * size, `rules/layout-profile.ts`) and only puts the one where the other says.
 *
 * Lengths of lines: `top-edge` and `bottom-edge` are the ascent and descent of Times New Roman (0.891, 0.216 of the
 * size; single spacing is 1.149), so that lines stand as far apart as in the Word file.
 */
import type { Template } from '#platform/typesetting/typst.ts';

const source = String.raw`
#let input = json(bytes(sys.inputs.data))
#let sheet = input.sheet
#let profile = input.profile
#let made = sheet.made.split("-").map(int)
#set document(title: sheet.title, date: datetime(year: made.at(0), month: made.at(1), day: made.at(2)))

#let size-of(component) = profile.styles.at(component).size * 1pt
#let styled(component, body) = {
  let style = profile.styles.at(component)
  text(size: style.size * 1pt, weight: if style.bold { "bold" } else { "regular" }, style: if style.italic { "italic" } else { "normal" }, body)
}
#let broken(words) = if "\n" in words { words.split("\n").join(linebreak()) } else { text(words) }
#let leading(spacing) = (1.149 * spacing - 1.107) * 1em

#let body-size = size-of("body")
#let body-leading = (1.149 * profile.lineSpacing - 1.107) * body-size
#let gap = profile.paragraphGap * 1pt
#let indent = profile.firstLineIndent * 1mm
#let text-width = (profile.page.width - profile.page.left - profile.page.right) * 1mm

#set text(font: "Tinos", lang: sheet.language, region: "vn", size: body-size, fallback: false, top-edge: 0.891em, bottom-edge: -0.216em, hyphenate: false)
#set par(leading: body-leading, spacing: body-leading + gap, justify: true, first-line-indent: 0pt, justification-limits: (spacing: (min: 100%, max: 150%)))

// Over-long words break anywhere.
#show: body => if input.longWords {
  show regex("\S{26,}"): it => it.text.clusters().chunks(5).map(part => box(baseline: 0.216em, part.join())).join()
  body
} else { body }

#let numbered-head = context {
  let number = counter(page).get().first()
  if number > 1 { align(center, styled("pageNumber", str(number))) }
}
#let first-foot = context {
  if here().page() == 1 and sheet.contact != none {
    set par(justify: false, leading: 0.1em, spacing: 3pt)
    line(length: 100%, stroke: 0.5pt)
    align(center, styled("contact", broken(sheet.contact)))
  }
}
#set page(
  width: profile.page.width * 1mm, height: profile.page.height * 1mm,
  margin: (top: profile.page.top * 1mm, bottom: profile.page.bottom * 1mm, left: profile.page.left * 1mm, right: profile.page.right * 1mm),
  header: numbered-head, header-ascent: 35%, footer: first-foot, footer-descent: 15%,
)

#let rule-under(body, share) = context {
  let width = calc.min(measure(body).width, text-width)
  v(2.5pt, weak: true)
  align(center, line(length: width * share, stroke: 0.6pt))
}
#let column-lines(component, lines) = [#lines.map(line => styled(component, line)).join(linebreak())]

// --- letterhead: two boxes -------------------------------------------------------------------------------------
#let left-box = {
  if sheet.superior.len() > 0 { par(column-lines("superior", sheet.superior)) }
  par(column-lines("issuer", sheet.issuer))
  rule-under(column-lines("issuer", sheet.issuer), profile.ruleShare)
}
#let right-box = {
  par(styled("nationalName", sheet.nationalName))
  par(styled("motto", sheet.motto))
  rule-under(styled("motto", sheet.motto), 100%)
}
#let number-box = {
  par(styled("number", sheet.numberLine))
  if sheet.letterSubject != none { par(styled("letterSubject", sheet.letterSubject)) }
  if sheet.urgency != none {
    v(6pt, weak: true)
    text(fill: rgb("#c00000"), box(stroke: 1pt + rgb("#c00000"), inset: (x: 3mm, y: 1.2mm), styled("urgency", sheet.urgency)))
  }
}
#block(width: 100%, below: 14pt, {
  set par(justify: false, leading: 0.06em, spacing: 0.1em)
  set align(center)
  grid(
    columns: (profile.headerLeft * 1fr, (1 - profile.headerLeft) * 1fr), row-gutter: 9pt,
    left-box, right-box,
    { set par(spacing: 6pt); number-box }, par(styled("placeDate", sheet.placeDate)),
  )
})

// --- type name and subject -------------------------------------------------------------------------------------
#if sheet.typeName != none {
  block(width: 100%, above: 16pt, below: 16pt, sticky: true, {
    set par(justify: false, leading: 0.1em, spacing: 0.2em)
    set align(center)
    par(styled("typeName", sheet.typeName))
    let subject = column-lines("subject", sheet.subject)
    par(subject)
    rule-under(subject, profile.ruleShare)
  })
}

// --- addressees ------------------------------------------------------------------------------------------------
#if sheet.addressees.len() == 1 {
  block(width: 100%, above: 14pt, below: 14pt, align(center, { set par(justify: false); styled("addressee", "Kính gửi: " + sheet.addressees.first()) }))
} else if sheet.addressees.len() > 1 {
  context block(width: 100%, above: 14pt, below: 14pt, {
    // the dashes stand under the colon
    let start = 24mm
    let colon = start + measure(styled("addressee", "Kính gửi")).width
    set par(justify: false, spacing: body-leading + 2pt)
    pad(left: start, par(styled("addressee", "Kính gửi:")))
    for name in sheet.addressees { pad(left: colon, par(hanging-indent: 0.58em, styled("addressee", "- " + name))) }
  })
}

// --- body ------------------------------------------------------------------------------------------------------
#let piece-of(piece) = if piece.at("whole", default: false) { box(baseline: 0.216em, piece.text) } else { broken(piece.text) }
#let runs-of(runs) = runs.map(run => {
  let words = piece-of(run)
  if run.at("bold", default: false) { words = text(weight: "bold", words) }
  if run.at("italic", default: false) { words = text(style: "italic", words) }
  words
}).join()

#show heading: it => block(width: 100%, it.body)
#let paragraph-of(item) = {
  let words = styled(item.component, runs-of(item.runs))
  let start = if item.indent { indent } else { 0pt }
  block(width: 100%, spacing: body-leading + gap, sticky: item.keepWithNext, {
    set par(justify: item.align == "justify", first-line-indent: (amount: start, all: true))
    align(
      if item.align == "center" { center } else if item.align == "right" { right } else { left },
      // a heading is no paragraph: its indent is a blank of that width
      if item.outline != none { heading(level: item.outline, h(start) + words) } else { par(words) },
    )
  })
}
#let aligned(name) = if name == "center" { center } else if name == "right" { right } else { left }
#let head-cell(cell) = table.cell(colspan: cell.columns, rowspan: cell.rows, align: center + horizon, text(weight: "bold", size: size-of("tableHead"), broken(cell.text)))
#let words-of(cell) = {
  let words = if "pieces" in cell { cell.pieces.map(piece-of).join() } else { broken(cell.text) }
  if cell.bold { strong(words) } else { words }
}
#let wide-cell(cell) = table.cell(colspan: cell.columns, align: aligned(cell.align), text(weight: "bold", broken(cell.text)))
#let table-of(item) = block(width: 100%, above: body-leading + gap, below: body-leading + gap + 4pt, {
  set par(leading: 0.08em, spacing: 0.3em, first-line-indent: 0pt, justify: false)
  set text(size: size-of("table"))
  table(
    columns: item.widths.map(share => share * 1fr), align: item.aligns.map(aligned), stroke: 0.5pt, inset: (x: item.cell.side * 1mm, y: item.cell.above * 1mm),
    rows: item.head.map(row => auto) + item.heights.map(height => if height == none { auto } else { height * 1pt }),
    table.header(repeat: true, ..item.head.flatten().map(head-cell)),
    ..item.rows.map(row => {
      // a header of the second level is never left alone at the foot of a page
      if row.group { (table.header(level: 2, repeat: false, ..row.cells.map(wide-cell)),) }
      else { row.cells.map(words-of) }
    }).flatten(),
  )
})
#let blocks-of(blocks) = for item in blocks { if item.type == "table" { table-of(item) } else { paragraph-of(item) } }

#let last = sheet.body.len() - 1
#blocks-of(sheet.body.enumerate().map(((index, item)) => if index == last and item.type == "text" { item + (keepWithNext: true) } else { item }))

// --- distribution and signature: one block, never apart -----------------------------------------------------------
#block(width: 100%, breakable: false, above: 14pt, {
  set par(justify: false, leading: 0.1em, spacing: 0.25em)
  grid(
    columns: (46%, 54%),
    {
      par(styled("distributionLabel", "Nơi nhận:"))
      for line in sheet.distribution { par(hanging-indent: 0.6em, styled("distribution", "- " + line)) }
    },
    align(center, {
      for line in sheet.signingForms { par(styled("signingForm", line)) }
      par(styled("signingForm", sheet.signerPosition))
      v(26mm)
      if sheet.signerName != none { par(styled("signerName", sheet.signerName)) }
    }),
  )
})

// --- annexes: each from page 1 on ---------------------------------------------------------------------------------
#for annex in sheet.annexes {
  counter(page).update(0)
  page(flipped: annex.landscape, footer: none, {
    block(width: 100%, below: 12pt, sticky: true, {
      set par(justify: false, leading: 0.15em, spacing: 0.35em)
      set align(center)
      heading(level: 1, styled("annexLabel", annex.label))
      par(column-lines("annexTitle", annex.title))
      if annex.reference != none { par(styled("annexReference", annex.reference)) }
    })
    blocks-of(annex.blocks)
  })
}
`;

export const OFFICIAL_DOCUMENT_TEMPLATE: Template = { name: 'official-document', source };
