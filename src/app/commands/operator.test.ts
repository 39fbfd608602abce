import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { AppError } from '#kernel/app-error.ts';
import { randomIds } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { createSetupLink, setUp } from '#features/accounts/actions/set-up.ts';
import { readLink } from '#features/accounts/actions/answer-link.ts';
import { authenticateToken } from '#features/accounts/authenticate.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { planList } from '#features/plans/store.ts';
import { realClock } from '#platform/clock.ts';
import type { Command } from '#platform/command-line.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '#platform/db/store.ts';
import { createLog } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { reportAbout } from '#test/support/delivery-reports.ts';
import { accountCommand } from './account.ts';
import { bounceCommand } from './bounce.ts';
import { importCommand } from './import.ts';
import { tokenCommand } from './token.ts';

const folder = mkdtempSync(join(tmpdir(), 'loa-operator-')), data = join(folder, 'data');
const config = readConfig({});

async function run(command: Command, ...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [], err: string[] = [];
  const lines = (into: string[]) => ({ write: (text: string) => { into.push(...text.split('\n').filter(Boolean)); } });
  const code = await command.run([...args, '--data', data], { stdout: lines(out), stderr: lines(err) });
  return { code, out, err };
}
const file = (name: string, text: string): string => { const path = join(folder, name); writeFileSync(path, text); return path; };

describe('the operator on the machine itself', async () => {
  const store = await openStore({ config, data, kind: 'real', create: true, migrate: true, migrations, log: createLog('error') });
  after(async () => { await store.close(); rmSync(folder, { recursive: true, force: true }); });
  const env = { db: store.db, clock: realClock, ids: randomIds(), shard: 0 };

  it('takes a letter that came back from the mail server\'s pipe, and asks it to try again while the data cannot be opened', async () => {
    const piped = async (mail: string, at: string): Promise<[number, string]> => { let out = ''; const to = { write: (text: string) => { out += text; } }; return [await bounceCommand.run(['--data', at], { stdin: (async function* () { yield mail; })(), stdout: to, stderr: to }), out]; };
    const [code, said] = await piped(reportAbout({}), data);
    assert.deepEqual([code, /không nói về thư nào Loa đã gửi/.test(said)], [0, true]);
    assert.match((await piped('Subject: Xin chào\r\n\r\nChào.', data))[1], /không phải thông báo trả lại thư/);
    assert.equal((await piped(reportAbout({}), join(folder, 'nowhere')))[0], 75);
  });
  it('is sent to the set-up while nothing is there', async () => {
    await assert.rejects(run(importCommand, 'organisations', file('a.csv', 'Mã;Tên đơn vị;Loại\nA;Sở A;Sở')), (error: AppError) => error.code === 'conflict' && /thiết lập/.test(error.message));
  });
  it('imports units after a trial, all or none', async () => {
    await setUp(env, (await createSetupLink(env))!, { organisation: { name: 'Ủy ban nhân dân tỉnh Sông Trà', kind: 'province', since: plainDate('2025-07-01') }, person: { name: 'Lê Quản Trị', title: '' }, userName: 'qt@songtra.gov.vn', password: 'mua xuan 42', repeated: 'mua xuan 42' });
    const good = file('units.csv', '\ufeffMã;Tên đơn vị;Loại;Mã cấp trên\nAB;Ủy ban nhân dân xã An Bình;Xã;\nAB.VH;Phòng Văn hóa – Xã hội;Phòng;AB\n');
    assert.deepEqual(await run(importCommand, 'organisations', good, '--dry-run'), { code: 0, out: ['Sẽ thêm 2, sẽ sửa 0, giữ nguyên 0 đơn vị.'], err: [] });
    assert.equal((await organisationTree(store.db, realClock.today())).all.length, 1);
    const bad = await run(importCommand, 'organisations', file('bad.csv', 'Mã;Tên đơn vị;Loại\nC;Sở C;Sở\nD;;Sở\n'));
    assert.deepEqual([bad.code, bad.err], [1, ['dòng 3, cột Tên đơn vị: Chưa ghi tên đơn vị.', 'Có 1 lỗi; chưa nhập dòng nào.']]);
    assert.equal((await run(importCommand, 'organisations', good)).code, 0);
    assert.deepEqual((await run(importCommand, 'organisations', good)).out, ['Đã thêm 0, đã sửa 0, giữ nguyên 2 đơn vị.']);
    assert.equal((await organisationTree(store.db, realClock.today())).all.length, 3);
  });
  it('invites people from a table, each with a link', async () => {
    const { code, out, err } = await run(importCommand, 'people', file('people.csv', 'Họ và tên,E-mail,Mã đơn vị,Vai trò,Phạm vi\nTrần Thị Hoa,hoa@anbinh.gov.vn,AB,Cán bộ thực hiện; Lãnh đạo duyệt,Cả cấp dưới\nLê Bình,binh@anbinh.gov.vn,AB.VH,officer,'));
    assert.deepEqual([code, out.length, err], [0, 2, ['Đã mời 2 người.']]);
    const token = out[0]!.split('/moi/')[1]!;
    assert.equal((await readLink(store.db, token, realClock.now(), realClock.today())).account.person.name, 'Trần Thị Hoa');
    const wrong = await run(importCommand, 'people', file('wrong.csv', 'Họ và tên,E-mail,Mã đơn vị,Vai trò\nA,a@b,ZZ,vua\n'));
    assert.deepEqual([wrong.code, wrong.err.length], [1, 4]);
  });
  it('takes a plan over from a table of tasks, all rows or none', async () => {
    const head = 'TT;Nhiệm vụ;Cơ quan chủ trì;Thời gian thực hiện;Định mức\n';
    const wrong = await run(importCommand, 'plans', file('sai.csv', `${head}1;Chuyên mục trên trang;;Thường xuyên trong năm;02 tin, bài/tháng\n`));
    assert.equal(wrong.code, 1);
    assert.match(wrong.err.join(' '), /dòng 2, cột Cơ quan chủ trì.*chưa nhập dòng nào/);
    const { code, out } = await run(importCommand, 'plans', file('ke-hoach.csv', `${head}1;Chuyên mục trên trang;Các phòng;Thường xuyên trong năm;02 tin, bài/tháng\n`), '--title', 'Tuyên truyền cải cách hành chính', '--year', '2026');
    assert.equal(code, 0);
    assert.match(out[0]!, /“Tuyên truyền cải cách hành chính” .* 1 nhiệm vụ/);
    assert.deepEqual((await planList(store.db, {})).rows.map((plan) => [plan.title, plan.year, plan.status, plan.tasks]), [['Tuyên truyền cải cách hành chính', 2026, 'draft', 1]]);
  });
  it('takes the catalogue of procedures over from a table as one decision, all rows or none', async () => {
    const head = 'Mã TTHC;Tên thủ tục;Lĩnh vực;Cấp;Thành phần hồ sơ;Lệ phí;Thời hạn\n', row = '1.001612.000.00.00.H48;Đăng ký khai sinh;Hộ tịch;Xã;Tờ khai (01 bản chính) | Giấy chứng sinh (01 bản chính);Không thu;Trong ngày\n', by = ['--decision', '12/QĐ-UBND', '--signed', '05/01/2026'];
    await assert.rejects(run(importCommand, 'procedures', file('tt.csv', head + row)), (error: AppError) => error.code === 'usage' && /--decision/.test(error.message));
    const wrong = await run(importCommand, 'procedures', file('tt-sai.csv', `${head}${row}1.16;;Hộ tịch;Huyện;;Không thu;Trong ngày\n`), ...by);
    assert.deepEqual([wrong.code, wrong.err.length], [1, 4]);
    assert.match(wrong.err.join(' '), /dòng 3, cột Mã thủ tục: .*dòng 3, cột Cấp thực hiện: .*chưa nhập dòng nào/);
    assert.deepEqual((await run(importCommand, 'procedures', file('tt.csv', head + row), ...by, '--dry-run')).out, ['Sẽ thêm 1, sẽ sửa 0, giữ nguyên 0 thủ tục, theo Quyết định 12/QĐ-UBND.']);
    assert.deepEqual((await run(importCommand, 'procedures', file('tt.csv', head + row), ...by)).out, ['Đã thêm 1, đã sửa 0, giữ nguyên 0 thủ tục, theo Quyết định 12/QĐ-UBND.']);
    assert.deepEqual((await run(importCommand, 'procedures', file('tt.csv', head + row), ...by)).out, ['Đã thêm 0, đã sửa 0, giữ nguyên 1 thủ tục, theo Quyết định 12/QĐ-UBND.']);
  });
  it('resets, invites and makes tokens', async () => {
    const reset = await run(accountCommand, 'reset', 'QT@songtra.gov.vn', '--drop-second-factor');
    assert.match(reset.out[0]!, /\/dat-lai\/[\w-]{40,}$/);
    assert.match((await run(accountCommand, 'invite', 'moi@anbinh.gov.vn', '--role', 'officer', '--organisation', 'AB')).out[0]!, /\/moi\//);
    assert.match((await run(accountCommand, 'invite', 'qt@songtra.gov.vn', '--role', 'focal', '--organisation', 'AB')).out[0]!, /Tài khoản đã có/);
    const { out } = await run(tokenCommand, 'create', '--account', 'qt@songtra.gov.vn', '--days', '3');
    assert.equal((await authenticateToken(store.db, realClock, `Bearer ${out[0]}`, {}))?.actor.personName, 'Lê Quản Trị');
  });
  it('is told what is wrong', async () => {
    for (const [command, args, code, words] of [
      [accountCommand, ['reset'], 'usage', /EMAIL/], [accountCommand, ['sing'], 'usage', /lệnh con/], [accountCommand, ['invite', 'x@y.vn', '--role', 'king', '--organisation', 'AB'], 'usage', /vai trò "king"/],
      [accountCommand, ['invite', 'x@y.vn', '--role', 'officer', '--organisation', 'ZZ'], 'not-found', /mã "ZZ"/], [accountCommand, ['reset', 'khong@co.vn'], 'not-found', /Không có tài khoản/],
      [tokenCommand, ['create', '--account', 'x', '--days', '0'], 'usage', /1 đến 365/], [importCommand, ['prices', 'x.csv'], 'usage', /Không nhập được/], [importCommand, ['people', join(folder, 'none.csv')], 'not-found', /Không có tệp/],
    ] as const) await assert.rejects(run(command, ...args), (error: AppError) => error.code === code && words.test(error.message), args.join(' '));
  });
});
