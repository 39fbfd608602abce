import { fold } from '#kernel/vietnamese.ts';
import type { CitedPaper } from '#features/documents/rules/legal-key.ts';

/** Whose matter it is; says at which one-stop shops it is posted up. */
export const LEVELS = { province: 'Cấp tỉnh', commune: 'Cấp xã' } as const;
export type Level = keyof typeof LEVELS;
export const isLevel = (text: string): text is Level => Object.hasOwn(LEVELS, text);

export const ASKERS = { citizen: 'Cá nhân', organisation: 'Tổ chức, doanh nghiệp' } as const;
export type Asker = keyof typeof ASKERS;
export const WAYS = { direct: 'Trực tiếp tại Bộ phận Một cửa', post: 'Qua bưu chính công ích', online: 'Trực tuyến' } as const;
export type Way = keyof typeof WAYS;
/** Levels of online public services of Decree 42/2022/NĐ-CP, Article 11. */
export const ONLINE = { none: 'Chỉ cung cấp thông tin', partial: 'Trực tuyến một phần', full: 'Trực tuyến toàn trình' } as const;
export type OnlineLevel = keyof typeof ONLINE;
/** Who decides, as a kind; its name is written out beside it. */
export const HANDLERS = { 'commune-committee': 'Ủy ban nhân dân cấp xã', 'commune-division': 'Phòng chuyên môn cấp xã', department: 'Sở', committee: 'Ủy ban nhân dân cấp tỉnh', other: 'Cơ quan khác' } as const;
export type Handler = keyof typeof HANDLERS;

export interface Paper { readonly name: string; readonly originals: number; readonly copies: number; /** Name of a form of the same procedure. */ readonly form: string | null }
/** A form to fill in: a file kept here, or an address. */
export interface FormFile { readonly name: string; readonly sha256: string | null; readonly mediaType: string | null; readonly url: string | null }
/** Words as the decision writes them; `paper` when they could be read as a citation. */
export interface LegalBasis { readonly words: string; readonly paper: CitedPaper | null }

/** What a decision says of a procedure, beside its name, field and level. Money in đồng. */
export interface ProcedureContent {
  readonly askers: readonly Asker[];
  readonly ways: readonly Way[];
  readonly steps: readonly string[];
  readonly papers: readonly Paper[];
  /** `amount` when it is a number; `online` when less is asked of who hands in online. */
  readonly fee: { readonly words: string; readonly amount: number | null; readonly online: number | null };
  readonly time: { readonly words: string; readonly workingDays: number | null };
  readonly handler: Handler;
  readonly office: string;
  readonly result: string;
  readonly bases: readonly LegalBasis[];
  readonly forms: readonly FormFile[];
  readonly onlineLevel: OnlineLevel;
  /** On the national portal. */
  readonly link: string | null;
  /** How people call it: for search. */
  readonly aliases: readonly string[];
}

/** A procedure as a decision publishes or changes it. */
export interface ProcedureText { readonly code: string; readonly name: string; readonly field: string; readonly level: Level; readonly content: ProcedureContent }

/**
 * The code of the national database. The part that stays is a digit, a dot and six digits; provinces write the sign of their agency behind it
 * ("1.001612.000.00.00.H48"), which is left off.
 */
export function codeOf(text: string): string | null {
  const match = /^(\d\.\d{6})(?:(?:\.[0-9A-Z]{2,4}){1,5})?$/.exec(text.trim().toUpperCase());
  return match ? match[1]! : null;
}

/** The same content; a field is one however it is written. */
export const sameText = (a: ProcedureText, b: ProcedureText): boolean => JSON.stringify(inOrder({ ...a, field: fold(a.field) })) === JSON.stringify(inOrder({ ...b, field: fold(b.field) }));
const inOrder = (value: unknown): unknown => Array.isArray(value) ? value.map(inOrder)
  : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).sort(([x], [y]) => (x < y ? -1 : 1)).map(([key, one]) => [key, inOrder(one)])) : value;

/** "01 bản chính, 02 bản sao" */
export const copiesInWords = ({ originals, copies }: Pick<Paper, 'originals' | 'copies'>): string =>
  [originals ? `${two(originals)} bản chính` : '', copies ? `${two(copies)} bản sao` : ''].filter(Boolean).join(', ');
const two = (count: number): string => String(count).padStart(2, '0');

/** The parts in which two contents differ, by the label of the part. */
export function differingParts(a: ProcedureText, b: ProcedureText): string[] {
  const differs = (x: unknown, y: unknown): boolean => JSON.stringify(inOrder(x)) !== JSON.stringify(inOrder(y)), [one, other] = [a.content, b.content];
  return ([['tên', a.name, b.name], ['lĩnh vực', fold(a.field), fold(b.field)], ['cấp thực hiện', a.level, b.level], ['đối tượng', one.askers, other.askers], ['cách nộp', one.ways, other.ways], ['trình tự', one.steps, other.steps], ['hồ sơ', one.papers, other.papers],
    ['phí, lệ phí', one.fee, other.fee], ['thời hạn', one.time, other.time], ['cơ quan giải quyết', [one.handler, one.office], [other.handler, other.office]], ['kết quả', one.result, other.result], ['căn cứ', one.bases, other.bases],
    ['biểu mẫu', one.forms, other.forms], ['mức trực tuyến', one.onlineLevel, other.onlineLevel], ['liên kết', one.link, other.link]] as const).filter(([, x, y]) => differs(x, y)).map(([label]) => label);
}
