import { fold } from '#kernel/vietnamese.ts';
import { buildWorkLetter, type WorkLetterContent } from '#features/documents/rules/build-letter.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import { pointLetter } from '#features/documents/rules/letters.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import { withoutEnding } from '#features/documents/rules/wording.ts';
import { readCadences } from '#features/reading/rules/cadence.ts';
import type { PlanReview, TaskView } from '../store/review.ts';
import type { CheckFinding } from './cascade-checks.ts';
import { rateInWords } from './compose.ts';
import { OWING_ROLES, type TaskContent } from './content.ts';
import { PER_LABEL } from './words.ts';

const leadsOf = (task: TaskView): string[] => task.parties.filter((party) => OWING_ROLES.has(party.role) && !party.dropped_reason).map((party) => party.as_written);

/** Requests by whom they are made of, in the order in which each addressee is first named. */
export function requestsOf(tasks: readonly TaskView[]): { readonly whom: string; readonly tasks: readonly TaskView[] }[] {
  const found = new Map<string, TaskView[]>();
  for (const task of tasks) for (const whom of leadsOf(task)) found.set(whom, [...(found.get(whom) ?? []), task]);
  return [...found].map(([whom, own]) => ({ whom, tasks: own }));
}

/** "1.a", "1.b", "2": where each request stands in the letter, by task; one that is made of several stands at the first. */
export function letterIndexes(tasks: readonly TaskView[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  requestsOf(tasks).forEach(({ tasks: own }, at) => own.forEach((task, i) => { if (!found.has(task.id)) found.set(task.id, own.length === 1 ? String(at + 1) : `${at + 1}.${pointLetter(i)}`); }));
  return found;
}

/** The request as it is printed: its words, and what was set beside them and is not said in them. */
export function requestText(content: Pick<TaskContent, 'title' | 'rates' | 'timing'>): string {
  const said = readCadences(content.title, null), words = fold(content.title);
  const more = [
    ...content.rates.filter((rate) => !said.some(({ per }) => per === rate.per) && !(rate.count === null && words.includes(fold(`hằng ${PER_LABEL[rate.per]}`)))).map((rate) => rateInWords({ ...rate, product: null })),
    ...(content.timing && !words.includes(fold(content.timing)) ? [content.timing.charAt(0).toLocaleLowerCase('vi') + content.timing.slice(1)] : []),
  ];
  return [withoutEnding(content.title), ...more].join(', ');
}

/** Where the words of a request say another number than its quota: the paper would ask for one thing and Loa for another. */
export const letterFindings = (tasks: readonly TaskView[]): CheckFinding[] => tasks.flatMap((task): CheckFinding[] => {
  const said = readCadences(task.title, null).find((one) => task.rates.some((rate) => rate.per === one.per && rate.count !== one.count)), set = said && task.rates.find(({ per }) => per === said.per);
  return said && set ? [{
    code: 'form', key: `quota:${task.item_id}:${said.count}:${set.count}`, sentence: `Mục ${task.printed_index}: nội dung ghi ${said.count} ${said.unit}/${PER_LABEL[said.per]}, định mức đang đặt ${set.count ?? 'không số'}.`,
    here: { itemId: task.item_id, index: task.printed_index, title: task.title }, there: null, wayOut: 'Sửa nội dung hoặc định mức cho khớp.',
  }] : [];
});

/** The frame of a letter of this issuer: its sign bears no kind ("UBND-VX"). */
export const letterNotation = (head: Letterhead): string => head.notation.replace(/^BC-/, '');

/** A letter that gives work, as an official document. `asks`: a committee demands of those below it, a department asks. */
export function composeLetter(review: PlanReview, head: Letterhead, year: number, asks: WorkLetterContent['asks']): OfficialDocument {
  const { plan, version: { content }, tasks } = review;
  return buildWorkLetter({
    issuer: { superior: head.superior, name: head.issuer }, number: plan.number === null ? null : String(plan.number), notation: plan.notation ?? letterNotation(head), place: plan.place ?? head.place, date: plan.signed_on, year,
    signing: { forms: plan.signer?.capacity.length ? plan.signer.capacity : plan.issuing_capacity === 'body' ? head.forms : [], position: plan.signer?.position ?? head.position, name: plan.signer?.name ?? null },
    distribution: content.recipients.filter((line) => !/^lưu\b/iu.test(line) && fold(line) !== 'nhu tren'), fileCopy: {}, about: plan.title.replace(/^(?:công văn\s+)?(?:V\/v|về việc)\s+/iu, ''), addressees: content.addressees,
    opening: content.purpose, speaker: plan.issuer_name.replace(/^Ủy ban nhân dân/u, 'UBND'), asks, requests: requestsOf(tasks).map(({ whom, tasks: own }) => ({ whom: [whom], items: own.map((task) => requestText(task)) })),
  });
}
