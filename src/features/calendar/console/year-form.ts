import { formatDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import type { FieldErrors, FormValues } from '#platform/http/forms.ts';
import type { YearChoices } from '../rules/yearly-table.ts';

/** Rows of the form; a year has had two swaps at most. */
export const SWAP_ROWS = 4;
export const EXTRA_ROWS = 3;

type Values = Pick<FormValues, 'text'>;
interface Read { readonly choices: YearChoices; readonly errors: FieldErrors }

/**
 * The choices as typed, with one sentence for each date that cannot be read. Empty rows are left out, and errors keep the
 * number of the row on the screen. Field names: tetDaysBefore, nationalDayBeside, swaps.0, swaps.0.work, swaps.0.citation, extra.0, extra.0.name.
 */
export function readChoices(values: Values): Read {
  const errors: Record<string, string> = {};
  const date = (name: string, what: string): PlainDate | null => {
    const text = values.text(name);
    const day = parseDate(text);
    if (!day) errors[name] = text ? `${what} “${text}” không phải là một ngày. Hãy ghi như 31/08/2026.` : `${what} còn trống. Hãy ghi ngày, hoặc xóa cả dòng.`;
    return day;
  };
  const swaps: YearChoices['swaps'][number][] = [];
  for (let i = 0; i < SWAP_ROWS; i++) {
    if (!values.text(`swaps.${i}`) && !values.text(`swaps.${i}.work`)) continue;
    const [off, work] = [date(`swaps.${i}`, 'Ngày nghỉ hoán đổi'), date(`swaps.${i}.work`, 'Ngày làm bù')];
    if (off && work) swaps.push({ off, work, citation: values.text(`swaps.${i}.citation`) || null });
  }
  const extra: YearChoices['extra'][number][] = [];
  for (let i = 0; i < EXTRA_ROWS; i++) {
    if (!values.text(`extra.${i}`) && !values.text(`extra.${i}.name`)) continue;
    const day = date(`extra.${i}`, 'Ngày nghỉ thêm');
    if (day) extra.push({ day, name: values.text(`extra.${i}.name`) });
  }
  return {
    choices: { tetDaysBefore: Number(values.text('tetDaysBefore')), nationalDayBeside: values.text('nationalDayBeside') === 'after' ? 'after' : 'before', swaps, extra },
    errors,
  };
}

/** The other way: what the form shows for these choices. */
export function writeChoices(choices: YearChoices, citation: string | null): Record<string, string> {
  return {
    tetDaysBefore: String(choices.tetDaysBefore), nationalDayBeside: choices.nationalDayBeside, citation: citation ?? '',
    ...Object.fromEntries(choices.swaps.flatMap(({ off, work, citation }, i) => [[`swaps.${i}`, formatDate(off)], [`swaps.${i}.work`, formatDate(work)], [`swaps.${i}.citation`, citation ?? '']])),
    ...Object.fromEntries(choices.extra.flatMap(({ day, name }, i) => [[`extra.${i}`, formatDate(day)], [`extra.${i}.name`, name]])),
  };
}
