import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { allGroups, organisationTree, resolveWritten } from '#features/organisations/store.ts';
import type { Candidate, PartyRef } from '#features/organisations/rules/resolve-name.ts';
import { readForm, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { Choice } from '#ui/forms.tsx';
import { editDocument } from '../actions/edit-document.ts';
import { addTask, dropTask, editTask } from '../actions/edit-task.ts';
import { omitTask } from '../actions/link-tasks.ts';
import { addParty, dropParty, resolveParty } from '../actions/resolve-party.ts';
import { planChecks, type PlanReview } from '../store.ts';
import { candidateLabel, candidateValue, hrefOf, reviewOf, taskView } from './load.ts';
import { doubtOf } from './model.ts';
import { NEW, reviewPage, sectionHref, taskHref, taskOf, type Refused } from './review.tsx';
import { SECTIONS } from './review-view.tsx';
import { readSection } from './section-form.ts';
import { readTask, type PartyChange } from './task-form.ts';

/** What the forms of the review screen do: read, check, one transaction, on to the next thing to decide. */

type Chosen = Pick<Candidate, 'party' | 'proposal'>;
const KNOWN = [409, 413, 422, 507];

/** A refusal of the program to the person: shown at the form with what was typed; anything else is a fault. */
export async function refusing(visit: Visit, form: string, values: FormValues, run: () => Promise<Response>): Promise<Response> {
  try { return await run(); } catch (error) {
    if (!(error instanceof AppError) || !KNOWN.includes(error.status)) throw error;
    return reviewPage(visit, { form, values, errors: error.details.fields ?? { [error.details.field ?? '_']: error.message }, status: error.status as Refused['status'] });
  }
}

/** The party behind a value of a select: an organisation, a group, or a group that a candidate proposes to make. */
async function chosenBy(visit: Visit, value: string, candidates: readonly Candidate[]): Promise<Chosen | null> {
  const colon = value.indexOf(':'), kind = value.slice(0, colon), id = value.slice(colon + 1);
  if (kind === 'proposal') return candidates.find((candidate) => candidateValue(candidate) === value) ?? null;
  if (kind !== 'organisation' && kind !== 'group') return null;
  const there = kind === 'organisation' ? (await organisationTree(visit.db, visit.today)).get(id as Id) : (await allGroups(visit.db)).get(id as Id);
  return there ? { party: { type: kind, id: id as Id } satisfies PartyRef } : null;
}

interface Decided { readonly choices: readonly { id: Id; choice: Chosen; remember: boolean }[]; readonly drops: readonly { id: Id; reason: string }[]; readonly errors: FieldErrors; readonly options: ReadonlyMap<string, readonly Choice[]> }

/** Whom each name of the form now means; a name that was typed to look for somebody is looked up the way names of documents are. */
async function decide(visit: Visit, review: PlanReview, taskId: string, changes: readonly PartyChange[]): Promise<Decided> {
  const rows = review.tasks.find((task) => task.id === taskId)!.parties, before = new Map(taskOf(review, taskId).parties.map((party) => [party.id as string, party]));
  const choices: Decided['choices'][number][] = [], drops: Decided['drops'][number][] = [], errors: Record<string, string> = {}, options = new Map<string, readonly Choice[]>();
  for (const change of changes) {
    const row = rows.find((one) => one.id === change.id)!, old = before.get(change.id)!;
    if (old.droppedReason !== null) continue;
    if (change.droppedReason !== null) { drops.push({ id: row.id, reason: change.droppedReason }); continue; }
    const found = change.search ? await resolveWritten(visit.db, change.search, review.plan.issuer_id, visit.today) : null;
    const candidates = [...row.candidates, ...(found?.state === 'candidates' ? found.candidates : [])];
    const picked = change.ref && change.ref !== (old.ref ?? '') && !(found?.state === 'resolved') ? await chosenBy(visit, change.ref, candidates) : null;
    if (picked) choices.push({ id: row.id, choice: picked, remember: change.remember });
    else if (found?.state === 'resolved') choices.push({ id: row.id, choice: { party: found.party }, remember: change.remember });
    else if (found?.state === 'candidates') {
      options.set(row.id, found.candidates.map((candidate) => ({ value: candidateValue(candidate), label: candidateLabel(candidate) })));
      errors[`p.${row.id}.ref`] = `Có ${found.candidates.length} đơn vị gần với “${change.search}”. Hãy chọn một trong danh sách.`;
    } else if (change.search) errors[`p.${row.id}.ref`] = `Không tìm thấy đơn vị hay nhóm nào tên “${change.search}”. Hãy gõ tên đầy đủ.`;
    else if (change.ref && change.ref !== (old.ref ?? '')) errors[`p.${row.id}.ref`] = 'Đơn vị vừa chọn không còn trong danh sách. Hãy chọn lại.';
  }
  return { choices, drops, errors, options };
}

/** After a task is saved the next one that waits opens; when none does, the list. */
function afterSave(review: PlanReview, savedId: string): string {
  const next = review.tasks.map(taskView).find((task) => doubtOf(task) !== null && task.id !== savedId);
  return next ? taskHref(review, next) : `${sectionHref(review, 'nhiem-vu', '-')}&luu=1`;
}

export async function saveTask(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), taskId = visit.c.req.param('task') as Id, review = await reviewOf(visit), task = taskOf(review, taskId), form = `task:${taskId}`;
  const { typed, errors } = readTask(values, task.content, task.parties.map((party) => party.id)), decided = await decide(visit, review, taskId, typed.parties);
  const wrong = { ...errors, ...decided.errors };
  if (Object.keys(wrong).length) return reviewPage(visit, { form, values, errors: wrong, status: 422, options: decided.options });
  return refusing(visit, form, values, async () => {
    await visit.act(async (a) => {
      await editTask(a, { taskId, rowVersion: Number(values.text('_version')), change: typed.content });
      for (const { id, reason } of decided.drops) await dropParty(a, { partyId: id, reason });
      for (const { id, choice, remember } of decided.choices) await resolveParty(a, { partyId: id, choice, remember });
      if (typed.added) await addParty(a, { taskId, ...typed.added, ...(await settled(visit, review, typed.added.asWritten)) });
    });
    return visit.c.redirect(afterSave(await reviewOf(visit), taskId), 303);
  });
}

/** A name that is clear is settled at once; one that is not waits in the list like any other of the document. */
async function settled(visit: Visit, review: PlanReview, asWritten: string): Promise<{ choice?: Chosen }> {
  const found = await resolveWritten(visit.db, asWritten, review.plan.issuer_id, visit.today);
  return found.state === 'resolved' ? { choice: { party: found.party } } : {};
}

export async function createTask(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), review = await reviewOf(visit), form = `task:${NEW}`;
  const { typed, errors } = readTask(values, { printedIndex: '', title: '', parentIndex: null, parentTitle: null, channel: null, product: null, themes: [], timing: null, period: null, rates: [], amount: null, deadline: null, roll: 'none', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null }, []);
  if (review.tasks.some((task) => task.printed_index === typed.content.printedIndex && task.title === typed.content.title)) return visit.c.redirect(sectionHref(review, 'nhiem-vu', '-'), 303); // a double tap
  if (Object.keys(errors).length) return reviewPage(visit, { form, values, errors, status: 422 });
  return refusing(visit, form, values, async () => {
    const row = await visit.act((a) => addTask(a, { planId: review.plan.id, task: typed.content, parties: typed.added ? [{ ...typed.added, optional: false }] : [] }));
    return visit.c.redirect(taskHref(review, row), 303);
  });
}

export async function removeTask(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), taskId = visit.c.req.param('task') as Id, review = await reviewOf(visit);
  return refusing(visit, `task:${taskId}`, values, async () => {
    const row = review.tasks.find((one) => one.id === taskId), reason = values.text('reason'), links = row && reason ? (await planChecks(visit.db, review, visit.today)).links : [];
    // what another task carries out as well is not left out
    const carried = links.filter((link) => link.item_id === row?.item_id && !links.some((other) => other.parent_item_id === link.parent_item_id && other.item_id !== link.item_id));
    await visit.act(async (a) => {
      await dropTask(a, { taskId, rowVersion: Number(values.text('_version')) });
      for (const { parent_item_id: parentItemId } of carried) await omitTask(a, { planId: review.plan.id, parentItemId, reason });
    });
    return visit.c.redirect(`${sectionHref(review, 'nhiem-vu', '-')}&luu=1`, 303);
  });
}

export async function saveSection(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), review = await reviewOf(visit), item = visit.c.req.param('item') ?? '', section = SECTIONS.find((one) => one === visit.c.req.param('section'));
  if (!section || section === 'nhiem-vu') return visit.c.redirect(hrefOf(review.plan.id, '/kiem-tra'), 303);
  const form = `${section}:${item}`, { edit, errors } = readSection(values, review, section, item);
  if (Object.keys(errors).length) return reviewPage(visit, { form, values, errors, status: 422 });
  return refusing(visit, form, values, async () => {
    await visit.act((a) => editDocument(a, { planId: review.plan.id, rowVersion: Number(values.text('_version')), ...edit }));
    return visit.c.redirect(`${sectionHref(review, section)}&luu=1`, 303);
  });
}
