import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { organisation } from '#features/organisations/store.ts';
import { catalogueFor } from '../catalogue.ts';
import { requiredAt, type Seen } from '../rules/posting.ts';
import { catalogueOn } from '../store/catalogue.ts';
import { answersOf, changeSheet, holdSheet, holdShop, insertAnswers, insertPostings, insertSheet, openSheets, shopRow } from '../store/shops.ts';
import type { AnswerRow, PostingRow, SheetRow } from '../store/tables.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { ShopRow } from '../store/tables.ts';
import type { CatalogueRow } from '../store/catalogue.ts';
import type { PlainDate } from '#kernel/plain-date.ts';

/** What a shop has to post up on a day, by field and name. */
export async function postedAt(db: Reader, shop: ShopRow, day: PlainDate, today: PlainDate): Promise<CatalogueRow[]> {
  return requiredAt(shop, (await catalogueOn(db, await catalogueFor(db, shop.organisation_id, today), day)).filter((one) => one.phase === 'in-force'));
}

/** Begins a check sheet: what has to hang there today is written down in it. One that the same unit has begun is gone on with. */
export async function startCheck(a: Acting, { shopId }: { readonly shopId: Id }): Promise<Id> {
  const shop = await holdShop(a.tx, shopId, null);
  await a.authorise('procedures.check', shop.organisation_id);
  if (shop.closed_on) throw conflict('Bộ phận Một cửa này đã đóng nên không kiểm tra.');
  const by = a.by.organisationId ?? shop.organisation_id, going = (await openSheets(a.tx, [shop.id])).find((one) => one.by_organisation_id === by);
  if (going) return going.id;
  const asked = (await postedAt(a.tx, shop, a.today, a.today)).map((one) => ({ id: one.id, version: one.version }));
  if (!asked.length) throw conflict('Chưa có thủ tục nào phải niêm yết tại đây. Hãy ghi quyết định công bố, hoặc xem lại cấp và lĩnh vực của Bộ phận Một cửa.');
  const row: SheetRow = {
    shard_id: a.shard, id: a.newId(), shop_id: shop.id, organisation_id: shop.organisation_id, by_organisation_id: by, by_organisation_name: (await organisation(a.tx, by, a.today)).name, day: a.today, asked, status: 'open', started_by: a.by.accountId, started_by_name: a.by.personName,
    started_at: a.now, signed_by_name: null, signed_at: null, witness: null, remark: null, posted: null, outdated: null, missing: null, unseen: null, deliverable_id: null, row_version: 1,
  };
  await insertSheet(a.tx, row);
  a.record({ verb: 'procedures.check-started', table: 'check_sheets', id: row.id, organisationId: row.organisation_id, facts: { shop: shop.name, asked: asked.length } });
  return row.id;
}

export interface Answer { readonly procedureId: Id; readonly state: Seen; readonly note: string | null; readonly photo: string | null }

/** A part of the sheet, as often as the network allows; what is the same as before is not written again. Gives how many were kept. */
export async function saveAnswers(a: Acting, { sheetId, answers }: { readonly sheetId: Id; readonly answers: readonly Answer[] }): Promise<number> {
  const sheet = await openSheet(a, sheetId), asked = new Map(sheet.asked.map((one) => [one.id, one.version])), before = new Map((await answersOf(a.tx, sheet.id)).map((one) => [one.procedure_id, one]));
  const there = inShardOf(a, sheet.id), batchId = there.newId(), rows: AnswerRow[] = [];
  for (const one of answers) {
    const version = asked.get(one.procedureId), last = before.get(one.procedureId), note = tidy(one.note ?? '').trim().slice(0, 500).toWellFormed() || null, photo = one.photo ?? last?.photo_sha256 ?? null;
    if (!version) throw invalid('Có thủ tục không nằm trong phiếu này. Hãy mở lại phiếu.', '_');
    if (last && last.state === one.state && last.note === note && last.photo_sha256 === photo) continue;
    rows.push({ shard_id: there.shard, id: there.newId(), batch_id: batchId, sheet_id: sheet.id, procedure_id: one.procedureId, version_id: version, state: one.state, note, photo_sha256: photo, answered_by_name: a.by.personName, answered_at: a.now });
  }
  if (!rows.length) return 0;
  await insertAnswers(a.tx, rows);
  a.recordBatch({ verb: 'procedures.answered', table: 'check_answers', batchId, shard: there.shard, organisationId: sheet.organisation_id, facts: { sheet: sheet.id, answers: rows.length } });
  return rows.length;
}

/** A sheet that was begun by mistake; what was answered in it counts nowhere. */
export async function dropSheet(a: Acting, { sheetId }: { readonly sheetId: Id }): Promise<void> {
  const sheet = await openSheet(a, sheetId);
  await changeSheet(a.tx, sheet.id, { status: 'dropped' });
  a.record({ verb: 'procedures.check-dropped', table: 'check_sheets', id: sheet.id, organisationId: sheet.organisation_id });
}

/** A sheet in hand, for the unit that began it. */
export async function openSheet(a: Acting, sheetId: Id): Promise<SheetRow> {
  const sheet = await holdSheet(a.tx, sheetId);
  await a.authorise('procedures.check', sheet.organisation_id);
  if (sheet.status !== 'open') throw conflict(sheet.status === 'signed' ? 'Phiếu này đã ký xác nhận nên không sửa được nữa. Hãy lập phiếu mới.' : 'Phiếu này đã bỏ.');
  if (a.by.organisationId !== null && a.by.accountId !== null && a.by.organisationId !== sheet.by_organisation_id) throw conflict(`Phiếu này do ${sheet.by_organisation_name} lập. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó, hoặc lập phiếu của đơn vị mình.`);
  return sheet;
}

/** The shop says that these hang there now, in the version that holds today. */
export async function sayPosted(a: Acting, { shopId, procedureIds }: { readonly shopId: Id; readonly procedureIds: readonly Id[] }): Promise<number> {
  const shop = await shopRow(a.tx, shopId);
  if (!shop) throw conflict('Bộ phận Một cửa này không còn.');
  await a.authorise('procedures.post', shop.organisation_id);
  const wanted = new Set(procedureIds), due = (await postedAt(a.tx, shop, a.today, a.today)).filter((one) => wanted.has(one.id));
  if (!due.length) throw invalid('Hãy chọn những thủ tục đã niêm yết.', 'procedures');
  const there = inShardOf(a, shop.id), batchId = there.newId();
  const rows: PostingRow[] = due.map((one) => ({ shard_id: there.shard, id: there.newId(), batch_id: batchId, shop_id: shop.id, procedure_id: one.id, version_id: one.version, posted_on: a.today, posted_by_name: a.by.personName, posted_at: a.now }));
  await insertPostings(a.tx, rows);
  a.recordBatch({ verb: 'procedures.posted', table: 'shop_postings', batchId, shard: there.shard, organisationId: shop.organisation_id, facts: { shop: shop.name, procedures: rows.length } });
  return rows.length;
}
