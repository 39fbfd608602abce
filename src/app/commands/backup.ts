import { resolve } from 'node:path';
import { complain, parseOptions, print, type Command } from '#platform/command-line.ts';
import { backupStore } from '../keeping.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'sao lưu toàn bộ kho vào một tệp, cả khi Loa đang chạy',
  help: `Cách dùng: bin/loa backup TỆP [--data DIR]

Ghi mọi dữ liệu, tệp đính kèm và khóa vào một tệp tar có tổng kiểm tra. Tệp chỉ xuất hiện khi đã ghi xong và nằm chắc
trên đĩa; trong lúc ghi nó mang đuôi .part. Không ghi đè lên tệp đã có.

${DATA_HELP}

Biến môi trường LOA_BACKUP_KEY: một câu bí mật để mã hóa các khóa trong bản sao lưu. Không có nó thì khóa nằm nguyên
trong tệp, và cả tệp phải được giữ kín.`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, DATA_OPTION, { min: 1, max: 1, what: 'tên tệp sao lưu' });
    const path = resolve(positionals[0]!);
    return withStore(values, async (store, config) => {
      const made = await backupStore(store, config, path);
      print(io, `Đã sao lưu ${made.rows} dòng và ${made.files} tệp vào ${path} (${made.bytes} byte).`);
      print(io, made.anchor);
      if (!made.sealed) complain(io, 'Tệp này chứa khóa của hệ thống ở dạng đọc được: hãy giữ kín như mật khẩu, hoặc đặt LOA_BACKUP_KEY trước khi sao lưu để mã hóa.');
      for (const sha256 of made.lostFiles) complain(io, `Tệp ${sha256} bị mất hoặc hỏng trong kho tệp nên không có trong bản sao lưu. Hãy chạy "bin/loa verify".`);
      return made.lostFiles.length === 0 ? 0 : 1;
    });
  },
};
