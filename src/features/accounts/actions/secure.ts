import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { SETTINGS, type SettingKey } from '../rules/settings.ts';
import { acknowledgeNotices, insertReview, saveSetting } from '../store.ts';
import { ownAccount } from './sign-out.ts';

/** One of the numbers of security level 3, for the whole installation: an administrator of the root. */
export async function changeSetting(acting: Acting, rootId: Id, key: SettingKey, value: number): Promise<void> {
  await acting.authorise('accounts.secure', rootId);
  const { label, unit, least, most } = SETTINGS[key];
  if (!Number.isInteger(value) || value < least || value > most) throw invalid(`“${label}” phải là số nguyên từ ${least} đến ${most} ${unit}.`, key);
  const id = await saveSetting(acting.tx, { id: acting.newId(), key, value, at: acting.now });
  acting.record({ verb: 'accounts.setting-changed', table: 'security_settings', id, organisationId: rootId, facts: { key, value } });
}

/** Rà soát quyền: an administrator has looked through the roles of a unit. */
export async function reviewRoles(acting: Acting, organisationId: Id): Promise<void> {
  await acting.authorise('accounts.manage', organisationId);
  const id = acting.newId();
  await insertReview(acting.tx, { id, organisationId, on: acting.today, by: ownAccount(acting) });
  acting.record({ verb: 'accounts.roles-reviewed', table: 'role_reviews', id, organisationId });
}

/** The owner has read what others did to the account. */
export const acknowledge = (acting: Acting): Promise<unknown> => acknowledgeNotices(acting.tx, ownAccount(acting), acting.now);
