import { timeAt, dayAt } from '#kernel/plain-date.ts';

export const DEFAULT_KEPT = 14;
export const MOST_KEPT = 365;

/** "loa-2026-11-20-0130.tar": sorts by time, reads as a date; the clock of Viet Nam. */
export const nightlyFileName = (at: Date): string => `loa-${dayAt(at)}-${timeAt(at).replace(':', '')}.tar`;

const NIGHTLY = /^loa-\d{4}-\d{2}-\d{2}-\d{4}\.tar$/;
export const isNightly = (name: string): boolean => NIGHTLY.test(name);

/** The nightly backups in a folder, newest first; other files there are nobody's business. */
export const nightlyFiles = (names: readonly string[]): string[] => names.filter(isNightly).sort().reverse();

/** What goes when `keep` are to stay. The newest always stays, and so do remains of a backup that is being written. */
export const filesToRemove = (names: readonly string[], keep: number): string[] => nightlyFiles(names).slice(Math.max(1, keep));

/** Drafts of backups that were cut short: a running one is at most a day old. */
export const isRemains = (name: string, modified: Date, now: Date): boolean =>
  name.endsWith('.part') && isNightly(name.slice(0, -'.part'.length)) && now.getTime() - modified.getTime() > 24 * 3_600_000;
