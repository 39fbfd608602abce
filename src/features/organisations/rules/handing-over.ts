import type { Id } from '#kernel/id.ts';
import type { Hop } from './apply-event.ts';
import type { OrganisationFunction } from './kinds.ts';

/** Something that a person must decide before anything is written: who gets this when several, or nobody, stand in the place of a unit. */
export interface Question {
  /** The same each time the same events are looked at: name of the form's field. */
  readonly key: string;
  /** Of which noun, and from whom. */
  readonly noun: string;
  readonly from: Id;
  readonly function: OrganisationFunction | null;
  /** What it is about, as people call it: task, plan, account. */
  readonly title: string;
  readonly detail: string;
  readonly count: number;
  readonly options: readonly Option[];
  /** Where nobody says: 'ask' refuses, 'unassigned' lists it as "chưa phân công". */
  readonly otherwise: 'ask' | 'unassigned';
  /** Other words by which a row of a file may name it. */
  readonly names: readonly string[];
}
/** What a unit is called in forms: its id, or "moi-2" while it is not there yet (its id is given when it is written). */
export interface Called { nameOf(id: Id): string; refOf(id: Id): string; idOf(ref: string): Id | undefined }
/** A unit's reference; `keep`: stays where it is; `none`: with nobody, and listed. */
export interface Option { readonly value: string; readonly label: string }
export const KEEP = 'keep', NOBODY = 'none';

/** What was decided; undefined where nothing was said. */
export type Answers = (question: Question) => string | undefined;
export const noAnswers: Answers = () => undefined;

/** From the fields of a form: the question's own, else the one for everything of that unit. */
export const formAnswers = (field: (name: string) => string): Answers => (question) => field(question.key) || field(defaultKey(question)) || undefined;
export const defaultKey = ({ key }: Pick<Question, 'key'>): string => `${key.slice(0, key.lastIndexOf(':'))}:*`;
export const questionKey = (noun: string, hop: Hop, item: string, called: Called): string => [noun, called.refOf(hop.from), hop.function ?? 'part', item].join(':');

/** Who may receive at this step. A unit without a successor may leave things with the one above it, or with nobody. */
export function optionsOf(hop: Hop, called: Called, above: Id | null): Option[] {
  const unit = (id: Id, words = ''): Option => ({ value: called.refOf(id), label: words + called.nameOf(id) });
  if (!hop.to.length) return [...(above ? [unit(above, 'Đơn vị cấp trên: ')] : []), { value: NOBODY, label: 'Để lại, chưa phân công' }];
  return hop.remains ? [...hop.to.map((id) => unit(id)), { value: KEEP, label: `Vẫn ở ${called.nameOf(hop.from)}` }] : hop.to.map((id) => unit(id));
}

export type Decision = { readonly state: 'to'; readonly id: Id } | { readonly state: 'stays' } | { readonly state: 'nobody' } | { readonly state: 'open' };

/** The answer of a person, checked against what is possible. */
export function decided(question: Question, answers: Answers, called: Called): Decision {
  const answer = answers(question), id = answer ? called.idOf(answer) : undefined;
  if (!answer || !question.options.some(({ value }) => value === answer)) return question.otherwise === 'unassigned' ? { state: 'nobody' } : { state: 'open' };
  return answer === KEEP ? { state: 'stays' } : answer === NOBODY ? { state: 'nobody' } : id ? { state: 'to', id } : { state: 'open' };
}

export interface Followed { readonly holder: Id; /** Steps that changed the holder. */ readonly steps: readonly Hop[]; readonly unassigned: boolean; readonly open: boolean }

/** Goes from holder to holder through the steps, in their order; `decide` is asked where more than one way leads on. */
export function follow(hops: readonly Hop[], start: Id, decide: (hop: Hop) => Decision): Followed {
  const steps: Hop[] = [];
  let holder = start, unassigned = false;
  for (const hop of hops) {
    if (hop.from !== holder) continue;
    const decision: Decision = hop.share === 'whole' && hop.to.length === 1 ? { state: 'to', id: hop.to[0]! } : decide(hop);
    if (decision.state === 'open') return { holder, steps, unassigned, open: true };
    if (decision.state === 'nobody') { unassigned = !hop.remains; continue; }
    if (decision.state === 'to') { holder = decision.id; steps.push(hop); }
  }
  return { holder, steps, unassigned, open: false };
}
