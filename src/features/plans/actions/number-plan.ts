import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { completeCitation } from '#features/obligations/actions/complete-citation.ts';
import { keepTree } from '#features/organisations/store.ts';
import { joinNumber, planWindow } from '../rules/content.ts';
import { changePlan, changeVersion, holdPlan, samePlans, versionRow } from '../store/rows.ts';
import type { PlanRow } from '../store/tables.ts';
import { renumberPublic } from './publish-plan.ts';
import { statusAfter } from './review-steps.ts';

/** Number and date as the records office gave them, also after the issuing: every card then shows them. */
export async function numberPlan(a: Acting, input: { readonly planId: Id; readonly rowVersion: number | null; readonly number: number | null; readonly notation: string | null; readonly signedOn: PlainDate | null; readonly evenSo?: boolean }): Promise<void> {
  await keepTree(a.tx); // the issuing that may follow in the same transaction waits before it holds the plan
  const plan = await holdPlan(a.tx, input.planId, input.rowVersion);
  await a.authorise(plan.issued_version === null ? 'plans.write' : 'plans.issue', plan.owner_id);
  statusAfter(plan, 'number');
  if (input.number !== null && (!Number.isInteger(input.number) || input.number < 1)) throw invalid('Số văn bản là số nguyên từ 1 trở lên; chưa có số thì để trống.', 'number');
  if (input.number !== null && !input.evenSo) {
    const same = (await samePlans(a.tx, { sha256: null, number: input.number, notation: input.notation, year: plan.year, issuerId: plan.issuer_id, ownerId: plan.owner_id, except: plan.id }));
    if (same.length > 0) throw new AppError('duplicate', `Số này đã dùng cho “${same[0]!.title}” trong cùng năm. Hãy kiểm tra lại số văn bản.`, { field: 'number', data: { same } });
  }
  await bindFromSigning(a, plan, input.signedOn);
  await changePlan(a.tx, plan.id, { number: input.number, notation: input.notation, signed_on: input.signedOn });
  a.record({ verb: 'plans.numbered', table: 'plans', id: plan.id, organisationId: plan.owner_id, facts: { number: joinNumber(input.number, input.notation), date: input.signedOn } });
  if (plan.issued_version !== null) await renumberPublic(a, { ...plan, number: input.number, notation: input.notation, signed_on: input.signedOn });
  if (plan.issued_version !== null) await completeCitation(a, { issuerId: plan.owner_id, sourceId: plan.id, number: joinNumber(input.number, input.notation), date: input.signedOn });
}

/** A draft whose time nobody has set by hand is owed from the month in which it is signed. */
async function bindFromSigning(a: Acting, plan: PlanRow, signedOn: PlainDate | null): Promise<void> {
  if (plan.issued_version !== null || plan.year === null || signedOn === null || plan.origin !== 'authored') return;
  const version = (await versionRow(a.tx, plan.id, plan.current_version))!, years = { from: plan.year, to: plan.year }, next = planWindow(years, signedOn);
  if (version.window_to !== next.to || version.window_from === next.from || version.window_from.slice(8) !== '01') return;
  await changeVersion(a.tx, version.id, { window_from: next.from });
  a.record({ verb: 'plans.version-edited', table: 'plan_versions', id: version.id, organisationId: plan.owner_id, facts: { plan: plan.id, sections: ['window'] } });
}
