import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { outranks, type HeldRole } from '../rules/may.ts';
import { accountById, peopleOf, rolesOf, type Account } from '../store.ts';

export async function existingAccount(acting: Acting, id: Id): Promise<Account> {
  const account = await accountById(acting.tx, id);
  if (!account) throw new AppError('not-found', 'Không tìm thấy tài khoản này.');
  return account;
}

/** Whoever decides over an account must reach every unit in which it holds a role; the operator's command line reaches all. */
export async function reaches(acting: Acting, roles: readonly HeldRole[]): Promise<boolean> {
  if (acting.by.accountId === null) return true;
  const own = await rolesOf(acting.tx, acting.by.accountId, acting.today);
  return outranks(own, roles, (await organisationTree(acting.tx, acting.today)).isWithin, acting.today);
}

export async function requireReach(acting: Acting, roles: readonly HeldRole[]): Promise<void> {
  if (!(await reaches(acting, roles))) throw new AppError('forbidden',
    'Tài khoản này (hoặc vai trò này) thuộc cả phạm vi ngoài quyền quản trị của bạn. Hãy đề nghị quản trị viên cấp trên thực hiện.');
}

/** The permission at every unit in which the account holds a role (at the root when it holds none), and the reach over all of them. */
export async function authoriseOver(acting: Acting, roles: readonly HeldRole[]): Promise<void> {
  const units = new Set(roles.map((role) => role.organisationId));
  if (!units.size) for (const root of (await organisationTree(acting.tx, acting.today)).roots) if (!root.external) units.add(root.id);
  for (const unit of units) await acting.authorise('accounts.manage', unit);
  await requireReach(acting, roles);
}

/** Somebody must stay who can administer everything: the last administrator of the root is neither closed nor stripped. */
export async function keepAnAdministrator(acting: Acting, without: { readonly accountId: Id; readonly roleId?: Id }): Promise<void> {
  const roots = (await organisationTree(acting.tx, acting.today)).roots.filter((root) => !root.external).map((root) => root.id);
  const people = await peopleOf(acting.tx, roots, acting.today);
  const holders = people.filter(({ account, roles }) => account.status === 'active' && roles.some((role) =>
    role.role === 'administrator' && role.subtree && role.validTo === null && !(account.id === without.accountId && (without.roleId === undefined || role.id === without.roleId))));
  const concerned = people.some(({ account, roles }) => account.id === without.accountId && roles.some((role) => role.role === 'administrator' && role.subtree && (without.roleId === undefined || role.id === without.roleId)));
  if (concerned && holders.length === 0) throw new AppError('conflict', 'Đây là quản trị viên cuối cùng của toàn hệ thống. Hãy giao vai trò quản trị cho người khác trước.');
}
