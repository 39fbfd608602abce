import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addDays, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { endVersion, holdTree, organisationTree, versionsOf } from '../store.ts';

/** The organisation exists up to and including this day. What stands below must have been closed or moved first. */
export async function closeOrganisation(acting: Acting, id: Id, lastDay: PlainDate): Promise<void> {
  await acting.authorise('organisations.change', id);
  await holdTree(acting.tx);
  const [newest] = await versionsOf(acting.tx, id);
  if (!newest) throw new AppError('not-found', 'Không tìm thấy đơn vị này.');
  if (newest.validTo !== null) throw new AppError('conflict', `“${newest.name}” đã ngừng hoạt động từ ${formatDate(newest.validTo)}.`);
  if (newest.parentId === null) throw new AppError('conflict', 'Đơn vị gốc không thể ngừng hoạt động.');
  if (lastDay < newest.validFrom) throw invalid(`Ngày cuối phải từ ${formatDate(newest.validFrom)} trở đi.`, 'lastDay');
  const below = (await organisationTree(acting.tx, addDays(lastDay, 1))).childrenOf(id);
  if (below.length) throw new AppError('conflict', `“${newest.name}” còn ${below.length} đơn vị trực thuộc (${below.slice(0, 3).map((one) => one.shortName).join(', ')}…). Hãy chuyển hoặc đóng các đơn vị đó trước.`);
  await endVersion(acting.tx, id, lastDay);
  acting.record({ verb: 'organisations.closed', table: 'organisation_versions', id: newest.versionId, organisationId: id, facts: { name: newest.name, lastDay } });
}
