import { shardOf, type Id } from '#kernel/id.ts';
import { addDays, dayAt, maxDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { reportsAskedBy } from '#features/obligations/store.ts';
import { livingHeirs, organisationTree } from '#features/organisations/store.ts';
import { roundDue, roundsOf } from '#features/reports/rules/regime.ts';
import { isSent } from '#features/reports/rules/states.ts';
import { answeringFor, extensionsAnswered, sentIn } from '#features/reports/store/members.ts';
import { regimesOn, reportsOfRound, type Regime } from '#features/reports/store/reports.ts';
import { reportSubject } from '../rules/report-subject.ts';

/** A report that a unit owes under a regime and has not sent, or got back. */
export interface OwedReport {
  readonly id: Id; readonly regimeId: Id; readonly planId: Id | null; readonly ownerId: Id; readonly name: string; readonly citation: string; readonly organisationId: Id; readonly periodKey: string; readonly periodLabel: string;
  readonly periodFrom: PlainDate; readonly due: PlainDate; readonly givenOn: PlainDate;
  /** Null while nobody has begun it. */
  readonly reportId: Id | null;
}

/** Rounds of a regime that ended so long ago are history. */
const LOOKED_BACK = 90;

/** Regimes in force, and those that ended a little while ago: their last reports may still be owed. */
export async function regimesFollowed(reader: Reader, today: PlainDate): Promise<Regime[]> {
  const all = [...await regimesOn(reader, today), ...await regimesOn(reader, addDays(today, -LOOKED_BACK))];
  return [...new Map(all.map((regime) => [regime.id, regime])).values()];
}

/** "plan/period": report obligations that a regime covers are urged by the regime's day alone, so that nobody is told of one report twice. */
export const coveredRounds = (regimes: readonly Regime[], today: PlainDate): Set<string> =>
  new Set(regimes.flatMap((regime) => (regime.plan_id ? roundsFollowed(regime, today).map((round) => `${regime.plan_id}/${round.key}`) : [])));

const roundsFollowed = (regime: Regime, today: PlainDate) =>
  [yearOf(today) - 1, yearOf(today), yearOf(today) + 1].flatMap((year) => roundsOf(regime.definition, year)).filter((round) => round.data.to >= regime.valid_from && (regime.valid_to === null || round.data.from <= regime.valid_to));

/** Everything owed under these regimes, due by a day; a few queries a round. */
export async function owedReports(reader: Reader, regimes: readonly Regime[], calendar: WorkingCalendar, dueUpTo: PlainDate, today: PlainDate): Promise<OwedReport[]> {
  const asked = await reportsAskedBy(reader, regimes.flatMap((regime) => regime.plan_id ?? []));
  const fulfilled = new Set(asked.filter(({ left }) => left === 0).flatMap((one) => [one.organisationId, one.boardOrganisationId].map((unit) => `${one.sourceId}/${one.periodKey}/${unit}`)));
  const owed: OwedReport[] = [], tree = await organisationTree(reader, today), heirOf = await livingHeirs(reader, today);
  for (const regime of regimes) for (const round of roundsFollowed(regime, today)) {
    if (round.data.to > addDays(dueUpTo, 31)) continue;
    const ofRound = await reportsOfRound(reader, regime.id, round.key), members = await answeringFor(reader, regime.definition, round.data.to, sentIn(ofRound), today), due = new Map<string, PlainDate>();
    for (const { tier } of members) if (!due.has(tier)) due.set(tier, roundDue(regime.definition, round, tier, calendar).due);
    if (![...due.values()].some((day) => day <= dueUpTo)) continue;
    const reports = new Map(ofRound.filter((one) => one.scope === 'unit').map((one) => [one.organisation_id, one]));
    const owe = (organisationId: Id, last: PlainDate, reportId: Id | null, asked = organisationId) => owed.push({
      id: reportSubject(regime.id, round.key, asked), regimeId: regime.id, planId: regime.plan_id, ownerId: regime.owner_id, name: regime.name, citation: regime.citation, organisationId, periodKey: round.key, periodLabel: round.label,
      periodFrom: round.period.from, due: last, givenOn: maxDate(dayAt(regime.created_at), regime.valid_from), reportId,
    });
    // who was given more time is not late before it is over
    const extended = await extensionsAnswered(reader, { regime_id: regime.id, period_key: round.key, data_to: round.data.to }, members.map((one) => one.id));
    for (const member of members) {
      const report = reports.get(member.id), sent = report !== undefined && isSent(report.status), last = maxDate(due.get(member.tier)!, extended.get(member.id)?.until ?? due.get(member.tier)!);
      // Who consolidates writes the consolidated report, not one to itself.
      if (sent || last > dueUpTo || member.id === regime.owner_id || fulfilled.has(`${regime.plan_id}/${round.key}/${member.id}`)) continue;
      owe(heirOf(member.id) ?? member.id, last, report?.id ?? null, member.id);
    }
    // one that somebody began whom nobody asked; what a unit that ended had begun is answered for by its successor above
    for (const report of reports.values()) if (tree.get(report.organisation_id) && !members.some((member) => member.id === report.organisation_id) && !isSent(report.status) && report.due <= dueUpTo) owe(report.organisation_id, report.due, report.id);
  }
  return owed;
}

export const regimesOfShard = (regimes: readonly Regime[], shard: number): Regime[] => regimes.filter((regime) => shardOf(regime.id) === shard);
