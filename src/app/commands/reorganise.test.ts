import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { AppError } from '#kernel/app-error.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { organisationByCode } from '#features/organisations/store.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '#platform/db/store.ts';
import { silentLog } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { actingFor } from '#test/support/acting.ts';
import { draftCommitment } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { people, songTra } from '#test/support/worked-province.ts';
import { reorganiseCommand } from './reorganise.ts';
import { verifyCommand } from './verify.ts';

const folder = tempFolder('reorganise'), data = join(folder, 'data');
async function run(command: typeof reorganiseCommand, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await command.run([...args, '--data', data], { stdout: { write: (text: string) => { out += text; } }, stderr: { write: (text: string) => { err += text; } } });
  return { code, out, err };
}
const file = (name: string, text: string): string => { const path = join(folder, name); writeFileSync(path, text); return path; };

describe('bin/loa reorganise', async () => {
  const store = await openStore({ config: readConfig({}), data, kind: 'real', create: true, migrate: true, migrations, log: silentLog });
  after(() => store.close());
  const t = actingFor(store.db), province = await songTra(t);
  await people(t, [{ userName: 'hoa@songtra.example', name: 'Trần Thị Hoa', at: province.communes[0]!, roles: ['officer'] }, { userName: 'binh@songtra.example', name: 'Lê Bình', at: province.communes[3]!, roles: ['officer'] }]);
  await t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [
    draftCommitment(t.newId, province.communes.map((id) => ({ organisationId: id, boardOrganisationId: id }))),
    draftCommitment(t.newId, province.communes.map((id) => ({ organisationId: id, boardOrganisationId: id })), { title: 'Chương trình phát thanh', product: 'broadcast', citation: { type: 'Kế hoạch', number: '07/KH-UBND', date: plainDate('2026-01-05'), issuer: 'UBND tỉnh Sông Trà', title: 'Tuyên truyền', item: 'III.7' } }),
  ] }));
  const state = async () => (await sql`select (select count(*) from organisation_versions) as versions, (select count(*) from succession_events) as events, (select count(*) from obligation_transfers) as transfers`.execute(store.db)).rows[0];
  const nameOf = async (code: string) => (await organisationByCode(store.db, code, plainDate('2026-11-20')))?.name;

  const HEAD = 'Ngày;Loại;Đơn vị;Thành;Loại đơn vị mới;Mã mới;Đơn vị kế thừa;Nhiệm vụ;Căn cứ\n';
  const merger = HEAD + '16/07/2025;Hợp nhất;X1|X3;UBND xã Nguyễn Nghiêm;Xã;X1;;;NQ 05/NQ-HĐND\n16/07/2025;Đổi tên;X6;UBND xã Yên Hòa;;;;;\n';

  it('--dry-run prints what would move, names nothing that does not exist, and writes nothing', async () => {
    const before = await state(), { code, out, err } = await run(reorganiseCommand, file('a.csv', merger), '--dry-run');
    assert.deepEqual([code, err], [0, 'Chạy thử: chưa thay đổi gì.\n']);
    assert.equal(out, `2 sự kiện:
  dòng 2  16/07/2025  Hợp nhất UBND xã Bình An, UBND xã Ấp Bắc thành UBND xã Nguyễn Nghiêm (đơn vị mới); 2 đơn vị chuyển theo; 2 phòng, đơn vị cùng chức năng nhập làm một
  dòng 3  16/07/2025  Đổi tên UBND xã Yên Mỹ thành UBND xã Yên Hòa

Việc phải làm còn mở và nợ: 48 việc
      24  UBND xã Bình An → UBND xã Nguyễn Nghiêm
      24  UBND xã Ấp Bắc → UBND xã Nguyễn Nghiêm

Vai trò của người dùng: 1 vai trò
       1  UBND xã Bình An → UBND xã Nguyễn Nghiêm
`);
    assert.deepEqual(await state(), before);
  });
  it('names the row and the column that are wrong, and changes nothing', async () => {
    const before = await state(), { code, out, err } = await run(reorganiseCommand, file('b.csv', `${merger}16/07/2025;Giải thể;X9;;;;;;\n`));
    assert.deepEqual([code, out], [1, '']);
    assert.equal(err, 'dòng 4, cột Đơn vị: Không có đơn vị nào mang mã hoặc tên “X9” vào ngày 16/07/2025.\nCó 1 lỗi; chưa thay đổi gì.\n');
    const cells = await run(reorganiseCommand, file('c.csv', 'Ngày;Loại;Đơn vị;Thành;Căn cứ\n31/02/2026;Đổi tên;X1;A;NQ\n16/07/2025;Nhân đôi;X1;A;NQ\n'));
    assert.match(cells.err, /dòng 2, cột Ngày: [\s\S]*dòng 3, cột Loại: Không có loại sự kiện “Nhân đôi”/);
    assert.deepEqual(await state(), before);
  });
  it('applies the file once; a second time nothing happens and it says so', async () => {
    const { code, out } = await run(reorganiseCommand, file('a.csv', merger));
    assert.equal(code, 0);
    assert.match(out, /^2 sự kiện đã áp dụng:/);
    assert.deepEqual([await nameOf('X1'), await nameOf('X6'), await nameOf('X3')], ['UBND xã Nguyễn Nghiêm', 'UBND xã Yên Hòa', undefined]);
    const before = await state();
    assert.deepEqual([(await run(reorganiseCommand, file('a.csv', merger))).code, await state()], [0, before]);
    assert.match((await run(reorganiseCommand, file('a.csv', merger))).out, /Cả 2 sự kiện đã được áp dụng ngày .*; không có gì thay đổi/);
    await assert.rejects(run(reorganiseCommand, file('d.csv', `${merger}16/07/2025;Đổi tên;X2;UBND phường Khác;;;;;\n`)), (error: AppError) => /2 sự kiện đã được áp dụng .* \(dòng 2, 3\); hãy bỏ các dòng ấy/.test(error.message));
  });
  it('lists what a division leaves open, with codes to name it by, until the file says who gets what', async () => {
    const division = '17/07/2025;Chia;X4;UBND xã Đông|UBND xã Tây;Xã;XD|XT;XT;;NQ 06/NQ-HĐND\n';
    const asked = await run(reorganiseCommand, file('e.csv', HEAD + division));
    assert.deepEqual([asked.code, asked.err], [1, 'Còn 2 lựa chọn; chưa thay đổi gì.\n']);
    const code = /UBND xã Ổ Gà: Chương trình phát thanh \(07\/KH-UBND, mục III\.7\), 12 việc, mã (\w{8})\. Chọn: UBND xã Đông \| UBND xã Tây/.exec(asked.out)?.[1];
    assert.ok(code, asked.out);
    const wrong = await run(reorganiseCommand, file('f.csv', `${HEAD}${division}17/07/2025;Phân công;X4;XD;;;;Việc khác;\n17/07/2025;Phân công;X4;XT;;;;;\n`));
    assert.equal(wrong.err, 'dòng 3, cột Nhiệm vụ: Không có gì tên “Việc khác” chờ phân công ở “X4”.\nCó 1 lỗi; chưa thay đổi gì.\n');
    const done = await run(reorganiseCommand, file('g.csv', `${HEAD}${division}17/07/2025;Phân công;X4;XD;;;;${code};\n17/07/2025;Phân công;X4;XT;;;;;\n`));
    assert.equal(done.code, 0, done.err);
    assert.match(done.out, /12  UBND xã Ổ Gà → UBND xã Tây\n +12  UBND xã Ổ Gà → UBND xã Đông\n/);
  });
  it('tries an event of a day to come, but applies it only from that day on', async () => {
    const future = file('j.csv', `${HEAD}01/07/2099;Giải thể;X2.VP;;;;X2.VHXH;;NQ 08/NQ-HĐND\n`);
    assert.equal((await run(reorganiseCommand, future, '--dry-run')).code, 0);
    assert.match((await run(reorganiseCommand, future)).err, /dòng 2, cột Ngày: Ngày 01\/07\/2099 chưa tới/);
  });
  it('takes the same from a program as .json, and leaves a store that verifies', async () => {
    const events = [{ kind: 'dissolve', onDay: '2025-07-18', citation: 'NQ 07', unit: 'XD', successor: 'XT' }, { kind: 'transfer', onDay: '2025-07-18', citation: 'NQ 07', function: 'culture', from: 'X2.VHXH', to: 'X2.VP' }];
    assert.equal((await run(reorganiseCommand, file('h.json', JSON.stringify(events)))).code, 0);
    assert.match((await run(reorganiseCommand, file('i.json', '[{"kind":"merge"}]'))).err, /dòng 1, cột/);
    assert.equal((await run(verifyCommand)).code, 0);
  });
});
