import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { roundDue, roundOf, roundsOf, standingRounds } from './regime.ts';
import { clauseOfMembers, definitionOf, periodsOfKinds, proposeRegime } from './regime-from-clause.ts';

const clause = { who: 'Các sở, ban, ngành; UBND các xã, phường, đặc khu', toWhom: 'UBND tỉnh', via: 'Sở Văn hóa, Thể thao và Du lịch', cadence: ['quarter', 'half-year', 'year'], deadline: plainDate('2026-11-25') };
const definition = definitionOf(proposeRegime(clause, 'UBND tỉnh'), [{ kind: 'group', id: 'g' as Id }]);

describe('a regime read from a plan', () => {
  it('takes the clause by which the units report, not the one of the focal agency', () => {
    const focal = { ...clause, who: 'Sở Văn hóa, Thể thao và Du lịch', via: null };
    assert.equal(clauseOfMembers([focal, clause]), clause);
    assert.equal(clauseOfMembers([focal]), focal);
    const communes = { ...clause, who: 'UBND các xã, phường', via: null };
    assert.equal(clauseOfMembers([{ ...focal, who: 'Sở Nội vụ' }, communes]), communes);
    assert.equal(clauseOfMembers([]), undefined);
  });
  it('reports quarter I, six months, quarter III and the year, on the windows of Decree 09/2019', () => {
    assert.deepEqual(roundsOf(definition, 2026).map((round) => [round.label, round.data.from, round.data.to]), [
      ['quý I/2026', '2025-12-15', '2026-03-14'], ['6 tháng đầu năm 2026', '2025-12-15', '2026-06-14'], ['quý III/2026', '2026-06-15', '2026-09-14'], ['năm 2026', '2025-12-15', '2026-12-14'],
    ]);
  });

  it('asks units three days after the cut-off, on the working day before when that day is off', () => {
    const quarter = roundOf(definition, 'quarter/2026-07-01')!;
    assert.equal(roundDue(definition, quarter, 'commune', PROPOSED_CALENDAR).due, '2026-09-17');
    const half = roundOf(definition, 'half-year/2026-01-01')!;
    assert.equal(roundDue(definition, half, 'commune', PROPOSED_CALENDAR).due, '2026-06-17');
  });

  it('keeps the printed deadline of the year: before 25/11/2026 means Monday 23/11, because the 24th is a holiday', () => {
    const due = roundDue(definition, roundOf(definition, 'year/2026-01-01')!, 'commune', PROPOSED_CALENDAR);
    assert.deepEqual([due.printed, due.due], ['2026-11-25', '2026-11-23']);
  });

  it('knows no round that the regime does not report', () => {
    assert.equal(roundOf(definition, 'quarter/2026-04-01'), null);
    assert.equal(roundOf(definition, 'nonsense'), null);
  });

  it('shows rounds whose data has begun, the latest first', () => {
    assert.deepEqual(standingRounds({ definition, valid_from: plainDate('2026-01-01') }, plainDate('2026-11-20')).map(({ round, phase }) => `${round.label} ${phase}`).slice(0, 3), ['năm 2026 coming', 'quý III/2026 over', '6 tháng đầu năm 2026 over']);
  });

  it('shows no round that was over before the regime held', () => {
    assert.deepEqual(standingRounds({ definition, valid_from: plainDate('2026-06-15') }, plainDate('2026-11-20')).map(({ round }) => round.label), ['năm 2026', 'quý III/2026']);
  });

  it('never reports the same days twice under two names', () => {
    assert.deepEqual(periodsOfKinds(['quarter']), [{ kind: 'quarter' }]);
    assert.deepEqual(periodsOfKinds(['quarter', 'year']), [{ kind: 'quarter', only: [1, 2, 3] }, { kind: 'year' }]);
    assert.deepEqual(periodsOfKinds(['half-year', 'year']), [{ kind: 'half-year', only: [1] }, { kind: 'year' }]);
  });
});
