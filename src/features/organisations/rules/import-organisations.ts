import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import { FUNCTIONS, isFunction, isKind, KIND_IDS, KINDS, type KindId, type OrganisationFunction } from './kinds.ts';
import { differences, versionContent, type OrganisationInput } from './organisation-input.ts';
import { listIn, readColumns, yesIn, type RowFault, type SheetRow, type SheetTable } from './sheet.ts';
import type { Organisation, OrganisationTree } from './tree.ts';

export const ORGANISATION_COLUMNS = {
  code: { label: 'Mã', names: ['mã đơn vị', 'ma', 'code'], required: true },
  name: { label: 'Tên đơn vị', names: ['tên', 'tên cơ quan', 'tên cơ quan, đơn vị', 'name'], required: true },
  shortName: { label: 'Tên ngắn', names: ['tên viết tắt', 'tên gọi ngắn', 'short name'] },
  kind: { label: 'Loại', names: ['loại đơn vị', 'loại hình', 'kind'], required: true },
  parent: { label: 'Mã cấp trên', names: ['mã đơn vị cấp trên', 'thuộc', 'cấp trên', 'parent'] },
  aliases: { label: 'Tên gọi khác', names: ['bí danh', 'aliases'] },
  functions: { label: 'Chức năng', names: ['functions'] },
  agencyCode: { label: 'Mã định danh', names: ['mã định danh điện tử', 'mã định danh cơ quan'] },
  unitCode: { label: 'Mã đơn vị hành chính', names: ['mã đvhc'] },
  address: { label: 'Địa chỉ', names: ['address'] },
  hotline: { label: 'Điện thoại', names: ['đường dây nóng', 'số điện thoại', 'hotline'] },
  external: { label: 'Bên ngoài', names: ['đơn vị phối hợp', 'external'] },
  order: { label: 'Thứ tự', names: ['stt', 'số thứ tự', 'order'] },
} as const;
type Key = keyof typeof ORGANISATION_COLUMNS;

export interface PlannedImport {
  readonly faults: readonly RowFault[];
  readonly ignoredColumns: readonly string[];
  /** Parents before children, ready to be written. */
  readonly created: readonly Organisation[];
  readonly changed: readonly { readonly id: Id; readonly input: OrganisationInput; readonly name: string; readonly properties: readonly string[] }[];
  readonly unchanged: number;
}

/**
 * What a table would do to the tree below `root` from a day on. A row whose code is known changes that organisation,
 * any other makes a new one. Pure: the ids of new ones come from `newId`.
 */
export function planImport(table: SheetTable, tree: OrganisationTree, root: Organisation, validFrom: PlainDate, newId: () => Id): PlannedImport {
  const { rows, faults: headFaults, ignored } = readColumns(table, ORGANISATION_COLUMNS);
  const faults: RowFault[] = [...headFaults];
  const created: Organisation[] = [], changed: { id: Id; input: OrganisationInput; name: string; properties: readonly string[] }[] = [];
  let unchanged = 0;
  if (headFaults.length) return { faults, ignoredColumns: ignored, created, changed, unchanged };
  const fault = (row: SheetRow<Key>, key: Key, reason: string): null => { faults.push({ line: row.line, column: ORGANISATION_COLUMNS[key].label, reason }); return null; };

  const byCode = new Map<string, SheetRow<Key>>();
  for (const row of rows) {
    const code = row.code.toLowerCase(), other = byCode.get(code);
    if (!code) fault(row, 'code', 'Chưa ghi mã; mỗi đơn vị cần một mã riêng.');
    else if (other) fault(row, 'code', `Mã “${row.code}” đã có ở dòng ${other.line}.`);
    else byCode.set(code, row);
  }

  const done = new Map<string, Organisation | null>();
  const open = new Set<string>();
  /** The organisation of a row, its parent first; null when something is wrong with it. */
  const settle = (row: SheetRow<Key>): Organisation | null => {
    const code = row.code.toLowerCase();
    if (done.has(code)) return done.get(code)!;
    if (open.has(code)) return fault(row, 'parent', 'Các đơn vị cấp trên nối thành vòng tròn.');
    open.add(code);
    const made = place(row);
    open.delete(code);
    done.set(code, made);
    return made;
  };
  const place = (row: SheetRow<Key>): Organisation | null => {
    const known = tree.byCode('local', row.code);
    const parent = known?.id === root.id ? null : parentOf(row);
    if (parent === undefined) return null;
    if (known && !tree.isWithin(known.id, root.id)) return fault(row, 'code', `Mã “${row.code}” là của “${known.name}”, ngoài phạm vi được nhập.`);
    if (!row.name) return fault(row, 'name', 'Chưa ghi tên đơn vị.');
    const kind = row.kind ? kindIn(row.kind, parent) : (known?.kind ?? 'Chưa ghi loại đơn vị.');
    if (!isKind(kind)) return fault(row, 'kind', kind);
    const functions = listIn(row.functions).map((text) => [text, functionIn(text)] as const);
    const strange = functions.find(([, found]) => !found);
    if (strange) return fault(row, 'functions', `Không có chức năng “${strange[0]}”. Dùng một trong: ${Object.values(FUNCTIONS).join('; ')}.`);
    const input: OrganisationInput = {
      name: row.name, shortName: row.shortName || known?.shortName, kind, parentId: parent?.id ?? null, aliases: row.aliases ? listIn(row.aliases) : known?.aliases,
      codes: { ...known?.codes, local: row.code, ...(row.agencyCode ? { agency: row.agencyCode } : {}), ...(row.unitCode ? { 'admin-unit': row.unitCode } : {}) },
      functions: functions.length ? functions.map(([, found]) => found!) : known?.functions, external: row.external ? yesIn(row.external) : known?.external,
      address: row.address || known?.address, hotline: row.hotline || known?.hotline, sortOrder: Number.parseInt(row.order, 10) || known?.sortOrder || 0,
    };
    try {
      const id = known?.id ?? newId();
      const content = versionContent(id, input, parent, validFrom);
      if (!known) { const made: Organisation = { id, versionId: newId(), shard: parent!.shard, ...content }; created.push(made); return made; }
      const properties = differences(known, content);
      if (properties.length) changed.push({ id, input, name: content.name, properties }); else unchanged++;
      return { ...known, ...content };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return fault(row, ({ parentId: 'parent', shortName: 'shortName', name: 'name' } as Record<string, Key>)[error.details.field ?? ''] ?? 'code', error.message);
    }
  };
  const parentOf = (row: SheetRow<Key>): Organisation | undefined => {
    if (!row.parent) return root;
    const inFile = byCode.get(row.parent.toLowerCase());
    if (inFile === row) { fault(row, 'parent', 'Đơn vị không thể là cấp trên của chính nó.'); return undefined; }
    if (inFile) return settle(inFile) ?? undefined;
    const known = tree.byCode('local', row.parent);
    if (known && tree.isWithin(known.id, root.id)) return known;
    fault(row, 'parent', `Không có đơn vị nào mang mã “${row.parent}” trong tệp hoặc trong phạm vi được nhập.`);
    return undefined;
  };
  for (const row of byCode.values()) settle(row);
  return { faults: faults.sort((a, b) => a.line - b.line), ignoredColumns: ignored, created, changed, unchanged };
}

/** A kind by its id, label or usual prefix; a sentence when none or several fit. Where a prefix is shared, the parent decides. */
export function kindIn(text: string, parent: Organisation | null): KindId | string {
  const wanted = fold(text), usable = KIND_IDS.filter((id) => !KINDS[id].historical);
  const exact = usable.find((id) => id === wanted || fold(KINDS[id].label) === wanted);
  if (exact) return exact;
  const similar = usable.filter((id) => KINDS[id].prefixes.some((prefix) => fold(prefix) === wanted) || KINDS[id].label.split(',').some((part) => fold(part) === wanted));
  const fitting = similar.filter((id) => (KINDS[id].family === 'unit') === (parent !== null && (parent.tier === 'commune' || KINDS[parent.kind].family === 'body')));
  const found = fitting.length ? fitting : similar;
  if (found.length === 1) return found[0]!;
  return found.length ? `“${text}” có thể là: ${found.map((id) => KINDS[id].label).join('; ')}. Hãy ghi đủ.` : `Không có loại “${text}”. Dùng một trong: ${usable.map((id) => KINDS[id].label).join('; ')}.`;
}

export const functionIn = (text: string): OrganisationFunction | null => {
  if (isFunction(text)) return text;
  const wanted = fold(text);
  return (Object.keys(FUNCTIONS) as OrganisationFunction[]).find((tag) => fold(FUNCTIONS[tag]) === wanted || FUNCTIONS[tag].split(',').some((part) => fold(part) === wanted)) ?? null;
};
