import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { Level } from './content.ts';

/** What an inspector sees at the board. */
export const SEEN = { posted: { label: 'Đã niêm yết', tone: 'good' }, outdated: { label: 'Đã cũ', tone: 'soon' }, missing: { label: 'Thiếu', tone: 'late' } } as const;
export type Seen = keyof typeof SEEN;
export const isSeen = (text: string): text is Seen => Object.hasOwn(SEEN, text);

/** A procedure that had to be posted up, and which version of it, on the day of a check. */
export interface Asked { readonly id: Id; readonly version: Id }

export interface ShopRule { readonly levels: readonly Level[]; readonly field_ids: readonly Id[] | null; readonly also_ids: readonly Id[]; readonly except_ids: readonly Id[] }
export interface Postable { readonly id: Id; readonly version: Id; readonly level: Level; readonly fieldId: Id }

/** What a shop has to post up: procedures in force of its levels and fields, with those added and without those excepted. An exception wins. */
export function requiredAt<P extends Postable>(shop: ShopRule, inForce: readonly P[]): P[] {
  const also = new Set(shop.also_ids), except = new Set(shop.except_ids), fields = shop.field_ids && new Set(shop.field_ids);
  return inForce.filter((one) => !except.has(one.id) && (also.has(one.id) || (shop.levels.includes(one.level) && (!fields || fields.has(one.fieldId)))));
}

export interface Score { readonly posted: number; readonly outdated: number; readonly missing: number; readonly unseen: number; /** Share right in per cent, one decimal; null when nothing was looked at. */ readonly percent: number | null }

/** Điểm = số thủ tục niêm yết đúng ÷ số thủ tục đã xem × 100. Those not looked at are counted apart and not judged. */
export function scoreOf(asked: readonly Asked[], answers: ReadonlyMap<Id, Seen>): Score {
  const count = (state: Seen): number => asked.filter((one) => answers.get(one.id) === state).length, posted = count('posted'), outdated = count('outdated'), missing = count('missing'), seen = posted + outdated + missing;
  return { posted, outdated, missing, unseen: asked.length - seen, percent: percentOf(posted, seen) };
}
export const percentOf = (posted: number, seen: number): number | null => (seen === 0 ? null : Math.round((posted / seen) * 1000) / 10);
export const SCORE_FORMULA = 'Điểm = số thủ tục niêm yết đúng ÷ số thủ tục đã xem × 100; thủ tục chưa xem được đếm riêng, không tính điểm.';
export const scoreInWords = ({ posted, outdated, missing, percent }: Pick<Score, 'posted' | 'outdated' | 'missing' | 'percent'>): string => (percent === null ? 'chưa xem thủ tục nào' : `${formatNumber(percent, 1)} điểm: đúng ${posted}/${posted + outdated + missing}, cũ ${outdated}, thiếu ${missing}`);

/** How a procedure stands at a shop today, from the last signed check and what the shop said since. */
export const STANDINGS = {
  right: { label: 'Đúng bản đang có hiệu lực', tone: 'good', todo: false }, replace: { label: 'Cần thay bản niêm yết', tone: 'late', todo: true }, outdated: { label: 'Đã cũ', tone: 'late', todo: true },
  missing: { label: 'Thiếu', tone: 'late', todo: true }, unknown: { label: 'Chưa kiểm tra', tone: 'none', todo: false },
} as const;
export type Standing = keyof typeof STANDINGS;

/** The last word on a procedure at a shop: a signed check of a day, or the shop's own statement. */
export interface LastWord { readonly procedureId: Id; readonly version: Id; readonly state: Seen; readonly on: PlainDate; readonly by: 'check' | 'shop' }

/** `current`: the version that has to hang there. A new version makes every sheet of the old one to be replaced, whoever found it right before. */
export function standingOf(current: Id, word: LastWord | undefined): Standing {
  if (!word) return 'unknown';
  if (word.state !== 'posted') return word.state;
  return word.version === current ? 'right' : 'replace';
}

/** Of several words on one procedure the latest; on one day the shop's own statement answers the check. */
export function lastWords(words: readonly LastWord[]): ReadonlyMap<Id, LastWord> {
  const last = new Map<Id, LastWord>();
  for (const word of words) { const there = last.get(word.procedureId); if (!there || there.on < word.on || (there.on === word.on && (word.by === 'shop' || there.by === 'check'))) last.set(word.procedureId, word); }
  return last;
}
