import type { Id } from '#kernel/id.ts';
import { addDays, formatDate, maxDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { endRole, insertRoles, rolesAt, tellOwner, type AccountRole } from '../store.ts';

/** A role at a unit that ends: it goes on at the successor, or (null) with nobody until somebody places the person. */
export interface RoleMove { readonly role: AccountRole; readonly to: Id | null; readonly toName: string; readonly onDay: PlainDate; readonly citation: string }

/**
 * Part of `reorganise`. What was done under the old role until today was done rightly, so a role ends and begins on the
 * first day of the new order or, when that has passed, today. Role, reach and the person's title stay as they were.
 */
export async function moveRoles(a: Acting, moves: readonly RoleMove[]): Promise<number> {
  for (const at of new Set(moves.map((move) => move.role.organisationId))) await a.authorise('accounts.manage', at);
  const there = new Set((await rolesAt(a.tx, [...new Set(moves.flatMap((move) => move.to ?? []))], a.today)).filter((role) => role.validTo === null).map(same));
  const fresh: (AccountRole & { grantedBy: Id | null })[] = [], told = new Map<Id, string>();
  for (const { role, to, toName, onDay, citation } of moves) {
    const start = maxDate(onDay, a.today);
    if (role.validTo === null || role.validTo >= start) await endRole(a.tx, role, addDays(start, -1));
    a.record({ verb: 'accounts.role-ended', table: 'account_roles', id: role.id, organisationId: role.organisationId, facts: { role: role.role, accountId: role.accountId, citation } });
    if (!to) continue;
    const next = { ...role, id: a.newId(), organisationId: to, validFrom: maxDate(start, role.validFrom), validTo: role.validTo };
    if (there.has(same(next)) || (next.validTo !== null && next.validTo < next.validFrom)) continue;
    there.add(same(next));
    fresh.push({ ...next, grantedBy: a.by.accountId });
    told.set(role.accountId, `Từ ngày ${formatDate(start)} bạn làm việc tại ${toName} theo ${citation}.`);
  }
  await insertRoles(a.tx, fresh);
  for (const role of fresh) a.record({ verb: 'accounts.role-granted', table: 'account_roles', id: role.id, organisationId: role.organisationId, facts: { role: role.role, subtree: role.subtree, accountId: role.accountId } });
  for (const [accountId, sentence] of told) await tellOwner(a.tx, { id: a.newId(), accountId, at: a.now, sentence });
  return moves.length;
}

const same = (role: Pick<AccountRole, 'accountId' | 'organisationId' | 'role' | 'subtree'>): string => [role.accountId, role.organisationId, role.role, role.subtree].join(' ');
