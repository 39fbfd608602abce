import type { Id } from '#kernel/id.ts';
import { allGroups } from '#features/organisations/store.ts';
import type { MoveLine, SuccessionPart } from '#features/organisations/succession-part.ts';
import { transferObligations } from './actions/transfer-open-work.ts';
import { boardUnitOf } from './rules/board-unit.ts';
import { handOver } from './rules/hand-over.ts';
import { openWorkOf } from './store/owner.ts';

/** Open work goes to the successor of the function; what nothing assigns is asked by task. */
export const obligationsSuccession: SuccessionPart = {
  noun: 'obligations', label: 'Việc phải làm còn mở và nợ', counted: 'việc',
  async plan(reader, planned, answers) {
    const lastDay = planned.events.at(-1)!.input.onDay, tree = planned.treeOn(lastDay), firstDay = planned.events[0]!.input.onDay;
    // what stands in a row of its own keeps that row wherever the unit goes
    const along = [...planned.moved].filter((id) => boardUnitOf(tree, id) !== id);
    const work = await openWorkOf(reader, [...new Set([...planned.hops.map((hop) => hop.from), ...along])], firstDay);
    const { transfers, unassigned, questions, open } = handOver(work, planned, await allGroups(reader), answers);
    const lines = new Map<string, MoveLine>();
    const line = (fromId: Id, toId: Id | null, note?: string): void => {
      const key = `${fromId} ${toId} ${note ?? ''}`, known = lines.get(key);
      lines.set(key, { fromId, toId, count: (known?.count ?? 0) + 1, ...(note ? { note } : {}) });
    };
    for (const one of transfers) if (one.from === one.to) line(one.from, one.board, 'theo đơn vị chuyển về'); else line(one.from, one.to);
    for (const one of unassigned) line(one.holder, null);
    return {
      lines: [...lines.values()], questions, open,
      commit: (acting) => transferObligations(acting, transfers.map(({ citations, ...one }) => ({ ...one, reason: `Sắp xếp đơn vị theo ${citations.join('; ')}` }))),
    };
  },
};
