import { resolve } from 'node:path';
import { complain, parseOptions, print, type Command } from '#platform/command-line.ts';
import { readConfig } from '#platform/config.ts';
import { restoreStore } from '../restore-store.ts';
import { DATA_HELP, DATA_OPTION, DEFAULT_DATA, refuseTwoPlaces } from './data-options.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'khôi phục một bản sao lưu vào thư mục dữ liệu mới hoặc cơ sở dữ liệu trống',
  help: `Cách dùng: bin/loa restore TỆP [--data DIR]

Kiểm tra toàn bộ tệp trước khi ghi; tệp hỏng, thiếu, của bản Loa mới hơn, hay nơi đến không trống thì từ chối và không ghi
gì. Bản sao lưu cũ được nâng cấp lên phiên bản của chương trình. Mọi người đăng nhập lại sau khi khôi phục.

${DATA_HELP}

Biến môi trường LOA_BACKUP_KEY: câu bí mật đã dùng khi sao lưu.`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, DATA_OPTION, { min: 1, max: 1, what: 'tên tệp sao lưu' });
    const config = readConfig();
    refuseTwoPlaces(config, values.data);
    const { rows, files, checked, directory } = await restoreStore(resolve(positionals[0]!), config, values.data ?? DEFAULT_DATA);
    print(io, `Đã khôi phục ${rows} dòng và ${files} tệp vào ${directory} (bản sao lưu làm lúc ${checked.header.madeAt}).`);
    print(io, checked.header.anchor);
    for (const sha256 of checked.manifest.lostFiles) complain(io, `Tệp ${sha256} đã mất từ trước khi sao lưu nên không khôi phục được.`);
    return 0;
  },
};
