import { dong } from '#kernel/money.ts';
import { formatNumber } from '#kernel/vietnamese.ts';

/** What one piece cost on average: whole đồng and what the division leaves, so that each × pieces + remainder = spent. */
export interface AverageCost { readonly each: number; readonly remainder: number; readonly pieces: number; readonly spent: number }

/** Null where either side is not known. */
export const averageCost = (spent: number, pieces: number): AverageCost | null =>
  (spent > 0 && Number.isInteger(pieces) && pieces > 0 ? { each: Math.floor(spent / pieces), remainder: spent % pieces, pieces, spent } : null);

/** "chi phí bình quân một tin, bài: 120.000 đ (3.000.003 đ cho 25 tin, bài, dư 3 đ)" */
export const costInWords = (cost: AverageCost, unit: string): string =>
  `chi phí bình quân một ${unit}: ${dong(cost.each)} (${dong(cost.spent)} cho ${formatNumber(cost.pieces)} ${unit}${cost.remainder > 0 ? `, dư ${dong(cost.remainder)}` : ''})`;
