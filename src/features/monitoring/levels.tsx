import type { Id } from '#kernel/id.ts';
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
  /** The rows above, from the top down, that may be opened. */
  readonly above: readonly Id[];
  readonly all: RollUp<T>;
}

/**
 * The level that was asked for (`don-vi`), else that of the acting unit. In a frame in which the acting unit does not stand, the
 * lowest row that has everything below it, under the acting unit's name: a merged commune looking at the communes it was.
 */
export function levelOf<T>(visit: Visit, seen: Framed, figures: Iterable<{ readonly unitId: Id; readonly figure: T }>, zero: T, add: (a: T, b: T) => T): Level<T> {
  const all = rollUp(seen.frame, figures, zero, add), { organisationId, organisationName } = signedIn(visit), mine = new Set(seen.units.map((id) => seen.frame.place(id).rowId));
  const first = (): Id | null => {
    if (all.rows.has(organisationId)) return organisationId;
    let at = all.tops.length === 1 ? all.tops[0]! : null;
    for (let row = at && all.rows.get(at); row && !mine.has(row.id) && row.below.length === 1; row = all.rows.get(at!)) at = row.below[0]!;
    return at;
  };
  const top = first(), asked = visit.c.req.query('don-vi') as Id | undefined, at = asked && all.rows.has(asked) && (top === null || seen.frame.isWithin(asked, top)) ? asked : top;
  const row = at === null ? null : all.rows.get(at)!;
  const above = at === null || at === top ? [] : [...seen.frame.ancestorsOf(at)].filter((id) => top === null || seen.frame.isWithin(id, top)).reverse();
  return {
    at, all, name: at !== null && (mine.has(at) || at !== top) ? (seen.frame.unit(at)?.name ?? '') : organisationName, total: row?.total ?? all.total, own: row?.own ?? null, above,
    below: (row?.below ?? all.tops).map((id) => ({ id, total: all.rows.get(id)!.total, deeper: all.rows.get(id)!.below.length > 0 })),
  };
}
