import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { tidy } from '#kernel/vietnamese.ts';
import { KINDS, tierOf, type KindId, type OrganisationFunction } from './kinds.ts';
import type { Organisation } from './tree.ts';

/** What a person says about an organisation; the rest follows from kind and parent. */
export interface OrganisationInput {
  readonly name: string;
  readonly shortName?: string;
  readonly aliases?: readonly string[];
  readonly kind: KindId;
  readonly parentId: Id | null;
  /** Scheme → code; `local` is the office's own. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Unset: those of the kind. */
  readonly functions?: readonly OrganisationFunction[];
  readonly external?: boolean;
  readonly address?: string | null;
  readonly hotline?: string | null;
  readonly sortOrder?: number;
}

export const MAX_NAME = 200;
const MAX_DEPTH = 8;

const line = (text: string): string => tidy(text).replace(/\s+/g, ' ').trim();
const distinct = (texts: readonly string[]): string[] => [...new Set(texts.map(line).filter(Boolean))];

/** The content of a version; throws AppError('invalid') with a sentence at the field. */
export function versionContent(id: Id, input: OrganisationInput, parent: Organisation | null, validFrom: PlainDate): Omit<Organisation, 'id' | 'versionId' | 'shard'> {
  const name = line(input.name), shortName = line(input.shortName ?? '') || name, kind = KINDS[input.kind];
  if (!name) throw invalid('Hãy ghi tên đơn vị.', 'name');
  if (name.length > MAX_NAME) throw invalid(`Tên đơn vị dài ${name.length} ký tự; hãy rút gọn còn tối đa ${MAX_NAME} ký tự.`, 'name');
  if (shortName.length > MAX_NAME) throw invalid(`Tên ngắn dài quá ${MAX_NAME} ký tự; hãy rút gọn.`, 'shortName');
  if (kind.family === 'unit' && !parent) throw invalid(`“${kind.label}” phải thuộc một đơn vị; hãy chọn đơn vị cấp trên.`, 'parentId');
  if (parent && parent.validFrom > validFrom) throw invalid(`Đơn vị cấp trên “${parent.name}” chưa có vào ngày này; hãy chọn ngày khác.`, 'validFrom');
  if (kind.family === 'unit' && parent && !KINDS[parent.kind].mayOwnDivisions) throw invalid(`“${parent.name}” không có đơn vị trực thuộc; hãy chọn đơn vị cấp trên khác.`, 'parentId');
  const path = `${parent?.path ?? ''}${id}/`;
  if (path.length > MAX_DEPTH * 37) throw invalid(`Cây đơn vị sâu quá ${MAX_DEPTH} cấp; hãy chọn đơn vị cấp trên khác.`, 'parentId');
  const codes = Object.fromEntries(Object.entries(input.codes ?? {}).map(([scheme, code]) => [scheme, line(code)] as const).filter(([, code]) => code));
  for (const code of Object.values(codes)) if (code.length > 35) throw invalid(`Mã “${code}” dài quá 35 ký tự.`, 'code');
  return {
    validFrom, validTo: null, name, shortName, aliases: distinct(input.aliases ?? []), kind: input.kind, tier: tierOf(input.kind, parent?.tier ?? null), parentId: parent?.id ?? null, path,
    sortOrder: input.sortOrder ?? 0, codes, functions: input.functions ? [...new Set(input.functions)] : [...kind.functions], external: input.external ?? kind.external,
    address: line(input.address ?? '') || null, hotline: line(input.hotline ?? '') || null,
  };
}

/** A code names one organisation of its scheme on a day. */
export function refuseTakenCode(codes: Readonly<Record<string, string>>, byCode: (scheme: string, code: string) => Organisation | undefined, own: Id): void {
  for (const [scheme, code] of Object.entries(codes)) {
    const other = byCode(scheme, code);
    if (other && other.id !== own) throw new AppError('duplicate', `Mã “${code}” đang là mã của “${other.name}”; hãy ghi mã khác.`, { field: 'code', fields: { code: `Mã “${code}” đang là mã của “${other.name}”.` } });
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const CONTENT = ['name', 'shortName', 'aliases', 'kind', 'tier', 'parentId', 'path', 'sortOrder', 'codes', 'functions', 'external', 'address', 'hotline'] as const;
/** Which properties differ, in the order of the form. */
export const differences = (a: Partial<Organisation>, b: Partial<Organisation>): string[] =>
  CONTENT.filter((key) => key === 'codes' ? !same(sorted(a.codes), sorted(b.codes)) : !same(a[key], b[key]));
const sorted = (codes: Readonly<Record<string, string>> | undefined) => Object.entries(codes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
