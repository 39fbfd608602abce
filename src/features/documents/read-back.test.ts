import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foldExact } from '#kernel/vietnamese.ts';
import { extractText } from '#features/reading/extract/extract-text.ts';
import { readFacts } from '#features/reading/rules/read-facts.ts';
import type { ReadResult } from '#features/reading/rules/result.ts';
import { letterDocument, letterToMany, LETTER, PLAN, planDocument, REPORT, reportDocument } from './test-samples.ts';
import type { OfficialDocument } from './rules/official-document.ts';
import { distributionList, withoutEnding } from './rules/wording.ts';
import { toDocx } from './to-docx.ts';
import { toPdf } from './to-pdf.ts';

/** The reader itself, without its child process: here the files are our own. */
const read = async (document: OfficialDocument, format: 'docx' | 'pdf'): Promise<ReadResult> =>
  readFacts(await extractText(format === 'pdf' ? await toPdf(document) : await toDocx(document), `van-ban.${format}`));

/** As facts are compared: no marks at the end, no difference of case, blanks or tone places. */
const same = (text: string | null | undefined): string => foldExact(withoutEnding(text ?? '')).replaceAll(' ', '');
const sameAll = (texts: readonly (string | null | undefined)[]): string[] => texts.map(same);
const recipientsOf = (document: OfficialDocument): string[] => sameAll(distributionList(document));

interface Owed { title: string; lead: string[]; coordinators: string[]; directing: string[]; timing: string }
const owed = (task: { title: string; lead?: readonly string[]; coordinators?: readonly string[]; directing?: readonly string[]; timing?: string | null }): Owed => ({
  title: same(task.title), lead: sameAll(task.lead ?? []), coordinators: sameAll(task.coordinators ?? []), directing: sameAll(task.directing ?? []), timing: same(task.timing),
});
/** Leaves only: a task with children is their heading. */
const leaves = PLAN.tasks.flatMap((task) => task.children ?? [task]);
const CADENCES = [
  [1, 'số', 'month', null, 12], [5, 'tin, bài', 'month', null, 50], [1, 'số', 'month', 5, null], [1, 'số', 'week', 10, null], [1, 'chương trình', 'month', 10, null],
];
const cadencesOf = (facts: ReadResult) => facts.tasks.flatMap((task) => task.cadence).map((one) => [one.count, one.unit, one.per, one.durationMinutes?.min ?? null, one.annualTotal?.count ?? null]);

for (const format of ['docx', 'pdf'] as const) describe(`What we write as ${format} reads back to what it was written from`, () => {
  for (const taskLayout of ['sections', 'annex'] as const) test(`a plan with its tasks ${taskLayout === 'annex' ? 'in an annex' : 'by section'}`, async () => {
    const document = planDocument({ taskLayout }), facts = await read(document, format);
    assert.deepEqual(
      [facts.document.type, facts.document.number, facts.document.date, facts.document.place, same(facts.document.title), facts.document.year],
      ['plan', '07/KH-UBND', '2026-01-09', 'Quảng Minh', same(PLAN.subject.replace('\n', ' ')), 2026]);
    assert.deepEqual(facts.document.signer, { capacity: ['KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Lê Thị Thanh Hương' });
    assert.deepEqual(facts.legalReferences.map(({ number, date }) => [number, date]), [['76/NQ-CP', '2021-07-15'], ['2150/QĐ-UBND', '2025-12-22']]);
    assert.deepEqual(sameAll(facts.themes.map((theme) => theme.title)), sameAll(PLAN.themes.map((theme) => theme.title)));
    assert.deepEqual(facts.tasks.map(owed), leaves.map(owed));
    assert.deepEqual(cadencesOf(facts), CADENCES);
    assert.deepEqual(facts.duties.map(({ agency, text }) => [same(agency), same(text)]), PLAN.duties.flatMap(({ agency, items }) => items.map((item) => [same(agency), same(item)])));
    assert.deepEqual(facts.reporting.map(({ toWhom, via, cadence }) => ({ toWhom, via, cadence })), [{ toWhom: 'UBND tỉnh', via: 'Sở Nội vụ', cadence: ['quarter', 'half-year', 'year'] }]);
    assert.deepEqual(sameAll(facts.recipients), recipientsOf(document));
    assert.equal(facts.budget.sources.length, 2);
  });
  test('a letter: addressees, duties with their units and dates', async () => {
    const document = letterDocument(), facts = await read(document, format);
    assert.deepEqual([facts.document.type, facts.document.number, facts.document.date], ['dispatch', '1215/UBND-NC', '2026-11-20']);
    assert.equal(same(facts.document.title), same(`V/v ${LETTER.about}`));
    assert.deepEqual(facts.document.addressees, [...LETTER.addressees]);
    assert.deepEqual(facts.document.signer, { capacity: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Lê Thị Thanh Hương' });
    assert.deepEqual(facts.legalReferences.map(({ number, date }) => [number, date]), [['07/KH-UBND', '2026-01-09']]);
    const bullets = document.body.filter((block) => block.type === 'bullet').map((block) => same(block.text as string));
    assert.deepEqual(facts.tasks.map((task) => same(task.title)), bullets);
    assert.deepEqual(facts.tasks.map((task) => task.lead), [...Array<string[]>(4).fill(['UBND xã Minh Tân']), ...Array<string[]>(3).fill(['UBND phường Quảng Phú'])]);
    assert.deepEqual(facts.tasks.map((task) => task.period?.to ?? null), ['2026-12-01', '2026-12-01', null, '2026-12-05', '2026-12-01', null, '2026-12-05']);
    assert.deepEqual(sameAll(facts.recipients), recipientsOf(document));
  });
  test('a letter to many: its addressee, its basis, its reporting line', async () => {
    const document = letterToMany(), facts = await read(document, format);
    assert.deepEqual(facts.document.addressees, ['UBND các xã, phường có tên tại Phụ lục']);
    assert.deepEqual(facts.legalReferences.map(({ number, date }) => [number, date]), [['07/KH-UBND', '2026-01-09']]);
    assert.deepEqual(sameAll(facts.recipients), recipientsOf(document));
  });
  test('a report: letterhead, references, recipients, signer, and each figure in its cell', async () => {
    const document = reportDocument(), facts = await read(document, format);
    assert.deepEqual([facts.document.type, facts.document.number, facts.document.numberPattern, facts.document.date, facts.document.place], ['report', null, '/BC-SVHTTDL', null, 'Quảng Minh']);
    assert.equal(same(facts.document.issuingBody), same('Sở Văn hóa, Thể thao và Du lịch'));
    assert.equal(same(facts.document.title), same(REPORT.subject.replace('\n', ' ')));
    assert.deepEqual(facts.document.addressees, [...REPORT.addressees]);
    assert.deepEqual(facts.document.signer, { capacity: ['KT. GIÁM ĐỐC'], position: 'PHÓ GIÁM ĐỐC', name: 'Nguyễn Thị Hồng Hạnh' });
    assert.deepEqual(facts.legalReferences.map(({ number, date }) => [number, date]), [['07/KH-UBND', '2026-01-09']]);
    assert.deepEqual(sameAll(facts.recipients), recipientsOf(document));
    assert.deepEqual(await cellsOf(document, format), figuresOf(document));
  });
});

/** Row by row, what stands in the cells of each table with lines; a header repeated on the next page counts once. */
async function cellsOf(document: OfficialDocument, format: 'docx' | 'pdf'): Promise<string[][]> {
  const { paragraphs } = await extractText(format === 'pdf' ? await toPdf(document) : await toDocx(document), `van-ban.${format}`);
  const rows = new Map<string, Map<number, string>>();
  for (const { cell, text } of paragraphs) {
    if (!cell) continue;
    const key = `${cell.table}/${cell.row}`, row = rows.get(key) ?? new Map<number, string>();
    row.set(cell.column, `${row.get(cell.column) ?? ''} ${text}`.trim());
    rows.set(key, row);
  }
  // the rows with figures: a running number first, or the total
  return [...rows.values()].map((row) => [...row].sort(([a], [b]) => a - b).map(([, text]) => text).filter(Boolean)).filter(([first]) => first === 'Tổng cộng' || /^\d+$/.test(first ?? ''));
}

const figuresOf = (document: OfficialDocument): string[][] => [...document.body, ...document.annexes.flatMap((annex) => annex.blocks)]
  .flatMap((block) => (block.type === 'table' ? block.rows : [])).flatMap((row) => (row.type === 'group' ? [] : [row.cells.filter(Boolean)]));
