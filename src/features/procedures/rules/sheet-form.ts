import { isId, type Id } from '#kernel/id.ts';
import { isSeen, type Seen } from './posting.ts';

/** Fields of one procedure in a part of a check sheet. `shown`: what stood there when the page was drawn. */
export const fieldOf = { state: (id: Id) => `s-${id}`, note: (id: Id) => `n-${id}`, photo: (id: Id) => `p-${id}`, shown: (id: Id) => `w-${id}` } as const;
export const shownAs = (state: string, note: string): string => `${state}|${note}`;

export interface TypedAnswer { readonly id: Id; readonly state: Seen; readonly note: string }
/**
 * What somebody changed in a part. What stands as it was drawn is left out, so that a page opened earlier writes nothing over what a colleague has
 * answered since. `unsaid`: those with a note or a picture, and no answer.
 */
export function typedAnswers(part: { readonly names: Iterable<string>; text(name: string): string; sent(name: string): boolean }): { readonly answers: readonly TypedAnswer[]; readonly unsaid: readonly Id[] } {
  const ids = [...new Set([...part.names].flatMap((name) => { const id = /^[snpw]-(.+)$/.exec(name)?.[1] ?? ''; return isId(id) ? [id as Id] : []; }))], answers: TypedAnswer[] = [], unsaid: Id[] = [];
  for (const id of ids) {
    const state = part.text(fieldOf.state(id)), note = part.text(fieldOf.note(id)).trim(), photo = part.sent(fieldOf.photo(id));
    if (!isSeen(state)) { if (note || photo) unsaid.push(id); continue; }
    if (photo || part.text(fieldOf.shown(id)) !== shownAs(state, note)) answers.push({ id, state, note });
  }
  return { answers, unsaid };
}
