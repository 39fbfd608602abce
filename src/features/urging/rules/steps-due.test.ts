import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededIds } from '#kernel/id.ts';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { isWorkingDay, PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { ladderFault } from './ladder-faults.ts';
import { DEFAULT_LADDER, latestDue, stepDay, type LadderStep } from './ladder.ts';
import { plannedSteps, recipientsOf, stepsDue, type Holder, type Subject, type TakenStep } from './steps-due.ts';
import { ladderFor } from './which-ladder.ts';

const ids = seededIds(3, 0), [COMMUNE, DIVISION, PROVINCE, HEIR] = [ids(1), ids(1), ids(1), ids(1)] as const, OBLIGATION = ids(1);
const commune: Holder = { responsibleId: COMMUNE, unitId: COMMUNE, superiorId: PROVINCE, asked: false };
const november = (change: Partial<Subject> = {}): Subject => ({ noun: 'obligations', id: OBLIGATION, periodFrom: plainDate('2026-11-01'), due: plainDate('2026-11-30'), givenOn: plainDate('2026-01-12'), owing: true, holder: commune, heldSince: null, history: [], ...change });
const morning = (today: string, lastRun: string | null = null) => ({ ladder: DEFAULT_LADDER, calendar: PROPOSED_CALENDAR, today: plainDate(today), lastRun: lastRun ? plainDate(lastRun) : null });
const said = (today: string, subject: Subject, lastRun: string | null = null): string[] => stepsDue(morning(today, lastRun), [subject]).map((one) => `${one.skipped ? 'skipped ' : ''}${one.step} → ${one.recipientId === COMMUNE ? 'commune' : one.recipientId === DIVISION ? 'division' : one.recipientId === HEIR ? 'heir' : 'province'} (${one.roles.join(', ')})`);
const taken = (step: TakenStep['step'], recipientId = COMMUNE, organisationId = COMMUNE, skipped = false): TakenStep => ({ step, recipientId, organisationId, skipped });

describe('the ladder', () => {
  it('falls on working days: earlier before the day, later after it, over 24 November and the weekends', () => {
    assert.deepEqual(plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, november()), [
      { key: 'before', day: '2026-11-20' }, { key: 'on-day', day: '2026-11-30' }, { key: 'after', day: '2026-12-01' }, { key: 'superior', day: '2026-12-07' }, { key: 'letter', day: '2026-12-14' },
    ]);
    // due on a Sunday: said on the Friday, late from the Monday on
    assert.deepEqual(plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, november({ due: plainDate('2026-11-22') })).slice(1, 3), [{ key: 'on-day', day: '2026-11-20' }, { key: 'after', day: '2026-11-23' }]);
    // Tết: 14 to 22 February
    assert.deepEqual(plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, november({ periodFrom: plainDate('2026-02-01'), due: plainDate('2026-02-15') })).slice(1, 3), [{ key: 'on-day', day: '2026-02-13' }, { key: 'after', day: '2026-02-23' }]);
  });

  it('tells each what concerns them', () => {
    assert.deepEqual(recipientsOf('after', commune), [{ id: COMMUNE, roles: ['officer', 'approver'] }]);
    assert.deepEqual(recipientsOf('superior', { ...commune, responsibleId: DIVISION }), [{ id: DIVISION, roles: ['officer'] }, { id: COMMUNE, roles: ['approver'] }, { id: PROVINCE, roles: ['focal'] }]);
    assert.deepEqual(said('2026-11-20', november()), ['before → commune (officer)']);
    assert.deepEqual(said('2026-12-07', november({ history: [taken('before'), taken('on-day'), taken('after')] })), ['superior → commune (officer, approver)', 'superior → province (focal)']);
    assert.deepEqual(said('2026-12-14', november({ history: [taken('superior'), taken('superior', PROVINCE)] })), ['letter → province (focal)']);
  });

  it('takes a step once, stops when nothing is owed, and goes on from there when a result is withdrawn', () => {
    assert.deepEqual(said('2026-11-23', november({ history: [taken('before')] })), []);
    assert.deepEqual(said('2026-12-01', november({ owing: false })), []);
    assert.deepEqual(said('2026-12-02', november({ history: [taken('before'), taken('on-day'), taken('after')] })), []);
    assert.deepEqual(said('2026-12-08', november({ history: [taken('after')] }), '2026-12-07'), ['superior → commune (officer, approver)', 'superior → province (focal)']);
  });

  it('takes the latest of what an outage missed and notes the rest', () => {
    assert.deepEqual(said('2026-12-08', november({ history: [taken('before')] }), '2026-11-27'), [
      'skipped on-day → commune (officer)', 'skipped after → commune (officer, approver)', 'superior → commune (officer, approver)', 'superior → province (focal)',
    ]);
    assert.deepEqual(said('2026-12-08', november()), ['superior → commune (officer, approver)', 'superior → province (focal)'], 'on its first morning nothing was missed');
  });

  it('tells nobody anything on a day off', () => {
    for (const off of ['2026-11-21', '2026-11-22', '2026-11-24']) assert.deepEqual(said(off, november({ due: plainDate('2026-11-20') })), []);
  });

  it('tells a successor once, from where it stands, and the superior not again', () => {
    const held = { holder: { ...commune, responsibleId: HEIR, unitId: HEIR }, heldSince: plainDate('2026-12-09') }, before = [taken('before'), taken('on-day'), taken('after'), taken('superior'), taken('superior', PROVINCE)];
    assert.deepEqual(said('2026-12-09', november({ ...held, history: before }), '2026-12-08'), ['superior → heir (officer, approver)']);
    const after = [...before, taken('superior', HEIR, HEIR)];
    assert.deepEqual(said('2026-12-10', november({ ...held, history: after }), '2026-12-09'), []);
    assert.deepEqual(said('2026-12-14', november({ ...held, history: after }), '2026-12-11'), ['letter → province (focal)']);
    // One letter about one duty, whoever holds it.
    assert.deepEqual(said('2026-12-20', november({ ...held, history: [...after, taken('letter', PROVINCE)] }), '2026-12-18'), []);
  });

  it('counts from the day the work was given when that was after its due day', () => {
    const late = november({ due: plainDate('2026-01-04'), periodFrom: plainDate('2025-12-29') });
    assert.deepEqual(plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, late).map(({ key }) => key), ['after', 'superior', 'letter']);
    assert.equal(plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, late)[0]!.day, '2026-01-13');
  });

  it('reminds a short period on its first working day, and not at all when that is the last', () => {
    const week = november({ periodFrom: plainDate('2026-11-16'), due: plainDate('2026-11-18') }), one = november({ periodFrom: plainDate('2026-11-18'), due: plainDate('2026-11-18') });
    assert.deepEqual(plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, week).slice(0, 2), [{ key: 'before', day: '2026-11-16' }, { key: 'on-day', day: '2026-11-18' }]);
    assert.equal(plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, one)[0]!.key, 'on-day');
  });

  it('asks an outside party and never reports it, and writes no letter from a unit to itself', () => {
    const keys = (holder: Holder) => plannedSteps(DEFAULT_LADDER, PROPOSED_CALENDAR, november({ holder })).map(({ key }) => key);
    assert.deepEqual(keys({ ...commune, asked: true }), ['before', 'on-day']);
    assert.deepEqual(keys({ ...commune, responsibleId: DIVISION, superiorId: COMMUNE }), ['before', 'on-day', 'after', 'superior']);
    assert.deepEqual(keys({ ...commune, superiorId: null }), ['before', 'on-day', 'after']);
  });

  it('of the nearest scope holds: regime, plan, the owner’s own, the program’s', () => {
    const steps = (days: number) => DEFAULT_LADDER.steps.map((step) => (step.key === 'letter' ? { ...step, workingDays: days } : step)), [all, plan, regime, other] = [ids(1), ids(1), ids(1), ids(1)] as const;
    const laid = [{ id: other, scopeId: plan, steps: steps(14) }, { id: all, scopeId: PROVINCE, steps: steps(11) }, { id: plan, scopeId: plan, steps: steps(12) }, { id: regime, scopeId: regime, steps: steps(13) }];
    const letter = (owner: typeof all, scopes: readonly (typeof all)[]) => { const found = ladderFor(laid, [HEIR, owner], scopes); return [found.id, found.steps.at(-1)!.workingDays]; };
    assert.deepEqual([letter(PROVINCE, [regime, plan]), letter(PROVINCE, [plan]), letter(PROVINCE, [other]), letter(COMMUNE, [other])], [[regime, 13], [plan, 12], [all, 11], [null, 10]]);
  });

  it('cannot be laid down with steps out of order, on the wrong side of the day, or out of mind', () => {
    const change = (key: string, part: Partial<LadderStep>) => ladderFault(DEFAULT_LADDER.steps.map((step) => (step.key === key ? { ...step, ...part } : step)))?.field;
    assert.equal(ladderFault(DEFAULT_LADDER.steps), null);
    assert.deepEqual([change('before', { workingDays: 2 }), change('after', { workingDays: 0 }), change('superior', { workingDays: 1 }), change('letter', { workingDays: 61 }), change('letter', { workingDays: 5 }), change('superior', { workingDays: 2.5 })],
      ['days-before', 'days-after', 'days-superior', 'days-letter', 'days-letter', 'days-superior']);
    assert.equal(change('superior', { workingDays: 999, on: false }), undefined, 'what is off does not matter');
  });

  const anyDay = fc.integer({ min: 0, max: 3 * 365 }).map((days): PlainDate => addDays(plainDate('2025-06-01'), days));
  it('has steps on working days alone, in order, for any due day', () => {
    fc.assert(fc.property(anyDay, (due) => {
      const days = DEFAULT_LADDER.steps.map((step) => stepDay(PROPOSED_CALENDAR, due, step.workingDays));
      assert.ok(days.every((on) => isWorkingDay(PROPOSED_CALENDAR, on)));
      assert.ok(days.every((on, index) => index === 0 || days[index - 1]! < on));
    }), { numRuns: 300 });
  });

  it('knows the latest due day whose step has come', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -20, max: 40 }), (today, n) => {
      const due = latestDue(PROPOSED_CALENDAR, n, today);
      assert.ok(stepDay(PROPOSED_CALENDAR, due, n) <= today && stepDay(PROPOSED_CALENDAR, addDays(due, 1), n) > today);
    }), { numRuns: 300 });
  });
});
