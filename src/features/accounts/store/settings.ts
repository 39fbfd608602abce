import type { Id } from '#kernel/id.ts';
import type { Database, Reader, Tx } from '#platform/db/tables.ts';
import { settingsWith, type SettingKey, type Settings } from '../rules/settings.ts';
import { afterFailure, waitFor, type Counted, type Throttle } from '../rules/throttle.ts';
import './tables.ts';

/** The numbers of security level 3 as this installation has them. */
export const securitySettings = async (reader: Reader): Promise<Settings> => settingsWith(await reader.selectFrom('security_settings').select(['key', 'value']).execute());

/** Returns the id of the row. */
export async function saveSetting(tx: Tx, setting: { id: Id; key: SettingKey; value: number; at: Date }): Promise<Id> {
  const row = await tx.insertInto('security_settings').values({ id: setting.id, key: setting.key, value: setting.value, changed_at: setting.at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: setting.value, changed_at: setting.at })).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Reserves one try under each key, as a failure until `clearThrottles` says otherwise, so that a hundred tries sent at
 * once are a hundred tries. Returns the milliseconds to wait when a key is blocked; then nothing was reserved.
 */
export const reserveTry = (db: Database, keys: readonly (readonly [key: string, counted: Counted])[], now: Date, settings: Settings): Promise<number> => db.transaction().execute(async (tx) => {
  const sorted = [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
  const known = new Map<string, Throttle>();
  for (const [key] of sorted) {
    await tx.insertInto('sign_in_throttles').values({ key, failures: 0, last_failure_at: now, blocked_until: null }).onConflict((conflict) => conflict.column('key').doNothing()).execute();
    const row = await tx.selectFrom('sign_in_throttles').selectAll().where('key', '=', key).forUpdate().executeTakeFirstOrThrow();
    known.set(key, { failures: row.failures, lastFailureAt: row.last_failure_at, blockedUntil: row.blocked_until });
  }
  const wait = Math.max(...[...known.values()].map((throttle) => waitFor(throttle, now)));
  if (wait > 0) return wait;
  for (const [key, counted] of sorted) {
    const next = afterFailure(known.get(key)!, counted, now, settings);
    await tx.updateTable('sign_in_throttles').set({ failures: next.failures, last_failure_at: next.lastFailureAt, blocked_until: next.blockedUntil }).where('key', '=', key).execute();
  }
  return 0;
});
/** The try has succeeded: its source starts anew, and what was counted against everybody is given back. */
export async function releaseTry(reader: Reader, keys: readonly (readonly [key: string, counted: Counted])[]): Promise<void> {
  for (const [key, counted] of keys) {
    if (counted === 'source') await reader.deleteFrom('sign_in_throttles').where('key', '=', key).execute();
    else await reader.updateTable('sign_in_throttles').set((row) => ({ failures: row('failures', '-', 1), blocked_until: null })).where('key', '=', key).where('failures', '>', 0).execute();
  }
}
