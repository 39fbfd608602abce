import { z } from 'zod';
import { isPlainDate, parseDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { Assignment } from './assignments.ts';
import { KEEP, NOBODY } from './handing-over.ts';
import { functionIn, kindIn } from './import-organisations.ts';
import { FUNCTIONS, isFunction, isKind, KIND_IDS, type KindId, type OrganisationFunction } from './kinds.ts';
import { listIn, readColumns, yesIn, type RowFault, type SheetRow, type SheetTable } from './sheet.ts';
import { SUCCESSION_KIND_IDS, SUCCESSION_KINDS, type EventContent, type EventInput, type SuccessionKind, type Target } from './succession.ts';

/** A list of events as a table: one row one event, or one decision about who gets what ("phân công"). */
export const REORGANISATION_COLUMNS = {
  day: { label: 'Ngày', names: ['ngày hiệu lực', 'từ ngày'], required: true },
  kind: { label: 'Loại', names: ['loại sự kiện', 'sự kiện'], required: true },
  unit: { label: 'Đơn vị', names: ['đơn vị cũ', 'đơn vị (mã hoặc tên)', 'mã đơn vị'], required: true },
  into: { label: 'Thành', names: ['đơn vị mới', 'tên mới', 'nhập vào', 'đơn vị nhận'] },
  unitKind: { label: 'Loại đơn vị mới', names: ['loại mới'] },
  code: { label: 'Mã mới', names: ['mã đơn vị mới'] },
  shortName: { label: 'Tên ngắn mới', names: ['tên ngắn'] },
  parent: { label: 'Cấp trên', names: ['cấp trên mới', 'đơn vị cấp trên'] },
  successor: { label: 'Đơn vị kế thừa', names: ['kế thừa'] },
  function: { label: 'Chức năng', names: [] },
  remains: { label: 'Đơn vị cũ còn lại', names: ['còn lại'] },
  task: { label: 'Nhiệm vụ', names: ['việc'] },
  account: { label: 'Tài khoản', names: [] },
  citation: { label: 'Căn cứ', names: ['văn bản', 'nghị quyết'], required: true },
  note: { label: 'Ghi chú', names: ['lý do'] },
} as const;
type Key = keyof typeof REORGANISATION_COLUMNS;
type Row = SheetRow<Key>;

export interface ReorganisationFile { readonly events: readonly EventInput[]; readonly assignments: readonly Assignment[]; readonly faults: readonly RowFault[]; readonly ignored: readonly string[] }

const ASSIGN = ['phan cong', 'giao viec'];
const kindOfRow = (text: string): SuccessionKind | 'assign' | null => {
  const wanted = fold(text);
  if (ASSIGN.includes(wanted)) return 'assign';
  return SUCCESSION_KIND_IDS.find((id) => id === wanted || fold(SUCCESSION_KINDS[id].label) === wanted || SUCCESSION_KINDS[id].words.some((word) => fold(word) === wanted)) ?? null;
};
export const SAYS_KEEP = ['giu', 'giu nguyen', 'o lai'], SAYS_NOBODY = ['chua phan cong', 'de lai', 'khong'];

export function readReorganisation(table: SheetTable): ReorganisationFile {
  const { rows, faults, ignored } = readColumns(table, REORGANISATION_COLUMNS), events: EventInput[] = [], assignments: Assignment[] = [];
  if (faults.length) return { events, assignments, faults, ignored };
  // a paper is written once and holds for the rows below it
  let citation = '';
  for (const row of rows) {
    citation = row.citation || citation;
    const wrong = (key: Key, reason: string): null => { faults.push({ line: row.line, column: REORGANISATION_COLUMNS[key].label, reason }); return null; };
    const kind = kindOfRow(row.kind);
    if (!kind) { wrong('kind', `Không có loại sự kiện “${row.kind}”. Dùng một trong: ${SUCCESSION_KIND_IDS.map((id) => SUCCESSION_KINDS[id].label).join('; ')}; Phân công.`); continue; }
    const tag = row.function ? functionIn(row.function) : null;
    if (row.function && !tag) { wrong('function', `Không có chức năng “${row.function}”. Dùng một trong: ${Object.values(FUNCTIONS).join('; ')}.`); continue; }
    if (!row.unit) { wrong('unit', 'Chưa ghi đơn vị.'); continue; }
    if (kind === 'assign') { const one = assignmentOf(row, tag, wrong); if (one) assignments.push(one); continue; }
    const onDay = (isPlainDate(row.day) ? row.day : null) ?? parseDate(row.day);
    if (!onDay) { wrong('day', `Ngày “${row.day}” chưa đúng, ví dụ đúng: 01/07/2025.`); continue; }
    if (!citation) { wrong('citation', 'Chưa ghi văn bản làm căn cứ, ví dụ: Nghị quyết số 1677/NQ-UBTVQH15.'); continue; }
    const content = contentOf(row, kind, tag, wrong);
    if (content) events.push({ line: row.line, onDay, citation, reason: row.note, ...content });
  }
  return { events, assignments, faults: faults.sort((a, b) => a.line - b.line), ignored };
}

type Wrong = (key: Key, reason: string) => null;

function assignmentOf(row: Row, tag: OrganisationFunction | null, wrong: Wrong): Assignment | null {
  const to = row.into || row.successor;
  if (!to) return wrong('into', 'Chưa ghi đơn vị nhận; ghi “giữ” nếu vẫn ở đơn vị cũ, “chưa phân công” nếu để lại.');
  const said = fold(to);
  return { line: row.line, from: row.unit, function: tag, item: row.account || (['*', 'tat ca'].includes(fold(row.task)) ? '' : row.task), of: row.account ? 'accounts' : 'anything', to: SAYS_KEEP.includes(said) ? KEEP : SAYS_NOBODY.includes(said) ? NOBODY : to };
}

/** Parallel cells: "X1; X2"; one value serves all. */
const parallel = (cell: string): string[] => cell.split(/[;|\n]/).map((part) => part.trim());

function contentOf(row: Row, kind: SuccessionKind, tag: OrganisationFunction | null, wrong: Wrong): EventContent | null {
  const need = (key: Key, what: string): boolean => row[key] !== '' || wrong(key, `Chưa ghi ${what}.`) !== null;
  const kindCell = (text: string): KindId | null => { const found = kindIn(text, null); return isKind(found) ? found : wrong('unitKind', found); };
  switch (kind) {
    case 'rename': return need('into', 'tên mới') ? { kind, unit: row.unit, name: row.into, ...(row.shortName ? { shortName: row.shortName } : {}) } : null;
    case 'retype': {
      const unitKind = need('unitKind', 'loại đơn vị mới') ? kindCell(row.unitKind) : null;
      return unitKind && { kind, unit: row.unit, unitKind, ...(row.into ? { name: row.into } : {}), ...(row.shortName ? { shortName: row.shortName } : {}), ...(row.code ? { codes: { local: row.code } } : {}) };
    }
    case 'merge': {
      const [into] = need('into', 'đơn vị sau khi hợp nhất') ? (targetsOf(row, tag, kindCell, [row.into]) ?? []) : [];
      return into ? { kind, units: listIn(row.unit), into } : null;
    }
    case 'split': {
      const into = need('into', 'các đơn vị sau khi chia, cách nhau bằng dấu chấm phẩy') ? targetsOf(row, tag, kindCell, listIn(row.into)) : null;
      return into && { kind, unit: row.unit, into, remains: yesIn(row.remains), ...(row.successor ? { heir: row.successor } : {}) };
    }
    case 'dissolve': { const successor = row.successor || row.into; return { kind, unit: row.unit, ...(successor ? { successor } : {}) }; }
    case 'move': { const parent = row.parent || row.into; return parent ? { kind, unit: row.unit, parent } : wrong('parent', 'Chưa ghi đơn vị cấp trên mới.'); }
    case 'transfer': {
      const to = row.into || row.successor;
      if (!tag) return wrong('function', 'Chưa ghi chức năng được chuyển.');
      return to ? { kind, function: tag, from: row.unit, to } : wrong('into', 'Chưa ghi đơn vị nhận chức năng.');
    }
  }
}

/** A kind or a code of its own says that a unit is new; otherwise it is one that exists. Null: a cell is wrong. */
function targetsOf(row: Row, tag: OrganisationFunction | null, kindCell: (text: string) => KindId | null, names: readonly string[]): Target[] | null {
  const kinds = parallel(row.unitKind), codes = parallel(row.code), shorts = parallel(row.shortName), targets: Target[] = [];
  for (const [at, name] of names.entries()) {
    const kindText = (kinds.length === 1 ? kinds[0] : kinds[at]) ?? '', code = codes[at] ?? '', unitKind = kindText ? kindCell(kindText) : null;
    if (kindText && !unitKind) return null;
    if (!unitKind && !code) { targets.push({ existing: name }); continue; }
    targets.push({ fresh: { name, ...(unitKind ? { unitKind } : {}), ...(code ? { codes: { local: code } } : {}), ...(shorts[at] ? { shortName: shorts[at] } : {}), ...(row.parent ? { parent: row.parent } : {}), ...(tag ? { functions: [tag] } : {}) } });
  }
  return targets;
}

const text = z.string().trim().min(1), codes = z.record(z.string(), text), unitKind = z.string().refine(isKind, { error: `unitKind phải là một trong: ${KIND_IDS.join(', ')}` }).transform((id) => id as KindId);
const tag = z.string().refine(isFunction, { error: `function phải là một trong: ${Object.keys(FUNCTIONS).join(', ')}` }).transform((id) => id as OrganisationFunction);
const fresh = z.object({ name: text, shortName: text.optional(), unitKind: unitKind.optional(), parent: text.optional(), codes: codes.optional(), functions: z.array(tag).optional() }).strict();
const target = z.union([z.object({ existing: text }).strict(), z.object({ fresh }).strict()]);
const head = { onDay: z.string().refine(isPlainDate, { error: 'onDay phải là ngày, ví dụ 2025-07-01' }), citation: text, reason: z.string().default('') };
const EVENT = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), ...head, unit: text, name: text, shortName: text.optional() }).strict(),
  z.object({ kind: z.literal('retype'), ...head, unit: text, unitKind, name: text.optional(), shortName: text.optional(), codes: codes.optional() }).strict(),
  z.object({ kind: z.literal('merge'), ...head, units: z.array(text).min(1), into: target }).strict(),
  z.object({ kind: z.literal('split'), ...head, unit: text, into: z.array(target).min(1), remains: z.boolean(), heir: text.optional() }).strict(),
  z.object({ kind: z.literal('dissolve'), ...head, unit: text, successor: text.optional() }).strict(),
  z.object({ kind: z.literal('move'), ...head, unit: text, parent: text }).strict(),
  z.object({ kind: z.literal('transfer'), ...head, function: tag, from: text, to: text }).strict(),
  z.object({ kind: z.literal('assign'), from: text, function: tag.optional(), task: text.optional(), account: text.optional(), to: text }).strict(),
]);

/** The same for programs: a list of objects, one an event or a decision; `line` is its place in the list, from 1. */
export function readReorganisationJson(value: unknown): ReorganisationFile {
  const events: EventInput[] = [], assignments: Assignment[] = [], faults: RowFault[] = [];
  if (!Array.isArray(value)) return { events, assignments, ignored: [], faults: [{ line: 1, column: '–', reason: 'Tệp .json phải là một danh sách các sự kiện: [ { "kind": "merge", … }, … ].' }] };
  value.forEach((one, at) => {
    const line = at + 1, read = EVENT.safeParse(one);
    if (!read.success) { for (const issue of read.error.issues.slice(0, 3)) faults.push({ line, column: issue.path.join('.') || 'kind', reason: issue.message }); return; }
    const event = read.data;
    if (event.kind === 'assign') assignments.push({ line, from: event.from, function: event.function ?? null, item: event.account ?? event.task ?? '', of: event.account ? 'accounts' : 'anything', to: event.to });
    else events.push({ ...event, line } as EventInput); // the days were checked by the schema
  });
  return { events, assignments, faults, ignored: [] };
}
