import type { Id } from '#kernel/id.ts';
import { countMoves, handOver, type Handing } from '#features/organisations/rules/handing-over.ts';
import type { PlannedReorganisation } from '#features/organisations/rules/plan-reorganisation.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedDrafts, succeedRegimes } from './actions/succeed-reports.ts';
import type { RegimeDefinition } from './rules/regime.ts';
import type { Regime, Report } from './store/reports.ts';
import { draftsOfUnits, livingRegimes, roundOfReport, roundsTaken } from './store/successors.ts';

const endedUnits = ({ hops }: PlannedReorganisation): Id[] => [...new Set(hops.map((hop) => hop.from))];

/** Who consolidates, and who reports, after the events. Old members stay named: for a round of their time they are the ones. */
export const regimesSuccession: SuccessionPart = {
  noun: 'regimes', label: 'Chế độ báo cáo', counted: 'chế độ',
  async plan(reader, planned, answers) {
    const regimes = await livingRegimes(reader, endedUnits(planned), planned.events[0]!.input.onDay);
    const how: Handing<Regime> = {
      noun: 'regimes', otherwise: 'ask', item: (one) => one.id, holder: (one) => one.owner_id, functionOf: (_one, hop) => (hop.had.length === 1 ? hop.had[0]! : null),
      told: (one) => ({ title: one.name, detail: one.citation, names: [] }),
    };
    const { all, questions, open } = handOver(regimes, planned, answers, how);
    const changed = all.flatMap(({ thing, to, unassigned }) => {
      const ownerId = unassigned ? thing.owner_id : to, definition = withHeirs(thing.definition, planned);
      return ownerId === thing.owner_id && definition === thing.definition ? [] : [{ regime: thing, ownerId, definition }];
    });
    return {
      lines: countMoves([
        ...changed.map(({ regime, ownerId }) => (ownerId === regime.owner_id ? { from: ownerId, to: ownerId, note: 'đổi đơn vị phải báo cáo' } : { from: regime.owner_id, to: ownerId })),
        ...all.filter((one) => one.unassigned).map(({ thing }) => ({ from: thing.owner_id, to: null })),
      ]), questions, open, commit: (acting) => succeedRegimes(acting, changed),
    };
  },
};

/** A member that ended is followed by everybody who came after it; the round's own day decides who of them exists. */
function withHeirs(definition: RegimeDefinition, { hops, ended }: PlannedReorganisation): RegimeDefinition {
  const members = [...definition.members];
  for (const member of members) {
    if (member.kind !== 'organisation' || !ended.has(member.id)) continue;
    for (const hop of hops) if (hop.from === member.id && !hop.remains)
      for (const id of hop.to) if (!members.some((one) => one.id === id)) members.push({ kind: 'organisation', id });
  }
  return members.length === definition.members.length ? definition : { ...definition, members };
}

/** Drafts never sent are finished by the successor, unless it has begun its own for the same round. */
export const draftReportsSuccession: SuccessionPart = {
  noun: 'reports', label: 'Báo cáo đang soạn', counted: 'báo cáo',
  async plan(reader, planned, answers) {
    const drafts = await draftsOfUnits(reader, [...planned.ended.keys()]);
    const { all, questions, open } = handOver<Report>(drafts, planned, answers, {
      noun: 'reports', otherwise: 'unassigned', item: (one) => one.id, holder: (one) => one.organisation_id, functionOf: () => 'none',
      told: (one) => ({ title: one.period_label, detail: 'báo cáo đang soạn', names: [] }),
    });
    const taken = new Set(await roundsTaken(reader, [...new Set(all.map((one) => one.to))], [...new Set(drafts.map((one) => one.regime_id))]));
    const moves: { report: Report; to: Id }[] = [], staying: Report[] = [];
    for (const { thing, to, steps, unassigned } of all) {
      const round = roundOfReport({ ...thing, organisation_id: to });
      if (unassigned || !steps.length || taken.has(round)) { staying.push(thing); continue; }
      taken.add(round);
      moves.push({ report: thing, to });
    }
    return {
      lines: countMoves([...moves.map(({ report, to }) => ({ from: report.organisation_id, to })), ...staying.map((report) => ({ from: report.organisation_id, to: null, note: 'giữ dưới tên cũ: nơi nhận đã có báo cáo của kỳ này, hoặc chưa phân công' }))]),
      questions, open, commit: (acting) => succeedDrafts(acting, moves),
    };
  },
};
