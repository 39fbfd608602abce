import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { plainDate } from '#kernel/plain-date.ts';
import { toDocx } from '../to-docx.ts';
import { toPdf } from '../to-pdf.ts';
import { buildAllotment, buildEstimate, buildSettlement, type BudgetPaperLine } from './build-budget.ts';
import { lint } from './lint.ts';
import { plainText, type OfficialDocument, type Table } from './official-document.ts';

const line = (change: Partial<BudgetPaperLine> = {}): BudgetPaperLine => ({ task: 'III.1. Duy trì chuyên mục', description: 'Nhuận bút tin, bài', unit: 'tin, bài', quantity: '50', price: 200_000, source: 'NSNN', note: null, estimated: 10_000_000, approved: 9_000_000, allotted: 9_500_000, spent: 9_000_001, ...change });
const lines = [line(), line({ description: 'Thiết kế ảnh', unit: 'mẫu', quantity: '2,5', price: 600_000, estimated: 1_500_000, approved: 1_500_000, allotted: 1_000_000, spent: 0 }), line({ task: null, description: 'Pa nô', unit: 'tấm', quantity: '1', price: 1_000_000, source: 'Nguồn khác', estimated: 1_000_000, approved: 1_000_000, allotted: 1_000_000, spent: 1_000_000 })];
const frame = {
  issuer: { superior: null, name: 'Ủy ban nhân dân xã Mộ Đức' }, number: '21', notation: 'TTr-UBND', place: 'Mộ Đức', date: plainDate('2026-02-05'), year: 2026, signing: { forms: ['TM. ỦY BAN NHÂN DÂN'], position: 'CHỦ TỊCH', name: null },
  distribution: [], fileCopy: {}, speaker: 'UBND xã Mộ Đức', basis: 'Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh', about: 'tuyên truyền cải cách hành chính năm 2026', addressees: ['Sở Tài chính'],
};
const estimate = { ...frame, reasons: ['Chưa có kinh phí bố trí riêng'], total: 12_500_000, proposed: 12_500_000, bySource: [{ source: 'Ngân sách nhà nước', amount: 11_500_000 }, { source: 'Nguồn hợp pháp khác', amount: 1_000_000 }], lines, units: [], tasks: [], missing: [] };
const units = [{ name: 'Sở Nội vụ', estimated: 8_000_000, proposed: 7_000_000, state: 7_000_000, other: 0 }, { name: 'UBND xã Mộ Đức', estimated: 4_500_000, proposed: 4_500_000, state: 3_500_000, other: 1_000_000 }];
const settlement = {
  ...frame, notation: 'BC-UBND', decision: 'Quyết định số 412/QĐ-UBND ngày 16/03/2026', totals: { estimated: 12_500_000, approved: 11_500_000, allotted: 11_500_000, spent: 10_000_001 }, bySource: [{ source: 'Ngân sách nhà nước', amount: 10_500_000, spent: 9_000_001 }],
  amendments: [{ number: '77/QĐ-UBND', on: plainDate('2026-07-10'), reason: 'Giá in tăng', difference: 0 }], lines, units: [], payments: [{ on: plainDate('2026-04-28'), voucher: 'PC 12', what: 'Nhuận bút tháng 4', amount: 10_000_001 }], costs: ['chi phí bình quân một tin, bài: 120.000 đ'], remarks: [],
};
const words = (document: OfficialDocument): string => document.body.map((block) => ('text' in block ? plainText(block.text) : 'title' in block ? block.title : '')).join('\n');
const rows = (document: OfficialDocument, annex = 0): (readonly string[])[] => (document.annexes[annex]!.blocks.find((block) => block.type === 'table') as Table).rows.map((row) => (row.type === 'group' ? [row.title] : row.cells));

describe('the papers of money', () => {
  it('the estimate says its total in digits and words, its sources, and lists the lines under their tasks with subtotals', () => {
    const paper = buildEstimate(estimate);
    assert.match(words(paper), /12\.500\.000 đồng \(bằng chữ: Mười hai triệu năm trăm nghìn đồng\)/);
    assert.match(words(paper), /Ngân sách nhà nước: 11\.500\.000 đồng/);
    assert.deepEqual(rows(paper), [
      ['I', 'III.1. Duy trì chuyên mục', '', '', '', '11.500.000', '', ''], ['1', 'Nhuận bút tin, bài', 'tin, bài', '50', '200.000', '10.000.000', 'NSNN', ''], ['2', 'Thiết kế ảnh', 'mẫu', '2,5', '600.000', '1.500.000', 'NSNN', ''],
      ['II', 'Chi chung, không theo nhiệm vụ của Kế hoạch', '', '', '', '1.000.000', '', ''], ['1', 'Pa nô', 'tấm', '1', '1.000.000', '1.000.000', 'Nguồn khác', ''], ['', 'Tổng cộng', '', '', '', '12.500.000', '', ''],
    ]);
  });

  it('the consolidated one lists units and tasks, says what is proposed, and names who is missing: many of them in an annex', () => {
    const few = buildEstimate({ ...estimate, lines: [], units, tasks: [{ task: null, units: 2, estimated: 12_500_000, proposed: 11_500_000 }], proposed: 11_500_000, missing: ['Sở Y tế'] }), many = buildEstimate({ ...estimate, lines: [], units, missing: Array.from({ length: 13 }, (_, index) => `UBND xã ${index}`) });
    assert.match(words(few), /đề nghị phê duyệt 11\.500\.000 đồng \(bằng chữ: Mười một triệu năm trăm nghìn đồng\)[^]*còn 01 đơn vị[^]*Sở Y tế/);
    assert.deepEqual(rows(few).at(-1), ['', 'Tổng cộng', '12.500.000', '11.500.000', '10.500.000', '1.000.000']);
    assert.equal(rows(many, 1).length, 13);
    assert.doesNotMatch(words(many), /UBND xã 3/);
  });

  it('the settlement says what was granted, changed, spent and left, each payment with its voucher', () => {
    const paper = buildSettlement(settlement);
    assert.match(words(paper), /Quyết định số 77\/QĐ-UBND ngày 10\/07\/2026: không đổi tổng số[^]*10\.000\.001 đồng \(bằng chữ: Mười triệu không trăm linh một đồng\)[^]*Kinh phí còn lại không sử dụng: 1\.499\.999 đồng/);
    assert.deepEqual([rows(paper).at(-1), rows(paper, 1).at(-1)], [['', 'Tổng cộng', '', '11.500.000', '11.500.000', '10.000.001', '1.499.999'], ['', '', '', 'Tổng cộng', '10.000.001']]);
  });

  it('all pass the format check of the decree and come out as Word and PDF, the same bytes each time', async () => {
    const allotment = buildAllotment({ ...frame, notation: 'QĐ-UBND', addressees: [], authority: 'Ủy ban nhân dân tỉnh', legalBases: ['Căn cứ Luật Ngân sách nhà nước'], total: 11_500_000, estimated: 12_500_000, bySource: estimate.bySource, lines, units, office: 'Sở Tài chính' });
    assert.match(words(allotment), /Phê duyệt, phân bổ[^]*Mười một triệu năm trăm nghìn đồng/);
    for (const paper of [buildEstimate(estimate), buildEstimate({ ...estimate, lines: [], units }), allotment, buildSettlement(settlement)]) {
      assert.deepEqual(lint(paper), [], paper.subject);
      const [docx, again] = [await toDocx(paper), await toDocx(paper)];
      assert.ok(Buffer.from(docx).equals(Buffer.from(again)));
      assert.match(Buffer.from(unzipSync(docx)['word/document.xml']!).toString(), /Tổng cộng/);
      assert.equal(Buffer.from((await toPdf(paper)).subarray(0, 5)).toString(), '%PDF-');
    }
  });
});
