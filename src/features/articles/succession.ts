import type { Id } from '#kernel/id.ts';
import { countMoves, handOver } from '#features/organisations/rules/handing-over.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedColumns } from './actions/succeed-columns.ts';
import { columnsOf } from './store/reading.ts';

/** A column goes on with the successor, and with it the articles that are not out yet; what was published stays under the name it was published with. */
export const articlesSuccession: SuccessionPart = {
  noun: 'articles', label: 'Chuyên mục và bài đang soạn', counted: 'chuyên mục',
  async plan(reader, planned, answers) {
    const givers: Id[] = [...new Set(planned.hops.map((hop) => hop.from))], columns = givers.length ? (await columnsOf(reader, givers)).filter((one) => one.closed_on === null) : [];
    const { all, questions, open } = handOver(columns, planned, answers, {
      noun: 'articles', otherwise: 'ask', holder: (column) => column.organisation_id, item: (column) => column.id, functionOf: () => 'none',
      told: (column) => ({ title: `Chuyên mục “${column.name}”`, detail: 'Cùng các bài đang soạn, chưa đăng', names: [column.name] }),
    });
    const moves = all.filter((one) => one.steps.length > 0 && !one.unassigned);
    return {
      lines: countMoves(moves.map(({ thing, to }) => ({ from: thing.organisation_id, to }))), questions, open,
      commit: (acting) => succeedColumns(acting, moves.map(({ thing, to, steps }) => ({ column: thing, toId: to, from: planned.nameOf(thing.organisation_id), citations: [...new Set(steps.map((hop) => hop.citation))] }))),
    };
  },
};
