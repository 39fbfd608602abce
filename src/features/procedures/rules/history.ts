import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';

/** What a decision does to a procedure. `void`: an entry taken back, as if it had never been made. */
export const CHANGES = {
  publish: { label: 'Công bố mới', past: 'công bố', holds: true },
  amend: { label: 'Sửa đổi, bổ sung', past: 'sửa đổi, bổ sung', holds: true },
  replace: { label: 'Thay thế bằng thủ tục khác', past: 'thay thế', holds: false },
  abolish: { label: 'Bãi bỏ', past: 'bãi bỏ', holds: false },
  void: { label: 'Bỏ mục nhập nhầm', past: 'bỏ', holds: false },
} as const satisfies Record<string, { readonly label: string; readonly past: string; readonly holds: boolean }>;
export type Change = keyof typeof CHANGES;
/** What may be entered; taking back is a verb of its own. */
export const ENTERED = ['publish', 'amend', 'replace', 'abolish'] as const satisfies readonly Change[];
export type Entered = (typeof ENTERED)[number];

/** One entry of a procedure's past or future, as far as its order goes. Revisions count all entries of a day. */
export interface Entry { readonly id: Id; readonly validFrom: PlainDate; readonly revision: number; readonly change: Change; readonly decisionId: Id }

/**
 * The entries that count, oldest first: of each decision on a day the last revision, without those taken back. Several decisions of one day follow one
 * another as they were entered, and the last of them holds.
 */
export function standing<E extends Entry>(entries: readonly E[]): E[] {
  const counting = [...Map.groupBy(entries, (one) => `${one.validFrom} ${one.decisionId}`).values()].flatMap((all) => {
    const inOrder = all.toSorted((a, b) => a.revision - b.revision), alive = inOrder.slice(inOrder.findLastIndex((one) => one.change === 'void') + 1);
    return alive.length ? [{ place: alive[0]!.revision, entry: alive.at(-1)! }] : [];
  });
  return counting.sort((a, b) => (a.entry.validFrom === b.entry.validFrom ? a.place - b.place : a.entry.validFrom < b.entry.validFrom ? -1 : 1)).map(({ entry }) => entry);
}

export type Phase = 'unknown' | 'future' | 'in-force' | 'ended';
export interface OnDay<E extends Entry> {
  readonly phase: Phase;
  /** What holds, or ended it; null before the first. */
  readonly current: E | null;
  /** What comes next; of several on that day the one that is going to hold. */
  readonly next: E | null;
  /** The content that holds on the day, or the last that did. */
  readonly content: E | null;
}

/** How things stand on a day. */
export function onDay<E extends Entry>(entries: readonly E[], day: PlainDate): OnDay<E> {
  const all = standing(entries), past = all.filter((one) => one.validFrom <= day), current = past.at(-1) ?? null, first = all[past.length], next = (first && all.findLast((one) => one.validFrom === first.validFrom)) ?? null;
  const content = past.findLast((one) => CHANGES[one.change].holds) ?? all.find((one) => CHANGES[one.change].holds) ?? null;
  return { phase: !all.length ? 'unknown' : !current ? 'future' : CHANGES[current.change].holds ? 'in-force' : 'ended', current, next, content };
}

/** First and last day on which each entry holds; the last entry is open. One that another of its own day follows has that day alone. */
export function spans<E extends Entry>(entries: readonly E[], dayBefore: (day: PlainDate) => PlainDate): { readonly entry: E; readonly from: PlainDate; readonly to: PlainDate | null }[] {
  const all = standing(entries);
  return all.map((entry, index) => ({ entry, from: entry.validFrom, to: all[index + 1] ? (all[index + 1]!.validFrom === entry.validFrom ? entry.validFrom : dayBefore(all[index + 1]!.validFrom)) : null }));
}

/** Why these entries cannot follow one another; null when they can. Says it about the first that does not fit. */
export function faultIn(entries: readonly Entry[]): { readonly entry: Entry; readonly reason: string } | null {
  let holds = false;
  for (const entry of standing(entries)) {
    if (entry.change === 'publish' && holds) return { entry, reason: 'Thủ tục này đang có hiệu lực nên không công bố mới lần nữa. Hãy chọn “Sửa đổi, bổ sung”.' };
    if (entry.change !== 'publish' && !holds) return { entry, reason: 'Vào ngày này thủ tục chưa được công bố hoặc đã hết hiệu lực. Hãy chọn “Công bố mới”, hoặc kiểm tra lại ngày hiệu lực.' };
    holds = CHANGES[entry.change].holds;
  }
  return null;
}

/** After half a year what was compared with the national portal is to be compared again. Ours, not from a regulation. */
export const CHECK_AGAIN_MONTHS = 6;
