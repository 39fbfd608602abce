import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import { vault } from './secrets.ts';
import { dropLocked, keepLocked, lockedForm } from './store.ts';

/**
 * What somebody sent while the screen was locked. A browser without JavaScript has nothing but this: the body is kept
 * sealed beside the session, shown again after unlocking and sent by the person. Files are not kept; the page says so.
 */
export const LOCKED_FORM_LIMIT = 256 * 1024;

/** Names that no form gets back: the password fields of account pages. */
const NEVER_KEPT = new Set(['password', 'repeated', 'current', 'code']);

export type KeptFields = readonly (readonly [name: string, value: string])[];

/** False when the form was too large or empty: then nothing was kept. */
export async function keepLockedForm(reader: Reader, sessionId: Id, path: string, fields: Iterable<readonly [string, unknown]>, at: Date): Promise<boolean> {
  const kept = [...fields].filter((field): field is readonly [string, string] => typeof field[1] === 'string' && !NEVER_KEPT.has(field[0]));
  const body = JSON.stringify(kept);
  if (!kept.length || Buffer.byteLength(body) > LOCKED_FORM_LIMIT) return false;
  await keepLocked(reader, { sessionId, path, body: vault().seal(body, `locked form ${sessionId}`), at });
  return true;
}

/** The kept form, once: it is gone from the server afterwards. */
export async function takeLockedForm(reader: Reader, sessionId: Id): Promise<{ path: string; fields: KeptFields } | null> {
  const kept = await lockedForm(reader, sessionId);
  if (!kept) return null;
  await dropLocked(reader, sessionId);
  const body = vault().open(kept.body, `locked form ${sessionId}`);
  return body === null ? null : { path: kept.path, fields: JSON.parse(body) as KeptFields };
}

/** Does something wait to be shown after unlocking? */
export const lockedFormWaits = async (reader: Reader, sessionId: Id): Promise<boolean> => (await lockedForm(reader, sessionId)) !== null;
