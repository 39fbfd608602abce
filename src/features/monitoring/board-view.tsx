import type { Id } from '#kernel/id.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { BoardCell } from '#features/obligations/rules/views.ts';
import { toneSign } from '#ui/parts.tsx';
import { cellText, LIGHT_TONE } from './rules/words.ts';
import type { BoardTask } from './store.ts';

export interface BoardRow { readonly id: Id; readonly name: string; /** For a unit that has ended or came later. */ readonly mark?: string | null; readonly cells: ReadonlyMap<Id, BoardCell>; readonly debt: number; readonly missed: number }

const RHYTHM: Record<string, string> = { day: 'ngày', week: 'tuần', month: 'tháng', quarter: 'quý', 'half-year': '6 tháng', year: 'năm' };
export const rateText = (task: Pick<BoardTask, 'amount' | 'unit' | 'rhythm'>): string =>
  task.amount === null ? 'thường xuyên' : `${formatNumber(task.amount)} ${task.unit}${task.rhythm ? `/${RHYTHM[task.rhythm] ?? task.rhythm}` : ''}`;

/** Units × tasks. Each square is a link to the obligations behind it; sign and number say what the colour says. */
export const Matrix = ({ rows, tasks, unitHref, cellHref }: { rows: readonly BoardRow[]; tasks: readonly BoardTask[]; unitHref: (id: Id) => string; cellHref: (unit: Id, item: Id) => string }) =>
  <div class="scroll" tabindex={0} role="region" aria-label="Đơn vị và nhiệm vụ">
    <table class="matrix">
      <caption class="visually-hidden">Mỗi ô: đã ghi trên số phải làm của đơn vị với nhiệm vụ trong kỳ đang xem</caption>
      <thead><tr><th scope="col">Đơn vị</th>{tasks.map((task) => <th scope="col"><span class="task-head" title={task.title}>{task.title}</span><span class="small">{rateText(task)}</span></th>)}<th scope="col" class="n debt">Còn nợ</th></tr></thead>
      <tbody>{rows.map((row) => <tr><th scope="row"><a href={unitHref(row.id)}>{row.name}</a>{row.mark ? <span class="unit-mark">{row.mark}</span> : null}</th>
        {tasks.map((task) => {
          const cell = row.cells.get(task.itemId);
          if (!cell || cell.obligations === 0) return <td><span class="cell none">–<span class="visually-hidden"> không giao</span></span></td>;
          const tone = LIGHT_TONE[cell.light], waiting = cell.credited > cell.confirmed;
          return <td><a class={`cell ${tone}${waiting ? ' hatched' : ''}`} href={cellHref(row.id, task.itemId)} title={`${task.title}${waiting ? ` · ${formatNumber(cell.credited - cell.confirmed)} chờ xác nhận` : ''}`}>
            {tone === 'late' || tone === 'soon' ? <span aria-hidden="true">{toneSign(tone)} </span> : null}{cellText(cell)}{tone === 'late' ? <span class="visually-hidden"> quá hạn</span> : null}</a></td>;
        })}
        <td class="n debt">{row.debt ? formatNumber(row.debt) : ''}</td></tr>)}</tbody>
    </table>
  </div>;
