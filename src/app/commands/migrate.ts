import { complain, parseOptions, print, type Command } from '#platform/command-line.ts';
import { readConfig } from '#platform/config.ts';
import { schemaVersion } from '#platform/db/migrate.ts';
import { backupBefore } from '../keeping.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'nâng cấp cơ sở dữ liệu lên phiên bản của chương trình',
  help: `Cách dùng: bin/loa migrate [--data DIR]

Làm một bản sao lưu rồi chạy các bước nâng cấp còn thiếu. Bị dừng giữa chừng thì chạy lại là tiếp tục; nhiều máy chạy
cùng lúc thì chờ nhau.

${DATA_HELP}`,
  async run(args, io) {
    const { values } = parseOptions(args, DATA_OPTION);
    let count = 0;
    await withStore(values, async (store) => {
      print(io, count === 0 ? `Cơ sở dữ liệu đã ở phiên bản mới nhất (${await schemaVersion(store)}).` : `Đã nâng cấp lên ${await schemaVersion(store)}.`);
    }, { create: true, migrate: true, beforeMigration: async (store, pending) => { count = pending.length; complain(io, `Đã sao lưu vào ${await backupBefore(store, readConfig())}.`); } });
    return 0;
  },
};
