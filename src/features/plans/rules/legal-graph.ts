import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { legalKey, type CitedPaper } from '#features/documents/rules/legal-key.ts';

/** A plan as a paper among papers: what it is cited as, and what it cites. */
export interface CitingPlan { readonly id: Id; readonly type: string; readonly number: string | null; readonly signedOn: PlainDate | null; readonly issuer: string; readonly title: string; readonly bases: readonly CitedPaper[] }

/** A plan that rests on a paper: by itself (`via` empty), or because it cites a plan that does. */
export interface Resting { readonly plan: CitingPlan; readonly via: readonly CitingPlan[] }

export const paperOfPlan = (plan: Pick<CitingPlan, 'type' | 'number' | 'signedOn' | 'issuer' | 'title'>): CitedPaper => ({ type: plan.type, number: plan.number, date: plan.signedOn, issuer: plan.issuer });
export const keyOfPlan = (plan: CitingPlan): string | null => legalKey(paperOfPlan(plan));

/** A paper as it is looked up. */
export interface KeyedPaper { readonly key: string; readonly number: string | null; readonly name?: string }

/** National programme, province, commune, and one more; plans that cite each other must not go round for ever. */
const DEEPEST = 4;

/**
 * Everything that rests on a paper, nearest first. `citing` gives the plans that may cite any of these; it is asked once a level, so
 * that the whole graph costs as many queries as it is deep.
 */
export async function restingOn(paper: CitedPaper, citing: (papers: readonly KeyedPaper[]) => Promise<readonly CitingPlan[]>): Promise<Resting[]> {
  const found = new Map<Id, Resting>(), key = legalKey(paper);
  let level = new Map<string, { paper: CitedPaper; via: readonly CitingPlan[] }>(key ? [[key, { paper, via: [] }]] : []);
  for (let depth = 0; depth < DEEPEST && level.size > 0; depth++) {
    const next: typeof level = new Map();
    for (const plan of await citing([...level].map(([of, { paper: { number, name } }]) => ({ key: of, number, ...(name ? { name } : {}) })))) {
      if (found.has(plan.id)) continue;
      const cited = plan.bases.map((base) => legalKey(base)).find((one) => one !== null && level.has(one));
      if (!cited) continue; // the number agrees, the day does not
      const { via } = level.get(cited)!;
      found.set(plan.id, { plan, via });
      const own = keyOfPlan(plan);
      if (own && own !== key) next.set(own, { paper: paperOfPlan(plan), via: [...via, plan] });
    }
    level = next;
  }
  return [...found.values()];
}

/** A paper and how many plans cite it. */
export interface PaperInUse { readonly key: string; readonly paper: CitedPaper; readonly plans: readonly Pick<CitingPlan, 'id' | 'title' | 'number' | 'issuer'>[] }

/** The papers that plans cite, those most rested on first; a number left blank has no place here. */
export function papersInUse(plans: readonly CitingPlan[]): PaperInUse[] {
  const found = new Map<string, { key: string; paper: CitedPaper; plans: CitingPlan[] }>();
  for (const plan of plans) for (const paper of plan.bases) {
    const key = legalKey(paper);
    if (!key) continue;
    const entry = found.get(key) ?? { key, paper, plans: [] };
    // the fullest way of citing it stands for all
    if ((paper.issuer?.length ?? 0) > (entry.paper.issuer?.length ?? 0)) entry.paper = paper;
    if (!entry.plans.includes(plan)) entry.plans.push(plan);
    found.set(key, entry);
  }
  return [...found.values()].sort((a, b) => b.plans.length - a.plans.length || ((a.paper.date ?? '') < (b.paper.date ?? '') ? 1 : -1));
}
