import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { HistoryLink } from '#features/organisations/rules/frame.ts';
import { historyLinks, livingHeirs, organisationTree, resolveParty } from '#features/organisations/store.ts';
import { countedUnits } from '../rules/counted-units.ts';
import type { RegimeDefinition } from '../rules/regime.ts';
import { extensionsOfRound } from './extensions.ts';
import { reportsOfRound, type Report, type RoundReport } from './reports.ts';
import type { ReportExtensionRow } from './tables.ts';

export interface Member { readonly id: Id; readonly name: string; readonly tier: string }

/** Who reports under a regime, as of a day, in the order of the tree; a unit named twice reports once. */
export async function membersOf(reader: Reader, definition: RegimeDefinition, asOf: PlainDate): Promise<Member[]> {
  const found = new Map<Id, Member>();
  for (const party of definition.members)
    for (const one of (await resolveParty(reader, { type: party.kind, id: party.id }, asOf)).members) found.set(one.id, { id: one.id, name: one.name, tier: one.tier });
  return [...found.values()];
}

/**
 * Who answers today for a round: its members of the last day of its data. One that ended since without having sent is answered for by who
 * stands in its place; where that one is asked for a report of its own, both stay, each under its name.
 */
export async function answeringFor(reader: Reader, definition: RegimeDefinition, until: PlainDate, sent: (id: Id) => boolean, today: PlainDate): Promise<Member[]> {
  const members = await membersOf(reader, definition, until), tree = await organisationTree(reader, today), heirOf = await livingHeirs(reader, today), own = new Set(members.map((one) => one.id)), found = new Map<Id, Member>();
  for (const member of members) {
    const heir = sent(member.id) ? null : heirOf(member.id), stands = heir && !own.has(heir) ? tree.get(heir)! : member;
    found.set(stands.id, { id: stands.id, name: stands.name, tier: stands.tier });
  }
  return [...found.values()];
}

/** Units with a report of their own that was ever sent: it stays under their name, also while it is given back. */
export const sentIn = (reports: readonly Pick<Report, 'organisation_id' | 'scope' | 'version'>[]): ((id: Id) => boolean) => {
  const ids = new Set(reports.filter((one) => one.scope === 'unit' && one.version > 0).map((one) => one.organisation_id));
  return (id) => ids.has(id);
};

type OfUnit = Pick<Report, 'id' | 'organisation_id' | 'regime_id' | 'period_key' | 'data_to'>;

/** Whose work a report holds: see `rules/counted-units.ts`. */
export async function unitsCounted(reader: Reader, report: OfUnit): Promise<Id[]> {
  const links = await historyLinks(reader);
  if (!links.some((link) => link.toId === report.organisation_id)) return [report.organisation_id];
  return countedUnits(report.organisation_id, await roundOfUnits(reader, report, links));
}

/** The sent report of the same round that holds this unit's work already: sending this one too would count it twice. */
export async function countedElsewhere(reader: Reader, report: OfUnit): Promise<RoundReport | undefined> {
  const links = await historyLinks(reader);
  if (!links.some((link) => link.fromId === report.organisation_id)) return undefined;
  const round = await roundOfUnits(reader, report, links);
  return round.reports.find((one) => one.id !== report.id && one.scope === 'unit' && one.version > 0 && countedUnits(one.organisation_id, round).includes(report.organisation_id));
}

/**
 * How long each of these units may still send in a round: its last extension, or that of a unit that ended and whose work its report holds,
 * whichever reaches further. Only units with one are in the map.
 */
export async function extensionsAnswered(reader: Reader, round: Omit<OfUnit, 'id' | 'organisation_id'>, units: readonly Id[]): Promise<ReadonlyMap<Id, ReportExtensionRow>> {
  const last = new Map<Id, ReportExtensionRow>(), found = new Map<Id, ReportExtensionRow>();
  for (const row of await extensionsOfRound(reader, round.regime_id, round.period_key)) if (!last.has(row.organisation_id)) last.set(row.organisation_id, row);
  if (!last.size) return found;
  const links = await historyLinks(reader), passed = links.some((link) => last.has(link.fromId)) ? await roundOfUnits(reader, round, links) : null;
  for (const unit of units) for (const id of passed ? countedUnits(unit, passed) : [unit]) {
    const row = last.get(id), known = found.get(unit);
    if (row && (!known || row.until > known.until)) found.set(unit, row);
  }
  return found;
}

async function roundOfUnits(reader: Reader, { regime_id, period_key, data_to }: Omit<OfUnit, 'id' | 'organisation_id'>, links: readonly HistoryLink[]) {
  const then = await organisationTree(reader, data_to), reports = await reportsOfRound(reader, regime_id, period_key);
  return { links, reports, asked: (id: Id) => then.get(id) !== undefined, sent: sentIn(reports) };
}
