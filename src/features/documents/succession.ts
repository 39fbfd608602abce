import { countMoves, handOver } from '#features/organisations/rules/handing-over.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedMarks } from './actions/succeed-marks.ts';
import { marksOf } from './store.ts';

/** Marks on cited papers bind the successor; they belong to no function, and after a division they wait for somebody's word. */
export const marksSuccession: SuccessionPart = {
  noun: 'documents', label: 'Đánh dấu văn bản hết hiệu lực', counted: 'văn bản',
  async plan(reader, planned, answers) {
    const marks = await marksOf(reader, [...new Set(planned.hops.map((hop) => hop.from))]);
    const { all, questions, open } = handOver(marks, planned, answers, {
      noun: 'documents', otherwise: 'ask', holder: (mark) => mark.organisation_id, item: (mark) => mark.id, functionOf: () => 'none',
      told: (mark) => ({ title: mark.words, detail: mark.condition === 'superseded' ? `Được thay thế bởi ${mark.replaced_by_words}` : 'Hết hiệu lực', names: [mark.words] }),
    });
    const moves = all.filter((one) => one.steps.length > 0 && !one.unassigned);
    return {
      lines: countMoves(moves.map(({ thing, to }) => ({ from: thing.organisation_id, to }))), questions, open,
      commit: (acting) => succeedMarks(acting, moves.map(({ thing, to, steps }) => ({ mark: thing, toId: to, citations: [...new Set(steps.map((hop) => hop.citation))] }))),
    };
  },
};
