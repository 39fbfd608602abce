import { diffArrays } from 'diff';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { PartyRole, PlanContent, TaskContent } from './content.ts';
import { PARTY_ROLES } from './content.ts';
import { ROLL_LABEL } from './words.ts';

/** One version of a plan as it is compared: its tasks with their parties by name, and everything else it says. */
export interface ComparedVersion {
  readonly tasks: readonly ComparedTask[];
  readonly content: PlanContent;
  readonly window: { readonly from: PlainDate; readonly to: PlainDate };
}
export interface ComparedTask { readonly itemId: string; readonly content: TaskContent; readonly parties: readonly { readonly role: PartyRole; readonly name: string; readonly dropped: boolean; readonly optional: boolean }[] }

/** A piece of a text in two versions: in both, only in the earlier, only in the later. */
export interface Piece { readonly text: string; readonly in: 'both' | 'before' | 'after' }
export interface FieldChange { readonly field: ComparedField; readonly pieces: readonly Piece[] }
export type ComparedField = 'index' | 'title' | 'group' | 'timing' | 'quota' | 'deadline' | 'product' | 'channel' | 'themes' | 'conditional' | 'roll' | 'surplus' | 'note' | `party-${PartyRole}`;
export interface TaskChange {
  readonly itemId: string;
  readonly change: 'added' | 'dropped' | 'changed';
  /** As in the later version, or in the earlier where it was dropped. */
  readonly index: string; readonly title: string;
  readonly fields: readonly FieldChange[];
}
export type ComparedSection = 'legalBases' | 'purpose' | 'requirements' | 'themes' | 'duties' | 'reporting' | 'budget' | 'recipients' | 'addressees' | 'window';
/** A line of a list that came, went, or says it in other words. */
export interface LineChange { readonly change: 'added' | 'dropped' | 'changed'; readonly pieces: readonly Piece[] }
export interface SectionChange { readonly section: ComparedSection; readonly lines: readonly LineChange[] }
export interface Comparison { readonly tasks: readonly TaskChange[]; readonly sections: readonly SectionChange[]; readonly same: number }

/** How times, rates and references are said; given by the caller, which owns the words of the screen. */
export interface Wording {
  readonly timing: (task: TaskContent) => string;
  readonly quota: (task: TaskContent) => string;
  readonly deadline: (task: TaskContent) => string;
  readonly product: (task: TaskContent) => string;
  readonly channel: (task: TaskContent) => string;
  readonly section: (section: ComparedSection, version: ComparedVersion) => readonly string[];
}
const SECTIONS: readonly ComparedSection[] = ['window', 'legalBases', 'purpose', 'requirements', 'themes', 'duties', 'budget', 'reporting', 'addressees', 'recipients'];

/** What the later version adds, drops and says differently. A task is the same one by its `itemId`, wherever it stands and whatever it is called. */
export function compareVersions(before: ComparedVersion, after: ComparedVersion, words: Wording): Comparison {
  const earlier = new Map(before.tasks.map((task) => [task.itemId, task])), later = new Set(after.tasks.map((task) => task.itemId));
  const changed = after.tasks.flatMap((task): TaskChange[] => {
    const old = earlier.get(task.itemId), head = { itemId: task.itemId, index: task.content.printedIndex, title: task.content.title };
    if (!old) return [{ ...head, change: 'added', fields: fieldsOf(null, task, words) }];
    const fields = fieldsOf(old, task, words);
    return fields.length ? [{ ...head, change: 'changed', fields }] : [];
  });
  const dropped = before.tasks.filter((task) => !later.has(task.itemId)).map((task): TaskChange =>
    ({ itemId: task.itemId, change: 'dropped', index: task.content.printedIndex, title: task.content.title, fields: fieldsOf(task, null, words) }));
  return {
    tasks: [...changed, ...dropped],
    sections: SECTIONS.flatMap((section) => { const lines = compareLines(words.section(section, before), words.section(section, after)); return lines.length ? [{ section, lines }] : []; }),
    same: after.tasks.length - changed.length,
  };
}

function fieldsOf(before: ComparedTask | null, after: ComparedTask | null, words: Wording): FieldChange[] {
  const said = (task: ComparedTask | null): readonly (readonly [ComparedField, string])[] => (task ? [
    ['index', task.content.printedIndex], ['title', task.content.title], ['group', [task.content.parentIndex, task.content.parentTitle].filter(Boolean).join(' ')],
    ...PARTY_ROLES.map((role) => [`party-${role}` as const, task.parties.filter((party) => party.role === role).map(({ name, dropped, optional }) => `${name}${dropped ? ' (không giao)' : optional ? ' (khi có điều kiện)' : ''}`).join('; ')] as const),
    ['quota', words.quota(task.content)], ['timing', words.timing(task.content)], ['deadline', words.deadline(task.content)], ['product', words.product(task.content)], ['channel', words.channel(task.content)],
    ['themes', task.content.themes.join('; ')], ['conditional', task.content.optional ? 'khi có điều kiện' : ''], ['roll', task.content.roll === 'none' ? '' : ROLL_LABEL[task.content.roll]], ['surplus', task.content.carrySurplus ? 'tính sang kỳ sau' : ''], ['note', task.content.note ?? ''],
  ] : []);
  const olds = new Map(said(before)), news = new Map(said(after));
  return [...new Map([...olds, ...news]).keys()].flatMap((field): FieldChange[] => {
    const was = olds.get(field) ?? '', is = news.get(field) ?? '';
    return was === is ? [] : [{ field, pieces: pieces(was, is) }];
  });
}

/** Words, numbers and single signs; spaces stay with what stands before them, so that a text is its pieces put together. */
const wordsOf = (text: string): string[] => text.match(/\S+\s*/gu) ?? [];

/** The two texts word by word. */
export function pieces(before: string, after: string): Piece[] {
  // a last word with and without the space behind it is one word
  const parts = diffArrays(wordsOf(before), wordsOf(after), { comparator: (a, b) => a.trimEnd() === b.trimEnd() });
  return parts.map((part) => ({ text: part.value.join(''), in: part.added ? 'after' as const : part.removed ? 'before' as const : 'both' as const }));
}

/** Lines that came and went; two that share most of their words, in the same gap, are one line said differently. */
export function compareLines(before: readonly string[], after: readonly string[]): LineChange[] {
  const found: LineChange[] = [];
  let gone: string[] = [], come: string[] = [];
  const close = () => {
    for (const line of gone) {
      const like = come.find((other) => alike(line, other));
      if (like === undefined) { found.push({ change: 'dropped', pieces: [{ text: line, in: 'before' }] }); continue; }
      come = come.filter((other) => other !== like);
      found.push({ change: 'changed', pieces: pieces(line, like) });
    }
    for (const line of come) found.push({ change: 'added', pieces: [{ text: line, in: 'after' }] });
    gone = []; come = [];
  };
  for (const part of diffArrays([...before], [...after])) {
    if (part.added) come.push(...part.value); else if (part.removed) gone.push(...part.value); else close();
  }
  close();
  return found;
}

/** At least half of the longer line's words are in the other, in order. */
const alike = (a: string, b: string): boolean => {
  const shared = pieces(a, b).filter((piece) => piece.in === 'both').reduce((sum, piece) => sum + wordsOf(piece.text).length, 0);
  return shared * 2 >= Math.max(wordsOf(a).length, wordsOf(b).length);
};
