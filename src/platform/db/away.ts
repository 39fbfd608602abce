/**
 * The database cannot be asked now: it is being started again, or cannot be reached. The code is PostgreSQL's own for "cannot connect now", which
 * graphile-worker knows as one to wait for.
 */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  readonly code = '57P03';
  constructor(cause?: unknown) { super('the database is away', cause === undefined ? {} : { cause }); }
}

const UNREACHABLE = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|57P0[1-3]|08...|53300)$/;
const BROKEN = /Connection terminated|timeout exceeded when trying to connect|timeout expired|not queryable|client was closed/i;
const facts = (error: unknown): { code: string; message: string; syscall: string } => ({ code: '', message: '', syscall: '', ...Object.fromEntries(['code', 'message', 'syscall'].map((name) => [name, String((error as Record<string, unknown> | null)?.[name] ?? '')])) });

/** No connection could be had: nobody listens, the way there is cut, the server is being started or stopped, or is full. */
export function isUnreachable(error: unknown): boolean {
  const { code, message, syscall } = facts(error);
  return error instanceof DatabaseAway || UNREACHABLE.test(code) || (code === 'ENOENT' && syscall === 'connect') || BROKEN.test(message);
}

/** What went wrong is the database, not the work: there was no connection, or it broke in the middle. */
export function isAway(error: unknown): boolean {
  const { code, message, syscall } = facts(error);
  return error instanceof DatabaseAway || /^(?:57P0[1-3]|08...|53300)$/.test(code) || (/^(?:ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code) && /^(?:read|write)$/.test(syscall)) || BROKEN.test(message);
}

/** Whether a database may be asked: while it is closed whoever asks hears at once that it is away, and nobody waits. */
export interface Line { readonly open: boolean }
