/**
 * Says in a PDF where its sheet is cut: TrimBox (the finished sheet), BleedBox (how far colour goes on), CropBox (what a viewer and an office printer show: the
 * finished sheet). Written as an incremental update (ISO 32000-1 §7.5.6, §14.11.2): the typesetter's bytes stay as they are, new versions of the page objects and
 * a new cross-reference section follow them.
 */
export function withTrim(pdf: Uint8Array, bleed: number): Uint8Array {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength), text = bytes.toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? -1);
  if (start < 0 || !text.startsWith('xref', start)) throw new Error('a PDF without a cross-reference table');
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(text.slice(start))?.[1];
  if (!trailer) throw new Error('a PDF without a trailer');
  const size = Number(/\/Size (\d+)/.exec(trailer)![1]), entries: { number: number; body: string }[] = [];
  for (const [number, offset] of offsetsIn(text.slice(start, start + text.slice(start).indexOf('trailer')))) {
    const end = text.indexOf('endobj', offset), head = text.slice(offset, Math.min(end, offset + 60));
    if (!/^\d+ 0 obj\s*<<\s*\/Type \/Page\s/.test(head)) continue;
    const body = text.slice(offset, end), box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(body);
    if (!box) throw new Error('a page without a MediaBox');
    const [width, height] = [Number(box[1]), Number(box[2])], trim = [bleed, bleed, width - bleed, height - bleed].map((one) => String(Math.round(one * 1000) / 1000)).join(' ');
    entries.push({ number, body: `${body.replace(box[0], `${box[0]}\n  /CropBox [${trim}]\n  /BleedBox [0 0 ${width} ${height}]\n  /TrimBox [${trim}]`)}endobj\n` });
  }
  if (entries.length === 0) throw new Error('a PDF without pages');
  let added = '\n', xref = 'xref\n';
  for (const { number, body } of entries) {
    xref += `${number} 1\n${String(bytes.length + added.length).padStart(10, '0')} 00000 n \n`;
    added += body;
  }
  const at = bytes.length + added.length, kept = trailer.replace(/\/Size \d+/, '').replace(/\/Prev \d+/, '').trim();
  added += `${xref}trailer\n<<\n  /Size ${size}\n  ${kept}\n  /Prev ${start}\n>>\nstartxref\n${at}\n%%EOF\n`;
  return new Uint8Array(Buffer.concat([bytes, Buffer.from(added, 'latin1')]));
}

/** Object number and offset of what is in use, from the sections of a table. */
function* offsetsIn(table: string): Generator<readonly [number, number]> {
  const lines = table.split('\n').slice(1);
  for (let index = 0; index < lines.length;) {
    const section = /^(\d+) (\d+)\s*$/.exec(lines[index] ?? '');
    if (!section) { index++; continue; }
    for (let step = 0; step < Number(section[2]); step++) { const [offset, , use] = (lines[index + 1 + step] ?? '').trim().split(/\s+/); if (use === 'n') yield [Number(section[1]) + step, Number(offset)]; }
    index += Number(section[2]) + 1;
  }
}
