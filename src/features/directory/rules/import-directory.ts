import type { Id } from '#kernel/id.ts';
import { fold } from '#kernel/vietnamese.ts';
import { readColumns, type RowFault, type SheetColumn, type SheetTable } from '#features/organisations/rules/sheet.ts';
import { ENTRY_KINDS, isEntryKind, readDetails, type DetailsOf, type EntryKind } from './details.ts';

/** One table for all kinds: which column fills which field. */
export const DIRECTORY_COLUMNS = {
  code: { label: 'Mã đơn vị', names: ['ma', 'ma don vi'], required: true },
  kind: { label: 'Mục', names: ['loai'], required: true },
  name: { label: 'Tên', names: ['ho ten', 'goi ve viec gi', 'ten noi tiep nhan'] },
  title: { label: 'Chức vụ', names: [] },
  address: { label: 'Địa chỉ', names: [] },
  phone: { label: 'Điện thoại', names: ['so dien thoai', 'dt'] },
  fax: { label: 'Fax', names: [] },
  email: { label: 'Thư điện tử', names: ['email', 'thu dien tu cong vu'] },
  hours: { label: 'Giờ làm việc', names: ['gio nghe may'] },
  map: { label: 'Bản đồ', names: ['lien ket ban do'] },
  answers: { label: 'Trả lời về việc gì', names: ['ai nghe may', 'linh vuc'] },
  after: { label: 'Ngoài giờ', names: ['gap luc nao'] },
  leader: { label: 'Lãnh đạo', names: [] },
  nameEn: { label: 'Tên tiếng Anh', names: ['chuc vu tieng anh', 'goi ve viec gi (tieng anh)'] },
  addressEn: { label: 'Địa chỉ tiếng Anh', names: [] },
  consent: { label: 'Đồng ý công khai', names: ['cong khai'] },
} as const satisfies Record<string, SheetColumn>;
type Column = keyof typeof DIRECTORY_COLUMNS;

/** Field of a kind ← column. */
const FIELDS: Readonly<Record<EntryKind, Readonly<Record<string, Column>>>> = {
  office: { address: 'address', mapUrl: 'map', phone: 'phone', fax: 'fax', email: 'email', hours: 'hours', responsible: 'name', nameEn: 'nameEn', addressEn: 'addressEn' },
  'one-stop': { place: 'name', address: 'address', mapUrl: 'map', phone: 'phone', email: 'email', hours: 'hours', placeEn: 'nameEn', addressEn: 'addressEn' },
  hotline: { number: 'phone', purpose: 'name', answeredBy: 'answers', hours: 'hours', after: 'after', purposeEn: 'nameEn' },
  contact: { name: 'name', title: 'title', leader: 'leader', phone: 'phone', email: 'email', topics: 'answers', when: 'after', titleEn: 'nameEn', consent: 'consent' },
};
const KIND_WORDS: Readonly<Record<string, EntryKind>> = { 'tru so': 'office', 'mot cua': 'one-stop', 'bo phan mot cua': 'one-stop', 'noi tiep nhan ho so': 'one-stop', 'duong day nong': 'hotline', 'lanh dao': 'contact', 'nguoi lien he': 'contact', 'lien he': 'contact' };

export interface ImportedLine { readonly line: number; readonly organisationId: Id; readonly kind: EntryKind; readonly details: DetailsOf[EntryKind] }

/** Rows of a table as lines of the directory; every cell that cannot be taken with its reason. `find`: the unit of a code within what one may write. */
export function readDirectory(table: SheetTable, find: (code: string) => Id | null): { readonly lines: readonly ImportedLine[]; readonly faults: readonly RowFault[]; readonly ignored: readonly string[] } {
  const { rows, faults, ignored } = readColumns(table, DIRECTORY_COLUMNS), lines: ImportedLine[] = [], seen = new Set<string>();
  for (const row of rows) {
    const word = fold(row.kind), kind = isEntryKind(row.kind) ? row.kind : KIND_WORDS[word], organisationId = find(row.code);
    if (!kind) faults.push({ line: row.line, column: DIRECTORY_COLUMNS.kind.label, reason: `“${row.kind}” không phải một trong: Trụ sở, Một cửa, Đường dây nóng, Người liên hệ.` });
    if (!organisationId) faults.push({ line: row.line, column: DIRECTORY_COLUMNS.code.label, reason: row.code ? `Không có đơn vị mang mã “${row.code}” trong phạm vi được ghi.` : 'Chưa ghi mã đơn vị.' });
    if (!kind || !organisationId) continue;
    const typed = Object.fromEntries(Object.entries(FIELDS[kind]).map(([field, column]) => [field, row[column] || (field === 'leader' && word === 'lanh dao' ? '1' : '')]));
    const read = readDetails(kind, (key) => typed[key] ?? '');
    if (!read.ok) { for (const [field, reason] of Object.entries(read.faults)) faults.push({ line: row.line, column: DIRECTORY_COLUMNS[FIELDS[kind][field]!].label, reason }); continue; }
    const same = `${organisationId} ${kind} ${ENTRY_KINDS[kind].single ? '' : sameKey(kind, read.details)}`;
    if (seen.has(same)) { faults.push({ line: row.line, column: DIRECTORY_COLUMNS.name.label, reason: 'Dòng này trùng với một dòng ở trên.' }); continue; }
    seen.add(same);
    lines.push({ line: row.line, organisationId, kind, details: read.details });
  }
  return { lines, faults, ignored };
}

/** By what a line of the file is the same as one that is kept: the number of a hotline, the name of a person or of a counter. */
export const sameKey = (kind: EntryKind, details: DetailsOf[EntryKind]): string =>
  kind === 'hotline' ? (details as DetailsOf['hotline']).number : kind === 'contact' ? fold((details as DetailsOf['contact']).name) : kind === 'one-stop' ? fold((details as DetailsOf['one-stop']).place) : '';
