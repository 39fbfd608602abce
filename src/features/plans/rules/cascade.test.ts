import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { dateOf, plainDate } from '#kernel/plain-date.ts';
import { TILING_KINDS } from '#features/calendar/rules/periods.ts';
import { PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { PRODUCTS } from '#features/channels/rules/products.ts';
import { cascadeFindings, numberingFindings, themeFindings, type CheckedAgainst, type OwnTask } from './cascade-checks.ts';
import { EMPTY_CONTENT, type PartyRole, type Rate, type TaskContent } from './content.ts';
import { coverageOf } from './coverage.ts';
import { demands, differencesOf, verdictOf } from './demand.ts';
import { addressedTo, derivedTask, derivedTasks, divisionFor, type Addressed, type House, type ParentTask } from './derive.ts';
import { derivePlan, localise } from './derive-document.ts';

const id = (text: string): Id => text as Id, YEAR = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
const house: House = { id: id('xa'), name: 'UBND xã Bình An', divisions: [
  { id: id('vhxh'), name: 'Phòng Văn hóa – Xã hội', functions: ['culture', 'home-affairs'] }, { id: id('vp'), name: 'Văn phòng HĐND và UBND', functions: ['office'] },
] };
const inHouse: ReadonlySet<Id> = new Set([id('xa'), id('vhxh'), id('vp')]), demand = demands(PROPOSED_CALENDAR);
const content = (change: Partial<TaskContent> = {}): TaskContent => ({
  printedIndex: 'III.1', title: 'Duy trì chuyên mục', parentIndex: null, parentTitle: null, channel: 'portal', product: 'article', themes: [], timing: 'Thường xuyên trong năm', period: { kind: 'continuous', ...YEAR },
  rates: [], amount: null, deadline: null, roll: 'none', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null, ...change,
});
const rate = (change: Partial<Rate> = {}): Rate => ({ count: 2, unit: 'tin, bài', per: 'month', durationMinutes: null, product: null, productKey: 'article', channelKey: 'portal', unitSet: false, ...change });
const parent = (itemId: string, change: Partial<TaskContent>, parties: readonly (readonly [PartyRole, ...string[]])[] = [['lead', 'xa', 'xb']]): ParentTask =>
  ({ itemId: id(itemId), content: content(change), parties: parties.map(([role, ...units]) => ({ role, asWritten: 'UBND các xã', optional: false, units: units.map(id) })) });

const against = (addressed: readonly Addressed[], omitted: readonly string[] = []): CheckedAgainst => ({
  citation: 'KH 07/KH-UBND', addressed, house: inHouse, houseId: house.id, nameOf: (unit) => unit, omitted: new Set(omitted.map(id)), demandOf: (one) => ({ ...demand(one.task.content, YEAR), optional: one.optional }),
});
const ownTasks = (addressed: readonly Addressed[]): OwnTask[] => derivedTasks(addressed, house, 'III', PROPOSED_CALENDAR).map(({ parentItemId, draft }, at) => ownTask(String(at), draft.content, draft.parties.map(({ ref }) => ref!.id), [parentItemId]));
const ownTask = (itemId: string, made: TaskContent, leads: readonly Id[], carriesOut: readonly Id[]): OwnTask =>
  ({ itemId: id(itemId), index: made.printedIndex, title: made.title, themes: made.themes, demand: demand(made, YEAR), leads, purpose: made.purpose, carriesOut });

const day = fc.integer({ min: 1, max: 12 }).chain((month) => fc.integer({ min: 1, max: 28 }).map((date) => dateOf(2026, month, date)));
const someRate = fc.record({ count: fc.option(fc.integer({ min: 2, max: 9 })), per: fc.constantFrom(...TILING_KINDS), productKey: fc.constantFrom(...PRODUCTS.map(({ key }) => key)), unitSet: fc.boolean() }).map((change) => rate(change));
const someTask = (at: number) => fc.record({
  rates: fc.array(someRate, { maxLength: 2 }), product: fc.constantFrom(...PRODUCTS.map(({ key }) => key)), amount: fc.option(fc.integer({ min: 1, max: 5 })), due: fc.option(day), report: fc.boolean(),
  to: fc.constantFrom<readonly (readonly [PartyRole, ...string[]])[]>([['lead', 'xa', 'xb']], [['implementing', 'vhxh', 'xb.vhxh'], ['directing', 'xa', 'xb']], [['lead', 'vhxh', 'vp']], [['lead', 'xa'], ['implementing', 'vhxh']], [['lead', 'so'], ['coordinating', 'xa']], [['lead', 'so']]),
}).map(({ rates, product, amount, due, report, to }) => parent(`p${at}`, {
  printedIndex: `III.${at + 1}`, title: `Việc thứ ${at + 1}`, rates, product, amount: rates.length ? null : amount, purpose: report ? 'report' : 'task', roll: report ? 'back' : 'none',
  ...(due ? { timing: `trước ngày ${due.slice(8)}/${due.slice(5, 7)}/2026`, period: { kind: 'deadline' as const, from: null, to: due }, deadline: { kind: 'date' as const, mode: 'before' as const, date: due } } : {}),
}, to));
const somePlan = fc.integer({ min: 1, max: 8 }).chain((size) => fc.tuple(...[...Array(size).keys()].map(someTask)));
const owingOnly = (tasks: readonly ParentTask[]) => addressedTo(tasks, house.id, inHouse).filter(({ role }) => role === 'owing');

describe('which tasks concern a unit', () => {
  test('by its own name, through a group, through a division inside; only to be helped with is told apart', () => {
    const found = addressedTo([parent('a', {}), parent('b', {}, [['lead', 'so']]), parent('c', {}, [['implementing', 'vhxh', 'xb.vhxh'], ['directing', 'xa']]), parent('d', {}, [['lead', 'so'], ['coordinating', 'xa', 'xb']])], house.id, inHouse);
    assert.deepEqual(found.map(({ task, role, units }) => [task.itemId, role, units]), [['a', 'owing', ['xa']], ['c', 'owing', ['vhxh']], ['d', 'coordinating', ['xa']]]);
  });
  test('the lead is whom the plan above names inside the house, else the division by what the work is about, else the house', () => {
    assert.equal(divisionFor(content({ title: 'Niêm yết thủ tục tại Trung tâm Phục vụ hành chính công' }), house)!.id, 'vp');
    assert.equal(divisionFor(content({ title: 'Phát thanh', channel: 'commune-radio' }), house)!.id, 'vhxh');
    const [named] = addressedTo([parent('a', {}, [['lead', 'vp', 'xb.vp']])], house.id, inHouse), bare = { ...house, divisions: [] };
    assert.deepEqual(derivedTask(named!, house, 'III.1', PROPOSED_CALENDAR).draft.parties.map(({ ref }) => ref!.id), ['vp']);
    assert.deepEqual(derivedTask(owingOnly([parent('a', {})])[0]!, bare, 'III.1', PROPOSED_CALENDAR).draft.parties.map(({ ref }) => ref!.id), ['xa']);
  });
  test('what the commune has to report is due five working days earlier inside; other days stay', () => {
    const due = { timing: 'trước ngày 25/11/2026', period: { kind: 'deadline' as const, from: null, to: plainDate('2026-11-24') }, deadline: { kind: 'date' as const, mode: 'before' as const, date: plainDate('2026-11-25') } };
    const [report, other] = derivedTasks(owingOnly([parent('a', { ...due, purpose: 'report', product: 'report' }), parent('b', due)]), house, 'III', PROPOSED_CALENDAR).map(({ draft }) => draft.content).toSorted((a) => (a.purpose === 'report' ? -1 : 1));
    assert.deepEqual([report!.timing, report!.deadline, report!.title], ['trước ngày 17/11/2026', { kind: 'date', mode: 'before', date: '2026-11-17' }, 'Báo cáo kết quả thực hiện gửi UBND xã Bình An']);
    assert.deepEqual([other!.timing, other!.deadline], [due.timing, due.deadline]);
  });
  test('the draft cites the plan above and speaks of its own place', () => {
    const above = { type: 'Kế hoạch', number: 7, notation: 'KH-UBND', signedOn: plainDate('2026-01-12'), issuerName: 'UBND tỉnh Lam Giang', title: 'Tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Lam Giang', content: { ...EMPTY_CONTENT, themes: [{ index: '1', title: 'Một cửa' }], legalBases: [{ type: 'Nghị quyết', number: '76/NQ-CP', date: plainDate('2021-07-15'), issuer: 'Chính phủ' }] } };
    const made = derivePlan(above, house, owingOnly([parent('a', {})]), PROPOSED_CALENDAR, 'UBND tỉnh Lam Giang');
    assert.equal(made.title, 'Tuyên truyền cải cách hành chính năm 2026 trên địa bàn xã Bình An');
    assert.deepEqual(made.content.legalBases.map(({ number, name }) => [number, name]), [['76/NQ-CP', undefined], ['07/KH-UBND', 'về tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Lam Giang']]);
    assert.deepEqual(made.tasks.map(({ draft }) => draft.content.printedIndex), ['III.1']);
    assert.equal(localise('trên địa bàn tỉnh Lam Giang', 'UBND tỉnh Lam Giang', { name: 'Sở Nội vụ' }), 'của Sở Nội vụ');
  });
});

describe('checks against the plan above', () => {
  test('what was derived and left alone differs in nothing', () => {
    fc.assert(fc.property(somePlan, (tasks) => { const addressed = addressedTo(tasks, house.id, inHouse); assert.deepEqual(cascadeFindings(ownTasks(addressed), against(addressed)), []); }));
  });
  test('each derived task that is taken out is missed once, and not when a reason is kept', () => {
    fc.assert(fc.property(somePlan, fc.nat(), (tasks, pick) => {
      const addressed = addressedTo(tasks, house.id, inHouse), own = ownTasks(addressed);
      if (own.length === 0) return;
      const gone = own[pick % own.length]!, rest = own.filter((one) => one !== gone);
      assert.deepEqual(cascadeFindings(rest, against(addressed)).map(({ code, there }) => [code, there!.itemId]), [['missing', gone.carriesOut[0]]]);
      assert.deepEqual(cascadeFindings(rest, against(addressed, [gone.carriesOut[0]!])), []);
    }));
  });
  test('each quota that is lowered is found once, as below', () => {
    fc.assert(fc.property(somePlan, fc.nat(), (tasks, pick) => {
      const addressed = addressedTo(tasks, house.id, inHouse), made = derivedTasks(addressed, house, 'III', PROPOSED_CALENDAR), counted = made.filter(({ draft }) => draft.content.rates.some(({ count }) => count !== null));
      if (counted.length === 0) return;
      const lowered = counted[pick % counted.length]!, at = lowered.draft.content.rates.findIndex(({ count }) => count !== null);
      const own = made.map((one, i) => ownTask(String(i), one === lowered ? { ...one.draft.content, rates: one.draft.content.rates.map((old, n) => (n === at ? { ...old, count: old.count! - 1 } : old)) } : one.draft.content, one.draft.parties.map(({ ref }) => ref!.id), [one.parentItemId]));
      assert.deepEqual(cascadeFindings(own, against(addressed)).map(({ code, there }) => [code, there!.itemId]), [['below', lowered.parentItemId]]);
    }));
  });
  test('says both places, both figures and the way out', () => {
    const addressed = owingOnly([parent('a', { rates: [rate()] })]), [one] = cascadeFindings([ownTask('x', content({ printedIndex: 'II.4', rates: [rate({ count: 3, per: 'quarter' })] }), [id('vhxh')], [id('a')])], against(addressed));
    assert.equal(one!.sentence, 'Mục II.4: 12 tin, bài/năm; nhiệm vụ III.1 của KH 07/KH-UBND giao 24 tin, bài/năm.');
    assert.deepEqual([one!.here!.itemId, one!.there!.itemId, one!.wayOut], ['x', 'a', 'Nâng định mức, hoặc ghi lý do.']);
  });
  test('finds a later day, a rhythm that is too slow, another channel, a condition that was added, a lead the plan above contradicts', () => {
    const until = (date: string) => ({ rates: [], period: { kind: 'deadline' as const, from: null, to: plainDate(date) }, deadline: { kind: 'date' as const, mode: 'by' as const, date: plainDate(date) } });
    const codes = (above: Partial<TaskContent>, own: Partial<TaskContent>, leads = ['vhxh'], to: readonly (readonly [PartyRole, ...string[]])[] = [['lead', 'xa', 'xb']]) =>
      cascadeFindings([ownTask('x', content(own), leads.map(id), [id('a')])], against(addressedTo([parent('a', above, to)], house.id, inHouse))).map(({ code }) => code);
    assert.deepEqual(codes(until('2026-06-30'), until('2026-07-01')), ['later']);
    assert.deepEqual(codes(until('2026-06-30'), until('2026-06-30')), []);
    assert.deepEqual(codes({ rates: [rate()] }, { rates: [rate({ count: 24, per: 'year' })] }), ['sparser']);
    assert.deepEqual(codes({ rates: [rate()] }, { rates: [rate({ channelKey: 'social' })] }), ['product']);
    assert.deepEqual(codes({ rates: [rate()] }, { rates: [rate({ productKey: 'video' })] }), ['product']);
    assert.deepEqual(codes({ rates: [rate()] }, { rates: [rate()], optional: true }), ['optional']);
    assert.deepEqual(codes({}, {}, ['vp'], [['lead', 'vhxh', 'xb.vhxh']]), ['lead']);
    assert.deepEqual(codes({}, {}, ['so']), ['lead']);
    assert.deepEqual(codes({}, { title: 'Đưa tin' }, ['vhxh'], [['lead', 'so'], ['coordinating', 'xa']]), ['lead']);
    assert.deepEqual(codes({}, { title: 'Phối hợp đưa tin' }, ['vhxh'], [['lead', 'so'], ['coordinating', 'xa']]), []);
  });
  test('quotas of different rhythms are compared by what they come to in the time they run', () => {
    const verdict = (above: Partial<TaskContent>, ...own: Partial<TaskContent>[]) => differencesOf({ demand: demand(content(above), YEAR), units: 1 }, own.map((one) => ({ demand: demand(content(one), YEAR), units: 1 }))).map(({ aspect, weaker, here, there }) => [aspect, weaker, here, there]);
    const per = (count: number, of: Rate['per'], more: Partial<Rate> = {}) => ({ rates: [rate({ count, per: of, ...more })] }), quarter = { period: { kind: 'quarter' as const, from: plainDate('2026-01-01'), to: plainDate('2026-03-31') } };
    assert.deepEqual(verdict(per(5, 'month'), per(60, 'year')), [['rhythm', true, 'hằng năm', 'hằng tháng']]);
    assert.deepEqual(verdict(per(60, 'year'), per(5, 'month')), []);
    assert.deepEqual(verdict(per(1, 'week'), per(4, 'month')), [['quota', true, '48 tin, bài/năm', '52 tin, bài/năm']]);
    assert.deepEqual(verdict(per(4, 'month'), per(1, 'week')), [['quota', false, '52 tin, bài/năm', '48 tin, bài/năm']]);
    // five a month in the first quarter alone are fifteen, not sixty
    assert.deepEqual(verdict(per(5, 'month'), { ...per(5, 'month'), ...quarter }), [['quota', true, '15 tin, bài/năm', '60 tin, bài/năm']]);
    assert.deepEqual(verdict({ ...per(5, 'month'), ...quarter }, { amount: 15, product: 'article', ...quarter }), [['rhythm', true, 'một lần', 'hằng tháng']]);
    assert.deepEqual(verdict({ ...per(5, 'month'), ...quarter }, { ...per(5, 'month'), ...quarter }), []);
    // a plan that is made later binds later, and asks for no less
    const late = { from: plainDate('2026-05-01'), to: YEAR.to }, until = { period: { kind: 'deadline' as const, from: null, to: plainDate('2026-09-30') }, ...per(2, 'month') };
    assert.deepEqual(differencesOf({ demand: demand(content(until), YEAR), units: 1 }, [{ demand: demand(content(until), late), units: 1 }]), []);
    // shorter pieces are less
    const five = { durationMinutes: { min: 5, max: 5 } }, three = { durationMinutes: { min: 3, max: 5 } };
    assert.deepEqual(verdict(per(1, 'week', five), per(1, 'week', three)), [['quota', true, '3 phút', '5 phút']]);
    assert.deepEqual(verdict(per(1, 'week', five), per(1, 'week')), [['quota', true, 'không ghi thời lượng', '5 phút']]);
    assert.deepEqual(verdict(per(1, 'week', three), per(1, 'week', five)), [['quota', false, '5 phút', '3 phút']]);
  });
  test('of two tasks that carry one out together the later decides, in whatever order they stand', () => {
    const until = (date: string): Partial<TaskContent> => ({ period: { kind: 'deadline', from: null, to: plainDate(date) }, deadline: { kind: 'date', mode: 'by', date: plainDate(date) }, amount: 1 });
    const above = { demand: demand(content({ ...until('2026-06-30'), amount: 2 }), YEAR), units: 1 }, both = ['2026-07-15', '2026-06-20'].map((date) => ({ demand: demand(content(until(date)), YEAR), units: 1 }));
    for (const own of [both, both.toReversed()]) assert.deepEqual(differencesOf(above, own).map(({ aspect, weaker, here }) => [aspect, weaker, here]), [['deadline', true, '15/07/2026']]);
  });
  test('a theme without a task, and numbers twice or out of turn', () => {
    const themes = [{ index: '1', title: 'Một cửa' }, { index: '2', title: 'Dịch vụ công' }], task = (change: Partial<TaskContent>) => ownTask(change.printedIndex ?? 'x', content(change), [], []);
    assert.deepEqual(themeFindings(themes, [task({ themes: ['Một cửa'] })]).map(({ here }) => here!.title), ['Dịch vụ công']);
    assert.deepEqual(themeFindings(themes, [task({ themes: ['Một cửa'] }), task({})]), []);
    assert.deepEqual(numberingFindings([task({ printedIndex: 'III.1' }), task({ printedIndex: 'III.3' }), task({ printedIndex: 'III.3' })]).map(({ code }) => code), ['order', 'numbering']);
  });
});

describe('how a plan below covers the plan above', () => {
  const addressed = owingOnly([parent('a', { rates: [rate()] }), parent('b', { printedIndex: 'III.2' }), parent('c', { printedIndex: 'III.3', rates: [rate()] }), parent('d', { printedIndex: 'III.4' })]);
  const demandFor = (one: Addressed) => demand(one.task.content, YEAR), task = (count: number) => ({ itemId: id('x'), planId: id('p'), demand: demand(content({ rates: [rate({ count })] }), YEAR), units: 1 });
  test('the same, stricter, weaker, missing, left out with a reason; nothing while no plan is issued', () => {
    const row = coverageOf(house.id, true, addressed, demandFor, (item) => ({ tasks: item === 'a' ? [task(3)] : item === 'c' ? [task(1)] : [], omission: item === 'd' ? 'Xã chưa có đài' : null }));
    assert.deepEqual(row.cells.map(({ cover }) => cover), ['stricter', 'missing', 'weaker', 'dropped']);
    assert.deepEqual(coverageOf(house.id, false, addressed, demandFor, () => ({ tasks: [], omission: null })).counts['not-issued'], 4);
  });
  test('two tasks together may give what one task above asks', () => {
    assert.equal(verdictOf(differencesOf({ demand: demandFor(addressed[0]!), units: 1 }, [{ demand: task(1).demand, units: 1 }, { demand: task(1).demand, units: 1 }])), 'same');
  });
});
