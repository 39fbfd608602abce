import { z } from 'zod';
import { isId, type Id } from '#kernel/id.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { FormState } from '#ui/forms.tsx';
import { addLines, dropLine, editLine, type LineForm } from '../actions/write-lines.ts';
import { parseQuantity, SOURCES } from '../rules/line.ts';
import { budgetPage } from './budget.tsx';
import { planSideOf, taskName, type PlanSide } from './lines.tsx';
import { BASE, budgetOf, moneyField, type Refused } from './parts.tsx';

const lineSchema = z.object({
  description: z.string().trim().min(3, 'Hãy ghi nội dung chi.').max(500), unit: z.string().trim().min(1, 'Hãy ghi đơn vị tính, ví dụ: tin, lớp, tờ.').max(40),
  quantity: z.string().default('').transform((text, context): number => { const read = parseQuantity(text); if (read !== null) return read; context.addIssue({ code: 'custom', message: 'Số lượng chưa đúng. Hãy ghi như 50 hoặc 12,5 (nhiều nhất ba chữ số sau dấu phẩy).' }); return z.NEVER; }),
  unitPrice: moneyField('Hãy ghi đơn giá bằng số đồng, ví dụ 200.000.'), source: z.enum(SOURCES, { error: 'Hãy chọn nguồn kinh phí.' }), itemId: z.string().default(''), lineNote: z.string().max(300).default(''), drop: z.string().optional(), _version: z.coerce.number().int().optional(),
});
type Typed = z.infer<typeof lineSchema>;
function contentOf(input: Typed, plan: PlanSide | null): LineForm {
  const task = plan?.tasks.find((one) => one.item_id === input.itemId);
  return { itemId: task?.item_id ?? null, task: task ? taskName(task) : null, description: input.description, unit: input.unit, quantity: input.quantity, unitPrice: input.unitPrice, source: input.source, note: input.lineNote || null };
}

export async function addLinePost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit);
  return submit(visit.c, lineSchema, {
    run: async (input) => { const plan = await planSideOf(visit, one); await visit.act((doing) => addLines(doing, { budgetId: one.id, lines: [contentOf(input, plan)] })); return visit.c.redirect(`${BASE}/${one.id}#sua`, 303); },
    refuse: (values, errors, status) => budgetPage(visit, { form: { values, errors }, status, of: 'line' }),
  });
}

export async function editLinePost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit), lineId = visit.c.req.param('line') as Id, refuse = (form: FormState, status: Refused['status']) => budgetPage(visit, { form, status, of: `line-${lineId}` });
  const dropping = z.object({ drop: z.literal('1'), _version: z.coerce.number().int() });
  return submit(visit.c, z.union([dropping, lineSchema]), {
    run: async (input) => {
      if (!('description' in input)) await visit.act((doing) => dropLine(doing, { lineId, rowVersion: input._version }));
      else { const plan = await planSideOf(visit, one); await visit.act((doing) => editLine(doing, { lineId, rowVersion: input._version ?? null, line: contentOf(input, plan) })); }
      return visit.c.redirect(`${BASE}/${one.id}#dong`, 303);
    },
    refuse: (values, _, status) => {
      const typed = lineSchema.safeParse(values.record());
      return refuse({ values, errors: typed.success ? _ : Object.fromEntries(typed.error.issues.map((issue) => [issue.path.join('.') || '_', issue.message])) }, status);
    },
  });
}

export async function fromPlanPost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit);
  return submit(visit.c, z.object({ task: z.array(z.string()).default([]) }), {
    run: async (input) => {
      const plan = await planSideOf(visit, one), chosen = (plan?.tasks ?? []).filter((task) => input.task.includes(task.item_id) && isId(task.item_id));
      const lines = chosen.map((task): LineForm => ({ itemId: task.item_id, task: taskName(task), description: task.title.slice(0, 300), unit: task.rates[0]?.unit || 'lần', quantity: Math.max(1, task.asked ?? task.amount ?? 1) * 1000, unitPrice: 0, source: 'STATE_BUDGET', note: null }));
      if (lines.length) await visit.act((doing) => addLines(doing, { budgetId: one.id, lines }));
      return visit.c.redirect(`${BASE}/${one.id}#dong`, 303);
    },
    refuse: (values, errors, status) => budgetPage(visit, { form: { values, errors }, status, of: 'tasks' }),
  });
}
