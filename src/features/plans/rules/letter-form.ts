import { buildWorkLetter, type WorkLetterContent } from '#features/documents/rules/build-letter.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import { withoutEnding } from '#features/documents/rules/wording.ts';
import type { ReadResult } from '#features/reading/rules/result.ts';
import { letterNotation } from './compose-letter.ts';
import { planFromReading, type DraftPlan, type DraftTask } from './from-reading.ts';

/** A letter as an officer starts it: whom it goes to, why, and what each is asked, a line each. */
export interface LetterTyped { readonly about: string; readonly addressees: readonly string[]; readonly opening: readonly string[]; readonly requests: readonly RequestTyped[] }
/** `whom` null: everybody the letter goes to. */
export interface RequestTyped { readonly whom: string | null; readonly text: string }

/** "Sở Nội vụ: cung cấp tin" asks one addressee; a line without a name before the colon asks all of them. Names of several stand between semicolons. */
export function readRequests(lines: readonly string[], addressees: readonly string[]): RequestTyped[] {
  const known = addressees.map((one) => one.toLocaleLowerCase('vi'));
  return lines.flatMap((line): RequestTyped[] => {
    const colon = line.indexOf(':'), names = colon > 0 ? line.slice(0, colon).split(';').map((one) => one.trim()).filter(Boolean) : [];
    const named = names.length > 0 && (names.every((name) => known.includes(name.toLocaleLowerCase('vi'))) || names.every((name) => name.length < 90 && /^(?:UBND|Ủy ban|Sở|Ban|Báo|Đài|Văn phòng|Phòng|Trung tâm|Các|Đề nghị|Công an|Thanh tra|Trường|Thôn|Tổ dân phố|Mặt trận|Trạm)(?=\s)/u.test(name)));
    return named ? names.map((whom) => ({ whom, text: line.slice(colon + 1).trim() })) : [{ whom: null, text: line.trim() }];
  });
}

/** Requests by addressee, as the letter prints them. */
export function byAddressee({ addressees, requests }: Pick<LetterTyped, 'addressees' | 'requests'>): { whom: string; items: string[] }[] {
  const found = new Map<string, string[]>();
  for (const { whom, text } of requests) for (const name of whom === null ? addressees : [whom]) found.set(name, [...(found.get(name) ?? []), text]);
  return [...found].map(([whom, items]) => ({ whom, items }));
}

/** The letter laid out, to be read by the same reader as a letter that comes as a file: what it gives back are its tasks. */
export const letterToRead = (typed: LetterTyped, head: Letterhead, speaker: string, asks: WorkLetterContent['asks'], year: number): OfficialDocument => buildWorkLetter({
  issuer: { superior: head.superior, name: head.issuer }, number: null, notation: letterNotation(head), place: head.place, date: null, year, signing: { forms: head.forms, position: head.position, name: null }, distribution: [], fileCopy: {},
  about: typed.about, addressees: typed.addressees, opening: typed.opening, speaker, asks, requests: byAddressee(typed).map(({ whom, items }) => ({ whom: [whom], items })),
});

/** The tasks that were read, with their words as typed; `missing`: lines in which the reader found no task. */
export function letterTasks(typed: LetterTyped, read: ReadResult): { readonly draft: DraftPlan; readonly tasks: readonly DraftTask[]; readonly missing: readonly string[] } {
  const draft = planFromReading(read), tasks = draft.tasks.map((task): DraftTask => ({ ...task, path: '', paragraphs: [], content: { ...task.content, title: withoutEnding(task.content.title) } }));
  const given = (text: string): string => withoutEnding(text).toLocaleLowerCase('vi').replace(/[^\p{L}\d]+/gu, '');
  const found = new Set(read.tasks.map(({ title }) => given(title)));
  return { draft, tasks, missing: [...new Set(typed.requests.map(({ text }) => text))].filter((text) => !found.has(given(text))) };
}
