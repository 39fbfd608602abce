import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { workList } from '#features/obligations/store.ts';
import { scoreInWords, scoreOf, type Score } from '../rules/posting.ts';
import { sheetText } from '../rules/sheet-text.ts';
import { proceduresNamed } from '../store/catalogue.ts';
import { answersOf, changeSheet, shopRow } from '../store/shops.ts';
import type { ShopRow, SheetRow } from '../store/tables.ts';
import { openSheet } from './check-shop.ts';

export interface SignSheet { readonly sheetId: Id; /** Who stood by for the shop. */ readonly witness: string; readonly remark: string | null; /** Some were not looked at, and that is meant. */ readonly unseenMeant: boolean }

/** The product that keeping the postings true counts as. */
const POSTING = { product: 'posting', channel: 'public-board' } as const;

/** Closes a sheet: from here on it stays as it is, and says how the shop stands. Where the unit owes postings it becomes a result, to be confirmed there. */
export async function signSheet(a: Acting, files: FileStore, { sheetId, witness, remark, unseenMeant }: SignSheet): Promise<Score> {
  const sheet = await openSheet(a, sheetId), shop = (await shopRow(a.tx, sheet.shop_id))!, answers = await answersOf(a.tx, sheet.id), score = scoreOf(sheet.asked, new Map(answers.map((one) => [one.procedure_id, one.state])));
  if (score.percent === null) throw invalid('Phiếu chưa có thủ tục nào được xem. Hãy kiểm tra rồi ký.', '_');
  if (score.unseen && !unseenMeant) throw invalid(`Còn ${score.unseen} thủ tục chưa xem. Hãy xem nốt, hoặc đánh dấu “Kết thúc khi chưa xem hết”.`, 'unseen');
  const who = tidy(witness).trim().slice(0, 200);
  if (!who) throw invalid('Hãy ghi người của Bộ phận Một cửa cùng làm việc, ví dụ “Trần Thị Hoa, công chức Một cửa”.', 'witness');
  const signed: SheetRow = { ...sheet, status: 'signed', signed_by_name: a.by.personName, signed_at: a.now, witness: who, remark: tidy(remark ?? '').trim().slice(0, 1000) || null, posted: score.posted, outdated: score.outdated, missing: score.missing, unseen: score.unseen };
  const deliverableId = await result(a, files, shop, signed, score, answers);
  await changeSheet(a.tx, sheet.id, { status: 'signed', signed_by_name: signed.signed_by_name, signed_at: a.now, witness: who, remark: signed.remark, posted: score.posted, outdated: score.outdated, missing: score.missing, unseen: score.unseen, deliverable_id: deliverableId });
  a.record({ verb: 'procedures.check-signed', table: 'check_sheets', id: sheet.id, organisationId: sheet.organisation_id, facts: { shop: shop.name, percent: score.percent, posted: score.posted, outdated: score.outdated, missing: score.missing, href: `/lam-viec/thu-tuc/phieu/${sheet.id}` } });
  return score;
}

/** Only where the unit owes postings today. Recorded, not confirmed: that is for the unit's own approver. The verb has authorised; recording needs no other right. */
async function result(a: Acting, files: FileStore, shop: ShopRow, sheet: SheetRow, score: Score, answers: Awaited<ReturnType<typeof answersOf>>): Promise<Id | null> {
  const owed = Object.values(await workList(a.tx, sheet.organisation_id, a.today)).flat().some((card) => card.product === POSTING.product && card.periodFrom <= a.today && a.today <= card.periodTo);
  if (!owed) return null;
  const names = await proceduresNamed(a.tx, sheet.asked), said = new Map(answers.map((one) => [one.procedure_id, one]));
  const text = sheetText({ shop: shop.name, by: sheet.by_organisation_name, day: sheet.day, signedBy: a.by.personName, witness: sheet.witness ?? '', remark: sheet.remark, score, lines: sheet.asked.map((one) => ({ ...names.get(one.id)!, state: said.get(one.id)?.state ?? null, note: said.get(one.id)?.note ?? null })) });
  const fileName = `phieu-kiem-tra-niem-yet-${sheet.day}.txt`, sha256 = await keepMade(a, files, { bytes: new TextEncoder().encode(text), name: fileName, mediaType: 'text/plain', organisationId: sheet.organisation_id });
  const made = await record({ ...a, authorise: async () => {} }, {
    organisationId: sheet.organisation_id, form: { ...POSTING, title: `Kiểm tra niêm yết thủ tục hành chính tại ${shop.name}`, doneOn: sheet.day, amount: 1, note: scoreInWords(score) },
    evidence: [{ kind: 'file', sha256, fileName, caption: 'Phiếu kiểm tra đã ký' }],
  });
  return made.id;
}
