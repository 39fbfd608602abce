import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#kernel/app-error.ts';

/** PostgreSQL refuses to run as root; this is who it runs as instead. */
export interface Unprivileged { readonly uid: number; readonly gid: number }

function passwd(): { name: string; uid: number; gid: number }[] {
  let text = '';
  try { text = readFileSync('/etc/passwd', 'utf8'); } catch { /* a bare container: no names */ }
  return text.split('\n').map((line) => line.split(':')).filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}

/** `postgres`, else `nobody`; null when Loa itself is not root. `owner`: uid of an existing cluster, kept when it has a name. */
export function unprivilegedAccount(owner?: number): Unprivileged | null {
  const own = process.getuid!();
  const accounts = passwd();
  if (own !== 0) {
    // initdb asks the system for the name of its account and gives up without one (docker --user 1234).
    if (accounts.length > 0 && !accounts.some(({ uid }) => uid === own) && !process.env.NSS_WRAPPER_PASSWD && owner === undefined) {
      throw new AppError('unavailable', `PostgreSQL kèm theo không chạy được dưới số hiệu người dùng ${own} vì số này không có tên trong /etc/passwd. Hãy thêm một dòng cho nó, chạy bằng người dùng khác, hoặc đặt LOA_DATABASE_URL.`);
    }
    return null;
  }
  const known = owner ? accounts.find(({ uid }) => uid === owner) : undefined;
  const { uid, gid } = known ?? accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody') ?? { uid: 65534, gid: 65534 };
  return { uid, gid };
}

/** May this account walk down to `path`? Its supplementary groups are dropped, so only owner, group and others count. */
export function isReachable(path: string, { uid, gid }: Unprivileged): boolean {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
