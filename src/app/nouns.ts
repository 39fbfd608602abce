import { accountsAudited } from '#features/accounts/audited.ts';
import { accountsRoutes } from '#features/accounts/console.tsx';
import { accountsPolicy } from '#features/accounts/policy.ts';
import { articlesAudited } from '#features/articles/audited.ts';
import { articlesRoutes } from '#features/articles/console.tsx';
import { articlesPolicy } from '#features/articles/policy.ts';
import { auditAudited } from '#features/audit/audited.ts';
import { auditRoutes } from '#features/audit/console.tsx';
import { auditPolicy } from '#features/audit/policy.ts';
import { budgetsAudited } from '#features/budgets/audited.ts';
import { budgetsRoutes } from '#features/budgets/console.tsx';
import { budgetsPolicy } from '#features/budgets/policy.ts';
import { calendarAudited } from '#features/calendar/audited.ts';
import { calendarRoutes } from '#features/calendar/console.tsx';
import { calendarPolicy } from '#features/calendar/policy.ts';
import { deliverablesAudited } from '#features/deliverables/audited.ts';
import { deliverablesRoutes } from '#features/deliverables/console.tsx';
import { deliverablesPolicy } from '#features/deliverables/policy.ts';
import { directoryAudited } from '#features/directory/audited.ts';
import { directoryRoutes } from '#features/directory/console.tsx';
import { directoryPolicy } from '#features/directory/policy.ts';
import { discussionsAudited } from '#features/discussions/audited.ts';
import { discussionsRoutes } from '#features/discussions/console.tsx';
import { discussionsPolicy } from '#features/discussions/policy.ts';
import { distributionAudited } from '#features/distribution/audited.ts';
import { distributionRoutes } from '#features/distribution/console.tsx';
import { distributionPolicy } from '#features/distribution/policy.ts';
import { documentsAudited } from '#features/documents/audited.ts';
import { documentsRoutes } from '#features/documents/console/register.tsx';
import { documentsPolicy } from '#features/documents/policy.ts';
import { filesAudited } from '#features/files/audited.ts';
import { filesRoutes } from '#features/files/console.tsx';
import { filesPolicy } from '#features/files/policy.ts';
import { monitoringRoutes } from '#features/monitoring/console.tsx';
import { monitoringPolicy } from '#features/monitoring/policy.ts';
import { newslettersAudited } from '#features/newsletters/audited.ts';
import { newslettersRoutes } from '#features/newsletters/console.tsx';
import { newslettersPolicy } from '#features/newsletters/policy.ts';
import { notificationsAudited } from '#features/notifications/audited.ts';
import { notificationsRoutes } from '#features/notifications/console.tsx';
import { notificationsPolicy } from '#features/notifications/policy.ts';
import { obligationsAudited } from '#features/obligations/audited.ts';
import { obligationsPolicy } from '#features/obligations/policy.ts';
import { organisationsAudited } from '#features/organisations/audited.ts';
import { organisationsRoutes } from '#features/organisations/console.tsx';
import { organisationsPolicy } from '#features/organisations/policy.ts';
import { plansAudited } from '#features/plans/audited.ts';
import { plansRoutes } from '#features/plans/console.tsx';
import { plansPolicy } from '#features/plans/policy.ts';
import { proceduresAudited } from '#features/procedures/audited.ts';
import { proceduresRoutes } from '#features/procedures/console.tsx';
import { proceduresPolicy } from '#features/procedures/policy.ts';
import { printsAudited } from '#features/prints/audited.ts';
import { printsRoutes } from '#features/prints/console.tsx';
import { printsPolicy } from '#features/prints/policy.ts';
import { reportsAudited } from '#features/reports/audited.ts';
import { reportsRoutes } from '#features/reports/console.tsx';
import { reportsPolicy } from '#features/reports/policy.ts';
import { sitesAudited } from '#features/sites/audited.ts';
import { sitesRoutes } from '#features/sites/console.tsx';
import { sitesPolicy } from '#features/sites/policy.ts';
import { urgingAudited } from '#features/urging/audited.ts';
import { urgingRoutes } from '#features/urging/console.tsx';
import { urgingPolicy } from '#features/urging/policy.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Noun } from './noun.ts';

/** THE ordered list (see noun-order.ts): what is not listed here does not run. */
export const NOUNS: readonly Noun[] = [
  { name: 'audit', policy: auditPolicy, audited: auditAudited, routes: auditRoutes(async (visit) => (await organisationTree(visit.db, visit.today)).roots.find((one) => !one.external)?.id ?? null) },
  { name: 'organisations', policy: organisationsPolicy, audited: organisationsAudited, routes: organisationsRoutes },
  { name: 'accounts', policy: accountsPolicy, audited: accountsAudited, routes: accountsRoutes },
  { name: 'sites', policy: sitesPolicy, audited: sitesAudited, routes: sitesRoutes },
  { name: 'discussions', policy: discussionsPolicy, audited: discussionsAudited, routes: discussionsRoutes },
  { name: 'calendar', policy: calendarPolicy, audited: calendarAudited, routes: calendarRoutes },
  { name: 'files', policy: filesPolicy, audited: filesAudited, routes: filesRoutes },
  { name: 'documents', policy: documentsPolicy, audited: documentsAudited, routes: documentsRoutes },
  { name: 'obligations', policy: obligationsPolicy, audited: obligationsAudited },
  { name: 'plans', policy: plansPolicy, audited: plansAudited, routes: plansRoutes },
  { name: 'deliverables', policy: deliverablesPolicy, audited: deliverablesAudited, routes: deliverablesRoutes },
  { name: 'budgets', policy: budgetsPolicy, audited: budgetsAudited, routes: budgetsRoutes },
  { name: 'directory', policy: directoryPolicy, audited: directoryAudited, routes: directoryRoutes },
  { name: 'procedures', policy: proceduresPolicy, audited: proceduresAudited, routes: proceduresRoutes },
  { name: 'prints', policy: printsPolicy, audited: printsAudited, routes: printsRoutes },
  { name: 'articles', policy: articlesPolicy, audited: articlesAudited, routes: articlesRoutes },
  { name: 'newsletters', policy: newslettersPolicy, audited: newslettersAudited, routes: newslettersRoutes },
  { name: 'distribution', policy: distributionPolicy, audited: distributionAudited, routes: distributionRoutes },
  { name: 'reports', policy: reportsPolicy, audited: reportsAudited, routes: reportsRoutes },
  { name: 'monitoring', policy: monitoringPolicy, routes: monitoringRoutes },
  { name: 'urging', policy: urgingPolicy, audited: urgingAudited, routes: urgingRoutes },
  { name: 'notifications', policy: notificationsPolicy, audited: notificationsAudited, routes: notificationsRoutes },
  { name: 'search' },
];
