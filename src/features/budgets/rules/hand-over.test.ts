import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { noAnswers, type Answers } from '#features/organisations/rules/handing-over.ts';
import type { KindId, OrganisationFunction } from '#features/organisations/rules/kinds.ts';
import { versionContent } from '#features/organisations/rules/organisation-input.ts';
import { planReorganisation } from '#features/organisations/rules/plan-reorganisation.ts';
import type { EventContent } from '#features/organisations/rules/succession.ts';
import { makeTree, type Organisation } from '#features/organisations/rules/tree.ts';
import { pickFrom, someEvent } from '#test/support/succession-events.ts';
import { followedBy, handOverBudgets, type HeldBudget } from './hand-over.ts';

const ids = seededIds(31, 1_700_000_000_000), newId = (): Id => ids(1), DAY = plainDate('2026-11-16'), founded: Organisation[] = [];
const found = (name: string, kind: KindId, parent: Organisation | null, functions: OrganisationFunction[] = []): Organisation => {
  const id = newId(), made: Organisation = { id, versionId: newId(), shard: 1, ...versionContent(id, { name, kind, parentId: parent?.id ?? null, functions }, parent, plainDate('2025-07-01')) };
  founded.push(made);
  return made;
};
const province = found('UBND tỉnh Sông Trà', 'province', null), finance = found('Sở Tài chính', 'department', province, ['finance']), planning = found('Sở Kế hoạch và Đầu tư', 'department', province);
const [a, b, c] = ['Một', 'Hai', 'Ba'].map((name) => found(`UBND xã ${name}`, 'commune', province)) as [Organisation, Organisation, Organisation];
const [da, db] = [a, b].map((commune) => found('Phòng Văn hóa – Xã hội', 'division', commune, ['culture'])) as [Organisation, Organisation];

const plan = (...events: EventContent[]) => {
  const planned = planReorganisation(founded, events.map((event, at) => ({ ...event, line: at + 2, onDay: DAY, citation: 'Nghị quyết số 05/NQ-HĐND', reason: '' })), newId);
  assert.deepEqual(planned.faults, []);
  return planned;
};
const held = (organisation: Organisation, change: Partial<HeldBudget> & { office?: Organisation; committee?: Organisation } = {}): HeldBudget => {
  const { office, committee, ...rest } = change;
  return { id: newId(), kind: 'unit', organisation_id: organisation.id, office_id: office?.id ?? null, committee_id: committee?.id ?? null, part_of_id: null, year: 2026, title: 'Dự toán kinh phí năm 2026', ...rest };
};
const atProvince = { office: finance, committee: province };
const places = (moves: ReturnType<typeof handOverBudgets<HeldBudget>>['moves']) => moves.map(({ budget, organisationId, officeId, committeeId, since }) => [budget.id, organisationId, officeId, committeeId, since]);

describe('who keeps an open budget after a reorganisation', () => {
  it('two communes become one: it keeps both budgets, each whole and by itself, and what it receives and decides for its divisions', () => {
    const planned = plan({ kind: 'merge', units: [a.id, b.id], into: { fresh: { name: 'UBND xã Một Hai' } } }), made = planned.events[0]!.applied.born[0]!;
    const one = held(a, atProvince), two = held(b, atProvince), draft = held(a, { year: 2027 }), other = held(c, atProvince), sum = held(a, { kind: 'consolidated' }), division = held(da, { office: a, committee: a, part_of_id: sum.id });
    const { moves, left, questions, open } = handOverBudgets([one, two, draft, other, sum, division], planned, noAnswers);
    assert.deepEqual([left, questions, open], [[], [], []], 'there is nothing to decide');
    assert.deepEqual(places(moves), [
      [one.id, made, finance.id, province.id, DAY], [two.id, made, finance.id, province.id, DAY], [draft.id, made, null, null, DAY], [sum.id, made, null, null, DAY],
      [division.id, da.id, made, made, null],
    ]);
    assert.deepEqual(moves[0]!.citations, ['Nghị quyết số 05/NQ-HĐND']);
  });

  it('offices that are joined with their communes hand over their own: one stays as it is, the other goes into it', () => {
    const planned = plan({ kind: 'merge', units: [a.id], into: { existing: b.id } }), mine = held(da, { office: a, committee: a }), theirs = held(db, { office: b, committee: b });
    const { moves } = handOverBudgets([mine, theirs], planned, noAnswers);
    assert.deepEqual(places(moves), [[mine.id, db.id, b.id, b.id, DAY]]);
  });

  it('a division asks for each budget, by its own name, and writes nothing before; one word decides for all the rest', () => {
    const split = (remains: boolean) => plan({ kind: 'split', unit: c.id, into: [{ fresh: { name: 'UBND xã Ba Đông' } }, ...(remains ? [] : [{ fresh: { name: 'UBND xã Ba Tây' } }])], remains });
    const now = held(c, atProvince), next = held(c, { year: 2027 }), planned = split(false), [east, west] = planned.events[0]!.applied.born as [Id, Id];
    const first = handOverBudgets([now, next], planned, noAnswers);
    assert.deepEqual([first.moves, first.open.length, first.questions.map((one) => [one.count, one.names, one.options.map(({ label }) => label)])], [[], 2, [now, next].map((one) => [1, [`Dự toán năm ${one.year}`], ['UBND xã Ba Đông', 'UBND xã Ba Tây']])]);
    const answered = handOverBudgets([now, next], planned, (question) => planned.refOf(question.names[0] === 'Dự toán năm 2026' ? east : west));
    assert.deepEqual([answered.open, places(answered.moves)], [[], [[now.id, east, finance.id, province.id, DAY], [next.id, west, null, null, DAY]]]);
    const part = split(true), stays = handOverBudgets([now], part, () => 'keep');
    assert.deepEqual([stays.open, stays.moves, stays.left], [[], [], []], 'who lives on may keep it');
    assert.equal(handOverBudgets([now], part, noAnswers).open.length, 1, 'and is asked too');
  });

  it('the function finance takes the sum, its parts and what waits along; the office keeps its own estimate', () => {
    const planned = plan({ kind: 'transfer', function: 'finance', from: finance.id, to: planning.id });
    const sum = held(finance, { kind: 'consolidated', committee: province }), part = held(a, { ...atProvince, part_of_id: sum.id }), waits = held(b, atProvince), own = held(finance, atProvince), draft = held(finance, { year: 2027 });
    const { moves, open } = handOverBudgets([sum, part, waits, own, draft], planned, noAnswers);
    assert.deepEqual(open, []);
    assert.deepEqual(places(moves), [[sum.id, planning.id, null, province.id, DAY], [part.id, a.id, planning.id, province.id, null], [waits.id, b.id, planning.id, province.id, null], [own.id, finance.id, planning.id, province.id, null]]);
  });

  it('a finance office is divided: each sum is asked for and its parts go with it; what still waits is asked for once', () => {
    const planned = plan({ kind: 'split', unit: finance.id, into: [{ fresh: { name: 'Sở Ngân sách', functions: ['finance'] } }, { fresh: { name: 'Sở Tài sản' } }], remains: false }), [money, assets] = planned.events[0]!.applied.born as [Id, Id];
    const sum = held(finance, { kind: 'consolidated', committee: province }), part = held(a, { ...atProvince, part_of_id: sum.id }), waits = [held(b, atProvince), held(c, atProvince)], all = [sum, part, ...waits];
    assert.deepEqual(handOverBudgets(all, planned, noAnswers).questions.map((one) => [one.title, one.count]), [['Dự toán kinh phí năm 2026', 1], ['Tiếp nhận, thẩm định dự toán của các đơn vị', 2]]);
    const { moves, open } = handOverBudgets(all, planned, (question) => planned.refOf(question.title.startsWith('Tiếp nhận') ? money : assets));
    assert.deepEqual(open, []);
    assert.deepEqual(places(moves), [[sum.id, assets, null, province.id, DAY], [part.id, a.id, assets, province.id, null], [waits[0]!.id, b.id, money, province.id, null], [waits[1]!.id, c.id, money, province.id, null]]);
  });

  it('where nobody follows it goes above, or is left on purpose and listed', () => {
    const planned = plan({ kind: 'dissolve', unit: planning.id }), one = held(planning, atProvince);
    assert.deepEqual(handOverBudgets([one], planned, noAnswers).open.length, 1);
    assert.deepEqual(places(handOverBudgets([one], planned, () => province.id).moves), [[one.id, province.id, finance.id, province.id, DAY]]);
    const { moves, left, open } = handOverBudgets([one], planned, () => 'none');
    assert.deepEqual([moves, left, open], [[], [one], []]);
  });

  it('after any events, with any answers, each budget is in one place only, and whatever moved is with somebody who lives', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const pick = pickFrom(seed), tree = makeTree(founded, DAY), events = Array.from({ length: 12 }, (_, at) => someEvent(tree, pick, seed * 100 + at));
      const planned = planReorganisation(founded, events.map((event, at) => ({ ...event, line: at + 2, onDay: DAY, citation: 'Nghị quyết', reason: '' })), newId), after = planned.treeOn(DAY);
      const anything: Answers = (question) => question.options[[...question.key].reduce((all, letter) => all + letter.charCodeAt(0), seed) % question.options.length]!.value;
      const sum = held(finance, { kind: 'consolidated', committee: province }), all = [...[a, b, c, planning].flatMap((unit) => [held(unit, { ...atProvince, part_of_id: sum.id }), held(unit, { ...atProvince, year: 2027 })]), sum, held(da, { office: a, committee: a })];
      const { moves, left, open } = handOverBudgets(all, planned, anything);
      assert.deepEqual(open, []);
      assert.equal(new Set([...moves.filter((move) => move.since).map((move) => move.budget), ...left]).size, moves.filter((move) => move.since).length + left.length);
      for (const { budget, organisationId, since } of moves) assert.ok(organisationId === budget.organisation_id ? since === null : after.get(organisationId) && since === DAY, `${seed}: ${organisationId}`);
      for (const one of all) if (!after.get(one.organisation_id)) assert.ok(left.includes(one) || moves.some((move) => move.budget === one && move.since), `${seed}: nobody holds a budget of a unit that ended`);
    }
  });
});

it('whom a unit followed, through any number of steps', () => {
  const link = (from: Organisation, to: Organisation) => ({ fromId: from.id, toId: to.id, onDay: DAY });
  assert.deepEqual(followedBy([link(a, b), link(b, c), link(planning, finance)], c.id), [b.id, a.id]);
  assert.deepEqual(followedBy([], c.id), []);
});
