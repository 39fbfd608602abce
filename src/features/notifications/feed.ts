import type { Id } from '#kernel/id.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { accountById } from '#features/accounts/store.ts';
import { rolesHeldBy } from '#features/accounts/store/holders.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { obligationList } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { roundDue, roundsOf } from '#features/reports/rules/regime.ts';
import { answeringFor, sentIn } from '#features/reports/store/members.ts';
import { regimesOn, reportsOfUnit } from '#features/reports/store/reports.ts';
import type { CalendarEvent } from '#platform/icalendar.ts';
import { chosenEvents, feedWindow, MOST_EVENTS, obligationEvent, roundEvent, type RoundOwed } from './rules/calendar-feed.ts';
import type { Feed } from './store/feeds.ts';

/** What a feed shows now: its name and days. Null when its owner has no account or no role there any more. */
export async function feedContent(reader: Reader, feed: Feed, today: PlainDate): Promise<{ readonly name: string; readonly events: readonly CalendarEvent[] } | null> {
  const account = await accountById(reader, feed.accountId), tree = await organisationTree(reader, today);
  if (account?.status !== 'active') return null;
  const roles = await rolesHeldBy(reader, [account.id], today), unit = feed.organisationId;
  if (!roles.length || (unit && !roles.some((role) => role.organisationId === unit || (role.subtree && tree.isWithin(unit, role.organisationId))))) return null;
  const units = (unit ? [unit] : [...new Set(roles.map((role) => role.organisationId))]).filter((id) => tree.get(id));
  return { name: unit ? `Hạn việc, ${tree.latest(unit)?.name ?? ''}` : `Hạn việc của ${account.person.name}`, events: await eventsOf(reader, units, today) };
}

export async function eventsOf(reader: Reader, units: readonly Id[], today: PlainDate): Promise<CalendarEvent[]> {
  const window = feedWindow(today), calendar = await loadCalendar(reader, yearOf(window.from), yearOf(window.to)), tree = await organisationTree(reader, today);
  const cards = units.length ? await obligationList(reader, { organisationIds: units, dueIn: window }, { today }, { limit: MOST_EVENTS + 1, offset: 0 }) : [];
  const reporting = new Set(cards.filter((card) => card.product === 'report').map((card) => `${card.boardOrganisationId} ${card.sourceId} ${card.periodLabel}`));
  const rounds = (await roundsOwed(reader, units, today)).filter((one) => one.due >= window.from && one.due <= window.to && !reporting.has(`${one.unitId} ${one.planId} ${one.label}`));
  return chosenEvents([
    ...cards.flatMap((card) => obligationEvent(card, tree.latest(card.organisationId)?.name ?? '', calendar, today) ?? []), ...rounds.map((round) => roundEvent(round, calendar, today)),
  ]);
}

/** Rounds of the regimes in force in which these units report; with a plan's own reporting clause the obligation says the same and is shown instead. */
async function roundsOwed(reader: Reader, units: readonly Id[], today: PlainDate): Promise<(RoundOwed & { planId: Id | null })[]> {
  const regimes = await regimesOn(reader, today), calendar = await loadCalendar(reader, yearOf(today) - 1, yearOf(today) + 2), found: (RoundOwed & { planId: Id | null })[] = [];
  if (!regimes.length || !units.length) return found;
  // what a unit that ended has sent is not owed again by the one in its place
  const all = [...new Set((await Promise.all(units.map((unit) => standsFor(reader, unit, today)))).flat())], known = (await Promise.all(all.map((unit) => reportsOfUnit(reader, unit, 200)))).flat().filter((row) => row.scope === 'unit');
  const reports = new Map(known.map((row) => [`${row.regime_id} ${row.period_key} ${row.organisation_id}`, row])), rounded = Map.groupBy(known, (row) => `${row.regime_id} ${row.period_key}`);
  for (const regime of regimes) {
    const rounds = [yearOf(today) - 1, yearOf(today), yearOf(today) + 1].flatMap((year) => roundsOf(regime.definition, year))
      .filter((round) => round.data.to >= regime.valid_from && (regime.valid_to === null || round.data.from <= regime.valid_to));
    for (const round of rounds) for (const member of await answeringFor(reader, regime.definition, round.data.to, sentIn(rounded.get(`${regime.id} ${round.key}`) ?? []), today)) {
      if (!units.includes(member.id)) continue;
      const report = reports.get(`${regime.id} ${round.key} ${member.id}`);
      found.push({
        regimeId: regime.id, regimeName: regime.name, key: round.key, label: round.label, unitId: member.id, unitName: member.name, planId: regime.plan_id, due: report?.due ?? roundDue(regime.definition, round, member.tier, calendar).due,
        sent: report !== undefined && report.status !== 'draft' && report.status !== 'returned', path: report ? `/lam-viec/bao-cao/${report.id}` : '/lam-viec/bao-cao',
      });
    }
  }
  return found;
}
