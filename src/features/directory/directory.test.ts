import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AppError } from '#kernel/app-error.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { successionParts, useSuccessionParts } from '#features/organisations/succession-part.ts';
import { actingFor, actorFor } from '../../../test/support/acting.ts';
import { testDb, type TestDatabase } from '../../../test/support/database.ts';
import { smallProvince, type SmallProvince } from '../../../test/support/small-province.ts';
import { checkEntries } from './actions/check-entries.ts';
import { endEntry } from './actions/end-entry.ts';
import { importDirectory } from './actions/import-directory.ts';
import { addEntry, changeEntryFrom } from './actions/keep-entry.ts';
import { directorySuccession } from './succession.ts';
import { contactOf, entriesEver, entriesOn, hotlinesOf, oneStopOf } from './store.ts';

const hotline = { number: '0255 3000 113', purpose: 'Hướng dẫn thủ tục', hours: 'T2-T6: 07:00-11:30, 13:30-17:00' };

describe('the directory of an organisation', () => {
  let test: TestDatabase, province: SmallProvince, t: ReturnType<typeof actingFor>;
  before(async () => { test = await testDb(); t = actingFor(test.db); province = await smallProvince(t); });
  after(() => test.close());
  const day = plainDate('2026-11-20');

  it('holds a changed number from the day that was said, and what held before stays in the history', async () => {
    const [commune] = province.communes as [typeof province.root];
    const id = await t.run((a) => addEntry(a, { organisationId: commune, kind: 'hotline', typed: hotline }));
    await t.run((a) => changeEntryFrom(a, { entryId: id, rowVersion: 1, typed: { ...hotline, number: '0999 000 123' }, from: plainDate('2026-12-01') }));
    assert.deepEqual((await hotlinesOf(test.db, commune, day)).map(({ number }) => number), ['02553000113']);
    assert.deepEqual((await hotlinesOf(test.db, commune, plainDate('2026-11-30'))).map(({ number }) => number), ['02553000113']);
    assert.deepEqual((await hotlinesOf(test.db, commune, plainDate('2026-12-01'))).map(({ number }) => number), ['0999000123']);
    const [coming] = await entriesEver(test.db, commune);
    await t.run((a) => endEntry(a, { entryId: coming!.id, rowVersion: null }));
    assert.deepEqual((await hotlinesOf(test.db, commune, plainDate('2026-12-01'))).map(({ number }) => number), ['02553000113'], 'a change that is taken back before its day leaves the old number');
  });

  it('refuses a second office, somebody who looked at an older state, and somebody without the right', async () => {
    const [, commune] = province.communes as [typeof province.root, typeof province.root], typed = { address: 'Thôn 1, xã Mẫu 2' };
    const id = await t.run((a) => addEntry(a, { organisationId: commune, kind: 'office', typed }));
    const code = (wanted: string) => (error: unknown) => error instanceof AppError && error.code === wanted;
    await assert.rejects(t.run((a) => addEntry(a, { organisationId: commune, kind: 'office', typed })), code('conflict'));
    await t.run((a) => changeEntryFrom(a, { entryId: id, rowVersion: 1, typed: { ...typed, phone: '0255 3000 002' } }));
    await assert.rejects(t.run((a) => changeEntryFrom(a, { entryId: id, rowVersion: 1, typed })), code('stale'));
    await assert.rejects(t.as(actorFor({ may: async () => false })).run((a) => addEntry(a, { organisationId: commune, kind: 'hotline', typed: hotline })), code('forbidden'));
    assert.equal((await contactOf(test.db, commune, day)).office?.phone, '02553000002');
  });

  it('shows in public only people who agreed', async () => {
    const [commune] = province.communes as [typeof province.root];
    await t.run((a) => addEntry(a, { organisationId: commune, kind: 'contact', typed: { name: 'Nguyễn Văn An', title: 'Chủ tịch UBND xã', leader: '1', consent: '1', topics: 'Đất đai\nHộ tịch' } }));
    await t.run((a) => addEntry(a, { organisationId: commune, kind: 'contact', typed: { name: 'Trần Thị Bình', title: 'Công chức', phone: '0999 000 002' } }));
    assert.deepEqual((await contactOf(test.db, commune, day)).people.map(({ name, topics }) => [name, topics]), [['Nguyễn Văn An', ['Đất đai', 'Hộ tịch']]]);
  });

  it('is looked through as a whole', async () => {
    const [commune] = province.communes as [typeof province.root];
    assert.equal(await t.on('2026-12-05').run((a) => checkEntries(a, { organisationId: commune })), 3);
    assert.ok((await entriesOn(test.db, [commune], plainDate('2026-12-05'))).every(({ checked_on }) => checked_on === '2026-12-05'));
  });

  it('takes a table as a whole or not at all, and the same table changes nothing', async () => {
    const commune = await t.run((a) => createOrganisation(a, { name: 'UBND xã Mẫu 9', kind: 'commune', parentId: province.root, codes: { local: 'X3' }, validFrom: plainDate('2025-07-01') }));
    const head = ['Mã đơn vị', 'Mục', 'Tên', 'Chức vụ', 'Địa chỉ', 'Điện thoại', 'Giờ làm việc', 'Đồng ý công khai'];
    const rows = [['X3', 'Trụ sở', '', '', 'Thôn Đông', '02553000003', 'T2-T6: 07:00-17:00', ''], ['X3', 'Đường dây nóng', 'Mọi việc', '', '', '0999000003', '', ''], ['X3', 'Lãnh đạo', 'Lê Văn Ba', 'Chủ tịch', '', '', '', 'x'], ['X3', 'Một cửa', 'Bộ phận Một cửa', '', 'Thôn Đông', '', 'T7: 07:30-11:30', '']];
    const table = (cells: string[][]) => ({ head, rows: cells.map((one, index) => ({ line: index + 2, cells: one })) });
    const read = (cells: string[][], dryRun = false) => t.run((a) => importDirectory(a, { table: table(cells), rootId: province.root, dryRun }));
    const wrong = await read([...rows, ['X3', 'Đường dây nóng', 'Việc khác', '', '', '12', '', ''], ['X9', 'Trụ sở', '', '', 'Đâu đó', '', '', '']]);
    assert.deepEqual(wrong.faults.map(({ line, column }) => [line, column]), [[6, 'Điện thoại'], [7, 'Mã đơn vị']]);
    assert.equal((await read(rows, true)).added, 4);
    assert.equal(await oneStopOf(test.db, commune, day), null, 'a trial writes nothing');
    assert.equal((await read(rows)).added, 4);
    assert.deepEqual(await read(rows), { added: 0, changed: 0, unchanged: 4, faults: [], ignored: [] });
    assert.equal((await oneStopOf(test.db, commune, day))?.place, 'Bộ phận Một cửa');
  });

  it('closes with a unit that ends', async () => {
    const [one, two] = province.communes as [typeof province.root, typeof province.root];
    const events = [{ line: 0, onDay: plainDate('2026-12-10'), citation: 'Nghị quyết số 1/NQ-UBTVQH', reason: '', kind: 'merge' as const, units: [two], into: { existing: one } }];
    const parts = successionParts();
    useSuccessionParts(directorySuccession);
    await t.on('2026-12-10').run((a) => reorganise(a, { events, scopeId: province.root, answers: () => ({ answers: noAnswers }) })).finally(() => useSuccessionParts(...parts));
    assert.equal((await contactOf(test.db, two, plainDate('2026-12-10'))).office, null);
    assert.equal((await contactOf(test.db, two, plainDate('2026-12-09'))).office?.phone, '02553000002');
    assert.equal((await hotlinesOf(test.db, one, plainDate('2026-12-10'))).length, 1, 'the one that goes on keeps its own');
  });
});
