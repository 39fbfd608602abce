import { figures } from './figures.ts';
import { hotline } from './hotline.ts';
import { invitation } from './invitation.ts';
import type { PrintKind } from './kind.ts';
import { leaflet } from './leaflet.ts';
import { led } from './led.ts';
import { procedure } from './procedure.ts';
import { threeSentences } from './sentences.ts';
import { steps } from './steps.ts';

export type { PrintKind } from './kind.ts';
/** Every kind, in the order people are shown them. */
export const PRINT_KINDS: readonly PrintKind[] = [procedure, steps, figures, threeSentences, hotline, invitation, leaflet, led];
const byKey: ReadonlyMap<string, PrintKind> = new Map(PRINT_KINDS.map((one) => [one.key, one]));
export const printKind = (key: string): PrintKind | null => byKey.get(key) ?? null;
