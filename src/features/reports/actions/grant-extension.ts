import { invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { roundOf } from '../rules/regime.ts';
import { insertExtensions } from '../store/extensions.ts';
import { answeringFor, sentIn } from '../store/members.ts';
import { regime, reportsOfRound } from '../store/reports.ts';

/** Opens a round again for some units until a day, with a reason: kept for ever, shown to the units and on the round's page. Being late stays being late. */
export async function grantExtension(acting: Acting, input: { regimeId: Id; periodKey: string; organisationIds: readonly Id[]; until: PlainDate; reason: string }): Promise<number> {
  const under = await regime(acting.tx, input.regimeId), round = under && roundOf(under.definition, input.periodKey);
  if (!under || !round) throw notFound('kỳ báo cáo này');
  await acting.authorise('reports.receive', under.owner_id);
  if (!under.definition.lock) throw invalid('Chế độ báo cáo này không khóa kỳ, nên không cần gia hạn. Muốn có khóa, hãy sửa ở “Duyệt và khóa”.', 'until');
  if (input.until < acting.today) throw invalid(`Ngày gia hạn phải từ hôm nay (${formatDate(acting.today)}) trở đi.`, 'until');
  if (input.reason.trim().length < 5) throw invalid('Hãy ghi lý do gia hạn.', 'reason');
  const members = new Set((await answeringFor(acting.tx, under.definition, round.data.to, sentIn(await reportsOfRound(acting.tx, under.id, round.key)), acting.today)).map((one) => one.id)), units = [...new Set(input.organisationIds)].filter((id) => members.has(id));
  if (!units.length) throw invalid('Hãy chọn ít nhất một đơn vị để gia hạn.', 'units');
  const batchId = acting.newId();
  await insertExtensions(acting.tx, units.map((organisationId) => ({ shard: acting.shard, id: acting.newId(), batchId, regimeId: under.id, periodKey: round.key, organisationId, until: input.until, reason: input.reason.trim(), by: acting.by.personName, at: acting.now })));
  acting.recordBatch({ verb: 'reports.extended', table: 'report_extensions', batchId, organisationId: under.owner_id, facts: { period: round.label, until: input.until, units: units.length, reason: input.reason.trim() } });
  return units.length;
}
