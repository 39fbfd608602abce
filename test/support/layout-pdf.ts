/** A `Paper` as a PDF page set like Decree 30/2020 asks, through the house's typesetter; the layout itself is the tests' own. */
import { typesetPdf } from '#platform/typesetting/typst.ts';
import type { Paper } from './layout.ts';

const SOURCE = `
#let d = json(bytes(sys.inputs.data))
#set text(font: "Tinos", size: 14pt, lang: "vi")
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm),
  header: context { let n = counter(page).get().first(); if n > 1 { align(center, text(size: 13pt, str(n))) } },
  footer: if d.running != "" { align(right, text(size: 9pt, style: "italic", d.running)) })
#set par(justify: true, leading: 0.72em, spacing: 0.95em, first-line-indent: (amount: 10mm, all: true))
#let piece(p) = if type(p) == str { p } else { footnote(text(size: 10pt, p.note)) }
#let flow(parts) = parts.map(piece).join()
#set footnote.entry(gap: 0.4em)
#let box2(a, b) = grid(columns: (2fr, 3fr), column-gutter: 4mm, a, b)
#{
  set par(justify: false, first-line-indent: 0pt, spacing: 0.6em)
  set text(size: 13pt)
  box2(align(center, d.left.map(l => if l.starts-with("Số") { l } else { strong(l) }).join(linebreak())),
       align(center, d.right.map(l => if l.contains(", ngày") { emph(l) } else { strong(l) }).join(linebreak())))
  v(6mm)
}
#let show-block(b) = {
  if b.kind == "title" { align(center, strong(flow(b.parts))) }
  else if b.kind == "heading" { par(strong(flow(b.parts))) }
  else if b.kind == "table" {
    set par(justify: false, first-line-indent: 0pt)
    set text(size: 11pt)
    table(columns: b.widths.map(w => w * 1fr), stroke: if b.ruled { 0.5pt } else { none }, inset: 4pt, ..if b.repeat { (table.header(..b.rows.first().map(c => strong(c))),) } else { b.rows.first().map(c => strong(c)) }, ..b.rows.slice(1).flatten())
  }
  else { par(flow(b.parts)) }
}
#for b in d.blocks { show-block(b) }
#if d.recipients.len() > 0 or d.signature.len() > 0 {
  v(4mm)
  block(breakable: false, {
    set par(justify: false, first-line-indent: 0pt, spacing: 0.5em)
    grid(columns: (1fr, 1fr), {
      text(size: 12pt, weight: "bold", style: "italic", "Nơi nhận:"); linebreak()
      text(size: 11pt, d.recipients.join(linebreak()))
    }, align(center, {
      strong(d.signature.slice(0, -1).join(linebreak())); v(22mm); strong(d.signature.last(default: ""))
    }))
  })
}
#if d.annex.len() > 0 { pagebreak() }
#for b in d.annex { show-block(b) }
#for s in d.stamps { par(text(size: 9pt, s)) }
`;

export interface PdfLook { readonly running?: string; /** Tables with drawn lines. */ readonly ruled?: boolean; readonly repeatHeader?: boolean }

export function paperPdf(paper: Paper, look: PdfLook = {}): Promise<Uint8Array> {
  const parts = (text: string): (string | { note: string })[] => text.split(/(\{[0-9]+\})/).filter((part) => part !== '')
    .map((part) => (/^\{[0-9]+\}$/.test(part) ? { note: paper.notes.get(Number(part.slice(1, -1))) ?? '' } : part));
  const written = (list: Paper['blocks']): unknown[] => list.map((block) => (block.kind === 'table'
    ? { kind: 'table', rows: block.table.rows, ruled: look.ruled ?? true, repeat: look.repeatHeader ?? true, widths: widthsOf(block.table.rows) }
    : { kind: block.kind, parts: parts(block.text) }));
  const { left, right, recipients, signature, stamps } = paper;
  return typesetPdf({ name: 'test paper', source: SOURCE }, { data: { left, right, recipients, signature, stamps, blocks: written(paper.blocks), annex: written(paper.annex), running: look.running ?? '' } }, '1.7');
}

/** Columns get room by the letters in them. */
const widthsOf = (rows: readonly (readonly string[])[]): number[] => {
  const columns = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => 2 + Math.min(10, Math.sqrt(rows.reduce((sum, row) => sum + (row[column]?.length ?? 0), 0) / 10)));
};
