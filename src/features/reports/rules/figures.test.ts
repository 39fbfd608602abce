import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { addLines, canonicalJson, consolidate, differences, NO_OBLIGATIONS, type Figures, type ReportLine } from './figures.ts';

const line = (column: string, amount: number, deliverables: string[] = []): ReportLine => ({ column, unit: 'bài', items: deliverables.length, amount, minutes: 0, audience: 0, deliverables: deliverables as Id[], byChannel: [{ channel: 'portal', amount }] });
const figures = (id: string, lines: ReportLine[], change: Partial<Figures> = {}): Figures => ({
  schema: 'loa-report/1', organisation: { id: id as Id, name: id }, period: { key: 'quarter/2026-01-01', label: 'quý I/2026' }, data: { from: plainDate('2025-12-15'), to: plainDate('2026-03-14') }, asOf: plainDate('2026-03-16'),
  lines, waiting: 0, obligations: NO_OBLIGATIONS, debts: [], units: [], missing: [], ...change,
});

describe('figures of a report', () => {
  it('add up to the sum of the accepted reports, whatever their number', () => {
    fc.assert(fc.property(fc.array(fc.dictionary(fc.constantFrom('Tin, bài', 'Tờ rơi', 'Lớp tập huấn'), fc.nat(500)), { maxLength: 12 }), (units) => {
      const parts = units.map((amounts, index) => ({ figures: figures(`u${index}`, Object.entries(amounts).map(([column, amount]) => line(column, amount))), report: `r${index}` as Id, version: 1 }));
      const whole = consolidate(figures('root', [line('Tin, bài', 7)]), parts, [], ['Tin, bài', 'Tờ rơi', 'Lớp tập huấn']);
      for (const column of ['Tin, bài', 'Tờ rơi', 'Lớp tập huấn']) {
        const expected = units.reduce((sum, amounts) => sum + (amounts[column] ?? 0), column === 'Tin, bài' ? 7 : 0);
        assert.equal(whole.lines.find((one) => one.column === column)?.amount ?? 0, expected);
        assert.equal(whole.units.reduce((sum, unit) => sum + (unit.amounts[column] ?? 0), column === 'Tin, bài' ? 7 : 0), expected);
      }
    }));
  });

  it('name the units that sent none', () => {
    const whole = consolidate(figures('root', []), [], [{ id: 'x' as Id, name: 'UBND xã Sơn Lộc' }], []);
    assert.deepEqual(whole.missing.map((unit) => unit.name), ['UBND xã Sơn Lộc']);
  });

  it('keep every deliverable behind the line it was counted in', () => {
    assert.deepEqual(addLines(['B', 'A'], [[line('A', 1, ['1'])], [line('B', 2, ['2']), line('A', 3, ['3'])]]).map((one) => [one.column, one.amount, one.deliverables]), [['B', 2, ['2']], ['A', 4, ['1', '3']]]);
  });

  it('say in sentences what a correction changed', () => {
    const before = figures('u', [line('Tin, bài', 12)]), after = figures('u', [line('Tin, bài', 14), line('Tờ rơi', 200)], { obligations: { ...NO_OBLIGATIONS, due: 3, met: 3 } });
    assert.deepEqual(differences(before, after), ['Tin, bài (bài): 12 → 14', 'Tờ rơi (bài): 0 → 200', 'Nghĩa vụ đến hạn: 0 → 3', 'Nghĩa vụ đủ đúng hạn: 0 → 3']);
    assert.deepEqual(differences(before, before), []);
  });

  it('are the same bytes for the same values in any order of keys', () => {
    assert.equal(canonicalJson({ b: 1, a: [{ d: null, c: 'x' }] }), canonicalJson({ a: [{ c: 'x', d: null }], b: 1 }));
    fc.assert(fc.property(fc.jsonValue(), (value) => { assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value))); }));
  });
});
