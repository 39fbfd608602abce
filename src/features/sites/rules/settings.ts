import { AppError } from '#kernel/app-error.ts';
import type { HomeOrder } from '../store/tables.ts';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** A host name as browsers write it (RFC 1123 §2.1), in small letters; null for none. International names come in their ASCII form. */
export function hostOf(written: string): string | null {
  const host = written.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/\/$/, '');
  if (!host) return null;
  const parts = host.split('.');
  if (host.length > 253 || parts.length < 2 || !parts.every((part) => LABEL.test(part)) || /^\d+$/.test(parts.at(-1)!))
    throw new AppError('invalid', `“${written.trim().slice(0, 80)}” không phải tên miền. Hãy ghi như xabinhan.lamgiang.gov.vn, không có http:// và đường dẫn.`, { field: 'host' });
  return host;
}

/** Blocks in the order of their numbers in the form; those ticked away are hidden. */
export const homeOrder = (order: readonly string[], hidden: readonly string[]): HomeOrder => ({ order: [...new Set(order)].slice(0, 50), hidden: [...new Set(hidden)].slice(0, 50) });
