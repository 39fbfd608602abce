import type { Id } from '#kernel/id.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { rollUp, type RollUp } from '#features/organisations/rules/frame.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import type { Framed } from './framed.tsx';

/** Where somebody stands in a roll-up: a row and what is right below it. */
export interface Level<T> {
  /** The row looked into; null where several stand side by side and none above them belongs to the viewer. */
  readonly at: Id | null;
  readonly name: string;
  readonly total: T;
  readonly own: T | null;
  readonly below: readonly { readonly id: Id; readonly total: T; readonly deeper: boolean }[];
  /** The viewer's rows above, from the top down, that may be opened. */
  readonly above: readonly Id[];
  readonly all: RollUp<T>;
  /** The viewer's highest rows: all there is to see. */
  readonly tops: readonly Id[];
}

/**
 * The level that was asked for (`don-vi`), else the highest row of the acting unit. A merged commune that looks at units as they
 * were sees the communes it was beside itself, under its own name; what stands above them is not its own and is left out.
 */
export function levelOf<T>(visit: Visit, seen: Framed, figures: Iterable<{ readonly unitId: Id; readonly figure: T }>, zero: T, add: (a: T, b: T) => T): Level<T> {
  const all = rollUp(seen.frame, figures, zero, add), mine = new Set(seen.units.map((id) => seen.frame.place(id).rowId)), rank = [...all.rows.keys()];
  // a row of the viewer may have one between that is not: then it hangs on the next above that is
  const aboveMine = (id: Id): Id[] => seen.frame.ancestorsOf(id).filter((up) => mine.has(up));
  const rows = rank.filter((id) => mine.has(id)), tops = inOrder(all, rows.filter((id) => !aboveMine(id).length));
  const asked = visit.c.req.query('don-vi') as Id | undefined, at = asked && mine.has(asked) && all.rows.has(asked) ? asked : tops.length === 1 ? tops[0]! : null;
  const below = at === null ? tops : inOrder(all, rows.filter((id) => aboveMine(id)[0] === at));
  return {
    at, all, tops, name: at === null ? signedIn(visit).organisationName : (seen.frame.unit(at)?.name ?? ''), total: at === null ? all.total : all.rows.get(at)!.total, own: at === null ? null : all.rows.get(at)!.own,
    above: at === null ? [] : aboveMine(at).filter((id) => all.rows.has(id)).reverse(),
    below: below.map((id) => ({ id, total: all.rows.get(id)!.total, deeper: all.rows.get(id)!.below.length > 0 })),
  };
}

/** In the order in which a walk from the top meets them. */
function inOrder<T>(all: RollUp<T>, ids: readonly Id[]): Id[] {
  const wanted = new Set(ids), found: Id[] = [];
  const walk = (id: Id): void => { if (wanted.has(id)) found.push(id); for (const below of all.rows.get(id)!.below) walk(below); };
  for (const top of all.tops) walk(top);
  return found;
}

const BLOCKS = ['Sở, ban, ngành, đơn vị cấp tỉnh', 'Tỉnh, thành phố', 'Huyện, thị xã, thành phố (trước 01/07/2025)', 'Xã, phường, đặc khu'] as const;

/** Which block of units a leader means: agencies, or committees by their tier. */
export function blockOf(seen: Framed, id: Id): (typeof BLOCKS)[number] {
  const unit = seen.frame.unit(id), committee = unit && KINDS[unit.kind].family === 'committee';
  return !committee ? BLOCKS[0] : unit.tier === 'province' ? BLOCKS[1] : unit.tier === 'district' ? BLOCKS[2] : BLOCKS[3];
}
export const inBlocks = <T,>(seen: Framed, rows: readonly { readonly id: Id; readonly total: T }[], add: (a: T, b: T) => T): { readonly block: string; readonly units: number; readonly total: T }[] =>
  BLOCKS.flatMap((block) => { const those = rows.filter((row) => blockOf(seen, row.id) === block); return those.length ? [{ block, units: those.length, total: those.map((row) => row.total).reduce(add) }] : []; });
