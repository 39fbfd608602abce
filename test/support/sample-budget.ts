import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { approveBudget } from '#features/budgets/actions/approve-budget.ts';
import { takeIn } from '#features/budgets/actions/receive-budget.ts';
import { spend } from '#features/budgets/actions/spend.ts';
import { startBudget, startConsolidated } from '#features/budgets/actions/start-budget.ts';
import { submitBudget } from '#features/budgets/actions/submit-budget.ts';
import { addLines } from '#features/budgets/actions/write-lines.ts';
import { budgetsOfUnit, expendituresOf, linesOf } from '#features/budgets/store/reading.ts';
import type { TestActing } from './acting.ts';

export interface SampleBudget { readonly budget: Id; readonly line: Id; readonly expenditure: Id }

/** An estimate of a unit that was sent to the committee above it (which has no finance office), approved and spent from; made when first asked for. */
export async function sampleBudget(t: TestActing, db: Reader, unit: Id, above: Id, photo: string): Promise<SampleBudget> {
  const known = (await budgetsOfUnit(db, unit, 2026)).find((one) => one.kind === 'unit');
  const budget = known?.id ?? (await t.run(async (a) => {
    const id = await startBudget(a, { organisationId: unit, year: 2026, planId: null });
    const [line] = await addLines(a, { budgetId: id, lines: [{ itemId: null, task: null, description: 'Nhuận bút tin, bài', unit: 'tin, bài', quantity: 50_000, unitPrice: 200_000, source: 'STATE_BUDGET', note: null }] });
    await submitBudget(a, { budgetId: id, rowVersion: null });
    const whole = await startConsolidated(a, { organisationId: above, year: 2026, planId: null, due: null });
    await takeIn(a, { intoId: whole, budgetIds: [id] });
    await submitBudget(a, { budgetId: whole, rowVersion: null });
    await approveBudget(a, { budgetId: whole, rowVersion: null, decisionNumber: '412/QĐ-UBND', decidedOn: a.today });
    await spend(a, { budgetId: id, lineId: line!, spentOn: plainDate(a.today), amount: 1_000_000, payee: 'Nhuận bút tháng 10', description: null, voucher: 'PC 1', file: { sha256: photo, name: 'phieu-chi.jpg' }, deliverableId: null });
    return id;
  }));
  return { budget, line: (await linesOf(db, budget))[0]!.id, expenditure: (await expendituresOf(db, budget)).rows[0]!.id };
}
