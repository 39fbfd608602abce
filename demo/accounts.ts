import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { Role } from '#platform/policy.ts';
import { insertAccounts, insertRoles, type NewAccount } from '#features/accounts/store.ts';
import { CAST, demoUserName } from '#app/demo-cast.ts';
import { nameMaker } from './people.ts';
import { COMMUNES, DEPARTMENTS, DIVISIONS, PRESS } from './places.ts';
import { BORN } from './units.ts';

/**
 * The cast, and somebody in every unit that works in Loa: departments and communes an officer who may sign off, two divisions of each commune
 * an officer. None has a password: the demonstration is entered by its printed links.
 */
export async function makeAccounts(acting: Acting, units: ReadonlyMap<string, Id>): Promise<void> {
  const name = nameMaker(20260101), accounts: NewAccount[] = [], roles: Parameters<typeof insertRoles>[1][number][] = [];
  const add = (userName: string, person: { name: string; title: string }, held: readonly { unit: string; role: Role; subtree: boolean }[]) => {
    const id = acting.newId();
    accounts.push({ id, personId: acting.newId(), userName, status: 'active', createdAt: acting.now, person: { ...person, phone: null, email: userName } });
    for (const { unit, role, subtree } of held) roles.push({ id: acting.newId(), accountId: id, organisationId: units.get(unit)!, role, subtree, validFrom: BORN, validTo: null, grantedBy: null });
  };
  for (const one of CAST)
    add(demoUserName(one.role), { name: one.name, title: one.title }, [
      ...one.roles.map((role) => ({ unit: one.unit, role, subtree: true })), ...('also' in one ? one.also.roles.map((role) => ({ unit: one.also.unit, role, subtree: true })) : []),
    ]);
  for (const unit of [...DEPARTMENTS, PRESS, ...COMMUNES]) {
    const commune = 'kind' in unit && (unit.kind === 'xã' || unit.kind === 'phường' || unit.kind === 'đặc khu');
    add(`${unit.code.toLowerCase()}@lamgiang.example`, { name: name(), title: commune ? 'Chủ tịch UBND' : 'Lãnh đạo đơn vị' }, [{ unit: unit.code, role: 'officer', subtree: true }, { unit: unit.code, role: 'approver', subtree: true }]);
  }
  for (const commune of COMMUNES) for (const division of DIVISIONS.filter((one) => one.accounts)) {
    const code = `${commune.code}.${division.suffix}`;
    add(`${code.toLowerCase()}@lamgiang.example`, { name: name(), title: 'Công chức' }, [{ unit: code, role: 'officer', subtree: false }]);
  }
  await insertAccounts(acting.tx, accounts);
  await insertRoles(acting.tx, roles);
  for (const account of accounts) {
    acting.record({ verb: 'accounts.person-added', table: 'persons', id: account.personId });
    acting.record({ verb: 'accounts.invited', table: 'accounts', id: account.id, facts: { userName: account.userName } });
  }
  for (const role of roles) acting.record({ verb: 'accounts.role-granted', table: 'account_roles', id: role.id, organisationId: role.organisationId, facts: { role: role.role, accountId: role.accountId } });
}
