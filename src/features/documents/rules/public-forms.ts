import { slugOf } from '#kernel/vietnamese.ts';
import { DOCUMENT_KINDS, type DocumentKind } from './document-kinds.ts';

/** Forms of documents in the public register: those that offices issue themselves (Decree 30/2020/NĐ-CP, Article 7) and the legal documents they make known. */
const LEGAL = { law: 'Luật', ordinance: 'Pháp lệnh', decree: 'Nghị định', circular: 'Thông tư', 'joint-circular': 'Thông tư liên tịch' } as const;
export type PublicForm = DocumentKind | keyof typeof LEGAL;

export interface FormRules { readonly label: string; /** In addresses: "quyet-dinh". */ readonly slug: string; readonly legal: boolean }
const form = (label: string, legal: boolean): FormRules => ({ label, slug: slugOf(label), legal });

export const PUBLIC_FORMS = Object.fromEntries([
  ...Object.entries(DOCUMENT_KINDS).map(([key, { label }]) => [key, form(label, false)]), ...Object.entries(LEGAL).map(([key, label]) => [key, form(label, true)]),
]) as Readonly<Record<PublicForm, FormRules>>;
export const FORM_KEYS = Object.keys(PUBLIC_FORMS) as PublicForm[];
export const isPublicForm = (text: string): text is PublicForm => Object.hasOwn(PUBLIC_FORMS, text);
/** By the label people write ("Quyết định") or the word of the address. */
export const formCalled = (text: string): PublicForm | null => FORM_KEYS.find((key) => PUBLIC_FORMS[key].slug === slugOf(text)) ?? null;
