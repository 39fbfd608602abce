import { AppError } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { addDays, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { applyEvent, type Hop, type Outcome } from './apply-event.ts';
import type { Called } from './handing-over.ts';
import type { RowFault } from './sheet.ts';
import type { EventInput } from './succession.ts';
import { makeWorld, type WorldChanges } from './succession-world.ts';
import { fullNameOf, makeTree, type Organisation, type OrganisationTree } from './tree.ts';

export interface PlannedEvent extends Outcome { readonly input: EventInput }

/** What a list of events does to the tree, from the first day on; nothing is written. */
export interface PlannedReorganisation extends Called {
  /** In the order in which they apply: by day, then as given. */
  readonly events: readonly PlannedEvent[];
  readonly faults: readonly RowFault[];
  readonly hops: readonly Hop[];
  /** Units that end, with the first day without them. */
  readonly ended: ReadonlyMap<Id, PlainDate>;
  /** Units that live on below somebody else. */
  readonly moved: ReadonlySet<Id>;
  readonly changes: WorldChanges;
  /** The new order as of a day. */
  treeOn(day: PlainDate): OrganisationTree;
  /** With the place it belongs to, as it is called after the events, else as it was last called. */
  nameOf(id: Id): string;
  /** Units that bear this code or name on the eve of the first event, on its day, or after the last one; several where the words are not enough. */
  find(words: string): readonly Id[];
  /** The unit right above on the day before it ended; null at the top. */
  aboveOf(id: Id): Id | null;
}

/** Where the files call a field of an event by another word. */
export const FIELD_LABELS: Readonly<Record<string, string>> = {
  unit: 'Đơn vị', name: 'Thành', into: 'Thành', successor: 'Đơn vị kế thừa', function: 'Chức năng', unitKind: 'Loại đơn vị mới', code: 'Mã mới', parent: 'Cấp trên', parentId: 'Cấp trên', onDay: 'Ngày', validFrom: 'Ngày', shortName: 'Tên ngắn mới', citation: 'Căn cứ', kind: 'Loại',
};
const MOST_FAULTS = 100;

export function planReorganisation(versions: readonly Organisation[], inputs: readonly EventInput[], newId: () => Id): PlannedReorganisation {
  const world = makeWorld(versions, newId), events: PlannedEvent[] = [], faults: RowFault[] = [];
  const ordered = inputs.map((input, at) => ({ input, at })).sort((a, b) => (a.input.onDay < b.input.onDay ? -1 : a.input.onDay > b.input.onDay ? 1 : a.at - b.at));
  for (const { input } of ordered) {
    try { events.push({ input, ...applyEvent(world, input) }); } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push({ line: input.line, column: FIELD_LABELS[error.details.field ?? ''] ?? 'Đơn vị', reason: error.message });
      if (faults.length === MOST_FAULTS) break;
    }
  }
  const hops = events.flatMap((event) => event.hops), ended = new Map<Id, PlainDate>(), trees = new Map<PlainDate, OrganisationTree>();
  for (const hop of hops) if (!hop.remains) ended.set(hop.from, hop.onDay);
  const all = world.versions(), lastDay = ordered.at(-1)?.input.onDay;
  const born = events.flatMap((event) => event.applied.born), place = new Map(born.map((id, at) => [id, `moi-${at + 1}`]));
  const treeOn = (day: PlainDate): OrganisationTree => { let tree = trees.get(day); if (!tree) trees.set(day, tree = makeTree(all, day)); return tree; };
  return {
    events, faults: faults.sort((a, b) => a.line - b.line), hops, ended, moved: new Set(events.flatMap((event) => event.moved).filter((id) => !ended.has(id))), changes: world.changes(), treeOn,
    nameOf: (id) => (lastDay ? fullNameOf(treeOn(lastDay), id) : ''),
    find(words) {
      if (isId(words.trim())) return [words.trim() as Id];
      const days = [...new Set(ordered.flatMap(({ input }) => [addDays(input.onDay, -1), input.onDay]))].sort();
      return [...new Set([days[0], days.at(-1)].flatMap((day) => (day ? world.lookUp(words, day) : [])).map((one) => one.id))];
    },
    aboveOf: (id) => (lastDay ? (treeOn(lastDay).latest(id)?.parentId ?? null) : null),
    refOf: (id) => place.get(id) ?? id,
    idOf: (ref) => (isId(ref) ? ref : born[Number(/^moi-(\d+)$/.exec(ref)?.[1] ?? 0) - 1]),
  };
}

/** Work, plans and roles cannot go over before the day: what is dated later may be tried, not applied. A mere new name may. */
export const notYet = ({ events }: PlannedReorganisation, today: PlainDate): RowFault[] => events.filter((event) => event.input.onDay > today && (event.hops.length > 0 || event.moved.length > 0)).map(({ input }) => ({
  line: input.line, column: FIELD_LABELS.onDay!, reason: `Ngày ${formatDate(input.onDay)} chưa tới; việc, kế hoạch và vai trò chỉ chuyển từ ngày đó. Xem trước được ngay, hãy áp dụng từ ngày ${formatDate(input.onDay)}.`,
}));
