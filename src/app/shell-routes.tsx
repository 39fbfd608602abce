import { get, OWN_ACCOUNT, type Route } from '#platform/http/route.ts';
import { workList } from '#features/obligations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';

/** A leader's day begins with what waits, everybody else's with the own work; who only watches over others begins with the board. */
async function startOf(visit: Visit): Promise<string> {
  const { organisationId, memberships } = signedIn(visit), roles = memberships.find((one) => one.organisationId === organisationId)?.roles ?? [];
  if (roles.includes('approver') && !roles.includes('officer')) return '/lam-viec/hom-nay';
  if (!(await visit.may('monitoring.board', organisationId))) return '/lam-viec/viec';
  const lists = await workList(visit.db, organisationId, visit.today);
  return Object.values(lists).some((cards) => cards.length > 0) ? '/lam-viec/viec' : '/lam-viec/theo-doi';
}

/** Addresses that belong to no noun. */
export const shellRoutes: readonly Route[] = [
  get('/lam-viec', OWN_ACCOUNT, async (visit) => visit.c.redirect(await startOf(visit), 303)),
];
