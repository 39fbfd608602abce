import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { procedureText, typedProcedure } from '#test/support/sample-procedure.ts';
import { codeOf, differingParts, sameText } from './content.ts';
import { CHANGES, ENTERED, faultIn, onDay, spans, standing, type Change, type Entry } from './history.ts';
import { lineOf } from './counter-place.ts';
import { planEntries } from './plan-entries.ts';
import { lastWords, requiredAt, scoreOf, standingOf, type LastWord, type Seen } from './posting.ts';
import { typedAnswers } from './sheet-form.ts';
import { readPaper, readTyped, writeTyped, paperLine } from './typed.ts';

const id = (text: string) => text as Id;
const entry = (day: string, change: Change, revision = 1, decision = 'd'): Entry => ({ id: id(`${day}/${revision}`), validFrom: plainDate(day), revision, change, decisionId: id(decision) });

describe('the history of a procedure', () => {
  const told = [entry('2026-01-10', 'publish'), entry('2026-06-01', 'amend'), entry('2026-12-01', 'abolish')];
  it('holds from the day of a decision to the day before the next, and is known on any day', () => {
    const at = (day: string) => { const { phase, current, next } = onDay(told, plainDate(day)); return [phase, current?.change, next?.change]; };
    assert.deepEqual([at('2026-01-09'), at('2026-01-10'), at('2026-05-31'), at('2026-06-01'), at('2026-12-01')], [
      ['future', undefined, 'publish'], ['in-force', 'publish', 'amend'], ['in-force', 'publish', 'amend'], ['in-force', 'amend', 'abolish'], ['ended', 'abolish', undefined]]);
    assert.deepEqual(spans(told, (day) => addDays(day, -1)).map(({ from, to }) => `${from}..${to}`), ['2026-01-10..2026-05-31', '2026-06-01..2026-11-30', '2026-12-01..null']);
    assert.equal(onDay(told, plainDate('2027-01-01')).content?.change, 'amend', 'what held last is still shown');
  });
  it('takes the last revision of a day, and an entry taken back as if it had never been', () => {
    assert.deepEqual(standing([...told, entry('2026-06-01', 'void', 2)]).map((one) => one.change), ['publish', 'abolish']);
    assert.equal(onDay([entry('2026-01-10', 'publish'), entry('2026-01-10', 'void', 2)], plainDate('2026-02-01')).phase, 'unknown');
  });
  it('lets decisions of one day follow one another as they were entered; each is corrected and taken back by itself', () => {
    const day = '2026-06-01', both = [entry('2026-01-10', 'publish'), entry(day, 'amend', 1, 'a'), entry(day, 'abolish', 2, 'b')], at = (entries: Entry[]) => { const { phase, current } = onDay(entries, plainDate(day)); return [phase, current?.revision]; };
    assert.deepEqual([at(both), at([...both, entry(day, 'amend', 3, 'a')]), at([...both, entry(day, 'void', 3, 'b')]), at([...both, entry(day, 'void', 3, 'a'), entry(day, 'amend', 4, 'a')])], [['ended', 2], ['ended', 2], ['in-force', 1], ['in-force', 4]]);
    assert.deepEqual(spans(both, (one) => addDays(one, -1)).map(({ from, to }) => `${from}..${to}`), ['2026-01-10..2026-05-31', '2026-06-01..2026-06-01', '2026-06-01..null']);
    assert.equal(onDay(both, plainDate('2026-05-01')).next?.change, 'abolish', 'what is going to hold');
    assert.match(faultIn([...both, entry(day, 'amend', 3, 'c')])!.reason, /đã hết hiệu lực/);
  });
  it('publishes what does not hold and changes only what holds', () => {
    assert.equal(faultIn(told), null);
    assert.match(faultIn([entry('2026-01-10', 'amend')])!.reason, /chưa được công bố/);
    assert.match(faultIn([...told, entry('2026-07-01', 'publish')])!.reason, /đang có hiệu lực/);
    assert.equal(faultIn([...told, entry('2027-01-01', 'publish')]), null, 'what was abolished may be published again');
  });
  it('is never in two states: from any sound entries every day has one phase, and the spans cover it without a gap', () => {
    fc.assert(fc.property(fc.array(fc.record({ day: fc.integer({ min: 0, max: 40 }), change: fc.constantFrom(...ENTERED), revision: fc.integer({ min: 1, max: 3 }) }), { maxLength: 8 }), fc.integer({ min: -1, max: 45 }), (drawn, at) => {
      const first = plainDate('2026-01-01'), entries = drawn.map((one) => ({ ...entry(addDays(first, one.day), one.change, one.revision) })), day = addDays(first, at);
      const whole = spans(entries, (one) => addDays(one, -1)), here = whole.filter(({ from, to }) => from <= day && (to === null || day <= to)), { phase, current } = onDay(entries, day);
      assert.ok(here.length <= 1);
      assert.equal(here[0]?.entry.id, current?.id);
      assert.equal(phase === 'in-force', Boolean(current && CHANGES[current.change].holds));
      whole.forEach((one, index) => { if (index) assert.equal(addDays(whole[index - 1]!.to as PlainDate, 1), one.from); });
    }), { numRuns: 60 });
  });
});

describe('what is typed about a procedure', () => {
  it('is read into typed parts', () => {
    const { code, level, content } = procedureText();
    assert.deepEqual([code, level, content.ways, content.fee, content.time.workingDays, content.handler], ['9.000101', 'commune', ['direct', 'online'], { words: '8.000 đồng', amount: 8000, online: 4000 }, null, 'commune-committee']);
    assert.deepEqual(content.papers, [{ name: 'Tờ khai theo mẫu', originals: 1, copies: 0, form: 'Tờ khai' }, { name: 'Giấy tờ tùy thân', originals: 0, copies: 1, form: null }]);
    assert.deepEqual([content.bases[0]!.paper?.number, content.bases[0]!.paper?.date], ['60/2014/QH13', '2014-11-20']);
  });
  it('says at each field what is wrong, all at once', () => {
    const { faults } = readTyped(typedProcedure({ code: '1.16', level: 'huyện', feeAmount: '8 nghìn', feeOnline: '', link: 'javascript:alert(1)', ways: 'Bồ câu', name: '' }));
    assert.deepEqual(Object.keys(faults!).sort(), ['code', 'feeAmount', 'level', 'link', 'name', 'ways']);
    assert.match(readTyped(typedProcedure({ feeAmount: '1000' })).faults!.feeOnline!, /không cao hơn/);
  });
  it('takes the sign of the agency off a code', () => {
    assert.deepEqual(['1.001612', '1.001612.000.00.00.H48', ' 2.000635 ', '1.00161', '1.0016123', '01.001612', 'x'].map(codeOf), ['1.001612', '1.001612', '2.000635', null, null, null, null]);
  });
  it('keeps brackets that say something else', () => {
    assert.deepEqual(readPaper('Sổ đỏ (nếu có)'), { name: 'Sổ đỏ (nếu có)', originals: 1, copies: 0, form: null });
    assert.deepEqual(readPaper('Bản vẽ (02 bản chính, 01 bản sao)'), { name: 'Bản vẽ', originals: 2, copies: 1, form: null });
  });
  it('comes back the same from a form and from a table, so that an export imported again changes nothing', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'ơ', 'Đ', '1', ' ', '(', ')', ',', ':'), minLength: 1, maxLength: 30 }).map((text) => `Tờ ${text.split(/\s+/).join(' ').trim()}`.trim());
    fc.assert(fc.property(fc.array(word, { maxLength: 4 }), fc.array(word, { maxLength: 4 }), fc.option(fc.integer({ min: 0, max: 5_000_000 })), fc.constantFrom('\n' as const, ' | ' as const), (steps, papers, amount, between) => {
      const text = procedureText({ steps: steps.join('\n'), papers: papers.map((one) => paperLine(readPaper(one))).join('\n'), feeAmount: amount === null ? '' : String(amount), feeOnline: '', fee: amount === null ? 'Theo quy định' : '' });
      const again = readTyped(writeTyped(text, between));
      assert.equal(again.faults, null);
      assert.ok(sameText(text, again.text!), JSON.stringify([text.content, again.text!.content]));
      assert.deepEqual(differingParts(text, again.text!), []);
    }), { numRuns: 60 });
  });
});

describe('a decision on a catalogue', () => {
  const known = new Map([['9.000101', { id: id('p1'), code: '9.000101', entries: [{ ...entry('2026-01-10', 'publish', 1, 'd1'), text: procedureText(), name: 'x' }] }]]);
  const plan = (changes: Parameters<typeof planEntries>[2], from = '2026-06-01', decision = 'd2') => planEntries(known, { id: id(decision), from: plainDate(from) }, changes, () => id('new'));
  it('leaves alone what reads the same, changes what reads otherwise and publishes what is new', () => {
    const done = plan([{ change: 'either', text: procedureText() }, { change: 'either', text: procedureText({ code: '9.000102' }) }]), changed = plan([{ change: 'either', text: procedureText({ time: '03 ngày' }) }]);
    assert.deepEqual([done.unchanged, done.entries.map((one) => [one.code, one.change])], [1, [['9.000102', 'publish']]]);
    assert.deepEqual(changed.entries.map((one) => [one.change, one.parts]), [['amend', ['thời hạn']]]);
  });
  it('a second decision of one day starts from what the first said', () => {
    assert.deepEqual(plan([{ change: 'either', text: procedureText({ time: '03 ngày' }) }], '2026-01-10').entries.map((one) => [one.change, one.revision, one.parts]), [['amend', 2, ['thời hạn']]]);
    assert.equal(plan([{ change: 'either', text: procedureText() }], '2026-01-10').unchanged, 1);
  });
  it('refuses a code twice and a successor nobody knows', () => {
    assert.equal(plan([{ change: 'publish', text: procedureText({ code: '9.000105' }) }, { change: 'publish', text: procedureText({ code: '9.000105' }) }]).faults.length, 1);
    assert.match(plan([{ change: 'replace', code: '9.000101', replacedBy: ['9.000199'] }]).faults[0]!.reason, /9\.000199/);
    assert.equal(plan([{ change: 'publish', text: procedureText({ code: '9.000199' }) }, { change: 'replace', code: '9.000101', replacedBy: ['9.000199'] }]).faults.length, 0, 'published in the same decision');
  });
  it('corrects its own entry with a further revision', () => {
    assert.deepEqual(plan([{ change: 'publish', text: procedureText({ time: '02 ngày' }) }], '2026-01-10', 'd1').entries.map((one) => [one.change, one.revision]), [['publish', 2]]);
  });
});

describe('where a counter is', () => {
  const counter = (name: string, unit: string) => ({ id: id(`${unit} ${name}`), organisationId: id(unit), name }), line = (place: string, unit: string) => ({ place, organisationId: id(unit) });
  it('is what the directory says of the counter of that name, or of the only one of a unit; never of another', () => {
    const a = counter('Một cửa A', 'xã'), b = counter('Một cửa B', 'xã'), told = (lines: ReturnType<typeof line>[], beside = [a]) => lineOf(a, beside, id('tỉnh'), lines)?.place ?? null;
    assert.deepEqual([told([line('một cửa a', 'xã'), line('Một cửa B', 'xã')], [a, b]), told([line('Nơi tiếp nhận', 'xã')]), told([line('Nơi tiếp nhận', 'xã')], [a, b]), told([line('Một cửa A', 'tỉnh')]), told([line('Một cửa tỉnh', 'tỉnh')]), told([])], ['một cửa a', 'Nơi tiếp nhận', null, 'Một cửa A', null, null]);
  });
});

describe('what is posted up', () => {
  const procedure = (name: string, level: 'commune' | 'province', field: string) => ({ id: id(name), version: id(`${name}-v`), level, fieldId: id(field) });
  const all = [procedure('a', 'commune', 'f1'), procedure('b', 'commune', 'f2'), procedure('c', 'province', 'f1')];
  it('follows level and field, with what is added and without what is excepted', () => {
    const names = (rule: Partial<Parameters<typeof requiredAt>[0]>) => requiredAt({ levels: ['commune'], field_ids: null, also_ids: [], except_ids: [], ...rule }, all).map((one) => one.id);
    assert.deepEqual([names({}), names({ field_ids: [id('f1')] }), names({ also_ids: [id('c')] }), names({ also_ids: [id('c')], except_ids: [id('a'), id('c')] })], [['a', 'b'], ['a'], ['a', 'b', 'c'], ['b']]);
  });
  it('scores the share right of what was looked at', () => {
    const answers = new Map<Id, Seen>([[id('a'), 'posted'], [id('b'), 'outdated'], [id('c'), 'missing']]);
    assert.deepEqual(scoreOf(all, answers), { posted: 1, outdated: 1, missing: 1, unseen: 0, percent: 33.3 });
    assert.equal(scoreOf(all, new Map()).percent, null);
    assert.deepEqual(scoreOf(all, new Map([[id('a'), 'posted']])), { posted: 1, outdated: 0, missing: 0, unseen: 2, percent: 100 });
  });
  it('takes of a part of a sheet what was changed, writes nothing over a colleague, and loses no note', () => {
    const one = '01a1f5a2-0633-7001-8d37-0e2188c2c331', two = '01a1f5a2-0633-7001-8d37-0e2188c2c332', three = '01a1f5a2-0633-7001-8d37-0e2188c2c333';
    const sent: Record<string, string> = { part: '1', [`w-${one}`]: 'posted|', [`s-${one}`]: 'posted', [`n-${one}`]: '', [`w-${two}`]: '|', [`s-${two}`]: 'missing', [`n-${two}`]: ' Rơi mất ', [`w-${three}`]: '|', [`n-${three}`]: 'Xem lại' };
    const read = (files: readonly string[] = []) => typedAnswers({ names: Object.keys(sent), text: (name) => sent[name] ?? '', sent: (name) => files.includes(name) });
    assert.deepEqual(read(), { answers: [{ id: two, state: 'missing', note: 'Rơi mất' }], unsaid: [three] });
    assert.deepEqual(read([`p-${one}`]).answers.map((answer) => answer.id), [one, two], 'a new picture is a change');
  });
  it('is to be replaced when a new version holds, and answered by the shop', () => {
    const word = (version: string, on: string, by: 'check' | 'shop', state: Seen = 'posted'): LastWord => ({ procedureId: id('a'), version: id(version), on: plainDate(on), by, state }), last = (...words: LastWord[]) => standingOf(id('v2'), lastWords(words).get(id('a')));
    assert.deepEqual([last(), last(word('v1', '2026-02-01', 'check')), last(word('v1', '2026-02-01', 'check'), word('v2', '2026-03-01', 'shop')), last(word('v2', '2026-03-01', 'shop'), word('v2', '2026-03-02', 'check', 'missing')), last(word('v2', '2026-03-02', 'check', 'missing'), word('v2', '2026-03-02', 'shop'))],
      ['unknown', 'replace', 'right', 'missing', 'right']);
  });
});
