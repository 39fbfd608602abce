import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { addMonths, formatDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { compareVietnamese } from '#kernel/vietnamese.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import type { FormState } from '#ui/forms.tsx';
import { Chip } from '#ui/parts.tsx';
import { catalogueFor } from '../catalogue.ts';
import { CHECK_AGAIN_MONTHS } from '../rules/history.ts';
import { STANDINGS, type Standing } from '../rules/posting.ts';
import { fieldsOf, type CatalogueRow } from '../store/catalogue.ts';
import { decisionRow, procedureRow } from '../store/rows.ts';
import { sheetRow, shopRow } from '../store/shops.ts';
import type { DecisionRow, FieldRow, ProcedureRow, SheetRow, ShopRow } from '../store/tables.ts';

export const BASE = '/lam-viec/thu-tuc', DECISIONS = `${BASE}/quyet-dinh`, SHOPS = '/lam-viec/niem-yet', SHEETS = `${SHOPS}/phieu`;
export type Refusal = 422 | 409 | 413 | 507;
export interface Refused { readonly form: FormState; readonly status: Refusal; readonly of: string }

/** The catalogue that the acting unit uses. */
export const ownerFor = (visit: Visit): Promise<Id> => catalogueFor(visit.db, signedIn(visit).organisationId, visit.today);
export const nameOf = async (visit: Visit, id: Id): Promise<string> => (await organisationTree(visit.db, visit.today)).latest(id)?.name ?? '';
export const fieldMap = async (visit: Visit, owner: Id): Promise<ReadonlyMap<Id, FieldRow>> => new Map((await fieldsOf(visit.db, owner)).sort((a, b) => compareVietnamese(a.name, b.name)).map((one) => [one.id, one]));

const param = (visit: Visit, name: string): Id | null => { const id = visit.c.req.param(name) ?? ''; return isId(id) ? id : null; };
async function found<T>(row: Promise<T | undefined> | undefined, what: string): Promise<T> { const one = await row; if (!one) throw notFound(what); return one; }
export const procedureOf = (visit: Visit): Promise<ProcedureRow> => { const id = param(visit, 'procedure'); return found(id ? procedureRow(visit.db, id) : undefined, 'thủ tục này'); };
export const decisionOf = (visit: Visit): Promise<DecisionRow> => { const id = param(visit, 'decision'); return found(id ? decisionRow(visit.db, id) : undefined, 'quyết định này'); };
export const shopOf = (visit: Visit): Promise<ShopRow> => { const id = param(visit, 'shop'); return found(id ? shopRow(visit.db, id) : undefined, 'Bộ phận Một cửa này'); };
export const sheetOf = (visit: Visit): Promise<SheetRow> => { const id = param(visit, 'sheet'); return found(id ? sheetRow(visit.db, id) : undefined, 'phiếu kiểm tra này'); };

/** By field, then by name: as a board at a counter is hung. */
export const inOrder = (rows: readonly CatalogueRow[], fields: ReadonlyMap<Id, FieldRow>): CatalogueRow[] => [...rows].sort((a, b) => compareVietnamese(fields.get(a.fieldId)?.name ?? '', fields.get(b.fieldId)?.name ?? '') || compareVietnamese(a.name, b.name));

export const PhaseChip = ({ row }: { row: Pick<CatalogueRow, 'phase' | 'validFrom' | 'nextFrom' | 'nextChange'> }) => <>
  {row.phase === 'in-force' ? <Chip tone="good">Đang có hiệu lực</Chip> : row.phase === 'future' ? <Chip tone="info">Có hiệu lực từ {formatDate(row.validFrom)}</Chip> : <Chip tone="none">Hết hiệu lực từ {formatDate(row.validFrom)}</Chip>}
  {row.phase === 'in-force' && row.nextFrom ? <> <Chip tone="soon">{row.nextChange === 'amend' ? 'sửa đổi' : 'hết hiệu lực'} từ {formatDate(row.nextFrom)}</Chip></> : null}</>;
export const StandingChip = ({ standing }: { standing: Standing }) => <Chip tone={STANDINGS[standing].tone}>{STANDINGS[standing].label}</Chip>;

/** Compared with the national portal too long ago, or never. */
export const checkIsOld = (checkedOn: PlainDate | null, today: PlainDate): boolean => checkedOn === null || addMonths(checkedOn, CHECK_AGAIN_MONTHS) < today;
export const CheckedChip = ({ on, by, today }: { on: PlainDate | null; by: string | null; today: PlainDate }) =>
  on === null ? <Chip tone="soon">Chưa đối chiếu</Chip> : checkIsOld(on, today) ? <Chip tone="soon">{formatDate(on)}, quá {CHECK_AGAIN_MONTHS} tháng</Chip> : <span>{formatDate(on)}{by ? `, ${by}` : ''}</span>;

export const dayField = z.string().default('').transform((text, context): PlainDate => {
  const day = parseDate(text);
  if (!day) { context.addIssue({ code: 'custom', message: 'Ngày chưa đúng. Hãy ghi như 20/11/2026.' }); return z.NEVER; }
  return day;
});
export const seenField = { _version: z.coerce.number().int().optional() };
export const text = z.string().default('');
/** The same page with one thing of its address changed; what is empty is left out. */
export const address = (path: string, query: Readonly<Record<string, string | number | undefined>>): string => {
  const set = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])));
  return set.size ? `${path}?${set}` : path;
};
export const sendBook = (visit: Visit, name: string, bytes: Uint8Array): Response => visit.c.body(new Uint8Array(bytes), 200, {
  'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': `attachment; filename="${name}.xlsx"`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff',
});
export const sendPdf = (visit: Visit, name: string, bytes: Uint8Array): Response =>
  visit.c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}.pdf"`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
