import type { Id } from '#kernel/id.ts';
import { sameText, type ProcedureText } from './content.ts';

/** A procedure of one of the catalogues that become one. `text`: what holds on the day of the change; null when it ended, is to come or was never entered. */
export interface Candidate { readonly id: Id; readonly code: string; readonly owner: Id; readonly text: ProcedureText | null; readonly ended: boolean }
export interface Merged {
  /** Those that go on, one of each code. */
  readonly kept: readonly Candidate[];
  /** Those of a code that goes on in another row, and in which. */
  readonly into: ReadonlyMap<Id, Id>;
  /** Codes that hold in several catalogues in different words, where nobody has said whose go on. */
  readonly disputed: readonly string[];
}

/**
 * One catalogue out of several. What holds comes before what does not; of two that hold the successor's own, where it had a catalogue before; else
 * those that read the same are one, and of those that differ `wording` says whose go on.
 */
export function mergeCatalogues(candidates: readonly Candidate[], own: Id, wording: Id | null): Merged {
  const kept: Candidate[] = [], into = new Map<Id, Id>(), disputed: string[] = [];
  for (const [code, all] of Map.groupBy(candidates, (one) => one.code)) {
    const holding = all.filter((one) => one.text), mine = holding.find((one) => one.owner === own);
    const differ = !mine && holding.some((one) => !sameText(one.text!, holding[0]!.text!));
    if (differ) disputed.push(code);
    const chosen = mine ?? (differ ? holding.find((one) => one.owner === wording) : undefined) ?? holding[0] ?? all.find((one) => !one.ended) ?? all[0]!;
    kept.push(chosen);
    for (const one of all) if (one.id !== chosen.id) into.set(one.id, chosen.id);
  }
  return { kept, into, disputed };
}
