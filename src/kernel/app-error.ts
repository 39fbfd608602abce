/**
 * The one error that is meant for the person at the screen: a code for machines, a sentence for people, and the field
 * it is about when there is one. Everything else that is thrown is a fault of the program and shows as such.
 */
export type ErrorCode =
  | 'invalid' | 'not-found' | 'forbidden' | 'sign-in-required' | 'conflict' | 'stale' | 'duplicate' | 'too-large' | 'rate-limited'
  | 'unavailable' | 'storage' | 'usage';

export const HTTP_STATUS: Record<ErrorCode, number> = {
  invalid: 422, 'not-found': 404, forbidden: 403, 'sign-in-required': 401, conflict: 409, stale: 409, duplicate: 409, 'too-large': 413,
  'rate-limited': 429, unavailable: 503, storage: 507, usage: 400,
};

export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    /** A whole sentence in Vietnamese: what is wrong and the way out. */
    message: string,
    readonly details: { field?: string; fields?: Record<string, string>; data?: unknown } = {},
  ) { super(message); }
  get status(): number { return HTTP_STATUS[this.code]; }
}

export const invalid = (message: string, field?: string): AppError => new AppError('invalid', message, field ? { field, fields: { [field]: message } } : {});
export const notFound = (what: string): AppError => new AppError('not-found', `Không tìm thấy ${what}. Có thể đường dẫn đã cũ hoặc đã được gỡ.`);
export const conflict = (message: string): AppError => new AppError('conflict', message);
