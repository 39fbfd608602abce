import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Hop } from './apply-event.ts';
import type { OrganisationFunction } from './kinds.ts';
import type { PlannedReorganisation } from './plan-reorganisation.ts';

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
  /** What is asked, where it is not who receives something. */
  readonly heading?: string;
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

/** How a noun tells of the things it hands over. */
export interface Handing<T> {
  readonly noun: string;
  holder(thing: T): Id;
  /** Things of one item are asked about once. */
  item(thing: T): string;
  told(thing: T): Pick<Question, 'title' | 'detail' | 'names'>;
  /** To which function it belongs; null asks a person, 'none': it stays whatever functions go. */
  functionOf(thing: T, hop: Hop): OrganisationFunction | null | 'none';
  /** The last day on which it can still go over; absent: always. */
  until?(thing: T): PlainDate | null;
  readonly otherwise: Question['otherwise'];
}
export interface HandedOver<T> {
  /** In the order given; also those that stay, with no steps. */
  readonly all: readonly { readonly thing: T; readonly to: Id; readonly steps: readonly Hop[]; readonly unassigned: boolean }[];
  readonly questions: readonly Question[];
  readonly open: readonly string[];
}

/** Who holds each thing after the events. What could go several ways is asked once for each item; nothing is guessed. */
export function handOver<T>(things: readonly T[], planned: PlannedReorganisation, answers: Answers, how: Handing<T>): HandedOver<T> {
  const questions = new Map<string, Question & { count: number }>(), open = new Set<string>(), all: HandedOver<T>['all'][number][] = [];
  const ask = (thing: T, hop: Hop): Decision => {
    const key = questionKey(how.noun, hop, how.item(thing), planned);
    let question = questions.get(key);
    if (question) question.count++;
    else questions.set(key, question = { key, noun: how.noun, from: hop.from, function: hop.function, count: 1, options: optionsOf(hop, planned, planned.aboveOf(hop.from)), otherwise: how.otherwise, ...how.told(thing) });
    const decision = decided(question, answers, planned);
    if (decision.state === 'open') open.add(key);
    return decision;
  };
  for (const thing of things) {
    const until = how.until?.(thing) ?? null, hops = until ? planned.hops.filter((hop) => hop.onDay <= until) : planned.hops;
    const { open: unsaid, holder, steps, unassigned } = follow(hops, how.holder(thing), (hop) => {
      if (hop.share !== 'function') return ask(thing, hop);
      const own = how.functionOf(thing, hop);
      return own === null ? ask(thing, hop) : own === hop.function ? { state: 'to', id: hop.to[0]! } : { state: 'stays' };
    });
    if (!unsaid) all.push({ thing, to: holder, steps, unassigned });
  }
  return { all, questions: [...questions.values()], open: [...open] };
}

/** Moves counted by who gives and who receives, in the order of their first. */
export function countMoves(moves: readonly { readonly from: Id; readonly to: Id | null; readonly note?: string }[]): { fromId: Id; toId: Id | null; count: number; note?: string }[] {
  const lines = new Map<string, { fromId: Id; toId: Id | null; count: number; note?: string }>();
  for (const { from, to, note } of moves) {
    const key = `${from} ${to} ${note ?? ''}`, known = lines.get(key);
    if (known) known.count++; else lines.set(key, { fromId: from, toId: to, count: 1, ...(note ? { note } : {}) });
  }
  return [...lines.values()];
}

/** What a thing is called with its new holder: its own name, or with its old unit's where there is one of that name already. */
export function nameBeside(name: string, from: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let count = 1; ; count++) { const other = `${name} (${from}${count > 1 ? `, ${count}` : ''})`; if (!taken.has(other)) return other; }
}
