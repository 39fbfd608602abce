import { AppError, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { RegimeDefinition } from '../rules/regime.ts';
import { changeDefinition, regime } from '../store/reports.ts';

/** How reports of a regime are approved and locked, and which words they want: for every report from now on, also of rounds that run. */
export async function changeRegime(acting: Acting, input: { regimeId: Id; seen: number; rules: Required<Pick<RegimeDefinition, 'approval' | 'lock' | 'requiredSections'>> & Pick<RegimeDefinition, 'frame'> }): Promise<void> {
  const current = await regime(acting.tx, input.regimeId);
  if (!current) throw notFound('chế độ báo cáo này');
  await acting.authorise('reports.receive', current.owner_id);
  if (input.rules.lock && (input.rules.lock.days < 0 || input.rules.lock.days > 365)) throw invalid('Số ngày khóa sau hạn phải từ 0 đến 365.', 'lockDays');
  if (!(await changeDefinition(acting.tx, current.id, input.seen, { ...current.definition, ...input.rules }))) throw new AppError('stale', 'Người khác vừa sửa chế độ báo cáo này. Hãy so với bản mới rồi lưu lại.');
  acting.record({ verb: 'reports.regime-changed', table: 'reporting_regimes', id: current.id, organisationId: current.owner_id, facts: { approval: input.rules.approval, lock: input.rules.lock, requiredSections: input.rules.requiredSections, frame: input.rules.frame ?? 'then' } });
}
