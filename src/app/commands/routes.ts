import { parseOptions, print, type Command } from '#platform/command-line.ts';
import { routesOf } from '../registry.ts';

export const routesCommand: Command = {
  name: 'routes',
  summary: 'in bảng mọi đường dẫn với quyền và phạm vi',
  help: `Cách dùng: bin/loa routes [--json]

Mỗi đường dẫn một dòng: phương thức, đường dẫn, cách xác thực, quyền, phạm vi. Không cần cơ sở dữ liệu.

  --json   một mảng JSON thay cho bảng`,
  async run(args, io) {
    const { values } = parseOptions(args, { json: { type: 'boolean' } });
    const rows = routesOf().map(({ method, path, auth, permission, scope }) => ({
      method, path, auth, permission, scope: scope.kind === 'of' ? `of ${scope.noun} :${scope.param}` : scope.kind,
    }));
    print(io, values.json ? JSON.stringify(rows, null, 1) : rows.map((row) => Object.values(row).map((value) => value ?? '-').join('\t')).join('\n'));
    return 0;
  },
};
