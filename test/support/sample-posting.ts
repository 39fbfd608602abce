import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import { distribute } from '#features/distribution/actions/distribute.ts';
import { openOutlet } from '#features/distribution/actions/keep-outlet.ts';
import { provePosting } from '#features/distribution/actions/prove-posting.ts';
import { outletsOf, postingList } from '#features/distribution/store.ts';
import { placeItem } from '#features/sites/actions/place-item.ts';
import type { TestActing } from './acting.ts';

/** A public item of a unit that was posted at a notice board, with a photo as proof; made when first asked for. */
export async function samplePosting(t: TestActing, db: Reader, unit: Id, photo: string): Promise<{ readonly posting: Id; readonly outlet: Id; readonly item: Id }> {
  const [outlet] = await outletsOf(db, [unit]), { rows: [task] } = await postingList(db, { organisationIds: [unit], states: ['planned', 'waiting', 'failed', 'done', 'skipped'] });
  if (outlet && task) return { outlet: outlet.id, posting: task.id, item: task.item_id };
  const made = await t.run(async (a) => {
    const item = a.newId(), board = await openOutlet(a, { organisationId: unit, kind: 'notice-board', form: { name: 'Bảng tin thôn Phước Lộc', address: '', place: 'Nhà văn hóa thôn' }, demo: false });
    await placeItem(a, { id: item, noun: 'articles', organisationId: unit, wanted: '/tin-bai/mau', language: 'vi', title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', picture: null, collectionId: null });
    await distribute(a, { itemId: item, outletIds: [board], at: null });
    return { outlet: board, item };
  });
  const posting = (await postingList(db, { organisationIds: [unit], states: ['waiting'] })).rows[0]!.id;
  await t.run((a) => provePosting(a, { postingId: posting, rowVersion: null, proof: { link: '', file: { sha256: photo, name: 'bang-tin.jpg' }, day: a.today } }));
  return { ...made, posting };
}
