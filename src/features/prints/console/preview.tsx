import type { Visit } from '#platform/http/visit.ts';
import { pngOf } from '#platform/typesetting/raster.ts';
import { Message } from '#ui/parts.tsx';
import { overflowsOf } from '../actions/submit-print.ts';
import { signsIn, svgOf } from '../design.ts';
import { designOf, type DesignSource } from '../design-of.ts';
import { faultsOf, piecesOf } from '../rules/fields.ts';
import { FORMATS, isPicture } from '../rules/formats.ts';
import { printKind } from '../rules/kinds/index.ts';
import { overflowFaults } from '../rules/overflow.ts';
import { picturesIn, usablePictures } from '../usable-pictures.ts';

interface Shown { readonly label: string; readonly src: string; readonly width: number; readonly height: number; readonly broken: boolean }
export interface Previewed { readonly shown: readonly Shown[]; readonly faults: readonly string[]; readonly alt: string; readonly words: string | null }

/** A screen's picture is shown at this width at most: half of what goes out. */
const WIDEST = { tall: 540, wide: 800, strip: 800, folded: 860 } as const;

/** Looks of late: somebody who goes back and forth, or looks twice, waits once. */
const lately = new Map<string, Promise<Previewed>>(), MOST = 12;
export async function previewOf(visit: Visit, given: DesignSource, kept: readonly string[] = []): Promise<Previewed> {
  const source = await withUsable(visit, given, kept), key = JSON.stringify([source, visit.today]), known = lately.get(key), made = known ?? drawn(visit, source);
  if (!known) made.catch(() => lately.delete(key));
  lately.delete(key);
  lately.set(key, made);
  if (lately.size > MOST) lately.delete(lately.keys().next().value!);
  return made;
}

/** Without pictures that the unit may not use: whoever names one gets no look at it. `kept`: what the design has already. */
async function withUsable(visit: Visit, given: DesignSource, kept: readonly string[]): Promise<DesignSource> {
  const kind = printKind(given.kind)!, named = picturesIn(kind, given.content, given.logo).filter(([, sha256]) => !kept.includes(sha256));
  if (!named.length) return given;
  const usable = await usablePictures(visit.db, given.organisationId, visit.today, named.map(([, sha256]) => sha256)), without = new Set(named.filter(([, sha256]) => !usable.has(sha256)).map(([field]) => field));
  return { ...given, logo: without.has('logo') ? null : given.logo, content: Object.fromEntries(Object.entries(given.content).map(([name, value]) => [name, without.has(name) ? '' : value])) };
}

/** The design as it stands on the form: pictures of its screens, and of a sheet where something does not fit; what is missing or too long in sentences. */
async function drawn(visit: Visit, source: DesignSource): Promise<Previewed> {
  const design = await designOf(visit.db, visit.deps.files, source, visit.today), { kind } = design, overflows = await overflowsOf(design), broken = new Set(overflows.map(({ format }) => format));
  const formats = kind.formats.map((key) => FORMATS[key]).filter((format) => isPicture(format) || broken.has(format.label));
  const shown = await Promise.all(formats.map(async (format): Promise<Shown> => {
    const own = overflows.filter((one) => one.format === format.label), points = (format.sheet ? (format.sheet.width * 72) / 25.4 : format.width), share = Math.min(1, WIDEST[format.shape] / points);
    const png = await pngOf(await svgOf(design, format, own), share), width = Math.round(points * share);
    return { label: format.label, src: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, width, height: Math.round((width * format.height * format.pages) / format.width), broken: own.length > 0 };
  }));
  const missing = faultsOf(kind.fields, design.content, signsIn);
  return { shown, faults: [...new Set([...Object.values(missing), ...Object.values(overflowFaults(overflows))])], alt: kind.alt(design.content), words: kind.key === 'led' ? piecesOf(kind.fields, design.content).map(({ text }) => text).filter(Boolean).join('\n') : null };
}

/** What stands beside the form; also what a script puts there while somebody types. */
export const Preview = ({ preview }: { preview: Previewed | null }) => preview === null ? <p class="small">Bấm “Xem thử” để thấy ấn phẩm.</p> : <>
  {preview.faults.length ? <Message kind="warn" title="Chưa trình được"><ul>{preview.faults.slice(0, 8).map((one) => <li>{one}</li>)}</ul></Message> : null}
  {preview.shown.map((one) => <figure class="print-preview"><img src={one.src} width={one.width} height={one.height} alt={`Xem thử: ${preview.alt}`} /><figcaption class="small">{one.label}{one.broken ? '. Chữ nền đỏ là phần không vừa.' : ''}</figcaption></figure>)}
  {preview.words !== null ? <p class="small">Chữ để chép vào bảng điện tử, {[...preview.words].length} ký tự: <b>{preview.words}</b></p> : null}
  <details><summary>Lời thay cho hình, Loa gợi ý</summary><p>{preview.alt}</p></details>
</>;
