import type { Id } from '#kernel/id.ts';
import { dateOf, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { fullNameOf, type OrganisationTree } from '#features/organisations/rules/tree.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { planRow, planTypeLabel, type PlanRow } from '#features/plans/store.ts';
import { averageCost } from '../rules/cost.ts';
import type { BudgetFacts, FactCost, FactLine, NamedOn } from '../rules/facts.ts';
import { levelOf, sendersOf } from '../rules/office.ts';
import { formerWords } from '../rules/papers.ts';
import { may } from '../rules/states.ts';
import { paidResults, taskResults } from '../store/cost.ts';
import { expendituresOf, linesOf, partsOf, sentToOffice, taskSums, totalsOf, type LineView } from '../store/reading.ts';
import { amendmentsOf, type Budget } from '../store/rows.ts';
import type { SignedBy } from '../store/tables.ts';

export const citationOf = (plan: PlanRow): string =>
  `${planTypeLabel(plan.kind)}${plan.number === null ? '' : ` số ${joinNumber(plan.number, plan.notation)}`}${plan.signed_on ? ` ngày ${formatDate(plan.signed_on)}` : ''} của ${plan.issuer_name}`;

/** So many payments are listed in a settlement's annex; a commune's year has some forty. */
const MOST_PAYMENTS = 2_000;

export async function factsOf(reader: Reader, one: Budget, today: PlainDate): Promise<BudgetFacts> {
  const tree = await organisationTree(reader, today), name = (id: Id | null): string | null => (id ? (tree.latest(id)?.name ?? '') : null);
  const parts = one.kind === 'consolidated' ? await partsOf(reader, one.id) : [];
  const totals = await totalsOf(reader, [one.id, ...parts.map((part) => part.id)]), lines = one.kind === 'unit' ? await linesOf(reader, one.id) : [];
  const payments = one.kind === 'unit' ? (await expendituresOf(reader, one.id, 1, MOST_PAYMENTS)).rows.filter((row) => !row.cancelled_on).reverse() : [];
  const plan = one.plan_id ? await planRow(reader, one.plan_id) : undefined, signed = signedOn(one), rank = new Map((signed ? await organisationTree(reader, signed) : tree).all.map((unit, index) => [unit.id, index]));
  const named = (at: SignedBy): NamedOn => ({
    organisation: name(at.organisationId)!, former: at.organisationId === one.organisation_id ? formerOf(tree, one) : null,
    office: name(at.officeId ?? (one.kind === 'consolidated' ? at.organisationId : null)), committee: name(at.committeeId ?? levelOf(tree, at.organisationId)),
  });
  const now = named({ organisationId: one.organisation_id, officeId: one.office_id, committeeId: one.committee_id }), { estimate, decision } = one.former ?? { estimate: null, decision: null };
  return {
    ...now, then: { estimate: estimate ? named(estimate) : now, decision: decision ? named(decision) : now }, year: one.year, basis: plan ? citationOf(plan) : null,
    totals: totals.get(one.id)!, lines: lines.map(factLine),
    parts: parts.toSorted((a, b) => (rank.get(unitOn(a, signed)) ?? 0) - (rank.get(unitOn(b, signed)) ?? 0)).map((part) => ({ id: part.id, ...namesOf(tree, part, one), totals: totals.get(part.id)! })),
    tasks: one.kind === 'consolidated' ? (await taskSums(reader, one.id)).map(({ task, units, estimated, appraised }) => ({ task, units, estimated, appraised })) : [],
    missing: one.kind === 'consolidated' ? await missingOf(reader, tree, one) : [],
    amendments: (await amendmentsOf(reader, one.id)).reverse().map((row) => ({ number: row.decision_number, on: row.decided_on, reason: row.reason, difference: row.changes.reduce((sum, change) => sum + change.to - change.from, 0) })),
    payments: payments.map((row) => ({ on: row.spent_on, voucher: row.voucher, hasFile: row.sha256 !== null, line: row.line, payee: row.payee, amount: row.amount })),
    costs: one.kind === 'unit' ? await costsOf(reader, one, lines) : [],
  };
}

/** "của UBND xã An Bình (trước 01/07/2025)", where a successor keeps it. */
export const formerOf = (tree: OrganisationTree, one: Pick<Budget, 'organisation_id' | 'drawn_up_by_id' | 'kept_since'>): string | null =>
  (one.drawn_up_by_id && one.kept_since && one.drawn_up_by_id !== one.organisation_id ? formerWords(tree.latest(one.drawn_up_by_id)?.name ?? '', one.kept_since) : null);
/** "UBND xã An Bình", and whose it was where it was somebody else's. */
export const nameIn = (tree: OrganisationTree, one: Pick<Budget, 'organisation_id' | 'drawn_up_by_id' | 'kept_since'>): string => [tree.latest(one.organisation_id)?.name, formerOf(tree, one)].filter(Boolean).join(', ');

/** How a part is called today, in the tờ trình that took it along, and in the decision. */
function namesOf(tree: OrganisationTree, part: Budget, whole: Budget): { name: string; sentAs: string; decidedAs: string } {
  const name = [fullNameOf(tree, part.organisation_id), formerOf(tree, part)].filter(Boolean).join(', '), then = unitOn(part, signedOn(whole));
  return { name, sentAs: then === part.organisation_id ? name : fullNameOf(tree, then), decidedAs: part.former?.decision ? fullNameOf(tree, part.former.decision.organisationId) : name };
}
/** Whose it was on a day. */
const unitOn = (one: Budget, day: PlainDate | null): Id => (day && one.drawn_up_by_id && one.kept_since && day < one.kept_since ? one.drawn_up_by_id : one.organisation_id);
/** The day on which its tờ trình was sent; null while one may still write on it. */
const signedOn = (one: Budget): PlainDate | null => (may(one.status, 'edit') ? null : one.submitted_on);

const factLine = (line: LineView): FactLine => ({
  id: line.id, itemId: line.item_id, task: line.task, description: line.description, unit: line.unit, quantity: line.quantity, unitPrice: line.unit_price, source: line.source,
  estimated: line.estimated, appraised: line.appraised, approved: line.approved, allotted: line.allotted, spent: line.spent, note: line.note,
});

/** Units of the level whose estimate is not in the sum: nothing sent, or sent back. Once it was sent on, the level is that of the day of its tờ trình. */
export async function missingOf(reader: Reader, today: OrganisationTree, one: Budget): Promise<string[]> {
  const signed = signedOn(one), tree = signed ? await organisationTree(reader, signed) : today, level = levelOf(tree, signed ? (one.former?.estimate.organisationId ?? one.organisation_id) : one.organisation_id);
  if (!level) return [];
  // a settled part stays with the office of its time; what a successor keeps stands for both units
  const sent = [...(await sentToOffice(reader, one.organisation_id, one.year)).filter((each) => each.status !== 'returned'), ...await partsOf(reader, one.id)];
  const have = new Set(sent.flatMap((each) => (each.drawn_up_by_id ? [each.organisation_id, each.drawn_up_by_id] : [each.organisation_id])));
  // what a finance office below sends stands for its whole level
  const covered = new Set([...have].flatMap((id) => [id, levelOf(tree, id)].filter((unit) => unit !== null)));
  return sendersOf(tree, level).filter((unit) => !covered.has(unit.id)).map((unit) => unit.name);
}

/** By result where payments name results, and by task where both its spending and its confirmed results are known and counted in one unit. */
async function costsOf(reader: Reader, one: Budget, lines: readonly LineView[]): Promise<FactCost[]> {
  const costs: FactCost[] = [];
  for (const row of await paidResults(reader, one.id)) {
    const cost = averageCost(row.spent, row.pieces);
    if (cost) costs.push({ task: null, unit: row.unit, ...cost });
  }
  // results of a unit that was followed stand partly with the successor: no quotient of both
  if (one.drawn_up_by_id) return costs;
  const tasks = Map.groupBy(lines.filter((line) => line.item_id !== null && line.spent > 0), (line) => line.item_id!);
  const results = Map.groupBy(await taskResults(reader, one.organisation_id, [...tasks.keys()], { from: dateOf(one.year, 1, 1), to: dateOf(one.year, 12, 31) }), (row) => row.itemId);
  for (const [itemId, some] of tasks) {
    const found = results.get(itemId) ?? [];
    const cost = found.length === 1 ? averageCost(some.reduce((sum, line) => sum + line.spent, 0), found[0]!.pieces) : null;
    if (cost) costs.push({ task: some[0]!.task, unit: found[0]!.unit, ...cost });
  }
  return costs;
}
