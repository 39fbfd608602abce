import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Organisation, OrganisationTree } from './tree.ts';

/** From `onDay`, the first day of the new order, `toId` shows the past of `fromId`. At most one for each `fromId`. */
export interface HistoryLink { readonly fromId: Id; readonly toId: Id; readonly onDay: PlainDate }

/** `then`: units as they were in the data's own time; `today`: as they are now; a day: as they stood on it. */
export type FrameChoice = 'then' | 'today' | PlainDate;

/** same: it stands itself; successor: shown by who came after it; ended, later: a row of its own though it does not live on the day of the frame. */
export type PlaceKind = 'same' | 'successor' | 'ended' | 'later';
export interface Place { readonly rowId: Id; readonly kind: PlaceKind }

/**
 * One way of looking at figures of any time: every unit that ever lived has exactly one row, and every row one place in one
 * forest, so that nothing is lost and nothing counted twice, whatever the frame. The tree underneath is that of one day: of
 * today, of the day asked for, or in `then` of the last day of the figures.
 */
export interface Frame {
  readonly choice: FrameChoice;
  readonly tree: OrganisationTree;
  /** The row of a unit of any time. */
  place(id: Id): Place;
  /** The row right above a row; null at the top. */
  parentOf(rowId: Id): Id | null;
  /** The rows from the one right above up to the top. */
  ancestorsOf(rowId: Id): readonly Id[];
  isWithin(rowId: Id, ancestorId: Id): boolean;
  /** The unit of a row by its version of the day, else its last one before, else its first. */
  unit(rowId: Id): Organisation | undefined;
}

export function makeFrame({ tree, links, choice }: { readonly tree: OrganisationTree; readonly links: readonly HistoryLink[]; readonly choice: FrameChoice }): Frame {
  const heirs = new Map<Id, Id>(), forebears = new Map<Id, Id[]>();
  for (const { fromId, toId, onDay } of links) {
    if (choice !== 'then' && onDay <= tree.asOf) heirs.set(fromId, toId);
    const known = forebears.get(toId);
    if (known) known.push(fromId); else forebears.set(toId, [fromId]);
  }
  const begun = (id: Id): boolean => (tree.latest(id)?.validFrom ?? tree.asOf) <= tree.asOf;

  const places = new Map<Id, Place>();
  function place(id: Id): Place {
    let found = places.get(id);
    if (!found) places.set(id, found = placeOf(id));
    return found;
  }
  function placeOf(id: Id): Place {
    if (tree.get(id)) return { rowId: id, kind: 'same' };
    if (!begun(id)) return { rowId: id, kind: 'later' };
    const passed = new Set([id]);
    let last = id;
    for (let heir = heirs.get(last); heir && !passed.has(heir); heir = tree.get(heir) ? undefined : heirs.get(heir)) { passed.add(heir); last = heir; }
    return last === id ? { rowId: id, kind: 'ended' } : { rowId: last, kind: 'successor' };
  }

  const parents = new Map<Id, Id | null>(), underWay = new Set<Id>();
  function parentOf(rowId: Id): Id | null {
    const known = parents.get(rowId);
    if (known !== undefined) return known;
    if (underWay.has(rowId)) return null;
    underWay.add(rowId);
    const above = aboveOf(rowId);
    // Where records contradict each other a row could stand below itself; then it stands at the top.
    const parent = above === null || above === rowId || ancestorsOf(above).includes(rowId) ? null : above;
    underWay.delete(rowId);
    parents.set(rowId, parent);
    return parent;
  }
  function aboveOf(rowId: Id): Id | null {
    const parentId = tree.latest(rowId)?.parentId ?? null, living = tree.get(rowId);
    if (living) return parentId && tree.get(parentId) ? parentId : null;
    const before = begun(rowId) ? undefined : forebears.get(rowId);
    if (before) return nearestCommon(before.map((id) => place(id).rowId));
    return parentId === null ? null : place(parentId).rowId;
  }
  /** The lowest row that is all of these or stands above them; null when there is none. */
  function nearestCommon(rows: readonly Id[]): Id | null {
    const [first, ...others] = rows.map((row) => [row, ...ancestorsOf(row)]);
    return first?.find((row) => others.every((chain) => chain.includes(row))) ?? null;
  }
  const chains = new Map<Id, readonly Id[]>();
  function ancestorsOf(rowId: Id): readonly Id[] {
    const known = chains.get(rowId);
    if (known) return known;
    const chain: Id[] = [];
    for (let up = parentOf(rowId); up !== null && !chain.includes(up); up = parentOf(up)) chain.push(up);
    if (underWay.size === 0) chains.set(rowId, chain); // while a parent is being looked for, what stands above is not the last word
    return chain;
  }

  return {
    choice, tree, place, parentOf, ancestorsOf,
    isWithin: (rowId, ancestorId) => rowId === ancestorId || ancestorsOf(rowId).includes(ancestorId),
    unit: (rowId) => tree.latest(rowId),
  };
}

/** Who shows the past of a unit in the end: the last of its successors, or itself. */
export function heirOf(links: readonly HistoryLink[], id: Id): Id {
  const heirs = new Map(links.map((link) => [link.fromId, link.toId])), passed = new Set<Id>();
  let last = id;
  for (let heir = heirs.get(last); heir && !passed.has(heir); heir = heirs.get(last)) { passed.add(last); last = heir; }
  return last;
}

/** A row with the figures that stand in it and everything below it. */
export interface RolledRow<T> {
  readonly id: Id;
  readonly own: T;
  readonly total: T;
  /** Rows right below, in the order of the tree. */
  readonly below: readonly Id[];
}
export interface RollUp<T> {
  readonly rows: ReadonlyMap<Id, RolledRow<T>>;
  /** Rows without another above them. */
  readonly tops: readonly Id[];
  /** The sum of everything: the same in every frame. */
  readonly total: T;
}

/** Puts figures into the rows of a frame and sums them up the tree. Rows above a figure are there even where they have none themselves. */
export function rollUp<T>(frame: Frame, figures: Iterable<{ readonly unitId: Id; readonly figure: T }>, zero: T, add: (a: T, b: T) => T): RollUp<T> {
  const own = new Map<Id, T>(), below = new Map<Id | null, Set<Id>>();
  for (const { unitId, figure } of figures) {
    const { rowId } = frame.place(unitId), there = own.get(rowId);
    own.set(rowId, there === undefined ? figure : add(there, figure));
  }
  for (const rowId of own.keys()) {
    let at: Id = rowId;
    for (const up of [...frame.ancestorsOf(rowId), null]) {
      const beside = below.get(up);
      if (beside?.has(at)) break; // and so has everything above it
      if (beside) beside.add(at); else below.set(up, new Set([at]));
      if (up !== null) at = up;
    }
  }
  const rank = ranksOf(frame.tree);
  const ordered = (ids: Iterable<Id>): Id[] => [...ids].sort((a, b) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size) || compareNames(frame, a, b));
  const rows = new Map<Id, RolledRow<T>>();
  function sumOf(id: Id): T {
    const mine = own.get(id) ?? zero, under = ordered(below.get(id) ?? []), row = { id, own: mine, total: mine, below: under };
    rows.set(id, row);
    for (const one of under) row.total = add(row.total, sumOf(one));
    return row.total;
  }
  const tops = ordered(below.get(null) ?? []);
  return { rows, tops, total: tops.reduce((sum, id) => add(sum, sumOf(id)), zero) };
}

const ranks = new WeakMap<OrganisationTree, ReadonlyMap<Id, number>>();
/** Where each unit of a day stands in a walk through its tree. */
function ranksOf(tree: OrganisationTree): ReadonlyMap<Id, number> {
  let rank = ranks.get(tree);
  if (!rank) ranks.set(tree, rank = new Map(tree.all.map((one, index) => [one.id, index])));
  return rank;
}

const compareNames = (frame: Frame, a: Id, b: Id): number => {
  const [x, y] = [frame.unit(a)?.name ?? '', frame.unit(b)?.name ?? ''];
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : 1;
};
