import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { credit } from '#features/obligations/actions/credit.ts';
import { endCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { tempFolder } from '#test/support/temp.ts';
import { importSongTraPlan, songTra } from '#test/support/worked-province.ts';
import { climb } from './actions/climb.ts';
import { issueDraft, setAsideDraft } from './actions/issue-draft.ts';
import { letterDocument } from './actions/keep-letter.ts';
import { writeLetter } from './actions/write-letter.ts';
import { resetLadder, setLadder } from './actions/set-ladder.ts';
import { DEFAULT_LADDER } from './rules/ladder.ts';
import { addresseesOf, leaderOf } from './rules/leader.ts';
import { stepsOf } from './store.ts';
import { draftContent } from './store/draft-content.ts';
import { openDrafts } from './store/drafts.ts';
import { allLadders } from './store/ladders.ts';

const FORM = { issuer: 'Ủy ban nhân dân tỉnh Sông Trà', superior: null, notation: 'UBND-VX', place: 'Sông Trà', number: '215', signedOn: plainDate('2026-11-20'), forms: ['TM. ỦY BAN NHÂN DÂN'], position: 'CHỦ TỊCH', signer: 'Trần Văn An', finishBefore: plainDate('2026-12-04'), reportTo: 'UBND tỉnh', via: 'Sở Nội vụ', further: '' };

/** The small province with its plan, nothing delivered, on a morning in November. */
async function behind(seed: number) {
  const { db } = await testDb(), files = await openLocalFiles(tempFolder('urging')), start = actingFor(db, { today: '2026-01-09', seed }), province = await songTra(start), plan = await importSongTraPlan(start, files, province.root), t = start.on('2026-11-20');
  return { db, files, province, plan, t };
}
type Behind = Awaited<ReturnType<typeof behind>>;
const theDraft = async ({ db, province }: Behind) => (await openDrafts(db, province.root))[0]!;
const unitsIn = async ({ db }: Behind, draft: Awaited<ReturnType<typeof theDraft>>, on = '2026-11-20') => [...new Set((await draftContent(db, draft, plainDate(on))).items.map(({ subject }) => subject.holder.unitId))];

/** Everything this unit owes is delivered; gives the deliverables, to be withdrawn again. */
async function deliverAll({ db }: Behind, t: TestActing, unit: Id): Promise<Id[]> {
  const { rows } = await sql<{ id: Id; organisation: Id; product: string; left: number }>`select t.obligation_id as id, t.organisation_id as organisation, c.product, t.amount - t.recorded as left from obligation_totals t join commitments c on c.id = t.commitment_id where t.board_organisation_id = ${unit} and t.amount > t.recorded and t.due < '2026-11-20'`.execute(db);
  const made: Id[] = [];
  await t.run(async (a) => {
    for (const one of rows) {
      const deliverable = a.newId();
      made.push(deliverable);
      await credit(a, { id: deliverable, organisationId: one.organisation, boardOrganisationId: unit, product: one.product, channel: null, amount: one.left, doneOn: a.today, recordedOn: a.today, confirmedOn: null, confirmedBy: null }, { obligationIds: [one.id], commitmentIds: null });
    }
  });
  return made;
}

describe('a draft of the ladder', () => {
  it('is one letter to the leaders of all units behind, with an annex; who delivers first is not in it', async () => {
    const world = await behind(1), { db, files, province, t } = world;
    await t.run(climb);
    const draft = await theDraft(world), before = await unitsIn(world, draft);
    assert.ok(before.length >= 8);
    const [delivered, ...others] = before as [Id, ...Id[]];
    await deliverAll(world, t, delivered);
    assert.deepEqual(await unitsIn(world, draft), others);
    const letterId = await t.run((a) => issueDraft(a, files, { draftId: draft.id, seen: draft.row_version, units: before, form: FORM }));
    const { rows: [letter] } = await sql<{ units: { id: Id }[]; arrears: number }>`select units, arrears from urging_letters where id = ${letterId}`.execute(db);
    assert.deepEqual(letter!.units.map(({ id }) => id), others);
    assert.deepEqual(await openDrafts(db, province.root), []);
    const told = (await sql<{ unit: Id; roles: string[]; sentence: string }>`select recipient_organisation_id as unit, recipient_roles as roles, sentence from urging_steps where letter_id = ${letterId}`.execute(db)).rows;
    assert.equal(told.length, letter!.arrears);
    assert.ok(told.every(({ unit, roles, sentence }) => unit !== delivered && unit !== province.root && roles.includes('approver') && sentence.includes('có công văn số 215 đôn đốc') && sentence.includes('hoàn thành trước ngày 04/12/2026')));
    // the next mornings neither repeat it nor begin another
    for (const day of ['2026-11-23', '2026-11-25']) assert.equal((await t.on(day).run(climb))!.drafts, 0);
  });

  it('has its annex also for two, and names the leader by the title of the unit', async () => {
    const world = await behind(2), { db, province, t } = world;
    await t.run(climb);
    const { basis, items } = await draftContent(db, await theDraft(world), plainDate('2026-11-20')), two = items.filter(({ subject }) => subject.holder.unitId === province.communes[0] || subject.holder.unitId === province.departments[0]);
    const document = letterDocument({ basis, items: two, form: FORM, annexed: true }, plainDate('2026-11-20'));
    assert.equal(document.annexes.length, 1);
    assert.deepEqual(new Set(document.addressees), new Set(['Giám đốc Sở Nội vụ', 'Chủ tịch UBND xã Bình An']));
    assert.match(document.subject, /^đôn đốc thực hiện kế hoạch /i);
  });

  it('goes out to some and keeps the others; set aside it does not come back', async () => {
    const world = await behind(3), { db, files, province, t } = world;
    await t.run(climb);
    const draft = await theDraft(world), [first, ...rest] = await unitsIn(world, draft) as [Id, ...Id[]];
    await t.run((a) => issueDraft(a, files, { draftId: draft.id, seen: draft.row_version, units: [first], form: FORM }));
    const left = await theDraft(world);
    assert.deepEqual(await unitsIn(world, left), rest);
    await assert.rejects(t.run((a) => issueDraft(a, files, { draftId: draft.id, seen: draft.row_version, units: rest, form: FORM })), { code: 'stale' });
    await assert.rejects(t.run((a) => setAsideDraft(a, { draftId: draft.id, seen: left.row_version, reason: '  ' })), { code: 'invalid' });
    await t.run((a) => setAsideDraft(a, { draftId: draft.id, seen: left.row_version, reason: 'Đã làm việc trực tiếp với các đơn vị' }));
    await assert.rejects(t.run((a) => setAsideDraft(a, { draftId: draft.id, seen: left.row_version + 1, reason: 'Bỏ lần nữa' })), { code: 'conflict' });
    await t.on('2026-11-23').run(climb);
    assert.deepEqual(await openDrafts(db, province.root), []);
  });

  it('that everybody has left is closed; what is owed again after a withdrawal gets into the next one', async () => {
    const world = await behind(4), { db, province, t } = world;
    await t.run(climb);
    const draft = await theDraft(world), units = await unitsIn(world, draft), made = new Map<Id, Id[]>();
    for (const unit of units) made.set(unit, await deliverAll(world, t, unit));
    assert.equal((await t.on('2026-11-23').run(climb))!.closed, 1);
    assert.deepEqual(await openDrafts(db, province.root), []);
    const unit = units[1]!;
    await t.on('2026-11-23').run(async (a) => { for (const deliverableId of made.get(unit)!) await endCreditsOf(a, { deliverableId, organisationId: unit }, 'withdrawn'); });
    const steps = async () => (await sql<{ n: number }>`select count(*)::int as n from urging_steps where step = 'letter'`.execute(db)).rows[0]!.n, told = await steps();
    await t.on('2026-11-25').run(climb);
    assert.deepEqual(await unitsIn(world, await theDraft(world), '2026-11-25'), [unit]);
    assert.equal(await steps(), told, 'and nobody is told of it a second time');
  });

  it('is not begun about what a letter written by hand has said', async () => {
    const world = await behind(5), { db, files, province, plan, t } = world;
    await t.run((a) => writeLetter(a, files, { ownerId: province.root, planId: plan, units: province.communes, form: FORM }));
    const urged = (await sql<{ id: Id }>`select subject_id as id from urging_steps where letter_id is not null`.execute(db)).rows.map(({ id }) => id);
    assert.ok(urged.length > 20);
    await t.run(climb);
    const again = (await stepsOf(db, urged)).filter((step) => step.letterId === null);
    assert.deepEqual(again, []);
    assert.ok((await unitsIn(world, await theDraft(world))).every((unit) => !province.communes.includes(unit)));
  });

  it('goes on under who has the plan, when its owner is no more', async () => {
    const world = await behind(7), { db, province, plan, t } = world;
    await t.run((a) => setLadder(a, { ownerId: province.root, scope: 'plans', scopeId: plan, steps: DEFAULT_LADDER.steps, reason: 'Theo quy chế của tỉnh cũ', seen: null }));
    await t.run(climb);
    const heir = await t.run((a) => createOrganisation(a, { name: 'UBND tỉnh Sông Trà mới', kind: 'province', parentId: null, validFrom: plainDate('2026-11-21') }));
    await sql`update organisation_versions set valid_to = '2026-11-22' where organisation_id = ${province.root}`.execute(db);
    await sql`update organisation_versions set parent_id = ${heir}, path = ${heir}::text || '/' || organisation_id || '/' where parent_id = ${province.root}`.execute(db);
    await sql`update plans set owner_id = ${heir} where id = ${plan}`.execute(db);
    await sql`update organisation_tree_state set version = gen_random_uuid()`.execute(db);
    await t.on('2026-11-23').run(climb);
    assert.equal((await openDrafts(db, heir)).length, 1);
    assert.deepEqual(await openDrafts(db, province.root), []);
    const { rows } = await sql<{ unit: Id }>`select distinct recipient_organisation_id as unit from urging_steps where taken_on = '2026-11-23'`.execute(db);
    assert.ok(rows.every(({ unit }) => unit !== province.root));
    const later = t.on('2026-11-24'), change = { scope: 'plans', scopeId: plan, steps: DEFAULT_LADDER.steps, reason: 'Theo quy chế của tỉnh mới' } as const;
    await assert.rejects(later.run((a) => setLadder(a, { ...change, ownerId: province.root, seen: 1 })), /Không tìm thấy/);
    await later.run((a) => setLadder(a, { ...change, ownerId: heir, seen: 1 }));
    await later.run((a) => resetLadder(a, { ownerId: heir, scope: 'plans', scopeId: plan, seen: 2 }));
    assert.deepEqual(await allLadders(db), []);
  });

  it('is one for each unit where the ladder says so', async () => {
    const world = await behind(6), { db, province, plan, t } = world;
    await t.run((a) => setLadder(a, { ownerId: province.root, scope: 'plans', scopeId: plan, steps: DEFAULT_LADDER.steps.map((step) => (step.key === 'letter' ? { ...step, collective: false } : step)), reason: 'Kế hoạch này giao từng đơn vị một việc riêng', seen: null }));
    await t.run(climb);
    const drafts = await openDrafts(db, province.root);
    assert.ok(drafts.length >= 8);
    for (const draft of drafts) assert.deepEqual(await unitsIn(world, draft), [draft.addressed_id]);
  });
});

describe('whom a letter addresses', () => {
  it('is the leader of each unit, by the title of its office', () => {
    for (const [name, leader] of [
      ['UBND xã Bình An', 'Chủ tịch UBND xã Bình An'], ['Sở Nội vụ', 'Giám đốc Sở Nội vụ'], ['Văn phòng UBND tỉnh', 'Chánh Văn phòng UBND tỉnh'], ['Thanh tra tỉnh', 'Chánh Thanh tra tỉnh'], ['Ban Quản lý Khu kinh tế', 'Trưởng Ban Quản lý Khu kinh tế'],
      ['Báo và Phát thanh, Truyền hình Lam Giang', 'Tổng Biên tập Báo và Phát thanh, Truyền hình Lam Giang'], ['Bảo hiểm xã hội tỉnh', 'Giám đốc Bảo hiểm xã hội tỉnh'], ['Trung tâm Chuyển đổi số tỉnh', 'Giám đốc Trung tâm Chuyển đổi số tỉnh'], ['Trường Chính trị tỉnh', 'Hiệu trưởng Trường Chính trị tỉnh'], ['Quỹ Đầu tư phát triển', 'Thủ trưởng Quỹ Đầu tư phát triển'],
    ] as const) assert.equal(leaderOf(name), leader);
  });
  it('is all of them together when they are many', () => {
    const communes = Array.from({ length: 7 }, (_, n) => `UBND xã Mẫu ${n}`);
    assert.deepEqual(addresseesOf(communes), ['Chủ tịch Ủy ban nhân dân các xã, phường, đặc khu có tên tại Phụ lục']);
    assert.deepEqual(addresseesOf([...communes, 'Sở Nội vụ']), ['Thủ trưởng các cơ quan, đơn vị có tên tại Phụ lục', 'Chủ tịch Ủy ban nhân dân các xã, phường, đặc khu có tên tại Phụ lục']);
  });
});

describe('two units of one name', () => {
  it('stand in a letter each with its own arrears, never added up', async () => {
    const world = await behind(8), { province, t } = world;
    await t.run(climb);
    const { basis, items } = await draftContent(world.db, await theDraft(world), plainDate('2026-11-20')), twins = province.communes.slice(0, 2), both = items.filter(({ subject }) => twins.includes(subject.holder.unitId)).map((one) => ({ ...one, duty: { ...one.duty, unitName: 'UBND xã Tân Lập' } }));
    const letter = letterDocument({ basis, items: both, form: FORM, annexed: true }, plainDate('2026-11-20')), [table] = letter.annexes[0]!.blocks;
    assert.ok(table?.type === 'table');
    assert.deepEqual(table.rows.flatMap((row) => (row.type === 'group' ? [row.title] : [])), ['UBND xã Tân Lập', 'UBND xã Tân Lập']);
    assert.match(JSON.stringify(letter.body), /còn 02 cơ quan, đơn vị/);
  });
});
