import type { Id } from '#kernel/id.ts';
import { countMoves, handOver } from '#features/organisations/rules/handing-over.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedColumnReaders, succeedNewsletters } from './actions/succeed-newsletters.ts';
import { newslettersOf } from './store/reading.ts';

/** A newsletter goes on with the successor, with its readers, those of the columns that went before, and the issues that are not out yet; what came out stays under the name it came out with. */
export const newslettersSuccession: SuccessionPart = {
  noun: 'newsletters', label: 'Bản tin và số đang soạn', counted: 'bản tin',
  async plan(reader, planned, answers) {
    const givers: Id[] = [...new Set(planned.hops.map((hop) => hop.from))], newsletters = givers.length ? (await newslettersOf(reader, givers)).filter((one) => one.closed_on === null) : [];
    const { all, questions, open } = handOver(newsletters, planned, answers, {
      noun: 'newsletters', otherwise: 'ask', holder: (one) => one.organisation_id, item: (one) => one.id, functionOf: () => 'none',
      told: (one) => ({ title: `“${one.name}”`, detail: 'Cùng các số đang soạn và danh sách người nhận', names: [one.name] }),
    });
    const moves = all.filter((one) => one.steps.length > 0 && !one.unassigned);
    return {
      lines: countMoves(moves.map(({ thing, to }) => ({ from: thing.organisation_id, to }))), questions, open,
      async commit(acting) {
        await succeedColumnReaders(acting, givers);
        return succeedNewsletters(acting, moves.map(({ thing, to, steps }) => ({ newsletter: thing, toId: to, from: planned.nameOf(thing.organisation_id), citations: [...new Set(steps.map((hop) => hop.citation))] })));
      },
    };
  },
};
