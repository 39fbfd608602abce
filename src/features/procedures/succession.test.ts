import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { auditedTables } from '#app/registry.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { verify } from '#features/audit/verify.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers, type Answers } from '#features/organisations/rules/handing-over.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import type { Made, Reading } from '#features/sites/portal-part.ts';
import { publicItem, siteOf } from '#features/sites/store.ts';
import { matchPattern, moreLiteral, pattern } from '#features/sites/rules/pattern.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { decisionForm, procedureText, shopForm } from '#test/support/sample-procedure.ts';
import { catalogueFor } from './catalogue.ts';
import { postedAt, saveAnswers, startCheck } from './actions/check-shop.ts';
import { openShops } from './actions/keep-shop.ts';
import { addChange, recordDecision } from './actions/record-decision.ts';
import { signSheet } from './actions/sign-sheet.ts';
import { succeedCatalogue } from './actions/succeed-catalogue.ts';
import { voidEntry } from './actions/void-entry.ts';
import { proceduresPart } from './portal/part.tsx';
import { lastWords, standingOf } from './rules/posting.ts';
import { catalogueOn, decisionsOf, fieldsOf, versionsOf } from './store.ts';
import { lastWordsAt, sheetRow, shopRow } from './store/shops.ts';

/** Two provinces become one; each had its catalogue, with some codes in common. */
describe('a catalogue when provinces are merged', async () => {
  const { db } = await testDb(), t = actingFor(db, { today: '2026-03-20' }), today = plainDate('2026-03-20'), files = { put: async () => ({ sha256: '0'.repeat(64), size: 1 }) } as never;
  useSuccessionParts(...SUCCESSION_PARTS);
  const units = await t.run(async (a) => {
    const make = (name: string, kind: 'ministry' | 'province' | 'commune', parentId: Id | null) => createOrganisation(a, { name, kind, parentId, validFrom: plainDate('2025-07-01') });
    const country = await make('Cả nước', 'ministry', null), east = await make('UBND tỉnh Đông', 'province', country), west = await make('UBND tỉnh Tây', 'province', country);
    return { country, east, west, eastern: await make('UBND xã Đông Hạ', 'commune', east), western: await make('UBND xã Tây Hạ', 'commune', west) };
  });
  const birth = (change = {}) => procedureText({ code: '9.000101', name: 'Đăng ký khai sinh', ...change });
  const publish = (organisationId: Id, issuer: string, texts: readonly ReturnType<typeof birth>[]) => t.run((a) => recordDecision(a, { organisationId, decision: decisionForm({ issuer }), changes: texts.map((text) => ({ change: 'publish', text })) }));
  // the same number and day on both sides; births read otherwise, marriages the same, one of each alone, of one name
  await publish(units.east, 'Chủ tịch UBND tỉnh Đông', [birth({ time: '01 ngày' }), birth({ code: '9.000102', name: 'Đăng ký kết hôn' }), birth({ code: '9.000103', name: 'Cấp giấy', field: 'Đất đai' })]);
  await publish(units.west, 'Chủ tịch UBND tỉnh Tây', [birth({ time: '03 ngày' }), birth({ code: '9.000102', name: 'Đăng ký kết hôn' }), birth({ code: '9.000104', name: 'Cấp giấy', field: 'Rừng' })]);
  await t.run((a) => recordDecision(a, { organisationId: units.west, decision: decisionForm({ number: '30/QĐ-UBND', effectiveOn: plainDate('2026-05-01') }), changes: [{ change: 'amend', text: birth({ code: '9.000104', name: 'Cấp giấy', field: 'Rừng', time: '09 ngày' }) }] }));
  const of = async (owner: Id) => new Map((await catalogueOn(db, owner, today)).map((row) => [row.code, row])), eastern = await of(units.east), western = await of(units.west);
  const field = (await fieldsOf(db, units.west)).find((one) => one.name === 'Hộ tịch')!;
  const [shop, eastShop] = await t.run((a) => openShops(a, [{ organisationId: units.western, form: shopForm({ fieldIds: [field.id], alsoIds: [western.get('9.000104')!.id] }) }, { organisationId: units.eastern, form: shopForm({ name: 'Một cửa Đông' }) }]));
  for (const shopId of [shop!, eastShop!]) {
    const sheetId = await t.run((a) => startCheck(a, { shopId })), { asked } = (await sheetRow(db, sheetId))!;
    await t.run((a) => saveAnswers(a, { sheetId, answers: asked.map(({ id }) => ({ procedureId: id, state: 'posted' as const, note: null, photo: null })) }));
    await t.run((a) => signSheet(a, files, { sheetId, witness: 'Hoa', remark: null, unseenMeant: false }));
  }
  const merge = (answers: Answers) => t.run((a) => reorganise(a, { events: [{ line: 2, onDay: plainDate('2026-03-19'), citation: 'Nghị quyết số 5/2026/QH16', reason: '', kind: 'merge', units: [units.east, units.west], into: { fresh: { name: 'UBND tỉnh Đông Tây' } } }], scopeId: units.country, answers: () => ({ answers }) }));
  const standings = async (shopId: Id) => { const words = lastWords(await lastWordsAt(db, [shopId])), one = (await shopRow(db, shopId))!; return (await postedAt(db, one, today, today)).map((row) => [row.code, standingOf(row.version, words.get(row.id))]); };
  let heir: Id;

  it('asks whose wording goes on where a code reads otherwise in two of them, and writes nothing before', async () => {
    const looked = await merge(noAnswers), asked = looked.parts.flatMap(({ plan }) => plan.questions).filter((one) => one.noun === 'catalogues');
    assert.equal(looked.applied, false);
    assert.deepEqual(asked.map((one) => [one.heading, one.options.map(({ label }) => label)]), [['Thủ tục cùng mã, khác nội dung: 1 thủ tục', ['UBND tỉnh Đông', 'UBND tỉnh Tây']]]);
    assert.equal((await catalogueOn(db, units.west, today)).length, 3);
  });

  it('takes nothing over unseen: what was entered after it was looked at sends back to look again', async () => {
    await assert.rejects(t.run((a) => succeedCatalogue(a, { toId: units.country, givers: [units.east], kept: [], into: new Map(), citations: [] })), /vừa có thay đổi/);
  });

  it('goes on under the successor: one of each code, with its id, its address and what is to come', async () => {
    const done = await merge((question) => (question.noun === 'catalogues' ? units.west : undefined));
    assert.equal(done.applied, true);
    heir = await catalogueFor(db, units.eastern, today);
    assert.equal((await organisationTree(db, today)).get(heir)!.name, 'UBND tỉnh Đông Tây');
    const now = await of(heir);
    assert.deepEqual([...now.values()].map((row) => [row.code, row.id]), [['9.000101', western.get('9.000101')!.id], ['9.000102', eastern.get('9.000102')!.id], ['9.000103', eastern.get('9.000103')!.id], ['9.000104', western.get('9.000104')!.id]]);
    assert.equal(now.get('9.000104')!.nextFrom, '2026-05-01');
    assert.equal(now.get('9.000101')!.fieldId, now.get('9.000102')!.fieldId, 'one field of one name');
    assert.deepEqual((await fieldsOf(db, heir)).map((one) => one.name), ['Hộ tịch', 'Rừng', 'Đất đai']);
    assert.deepEqual((await decisionsOf(db, heir)).map((one) => `${one.number} ${one.issuer}`).sort(), ['12/QĐ-UBND Chủ tịch UBND tỉnh Tây', '12/QĐ-UBND Chủ tịch UBND tỉnh Đông', '30/QĐ-UBND Chủ tịch UBND tỉnh']);
    assert.deepEqual([await catalogueOn(db, units.east, today), await catalogueOn(db, units.west, today)], [[], []]);
  });

  it('counters keep their lists and what was seen there; what reads otherwise now is to be hung anew', async () => {
    const there = (await shopRow(db, shop!))!;
    assert.deepEqual([there.field_ids, there.also_ids], [[(await of(heir)).get('9.000101')!.fieldId], [western.get('9.000104')!.id]]);
    assert.deepEqual((await standings(shop!)).sort(), [['9.000101', 'right'], ['9.000102', 'replace'], ['9.000104', 'right']]);
    assert.deepEqual((await standings(eastShop!)).sort(), [['9.000101', 'replace'], ['9.000102', 'right'], ['9.000103', 'right'], ['9.000104', 'unknown']]);
  });

  it('addresses that were printed lead to what goes on', async () => {
    const kinds = [...proceduresPart.pages].sort((a, b) => moreLiteral(pattern(a.pattern), pattern(b.pattern)));
    const open = async (unit: Id, path: string): Promise<Made | null> => {
      const site = (await siteOf(db, unit))!, base = unit === heir ? '' : `/${site.slug}`, reading: Reading = { db, files: {} as never, now: startOfDay(today), today, mode: 'real', site, language: 'vi', at: (to) => base + to, absolute: (to) => `https://x.example${to}` };
      for (const kind of kinds) { const params = matchPattern(pattern(kind.pattern), path); if (params) return kind.make(reading, params); }
      return null;
    };
    const to = async (unit: Id, path: string) => { const made = await open(unit, path); return made?.kind === 'moved' ? made.to.replace(/^.*(?=\/thu-tuc)/, '') : made?.kind; };
    assert.deepEqual([await to(units.east, '/thu-tuc/cap-giay'), await to(units.west, '/thu-tuc/cap-giay'), await to(units.east, '/thu-tuc/dang-ky-khai-sinh')], ['/thu-tuc/cap-giay', '/thu-tuc/cap-giay-2', '/thu-tuc/dang-ky-khai-sinh']);
    assert.deepEqual([await to(units.west, '/thu-tuc'), await to(units.west, '/thu-tuc/cap-giay.pdf'), await to(units.east, '/thu-tuc/linh-vuc/ho-tich')], ['/thu-tuc', '/thu-tuc/cap-giay-2.pdf', '/thu-tuc/linh-vuc/ho-tich']);
    const item = await publicItem(db, western.get('9.000104')!.id);
    assert.deepEqual([item!.organisation_id, item!.path], [heir, '/thu-tuc/cap-giay-2']);
    assert.ok((await publicItem(db, eastern.get('9.000101')!.id))!.withdrawn_at, 'one of a code is found, not two');
    assert.equal(await to(heir, '/thu-tuc/cap-giay-2'), 'html');
  });

  it('the successor changes it by its own decisions, and corrects what it took over', async () => {
    await t.run((a) => recordDecision(a, { organisationId: heir, decision: decisionForm({ number: '1/QĐ-UBND', signedOn: today, effectiveOn: today }), changes: [{ change: 'amend', text: birth({ time: '02 ngày' }) }] }));
    const there = (await of(heir)).get('9.000101')!, before = (await versionsOf(db, [there.id]))[0]!;
    assert.equal(there.change, 'amend');
    const mine = t.as(actorFor({ may: async (_permission: string, at: Id) => at === heir } as never));
    await mine.run((a) => voidEntry(a, { versionId: there.version, reason: 'Nhập nhầm' }));
    await mine.run((a) => addChange(a, { decisionId: before.decision_id, change: { change: 'publish', text: birth({ time: '04 ngày' }) } }));
    assert.equal((await versionsOf(db, [there.id])).at(1)!.organisation_id, heir);
    await assert.rejects(t.run((a) => voidEntry(a, { versionId: eastern.get('9.000101')!.version, reason: 'x' })), /đã nhập vào danh mục/);
  });

  it('every row has its event', async () => {
    assert.deepEqual((await verify(db, { audited: auditedTables(), files: [], fileStore: null })).differences, []);
  });
});
