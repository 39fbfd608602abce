import type { Context } from 'hono';
import { AppError } from '#kernel/app-error.ts';
import type { ActEnvironment } from '#features/audit/act.ts';
import { FormValues, readForm, type FieldErrors } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { OpenedSession, Source } from '../actions/open-session.ts';
import type { PendingSession } from '../authenticate.ts';
import { cookiePlan, readCookie, setCookie, type CookiePlan, type KeptPlan } from '../rules/cookies.ts';
import { vault } from '../secrets.ts';
import { accountById, accountOfSession } from '../store.ts';

/** What the pages of signing in need of a request beyond the visit. */
export const planOf = (visit: Visit): CookiePlan => cookiePlan({ ...visit.connection, publicUrl: visit.deps.config.publicUrl, insecureLan: visit.deps.config.insecureLan });

/** On plain http from elsewhere there is no cookie and so no signing in. */
export function keptPlan(visit: Visit): KeptPlan {
  const plan = planOf(visit);
  if (plan.kind === 'refused') throw new AppError('forbidden', 'Địa chỉ này dùng http không mã hóa nên không đăng nhập được. Hãy mở trang đăng nhập để xem cách bật https.');
  return plan;
}

export function sourceOf(visit: Visit): Source {
  const plan = planOf(visit);
  return { address: visit.connection.address, userAgent: visit.c.req.header('user-agent') ?? '', deviceToken: plan.kind === 'refused' ? null : readCookie(visit.c.req.header('cookie'), plan.device) };
}

/** For verbs of people who are not signed in yet. */
export const environmentOf = ({ deps }: Visit): ActEnvironment => ({ db: deps.db, clock: deps.clock, ids: deps.ids, shard: 0 });

const DEVICE_SECONDS = 365 * 86_400;

/** The session cookie ends with the browser; the device cookie stays a year. */
export function giveSession(visit: Visit, opened: OpenedSession): void {
  const plan = keptPlan(visit);
  visit.c.header('set-cookie', setCookie(plan, 'name', opened.token, null), { append: true });
  if (opened.deviceToken) visit.c.header('set-cookie', setCookie(plan, 'device', opened.deviceToken, DEVICE_SECONDS), { append: true });
}
export function takeSession(visit: Visit): void {
  const plan = planOf(visit);
  if (plan.kind !== 'refused') visit.c.header('set-cookie', setCookie(plan, 'name', '', 0), { append: true });
}

export async function pendingOf(visit: Visit, state: PendingSession['state']): Promise<PendingSession | null> {
  if (visit.pending?.state !== state) return null;
  const accountId = await accountOfSession(visit.db, visit.pending.sessionId);
  const account = accountId && await accountById(visit.db, accountId);
  return account ? { state, sessionId: visit.pending.sessionId, account } : null;
}

/** A path of our own; anything else becomes the console's first page. */
export function ownPath(text: string): string {
  const plain = text.startsWith('/') && !text.startsWith('//') && !text.includes('\\') && [...text].every((letter) => letter > ' ');
  return plain ? text : '/lam-viec';
}

/**
 * Shown once on the next page: a link, ten codes. Travels sealed in a cookie of two minutes, so that no server memory and
 * no second POST is needed, and reloading the page shows nothing any more.
 */
export function flash(visit: Visit, content: object): void {
  const sealed = vault().seal(JSON.stringify(content), `flash ${visit.session?.sessionId ?? ''}`);
  visit.c.header('set-cookie', setCookie(keptPlan(visit), 'flash', sealed, 120), { append: true });
}
export function takeFlash<T extends object>(visit: Visit): T | null {
  const plan = planOf(visit), sealed = plan.kind === 'refused' ? null : readCookie(visit.c.req.header('cookie'), plan.flash);
  if (!sealed || plan.kind === 'refused') return null;
  visit.c.header('set-cookie', setCookie(plan, 'flash', '', 0), { append: true });
  const text = vault().open(sealed, `flash ${visit.session?.sessionId ?? ''}`);
  return text === null ? null : JSON.parse(text) as T;
}

export type PageStatus = 200 | 401 | 403 | 404 | 409 | 413 | 422 | 429;
const SHOWN = new Set([401, 403, 409, 413, 422, 429]);

/** Reads the form and runs; every refusal comes back to the form with its sentence and what was typed. */
export async function attempt(c: Context, run: (values: FormValues) => Promise<Response>, refuse: (values: FormValues, errors: FieldErrors, status: PageStatus) => Response | Promise<Response>): Promise<Response> {
  const values = await readForm(c);
  try {
    return await run(values);
  } catch (error) {
    if (!(error instanceof AppError) || !SHOWN.has(error.status)) throw error;
    return refuse(values, error.details.fields ?? { [error.details.field ?? '_']: error.message }, error.status as PageStatus);
  }
}

