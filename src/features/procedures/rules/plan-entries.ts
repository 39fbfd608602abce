import type { Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { differingParts, sameText, type ProcedureText } from './content.ts';
import { CHANGES, faultIn, standing, type Change, type Entered, type Entry } from './history.ts';

/** One change that a decision makes, as it is handed in. `either`: published when it is new, changed when it differs. */
export type ChangeInput =
  | { readonly change: 'publish' | 'amend' | 'either'; readonly text: ProcedureText; readonly note?: string | null }
  | { readonly change: 'replace' | 'abolish'; readonly code: string; readonly replacedBy: readonly string[]; readonly note?: string | null };

/** A procedure as it is known, with its entries of any day. */
export interface Known { readonly id: Id; readonly code: string; readonly entries: readonly KnownEntry[] }
export interface KnownEntry extends Entry { readonly text: ProcedureText | null; readonly name: string }

/** An entry to be written. `code` names the procedure; `id` is null while it is new. */
export interface PlannedEntry {
  readonly code: string; readonly id: Id | null; readonly change: Entered; readonly revision: number; readonly text: ProcedureText | null; /** Of what ends: as it was called. */ readonly last: ProcedureText | null;
  readonly replacedBy: readonly string[]; readonly note: string | null; readonly parts: readonly string[];
}
export interface PlannedEntries { readonly entries: readonly PlannedEntry[]; readonly unchanged: number; readonly faults: readonly { readonly index: number; readonly field: 'code' | 'change' | 'replacedBy'; readonly reason: string }[] }

/**
 * What a decision writes into a catalogue from its first day on. A second entry of the same decision for a procedure corrects the first; one of
 * another decision on the same day follows it, and starts from what that said.
 */
export function planEntries(known: ReadonlyMap<string, Known>, decision: { readonly id: Id; readonly from: PlainDate }, changes: readonly ChangeInput[], newId: () => Id): PlannedEntries {
  const entries: PlannedEntry[] = [], faults: { index: number; field: 'code' | 'change' | 'replacedBy'; reason: string }[] = [], seen = new Set<string>();
  const published = new Set(changes.flatMap((one) => ('text' in one ? [one.text.code] : [])));
  let unchanged = 0;
  changes.forEach((one, index) => {
    const fault = (reason: string, field: 'code' | 'change' | 'replacedBy' = 'code'): void => { faults.push({ index, field, reason }); }, code = 'text' in one ? one.text.code : one.code, procedure = known.get(code);
    if (seen.has(code)) return fault(`Mã ${code} có hai lần. Mỗi thủ tục chỉ ghi một lần trong một quyết định.`);
    seen.add(code);
    const there = procedure ? procedure.entries : [], all = standing(there), onThatDay = all.find((entry) => entry.validFrom === decision.from && entry.decisionId === decision.id);
    const revision = Math.max(0, ...there.filter((entry) => entry.validFrom === decision.from).map((entry) => entry.revision)) + 1;
    // what held before this decision, or is to hold when nothing did
    const before = onThatDay ? all.slice(0, all.indexOf(onThatDay)) : all.filter((entry) => entry.validFrom <= decision.from), latest = before.at(-1), inForce = Boolean(latest && CHANGES[latest.change].holds);
    const held = (before.findLast((entry) => CHANGES[entry.change].holds) ?? all.find((entry) => entry !== onThatDay && CHANGES[entry.change].holds))?.text ?? null;
    const check = (change: Change): boolean => {
      const wrong = faultIn([...there, { id: newId(), validFrom: decision.from, revision, change, decisionId: decision.id }]);
      if (wrong) fault(wrong.entry.validFrom === decision.from ? wrong.reason : `Mục đã ghi từ ngày ${formatDate(wrong.entry.validFrom)} (${CHANGES[wrong.entry.change].label.toLocaleLowerCase('vi')}) không còn khớp nếu thêm mục này. Hãy xem lại mục đó trước.`, 'change');
      return !wrong;
    };
    if ('text' in one) {
      const change = one.change === 'either' ? (inForce ? 'amend' : 'publish') : one.change, last = onThatDay ? onThatDay.text : held;
      if (one.change === 'either' && last && sameText(last, one.text) && (onThatDay ? CHANGES[onThatDay.change].holds : inForce)) { unchanged += 1; return; }
      if (check(change)) entries.push({ code, id: procedure?.id ?? null, change, revision, text: one.text, last, replacedBy: [], note: one.note ?? null, parts: last ? differingParts(last, one.text) : [] });
      return;
    }
    if (!procedure) return fault(`Không có thủ tục mang mã ${code}.`);
    if (one.change === 'replace' && one.replacedBy.length === 0) return fault('Hãy ghi mã của thủ tục thay thế.', 'replacedBy');
    const unknown = one.replacedBy.find((other) => !known.has(other) && !published.has(other));
    if (unknown) return fault(`Không có thủ tục mang mã ${unknown}. Hãy công bố thủ tục thay thế trước, hoặc trong cùng quyết định.`, 'replacedBy');
    if (one.replacedBy.includes(code)) return fault('Thủ tục không thể được thay bởi chính nó.', 'replacedBy');
    if (check(one.change)) entries.push({ code, id: procedure.id, change: one.change, revision, text: null, last: held, replacedBy: one.replacedBy, note: one.note ?? null, parts: [] });
  });
  return { entries, unchanged, faults };
}
