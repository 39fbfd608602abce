import type { Acting } from '#platform/acting.ts';
import { ownAccount } from '#features/accounts/actions/sign-out.ts';
import { accountById } from '#features/accounts/store.ts';
import { addressOf } from '../rules/delivery.ts';
import { liftRefusal } from '../store/preferences.ts';

/** The person says that the own address takes letters again: the next one is tried. A mark of this machine, not of the work: no event. */
export async function useAddressAgain(acting: Acting): Promise<void> {
  const account = await accountById(acting.tx, ownAccount(acting)), address = account && addressOf(account.person.email, account.userName);
  if (address) await liftRefusal(acting.tx, address);
}
