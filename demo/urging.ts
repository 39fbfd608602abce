import type { Id, IdSource } from '#kernel/id.ts';
import { plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { climb } from '#features/urging/actions/climb.ts';
import { issueDraft, setAsideDraft } from '#features/urging/actions/issue-draft.ts';
import { unitsOf } from '#features/urging/actions/keep-letter.ts';
import { draftContent } from '#features/urging/store/draft-content.ts';
import { openDrafts } from '#features/urging/store/drafts.ts';

/**
 * The ladder was switched on in November: a letter went to those furthest behind, the others were told by telephone; the mornings since
 * brought the next draft.
 */
const SWITCHED_ON = plainDate('2026-11-09'), LETTER = plainDate('2026-11-10'), FAR_BEHIND = 7;
const MORNINGS = ['2026-11-13', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map(plainDate);

export async function makeUrging({ db, files, ids, shard, units, today }: { db: Database; files: FileStore; ids: IdSource; shard: number; units: ReadonlyMap<string, Id>; today: PlainDate }): Promise<void> {
  const at = (day: PlainDate, hour: number) => { const now = new Date(startOfDay(day).getTime() + hour * 3_600_000); return { db, ids, shard, clock: { now: () => now, today: () => day } }; };
  const morning = (day: PlainDate) => act(at(day, 6.5), systemActor('Bậc thang đôn đốc', 'demo'), climb);
  if (today < MORNINGS[0]!) return;
  await morning(SWITCHED_ON);
  await act(at(LETTER, 15), systemActor('Trần Thị Minh Hà', 'demo'), async (acting) => {
    const draft = (await openDrafts(acting.tx, units.get('UBND')!)).find((one) => one.source_noun === 'plans');
    if (!draft) return;
    const { items } = await draftContent(acting.tx, draft, LETTER), worst = unitsOf(items).filter(({ id }) => items.filter(({ subject }) => subject.holder.unitId === id).length >= FAR_BEHIND);
    await issueDraft(acting, files, { draftId: draft.id, seen: draft.row_version, units: worst.map(({ id }) => id), form: {
      issuer: 'Ủy ban nhân dân tỉnh Lam Giang', superior: null, notation: 'UBND-VX', place: 'Lam Giang', number: '3127', signedOn: LETTER, forms: ['KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', signer: 'Lê Quốc Sơn',
      finishBefore: plainDate('2026-11-25'), reportTo: 'UBND tỉnh', via: 'Sở Văn hóa, Thể thao và Du lịch', further: '',
    } });
    if (worst.length < unitsOf(items).length) await setAsideDraft(acting, { draftId: draft.id, seen: draft.row_version + 1, reason: 'Các đơn vị còn lại chỉ thiếu vài nội dung, đã nhắc qua điện thoại' });
  });
  for (const day of MORNINGS) if (day <= today) await morning(day);
}
