import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { verify } from '#features/audit/verify.ts';
import { organisationsAudited } from './audited.ts';
import { systemActor } from '#features/audit/act.ts';
import { changeOrganisation } from './actions/change-organisation.ts';
import { closeOrganisation } from './actions/close-organisation.ts';
import { createOrganisation, type CreateOrganisation } from './actions/create-organisation.ts';
import { defineGroup } from './actions/define-group.ts';
import { importOrganisations } from './actions/import-organisations.ts';
import { partyOf, rememberNameChoice } from './actions/remember-name-choice.ts';
import { allGroups, organisation, organisationByCode, organisationTree, resolveGroup, resolveWritten, searchOrganisations } from './store.ts';

const { db } = await testDb();
const system = actingFor(db, { actor: systemActor('Thiết lập') });
const person = actingFor(db, { actor: actorFor({ accountId: system.newId() }), seed: 2 });
const day = plainDate;
const create = (input: CreateOrganisation): Promise<Id> => system.run((acting) => createOrganisation(acting, { validFrom: day('2025-07-01'), ...input }));
const refused = (code: AppError['code'], words: RegExp) => (error: unknown): boolean => (error as AppError).code === code && words.test((error as AppError).message);

const root = await create({ name: 'Ủy ban nhân dân tỉnh Sông Trà', shortName: 'Tỉnh Sông Trà', kind: 'province', parentId: null, codes: { local: 'ST' } });
const culture = await create({ name: 'Sở Văn hóa, Thể thao và Du lịch', kind: 'department', parentId: root, codes: { local: 'SVHTTDL' } });
const an = await create({ name: 'Ủy ban nhân dân xã An Bình', shortName: 'Xã An Bình', kind: 'commune', parentId: root });
const binh = await create({ name: 'Ủy ban nhân dân phường Bình Sơn', shortName: 'Phường Bình Sơn', kind: 'ward', parentId: root });
const anCulture = await create({ name: 'Phòng Văn hóa – Xã hội', kind: 'division', parentId: an, functions: ['culture'] });
const groupNamed = async (standard: string): Promise<Id> => [...(await allGroups(db)).values()].find((one) => one.ownerId === root && one.standard === standard)!.id;

describe('organisations in time', () => {
  it('are told as of a day: nothing before they began', async () => {
    assert.equal((await organisationTree(db, day('2025-06-30'))).all.length, 0);
    assert.deepEqual((await organisationTree(db, day('2026-01-01'))).all.map((one) => one.shortName), ['Tỉnh Sông Trà', 'Sở Văn hóa, Thể thao và Du lịch', 'Xã An Bình', 'Phòng Văn hóa – Xã hội', 'Phường Bình Sơn']);
  });
  it('are not imported from a day before the unit above began: the sentence names the day, the form keeps standing', async () => {
    const table = { head: ['Mã', 'Tên đơn vị', 'Loại'], rows: [{ line: 2, cells: ['ST1', 'Sở Tư pháp', 'Sở'] }] };
    await assert.rejects(person.run((acting) => importOrganisations(acting, { table, rootId: root, validFrom: day('2025-01-01'), dryRun: true })), refused('invalid', /Ủy ban nhân dân tỉnh Sông Trà chưa có vào ngày 01\/01\/2025/));
  });
  it('keep the old name for old days', async () => {
    const was = await organisation(db, culture, day('2026-11-20'));
    const changed = await person.run((acting) => changeOrganisation(acting, culture, { ...was, name: 'Sở Văn hóa và Du lịch', shortName: '' }, day('2026-03-01')));
    assert.deepEqual(changed, ['name', 'shortName']);
    assert.equal((await organisation(db, culture, day('2026-02-28'))).name, 'Sở Văn hóa, Thể thao và Du lịch');
    assert.equal((await organisation(db, culture, day('2026-03-01'))).name, 'Sở Văn hóa và Du lịch');
    assert.deepEqual(await person.run(async (acting) => changeOrganisation(acting, culture, await organisation(acting.tx, culture, day('2026-05-01')), day('2026-05-01'))), [], 'nothing new is no new version');
    await assert.rejects(person.run((acting) => changeOrganisation(acting, culture, was, day('2026-01-01'))), refused('invalid', /01\/03\/2026/));
  });
  it('take what is below them along when they move', async () => {
    const special = await create({ name: 'Ủy ban nhân dân đặc khu Lý Hải', shortName: 'Đặc khu Lý Hải', kind: 'special-zone', parentId: root });
    const office = await create({ name: 'Văn phòng HĐND và UBND', kind: 'commune-office', parentId: special });
    const desk = await create({ name: 'Trung tâm Phục vụ hành chính công', kind: 'service-centre', parentId: special, validFrom: day('2026-06-01') });
    await person.run(async (acting) => changeOrganisation(acting, special, { ...(await organisation(acting.tx, special, day('2026-05-01'))), parentId: culture }, day('2026-05-01')));
    const [before, after] = [await organisationTree(db, day('2026-04-30')), await organisationTree(db, day('2026-06-01'))];
    assert.ok(!before.isWithin(office, culture) && before.isWithin(office, root));
    assert.ok(after.isWithin(office, culture) && after.isWithin(desk, culture) && after.isWithin(desk, root));
    await assert.rejects(person.run(async (acting) => changeOrganisation(acting, culture, { ...(await organisation(acting.tx, culture, day('2026-07-01'))), parentId: special }, day('2026-07-01'))), refused('invalid', /chính đơn vị này/));
    await assert.rejects(person.run((acting) => closeOrganisation(acting, special, day('2026-10-31'))), refused('conflict', /còn 2 đơn vị/));
    for (const id of [office, desk, special]) await person.run((acting) => closeOrganisation(acting, id, day('2026-10-31')));
    const now = await organisationTree(db, day('2026-11-20'));
    assert.equal(now.get(special), undefined);
    assert.equal(now.latest(special)?.shortName, 'Đặc khu Lý Hải');
    assert.ok(now.isWithin(office, root), 'what is closed still belongs to those above it');
  });
  it('refuse a code twice, an empty name and a unit without a parent', async () => {
    await assert.rejects(create({ name: 'Sở Khác', kind: 'department', parentId: root, codes: { local: 'svhttdl' } }), refused('duplicate', /svhttdl/));
    await assert.rejects(create({ name: '  ', kind: 'department', parentId: root }), refused('invalid', /tên đơn vị/));
    await assert.rejects(create({ name: 'Phòng A', kind: 'division', parentId: null }), refused('invalid', /cấp trên/));
    await assert.rejects(person.run((acting) => createOrganisation(acting, { name: 'Tỉnh khác', kind: 'province', parentId: null })), refused('invalid', /cấp trên/));
  });
  it('show nothing of a change that was rolled back', async () => {
    await assert.rejects(system.run(async (acting) => {
      await createOrganisation(acting, { name: 'Sở Mơ', kind: 'department', parentId: root });
      assert.ok((await organisationTree(acting.tx, acting.today)).all.some((one) => one.name === 'Sở Mơ'));
      throw new Error('no');
    }), /no/);
    await create({ name: 'Sở Thật', kind: 'department', parentId: root });
    const names = (await organisationTree(db, day('2026-11-20'))).all.map((one) => one.name);
    assert.ok(names.includes('Sở Thật') && !names.includes('Sở Mơ'));
  });
  it('ask for the permission at the organisation itself', async () => {
    const nobody = person.as(actorFor({ accountId: person.newId(), may: async () => false }));
    for (const attempt of [
      () => nobody.run((acting) => createOrganisation(acting, { name: 'Sở A', kind: 'department', parentId: root })),
      () => nobody.run((acting) => closeOrganisation(acting, anCulture, day('2026-11-20'))),
      () => nobody.run((acting) => defineGroup(acting, { ownerId: root, name: 'Nhóm', rule: { by: 'list', members: [an] } })),
      () => nobody.run((acting) => rememberNameChoice(acting, { scopeId: root, asWritten: 'ai đó', party: { type: 'organisation', id: an } })),
    ]) await assert.rejects(attempt, refused('forbidden', /./));
  });
});

describe('groups', () => {
  it('hold every commune committee, and each culture division with the commune that has none named', async () => {
    const communes = await resolveGroup(db, await groupNamed('communes'), day('2026-11-20'));
    assert.deepEqual(communes.members.map((one) => one.id), [an, binh]);
    const divisions = await resolveGroup(db, await groupNamed('culture-divisions'), day('2026-11-20'));
    assert.deepEqual([divisions.members.map((one) => one.id), divisions.missing.map((one) => one.id)], [[anCulture], [binh]]);
    assert.deepEqual((await resolveGroup(db, await groupNamed('communes'), day('2025-06-30'))).members, []);
  });
  it('may not contain themselves', async () => {
    const inner = await system.run((acting) => defineGroup(acting, { ownerId: root, name: 'Trong', rule: { by: 'list', members: [an] } }));
    const outer = await system.run((acting) => defineGroup(acting, { ownerId: root, name: 'Ngoài', rule: { by: 'union', of: [{ by: 'group', group: inner }, { by: 'list', members: [binh] }] } }));
    assert.deepEqual((await resolveGroup(db, outer, day('2026-11-20'))).members.map((one) => one.id), [an, binh]);
    await assert.rejects(system.run((acting) => defineGroup(acting, { ownerId: root, name: 'Trong', rule: { by: 'group', group: outer } }, inner)), refused('invalid', /chứa chính nó/));
    await assert.rejects(system.run((acting) => defineGroup(acting, { ownerId: root, name: 'ngoài', rule: { by: 'list', members: [an] } })), refused('duplicate', /Ngoài/));
  });
});

describe('names', () => {
  it('are asked once and then remembered', async () => {
    const first = await resolveWritten(db, 'Sở Thông tin và Truyền thông', root, day('2026-11-20'));
    assert.equal(first.state, 'candidates');
    const party = await person.run(async (acting) => rememberNameChoice(acting, { scopeId: root, asWritten: 'Sở Thông tin và Truyền thông', party: await partyOf(acting, first.state === 'candidates' ? first.candidates[0]! : { party: null }) }));
    for (const scope of [root, an]) {
      const again = await resolveWritten(db, 'Sở TT&TT', scope, day('2026-11-20'));
      assert.ok(again.state === 'resolved' && again.party.id === party.id && again.reason === 'remembered');
    }
    await person.run((acting) => rememberNameChoice(acting, { scopeId: root, asWritten: 'Sở TTTT', party: { type: 'organisation', id: an } }));
    const changed = await resolveWritten(db, 'Sở TT&TT', root, day('2026-11-20'));
    assert.ok(changed.state === 'resolved' && changed.party.id === an, 'a later choice replaces the earlier one');
  });
  it('are found by words without marks, by code and page by page', async () => {
    assert.deepEqual((await searchOrganisations(db, { below: root, asOf: day('2026-11-20'), words: 'van hoa xa' })).rows.map((one) => one.id), [anCulture]);
    assert.equal((await organisationByCode(db, 'st', day('2026-11-20')))?.id, root);
    const page = await searchOrganisations(db, { below: root, asOf: day('2026-11-20'), size: 2, page: 9 });
    assert.equal(page.page, page.pages);
  });
});

describe('the audit log', () => {
  it('proves every row after all of the above', async () => {
    assert.deepEqual((await verify(db, { audited: organisationsAudited, files: [], fileStore: null })).differences, []);
  });
});
