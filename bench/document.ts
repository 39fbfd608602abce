/**
 * What a document costs: ms for the Word file and the PDF of a plan, a report with two annex tables, a letter and a
 * province's report with 120 units, each with changed words every time (an equal one would come out of the typesetter's
 * memory). Limit: 50 ms at the 95th percentile; the province's report, seven pages, is shown beside it, and `both`: the two files of one document made side by side, as when it is sent. `node --import tsx bench/document.ts [ROUNDS]`
 */
import { letterDocument, planDocument, REPORT, reportDocument } from '#features/documents/test-samples.ts';
import { bothFiles } from '#features/documents/print.ts';
import { toDocx } from '#features/documents/to-docx.ts';
import { toPdf } from '#features/documents/to-pdf.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';

const ROUNDS = Number(process.argv[2] ?? 60), LIMIT_MS = 50;

const varied = (document: OfficialDocument, round: number): OfficialDocument => ({
  ...document, number: String(round + 1),
  body: document.body.map((block) => ('text' in block && typeof block.text === 'string' ? { ...block, text: `${block.text} (${round})` } : block)),
});

const percentile = (values: readonly number[], share: number): number =>
  Math.round([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]! * 10) / 10;

const [row] = REPORT.unitRows!;
const documents = {
  plan: planDocument(), report: reportDocument(), letter: letterDocument(),
  /** A province's own: a row for each of 120 units. */
  consolidated: reportDocument({ unitRows: Array.from({ length: 120 }, (_, index) => ({ ...row!, name: `Ủy ban nhân dân xã Minh ${index + 1}`, due: index })) }),
};
const results: Record<string, unknown> = {};
let worst = 0;
for (const [name, document] of Object.entries(documents)) {
  const pdf: number[] = [], docx: number[] = [], both: number[] = [];
  for (let round = -5; round < ROUNDS; round++) {
    const one = varied(document, round + 5);
    const start = performance.now();
    await toPdf(one);
    const middle = performance.now();
    await toDocx(one);
    const end = performance.now();
    await bothFiles(varied(document, round + 1_000));
    if (round >= 0) { pdf.push(middle - start); docx.push(end - middle); both.push(performance.now() - end); }
  }
  results[name] = { pdf: { median: percentile(pdf, 0.5), p95: percentile(pdf, 0.95) }, docx: { median: percentile(docx, 0.5), p95: percentile(docx, 0.95) }, both: { median: percentile(both, 0.5), p95: percentile(both, 0.95) } };
  if (name !== 'consolidated') worst = Math.max(worst, percentile(pdf, 0.95), percentile(docx, 0.95));
}
console.log(JSON.stringify({ bench: 'document', unit: 'ms a document', rounds: ROUNDS, limit: LIMIT_MS, worst95: worst, ok: worst <= LIMIT_MS, results }, null, 2));
