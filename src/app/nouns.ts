import type { Noun } from './noun.ts';

/** THE ordered list (see noun-order.ts): what is not listed here does not run. */
export const NOUNS: readonly Noun[] = [];
