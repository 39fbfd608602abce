import { formatNumber } from '#kernel/vietnamese.ts';
import type { CommitmentDraft } from '#features/obligations/rules/commitment.ts';

const PER_WORD: Readonly<Record<string, string>> = { day: 'ngày', week: 'tuần', month: 'tháng', quarter: 'quý', 'half-year': 'nửa năm', year: 'năm' };

/** "96 đơn vị × 12 tháng = 1.152 nghĩa vụ"; "96 đơn vị, theo dõi không ấn định số lượng". */
export function countSentence(draft: Pick<CommitmentDraft, 'units' | 'instances' | 'rhythm'>): string {
  const units = `${formatNumber(draft.units.length)} đơn vị`;
  const owing = draft.instances.filter(({ amount }) => amount !== null).length;
  if (owing === 0) return `${units}, theo dõi, không ấn định số lượng`;
  if (!draft.rhythm) return `${units} × ${owing} lần = ${formatNumber(draft.units.length * owing)} nghĩa vụ`;
  return `${units} × ${formatNumber(owing)} ${PER_WORD[draft.rhythm]} = ${formatNumber(draft.units.length * owing)} nghĩa vụ`;
}

/** "hạn ngày cuối tháng", "hạn ngày cuối kỳ". */
export function dueSentence(draft: Pick<CommitmentDraft, 'rhythm' | 'deadline' | 'instances'>, deadlineWords: string): string {
  if (draft.instances.every(({ amount }) => amount === null)) return 'không có hạn';
  return draft.deadline ? `hạn ${deadlineWords}` : draft.rhythm ? `hạn ngày cuối ${PER_WORD[draft.rhythm]}` : 'hạn ngày cuối của thời gian thực hiện';
}
