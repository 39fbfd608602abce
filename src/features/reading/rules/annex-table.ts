/**
 * Tasks laid out as a table. Columns are known by their headings, in any order and number:
 *   STT/TT · Nhiệm vụ/Nội dung (công việc)/Hoạt động · (Cơ quan|Đơn vị) chủ trì · … phối hợp · Thời gian (hoàn thành) · Sản phẩm/Kết quả · Tần suất
 * A heading may take two rows ("Đơn vị thực hiện" over "Chủ trì" | "Phối hợp"), be repeated on each page, or be missing on the next page.
 * Rows: "I"/"A" groups and rows that only have a title followed by "a)", "1.1" or "-" rows are parents; merged cells hold for all rows
 * they span; a row without number and with a title that goes on in small letters continues the row above.
 */
import type { Place } from './heading.ts';
import type { TextParagraph } from './normal-text.ts';
import type { Task } from './result.ts';
import { kindOfLabel, type RoleKind } from './role-labels.ts';
import { readCadences } from './cadence.ts';
import { addField, emptyFields, periodOf, productOf, unique, type PlanYears } from './task-fields.ts';
import { readMarker } from './markers.ts';
import type { FoundTask } from './tasks.ts';
import { collapse, isLower, isMostlyUpper, lowerMarked, squash, trimEndOf, trimEnds } from './words.ts';

type ColumnKind = RoleKind | 'index' | 'task' | 'note';
interface Cell { text: string; paragraphs: number[]; rows: number; columns: number }
type Grid = Map<number, Map<number, Cell>>; // row → column → cell

export function columnKind(heading: string): ColumnKind | null {
  const text = squash(heading).replace(/[^a-z,/]/g, '');
  if (text === '' || text.length > 70) return null;
  if (/^(?:stt|tt|sott|sothutu)$/.test(text)) return 'index';
  if (/^(?:ghichu|luuy)/.test(text)) return 'note';
  const role = kindOfLabel(heading);
  if (role !== null && role !== 'other') return role;
  if (/^chutri/.test(text)) return 'lead';
  if (/nhiemvu|noidung|congviec|hoatdong|tendanhmuc|danhmuc|hinhthuc|tenchuyende/.test(text)) return 'task';
  if (/^(?:coquan|donvi)/.test(text) && /thuchien|chutri|phutrach/.test(text)) return 'lead';
  return role;
}

function gridsOf(paragraphs: readonly TextParagraph[]): Map<number, Grid> {
  const grids = new Map<number, Grid>();
  paragraphs.forEach((paragraph, index) => {
    const at = paragraph.cell;
    if (paragraph.zone !== 'table' || !at) return;
    let grid = grids.get(at.table);
    if (!grid) grids.set(at.table, (grid = new Map()));
    let row = grid.get(at.row);
    if (!row) grid.set(at.row, (row = new Map()));
    const cell = row.get(at.column);
    if (cell) { cell.text += `\n${paragraph.text}`; cell.paragraphs.push(index); }
    else row.set(at.column, { text: paragraph.text, paragraphs: [index], rows: at.rows ?? 1, columns: at.columns ?? 1 });
  });
  return grids;
}

interface Columns { kinds: Map<number, ColumnKind>; headerRows: number; width: number }
function readColumns(grid: Grid): Columns | null {
  const rows = [...grid.keys()].sort((a, b) => a - b);
  const kinds = new Map<number, ColumnKind>();
  let headerRows = 0, width = 0;
  for (const row of grid.values()) for (const [column, cell] of row) width = Math.max(width, column + cell.columns);
  for (const [place, row] of rows.slice(0, 4).entries()) {
    const cells = [...grid.get(row)!];
    const named = cells.map(([column, cell]) => ({ column, cell, kind: columnKind(cell.text) }));
    const known = named.filter((one) => one.kind !== null);
    const looksLikeHead = known.length >= 2 || (headerRows > 0 && known.length >= 1 && known.length === cells.length);
    if (!looksLikeHead || (headerRows > 0 && cells.some(([column, cell]) => kinds.get(column) === 'index' && /\d/.test(cell.text)))) {
      if (headerRows > 0 || place >= 2) break;
      continue;
    }
    for (const one of known) for (let k = 0; k < one.cell.columns; k++) if (one.kind !== null && (headerRows > 0 || !kinds.has(one.column + k))) kinds.set(one.column + k, one.kind);
    headerRows = place + 1;
    if (Math.max(...named.map((one) => one.cell.rows)) <= 1) break;
  }
  const values = [...kinds.values()];
  if (!values.includes('task') && !values.some((kind) => kind === 'other')) return null;
  if (!values.includes('task')) { const other = [...kinds].find(([, kind]) => kind === 'other'); if (other) kinds.set(other[0], 'task'); }
  const tells = values.filter((kind) => kind === 'lead' || kind === 'coordinate' || kind === 'timing' || kind === 'direct').length;
  return tells >= 1 && (tells >= 2 || values.includes('index')) ? { kinds, headerRows, width } : null;
}

interface Row { label: string | null; level: number; title: string; titleParagraphs: number[]; values: { kind: ColumnKind; text: string; paragraphs: number[]; spanned: boolean }[] }
function levelOfLabel(label: string | null): number {
  if (label === null || label === '') return 9;
  if (/^[IVXL]+$/.test(label)) return 1;
  if (/^[A-HĐ]$/.test(label)) return 0;
  if (/^\d+$/.test(label)) return 2;
  if (/^\d+\.\d+$/.test(label)) return 3;
  if (/^\d+\.\d+\.\d+/.test(label)) return 4;
  if (/^[a-zđ]$/.test(label)) return 5;
  return 6; // "-", "+", "*"
}
const cleanLabel = (text: string): string => trimEndOf(text.trim().replace(/^\(/, ''), '.):/ ');

function readRows(grid: Grid, columns: Columns, skipHeader: boolean): Row[] {
  const rows: Row[] = [];
  const keys = [...grid.keys()].sort((a, b) => a - b);
  const held = new Map<number, { cell: Cell; until: number }>();
  const titleColumns = [...columns.kinds].filter(([, kind]) => kind === 'task').map(([column]) => column);
  for (const [place, key] of keys.entries()) {
    const row = grid.get(key)!;
    for (const [column, cell] of row) if (cell.rows > 1) held.set(column, { cell, until: key + cell.rows });
    if (skipHeader && place < columns.headerRows) continue;
    const texts = [...row.values()].map((cell) => cell.text.trim());
    // "(1) (2) (3)" under the headings; a heading repeated on the next page.
    if (texts.length > 2 && texts.every((text) => /^\(?\d{1,2}\)?$/.test(text) || text === '')) continue;
    if ([...row].filter(([column, cell]) => columnKind(cell.text) !== null && columnKind(cell.text) === columns.kinds.get(column)).length >= 3) continue;
    let label: string | null = null, title = '';
    const titleParagraphs: number[] = [];
    const values: Row['values'] = [];
    const seen = new Map<number, { cell: Cell; spanned: boolean }>();
    for (const [column, cell] of row) seen.set(column, { cell, spanned: false });
    for (const [column, hold] of held) if (!seen.has(column) && key < hold.until) seen.set(column, { cell: hold.cell, spanned: true });
    for (const [column, { cell, spanned }] of [...seen].sort((a, b) => a[0] - b[0])) {
      const text = cell.text.trim();
      if (text === '') continue;
      const kind = columns.kinds.get(column) ?? null;
      if (cell.columns > 1 && cell.columns >= columns.width - 2 && title === '') { title = text; titleParagraphs.push(...cell.paragraphs); continue; }
      if (kind === 'index') { if (!spanned) label = cleanLabel(text); continue; }
      if (titleColumns.includes(column)) { if (spanned && titleColumns.length === 1) continue; title = title === '' ? text : `${title}\n${text}`; titleParagraphs.push(...cell.paragraphs); continue; }
      if (kind !== null && kind !== 'note') values.push({ kind, text, paragraphs: cell.paragraphs, spanned });
    }
    if (label === null && !columns.kinds.has(-1) && ![...columns.kinds.values()].includes('index')) {
      const marker = readMarker(title);
      if (marker) { label = marker.kind === 'dash' || marker.kind === 'plus' ? '-' : cleanLabel(marker.label); title = title.slice(marker.length); }
    } else if (label === null || label === '') {
      const marker = readMarker(title);
      if (marker && marker.kind !== 'star') { label = marker.kind === 'dash' || marker.kind === 'plus' ? '-' : cleanLabel(marker.label); title = title.slice(marker.length); }
      else label = null;
    }
    if (label !== null && label.length > 12 && title === '') { title = label; label = null; }
    // What a page break cut off belongs to the row above.
    const last = rows.at(-1);
    const own = values.filter((value) => !value.spanned);
    if (last && label === null && (title === '' || isLower(title[0])) && (title !== '' || own.length > 0)) {
      if (title !== '') { last.title = `${last.title} ${title}`; last.titleParagraphs.push(...titleParagraphs); }
      for (const value of own) { const same = last.values.find((one) => one.kind === value.kind); if (same) { same.text += `${same.kind === 'lead' || same.kind === 'coordinate' ? (/^[\p{Lu}]/u.test(value.text) && /[;.]$/.test(same.text) ? '; ' : ' ') : ' '}${value.text}`; same.paragraphs.push(...value.paragraphs); } else last.values.push(value); }
      continue;
    }
    if (title === '' && own.length === 0) continue;
    rows.push({ label, level: levelOfLabel(label), title, titleParagraphs, values });
  }
  return rows;
}

/** All tasks of all task tables; tables of one annex run on over pages. */
export function readTableTasks(paragraphs: readonly TextParagraph[], years: PlanYears): FoundTask[] {
  const rows: Row[] = [];
  let current: Columns | null = null;
  for (const grid of gridsOf(paragraphs).values()) {
    const own = readColumns(grid);
    if (own) { current = own; rows.push(...readRows(grid, own, true)); continue; }
    let width = 0;
    for (const row of grid.values()) for (const [column, cell] of row) width = Math.max(width, column + cell.columns);
    if (current && width === current.width) rows.push(...readRows(grid, { ...current, headerRows: 0 }, false));
    else current = null;
  }
  return rowsToTasks(rows, paragraphs, years);
}

function rowsToTasks(rows: readonly Row[], paragraphs: readonly TextParagraph[], years: PlanYears): FoundTask[] {
  const result: FoundTask[] = [];
  const stack: Row[] = [];
  let running = 0;
  rows.forEach((row, i) => {
    while (stack.length > 0 && stack.at(-1)!.level >= row.level) stack.pop();
    const next = rows[i + 1];
    const hasChildren = next !== undefined && row.level !== 9 && next.level > row.level && next.level < 9;
    const bare = row.values.filter((value) => !value.spanned).length === 0;
    const group = row.level <= 1 && (bare || hasChildren);
    // A numbered row without roles whose next rows are lettered, decimal or dashed.
    if (group || (hasChildren && (bare || next.level >= 5 || next.level === row.level + 1))) { stack.push(row); return; }
    if (bare && isMostlyUpper(row.title)) { return; }
    running++;
    const parents = stack.filter((parent) => parent.level >= 2);
    const labels = [...parents.map((parent) => parent.label!), row.label ?? String(running)];
    const shown = labels.filter((label, k) => !(k + 1 < labels.length && labels[k + 1]!.startsWith(`${label}.`)));
    result.push(rowTask(row, `PL.${shown.join('.')}`, parents.at(-1) ?? null, paragraphs, years));
  });
  return result;
}

function rowTask(row: Row, index: string, parent: Row | null, paragraphs: readonly TextParagraph[], years: PlanYears): FoundTask {
  const [first, ...details] = row.title.split('\n');
  const goesOn = details.filter((line) => readMarker(line) === null);
  const title = trimEnds(collapse([first!, ...goesOn].join(' ')));
  const fields = emptyFields();
  const placeOf = (index_: number): Place => ({ paragraph: index_, from: 0, to: paragraphs[index_]!.text.length });
  for (const value of [...row.values, ...(parent?.values.filter((one) => !row.values.some((own) => own.kind === one.kind)) ?? [])]) {
    if (value.kind === 'index' || value.kind === 'task' || value.kind === 'note') continue;
    const text = value.kind === 'lead' || value.kind === 'coordinate' || value.kind === 'direct' ? value.text.split('\n').map((line) => line.replace(/^\s*[-+•–]\s*/, '')).reduce((all, line) => (all === '' ? line : /[;,]$/.test(all) || isLower(line[0]) && !/^các/iu.test(line) ? `${all} ${line}` : `${all}; ${line}`), '') : value.text.replaceAll('\n', ' ');
    if (/^[-–/x.]?$/i.test(text.trim())) continue;
    addField(fields, value.kind, text, null, placeOf(value.paragraphs[0]!), title);
    for (const extra of value.paragraphs.slice(1)) fields.places[value.kind === 'lead' ? 'lead' : value.kind === 'coordinate' ? 'coordinators' : value.kind === 'direct' ? 'directing' : value.kind === 'timing' ? 'timing' : 'product'].push(placeOf(extra));
  }
  for (const line of [title, ...details.filter((one) => readMarker(one) !== null)]) fields.cadence.push(...readCadences(line, productOf(title)));
  const task: Task = {
    index, title, lead: unique(fields.lead), coordinators: unique(fields.coordinators), directing: unique(fields.directing), timing: fields.timing, period: periodOf(fields.timing, years),
    cadence: fields.cadence, product: fields.product, ...(parent ? { parent: { index: `PL.${parent.label}`, title: trimEnds(collapse(parent.title)) } } : {}),
  };
  return { task, titleAt: row.titleParagraphs.map(placeOf), places: fields.places };
}
export const sameTitle = (a: string, b: string): boolean => { const [x, y] = [lowerMarked(a), lowerMarked(b)]; const n = Math.min(50, x.length, y.length); return n > 8 && x.slice(0, n) === y.slice(0, n); };
