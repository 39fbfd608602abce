import { formatNumber } from '#kernel/vietnamese.ts';
import type { Child } from 'hono/jsx';
import { BarRows } from '#ui/charts.tsx';
import { barParts, shareText, type PromiseLine } from '../rules/promise.ts';

export interface PromiseRow extends PromiseLine { readonly name: Child; readonly unit: string | null; /** Where the figure leads. */ readonly href: string | null }
const LEGEND = [{ tone: 'good', label: 'đã làm, đã xác nhận' }, { tone: 'late', label: 'quá hạn, còn thiếu' }, { tone: 'none', label: 'chưa đến hạn' }] as const;

/** Bars of what was promised, and the table with the same numbers beneath. */
export const Promises = ({ label, rows, head }: { label: string; head: string; rows: readonly PromiseRow[] }) => <>
  <BarRows label={label} legend={LEGEND} rows={rows.map((row) => ({ label: row.name, parts: barParts(row), note: <><b>{formatNumber(row.done)}</b> / {formatNumber(row.promised)}{row.unit ? ` ${row.unit}` : ''}</> }))} />
  <div class="scroll" tabindex={0} role="group" aria-label={label}><table class="promises"><caption>{label}: số liệu</caption><thead><tr><th scope="col">{head}</th><th scope="col" class="n">Đã hứa cả năm</th><th scope="col" class="n">Phải có đến nay</th><th scope="col" class="n">Đã làm</th><th scope="col" class="n">So với đã hứa</th><th scope="col" class="n">Quá hạn, còn thiếu</th></tr></thead>
    <tbody>{rows.map((row) => <tr><th scope="row">{row.name}{row.unit ? <small> ({row.unit})</small> : null}</th><td class="n">{formatNumber(row.promised)}</td><td class="n">{formatNumber(row.amount)}</td><td class="n">{row.href && row.done ? <a href={row.href}>{formatNumber(row.done)}</a> : formatNumber(row.done)}</td><td class="n">{shareText(row)}</td><td class="n">{formatNumber(row.debt)}</td></tr>)}</tbody></table></div>
</>;
