import { complain, parseOptions, type Command } from '#platform/command-line.ts';
import { addJob } from '#platform/jobs/job.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';

export const reindexCommand: Command = {
  name: 'reindex',
  summary: 'lập lại chỉ mục tìm kiếm của cổng công khai',
  help: `Cách dùng: bin/loa reindex [--data DIR]

Chỉ mục được lập lại ở phía sau, khi Loa đang chạy hoặc ở lần chạy sau; trong lúc đó vẫn tìm được.
Bình thường không cần: Loa tự giữ chỉ mục theo nội dung đã đăng.

${DATA_HELP}`,
  async run(args, io) {
    const { values } = parseOptions(args, DATA_OPTION);
    return withStore(values, async (store) => {
      await addJob(store.db, { name: 'search.rebuild' }, {}, { key: 'search.rebuild' });
      complain(io, 'Đã ghi yêu cầu lập lại chỉ mục tìm kiếm.');
      return 0;
    });
  },
};
