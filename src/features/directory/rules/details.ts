import { tidy } from '#kernel/vietnamese.ts';
import { HOURS_HINT, hoursTyped, readHours, type OpenTime } from './hours.ts';
import { formatPhone, PHONE_HINT, readPhone } from './phone.ts';

/** What a line of the directory says, by kind. Telephone numbers as `readPhone` keeps them; null where nothing is said. */
export interface OfficeDetails {
  readonly address: string; readonly mapUrl: string | null; readonly phone: string | null; readonly fax: string | null; readonly email: string | null; readonly hours: readonly OpenTime[]; readonly hoursNote: string | null;
  /** Who answers for what the site says, with title. */
  readonly responsible: string | null;
  readonly nameEn: string | null; readonly addressEn: string | null;
}
export interface OneStopDetails { readonly place: string; readonly address: string; readonly mapUrl: string | null; readonly phone: string | null; readonly email: string | null; readonly hours: readonly OpenTime[]; readonly hoursNote: string | null; readonly placeEn: string | null; readonly addressEn: string | null }
export interface HotlineDetails {
  readonly number: string; readonly purpose: string; readonly answeredBy: string | null; readonly hours: readonly OpenTime[];
  /** What to do when nobody answers: outside the hours. */
  readonly after: string | null; readonly purposeEn: string | null;
}
export interface ContactDetails {
  readonly name: string; readonly title: string; readonly leader: boolean; readonly phone: string | null; readonly email: string | null;
  /** What this person answers, one a line. */
  readonly topics: readonly string[]; readonly when: string | null; readonly titleEn: string | null;
  /** The person agreed that this is public; without it only colleagues see the line. */
  readonly consent: boolean;
}
export interface DetailsOf { readonly office: OfficeDetails; readonly 'one-stop': OneStopDetails; readonly hotline: HotlineDetails; readonly contact: ContactDetails }
export type EntryKind = keyof DetailsOf;

type FieldType = 'line' | 'text' | 'phone' | 'email' | 'link' | 'hours' | 'lines' | 'yes';
export interface Field { readonly key: string; readonly label: string; readonly type: FieldType; readonly required?: true; readonly most: number; readonly hint?: string }
export interface KindRules { readonly label: string; readonly one: string; /** At most one at a time. */ readonly single: boolean; readonly most: number; readonly fields: readonly Field[] }

const line = (key: string, label: string, more: Partial<Field> = {}): Field => ({ key, label, type: 'line', most: 200, ...more });
const ENGLISH = { hint: 'Hiện ở trang tiếng Anh (Nghị định 42/2022/NĐ-CP)' };
const phone = (label: string, more: Partial<Field> = {}) => line('phone', label, { type: 'phone', hint: PHONE_HINT, ...more });
const email = line('email', 'Thư điện tử', { type: 'email' }), map = line('mapUrl', 'Đường dẫn bản đồ', { type: 'link', most: 500, hint: 'Dán liên kết https:// của trang bản đồ' }), hours = line('hours', 'Giờ làm việc', { type: 'hours', most: 500, hint: HOURS_HINT });

/** Every kind with every property written out; forms, imports and checks go by it. */
export const ENTRY_KINDS: Readonly<Record<EntryKind, KindRules>> = {
  office: { label: 'Trụ sở', one: 'Trụ sở', single: true, most: 1, fields: [
    line('address', 'Địa chỉ', { required: true, most: 300 }), map, phone('Điện thoại'), line('fax', 'Fax', { type: 'phone' }), email, hours, line('hoursNote', 'Ghi chú về giờ'),
    line('responsible', 'Người chịu trách nhiệm nội dung', { hint: 'Họ tên và chức vụ, hiện ở chân mọi trang' }), line('nameEn', 'Tên tiếng Anh', ENGLISH), line('addressEn', 'Địa chỉ tiếng Anh', { ...ENGLISH, most: 300 }),
  ] },
  'one-stop': { label: 'Bộ phận Một cửa', one: 'Nơi tiếp nhận hồ sơ', single: false, most: 20, fields: [
    line('place', 'Tên nơi tiếp nhận', { required: true, hint: 'Như ở trang Niêm yết, ví dụ: Trung tâm Phục vụ hành chính công xã Bình An' }), line('address', 'Địa chỉ', { required: true, most: 300 }), map, phone('Điện thoại'), email, hours, line('hoursNote', 'Ghi chú về giờ'),
    line('placeEn', 'Tên tiếng Anh', ENGLISH), line('addressEn', 'Địa chỉ tiếng Anh', { ...ENGLISH, most: 300 }),
  ] },
  hotline: { label: 'Đường dây nóng', one: 'Đường dây nóng', single: false, most: 10, fields: [
    line('number', 'Số điện thoại', { type: 'phone', required: true, hint: PHONE_HINT }), line('purpose', 'Gọi về việc gì', { required: true }), line('answeredBy', 'Ai nghe máy', { hint: 'Ví dụ: công chức Văn hóa – Xã hội' }), { ...hours, label: 'Giờ nghe máy' },
    line('after', 'Ngoài giờ thì làm thế nào'), line('purposeEn', 'Gọi về việc gì (tiếng Anh)', ENGLISH),
  ] },
  contact: { label: 'Lãnh đạo, người liên hệ', one: 'Người liên hệ', single: false, most: 60, fields: [
    line('name', 'Họ tên', { required: true, most: 100 }), line('title', 'Chức vụ', { required: true }), { key: 'leader', label: 'Là lãnh đạo đơn vị', type: 'yes', most: 1 }, phone('Điện thoại công vụ'), email,
    { key: 'topics', label: 'Trả lời về việc gì', type: 'lines', most: 1000, hint: 'Mỗi dòng một việc, ví dụ: Hộ tịch' }, line('when', 'Gặp vào lúc nào', { hint: 'Ví dụ: tiếp công dân sáng thứ Năm hằng tuần' }), line('titleEn', 'Chức vụ tiếng Anh', ENGLISH),
    { key: 'consent', label: 'Người này đồng ý công khai các thông tin trên', type: 'yes', most: 1, hint: 'Chưa đồng ý thì chỉ người trong đơn vị xem được; chỉ ghi số và thư dùng cho công việc' },
  ] },
};
export const KINDS_OF_ENTRY = Object.keys(ENTRY_KINDS) as EntryKind[];
export const isEntryKind = (text: string): text is EntryKind => Object.hasOwn(ENTRY_KINDS, text);

const EMAIL = /^[^\s@<>"(),:;]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,180}[a-z0-9])?\.[a-z]{2,24}$/i;

export type ReadDetails<K extends EntryKind> = { readonly ok: true; readonly details: DetailsOf[K] } | { readonly ok: false; readonly faults: Readonly<Record<string, string>> };

/** What was typed, checked field by field: the details, or a sentence for each field that is wrong. */
export function readDetails<K extends EntryKind>(kind: K, typed: (key: string) => string): ReadDetails<K> {
  const faults: Record<string, string> = {}, details: Record<string, unknown> = {};
  for (const field of ENTRY_KINDS[kind].fields) {
    const raw = tidy(typed(field.key)).trim(), flat = field.type === 'hours' || field.type === 'lines' ? raw : raw.replace(/\s+/g, ' ');
    const fail = (sentence: string) => { faults[field.key] = sentence; };
    if (flat.length > field.most && field.type !== 'yes') { fail(`${field.label} dài quá ${field.most} ký tự. Hãy rút gọn.`); continue; }
    if (field.required && !flat) { fail(`Chưa ghi “${field.label}”.`); continue; }
    details[field.key] = flat ? value(field, flat, fail) : empty(field.type);
  }
  return Object.keys(faults).length ? { ok: false, faults } : { ok: true, details: details as unknown as DetailsOf[K] };
}
const empty = (type: FieldType): unknown => (type === 'hours' || type === 'lines' ? [] : type === 'yes' ? false : null);

function value({ type, label }: Field, flat: string, fail: (sentence: string) => void): unknown {
  switch (type) {
    case 'phone': { const kept = readPhone(flat); if (!kept) fail(`“${flat.slice(0, 40)}” chưa phải số điện thoại gọi được. ${PHONE_HINT}.`); return kept; }
    case 'email': if (!EMAIL.test(flat)) fail(`“${flat.slice(0, 60)}” chưa phải địa chỉ thư điện tử, ví dụ đúng: ubnd.binhan@lamgiang.gov.vn.`); return flat.toLowerCase();
    case 'link': if (!isWebAddress(flat)) fail(`${label} phải bắt đầu bằng https://.`); return flat;
    case 'hours': { const read = readHours(flat); if (!read.ok) fail(read.fault); return read.ok ? read.hours : []; }
    case 'lines': return [...new Set(flat.split(/[\n;]/).map((one) => one.replace(/\s+/g, ' ').trim()).filter(Boolean))].slice(0, 20);
    case 'yes': return ['1', 'x', 'có', 'co', 'true'].includes(flat.toLowerCase());
    default: return flat;
  }
}
function isWebAddress(text: string): boolean {
  try { const url = new URL(text); return url.protocol === 'https:' && url.hostname.includes('.') && !url.username; } catch { return false; }
}

/** Back into fields, as people type them. */
export function typedDetails<K extends EntryKind>(kind: K, details: DetailsOf[K]): Record<string, string> {
  return Object.fromEntries(ENTRY_KINDS[kind].fields.map(({ key, type }) => {
    const value = (details as unknown as Record<string, unknown>)[key];
    switch (type) {
      case 'phone': return [key, typeof value === 'string' ? formatPhone(value) : ''];
      case 'hours': return [key, hoursTyped((value as readonly OpenTime[] | undefined) ?? [])];
      case 'lines': return [key, ((value as readonly string[] | undefined) ?? []).join('\n')];
      case 'yes': return [key, value === true ? '1' : ''];
      default: return [key, typeof value === 'string' ? value : ''];
    }
  }));
}

/** How a line is called in lists and in the log. */
export function entryName<K extends EntryKind>(kind: K, details: DetailsOf[K]): string {
  switch (kind) {
    case 'office': return (details as OfficeDetails).address;
    case 'one-stop': return (details as OneStopDetails).place;
    case 'hotline': return `${formatPhone((details as HotlineDetails).number)} – ${(details as HotlineDetails).purpose}`;
    default: return `${(details as ContactDetails).name}, ${(details as ContactDetails).title}`;
  }
}
