import type { Id } from '#kernel/id.ts';
import { countMoves, handOver } from '#features/organisations/rules/handing-over.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedOutlets } from './actions/succeed-outlets.ts';
import { kindOf } from './rules/kinds/index.ts';
import { outletsOf } from './store/reading.ts';

/** An account, a page or a board goes on with the successor, and with it what is still to be posted there. */
export const distributionSuccession: SuccessionPart = {
  noun: 'distribution', label: 'Kênh phát hành', counted: 'kênh',
  async plan(reader, planned, answers) {
    const givers: Id[] = [...new Set(planned.hops.map((hop) => hop.from))], outlets = (await outletsOf(reader, givers)).filter((one) => one.closed_on === null);
    const { all, questions, open } = handOver(outlets, planned, answers, {
      noun: 'distribution', otherwise: 'ask', holder: (outlet) => outlet.organisation_id, item: (outlet) => outlet.id, functionOf: () => 'none',
      told: (outlet) => ({ title: `${kindOf(outlet).short} “${outlet.name}”`, detail: 'Cùng các việc đăng chưa xong', names: [outlet.name] }),
    });
    const moves = all.filter((one) => one.steps.length > 0 && !one.unassigned);
    return {
      lines: countMoves(moves.map(({ thing, to }) => ({ from: thing.organisation_id, to }))), questions, open,
      commit: (acting) => succeedOutlets(acting, moves.map(({ thing, to, steps }) => ({ outlet: thing, toId: to, from: planned.nameOf(thing.organisation_id), citations: [...new Set(steps.map((hop) => hop.citation))] }))),
    };
  },
};
