import type { Id } from '#kernel/id.ts';
import { countMoves, handOver } from '#features/organisations/rules/handing-over.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedShops } from './actions/succeed-shops.ts';
import { shopsOf } from './store/shops.ts';

/** A one-stop shop goes on under the successor of its unit; signed check sheets stay under the name they were signed with. */
export const proceduresSuccession: SuccessionPart = {
  noun: 'procedures', label: 'Bộ phận Một cửa', counted: 'nơi niêm yết',
  async plan(reader, planned, answers) {
    const givers: Id[] = [...new Set(planned.hops.map((hop) => hop.from))], shops = (await shopsOf(reader, givers)).filter((one) => one.closed_on === null);
    const { all, questions, open } = handOver(shops, planned, answers, {
      noun: 'procedures', otherwise: 'ask', holder: (shop) => shop.organisation_id, item: (shop) => shop.id, functionOf: () => 'one-stop',
      told: (shop) => ({ title: shop.name, detail: 'Cùng danh mục phải niêm yết và các lần kiểm tra', names: [shop.name] }),
    });
    const moves = all.filter((one) => one.steps.length > 0 && !one.unassigned);
    return {
      lines: countMoves(moves.map(({ thing, to }) => ({ from: thing.organisation_id, to }))), questions, open,
      commit: (acting) => succeedShops(acting, moves.map(({ thing, to, steps }) => ({ shop: thing, toId: to, from: planned.nameOf(thing.organisation_id), citations: [...new Set(steps.map((hop) => hop.citation))] }))),
    };
  },
};
