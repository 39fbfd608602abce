import type { Migration } from 'kysely/migration';
import { base } from './0001-base.ts';

/**
 * Every migration, in order. A list and not a folder to look through, so that it travels inside the bundle. Once
 * released, a migration is never edited; a correction is a new one.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-base': base,
};
