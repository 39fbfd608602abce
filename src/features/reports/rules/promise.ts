import { PRODUCTS, productOf } from '#features/channels/rules/products.ts';
import type { ProductStanding } from '#features/obligations/store.ts';
import type { Id } from '#kernel/id.ts';
import { slugOf } from '#kernel/vietnamese.ts';

/** Promised and delivered, one line: of a product, or of a unit. */
export interface PromiseLine { readonly promised: number; readonly amount: number; readonly done: number; readonly debt: number }
export interface ProductLine extends PromiseLine { readonly product: string; readonly label: string; readonly unit: string; /** In addresses. */ readonly slug: string }
export interface UnitLine extends PromiseLine { readonly organisationId: Id }

export const NOTHING: PromiseLine = { promised: 0, amount: 0, done: 0, debt: 0 };
export const addLines = (a: PromiseLine, b: PromiseLine): PromiseLine => ({ promised: a.promised + b.promised, amount: a.amount + b.amount, done: a.done + b.done, debt: a.debt + b.debt });

const ORDER = new Map(PRODUCTS.map((product, index) => [product.key as string, index]));
/** Reporting is a duty towards the office above, not something made for readers. */
const isShown = ({ product }: ProductStanding): boolean => product !== 'report';
export const productSlug = (product: string): string => slugOf(productOf(product).label);

/** By product, in the order of the list of products. */
export function byProduct(rows: readonly ProductStanding[]): ProductLine[] {
  const groups = Map.groupBy(rows.filter(isShown), ({ product }) => product);
  return [...groups].sort(([a], [b]) => (ORDER.get(a) ?? 99) - (ORDER.get(b) ?? 99)).map(([product, own]) => {
    const units = new Set(own.map(({ unit }) => unit)), [unit] = units;
    return { ...own.reduce<PromiseLine>(addLines, NOTHING), product, label: productOf(product).label, unit: units.size === 1 && unit ? unit : productOf(product).unit, slug: productSlug(product) };
  });
}
/** By board unit: pieces of all products together. */
export const byUnit = (rows: readonly ProductStanding[]): UnitLine[] =>
  [...Map.groupBy(rows.filter(isShown), ({ organisationId }) => organisationId)].map(([organisationId, own]) => ({ organisationId, ...own.reduce<PromiseLine>(addLines, NOTHING) }));

/** A bar of what was promised: done, missing of what is over, still to come. More than promised fills it. */
export const barParts = ({ promised, done, debt }: PromiseLine): { readonly value: number; readonly tone: 'good' | 'late' | 'none' }[] => {
  const missing = Math.min(debt, Math.max(0, promised - done));
  return [{ value: Math.min(done, promised), tone: 'good' }, { value: missing, tone: 'late' }, { value: Math.max(0, promised - done - missing), tone: 'none' }];
};
/** "88 %" */
export const shareText = ({ promised, done }: PromiseLine): string => (promised ? `${Math.floor((done / promised) * 100)} %` : '–');

/** Comma-separated, for Excel under a Vietnamese locale: semicolons, a byte-order mark; a cell that begins like a formula is text. */
export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((cells) => cells.map((cell) => { const text = typeof cell === 'number' ? String(cell) : /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell; return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; }).join(';')).join('\r\n')}\r\n`;
