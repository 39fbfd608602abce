import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { keepTree, organisationTree } from '#features/organisations/store.ts';
import type { RegimeDefinition } from '../rules/regime.ts';
import { insertRegime } from '../store/reports.ts';

/** Lays down who reports what to whom by when, read from a plan's reporting clause or chosen from the known regimes. */
export async function openRegime(acting: Acting, input: { ownerId: Id; name: string; citation: string; planId: Id | null; definition: RegimeDefinition; validFrom: PlainDate; validTo: PlainDate | null }): Promise<Id> {
  await keepTree(acting.tx);
  await acting.authorise('reports.receive', input.ownerId);
  if (!input.definition.members.length) throw invalid('Chưa chọn đơn vị phải báo cáo. Hãy chọn ít nhất một đơn vị hoặc một nhóm đơn vị.', 'members');
  if (!input.definition.windows.periods.length) throw invalid('Chưa chọn kỳ báo cáo (tháng, quý, 6 tháng, 9 tháng hoặc năm).', 'periods');
  const tree = await organisationTree(acting.tx, acting.today), gone = [input.ownerId, ...input.definition.members.flatMap((one) => (one.kind === 'organisation' ? [one.id] : []))].map((one) => tree.get(one) ? undefined : tree.latest(one)).find((one) => one?.validTo && one.validTo < acting.today);
  if (gone) throw invalid(`“${gone.name}” đã kết thúc hoạt động (ngày cuối: ${formatDate(gone.validTo!)}). Hãy chọn đơn vị kế thừa.`, 'members');
  const id = acting.newId();
  await insertRegime(acting.tx, { shard: acting.shard, id, at: acting.now, ...input });
  acting.record({ verb: 'reports.regime-opened', table: 'reporting_regimes', id, organisationId: input.ownerId, facts: { name: input.name, citation: input.citation } });
  return id;
}
