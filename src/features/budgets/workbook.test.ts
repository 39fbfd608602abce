import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { readSheet } from 'read-excel-file/node';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { BudgetFacts } from './rules/facts.ts';
import { totalsOfLines } from './rules/sums.ts';
import { budgetWorkbook } from './workbook.ts';

const line = { id: 'a' as Id, itemId: null, task: 'III.1. Chuyên mục', description: 'Nhuận bút', unit: 'tin, bài', quantity: 12_500, unitPrice: 200_000, source: 'STATE_BUDGET' as const, estimated: 2_500_000, appraised: null, approved: 2_400_000, allotted: 2_400_000, spent: 1_000_001, note: null };
const named = { organisation: 'UBND xã Mộ Đức', former: null, office: 'Sở Tài chính', committee: 'UBND tỉnh' };
const facts: BudgetFacts = {
  ...named, then: { estimate: named, decision: named }, year: 2026, basis: null, totals: totalsOfLines([line]), lines: [line], parts: [], tasks: [], missing: [], amendments: [],
  payments: [{ on: plainDate('2026-04-28'), voucher: 'PC 1', hasFile: false, line: 'Nhuận bút', payee: 'Nhuận bút tháng 4', amount: 1_000_001 }], costs: [],
};

it('the workbook holds numbers that add up, and is the same file whenever it is made', async () => {
  const bytes = await budgetWorkbook(facts, 'Quyết toán kinh phí', true), rows = await readSheet(Buffer.from(bytes), 'Quyết toán');
  assert.deepEqual(rows[2], ['STT', 'Nhiệm vụ', 'Nội dung', 'Đơn vị tính', 'Số lượng', 'Đơn giá', 'Thành tiền', 'Nguồn', 'Được phê duyệt', 'Sau điều chỉnh', 'Quyết toán', 'Còn lại', 'Ghi chú']);
  assert.deepEqual(rows[3]!.slice(3, 12), ['tin, bài', 12.5, 200_000, 2_500_000, 'Ngân sách nhà nước', 2_400_000, 2_400_000, 1_000_001, 1_399_999]);
  assert.deepEqual(rows[4]!.slice(8, 12), [2_400_000, 2_400_000, 1_000_001, 1_399_999]);
  mock.timers.enable({ apis: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
  try { assert.ok(Buffer.from(await budgetWorkbook(facts, 'Quyết toán kinh phí', true)).equals(Buffer.from(bytes))); } finally { mock.timers.reset(); }
});
