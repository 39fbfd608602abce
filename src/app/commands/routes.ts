import { parseOptions, print, type Command } from '#platform/command-line.ts';
import { PORTAL_PARTS } from '../portal-parts.ts';
import { routesOf } from '../registry.ts';

export const routesCommand: Command = {
  name: 'routes',
  summary: 'in bảng mọi đường dẫn với quyền và phạm vi',
  help: `Cách dùng: bin/loa routes [--json]

Mỗi đường dẫn một dòng: phương thức, đường dẫn, cách xác thực, quyền, phạm vi. Không cần cơ sở dữ liệu.
Trang công khai ghi dưới dạng /{site}/…: một mẫu cho trang của mọi đơn vị.

  --json   một mảng JSON thay cho bảng`,
  async run(args, io) {
    const { values } = parseOptions(args, { json: { type: 'boolean' } });
    const rows = routesOf().map(({ method, path, auth, permission, scope }) => ({
      method, path, auth, permission, scope: scope.kind === 'of' ? `of ${scope.noun} :${scope.param}` : scope.kind,
    }));
    // pages of the portal: the same for every site, and nobody looks at who reads
    for (const [scope, kinds] of PORTAL_PARTS.flatMap((part) => [['site', part.pages], ['none', part.root ?? []]] as const)) for (const { pattern } of kinds) rows.push({ method: 'GET', path: scope === 'site' ? `/{site}${pattern}` : pattern, auth: 'reader', permission: null, scope });
    print(io, values.json ? JSON.stringify(rows, null, 1) : rows.map((row) => Object.values(row).map((value) => value ?? '-').join('\t')).join('\n'));
    return 0;
  },
};
