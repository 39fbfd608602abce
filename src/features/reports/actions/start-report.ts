import { conflict, notFound } from '#kernel/app-error.ts';
import { inShard, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { documentDefaults } from '#features/documents/rules/letterhead-defaults.ts';
import type { Organisation } from '#features/organisations/rules/tree.ts';
import { organisation, organisationTree } from '#features/organisations/store.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { roundDue, roundOf } from '../rules/regime.ts';
import { answeringFor, sentIn } from '../store/members.ts';
import { regime, reportOf, reportsOfRound, reportsOfUnit, startReport, type Report } from '../store/reports.ts';

/** Opens the unit's report of one round as a draft; the one already there when it was opened before. */
export async function startUnitReport(acting: Acting, input: { regimeId: Id; periodKey: string; organisationId: Id; scope: Report['scope'] }): Promise<Report> {
  await acting.authorise(input.scope === 'consolidated' ? 'reports.receive' : 'reports.write', input.organisationId);
  const found = await regime(acting.tx, input.regimeId), round = found && roundOf(found.definition, input.periodKey);
  if (!found || !round) throw notFound('kỳ báo cáo này');
  const unit = await unitOfRound(acting, input.organisationId, round.data.to);
  const known = await reportOf(acting.tx, found.id, round.key, unit.id, input.scope);
  if (known) return known;
  if (input.scope === 'unit' && !(await answeringFor(acting.tx, found.definition, round.data.to, sentIn(await reportsOfRound(acting.tx, found.id, round.key)), acting.today)).some((one) => one.id === unit.id))
    throw conflict(`“${unit.name}” không phải báo cáo ${round.label} theo “${found.name}”. Nếu cần thêm đơn vị, hãy đề nghị đơn vị tổng hợp bổ sung vào chế độ báo cáo.`);
  const due = roundDue(found.definition, round, unit.tier, await loadCalendar(acting.tx, yearOf(round.period.from), yearOf(round.period.to) + 1));
  const last = (await reportsOfUnit(acting.tx, unit.id, 1))[0];
  const parent = unit.parentId ? await organisation(acting.tx, unit.parentId, acting.today).catch(() => null) : null;
  const { report, created } = await startReport(acting.tx, {
    // with its unit, wherever the person stands who opens it: two who do so at once meet
    shard: unit.shard, id: inShard(acting.newId(), unit.shard), regimeId: found.id, round, printedDue: due.printed, due: due.due, organisationId: unit.id, scope: input.scope, at: acting.now,
    document: last?.document ?? documentDefaults(unit, parent),
  });
  if (created) acting.record({ verb: 'reports.started', table: 'reports', id: report.id, organisationId: unit.id, facts: { period: round.label } });
  return report;
}

/** One that ended after the period is reported under its name by who stands in its place. */
async function unitOfRound(acting: Acting, id: Id, until: PlainDate): Promise<Organisation> {
  const unit = (await organisationTree(acting.tx, acting.today)).get(id) ?? (await organisationTree(acting.tx, until)).get(id);
  if (!unit) throw notFound('đơn vị này trong kỳ báo cáo');
  return unit;
}
