import { notFound } from '#kernel/app-error.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { unitsAsShown, type Figures } from './rules/figures.ts';
import { countedDeliverables } from './store/drill-down.ts';
import type { Report } from './store/reports.ts';
import { FrameNote, UnitCell } from './unit-rows.tsx';

const BASE = '/lam-viec/bao-cao';

/** Where a figure leads, of the report as it stands or of a version that was sent. */
export const lineHref = (report: Report['id'], column: string, version?: number): string => `${BASE}/${report}/dong?cot=${encodeURIComponent(column)}${version ? `&ban=${version}` : ''}`;

/** The list behind one figure: the unit's own results, and in a consolidated report what each added report brought, which opens its list in turn. */
export async function linePage(visit: Visit, { one, figures }: { one: Report; figures: Figures }): Promise<Response> {
  const column = visit.c.req.query('cot') ?? '', line = figures.lines.find((entry) => entry.column === column);
  if (!line) throw notFound('dòng số liệu này');
  const rows = await countedDeliverables(visit.db, line.deliverables), units = unitsAsShown(figures).filter((unit) => unit.amounts[column]), reports = units.flatMap((unit) => unit.parts.filter((part) => part.amounts[column]));
  return consolePage(visit, { title: `${line.column}: ${formatNumber(line.amount)} ${line.unit}`, crumb: <a href={`${BASE}/${one.id}`}>Báo cáo {one.period_label}</a> }, <>
    {units.length ? <Card title={`${formatNumber(reports.length)} báo cáo được cộng`} id="tu-don-vi" pad={false} footer={figures.frame ? <FrameNote figures={figures} /> : undefined}>
      <Table caption={`Số liệu ${line.column} của từng đơn vị`} rows={units} columns={[
        { head: 'Đơn vị', cell: (unit) => <UnitCell name={unit.name} parts={unit.parts.filter((part) => part.amounts[column])} href={(part) => lineHref(part.report, column, part.version)} amount={(part) => part.amounts[column]!} /> },
        { head: 'Số lượng', number: true, cell: (unit) => formatNumber(unit.amounts[column]!) },
      ]} />
    </Card> : null}
    {rows.length || !units.length ? <Card title={`${formatNumber(rows.length)} kết quả đã xác nhận`} id="ket-qua" pad={false}>
      <Table caption={`Kết quả đứng sau số liệu ${line.column}`} rows={rows} columns={[
        { head: 'Kết quả', cell: (row) => <a href={`/lam-viec/ket-qua/${row.id}`}>{row.title}</a> },
        { head: 'Ngày làm', cell: (row) => formatDate(row.doneOn) },
        { head: 'Số lượng', number: true, cell: (row) => formatNumber(row.amount) },
        { head: 'Minh chứng', number: true, cell: (row) => (row.evidence ? `${row.evidence} mục` : '–') },
      ]} />
    </Card> : null}
  </>);
}
