import { countMoves, handOver } from '#features/organisations/rules/handing-over.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedPrints } from './actions/succeed-prints.ts';
import { printsInHand } from './store/reading.ts';

/** Designs that are not out go on with the successor; what was published and printed stays under the name it was published with. */
export const printsSuccession: SuccessionPart = {
  noun: 'prints', label: 'Ấn phẩm đang làm', counted: 'ấn phẩm',
  async plan(reader, planned, answers) {
    const givers = [...new Set(planned.hops.map((hop) => hop.from))], units = givers.length ? await printsInHand(reader, givers) : [];
    const { all, questions, open } = handOver(units, planned, answers, {
      noun: 'prints', otherwise: 'ask', holder: (unit) => unit.organisation_id, item: (unit) => unit.organisation_id, functionOf: () => 'none',
      told: (unit) => ({ title: `${unit.count} ấn phẩm đang làm của ${planned.nameOf(unit.organisation_id)}`, detail: 'Chưa phát hành', names: [planned.nameOf(unit.organisation_id)] }),
    });
    const moves = all.filter((one) => one.steps.length > 0 && !one.unassigned);
    return { lines: countMoves(moves.map(({ thing, to }) => ({ from: thing.organisation_id, to }))), questions, open, commit: (acting) => succeedPrints(acting, moves.map(({ thing, to }) => ({ fromId: thing.organisation_id, toId: to }))) };
  },
};
