import type { Acting } from '#platform/acting.ts';
import { keepPassword, updateAccount, type Account } from '../store.ts';

/** Puts a prepared hash in place and keeps it for "not one of the last ten". The caller has proved who acts. */
export async function setPassword(acting: Acting, account: Account, passwordHash: string, verb: string): Promise<void> {
  await updateAccount(acting.tx, account.id, { passwordHash, passwordChangedAt: acting.now, ...(account.status === 'invited' ? { status: 'active' as const } : {}) });
  await keepPassword(acting.tx, { id: acting.newId(), accountId: account.id, passwordHash, at: acting.now });
  acting.record({ verb, table: 'accounts', id: account.id });
}
