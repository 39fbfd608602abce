import type { HomeOrder } from '../store/tables.ts';

/** Blocks of a home page in the order an office chose; those it did not name keep their own order behind, those it hid are left out. */
export function ordered<T extends { readonly name: string; readonly order: number }>(blocks: readonly T[], { order, hidden }: HomeOrder): T[] {
  const place = (block: T): number => { const chosen = order.indexOf(block.name); return chosen < 0 ? order.length + block.order : chosen; };
  return blocks.filter((block) => !hidden.includes(block.name)).sort((a, b) => place(a) - place(b));
}
