import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { DateRange } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { organisation } from '#features/organisations/store.ts';
import { planWindow, type PlanContent } from '../rules/content.ts';
import { changePlan, changeVersion } from '../store/rows.ts';
import type { PlanRow } from '../store/tables.ts';
import { openDraft } from './open-draft.ts';

export interface EditDocument {
  readonly planId: Id;
  readonly rowVersion: number | null;
  readonly facts?: Partial<Pick<PlanRow, 'kind' | 'issuer_id' | 'issuer_name' | 'issuing_capacity' | 'year' | 'title' | 'number' | 'notation' | 'place' | 'signed_on' | 'signer' | 'parent_plan_id'>>;
  readonly content?: Partial<PlanContent>;
  /** From when to when the plan binds; follows year and day of signing unless said. */
  readonly window?: DateRange;
}

/** Corrects what was read of the document itself, or writes it. */
export async function editDocument(a: Acting, { planId, rowVersion, facts = {}, content, window }: EditDocument): Promise<void> {
  const { plan, version } = await openDraft(a, planId, rowVersion);
  const wrong: Record<string, string> = {};
  if (facts.title !== undefined && !tidy(facts.title).trim()) wrong.title = 'Chưa ghi trích yếu. Hãy ghi ngắn gọn kế hoạch về việc gì.';
  if (facts.year != null && (facts.year < 2000 || facts.year > 2100)) wrong.year = 'Năm của kế hoạch không đúng. Hãy ghi năm có bốn chữ số.';
  if (facts.number != null && (!Number.isInteger(facts.number) || facts.number < 1)) wrong.number = 'Số văn bản là số nguyên từ 1 trở lên; chưa có số thì để trống.';
  if (window && window.to < window.from) wrong.window = 'Ngày kết thúc phải sau ngày bắt đầu.';
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
  if (facts.issuer_id && !await organisation(a.tx, facts.issuer_id, a.today)) throw invalid('Hãy chọn cơ quan ban hành.', 'issuer_id');

  await changePlan(a.tx, planId, facts);
  a.record({ verb: 'plans.edited', table: 'plans', id: planId, organisationId: plan.owner_id, facts: { fields: Object.keys(facts) } });
  const dated = facts.year !== undefined || facts.signed_on !== undefined;
  const year = facts.year === undefined ? plan.year : facts.year;
  const next = window ?? (dated && year !== null && version.version === 1 ? planWindow({ from: year, to: year }, facts.signed_on === undefined ? plan.signed_on : facts.signed_on) : null);
  if (content || next) {
    await changeVersion(a.tx, version.id, { ...(content ? { content: { ...version.content, ...content } } : {}), ...(next ? { window_from: next.from, window_to: next.to } : {}) });
    a.record({ verb: 'plans.version-edited', table: 'plan_versions', id: version.id, organisationId: plan.owner_id, facts: { plan: planId, sections: Object.keys(content ?? {}) } });
  }
}
