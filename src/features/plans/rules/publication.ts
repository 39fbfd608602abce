import { DOCUMENT_KINDS, type DocumentKind } from '#features/documents/rules/document-kinds.ts';
import type { PublicFacts } from '#features/documents/rules/public-document.ts';
import { joinNumber } from './content.ts';
import type { PlanRow } from '../store/tables.ts';

/** What the person agrees to who makes a plan public; kept with the publication. */
export const PLAN_CHECK = 'Đã kiểm tra: kế hoạch và tệp kèm theo không có dữ liệu cá nhân phải che, không có nội dung mật; kết quả có đường dẫn công khai được liệt kê ở trang tiến độ.';

/** "Kế hoạch tuyên truyền cải cách hành chính năm 2026" */
export function publicTitle({ kind, title }: Pick<PlanRow, 'kind' | 'title'>): string {
  const { label } = DOCUMENT_KINDS[formOf(kind)], first = title.split(/\s/)[0] ?? '';
  // a proper noun or a short form keeps its capitals
  const inside = first.length > 1 && first === first.toLocaleUpperCase('vi') ? title : title.charAt(0).toLocaleLowerCase('vi') + title.slice(1);
  return title.toLocaleLowerCase('vi').startsWith(label.toLocaleLowerCase('vi')) ? title : `${label} ${inside}`;
}
export const formOf = (kind: string): DocumentKind => (kind === 'dispatch' ? 'letter' : Object.hasOwn(DOCUMENT_KINDS, kind) ? (kind as DocumentKind) : 'plan');

/** "PHÓ CHỦ TỊCH", as papers print it, "Trần Văn Mẫu" → "Phó Chủ tịch Trần Văn Mẫu". */
export function signedBy(signer: PlanRow['signer']): string | null {
  const position = signer?.position?.trim() ?? '', capitals = position !== '' && position === position.toLocaleUpperCase('vi');
  return [capitals ? position.toLocaleLowerCase('vi').replace(/^(phó )?(\p{L})/u, (_, deputy: string | undefined, letter: string) => (deputy ? `Phó ${letter.toLocaleUpperCase('vi')}` : letter.toLocaleUpperCase('vi'))) : position, signer?.name].filter(Boolean).join(' ') || null;
}

/** As the register of documents wants it. */
export const factsOf = (plan: PlanRow): PublicFacts => ({
  form: formOf(plan.kind), authority: plan.issuer_name, number: plan.number === null ? null : joinNumber(plan.number, plan.notation), signedOn: plan.signed_on,
  signer: signedBy(plan.signer), effectiveFrom: null, effectiveTo: null, abstract: plan.title.slice(0, 500),
});
