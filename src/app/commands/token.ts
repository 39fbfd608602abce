import { formatInstant } from '#kernel/plain-date.ts';
import { createToken } from '#features/accounts/actions/create-token.ts';
import { complain, parseOptions, print, usage, type Command } from '#platform/command-line.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';
import { accountNamed, operatorOf } from './operator.ts';

const STANDARD_DAYS = 90;

export const tokenCommand: Command = {
  name: 'token',
  summary: 'tạo mã truy cập API cho một tài khoản',
  help: `Cách dùng: bin/loa token create --account EMAIL [--days N] [--name TÊN] [--data DIR]

In mã truy cập trên một dòng; không in lại được. Mã có đúng quyền của tài khoản.

  --account EMAIL   tài khoản
  --days N          số ngày có hiệu lực (mặc định ${STANDARD_DAYS}, tối đa 365)
  --name TÊN        để nhận ra trong danh sách
${DATA_HELP}`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb !== 'create') throw usage(`Không có lệnh con "${verb ?? ''}". Dùng: token create --account EMAIL.`);
    const { values } = parseOptions(rest, { ...DATA_OPTION, account: { type: 'string' }, days: { type: 'string' }, name: { type: 'string' } });
    if (!values.account) throw usage('Thiếu --account EMAIL. Thêm --help để xem cách dùng.');
    const days = Number(values.days ?? STANDARD_DAYS);
    if (!Number.isInteger(days) || days < 1 || days > 365) throw usage(`--days "${values.days}" phải là số nguyên từ 1 đến 365.`);
    return withStore(values, async (store, config) => {
      const operator = await operatorOf(store, config), account = await accountNamed(operator, values.account!);
      const { token, expiresAt } = await operator.act((acting) => createToken(acting, { accountId: account.id, name: values.name ?? 'Tạo từ dòng lệnh', days }));
      print(io, token);
      complain(io, `Có hiệu lực đến ${formatInstant(expiresAt)}.`);
      return 0;
    });
  },
};
