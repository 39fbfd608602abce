import writeExcel from 'write-excel-file/node';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { COVERS, coverText, differenceText } from '../rules/coverage.ts';
import type { Coverage, UnitCoverage } from '../store.ts';
import { planText } from './coverage-words.ts';

/** The coverage as .xlsx: units down, tasks of the plan above across, differences in words, sums as numbers to sort by. */
export async function coverageWorkbook({ above, tasks }: Coverage, rows: readonly UnitCoverage[], today: PlainDate): Promise<Buffer> {
  const head = (value: string) => ({ value, fontWeight: 'bold' as const, wrap: true, backgroundColor: '#e8f0f5' }), used = tasks.filter((task) => rows.some((row) => row.cells.some((cell) => cell.parentItemId === task.itemId)));
  const data = [
    [{ value: `Kế hoạch cấp dưới theo ${above.citation} – đến ngày ${formatDate(today)}`, fontWeight: 'bold' as const, columnSpan: used.length + 7 }],
    [head('Đơn vị'), head('Kế hoạch'), ...(['same', 'stricter', 'weaker', 'missing', 'dropped'] as const).map((cover) => head(COVERS[cover].label)), ...used.map(({ content }) => head(`${content.printedIndex} ${content.title}`))],
    ...rows.map((row) => [
      { value: row.name }, { value: planText(row) }, ...(['same', 'stricter', 'weaker', 'missing', 'dropped'] as const).map((cover) => (row.issued ? { value: row.counts[cover], type: Number } : null)),
      ...used.map(({ itemId }) => { const cell = row.cells.find((one) => one.parentItemId === itemId); return cell ? { value: [coverText(cell.cover, cell.differences), ...cell.differences.map(differenceText), cell.reason ?? ''].filter(Boolean).join('; '), wrap: true } : null; }),
    ]),
  ];
  const result = await writeExcel(data as never, { columns: [{ width: 34 }, { width: 30 }, ...Array(5).fill({ width: 12 }), ...used.map(() => ({ width: 24 }))], stickyRowsCount: 2, stickyColumnsCount: 1, sheet: 'Kế hoạch cấp dưới' } as never);
  return Buffer.from(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer());
}
