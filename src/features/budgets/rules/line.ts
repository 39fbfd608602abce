import { invalid } from '#kernel/app-error.ts';
import { dong, MOST_DONG } from '#kernel/money.ts';

/** Where the money comes from: the state budget, or other lawful funding (tài trợ, xã hội hóa, nguồn thu sự nghiệp …). */
export const SOURCES = ['STATE_BUDGET', 'OTHER_FUNDING'] as const;
export type Source = (typeof SOURCES)[number];
export const SOURCE_LABEL: Readonly<Record<Source, string>> = { STATE_BUDGET: 'Ngân sách nhà nước', OTHER_FUNDING: 'Nguồn hợp pháp khác' };
/** In a narrow column of a paper. */
export const SOURCE_SHORT: Readonly<Record<Source, string>> = { STATE_BUDGET: 'NSNN', OTHER_FUNDING: 'Nguồn khác' };

/** Thousandths of the unit of count: 12,5 lớp = 12500. Kept whole so that amounts are exact. */
export const QUANTITY_SCALE = 1000;
/** A million of the unit, with three decimals. */
export const MOST_QUANTITY = 1_000_000_000_000;

/** quantity (thousandths) × price (đồng), rounded half up to whole đồng. Throws where the amount is over what a line may hold. */
export function lineAmount(quantity: number, price: number): number {
  const product = BigInt(quantity) * BigInt(price), scale = BigInt(QUANTITY_SCALE);
  const amount = (product + scale / 2n) / scale;
  if (amount > BigInt(MOST_DONG)) throw invalid(`Thành tiền của một dòng không được quá ${dong(MOST_DONG)}. Hãy kiểm tra lại số lượng và đơn giá.`, 'unitPrice');
  return Number(amount);
}

/** "12,5" → 12500; "1.200" → 1200000 (groups of three); null when it is no quantity above zero with at most three decimals. */
export function parseQuantity(text: string): number | null {
  const match = /^(\d{1,3}(?:[. ]\d{3})+|\d{1,9})(?:,(\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1]!.replace(/[. ]/g, '')) * QUANTITY_SCALE + Number((match[2] ?? '').padEnd(3, '0'));
  return value > 0 && value <= MOST_QUANTITY ? value : null;
}

/** 12500 → "12,5" */
export function quantityText(quantity: number): string {
  const whole = Math.floor(quantity / QUANTITY_SCALE), rest = String(quantity % QUANTITY_SCALE).padStart(3, '0').replace(/0+$/, '');
  return `${String(whole).replace(/\B(?=(\d{3})+$)/g, '.')}${rest ? `,${rest}` : ''}`;
}
