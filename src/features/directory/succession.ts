import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { closeEntries } from './actions/close-entries.ts';
import { openEntries } from './store.ts';

/** Addresses and numbers do not go over: those of a unit that ends close with it, and its page leads to who followed. */
export const directorySuccession: SuccessionPart = {
  noun: 'directory', label: 'Danh bạ của đơn vị kết thúc', counted: 'mục',
  async plan(reader, planned) {
    const open = await openEntries(reader, [...planned.ended.keys()], [...planned.ended.values()].sort()[0] ?? ('9999-12-31' as never));
    const counts = Map.groupBy(open, ({ organisation_id }) => organisation_id);
    return {
      lines: [...counts].map(([fromId, rows]) => { const hop = planned.hops.findLast((one) => one.from === fromId), toId = hop?.heir ?? hop?.to[0] ?? null; return { fromId, toId, count: rows.length, note: toId ? 'đóng lại; trang cũ dẫn tới đơn vị này' : 'đóng lại' }; }), questions: [], open: [],
      commit: (acting) => closeEntries(acting, planned.ended),
    };
  },
};
