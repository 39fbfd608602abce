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
      lines: [...counts].map(([fromId, rows]) => ({ fromId, toId: null, count: rows.length, note: 'đóng lại; trang của đơn vị dẫn tới đơn vị kế thừa' })), questions: [], open: [],
      commit: (acting) => closeEntries(acting, planned.ended),
    };
  },
};
