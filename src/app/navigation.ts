import type { NavItem, Visit } from '#platform/http/visit.ts';
import type { Permission } from '#platform/policy.ts';

interface Entry extends Omit<NavItem, 'count'> { readonly permission: Permission; readonly counter?: (visit: Visit) => Promise<number> }

/** The console's menu in the order people look for things; a counter says what waits. */
const ENTRIES: readonly Entry[] = [];

export async function navigationFor(visit: Visit): Promise<readonly NavItem[]> {
  const session = visit.session;
  if (!session) return [];
  const shown = await Promise.all(ENTRIES.map(async (entry): Promise<NavItem | null> => {
    if (!(await visit.may(entry.permission, session.organisationId))) return null;
    const { href, label, group, phone } = entry;
    return { href, label, group, ...(phone ? { phone } : {}), ...(entry.counter ? { count: await entry.counter(visit) } : {}) };
  }));
  return shown.filter((item) => item !== null);
}
