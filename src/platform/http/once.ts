import { createHash } from 'node:crypto';
import type { Context } from 'hono';

const KEEP = 10 * 60_000;

/**
 * The same form sent twice (a double tap, an impatient second click) is one act: the second sending waits for the first
 * and gets its answer. The same means who, where, the form's `_key` and everything in it; a form that was changed after
 * going back is another one. Holds within one process for ten minutes; an act that must be recognised for longer keeps
 * its key in the database (see deliverables).
 */
export function onceOnly(now: () => number): (who: string, c: Context, run: () => Response | Promise<Response>) => Promise<Response> {
  const taken = new Map<string, { readonly at: number; readonly location: Promise<string | null> }>();
  return async (who, c, run) => {
    const name = await nameOf(who, c);
    if (name === null) return run();
    for (const [other, { at }] of taken) { if (now() - at <= KEEP) break; taken.delete(other); } // oldest first
    for (let first = taken.get(name); first; first = taken.get(name)) {
      const location = await first.location;
      if (location !== null) return c.redirect(location, 303);
    }
    const { promise, resolve } = Promise.withResolvers<string | null>();
    taken.set(name, { at: now(), location: promise });
    let location: string | null = null;
    try {
      const answer = await run();
      location = answer.status === 303 ? answer.headers.get('location') : null;
      return answer;
    } finally {
      if (location === null) taken.delete(name); // refused: the next sending is a new try
      resolve(location);
    }
  };
}

/** Null for what is no form with a key. */
async function nameOf(who: string, c: Context): Promise<string | null> {
  const type = c.req.header('content-type') ?? '';
  if (c.req.method !== 'POST' || !(type.startsWith('multipart/form-data') || type.startsWith('application/x-www-form-urlencoded'))) return null;
  const form = await c.req.formData().catch(() => null); // a body that breaks off: the handler says so
  if (typeof form?.get('_key') !== 'string') return null;
  const hash = createHash('sha256');
  for (const [field, value] of form.entries()) hash.update(JSON.stringify(typeof value === 'string' ? [field, value] : [field, value.name, value.size]));
  return `${who} ${c.req.path} ${hash.digest('base64')}`;
}
