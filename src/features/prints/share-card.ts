import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { fontOf } from '#platform/typesetting/fonts.ts';
import { pngOf } from '#platform/typesetting/raster.ts';
import { typesetSvg, type Template } from '#platform/typesetting/typst.ts';
import { paletteOf } from './rules/palette.ts';
import { breakable, printableOnly } from './rules/printable.ts';

export interface ShareCard {
  readonly title: string;
  /** The column or kind, above the title. */
  readonly column: string | null;
  readonly organisation: string;
  readonly day: PlainDate | null;
  /** A tone of the portal; an unknown one is indigo. */
  readonly tone: string;
}

export const CARD_WIDTH = 1200, CARD_HEIGHT = 630;

/**
 * The picture that a link brings with it where it is shared: PNG, 1200 × 630, some 80 ms. Never refused: signs that cannot be printed are left out, a title
 * that is too long at the smallest size ends with "…". The same card gives the same bytes.
 */
export async function shareCard({ title, column, organisation, day, tone }: ShareCard): Promise<Uint8Array> {
  const has = (codePoint: number): boolean => fontOf('Be Vietnam Pro', 'bold').has(codePoint), clean = (text: string, most: number): string => breakable(printableOnly(text, has).replaceAll('\n', ' ').slice(0, most).toWellFormed());
  return pngOf(await typesetSvg(CARD, { data: { title: clean(title, 400), column: column === null ? '' : clean(column, 60), organisation: clean(organisation, 120), day: day === null ? '' : formatDate(day), ink: paletteOf(tone) } }));
}

const CARD: Template = { name: 'thẻ chia sẻ', source: `
#let data = json(bytes(sys.inputs.data))
#let c(name) = rgb(data.ink.at(name))
#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: c("deep"))
#set text(font: "Be Vietnam Pro", lang: "vi", fallback: false, fill: white, hyphenate: false)
#set par(leading: 0.42em, spacing: 0pt, justify: false)
// the mark of the loudspeaker: rings that go out from a corner
#for (index, r) in (150, 240, 330, 420, 510).enumerate() {
  place(top + left, dx: (1200 - r) * 1pt, dy: (630 - r) * 1pt, circle(radius: r * 1pt, stroke: 26pt + c("mid").transparentize((38 + index * 12) * 1%)))
}
#place(top + left, rect(width: 18pt, height: 630pt, fill: c("accent")))
#let width = 1010pt
#let room = if data.column == "" { 400pt } else { 330pt }
#let setting(words, size, more) = block(width: width, text(size: size, weight: 700, words.join(" ") + more))
#context {
  let words = data.title.split(" ")
  let size = 44pt
  for one in (76pt, 68pt, 60pt, 52pt, 44pt) { if measure(setting(words, one, "")).height <= room { size = one; break } }
  let (low, high) = (1, words.len())
  if measure(setting(words, size, "")).height > room {
    while low < high { let middle = calc.quo(low + high + 1, 2); if measure(setting(words.slice(0, middle), size, "…")).height <= room { low = middle } else { high = middle - 1 } }
  } else { low = words.len() }
  // the narrowest block of as many lines: no single word on the last one
  let shown = words.slice(0, low)
  let more = if low < words.len() { "…" } else { "" }
  let tall = measure(setting(shown, size, more)).height
  let (narrow, wide) = (400, 1010)
  while wide - narrow > 12 { let middle = calc.quo(narrow + wide, 2); if measure(block(width: middle * 1pt, text(size: size, weight: 700, shown.join(" ") + more))).height <= tall { wide = middle } else { narrow = middle } }
  place(top + left, dx: 80pt, dy: 72pt, stack(spacing: 34pt,
    ..if data.column == "" { () } else { (box(fill: c("accent"), radius: 26pt, inset: (x: 26pt, y: 13pt), text(size: 26pt, weight: 600, fill: c("deep"), top-edge: "cap-height", bottom-edge: "baseline", data.column)),) },
    block(width: wide * 1pt, text(size: size, weight: 700, shown.join(" ") + more))))
}
#place(bottom + left, dx: 80pt, dy: -62pt, stack(spacing: 20pt, rect(width: 96pt, height: 6pt, fill: c("accent")),
  block(width: 1040pt, par(leading: 0.5em, text(size: 30pt, weight: 600, data.organisation) + if data.day == "" [] else { box(text(size: 26pt, fill: white.transparentize(15%), "   ·   " + data.day)) }))))
` };
