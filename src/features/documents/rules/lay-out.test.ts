import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { letterDocument, letterToMany, planDocument, reportDocument } from '../test-samples.ts';
import { layOut, wordsOf, type Sheet } from './lay-out.ts';
import { DECREE_30 } from './layout-profile.ts';
import type { OfficialDocument } from './official-document.ts';

const words = (sheet: Sheet): string[] => sheet.body.map((block) => (block.type === 'text' ? wordsOf(block) : '[bảng]'));

describe('Every word of the document has its place', () => {
  test('the sizes we print lie within what the decree allows', () => {
    for (const [component, style] of Object.entries(DECREE_30.styles)) assert.ok(style.size >= style.allowed[0] && style.size <= style.allowed[1], component);
    for (const side of ['top', 'bottom', 'left', 'right'] as const) {
      const [least, most] = DECREE_30.pageAllowed[side];
      assert.ok(DECREE_30.page[side] >= least && DECREE_30.page[side] <= most, side);
    }
    assert.ok(DECREE_30.paragraphGap >= 6 && DECREE_30.lineSpacing >= 1 && DECREE_30.lineSpacing <= 1.5);
    assert.ok(DECREE_30.ruleShare >= 1 / 3 && DECREE_30.ruleShare <= 1 / 2);
  });
  test('a letter has V/v under its number and no type name; a plan the reverse', () => {
    const letter = layOut(letterDocument()), plan = layOut(planDocument());
    assert.equal(letter.typeName, null);
    assert.equal(letter.letterSubject, 'V/v đôn đốc thực hiện Kế hoạch tuyên truyền cải cách hành chính năm 2026');
    assert.equal(plan.typeName, 'KẾ HOẠCH');
    assert.equal(plan.letterSubject, null);
    assert.deepEqual(plan.subject, ['Tuyên truyền cải cách hành chính năm 2026', 'trên địa bàn tỉnh Quảng Minh']);
  });
  test('the body ends with ./. and nothing else does', () => {
    for (const document of [planDocument(), reportDocument(), letterDocument(), letterToMany()]) {
      const texts = words(layOut(document));
      assert.ok(texts.at(-1)!.endsWith('./.'));
      assert.equal(texts.filter((text) => text.includes('./.')).length, 1);
    }
  });
  test('a body that ends with a table gets ./. below it', () => {
    const table = reportDocument().annexes[0]!.blocks[0]!;
    assert.deepEqual(words(layOut({ ...planDocument(), body: [table] })), ['[bảng]', './.']);
  });
  test('legal bases end with ; and the last with a full stop; a decision decides between bases and articles', () => {
    const decision: OfficialDocument = {
      ...planDocument(), kind: 'decision', authority: 'Chủ tịch Ủy ban nhân dân tỉnh', legalBases: ['Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025', 'Theo đề nghị của Giám đốc Sở Nội vụ.'],
      body: [{ type: 'article', number: '1', text: 'Ban hành kèm theo Quyết định này Kế hoạch.' }, { type: 'article', number: '2', text: 'Quyết định này có hiệu lực kể từ ngày ký.' }],
    };
    assert.deepEqual(words(layOut(decision)), [
      'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH', 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;', 'Theo đề nghị của Giám đốc Sở Nội vụ.', 'QUYẾT ĐỊNH:',
      'Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.', 'Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.',
    ]);
  });
  test('one addressee stands on the line, several are listed', () => {
    assert.deepEqual(layOut(letterToMany()).addressees, ['UBND các xã, phường có tên tại Phụ lục']);
    assert.deepEqual(layOut(letterDocument()).addressees, ['UBND xã Minh Tân;', 'UBND phường Quảng Phú.']);
  });
  test('annexes carry Roman numbers when there are two, and name the document they belong to', () => {
    assert.deepEqual(layOut(reportDocument()).annexes.map((annex) => annex.label), ['Phụ lục I', 'Phụ lục II']);
    const [only] = layOut(planDocument({ taskLayout: 'annex' })).annexes;
    assert.equal(only!.label, 'Phụ lục');
    assert.equal(only!.reference, '(Kèm theo Kế hoạch số 07/KH-UBND ngày 09 tháng 01 năm 2026 của Chủ tịch UBND tỉnh Quảng Minh)');
    const bare = { ...planDocument({ taskLayout: 'annex' }) };
    assert.equal(layOut({ ...bare, annexes: bare.annexes.map((annex) => ({ ...annex, reference: null })) }).annexes[0]!.reference, null);
  });
  test('the file’s own date comes from the document, never from the clock', () => {
    assert.equal(layOut(planDocument()).made, '2026-01-09');
    assert.equal(layOut(planDocument({ date: null })).made, plainDate('2026-01-01'));
  });
  test('the outline starts at 1 whether or not the body has parts', () => {
    const tops = (document: OfficialDocument) => Math.min(...layOut(document).body.map((block) => (block.type === 'text' ? block.outline ?? 9 : 9)));
    assert.equal(tops(planDocument()), 1);
    const plan = planDocument();
    const parted = { ...plan, body: [{ type: 'part', label: 'Phần I', title: 'Chung' } as const, ...plan.body] };
    assert.equal(tops(parted), 1);
    assert.ok(layOut(parted).body.some((block) => block.type === 'text' && block.component === 'heading1' && block.outline === 2));
  });
});
