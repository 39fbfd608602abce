import { formatNumber } from '#kernel/vietnamese.ts';
import { addDays } from '#kernel/plain-date.ts';
import { countMoves } from '#features/organisations/rules/handing-over.ts';
import { allGroups } from '#features/organisations/store.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { transferObligations } from './actions/transfer-open-work.ts';
import { boardUnitOf } from './rules/board-unit.ts';
import { handOverWork } from './rules/hand-over.ts';
import { openCounts, openWorkOf } from './store/owner.ts';

/** Open work goes to the successor of the function; what nothing assigns is asked by task. */
export const obligationsSuccession: SuccessionPart = {
  noun: 'obligations', label: 'Việc phải làm còn mở và nợ', counted: 'việc',
  async plan(reader, planned, answers) {
    const lastDay = planned.events.at(-1)!.input.onDay, tree = planned.treeOn(lastDay), firstDay = planned.events[0]!.input.onDay;
    // what stands in a row of its own keeps that row wherever the unit goes
    const eve = planned.treeOn(addDays(firstDay, -1)), along = [...planned.moved].filter((id) => boardUnitOf(tree, id) !== boardUnitOf(eve, id));
    const work = await openWorkOf(reader, [...new Set([...planned.hops.map((hop) => hop.from), ...along])], firstDay);
    const { transfers, unassigned, questions, open } = handOverWork(work, planned, await allGroups(reader), answers);
    const lines = countMoves([
      ...transfers.map(({ from, to, board }) => (from === to ? { from, to: board, note: 'theo đơn vị chuyển về' } : { from, to })), ...unassigned.map((one) => ({ from: one.holder, to: null })),
    ]);
    return {
      lines, questions, open,
      commit: (acting) => transferObligations(acting, transfers.map(({ citations, ...one }) => ({ ...one, reason: `Sắp xếp đơn vị theo ${citations.join('; ')}` }))),
    };
  },
  unassigned: async (reader, ended) => [...await openCounts(reader, ended)].map(([unitId, count]) => ({ unitId, what: `${formatNumber(count)} việc còn mở`, href: `/lam-viec/don-vi/${unitId}` })),
};
