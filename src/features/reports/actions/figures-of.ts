import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { FrameChoice } from '#features/organisations/rules/frame.ts';
import { frameFor, organisationTree } from '#features/organisations/store.ts';
import { consolidate, type Figures, type UnitFrame } from '../rules/figures.ts';
import { sectionGaps, type Gap } from '../rules/gaps.ts';
import { isTaken } from '../rules/states.ts';
import { countFigures, REPORT_COLUMNS } from '../store/count.ts';
import { frozenFigures } from '../store/frozen.ts';
import { gapsOf } from '../store/gaps.ts';
import { lastVersions, reportsOfRound, type Regime, type Report } from '../store/reports.ts';
import { answeringFor, sentIn, unitsCounted } from '../store/members.ts';

/** The figures a report would have today: its unit's own; for a consolidated one those of the accepted reports added, and who is missing. */
export async function figuresOf(reader: Reader, files: FileStore, report: Report, under: Regime, today: PlainDate): Promise<Figures> {
  const name = (await organisationTree(reader, report.data_to)).latest(report.organisation_id)?.name ?? '';
  const own = await countFigures(reader, { id: report.organisation_id, name }, await unitsCounted(reader, report), { key: report.period_key, label: report.period_label, data: { from: report.data_from, to: report.data_to } }, today);
  if (report.scope === 'unit') return own;
  const ofRound = await reportsOfRound(reader, report.regime_id, report.period_key), sent = ofRound.filter((one) => one.scope === 'unit' && isTaken(one.status));
  const versions = await lastVersions(reader, sent.map((one) => one.id));
  const members = await answeringFor(reader, under.definition, report.data_to, sentIn(ofRound), today);
  const rank = new Map(members.map((member, index) => [member.id, index]));
  const accepted = [];
  for (const one of sent.toSorted((a, b) => (rank.get(a.organisation_id) ?? 1e9) - (rank.get(b.organisation_id) ?? 1e9))) {
    const version = versions.get(one.id);
    if (version && one.organisation_id !== report.organisation_id) accepted.push({ figures: await frozenFigures(files, version), report: one.id, version: version.version });
  }
  const have = new Set([report.organisation_id, ...accepted.map(({ figures }) => figures.organisation.id)]);
  const figures = consolidate(own, accepted, members.filter((member) => !have.has(member.id)).map(({ id, name: title }) => ({ id, name: title })), REPORT_COLUMNS);
  const choice = under.definition.frame ?? 'then';
  return choice === 'then' ? figures : { ...figures, frame: await unitsOn(reader, choice, figures.units, report.data_to, today) };
}

/** Reports of units that were merged by the day stand with their successor; the rows in the order of the first of each. */
async function unitsOn(reader: Reader, choice: Exclude<FrameChoice, 'then'>, units: Figures['units'], until: PlainDate, today: PlainDate): Promise<UnitFrame> {
  const frame = await frameFor(reader, { choice, until, today }), rows = Map.groupBy(units, (unit) => frame.place(unit.id).rowId);
  return { day: choice === 'today' ? today : choice, rows: [...rows].map(([id, parts]) => ({ id, name: frame.unit(id)?.name ?? parts[0]!.name, units: parts.map((part) => part.id) })) };
}

/** What the outline asks of a unit and is missing, on a day. A consolidated report passes on what its units explained and owes no reason itself. */
export async function gapsIn(reader: Reader, report: Report, under: Regime, today: PlainDate): Promise<Gap[]> {
  if (report.scope !== 'unit') return [];
  return [...(await gapsOf(reader, await unitsCounted(reader, report), { from: report.data_from, to: report.data_to }, today)), ...sectionGaps(under.definition.requiredSections, report.narrative)];
}
