import { severity, STEP_LABELS, type LadderStep } from './ladder.ts';

/** No step lies further from the due day: beyond it nobody remembers what it was about. */
export const FARTHEST = 60;

/** What is wrong with a ladder as typed, at its field; null when it can be climbed. */
export function ladderFault(steps: readonly LadderStep[]): { readonly field: string; readonly sentence: string } | null {
  const on = steps.filter((step) => step.on).toSorted((a, b) => severity(a.key) - severity(b.key));
  for (const { key, workingDays } of on) {
    const field = `days-${key}`, { label } = STEP_LABELS[key];
    if (!Number.isInteger(workingDays) || Math.abs(workingDays) > FARTHEST) return { field, sentence: `“${label}”: số ngày làm việc phải là số nguyên từ 0 đến ${FARTHEST}.` };
    if (key === 'before' && workingDays >= 0) return { field, sentence: `“${label}” phải trước hạn ít nhất 1 ngày làm việc.` };
    if (key === 'on-day' && workingDays !== 0) return { field, sentence: `“${label}” luôn là ngày đến hạn.` };
    if (key !== 'before' && key !== 'on-day' && workingDays < 1) return { field, sentence: `“${label}” phải sau hạn ít nhất 1 ngày làm việc.` };
  }
  for (const [index, step] of on.entries()) {
    const before = on[index - 1];
    if (before && before.workingDays >= step.workingDays) return { field: `days-${step.key}`, sentence: `“${STEP_LABELS[step.key].label}” phải sau “${STEP_LABELS[before.key].label}” ít nhất 1 ngày làm việc.` };
  }
  return null;
}
