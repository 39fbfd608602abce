import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { sql } from 'kysely';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { withdraw } from '#features/deliverables/actions/withdraw.ts';
import { setSelfConfirmation } from '#features/deliverables/actions/set-self-confirmation.ts';
import { lockCounted, unlockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { creditsOf, differingTotals } from '#features/obligations/store.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { publicItem } from '#features/sites/store.ts';
import { standingClock } from '#platform/clock.ts';
import { silentLog } from '#platform/log.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { printsUncounted } from '../jobs.ts';
import type { PrintForm } from '../rules/form.ts';
import { printKind } from '../rules/kinds/index.ts';
import { countedAfterAll, handedOut, printList, printsInHand, runsOf } from '../store/reading.ts';
import { printRow } from '../store/rows.ts';
import { approvePrint } from './approve-print.ts';
import { handOut } from './hand-out.ts';
import { publishPrint } from './publish-print.ts';
import { recordRun } from './record-run.ts';
import { returnPrint } from './return-print.ts';
import { succeedPrints } from './succeed-prints.ts';
import { submitPrint } from './submit-print.ts';
import { undoHandout } from './undo-handout.ts';
import { withdrawPrint } from './withdraw-print.ts';
import { startPrint, writePrint } from './write-print.ts';

const { db } = await testDb(), t = actingFor(db), files = await openLocalFiles(tempFolder('prints')), today = plainDate('2026-11-20'), origin = 'https://loa.songtra.example';
const province = await smallProvince(t, { departments: 1, communes: 3 }), commune = province.communes[0]!;
const person = (name: string, at: Id = commune): TestActing => t.as(actorFor({ accountId: t.newId(), personName: name, organisationId: at }));
const maker = person('Lê Thị Làm'), approver = person('Trần Văn Duyệt');
const ask = (product: string, channel: string, unit: string, count: number) => draftCommitment(t.newId, [{ organisationId: commune, boardOrganisationId: commune }], { product, channel, unit, schedule: { cadence: { count, unit, per: 'month', durationMinutes: null, product } } });
await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [ask('infographic', 'social', 'mẫu', 2), ask('leaflet', 'printed-matter', 'tờ', 500)] }));

const picture = async (): Promise<string> => {
  const photo = await prepareFile(files, { bytes: await sharp({ create: { width: 90, height: 70, channels: 3, background: '#7aa' } }).jpeg().toBuffer(), name: 'anh.jpg' });
  await maker.run((a) => keepFile(a, commune, photo, { width: 90, height: 70 }));
  return photo.sha256;
};
const which = (printId: Id) => ({ printId, rowVersion: null });
const form = (key = 'procedure', change: Partial<PrintForm> = {}): PrintForm => { const kind = printKind(key)!; return { kind: key, content: kind.sample, alt: kind.alt(kind.sample), tone: 'indigo', logo: null, link: null, ...change }; };
const made = (given = form()) => maker.run((a) => startPrint(a, { organisationId: commune, form: given }));
const approved = async (id: Id) => { await maker.run((a) => submitPrint(a, files, { ...which(id), origin })); await approver.run((a) => approvePrint(a, files, { ...which(id), origin })); };
const published = async (given = form()) => { const id = await made(given); await approved(id); await approver.run((a) => publishPrint(a, files, { ...which(id), origin })); return id; };
const events = async (id: Id) => (await sql<{ verb: string }>`select verb from audit_events where row_id = ${id} order by position`.execute(db)).rows.map(({ verb }) => verb);

describe('a design', () => {
  test('is made, submitted, approved by another, published with its files, has its place, and counts', async () => {
    const id = await made();
    await assert.rejects(approver.run((a) => publishPrint(a, files, { ...which(id), origin })), /Hãy trình duyệt/);
    await maker.run((a) => submitPrint(a, files, { ...which(id), origin }));
    await assert.rejects(maker.run((a) => approvePrint(a, files, { ...which(id), origin })), /không tự duyệt được/);
    await approver.run((a) => approvePrint(a, files, { ...which(id), origin }));
    await approver.run((a) => publishPrint(a, files, { ...which(id), origin }));
    const one = (await printRow(db, id))!, result = (await deliverableView(db, one.deliverable_id!))!, item = (await publicItem(db, id))!;
    assert.deepEqual([one.status, one.link, one.set_as], ['published', `${origin}/x/${id}`, { kicker: 'Ủy ban nhân dân', name: 'Xã Mẫu 1' }]);
    assert.deepEqual(one.files.map(({ format, type }) => `${format}.${type}`), ['tall.svg', 'tall.png', 'wide.svg', 'wide.png', 'a3.pdf', 'a4.pdf', 'a5.pdf']);
    for (const { sha256 } of one.files) assert.equal(createHash('sha256').update(await files.read(sha256)).digest('hex'), sha256);
    assert.deepEqual(result.evidence.map(({ sha256 }) => sha256).filter(Boolean), [one.files[1]!.sha256, one.files[5]!.sha256], 'its face and the sheet of an office');
    assert.deepEqual([item.path, item.picture_sha256, item.picture_alt], ['/an-pham/dang-ky-khai-sinh', one.files[0]!.sha256, one.alt]);
    assert.deepEqual([result.status, result.product, result.confirmed_by_name, result.born_of, result.evidence.map(({ kind }) => kind)], ['confirmed', 'infographic', 'Trần Văn Duyệt', { noun: 'prints', id }, ['published-item', 'file', 'file']]);
    assert.equal((await creditsOf(db, [result.id])).length, 1);
    assert.deepEqual(await events(id), ['prints.started', 'prints.submitted', 'prints.approved', 'sites.item-placed', 'prints.published']);
    await assert.rejects(maker.run((a) => writePrint(a, { ...which(id), form: form() })), /không sửa được nữa/);
    assert.deepEqual(await differingTotals(db), []);
  });

  test('is not submitted without words for those who do not see it, half, with signs that cannot be printed, or where it does not fit', async () => {
    const submit = async (change: Partial<PrintForm>) => { const id = await made(form('procedure', change)); return maker.run((a) => submitPrint(a, files, { ...which(id), origin })); };
    const { sample } = printKind('procedure')!;
    await assert.rejects(submit({ alt: '' }), /Chưa có lời thay cho hình/);
    await assert.rejects(submit({ content: { ...sample, where: '' } }), /Chưa ghi “Nơi nộp”/);
    await assert.rejects(submit({ content: { ...sample, title: 'Đăng ký khai sinh 🎉' } }), /không in được: 🎉/);
    await assert.rejects(submit({ content: { ...sample, papers: Array.from({ length: 7 }, () => 'Bản chính và bản sao có chứng thực của cơ quan có thẩm quyền, còn hạn sử dụng, không tẩy xóa, kèm ảnh chụp rõ bốn góc của giấy tờ gốc') } }),
      (error: unknown) => { const { message, details } = error as { message: string; details: { fields: Record<string, string> } }; assert.match(message, /“Giấy tờ cần mang, dòng 1” dài hơn ô \d+ dòng, khoảng \d+ chữ/); assert.ok(Object.keys(details.fields).every((name) => name.startsWith('papers.'))); return true; });
    await assert.rejects(made(form('procedure', { link: 'javascript:alert(1)' })), /Địa chỉ cho mã QR/);
    await assert.rejects(made(form('procedure', { logo: 'a'.repeat(64) })), /chọn lại ảnh/);
  });

  test('goes back with a reason and comes again; two who change it at once are told', async () => {
    const id = await made(form('led'));
    await maker.run((a) => submitPrint(a, files, { ...which(id), origin }));
    await assert.rejects(approver.run((a) => returnPrint(a, { ...which(id), reason: 'x' })), /Chưa ghi lý do/);
    await approver.run((a) => returnPrint(a, { ...which(id), reason: 'Ghi rõ địa chỉ của Bộ phận Một cửa' }));
    const seen = (await printRow(db, id))!.row_version;
    await maker.run((a) => writePrint(a, { printId: id, rowVersion: seen, form: form('led', { tone: 'green' }) }));
    await assert.rejects(maker.run((a) => writePrint(a, { printId: id, rowVersion: seen, form: form('led') })), /vừa thay đổi/);
    await approved(id);
    assert.equal((await printRow(db, id))!.returned_reason, null);
    await approver.run((a) => returnPrint(a, { ...which(id), reason: 'Số điện thoại vừa đổi' }));
    const back = (await printRow(db, id))!;
    assert.deepEqual([back.files, back.set_as, back.link], [[], null, null], 'nothing of the approval is left');
  });

  test('is approved in its own unit, by its maker only where a unit of one account has said so', async () => {
    const id = await made(form('led')), alone = province.communes[2]!, self = person('Người duy nhất', alone);
    await maker.run((a) => submitPrint(a, files, { ...which(id), origin }));
    await assert.rejects(person('Người xã khác', province.communes[1]!).run((a) => approvePrint(a, files, { ...which(id), origin })), /chính đơn vị/);
    await assert.rejects(t.as(actorFor({ accountId: t.newId(), may: async () => false })).run((a) => approvePrint(a, files, { ...which(id), origin })), /chưa được giao quyền/);
    const own = await self.run((a) => startPrint(a, { organisationId: alone, form: form('led') }));
    await self.run((a) => submitPrint(a, files, { ...which(own), origin }));
    await assert.rejects(self.run((a) => approvePrint(a, files, { ...which(own), origin })), /không tự duyệt được/);
    await self.run((a) => setSelfConfirmation(a, alone, true));
    await self.run((a) => approvePrint(a, files, { ...which(own), origin }));
    assert.equal((await printRow(db, own))!.self_approved, true);
  });

  test('is taken down with a reason: its page is gone from the lists and it counts no more', async () => {
    const id = await published(form('led'));
    assert.equal(await approver.run((a) => withdrawPrint(a, { ...which(id), reason: 'Số điện thoại đã đổi' })), 'ended');
    assert.deepEqual([(await printRow(db, id))!.status, (await publicItem(db, id))!.withdrawn_at !== null, (await deliverableView(db, (await printRow(db, id))!.deliverable_id!))!.status], ['withdrawn', true, 'withdrawn']);
  });

  test('taken down while a sent report counts it stays counted until the report comes back', async () => {
    const id = await published(form('led')), { deliverable_id: deliverable } = (await printRow(db, id))!, reportId = t.newId();
    await approver.run((a) => lockCounted(a, { reportId, deliverableIds: [deliverable!] }));
    assert.equal(await approver.run((a) => withdrawPrint(a, { ...which(id), reason: 'Cuộc thi đã kết thúc' })), 'noted');
    assert.deepEqual((await countedAfterAll(db)).map((one) => one.id), []);
    await approver.run((a) => unlockCounted(a, { reportId, deliverableIds: [deliverable!] }));
    assert.deepEqual((await countedAfterAll(db)).map((one) => one.id), [id]);
    await printsUncounted.run({}, { db, clock: standingClock(today), ids: randomIds(() => Date.now()), files, log: silentLog } as never);
    assert.equal((await deliverableView(db, deliverable!))!.status, 'withdrawn');
  });

  test('that is being made goes over to who follows the unit; what is out keeps its name', async () => {
    const from = province.communes[1]!, to = province.communes[2]!, one = person('Người sắp chuyển', from), id = await one.run((a) => startPrint(a, { organisationId: from, form: form('led') }));
    assert.equal(await t.run((a) => succeedPrints(a, [{ fromId: from, toId: to }])), 1);
    assert.equal((await printRow(db, id))!.organisation_id, to);
    await person('Người nhận', to).run((a) => submitPrint(a, files, { ...which(id), origin }));
    await person('Người duyệt', to).run((a) => approvePrint(a, files, { ...which(id), origin }));
    await t.run((a) => succeedPrints(a, [{ fromId: to, toId: commune }]));
    const again = (await printRow(db, id))!;
    assert.deepEqual([again.status, again.files, again.set_as, again.approved_by_name], ['submitted', [], null, null], 'files that bear the old name are approved no more');
    assert.equal((await printsInHand(db, [from])).length, 0);
  });

  test('goes out with the unit’s emblem and a picture', async () => {
    const photo = await picture(), id = await published(form('sentences', { content: { ...printKind('sentences')!.sample, picture: photo }, logo: photo, tone: 'teal' })), one = (await printRow(db, id))!;
    assert.deepEqual(one.files.map(({ format, type }) => `${format}.${type}`), ['tall.svg', 'tall.png', 'wide.svg', 'wide.png']);
    assert.match(Buffer.from(await files.read(one.files[0]!.sha256)).toString(), /<image[^>]+data:image\/jpeg/);
    assert.equal((await printList(db, { organisationIds: [commune], states: ['published'] })).total, 2);
  });
});

describe('what is printed', () => {
  test('goes out to places, each a result that waits to be confirmed, never more than was printed', async () => {
    const id = await published(form('leaflet')), day = today, photo = await picture();
    const run = { format: 'folded', quantity: 500, printer: 'Nhà in Sông Trà', cost: 1_250_000, printedOn: day, note: null };
    for (const [change, words] of [[{ format: 'a3' }, /khổ/], [{ quantity: 0 }, /Số bản in/], [{ printer: ' ' }, /nơi in/], [{ cost: 1.5 }, /đồng/], [{ printedOn: plainDate('2026-11-21') }, /sau hôm nay/], [{ printedOn: plainDate('2026-11-19') }, /không được trước/]] as const)
      await assert.rejects(maker.run((a) => recordRun(a, { printId: id, form: { ...run, ...change } })), words);
    const runId = await maker.run((a) => recordRun(a, { printId: id, form: run }));
    const out = (quantity: number, place = 'Nhà văn hóa thôn Phước Thịnh') => maker.run((a) => handOut(a, { runId, form: { place, quantity, handedOn: day, photo } }));
    const first = await out(300);
    await assert.rejects(out(201), /chỉ còn 200 tờ/);
    await assert.rejects(Promise.all([out(150), out(150)]), /chỉ còn 50 tờ/, 'two at once');
    assert.equal(await handedOut(db, runId), 450);
    const [shown] = await runsOf(db, id), handout = shown!.handouts.find((one) => one.id === first)!, result = (await deliverableView(db, handout.deliverable_id))!;
    assert.deepEqual([shown!.left, shown!.cost, result.status, result.amount, result.unit, result.product, result.place], [50, 1_250_000, 'recorded', 300, 'tờ', 'leaflet', 'Nhà văn hóa thôn Phước Thịnh']);
    await approver.run((a) => confirm(a, { deliverableId: result.id, rowVersion: null }));
    await assert.rejects(maker.run((a) => undoHandout(a, { handoutId: first, reason: 'Ghi nhầm số lượng' })), /vẫn đang được tính/);
    const second = shown!.handouts.find((one) => one.id !== first)!;
    await maker.run((a) => withdraw(a, { deliverableId: second.deliverable_id, reason: 'Ghi nhầm số lượng', rowVersion: null }));
    const undo = () => maker.run((a) => undoHandout(a, { handoutId: second.id, reason: 'Ghi nhầm số lượng' }));
    await assert.rejects(Promise.all([undo(), undo()]), /đã bỏ rồi/, 'two at once');
    assert.equal((await runsOf(db, id))[0]!.left, 200);
    await assert.rejects(maker.run((a) => recordRun(a, { printId: id, form: { ...run, format: 'a4' } })), /khổ/);
    await approver.run((a) => withdrawPrint(a, { ...which(id), reason: 'Số điện thoại đã đổi' }));
    await assert.rejects(out(1), /Ấn phẩm đã gỡ/, 'what is wrong is handed out no more');
  });
  test('is refused of a design for screens, and of one that is not out', async () => {
    const led = await published(form('led')), draft = await made(form('leaflet')), run = { format: 'folded', quantity: 1, printer: 'Tự in', cost: null, printedOn: today, note: null };
    await assert.rejects(maker.run((a) => recordRun(a, { printId: led, form: run })), /trên màn hình/);
    await assert.rejects(maker.run((a) => recordRun(a, { printId: draft, form: run })), /chưa trình/);
  });
});
