import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { isEmail } from '../rules/user-name.ts';
import { rolesOf, updatePerson } from '../store.ts';
import { authoriseOver, existingAccount } from './authority.ts';

export interface PersonInput { readonly name: string; readonly title: string; readonly phone: string; readonly email: string }

/** Name, position and how to reach somebody: by the person, or by an administrator above. */
export async function changePerson(acting: Acting, accountId: Id, input: PersonInput): Promise<void> {
  const account = await existingAccount(acting, accountId), roles = await rolesOf(acting.tx, accountId, acting.today);
  if (acting.by.accountId !== accountId) await authoriseOver(acting, roles);
  const name = input.name.trim(), email = input.email.trim().toLowerCase();
  if (!name) throw invalid('Hãy ghi họ và tên.', 'name');
  if (email && !isEmail(email)) throw invalid('Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@tinh.gov.vn', 'email');
  await updatePerson(acting.tx, account.person.id, { name, title: input.title.trim(), phone: input.phone.trim() || null, email: email || null });
  acting.record({ verb: 'accounts.person-changed', table: 'persons', id: account.person.id, organisationId: roles[0]?.organisationId ?? null });
}
