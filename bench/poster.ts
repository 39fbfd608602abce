/**
 * What a poster costs: ms for each template in each of its shapes, from plain content to the PNG (screens) or the print PDF with bleed (sheets), with other words
 * every time (equal ones would come out of the typesetter's memory), and the card of a shared link. Limit: 300 ms at the 95th percentile. `cpu` is the
 * processor time of the same (median): what stays true when others use the machine too.
 * `node --import tsx bench/poster.ts [ROUNDS]`
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp from 'sharp';
import { plainDate } from '#kernel/plain-date.ts';
import { overflowOf, pdfOf, pngOfDesign, type Design } from '#features/prints/design.ts';
import { mapPieces, type PrintContent } from '#features/prints/rules/fields.ts';
import { FORMATS } from '#features/prints/rules/formats.ts';
import { PRINT_KINDS, type PrintKind } from '#features/prints/rules/kinds/index.ts';
import { shareCard } from '#features/prints/share-card.ts';

const ROUNDS = Number(process.argv[2] ?? 20), LIMIT_MS = 300;
const photo = new Uint8Array(await sharp({ create: { width: 1280, height: 853, channels: 3, background: '#6fa3b8', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).jpeg({ quality: 84 }).toBuffer());

const varied = (kind: PrintKind, round: number): Design => {
  const content = mapPieces(kind.fields, kind.sample, (text, path) => (text && path !== 'number' ? `${text} ${round % 10}` : text)) as PrintContent;
  return { kind, content, tone: 'indigo', unit: { kicker: 'Ủy ban nhân dân', name: `Xã Bình An ${round}` }, logo: null, picture: kind.fields.some((field) => field.type === 'picture') ? photo : null, link: `https://loa.example.gov.vn/x/${round}`, alt: '' };
};
const percentile = (values: readonly number[], share: number): number => Math.round([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]! * 10) / 10;

const results: Record<string, { median: number; p95: number; cpu: number }> = {};
/** How long others of this process wait meanwhile (readers of pages, say): the delay of a timer. */
const held = monitorEventLoopDelay({ resolution: 1 });

async function measure(name: string, run: (round: number) => unknown): Promise<void> {
  const took: number[] = [], worked: number[] = [];
  for (let round = -3; round < ROUNDS; round++) {
    const start = performance.now(), before = process.cpuUsage();
    await run(round + 3);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) { took.push(performance.now() - start); worked.push((user + system) / 1000); }
  }
  results[name] = { median: percentile(took, 0.5), p95: percentile(took, 0.95), cpu: percentile(worked, 0.5) };
}
held.enable();
for (const kind of PRINT_KINDS) {
  for (const key of kind.formats) await measure(`${kind.key} ${key}`, (round) => (FORMATS[key].sheet ? pdfOf(varied(kind, round), FORMATS[key]) : pngOfDesign(varied(kind, round), FORMATS[key])));
  const face = FORMATS[kind.formats[0]!];
  await measure(`${kind.key}: does it fit`, (round) => overflowOf(varied(kind, round), face));
}
await measure('share card', (round) => shareCard({ title: `Nộp hồ sơ tại nhà: ba bước với điện thoại và thẻ căn cước ${round}`, column: 'Cải cách hành chính', organisation: 'UBND xã Bình An', day: plainDate('2026-11-20'), tone: 'indigo' }));
held.disable();
const milliseconds = (nanoseconds: number): number => Math.round(nanoseconds / 1e5) / 10;
const worst95 = Math.max(...Object.values(results).map((one) => one.p95));
console.log(JSON.stringify({ bench: 'poster', unit: 'ms a poster', rounds: ROUNDS, limit: LIMIT_MS, worst95, worstCpu: Math.max(...Object.values(results).map((one) => one.cpu)), ok: worst95 <= LIMIT_MS, othersWait: { median: milliseconds(held.percentile(50)), p95: milliseconds(held.percentile(95)), p99: milliseconds(held.percentile(99)), most: milliseconds(held.max) }, results }, null, 2));
