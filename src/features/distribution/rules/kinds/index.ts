import { email } from './email.ts';
import { facebookPage } from './facebook-page.ts';
import { feeds } from './feeds.ts';
import type { OutletKind } from './kind.ts';
import { ledScreen } from './led-screen.ts';
import { noticeBoard } from './notice-board.ts';
import { portal } from './own-portal.ts';
import { simulator } from './simulator.ts';
import { website } from './website.ts';
import { zaloGroup } from './zalo-group.ts';
import { zaloOa } from './zalo-oa.ts';

export type { CountsAs, OutletKind, TextPart } from './kind.ts';

/** THE list, in the order people look through it. */
export const OUTLET_KINDS = [portal, feeds, email, zaloOa, zaloGroup, facebookPage, website, ledScreen, noticeBoard, simulator] as const satisfies readonly OutletKind[];
export type OutletKindKey = (typeof OUTLET_KINDS)[number]['key'];

const byKey: ReadonlyMap<string, OutletKind> = new Map(OUTLET_KINDS.map((one) => [one.key, one]));
export const outletKind = (key: string): OutletKind | null => byKey.get(key) ?? null;
/** The kind of an outlet that is there; a key of an older list is a fault of the program. */
export function kindOf(outlet: { readonly kind: string }): OutletKind {
  const kind = byKey.get(outlet.kind);
  if (!kind) throw new Error(`no outlet kind ${outlet.kind}`);
  return kind;
}
/** Kinds of which an office opens outlets; those that publication itself serves have none. */
export const openableKinds = (demo: boolean): OutletKind[] => OUTLET_KINDS.filter((one: OutletKind) => one.way !== 'publication' && (demo || !one.demoOnly));
/** What happens by itself when an item goes out. */
export const PUBLICATION_KINDS: readonly OutletKind[] = OUTLET_KINDS.filter((one) => one.way === 'publication');
export const isDriven = (outlet: { readonly kind: string }): boolean => kindOf(outlet).way === 'driver';
