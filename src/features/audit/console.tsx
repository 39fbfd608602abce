import { z } from 'zod';
import type { Id } from '#kernel/id.ts';
import { submit } from '#platform/http/forms.ts';
import { acting, get, post, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { filledForm, type FormState } from '#ui/forms.tsx';
import { consolePage } from '#ui/shell.tsx';
import { setKept } from './actions/set-backups-kept.ts';
import { backupStatus } from './backup-status.ts';
import { KEEPING_PATH, KeepingView } from './console/view.tsx';
import { currentAnchor } from './verify.ts';

/** The organisation whose administrators decide about the machine; this noun comes before organisations and is told. */
export type RootOf = (visit: Visit) => Promise<Id | null>;

const kept = z.object({ keep: z.coerce.number('Hãy nhập một số.') });

export const auditRoutes = (rootOf: RootOf): readonly Route[] => [
  get(KEEPING_PATH, acting('audit.see-backups'), (visit) => page(visit, rootOf, null, 200)),
  post(`${KEEPING_PATH}/so-ban-giu-lai`, acting('audit.see-backups'), (visit) => submit(visit.c, kept, {
    async run({ keep }) {
      const root = await rootOf(visit);
      if (root) await visit.act((by) => setKept(by, root, keep));
      return visit.c.redirect(KEEPING_PATH, 303);
    },
    refuse: (values, errors, status) => page(visit, rootOf, { values, errors }, status),
  })),
];

async function page(visit: Visit, rootOf: RootOf, typed: FormState | null, status: 200 | 409 | 413 | 422 | 507): Promise<Response> {
  const backups = await backupStatus(visit.db, visit.now);
  const root = await rootOf(visit);
  const maySet = root !== null && await visit.may('audit.set-backups', root);
  return consolePage(visit, { title: 'Sao lưu, kiểm tra', status },
    <KeepingView status={backups} anchor={await currentAnchor(visit.db)} form={maySet ? typed ?? filledForm({ keep: String(backups.keep) }) : null} />);
}
