import { fold } from '#kernel/vietnamese.ts';

/** A table as it was in the file: every cell is text, `line` the row number that people see. */
export interface SheetTable { readonly head: readonly string[]; readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[] }

/** What is wrong with one cell. `column` as the file calls it. */
export interface RowFault { readonly line: number; readonly column: string; readonly reason: string }

export interface SheetColumn { readonly label: string; readonly names: readonly string[]; readonly required?: boolean }
export type SheetRow<K extends string> = { readonly line: number } & Readonly<Record<K, string>>;

/** Rows by the columns we know, found by their heads in any order, marks and case aside. Unknown columns are named, not refused. */
export function readColumns<K extends string>(table: SheetTable, columns: Readonly<Record<K, SheetColumn>>): { rows: SheetRow<K>[]; faults: RowFault[]; ignored: string[] } {
  const keys = Object.keys(columns) as K[];
  const heads = table.head.map((head) => fold(head).replaceAll('*', '').trim());
  const place = new Map(keys.map((key) => [key, heads.findIndex((head) => columns[key].names.some((name) => fold(name) === head) || fold(columns[key].label) === head)]));
  const faults = keys.filter((key) => columns[key].required && place.get(key)! < 0).map((key) => ({ line: 1, column: columns[key].label, reason: `Thiếu cột “${columns[key].label}”.` }));
  const used = new Set(place.values());
  return {
    faults, ignored: table.head.filter((head, at) => head && !used.has(at)),
    rows: table.rows.map(({ line, cells }) => ({ line, ...Object.fromEntries(keys.map((key) => [key, place.get(key)! < 0 ? '' : (cells[place.get(key)!] ?? '')])) }) as SheetRow<K>),
  };
}

/** "Báo tỉnh; Đài tỉnh" → two; also by | and line ends. */
export const listIn = (cell: string): string[] => cell.split(/[;|\n]/).map((part) => part.trim()).filter(Boolean);
/** x, có, 1, true */
export const yesIn = (cell: string): boolean => ['x', 'co', '1', 'true', 'yes'].includes(fold(cell));
