import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { givingSources, type OwedRow } from '#features/obligations/store.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { latestDue } from '../rules/ladder.ts';
import type { Subject } from '../rules/steps-due.ts';
import { holderOf } from '../rules/superior.ts';
import { ladderFor, type ChosenLadder } from '../rules/which-ladder.ts';
import type { Duty } from '../rules/words.ts';
import { ownersOf } from './drafts.ts';
import { allLadders, laidDown } from './ladders.ts';
import { coveredRounds, owedReports, regimesFollowed, type OwedReport } from './report-subjects.ts';
import { historyOf, owedToClimb } from './scan.ts';
import type { SourceNoun } from './tables.ts';

/** A subject with the words to speak of it and the paper it comes from. */
export interface Gathered { readonly subject: Subject; readonly duty: Duty; readonly sourceNoun: SourceNoun; readonly sourceId: Id; readonly href: string }
export interface GatheredUnder { readonly ladder: ChosenLadder; readonly subjects: readonly Gathered[] }

/** Everybody who may have to be told of something this morning, under the ladder that holds for them, with what they were told before. */
export async function gather(reader: Reader, { shard, tree, calendar, today }: { shard: number; tree: OrganisationTree; calendar: WorkingCalendar; today: PlainDate }): Promise<GatheredUnder[]> {
  const laid = laidDown(await allLadders(reader)), owners = await ownersOf(reader);
  const followed = await regimesFollowed(reader, today), covered = coveredRounds(followed, today), found: GatheredUnder[] = [];
  const sources = (await givingSources(reader)).filter((source) => source.shard === shard).map((source) => ({ ...source, ladder: ladderFor(laid, [owners.get(source.id) ?? source.issuerId, source.issuerId], [source.id]) }));
  for (const same of Map.groupBy(sources, ({ ladder }) => ladder.id).values()) {
    const { ladder } = same[0]!, rows = await owedToClimb(reader, { shard, sourceIds: same.map(({ id }) => id), ladder, calendar, today });
    found.push({ ladder, subjects: obligationsFrom(tree, rows.filter((row) => row.product !== 'report' || !covered.has(`${row.sourceId}/${row.periodKey}`))) });
  }
  for (const regime of followed.filter((one) => shardOf(one.id) === shard)) {
    const ladder = ladderFor(laid, [regime.owner_id], [regime.id, ...(regime.plan_id ? [regime.plan_id] : [])]), earliest = Math.min(...ladder.steps.filter((step) => step.on).map((step) => step.workingDays));
    if (Number.isFinite(earliest)) found.push({ ladder, subjects: reportsFrom(tree, await owedReports(reader, [regime], calendar, latestDue(calendar, earliest, today), today)) });
  }
  const history = await historyOf(reader, found.flatMap(({ subjects }) => subjects.map(({ subject }) => subject.id)));
  return found.map(({ ladder, subjects }) => ({ ladder, subjects: subjects.map((one) => ({ ...one, subject: { ...one.subject, history: history.get(one.subject.id) ?? [] } })) }));
}

export function obligationsFrom(tree: OrganisationTree, rows: readonly OwedRow[]): Gathered[] {
  return rows.flatMap((row): Gathered[] => {
    const holder = holderOf(tree, row.issuerId, row.organisationId, row.boardOrganisationId);
    return holder ? [{
      sourceNoun: 'plans', sourceId: row.sourceId, href: `/lam-viec/viec/${row.id}`,
      subject: { noun: 'obligations', id: row.id, periodFrom: row.periodFrom, due: row.due, givenOn: row.givenOn, owing: true, holder, heldSince: row.heldSince, history: [] },
      duty: { title: row.title, periodLabel: row.periodLabel, due: row.due, left: row.amount - row.excused - row.credited, amount: row.amount - row.excused, unit: row.unit, ...namesOf(tree, holder) },
    }] : [];
  });
}

export function reportsFrom(tree: OrganisationTree, reports: readonly OwedReport[]): Gathered[] {
  return reports.flatMap((report): Gathered[] => {
    const holder = holderOf(tree, report.ownerId, report.organisationId, report.organisationId);
    return holder ? [{
      sourceNoun: report.planId ? 'plans' : 'regimes', sourceId: report.planId ?? report.regimeId, href: report.reportId ? `/lam-viec/bao-cao/${report.reportId}` : '/lam-viec/bao-cao',
      subject: { noun: 'reports', id: report.id, periodFrom: report.periodFrom, due: report.due, givenOn: report.givenOn, owing: true, holder, heldSince: null, history: [] },
      duty: { title: report.name, periodLabel: report.periodLabel, due: report.due, left: 1, amount: 1, unit: 'báo cáo', ...namesOf(tree, holder) },
    }] : [];
  });
}

const namesOf = (tree: OrganisationTree, holder: Subject['holder']) => ({ unitName: tree.latest(holder.unitId)?.name ?? '', superiorName: holder.superiorId ? (tree.latest(holder.superiorId)?.name ?? '') : '' });
