import { createHash } from 'node:crypto';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { KindId, OrganisationFunction } from './kinds.ts';

/**
 * What can happen to units, as data. The words are those of the resolutions: đổi tên, chuyển loại, hợp nhất (n units
 * become one, new or one that was there), chia, tách (one becomes several), giải thể, chuyển về cấp trên khác, chuyển
 * chức năng. `share` says what goes over: everything, a part, or one function.
 */
export const SUCCESSION_KINDS = {
  rename: { meaning: 'Vẫn đơn vị ấy, tên khác; văn bản cũ giữ tên cũ', label: 'Đổi tên', words: ['đổi tên', 'doi ten'], ends: 'none' },
  retype: { meaning: 'Xã thành phường, chi cục thành phòng …', label: 'Chuyển loại', words: ['chuyển loại', 'đổi loại', 'thành lập phường', 'chuyển loại hình'], ends: 'none' },
  merge: { meaning: 'Nhiều đơn vị thành một đơn vị mới, hoặc nhập vào một đơn vị đang có', label: 'Hợp nhất, sáp nhập', words: ['hợp nhất', 'sáp nhập', 'nhập', 'sáp nhập, hợp nhất', 'sắp xếp'], ends: 'all' },
  split: { meaning: 'Một đơn vị thành nhiều, hoặc tách một phần ra', label: 'Chia, tách', words: ['chia', 'tách', 'chia tách'], ends: 'some' },
  dissolve: { meaning: 'Đơn vị kết thúc; có hoặc không có đơn vị kế thừa', label: 'Giải thể', words: ['giải thể', 'kết thúc hoạt động', 'bãi bỏ'], ends: 'all' },
  move: { meaning: 'Đơn vị và các đơn vị trực thuộc về cấp trên khác', label: 'Chuyển cấp trên', words: ['chuyển cấp trên', 'chuyển về', 'chuyển đơn vị', 'điều chuyển'], ends: 'none' },
  transfer: { meaning: 'Một chức năng, cùng việc của chức năng ấy, sang đơn vị khác', label: 'Chuyển chức năng', words: ['chuyển chức năng', 'chuyển giao chức năng', 'chuyển nhiệm vụ'], ends: 'none' },
} as const satisfies Record<string, { readonly meaning: string; readonly label: string; readonly words: readonly string[]; readonly ends: 'none' | 'some' | 'all' }>;
export type SuccessionKind = keyof typeof SUCCESSION_KINDS;
export const SUCCESSION_KIND_IDS = Object.keys(SUCCESSION_KINDS) as SuccessionKind[];
export const isSuccessionKind = (text: string): text is SuccessionKind => Object.hasOwn(SUCCESSION_KINDS, text);

export type SuccessionShare = 'whole' | 'part' | 'function';

/** A unit with the name it bore when the event was written down. */
export interface NamedUnit { readonly id: Id; readonly name: string }

/** The event as it was applied: ids, and the names of that day, which later renamings do not touch. */
export interface AppliedEvent {
  readonly units: readonly NamedUnit[];
  readonly into: readonly NamedUnit[];
  /** Units that this event brought into being. */
  readonly born: readonly Id[];
  readonly name?: string;
  readonly unitKind?: KindId;
  readonly function?: OrganisationFunction;
  /** A split after which the old unit lives on. */
  readonly remains?: boolean;
  /** What happened below: units that came along, units that were joined. */
  readonly below?: { readonly moved: number; readonly joined: readonly { readonly from: NamedUnit; readonly to: NamedUnit }[] };
}

/** Noun → how many of its rows went over. */
export type MovedParts = Readonly<Record<string, number>>;

/** From a day on `toId` stands in the place of `fromId`, of a part of it, or of one function. */
export interface Succession {
  readonly onDay: PlainDate;
  readonly fromId: Id;
  readonly toId: Id | null;
  readonly share: SuccessionShare;
  readonly function: OrganisationFunction | null;
  readonly carriesHistory: boolean;
}

/** How a person or a file names a unit: its id, its code, or its name ("Phòng Văn hóa – Xã hội, Xã An Bình"). */
export type UnitRef = string;
/** A unit that the event brings into being; what is left out follows from the units it is made of. */
export interface FreshUnit {
  readonly name: string;
  readonly shortName?: string;
  readonly unitKind?: KindId;
  readonly parent?: UnitRef;
  readonly codes?: Readonly<Record<string, string>>;
  readonly functions?: readonly OrganisationFunction[];
}
export type Target = { readonly existing: UnitRef } | { readonly fresh: FreshUnit };

export type EventContent =
  | { readonly kind: 'rename'; readonly unit: UnitRef; readonly name: string; readonly shortName?: string }
  | { readonly kind: 'retype'; readonly unit: UnitRef; readonly unitKind: KindId; readonly name?: string; readonly shortName?: string; readonly codes?: Readonly<Record<string, string>> }
  | { readonly kind: 'merge'; readonly units: readonly UnitRef[]; readonly into: Target }
  | { readonly kind: 'split'; readonly unit: UnitRef; readonly into: readonly Target[]; readonly remains: boolean; readonly heir?: UnitRef }
  | { readonly kind: 'dissolve'; readonly unit: UnitRef; readonly successor?: UnitRef }
  | { readonly kind: 'move'; readonly unit: UnitRef; readonly parent: UnitRef }
  | { readonly kind: 'transfer'; readonly function: OrganisationFunction; readonly from: UnitRef; readonly to: UnitRef };
export type EventInput = EventContent & {
  /** The row that people see; 0: typed in by hand. */
  readonly line: number;
  /** First day of the new order. */
  readonly onDay: PlainDate;
  readonly citation: string;
  readonly reason: string;
};

/** The same event is known by this when it comes a second time: its paper, its row and what it says. What is too long for an index ends in a digest of all of it. */
export function externalKey({ citation, line, reason: _reason, ...event }: EventInput): string {
  const key = [citation.trim().replace(/\s+/g, ' '), line ? `dòng ${line}` : 'ghi tay', event.onDay, event.kind, JSON.stringify(event)].join(' | ');
  return Buffer.byteLength(key) <= LONGEST_KEY ? key : `${key.slice(0, 200)}… ${createHash('sha256').update(key).digest('hex')}`;
}
const LONGEST_KEY = 2_000;
