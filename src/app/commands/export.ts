import { resolve } from 'node:path';
import { exportCanonical } from '#platform/backup/export.ts';
import { parseOptions, print, usage, type Command } from '#platform/command-line.ts';
import { NOT_EXPORTED } from '../kept-tables.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'xuất mọi dữ liệu thành các dòng JSON theo thứ tự cố định',
  help: `Cách dùng: bin/loa export --canonical TỆP [--data DIR]

Mỗi dòng của mỗi bảng thành một dòng JSON, xếp theo khóa, giờ UTC; không có phiên đăng nhập, việc nền, bộ nhớ đệm. Hai kho
có cùng nội dung cho ra cùng từng byte.

${DATA_HELP}`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, { ...DATA_OPTION, canonical: { type: 'boolean' } }, { min: 1, max: 1, what: 'tên tệp' });
    if (!values.canonical) throw usage('Hiện chỉ có một kiểu xuất: thêm --canonical. Thêm --help để xem cách dùng.');
    const path = resolve(positionals[0]!);
    return withStore(values, async (store) => {
      print(io, `Đã xuất ${await exportCanonical(store.target, path, NOT_EXPORTED)} dòng vào ${path}.`);
      return 0;
    });
  },
};
