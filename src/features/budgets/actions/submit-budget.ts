import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { allow } from '../rules/guards.ts';
import { levelOf, officeAbove, officeFor, type Office } from '../rules/office.ts';
import { linesOf, partsOf, totalsOf } from '../store/reading.ts';
import { changeBudget, holdBudget, type Budget } from '../store/rows.ts';

/**
 * Signs the estimate and sends it on: a unit's to the finance office of its level; a consolidated one to its committee, or (`above`) to the finance
 * office of the level above as one part of the larger estimate.
 */
export async function submitBudget(a: Acting, input: { readonly budgetId: Id; readonly rowVersion: number | null; readonly above?: boolean }): Promise<void> {
  const current = await holdBudget(a.tx, input.budgetId, input.rowVersion);
  await a.authorise('budgets.submit', current.organisation_id);
  allow(current.status, 'submit');
  if (!current.document.position) throw invalid('Chưa ghi chức vụ người ký. Hãy mở phần “Thể thức văn bản” và điền.', 'position');
  const total = (await totalsOf(a.tx, [current.id])).get(current.id)!.estimated;
  if (current.kind === 'consolidated' && (await partsOf(a.tx, current.id)).length === 0) throw conflict('Bản tổng hợp chưa có dự toán nào. Hãy nhận dự toán của các đơn vị trước.');
  const unpriced = (await linesOf(a.tx, current.id)).filter((line) => line.unit_price === 0);
  if (unpriced.length > 0) throw conflict(`${unpriced.length} dòng chưa có đơn giá: ${unpriced.slice(0, 3).map((line) => line.description).join('; ')}. Hãy ghi đơn giá hoặc xóa dòng.`);
  if (total === 0) throw conflict('Dự toán chưa có số tiền nào. Hãy thêm các dòng chi trước khi gửi.');
  const { officeId, committeeId } = await receiver(a, current, input.above ?? false);
  await changeBudget(a.tx, current.id, { status: 'submitted', office_id: officeId, committee_id: committeeId, submitted_on: a.today, submitted_by_name: a.by.personName, returned_reason: null, former: null });
  a.record({ verb: 'budgets.submitted', table: 'budgets', id: current.id, organisationId: current.organisation_id, facts: { title: current.title, total, to: officeId ?? committeeId } });
}

async function receiver(a: Acting, current: Budget, above: boolean): Promise<{ officeId: Id | null; committeeId: Id }> {
  const tree = await organisationTree(a.tx, a.today);
  if (current.kind === 'consolidated' && !above) {
    const level = levelOf(tree, current.organisation_id);
    if (!level) throw conflict('Đơn vị này không còn là cơ quan tài chính của cấp nào. Hãy kiểm tra chức năng Tài chính tại trang Đơn vị.');
    return { officeId: null, committeeId: level };
  }
  const office: Office | null = current.kind === 'consolidated' ? officeAbove(tree, current.organisation_id) : officeFor(tree, current.organisation_id);
  if (!office) throw conflict('Không có cơ quan tài chính cấp trên để gửi. Hãy trình Ủy ban nhân dân cùng cấp phê duyệt.');
  return office;
}
