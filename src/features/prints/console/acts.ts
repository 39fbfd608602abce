import { z } from 'zod';
import { isId } from '#kernel/id.ts';
import { parseDate } from '#kernel/plain-date.ts';
import { keepUpload } from '#features/files/console.tsx';
import type { Acting } from '#platform/acting.ts';
import { readForm, submit } from '#platform/http/forms.ts';
import { originOf, type Visit } from '#platform/http/visit.ts';
import { approvePrint } from '../actions/approve-print.ts';
import { handOut } from '../actions/hand-out.ts';
import type { Which } from '../actions/held.ts';
import { publishPrint } from '../actions/publish-print.ts';
import { recordRun } from '../actions/record-run.ts';
import { returnPrint } from '../actions/return-print.ts';
import { submitPrint } from '../actions/submit-print.ts';
import { undoHandout } from '../actions/undo-handout.ts';
import { withdrawPrint } from '../actions/withdraw-print.ts';
import { handoutRow, runRow } from '../store/rows.ts';
import { BASE, printOf, seenField } from './parts.tsx';
import { printPage } from './print.tsx';

/** Each post of a design's page: read the form, one action, back to the page; a refusal shows the page with what was typed. */
const verb = <S extends z.ZodRawShape>(of: string, fields: S, run: (visit: Visit, a: Acting, which: Which, input: z.infer<z.ZodObject<S>>) => Promise<unknown>) => async (visit: Visit): Promise<Response> => {
  const { one } = await printOf(visit);
  return submit(visit.c, z.object({ ...seenField, ...fields }), {
    run: async (input) => { await visit.act((a) => run(visit, a, { printId: one.id, rowVersion: Number((input as { _version: number })._version) }, input as never)); return visit.c.redirect(`${BASE}/${one.id}`, 303); },
    refuse: (values, errors, status) => printPage(visit, { form: { values, errors }, status, of }),
  });
};
const reason = { reason: z.string().default('') };

export const submitPost = verb('trinh', {}, (visit, a, which) => submitPrint(a, visit.deps.files, { ...which, origin: originOf(visit) }));
export const approvePost = verb('duyet', {}, (visit, a, which) => approvePrint(a, visit.deps.files, { ...which, origin: originOf(visit) }));
export const returnPost = verb('tra-lai', reason, (_, a, which, input) => returnPrint(a, { ...which, reason: input.reason }));
export const publishPost = verb('phat-hanh', {}, (visit, a, which) => publishPrint(a, visit.deps.files, { ...which, origin: originOf(visit) }));
export const withdrawPost = verb('go', reason, (_, a, which, input) => withdrawPrint(a, { ...which, reason: input.reason }));

/** "1.200.000" → 1200000; "" → null; anything else is refused by the rule. */
const dongField = z.string().default('').transform((text): number | null => { const digits = text.replace(/[.\s]|đ(ồng)?$/gi, ''); return digits === '' ? null : /^\d{1,14}$/.test(digits) ? Number(digits) : NaN; });
const countField = z.string().default('').transform((text) => (/^\d{1,9}$/.test(text.replace(/[.\s]/g, '')) ? Number(text.replace(/[.\s]/g, '')) : 0));
const dayField = z.string().default('').transform((text) => parseDate(text));

export async function runPost(visit: Visit): Promise<Response> {
  const { one } = await printOf(visit);
  return submit(visit.c, z.object({ format: z.string().default(''), quantity: countField, printer: z.string().default(''), cost: dongField, printedOn: dayField, note: z.string().default('') }), {
    run: async (form) => { await visit.act((a) => recordRun(a, { printId: one.id, form })); return visit.c.redirect(`${BASE}/${one.id}#in-an`, 303); },
    refuse: (values, errors, status) => printPage(visit, { form: { values, errors }, status, of: 'in' }),
  });
}

export async function handoutPost(visit: Visit): Promise<Response> {
  const { one } = await printOf(visit), values = await readForm(visit.c), runId = values.text('run'), run = isId(runId) ? await runRow(visit.db, runId) : undefined;
  if (!run || run.print_id !== one.id) return printPage(visit, { form: { values, errors: { _: 'Không rõ phát từ lần in nào. Hãy mở “Ghi lần phát” ở đúng lần in rồi ghi lại.' } }, status: 422, of: '' });
  const [file] = values.files('photo');
  return submit(visit.c, z.object({ place: z.string().default(''), quantity: countField, handedOn: dayField }), {
    values, refuse: (typed, errors, status) => printPage(visit, { form: { values: typed, errors }, status, of: `phat-${run.id}` }),
    run: async (form) => {
      const photo = file ? (await keepUpload(visit, file, false)).sha256 : null;
      await visit.act((a) => handOut(a, { runId: run.id, form: { ...form, photo } }));
      return visit.c.redirect(`${BASE}/${one.id}#in-an`, 303);
    },
  });
}

export async function undoHandoutPost(visit: Visit): Promise<Response> {
  const { one } = await printOf(visit), values = await readForm(visit.c), id = values.text('handout'), handout = isId(id) ? await handoutRow(visit.db, id) : undefined;
  if (!handout || handout.print_id !== one.id) return printPage(visit, { form: { values, errors: { _: 'Không rõ bỏ lần phát nào. Hãy tải lại trang rồi chọn lại.' } }, status: 422, of: '' });
  return submit(visit.c, z.object(reason), {
    values, refuse: (typed, errors, status) => printPage(visit, { form: { values: typed, errors }, status, of: `bo-${handout.id}` }),
    run: async (input) => { await visit.act((a) => undoHandout(a, { handoutId: handout.id, reason: input.reason })); return visit.c.redirect(`${BASE}/${one.id}#in-an`, 303); },
  });
}
