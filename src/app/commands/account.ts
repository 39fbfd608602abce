import { formatInstant } from '#kernel/plain-date.ts';
import { invite } from '#features/accounts/actions/invite.ts';
import { resetAccount } from '#features/accounts/actions/reset-account.ts';
import { readRole, ROLE_IDS } from '#features/accounts/rules/roles.ts';
import { parseOptions, print, usage, type Command, type CommandIo } from '#platform/command-line.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';
import { accountNamed, operatorOf, organisationCoded } from './operator.ts';

export const accountCommand: Command = {
  name: 'account',
  summary: 'đặt lại mật khẩu hoặc mời người dùng, từ máy chủ',
  help: `Cách dùng:
  bin/loa account reset EMAIL [--drop-second-factor] [--data DIR]
  bin/loa account invite EMAIL --role VAI-TRÒ --organisation MÃ [--name HỌ-TÊN] [--subtree] [--data DIR]

In một đường dẫn dùng một lần, không in lại được. Việc đặt lại được ghi nhật ký và báo cho chủ tài khoản ở lần đăng nhập sau.

  --drop-second-factor   gỡ luôn xác thực hai bước (mất điện thoại)
  --role VAI-TRÒ         ${ROLE_IDS.join(', ')}
  --organisation MÃ      mã của đơn vị
  --name HỌ-TÊN          họ và tên (mặc định: phần trước @ của thư điện tử)
  --subtree              vai trò có hiệu lực cả ở các đơn vị cấp dưới
${DATA_HELP}`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === 'reset') return reset(rest, io);
    if (verb === 'invite') return inviteOne(rest, io);
    throw usage(`Không có lệnh con "${verb ?? ''}". Dùng: account reset EMAIL, hoặc account invite EMAIL --role VAI-TRÒ --organisation MÃ.`);
  },
};

async function reset(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseOptions(args, { ...DATA_OPTION, 'drop-second-factor': { type: 'boolean' } }, { min: 1, max: 1, what: 'EMAIL' });
  return withStore(values, async (store, config) => {
    const operator = await operatorOf(store, config), account = await accountNamed(operator, positionals[0]!);
    const { token, expiresAt } = await operator.act((acting) => resetAccount(acting, account.id, { dropsTotp: values['drop-second-factor'] ?? false }));
    print(io, operator.address(`/${account.status === 'invited' ? 'moi' : 'dat-lai'}/${token}`));
    print(io, `Dùng một lần, đến ${formatInstant(expiresAt)}.`);
    return 0;
  });
}

async function inviteOne(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseOptions(args, { ...DATA_OPTION, role: { type: 'string' }, organisation: { type: 'string' }, name: { type: 'string' }, subtree: { type: 'boolean' } }, { min: 1, max: 1, what: 'EMAIL' });
  if (!values.role || !values.organisation) throw usage('Thiếu --role hoặc --organisation. Thêm --help để xem cách dùng.');
  const role = readRole(values.role);
  if (!role) throw usage(`Không có vai trò "${values.role}". Dùng một trong: ${ROLE_IDS.join(', ')}.`);
  return withStore(values, async (store, config) => {
    const operator = await operatorOf(store, config), unit = await organisationCoded(operator, values.organisation);
    const { token, expiresAt } = await operator.act((acting) => invite(acting, {
      organisationId: unit.id, roles: [{ role, subtree: values.subtree ?? false }], userName: positionals[0]!, person: { name: values.name ?? positionals[0]!.split('@')[0]! },
    }));
    if (token && expiresAt) {
      print(io, operator.address(`/moi/${token}`));
      print(io, `Dùng một lần, đến ${formatInstant(expiresAt)}.`);
    } else print(io, `Tài khoản đã có; đã thêm vai trò ở ${unit.name}.`);
    return 0;
  });
}
