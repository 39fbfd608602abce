import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { membershipsOf } from '../authenticate.ts';
import { chooseOrganisation, rolesOf } from '../store.ts';
import { ownAccount } from './sign-out.ts';

/** From now on this session acts for another unit in which the person holds a role today. */
export async function switchOrganisation(acting: Acting, sessionId: Id, organisationId: Id): Promise<void> {
  const roles = await rolesOf(acting.tx, ownAccount(acting), acting.today);
  const memberships = membershipsOf(roles, await organisationTree(acting.tx, acting.today), acting.today);
  if (!memberships.some((one) => one.organisationId === organisationId)) throw invalid('Bạn không có vai trò ở đơn vị này vào hôm nay; hãy chọn đơn vị khác.', 'organisationId');
  await chooseOrganisation(acting.tx, sessionId, organisationId);
}
