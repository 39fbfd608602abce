import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { compareVietnamese } from '#kernel/vietnamese.ts';
import { FUNCTIONS } from '../rules/kinds.ts';
import type { StoredSuccession } from '../store.ts';
import { REORGANISE } from './reorganise-forms.tsx';
import { unitPath } from './parts.tsx';

/** From whom a unit came and who came after it, with the day and the paper; links lead on through the generations. */
export const Lineage = ({ unitId, rows, nameOf }: { unitId: Id; rows: readonly StoredSuccession[]; nameOf: (id: Id) => string }) => {
  if (!rows.length) return null;
  const events = [...new Map(rows.map((row) => [`${row.eventId} ${row.toId === unitId}`, row])).values()];
  return <ul class="stack" aria-label="Nguồn gốc và kế thừa">{events.map((first) => {
    const received = first.toId === unitId, same = rows.filter((row) => row.eventId === first.eventId && (row.toId === unitId) === received), others = [...new Set(same.map((row) => (received ? row.fromId : row.toId)))].sort((a, b) => compareVietnamese(a ? nameOf(a) : '', b ? nameOf(b) : ''));
    const what = first.share === 'function' ? `Chức năng “${FUNCTIONS[first.function!]}”, ${received ? 'nhận từ' : 'chuyển sang'}: ` : first.share === 'part' ? (received ? 'Tách ra từ: ' : 'Chia, tách thành: ') : received ? 'Hợp nhất từ: ' : 'Kế thừa bởi: ';
    return <li>{what}{others[0] === null ? 'không có' : others.map((id, at) => <>{at ? '; ' : ''}<a href={unitPath(id!)}>{nameOf(id!)}</a></>)}<br /><small>từ ngày {formatDate(first.onDay)}, <a href={`${REORGANISE}/${first.eventId}`}>{first.citation}</a></small></li>;
  })}</ul>;
};
