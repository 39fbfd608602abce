import type { PlainDate } from '#kernel/plain-date.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { slugOf, tidy } from '#kernel/vietnamese.ts';
import { isPublicForm, PUBLIC_FORMS, type PublicForm } from './public-forms.ts';
import { citedAs, legalKey } from './legal-key.ts';

export interface PublicFile { readonly sha256: string; readonly name: string; readonly mediaType: string; readonly size: number }

/** What Decree 42/2022/NĐ-CP wants said of a published document: form, authority, number, day, effect, abstract, file. */
export interface PublicFacts {
  readonly form: PublicForm; readonly authority: string; readonly number: string | null; readonly signedOn: PlainDate | null; readonly signer: string | null;
  readonly effectiveFrom: PlainDate | null; readonly effectiveTo: PlainDate | null; readonly abstract: string;
}

/** A sentence for each field that is wrong. */
export function factFaults(facts: Omit<PublicFacts, 'form'> & { readonly form: string }): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  const length = (key: string, text: string | null, most: number, label: string) => { if ((text ?? '').length > most) faults[key] = `${label} dài quá ${most} ký tự. Hãy rút gọn.`; };
  if (!isPublicForm(facts.form)) faults.form = 'Hãy chọn hình thức văn bản, ví dụ Quyết định.';
  if (!facts.authority) faults.authority = 'Chưa ghi cơ quan ban hành.';
  if (!facts.abstract) faults.abstract = 'Chưa ghi trích yếu.';
  length('authority', facts.authority, 200, 'Tên cơ quan ban hành');
  length('abstract', facts.abstract, 500, 'Trích yếu');
  length('number', facts.number, 60, 'Số, ký hiệu');
  length('signer', facts.signer, 120, 'Người ký');
  if (facts.effectiveFrom && facts.signedOn && facts.effectiveFrom < facts.signedOn && !isLegal(facts.form)) faults.effectiveFrom = `Ngày có hiệu lực không thể trước ngày ký (${formatDate(facts.signedOn)}).`;
  const from = facts.effectiveFrom ?? facts.signedOn;
  if (facts.effectiveTo && from && facts.effectiveTo < from) faults.effectiveTo = `Ngày hết hiệu lực phải từ ${formatDate(from)} trở đi.`;
  return faults;
}
const isLegal = (form: string): boolean => isPublicForm(form) && PUBLIC_FORMS[form].legal;
export const tidyFacts = <F extends string>(facts: Omit<PublicFacts, 'form'> & { readonly form: F }): Omit<PublicFacts, 'form'> & { readonly form: F } => {
  const flat = (text: string | null): string | null => tidy(text ?? '').replace(/\s+/g, ' ').trim().toWellFormed() || null;
  return { ...facts, authority: flat(facts.authority) ?? '', number: flat(facts.number), signer: flat(facts.signer), abstract: flat(facts.abstract) ?? '' };
};

/** The same key by which plans and articles cite papers. */
export const keyOf = (facts: Pick<PublicFacts, 'form' | 'number' | 'signedOn' | 'abstract'>): string | null =>
  legalKey({ type: PUBLIC_FORMS[facts.form].label, number: facts.number, date: facts.signedOn, ...(facts.number ? {} : { name: facts.abstract }) });

/** "Quyết định số 215/QĐ-UBND ngày 22/12/2025" */
export const documentTitle = ({ form, number, signedOn, abstract }: Pick<PublicFacts, 'form' | 'number' | 'signedOn' | 'abstract'>): string =>
  number ? citedAs({ type: PUBLIC_FORMS[form].label, number, date: signedOn, issuer: null }) : `${PUBLIC_FORMS[form].label}: ${abstract}`.slice(0, 200);

/** Where it wants to stand: '/van-ban/quyet-dinh-215-qd-ubnd-2025'. */
export const wantedPath = ({ form, number, signedOn, abstract }: Pick<PublicFacts, 'form' | 'number' | 'signedOn' | 'abstract'>): string =>
  `/van-ban/${slugOf([PUBLIC_FORMS[form].label, number ?? abstract, number && signedOn ? signedOn.slice(0, 4) : ''].join(' '))}`;

export type Effect = 'in-force' | 'not-yet' | 'ended' | 'unknown';
export const EFFECT_LABEL: Readonly<Record<Effect, string>> = { 'in-force': 'Còn hiệu lực', 'not-yet': 'Chưa có hiệu lực', ended: 'Hết hiệu lực', unknown: 'Chưa ghi hiệu lực' };
export function effectOn(facts: { readonly effective_from: PlainDate | null; readonly effective_to: PlainDate | null; readonly signed_on: PlainDate | null }, today: PlainDate): Effect {
  const from = facts.effective_from ?? facts.signed_on;
  if (facts.effective_to && facts.effective_to < today) return 'ended';
  return from === null ? 'unknown' : from > today ? 'not-yet' : 'in-force';
}

/** The last part of a file's address; two files of one document never share it. */
export function fileSlug(files: readonly PublicFile[], file: PublicFile): string {
  const dot = file.name.lastIndexOf('.'), end = dot > 0 ? file.name.slice(dot + 1).toLowerCase().replace(/[^a-z0-9]/g, '') : '', base = slugOf(dot > 0 ? file.name.slice(0, dot) : file.name, 60);
  const own = (one: PublicFile) => one.name === file.name && one.sha256 !== file.sha256;
  return `${base}${files.some(own) ? `-${file.sha256.slice(0, 8)}` : ''}${end ? `.${end}` : ''}`;
}
export const sizeText = (size: number): string => (size >= 1_048_576 ? `${(size / 1_048_576).toFixed(1).replace('.', ',')} MB` : `${Math.max(1, Math.round(size / 1024))} kB`);
