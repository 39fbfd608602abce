import { AppError, invalid } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { readForm, type FormValues } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { answerFindings } from '../actions/answer-findings.ts';
import { copyPlanToYear } from '../actions/copy-plan.ts';
import { addFromAbove, derivePlanFrom } from '../actions/derive-plan.ts';
import { attachParent, linkTasks, omitTask, unlinkTask } from '../actions/link-tasks.ts';
import { renumberTasks } from '../actions/renumber-tasks.ts';
import { readablePlan } from './access.ts';
import { refusingAgainst } from './against.tsx';
import { hrefOf, planId, reviewOf } from './load.ts';
import { planPage } from './plan.tsx';
import { reviewPage, sectionHref } from './review.tsx';

/** What the forms around the plan above do: one transaction each, back to where one was. */

/** What a page of ours sends is an id; anything else is refused before it meets the database. */
const idIn = (values: FormValues, name: string): Id => { const text = values.text(name); if (!isId(text)) throw invalid('Chưa chọn nhiệm vụ hoặc kế hoạch. Hãy tải lại trang rồi chọn lại.', name); return text; };
const back = (visit: Visit): Response => visit.c.redirect(`${hrefOf(planId(visit), '/doi-chieu')}?luu=1`, 303);

/** The plan that is there already. */
const sameOf = (error: unknown): { readonly id: Id } | undefined => (error instanceof AppError && error.code === 'duplicate' ? (error.details.data as { same?: readonly { id: Id }[] } | undefined)?.same?.[0] : undefined);

/** One click on the plan above: the unit's own draft. Made already: that one opens. */
export async function derivePost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), { id: parentId } = await readablePlan(visit), { organisationId } = signedIn(visit);
  try {
    const id = await visit.act((a) => derivePlanFrom(a, { parentId, organisationId }));
    return visit.c.redirect(hrefOf(id, '/kiem-tra?lap=1'), 303);
  } catch (error) {
    const same = sameOf(error);
    if (same) return visit.c.redirect(hrefOf(same.id), 303);
    if (error instanceof AppError && error.status === 409) return planPage(visit, { form: 'khac', state: { values, errors: { _: error.message } }, status: 409 });
    throw error;
  }
}

export async function copyPost(visit: Visit): Promise<Response> {
  await readForm(visit.c);
  try {
    return visit.c.redirect(hrefOf(await visit.act((a) => copyPlanToYear(a, { planId: planId(visit) })), '/kiem-tra?chep=1'), 303);
  } catch (error) {
    const same = sameOf(error);
    if (same) return visit.c.redirect(hrefOf(same.id), 303);
    throw error;
  }
}

export const parentPost = (visit: Visit): Promise<Response> => refusingAgainst(visit, async (values) => { await visit.act((a) => attachParent(a, { planId: planId(visit), parentId: values.text('parent') ? idIn(values, 'parent') : null })); return back(visit); });
export const linkPost = (visit: Visit): Promise<Response> => refusingAgainst(visit, async (values) => {
  const pairs = values.names().filter((name) => name.startsWith('link.') && values.text(name)).map((name) => ({ parentItemId: name.slice(5) as Id, itemId: values.text(name) as Id }));
  if (pairs.length) await visit.act((a) => linkTasks(a, { planId: planId(visit), pairs }));
  return back(visit);
});
export const unlinkPost = (visit: Visit): Promise<Response> => refusingAgainst(visit, async (values) => { await visit.act((a) => unlinkTask(a, { planId: planId(visit), itemId: idIn(values, 'itemId'), parentItemId: idIn(values, 'parentItemId') })); return back(visit); });
export const omitPost = (visit: Visit): Promise<Response> => refusingAgainst(visit, async (values) => { await visit.act((a) => omitTask(a, { planId: planId(visit), parentItemId: idIn(values, 'parentItemId'), reason: values.text('reason') })); return back(visit); });
export const takeUpPost = (visit: Visit): Promise<Response> => refusingAgainst(visit, async (values) => { await visit.act((a) => addFromAbove(a, { planId: planId(visit), parentItemId: idIn(values, 'parentItemId') })); return back(visit); });

/** Reasons are written where the findings stand: beside the draft, or on the plan that waits for approval. */
export async function answerPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), plan = await readablePlan(visit), draft = plan.status === 'draft' || (plan.issued_version !== null && plan.current_version > plan.issued_version);
  try {
    await visit.act((a) => answerFindings(a, { planId: plan.id, keys: values.texts('finding[]'), reason: values.text('reason') }));
    return visit.c.redirect(draft ? `${sectionHref(await reviewOf(visit), 'nhiem-vu', '-')}&luu=1` : hrefOf(plan.id), 303);
  } catch (error) {
    if (!(error instanceof AppError) || (error.status !== 409 && error.status !== 422)) throw error;
    const errors = error.details.fields ?? { [error.details.field ?? '_']: error.message };
    return draft ? reviewPage(visit, { form: 'checks', values, errors, status: error.status }) : planPage(visit, { form: 'checks', state: { values, errors }, status: error.status });
  }
}

export async function renumberPost(visit: Visit): Promise<Response> {
  await readForm(visit.c);
  await visit.act((a) => renumberTasks(a, planId(visit)));
  return visit.c.redirect(`${sectionHref(await reviewOf(visit), 'nhiem-vu', '-')}&luu=1`, 303);
}
