import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { openShops, type ShopForm } from '#features/procedures/actions/keep-shop.ts';
import { saveAnswers, startCheck } from '#features/procedures/actions/check-shop.ts';
import { recordDecision, type DecisionForm } from '#features/procedures/actions/record-decision.ts';
import type { ProcedureText } from '#features/procedures/rules/content.ts';
import { readTyped, TYPED_KEYS, type Typed } from '#features/procedures/rules/typed.ts';
import { catalogueOn, decisionsOf, shopsOf } from '#features/procedures/store.ts';
import { openSheets, sheetRow } from '#features/procedures/store/shops.ts';
import type { TestActing } from './acting.ts';

/** A procedure as somebody types it: the birth certificate again, unless said otherwise. */
export function typedProcedure(change: Partial<Typed> = {}): Typed {
  const empty = Object.fromEntries(TYPED_KEYS.map((key) => [key, ''])) as Record<keyof Typed, string>;
  return {
    ...empty, code: '9.000101', name: 'Cấp lại bản sao giấy khai sinh', field: 'Hộ tịch', level: 'Cấp xã', askers: 'Cá nhân', ways: 'Trực tiếp tại Bộ phận Một cửa; Trực tuyến', steps: 'Nộp tờ khai tại quầy.\nCông chức tra sổ và in bản sao.',
    papers: 'Tờ khai theo mẫu (01 bản chính; mẫu: Tờ khai)\nGiấy tờ tùy thân (01 bản sao)', fee: '', feeAmount: '8000', feeOnline: '4000', time: 'Trong ngày', office: 'Ủy ban nhân dân cấp xã', result: 'Bản sao giấy khai sinh',
    bases: 'Luật Hộ tịch số 60/2014/QH13 ngày 20/11/2014', forms: 'Tờ khai = https://example.vn/to-khai.docx', onlineLevel: 'Trực tuyến toàn trình', link: 'https://dichvucong.gov.vn/thu-tuc/9.000101', aliases: 'trích lục khai sinh', ...change,
  };
}
export function procedureText(change: Partial<Typed> = {}): ProcedureText {
  const read = readTyped(typedProcedure(change));
  if (!read.text) throw new Error(JSON.stringify(read.faults));
  return read.text;
}
export const decisionForm = (change: Partial<DecisionForm> = {}): DecisionForm =>
  ({ number: '12/QĐ-UBND', signedOn: plainDate('2026-01-05'), issuer: 'Chủ tịch UBND tỉnh', title: 'Công bố danh mục thủ tục hành chính', effectiveOn: plainDate('2026-01-10'), file: null, ...change });
export const shopForm = (change: Partial<ShopForm> = {}): ShopForm => ({ name: 'Bộ phận Một cửa', levels: ['commune'], fieldIds: null, alsoIds: [], exceptIds: [], ...change });

/** Two procedures published at the province, the shop of a unit and a sheet begun there, with a picture; made when first asked for. */
export async function sampleProcedures(t: TestActing, db: Reader, root: Id, unit: Id, photo: string): Promise<{ readonly procedure: Id; readonly decision: Id; readonly entry: Id; readonly shop: Id; readonly sheet: Id }> {
  const today = t.env.clock.today(), answer = async () => {
    const [one] = await catalogueOn(db, root, today), [decision] = await decisionsOf(db, root), [shop] = await shopsOf(db, [unit]), [sheet] = shop ? await openSheets(db, [shop.id]) : [];
    return one && decision && shop && sheet ? { procedure: one.id, entry: one.version, decision: decision.id, shop: shop.id, sheet: sheet.id } : null;
  };
  const there = await answer();
  if (there) return there;
  const [decided] = await decisionsOf(db, root), [kept] = await shopsOf(db, [unit]);
  await t.run(async (a) => {
    if (!decided) await recordDecision(a, { organisationId: root, decision: decisionForm({ file: { sha256: photo, name: 'quyet-dinh.jpg' } }), changes: [{ change: 'publish', text: procedureText() }, { change: 'publish', text: procedureText({ code: '9.000102', name: 'Đăng ký khai sinh' }) }] });
    const sheetId = await startCheck(a, { shopId: kept?.id ?? (await openShops(a, [{ organisationId: unit, form: shopForm() }]))[0]! });
    await saveAnswers(a, { sheetId, answers: [{ procedureId: (await sheetRow(a.tx, sheetId))!.asked[0]!.id, state: 'missing', note: null, photo }] });
  });
  return (await answer())!;
}
