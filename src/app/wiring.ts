import type { Hono } from 'hono';
import { randomIds, type IdSource } from '#kernel/id.ts';
import { createDemoLink } from '#features/accounts/actions/demo-link.ts';
import { createSetupLink } from '#features/accounts/actions/set-up.ts';
import { accountsJobs } from '#features/accounts/jobs.ts';
import { articlesJobs } from '#features/articles/jobs.ts';
import { useOpenWork } from '#features/accounts/open-work.ts';
import { usePersonWarnings } from '#features/accounts/person-warnings.ts';
import { useSubjects } from '#features/discussions/subjects.ts';
import { distributionJobs } from '#features/distribution/jobs.ts';
import { newslettersJobs } from '#features/newsletters/jobs.ts';
import { notificationsJobs } from '#features/notifications/jobs.ts';
import { refusedAddressWarning } from '#features/notifications/person-warning.ts';
import { useWaiting } from '#features/monitoring/waiting.ts';
import { proceduresJobs } from '#features/procedures/jobs.ts';
import { openVault, useVault } from '#features/accounts/secrets.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
import { useCardPieces } from '#features/monitoring/card-pieces.ts';
import { searchJobs } from '#features/search/jobs.ts';
import { urgingJobs } from '#features/urging/jobs.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { usePortal } from '#features/sites/answer.tsx';
import { Portal } from '#features/sites/portal/portal.ts';
import { printsJobs } from '#features/prints/jobs.ts';
import { usePrintSources } from '#features/prints/source.ts';
import { usePortalParts } from '#features/sites/portal-part.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { Store } from '#platform/db/store.ts';
import type { Assets } from '#platform/http/assets.ts';
import type { WebDeps } from '#platform/http/visit.ts';
import type { JobDefinition } from '#platform/jobs/job.ts';
import { openMailer } from '#platform/mail/mailer.ts';
import { buildName } from './assets-directory.ts';
import { CARD_PIECES } from './card-pieces.ts';
import { CAST, demoUserName } from './demo-cast.ts';
import { DISCUSSED } from './discussed.ts';
import { PORTAL_PARTS } from './portal-parts.ts';
import { PRINT_SOURCES } from './print-sources.ts';
import { OPEN_WORK } from './open-work.ts';
import { SUCCESSION_PARTS } from './succession-parts.ts';
import { WAITING } from './waiting.ts';
import { createWeb } from './web.ts';

/** Where the start of the program and the nouns meet: what `serve`, `demo` and `worker` need from above the platform. */

export type AppDeps = WebDeps & {
  readonly assets: Assets; readonly ready: () => Promise<boolean>; readonly wake?: () => void; readonly secrets: Store['secrets'];
  /** Where finished pages are kept on this machine. */
  readonly pages: string;
  /** With scheme and host, as readers write it; asked once the server listens. */
  readonly origin: () => string;
  readonly warm?: boolean;
};

/** Every background job of every noun. */
export const JOBS: readonly JobDefinition<any>[] = [...accountsJobs, ...urgingJobs, ...articlesJobs, ...printsJobs, ...proceduresJobs]; // each has its own payload

/** The same with what needs this installation's configuration. The demonstration writes to nobody: its people do not exist. */
export function jobsOf(config: Config, mode: WebDeps['mode']): readonly JobDefinition<any>[] {
  const post = config.mail && config.publicUrl && mode === 'real' ? { mailer: openMailer(config.mail), publicUrl: config.publicUrl, returns: config.returns } : null;
  return [...JOBS, ...searchJobs(PORTAL_PARTS), ...distributionJobs({ origin: config.publicUrl ?? 'http://127.0.0.1', demo: mode === 'demo' }), ...newslettersJobs(post), ...notificationsJobs(post)];
}

/** The web application, and the portal whose following begins with `portal.start()` and ends with `portal.stop()`. */
export async function createApp(deps: AppDeps): Promise<{ readonly app: Hono; readonly portal: Portal }> {
  useVault(openVault(deps.secrets.key('vault')));
  useOpenWork(...OPEN_WORK);
  usePersonWarnings(refusedAddressWarning);
  useCardPieces(...CARD_PIECES);
  useSuccessionParts(...SUCCESSION_PARTS);
  useSubjects(...DISCUSSED);
  useWaiting(...WAITING);
  usePortalParts(...PORTAL_PARTS);
  usePrintSources(...PRINT_SOURCES);
  const { db, files, clock, mode, log, config } = deps;
  const portal = new Portal({ db, files, clock, mode, log, folder: deps.pages, build: buildName(), origin: deps.origin, warm: deps.warm ?? false, https: Boolean(config.publicUrl?.startsWith('https:') || config.tls) });
  usePortal(db, portal);
  return { app: createWeb({ ...deps, portal, wake: () => { deps.wake?.(); portal.wake(); } }), portal };
}

/** A real store without any account gets a link, good once, by which the first administrator is made; null otherwise. */
export async function setUpLink(store: Store, clock: Clock, origin: string): Promise<string | null> {
  const token = await createSetupLink(environment(store, clock));
  return token && `${origin}/thiet-lap/${token}`;
}

/** One fresh single-use link for each role of the demonstration, in the order they are shown. */
export async function demoSignIns(store: Store, clock: Clock, origin: string): Promise<{ readonly role: string; readonly url: string }[]> {
  const accounts = new Map((await accountsByUserNames(store.db, CAST.map(({ role }) => demoUserName(role)))).map((account) => [account.userName, account]));
  const links = [];
  for (const { role } of CAST) {
    const account = accounts.get(demoUserName(role));
    if (account) links.push({ role, url: `${origin}/dang-nhap/demo/${await createDemoLink(environment(store, clock), account.id)}` });
  }
  return links;
}

/** Links made at start-up are nobody's rows: shard 0. */
const environment = (store: Store, clock: Clock) => ({ db: store.db, clock, ids: randomIds(() => clock.now().getTime()), shard: 0 });

/** Loads the demonstration province into an empty, migrated store. */
export type LoadDemo = (into: { readonly db: Store['db']; readonly files: Store['files']; readonly clock: Clock; readonly ids: IdSource }) => Promise<void>;
