import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { planRow, planTypeLabel } from '#features/plans/store.ts';
import { regime } from '#features/reports/store/reports.ts';
import { planBasis, regimeBasis, type LetterBasis } from '../rules/compose.ts';
import type { Draft } from './drafts.ts';
import { obligationsFrom, reportsFrom, type Gathered } from './gather.ts';
import { owedReports, regimesFollowed } from './report-subjects.ts';
import { draftObligations, draftReports } from './scan.ts';

export interface DraftContent { readonly basis: LetterBasis; readonly title: string; readonly items: readonly Gathered[] }

/** A draft as it stands today: what was delivered, excused or written about since has left it; what changed hands names its new unit. */
export async function draftContent(reader: Reader, draft: Draft, today: PlainDate): Promise<DraftContent> {
  const tree = await organisationTree(reader, today), obligations = obligationsFrom(tree, await draftObligations(reader, draft, today)), wanted = await draftReports(reader, draft), reports: Gathered[] = [];
  if (wanted.size) {
    const calendar = await loadCalendar(reader, yearOf(today) - 1, yearOf(today) + 1);
    const regimes = (await regimesFollowed(reader, today)).filter((one) => (draft.source_noun === 'plans' ? one.plan_id : one.id) === draft.source_id);
    reports.push(...reportsFrom(tree, (await owedReports(reader, regimes, calendar, today, today)).filter((one) => wanted.has(one.id))));
  }
  const order = new Map(tree.all.map((one, index) => [one.id, index])), items = [...obligations, ...reports].toSorted((a, b) => (order.get(a.subject.holder.unitId) ?? 0) - (order.get(b.subject.holder.unitId) ?? 0));
  return { ...await paperOf(reader, draft), items };
}

async function paperOf(reader: Reader, draft: Draft): Promise<Pick<DraftContent, 'basis' | 'title'>> {
  if (draft.source_noun === 'regimes') {
    const found = (await regime(reader, draft.source_id))!;
    return { basis: regimeBasis(found), title: found.name };
  }
  const plan = await planRow(reader, draft.source_id);
  if (!plan) return { basis: { words: 'nhiệm vụ được giao', about: 'thực hiện nhiệm vụ được giao' }, title: 'Nhiệm vụ được giao' };
  return { basis: planBasis({ kind: planTypeLabel(plan.kind), number: joinNumber(plan.number, plan.notation), signedOn: plan.signed_on, issuer: plan.issuer_name, title: plan.title }), title: plan.title };
}
