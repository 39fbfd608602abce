/**
 * What every layout stands on, in Typst. Data: {content, ink, unit: {kicker, name}, page: {w, h, k, bleed, pages}, logo, qr, address, marked, picture}.
 * All measures are units of the format; \`canvas\` scales them to the page. Whatever may be too long stands in a \`region\`: it is measured, set smaller by steps,
 * and says in a note by how much it does not fit at the smallest. Nothing is ever cut off.
 */
export const BASE = `
#let data = json(bytes(sys.inputs.data))
#let x = data.content
#let ink(name) = rgb(data.ink.at(name))
#let deep = ink("deep")
#let main = ink("main")
#let mid = ink("mid")
#let tint = ink("tint")
#let hair = ink("line")
#let dark = ink("ink")
#let accent = ink("accent")
#let W = data.page.w * 1pt
#let H = data.page.h * 1pt
#let B = data.page.bleed * 1pt
#let k = data.page.k
#set document(title: data.name, date: none)
#set page(width: (W + 2 * B) * k, height: (H + 2 * B) * k, margin: 0pt, fill: none)
#set text(font: "Be Vietnam Pro", lang: "vi", fallback: false, hyphenate: false, fill: dark, number-type: "lining")
#set par(justify: false, spacing: 0pt, leading: 0.58em)
#set block(spacing: 0pt)
// a line is as high as its marks where a capital carries some: Ế, Ổ, Ữ, Ặ stand clear of what is above
#show regex("[^ \\n]*[ÀÁẢÃÂẦẤẨẪẬĂẰẮẲẴẶÈÉẺẼÊỀẾỂỄỆÌÍỈĨÒÓỎÕÔỒỐỔỖỘƠỜỚỞỠÙÚỦŨƯỪỨỬỮỲÝỶỸ][^ \\n]*"): set text(top-edge: "bounds")

// in a block of its own, so that a page that only has placed things stays a page
#let canvas(body) = block(width: 100%, height: 99%, breakable: false, place(top + left, dx: B * k, dy: B * k, scale(x: k * 100%, y: k * 100%, origin: top + left, block(width: W, height: H, body))))
#let put(x, y, body) = place(top + left, dx: x, dy: y, body)
/// a field of colour that runs over the edges it touches
#let field(x, y, w, h, fill) = {
  let l = if x <= 0pt { B } else { 0pt }
  let t = if y <= 0pt { B } else { 0pt }
  put(x - l, y - t, rect(width: w + l + if x + w >= W - 0.1pt { B } else { 0pt }, height: h + t + if y + h >= H - 0.1pt { B } else { 0pt }, fill: fill))
}
#let has(name) = name in x and x.at(name) != none and x.at(name) != "" and x.at(name) != ()
#let filled(v) = v != "" and v != none
/// words that belong together are joined by marks of their own (phrases.ts): in lines of little width a blank as any other
#let loose(v) = v.replace("\\u{e000}", " ").replace("\\u{e001}", " ")
#let held(w, v, made, title: false) = {
  let joined = v.replace("\\u{e000}", if title { "\\u{a0}" } else { " " }).replace("\\u{e001}", "\\u{a0}")
  if joined.split(regex("[ \\u{200b}]")).all(one => not one.contains("\\u{a0}") or measure(made(one)).width <= w) { joined } else { loose(v) }
}
/// words of a field; what does not fit is marked when the overflow is to be shown
#let say(v) = if type(v) == str { loose(v) } else { v.keep + highlight(fill: rgb("#ffd9d2"), extent: 2pt, text(fill: rgb("#c00000"), v.over)) }
#let note(v) = [#metadata(v)<note>]

/// fields: those whose words stand here. make(s): the content at the size s. line: height of one of its lines at s = 1. sink: how far little content comes down from the top
#let region(fields, w, h, make, line: 40pt, scales: (1, 0.94, 0.88, 0.82, 0.76, 0.7), align-to: top + left, sink: 0pt, most: s => none, draw: none) = context {
  let high(s) = measure(block(width: w, make(s))).height
  // scales fall, heights fall with them: the first that fits is found by halves
  let (low, up) = (0, scales.len() - 1)
  let tall = none
  while low < up {
    let middle = calc.quo(low + up, 2)
    let s = scales.at(middle)
    if high(s) <= if most(s) == none { h } else { calc.min(h, most(s)) } { up = middle } else { low = middle + 1 }
  }
  let s = scales.at(low)
  // only the smallest can be too high
  let over = if low < scales.len() - 1 { 0pt } else { high(s) - h }
  note((fields: fields, over: over.pt(), line: line.pt() * s))
  let broken = over > 0.5pt and data.marked
  block(width: w, height: h, {
    if broken { place(top + left, dx: -10pt, dy: -10pt, rect(width: w + 20pt, height: h + 20pt, radius: 6pt, stroke: (paint: rgb("#e00000"), thickness: 5pt, dash: "dashed"))) }
    place(if over > 0.5pt { top + left } else { align-to }, dy: if over > 0pt or sink == 0pt { 0pt } else { calc.max(0pt, calc.min((h - high(s)) * 0.4, sink)) }, block(width: w, if draw == none { make(s) } else { draw(s) }))
  })
}
/// a number or an address on one line, set smaller where it is long
#let oneline(w, size, body) = context {
  let made(size) = { set text(size: size); box(body) }
  made(calc.min(size, size * (w / calc.max(1pt, measure(made(size)).width))))
}
/// the narrowest block of as few lines: no single word on the last one
#let balanced(w, body) = context {
  let tall = measure(block(width: w, body)).height
  let (narrow, wide) = (w * 0.5, w)
  while wide - narrow > 8pt { let middle = (narrow + wide) / 2; if measure(block(width: middle, body)).height <= tall { wide = middle } else { narrow = middle } }
  block(width: wide, body)
}
/// a title in lines that do not tear its words apart
#let titled(w, size, v, weight: 700, fill: main, leading: 0.4em, make: (w, body) => body) = context {
  let made = text.with(size: size, weight: weight, fill: fill, spacing: 116%)
  set par(leading: leading)
  make(w, made(if type(v) == str { held(w, v, made, title: true) } else { say(v) }))
}
#let headline(fields, w, h, size, v, weight: 700, fill: white, scales: (1.3, 1.15, 1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.53), align-to: top + left, leading: 0.4em) = region(fields, w, h, line: size * 1.15, scales: scales, align-to: align-to, most: s => if s > 0.8 { size * s * 3.4 } else { none },
  s => titled(w, size * s, v, weight: weight, fill: fill, leading: leading), draw: s => titled(w, size * s, v, weight: weight, fill: fill, leading: leading, make: balanced))

/// rings that go out from a corner: the loudspeaker's mark, quiet
#let rings(cx, cy, r, color, count: 5, clip: none) = for index in range(count) {
  let radius = r * (index + 1) / count
  put(cx - radius, cy - radius, circle(radius: radius, stroke: (r / count * 0.3) + color.transparentize(30% + index * 13%)))
}

#let icon(name, size, color, weight: 2) = box(width: size, height: size, {
  let u = size / 24
  let st = (paint: color, thickness: weight * u, cap: "round", join: "round")
  let at(x, y, body) = place(top + left, dx: x * u, dy: y * u, body)
  let seg(..points) = { let p = points.pos().map(q => (q.at(0) * u, q.at(1) * u)); place(top + left, curve(stroke: st, curve.move(p.first()), ..p.slice(1).map(q => curve.line(q)))) }
  let ring(cx, cy, r) = at(cx - r, cy - r, circle(radius: r * u, stroke: st))
  let frame(x, y, w, h, r) = at(x, y, rect(width: w * u, height: h * u, radius: r * u, stroke: st))
  if name == "clock" { ring(12, 12, 9); seg((12, 7), (12, 12.2), (15.4, 14.2)) }
  else if name == "coin" { ring(12, 12, 9); at(3, 3, box(width: 18 * u, height: 18 * u, align(center + horizon, text(size: 11.5 * u, weight: 700, fill: color, top-edge: "cap-height", bottom-edge: "baseline", "đ")))) }
  else if name == "paper" { frame(5, 3, 14, 18, 2); seg((9, 8.5), (15, 8.5)); seg((9, 12.3), (15, 12.3)); seg((9, 16), (12.5, 16)) }
  else if name == "pin" { place(top + left, curve(stroke: st, curve.move((12 * u, 21.5 * u)), curve.cubic((8 * u, 17 * u), (5 * u, 13.8 * u), (5 * u, 10 * u)), curve.cubic((5 * u, 5.8 * u), (8 * u, 3 * u), (12 * u, 3 * u)), curve.cubic((16 * u, 3 * u), (19 * u, 5.8 * u), (19 * u, 10 * u)), curve.cubic((19 * u, 13.8 * u), (16 * u, 17 * u), (12 * u, 21.5 * u)))); ring(12, 10, 2.6) }
  else if name == "phone" { place(top + left, curve(stroke: st, curve.move((6.2 * u, 3.2 * u)), curve.line((9.4 * u, 3.2 * u)), curve.line((11 * u, 8 * u)), curve.line((8.6 * u, 9.8 * u)), curve.cubic((9.6 * u, 12 * u), (12 * u, 14.4 * u), (14.2 * u, 15.4 * u)), curve.line((16 * u, 13 * u)), curve.line((20.8 * u, 14.6 * u)), curve.line((20.8 * u, 17.8 * u)), curve.cubic((20.8 * u, 19.6 * u), (19.4 * u, 21 * u), (17.6 * u, 20.8 * u)), curve.cubic((9.6 * u, 20 * u), (4 * u, 14.4 * u), (3.2 * u, 6.4 * u)), curve.cubic((3 * u, 4.6 * u), (4.4 * u, 3.2 * u), (6.2 * u, 3.2 * u)))) }
  else if name == "calendar" { frame(3.5, 5, 17, 15.5, 2); seg((3.5, 10), (20.5, 10)); seg((8, 2.8), (8, 6.6)); seg((16, 2.8), (16, 6.6)) }
  else if name == "people" { ring(9, 8, 3.4); place(top + left, curve(stroke: st, curve.move((2.8 * u, 20 * u)), curve.cubic((2.8 * u, 16 * u), (5.4 * u, 14 * u), (9 * u, 14 * u)), curve.cubic((12.6 * u, 14 * u), (15.2 * u, 16 * u), (15.2 * u, 20 * u)))); ring(17, 9.4, 2.5); seg((17.6, 14.2), (19.4, 15), (20.8, 16.6), (21.2, 19)) }
  else if name == "gift" { frame(4, 11, 16, 9.5, 1.5); frame(3, 7, 18, 4, 1); seg((12, 7), (12, 20.5)); seg((12, 7), (8.4, 3.6)); seg((12, 7), (15.6, 3.6)) }
  else if name == "mail" { frame(3, 5, 18, 14, 2); seg((3.6, 6.2), (12, 13), (20.4, 6.2)) }
  else if name == "globe" { ring(12, 12, 9); seg((3, 12), (21, 12)); at(8, 3, ellipse(width: 8 * u, height: 18 * u, stroke: st)) }
  else if name == "check" { seg((4.5, 12.6), (9.8, 17.8), (19.5, 6.6)) }
  else if name == "info" { ring(12, 12, 9); seg((12, 11), (12, 16.4)); at(11, 6.7, circle(radius: 1.1 * u, fill: color)) }
})
/// an icon on a round field
#let badge(name, size, back, color) = box(width: size, height: size, radius: 50%, fill: back, align(center + horizon, icon(name, size * 0.56, color)))

/// the code; the four squares of white that its standard asks for are part of it. Squares of whole pixels where they are large enough
#let qr(side) = {
  let u = side / data.qr.size
  if u >= 3pt and data.page.bleed == 0 { u = calc.floor(u.pt()) * 1pt }
  let side = u * data.qr.size
  box(width: side, height: side, radius: u * 2, fill: white,
    place(top + left, curve(fill: rgb("#111111"), ..for r in data.qr.runs { let (a, b, n) = r; (curve.move((a * u, b * u)), curve.line(((a + n) * u, b * u)), curve.line(((a + n) * u, (b + 1) * u)), curve.line((a * u, (b + 1) * u)), curve.close()) })))
}
/// who speaks: emblem, what it is under, its name; set smaller where a long name would be higher than h
#let masthead(w, size, fill: white, quiet: white, h: 88pt) = context {
  let made(size) = {
    let mark = if data.logo { 2.5 * size } else { 0pt }
    let space = if data.logo { size * 0.7 } else { 0pt }
    grid(columns: (mark, w - mark - space), column-gutter: space, align: horizon,
      if data.logo { image("/pictures/logo", width: mark, height: mark, fit: "contain", alt: "Biểu trưng") },
      stack(spacing: size * 0.42,
        ..if data.unit.kicker != "" { (text(size: size * 0.72, fill: quiet, weight: 400, data.unit.kicker),) },
        { set par(leading: 0.35em); balanced(w - mark - space, text(size: size, weight: 700, fill: fill, data.unit.name)) }))
  }
  // of most names it is plain
  let fits = if data.unit.name.clusters().len() <= 30 and w >= 500pt { size } else { (1, 0.9, 0.8, 0.7, 0.6).map(s => size * s).find(one => measure(block(width: w, made(one))).height <= h) }
  made(if fits == none { size * 0.6 } else { fits })
}
#let pill(words, size, back: accent, color: deep) = box(fill: back, radius: size, inset: (x: size * 0.85, y: size * 0.45), text(size: size, weight: 600, fill: color, top-edge: "cap-height", bottom-edge: "baseline", words))
/// paragraphs of a longer field
#let prose(v, size, fill: dark, weight: 400, leading: 0.6em) = {
  set par(leading: leading)
  set text(size: size, fill: fill, weight: weight)
  if type(v) != str { say(v) }
  else if not v.contains("\\n") and not v.contains("\\u{e001}") { loose(v) }
  else { layout(area => stack(spacing: 1.05em, ..v.split("\\n").map(one => held(area.width, one, text)))) }
}

/// a page with the head above, the body below and the code at the foot (tall), or the head at the left and the body at the right (wide).
/// head: the kicker in a few words; body(w, s): at size s
#let poster(kicker: "", body-fields: (), body: none, scan: "Quét mã để xem chi tiết", tall-head: 0.335, body-fill: white, line: 40pt, body-scales: (1.5, 1.4, 1.3, 1.21, 1.12, 1.06, 1, 0.94, 0.88, 0.82, 0.76, 0.7)) = context canvas({
  let tall = data.page.shape == "tall"
  field(0pt, 0pt, W, H, body-fill)
  if tall {
    let m = 72pt
    let foot = 220pt
    // a title of one line leaves more to what is below
    let short = measure(text(size: 90pt, weight: 700, say(x.title))).width <= W - 2 * m
    let head = calc.round(H.pt() * tall-head - if short { 64 + (H.pt() - 1350) * 0.3 } else { 0 }) * 1pt
    field(0pt, 0pt, W, head, deep)
    { put(0pt, 0pt, box(width: W + B, height: head, clip: true, rings(W - 10pt, head + 10pt, 440pt, mid))) }
    field(0pt, head, W, 10pt, accent)
    put(m, 52pt, masthead(W - 2 * m, 34pt))
    put(m, 164pt, stack(spacing: 36pt, ..if kicker != "" { (pill(kicker, 26pt),) },
      headline(("title",), W - 2 * m, head - 164pt - 38pt - if kicker != "" { 78pt } else { 0pt }, 82pt, x.title, align-to: top + left)))
    put(m, head + 10pt + 46pt, region(body-fields, W - 2 * m, H - head - 10pt - 46pt - foot - 34pt, s => body(W - 2 * m, s), line: line, scales: body-scales, align-to: top + left, sink: 90pt))
    field(0pt, calc.round((H - foot).pt()) * 1pt, W, foot + 1pt, tint)
    put(m, calc.round((H - foot).pt()) * 1pt, box(width: W - 2 * m, height: foot, align(left + horizon, grid(columns: (auto, 1fr), column-gutter: 36pt, align: horizon, qr(190pt), stack(spacing: 18pt, text(size: 34pt, weight: 700, fill: main, scan), text(size: 27pt, fill: dark, data.address))))))
  } else {
    let m = 76pt
    let side = 720pt
    field(0pt, 0pt, side, H, deep)
    put(0pt, 0pt, box(width: side, height: H, clip: true, rings(side, H, 520pt, mid)))
    field(side, 0pt, 12pt, H, accent)
    put(m, 66pt, masthead(side - 2 * m, 34pt, h: 116pt))
    put(m, 212pt, stack(spacing: 42pt, ..if kicker != "" { (pill(kicker, 27pt),) },
      headline(("title",), side - 2 * m, H - 212pt - 330pt - if kicker != "" { 88pt } else { 0pt }, 78pt, x.title)))
    put(m, H - 66pt - 226pt, box(width: side - 2 * m, height: 226pt, align(left + bottom, grid(columns: (auto, 1fr), column-gutter: 30pt, align: horizon, qr(226pt), stack(spacing: 16pt, { set par(leading: 0.4em); balanced(side - 2 * m - 256pt, text(size: 30pt, weight: 700, fill: white, scan)) }, oneline(side - 2 * m - 256pt, 24pt, text(fill: white, data.address)))))))
    let w = W - side - 12pt - 2 * 84pt
    put(side + 12pt + 84pt, 76pt, region(body-fields, w, H - 2 * 76pt, s => body(w, s), line: line, scales: body-scales, align-to: horizon + left))
  }
})
`;
