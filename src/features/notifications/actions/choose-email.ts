import { AppError } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { ownAccount } from '#features/accounts/actions/sign-out.ts';
import type { EmailChoice } from '../rules/digest.ts';
import { savePreference } from '../store/preferences.ts';

/** How the person wants e-mail. */
export async function chooseEmail(acting: Acting, input: { readonly email: EmailChoice; readonly seen: number | null }): Promise<void> {
  const accountId = ownAccount(acting);
  const id = await savePreference(acting.tx, { newId: acting.newId(), accountId, email: input.email, seen: input.seen, at: acting.now });
  if (!id) throw new AppError('stale', 'Lựa chọn này vừa được đổi ở cửa sổ khác. Hãy xem lại rồi lưu lần nữa.');
  acting.record({ verb: 'notifications.email-chosen', table: 'notice_preferences', id, facts: { email: input.email } });
}
