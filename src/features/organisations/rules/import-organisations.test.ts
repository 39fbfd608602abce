import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import writeXlsxFile from 'write-excel-file/node';
import { seededIds } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { readTable } from '../read-table.ts';
import { planImport } from './import-organisations.ts';
import { sampleProvince } from './sample-province.ts';
import { makeTree } from './tree.ts';

const province = sampleProvince({ communes: 3 });
const tree = makeTree(province.versions, plainDate('2026-11-20')), root = tree.roots[0]!;
const ids = seededIds(9, 1_800_000_000_000);
const plan = async (csv: string) => planImport(await readTable('a.csv', new TextEncoder().encode(csv)), tree, root, plainDate('2026-11-20'), () => ids(1));

describe('a table of organisations', () => {
  it('makes new ones, parents first whatever the order of the rows', async () => {
    const { created, faults } = await plan('\ufeffMã đơn vị;Tên;Loại;Mã cấp trên;Chức năng;Tên gọi khác\nXM.VH;Phòng Văn hóa – Xã hội;Phòng;XM;Văn hóa;Phòng VHXH|VH-XH\nXM;Ủy ban nhân dân xã Mới;Xã;;;\nXM.TT;Trung tâm Phục vụ hành chính công;Trung tâm;XM;;');
    assert.deepEqual(faults, []);
    assert.deepEqual(created.map(({ name, kind, tier, functions }) => [name, kind, tier, functions]), [
      ['Ủy ban nhân dân xã Mới', 'commune', 'commune', []], ['Phòng Văn hóa – Xã hội', 'division', 'commune', ['culture']], ['Trung tâm Phục vụ hành chính công', 'service-centre', 'commune', ['one-stop']],
    ]);
    assert.deepEqual(created[1]!.aliases, ['Phòng VHXH', 'VH-XH']);
    assert.equal(created[1]!.path, `${root.path}${created[0]!.id}/${created[1]!.id}/`);
  });
  it('changes what has a known code, and leaves alone what is equal', async () => {
    const { created, changed, unchanged, faults } = await plan('Mã,Tên đơn vị,Loại,Điện thoại\nS2,Sở Nội vụ,Sở,0255 111\nS5,Sở Tư pháp,Sở,\nST,Ủy ban nhân dân tỉnh Sông Trà,province,');
    assert.deepEqual(faults, []);
    assert.equal(created.length, 0);
    assert.deepEqual(changed.map(({ name, properties }) => [name, properties]), [['Sở Nội vụ', ['hotline']]]);
    assert.equal(unchanged, 2);
  });
  it('names every bad row with its line, column and reason', async () => {
    const { faults } = await plan('Mã;Tên đơn vị;Loại;Mã cấp trên;Chức năng\nA;;Sở;;\nB;Sở B;Tàu ngầm;;\nB;Sở B2;Sở;;\nC;Phòng C;Phòng;KHONG;\nD;Phòng D;Phòng;E;\nE;Phòng E;Phòng;D;\nF;Sở F;Sở;;bay\n;Sở G;Sở;;\nH;Sở H;Sở;H;');
    assert.deepEqual(faults.map(({ line, column }) => [line, column]), [[2, 'Tên đơn vị'], [3, 'Loại'], [4, 'Mã'], [5, 'Mã cấp trên'], [6, 'Mã cấp trên'], [8, 'Chức năng'], [9, 'Mã'], [10, 'Mã cấp trên']]);
    assert.match(faults[2]!.reason, /dòng 3/);
    assert.match(faults[3]!.reason, /KHONG/);
  });
  it('says which column is missing', async () => {
    assert.deepEqual((await plan('Mã;Tên đơn vị\nA;Sở A')).faults, [{ line: 1, column: 'Loại', reason: 'Thiếu cột “Loại”.' }]);
  });
  it('is read from .xlsx as well, numbers and blanks included', async () => {
    const bytes = await writeXlsxFile([[{ value: 'Mã' }, { value: 'Tên đơn vị' }, { value: 'Loại' }], [{ value: 12 }, { value: 'Sở  Mười Hai' }, { value: 'Sở' }], [null, null, null]]).toBuffer();
    const { created, faults } = planImport(await readTable('a.xlsx', bytes), tree, root, plainDate('2026-11-20'), () => ids(1));
    assert.deepEqual(faults, []);
    assert.deepEqual(created.map(({ name, codes }) => [name, codes]), [['Sở Mười Hai', { local: '12' }]]);
  });
  it('refuses what is no table with a sentence', async () => {
    await assert.rejects(readTable('a.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9])), /hỏng, có mật khẩu/);
    await assert.rejects(readTable('a.csv', new Uint8Array([0x4d, 0xe3, 0x3b])), /UTF-8/);
    await assert.rejects(readTable('a.xls', new Uint8Array([0xd0, 0xcf])), /\.xlsx/);
    await assert.rejects(readTable('a.csv', new Uint8Array()), /trống/);
  });
});
