import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { sampleProvince } from '#features/organisations/rules/sample-province.ts';
import { makeTree } from '#features/organisations/rules/tree.ts';
import { planPeople } from './import-people.ts';
import { ROLE_IDS, ROLE_LABELS } from './roles.ts';

const tree = makeTree(sampleProvince({ communes: 3 }).versions, plainDate('2026-11-20')), root = tree.roots[0]!;
const plan = (roles: string, scope = '') => planPeople({ head: ['Họ và tên', 'Thư điện tử', 'Mã đơn vị', 'Vai trò', 'Phạm vi'], rows: [{ line: 2, cells: ['Lê An', 'an@songtra.example', root.codes.local!, roles, scope] }] }, tree, root.id);

describe('a table of people', () => {
  it('takes every role as the page names it, several by comma or semicolon, also the one with a comma inside', () => {
    for (const role of ROLE_IDS) assert.deepEqual(plan(ROLE_LABELS[role].label).people[0]?.roles, [{ role, subtree: false }]);
    for (const cell of ['Lãnh đạo duyệt, Theo dõi, giám sát, Tài chính', 'Lãnh đạo duyệt; Theo dõi, giám sát; Tài chính']) {
      assert.deepEqual(plan(cell).people[0]?.roles.map(({ role }) => role), ['approver', 'observer', 'finance']);
    }
    assert.match(plan('Theo dõi').faults[0]!.reason, /Không có vai trò “Theo dõi”/);
  });
  it('takes a mark or a yes for the units below', () => {
    for (const scope of ['x', 'có', 'Cả cấp dưới']) assert.equal(plan('Tài chính', scope).people[0]?.roles[0]!.subtree, true);
    assert.equal(plan('Tài chính', 'Đơn vị').people[0]?.roles[0]!.subtree, false);
    assert.equal(plan('Tài chính', 'mọi nơi').faults[0]!.column, 'Phạm vi');
  });
});
