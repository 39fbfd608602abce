import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { makeActor } from '#features/accounts/actor.ts';
import { rolesOf, unplacedPeople } from '#features/accounts/store.ts';
import { verify } from '#features/audit/verify.ts';
import { changeOrganisation } from '#features/organisations/actions/change-organisation.ts';
import { defineGroup } from '#features/organisations/actions/define-group.ts';
import { rememberNameChoice } from '#features/organisations/actions/remember-name-choice.ts';
import { lookAt, reorganise, type Looked } from '#features/organisations/actions/reorganise.ts';
import { answersFrom, type Assignment } from '#features/organisations/rules/assignments.ts';
import type { Question } from '#features/organisations/rules/handing-over.ts';
import type { EventContent, EventInput } from '#features/organisations/rules/succession.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { historyLinks, organisation, organisationTree, resolveGroup, resolveWritten, successionsOf } from '#features/organisations/store.ts';
import { markSuperseded } from '#features/documents/actions/mark-superseded.ts';
import { marksBinding } from '#features/documents/store.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { boardUnitOf, differingSums, differingTotals } from '#features/obligations/store.ts';
import { planRow } from '#features/plans/store.ts';
import { regime, report } from '#features/reports/store/reports.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { pickFrom, someEvent } from '#test/support/succession-events.ts';
import { tempFolder } from '#test/support/temp.ts';
import { people, workedProvince, type Worked } from '#test/support/worked-province.ts';
import { auditedTables, policyTable } from './registry.ts';
import { SUCCESSION_PARTS } from './succession-parts.ts';

const DAY = plainDate('2026-11-16'), TODAY = plainDate('2026-11-20');
const PAPER = 'Nghị quyết số 05/NQ-HĐND';
let serial = 0;
const on = (content: EventContent, citation = PAPER): EventInput => ({ line: ++serial + 1, onDay: DAY, citation, reason: '', ...content });
const go = (t: TestActing, scopeId: Id, events: readonly EventInput[], assignments: readonly Omit<Assignment, 'line'>[] = []): Promise<Looked & { applied: boolean }> =>
  t.run((a) => reorganise(a, { events, scopeId, answers: (planned) => answersFrom(assignments.map((one, at) => ({ ...one, line: 900 + at })), planned) }));
const assign = (from: string, item: string, to: string, of: Assignment['of'] = 'anything'): Omit<Assignment, 'line'> => ({ from, item, to, of, function: null });
const asked = (looked: Looked): Question[] => looked.parts.flatMap(({ plan }) => plan.questions.filter((one) => plan.open.includes(one.key)));

interface Held { readonly id: Id; readonly holder: Id; readonly board: Id; readonly amount: number | null; readonly open: boolean }
const held = async (db: Database): Promise<Held[]> => (await sql<Held>`select obligation_id as id, organisation_id as holder, board_organisation_id as board, amount, closed_on is null and recorded + excused < amount as open from obligation_totals order by 1`.execute(db)).rows;
const sum = (rows: readonly Held[]): number => rows.reduce((total, one) => total + (one.amount ?? 0), 0);
const clean = async (db: Database): Promise<void> => {
  assert.deepEqual(await differingTotals(db), []);
  assert.deepEqual(await differingSums(db), []);
  assert.deepEqual((await verify(db, { audited: auditedTables(), files: [], fileStore: null })).differences, []);
};

describe('two communes become one', async () => {
  const { db } = await testDb(), t = actingFor(db, { today: TODAY, seed: 21 });
  let province: Worked, then: Held[], group: Id, made: Id, looked: Looked;
  const names = (id: Id) => organisationTree(db, TODAY).then((tree) => tree.latest(id)!.name);
  before(async () => {
    useSuccessionParts(...SUCCESSION_PARTS);
    province = await workedProvince(db, await openLocalFiles(join(tempFolder('sap-xep'), 'files')));
    const [a, , c] = province.communes;
    await people(t, [
      { userName: 'thuy@songtra.example', name: 'Võ Thị Thủy', at: a!, roles: ['officer', 'approver'] },
      { userName: 'lam@songtra.example', name: 'Trần Lâm', at: c!, roles: ['officer'] },
    ]);
    group = await t.run((acting) => defineGroup(acting, { ownerId: province.root, name: 'Các xã biên giới', rule: { by: 'list', members: [a!, province.communes[3]!] } }));
    await t.run((acting) => rememberNameChoice(acting, { scopeId: province.root, asWritten: 'Xã Bình An cũ', party: { type: 'organisation', id: a! } }));
    for (const [at, number] of [[a!, '76/NQ-CP'], [c!, '76/NQ-CP'], [c!, '215/KH-UBND']] as const)
      await t.run((acting) => markSuperseded(acting, { organisationId: at, paper: { type: 'Văn bản', number, date: null, issuer: null }, from: DAY, replacedBy: null, note: null }));
    then = await held(db);
    const event = on({ kind: 'merge', units: ['X1', 'X3'], into: { fresh: { name: 'UBND xã Nguyễn Nghiêm', codes: { local: 'X1' } } } });
    looked = await lookAt(db, [event], (planned) => answersFrom([], planned), t.newId, async () => undefined);
    assert.deepEqual(await held(db), then, 'a trial writes nothing');
    const result = await go(t, province.root, [event]);
    assert.ok(result.applied);
    made = result.planned.events[0]!.applied.born[0]!;
    const shown = (one: Looked) => one.parts.map(({ part, plan }) => [part.noun, plan.lines.map(({ count }) => count)]);
    assert.deepEqual(shown(looked), shown(result), 'the trial said what happened');
  });

  it('nothing owed is lost or counted twice, and what is open stands with who lives', async () => {
    const now = await held(db), tree = await organisationTree(db, TODAY);
    assert.deepEqual(now.map((one) => one.id), then.map((one) => one.id));
    assert.equal(sum(now), sum(then));
    for (const one of now.filter(({ open }) => open)) assert.ok(tree.get(one.holder) && tree.get(one.board), `${await names(one.holder)} is gone`);
    const before = then.filter((one) => [province.communes[0], province.communes[2]].includes(one.board));
    assert.equal(now.filter((one) => one.board === made).length, before.filter(({ open }) => open).length);
    const met = before.filter((one) => one.id === province.obligation || !one.open);
    for (const one of met.filter(({ open }) => !open)) assert.equal(now.find(({ id }) => id === one.id)!.holder, one.holder, 'what was met stays told under the old unit');
  });
  it('each transfer is on record with its paper, and the books still agree', async () => {
    const rows = (await sql<{ reason: string; on_day: string; n: number }>`select reason, on_day, count(*)::int as n from obligation_transfers group by 1, 2`.execute(db)).rows;
    assert.deepEqual(rows.map((row) => [row.reason, row.on_day]), [[`Sắp xếp đơn vị theo ${PAPER}`, DAY]]);
    await clean(db);
  });
  it('the report that was sent keeps its unit; the draft is finished by the successor, who may also open what was sent', async () => {
    assert.equal((await report(db, province.report))!.organisation_id, province.communes[0]);
    assert.equal((await report(db, province.draftReport))!.organisation_id, made);
    const account = (await sql<{ id: Id }>`select id from accounts where user_name = 'thuy@songtra.example'`.execute(db)).rows[0]!.id, roles = await rolesOf(db, account, TODAY);
    assert.deepEqual(roles.map((role) => [role.role, role.organisationId, role.validFrom]), [['officer', made, TODAY], ['approver', made, TODAY]]);
    const actor = makeActor(db, { accountId: account, personName: '', organisationId: made, roles, policy: policyTable(), today: TODAY, via: 'console' });
    assert.ok(await actor.may('reports.read', province.communes[0]!) && await actor.may('reports.write', province.communes[2]!));
    assert.ok(!await actor.may('reports.read', province.communes[1]!));
  });
  it('groups and remembered names mean who came after, from the day on', async () => {
    const members = async (day: string) => (await resolveGroup(db, group, plainDate(day))).members.map((one) => one.id).sort();
    assert.deepEqual(await members('2026-11-15'), [province.communes[0], province.communes[3]].sort());
    assert.deepEqual(await members('2026-11-16'), [made, province.communes[3]].sort());
    const found = await resolveWritten(db, 'Xã Bình An cũ', province.root, TODAY);
    assert.deepEqual(found.state === 'resolved' && found.party, { type: 'organisation', id: made });
  });
  it('papers that either had marked as expired stay marked for the successor, each once', async () => {
    const marks = await marksBinding(db, made, TODAY);
    assert.deepEqual(marks.map((mark) => [mark.organisation_id, mark.key]).sort(), [[made, '215/KH-UBND@'], [made, '76/NQ-CP@']]);
  });

  it('the lineage is kept with its citation, and one history for each unit that ended', async () => {
    const rows = await successionsOf(db, { ids: [made] });
    assert.deepEqual(rows.map((row) => [row.fromId, row.share, row.citation]).sort(), [province.communes[0]!, province.communes[2]!].map((id) => [id, 'whole', PAPER]).sort());
    assert.equal((await historyLinks(db)).length, 2 + 2, 'two communes, and two offices that were joined');
  });
  it('the same events a second time change nothing and say so', async () => {
    const again = { ...on({ kind: 'merge', units: ['X1', 'X3'], into: { fresh: { name: 'UBND xã Nguyễn Nghiêm', codes: { local: 'X1' } } } }), line: looked.planned.events[0]!.input.line };
    await assert.rejects(go(t, province.root, [again]), /Sự kiện này đã được áp dụng ngày 20\/11\/2026; không có gì thay đổi\./);
  });
  it('a refusal in the middle of a list writes nothing of it', async () => {
    const events = [on({ kind: 'rename', unit: 'X4', name: 'UBND xã Khác' }), on({ kind: 'dissolve', unit: 'X99' })], result = await go(t, province.root, events);
    assert.deepEqual([result.applied, result.faults.map((fault) => fault.line)], [false, [events[1]!.line]]);
    assert.equal(await names(province.communes[3]!), 'UBND xã Ổ Gà');
  });

  it('is for who stands above: the administrator of one commune may join its own offices, not end the commune', async () => {
    const own = province.communes[1]!, only = actorFor({ accountId: t.newId(), may: async (_permission, at) => (await organisationTree(db, TODAY)).isWithin(at, own) }), commune = t.as(only);
    await assert.rejects(go(commune, own, [on({ kind: 'merge', units: ['X2'], into: { existing: 'X6' } })]), /chưa được giao quyền/);
    await assert.rejects(go(commune, own, [on({ kind: 'move', unit: 'X2', parent: 'S1' })]), /chưa được giao quyền/);
    assert.ok((await go(commune, own, [on({ kind: 'merge', units: ['X2.VP'], into: { existing: 'X2.VHXH' } })])).applied);
  });
  it('one function goes elsewhere: what nothing says belongs to it is asked by task, and nothing happens before that', async () => {
    const [, culture, office] = province.departments;
    await t.run(async (a) => changeOrganisation(a, culture!, { ...(await organisation(a.tx, culture!, TODAY)), functions: ['culture', 'press'] }, plainDate('2026-03-01')));
    const open = (await held(db)).filter((one) => one.holder === culture && one.open), event = on({ kind: 'transfer', function: 'press', from: 'S2', to: 'S3' });
    const first = await go(t, province.root, [event]);
    assert.ok(!first.applied && open.length > 0);
    const questions = asked(first).filter((one) => one.noun === 'obligations');
    assert.equal(questions.reduce((all, one) => all + one.count, 0), open.length);
    const second = await go(t, province.root, [event], [assign('S2', questions[0]!.names[0]!, 'S3'), ...(questions.length > 1 ? [assign('S2', '', 'keep')] : [])]);
    assert.ok(second.applied, JSON.stringify(second.faults));
    assert.equal((await held(db)).filter((one) => one.holder === office && open.some(({ id }) => id === one.id)).length, questions[0]!.count);
  });
  it('a unit is divided: each task goes where the operator says, people who are not placed are listed', async () => {
    const [, , , , west] = province.communes;
    await people(t, [{ userName: 'mai@songtra.example', name: 'Lê Mai', at: west!, roles: ['officer'] }, { userName: 'nam@songtra.example', name: 'Lê Nam', at: west!, roles: ['officer'] }]);
    const event = on({ kind: 'split', unit: 'X5', into: [{ fresh: { name: 'UBND xã Ía Đông', unitKind: 'commune', codes: { local: 'X5D' } } }, { fresh: { name: 'UBND xã Ía Tây', unitKind: 'commune', codes: { local: 'X5T' } } }], remains: false, heir: 'X5T' });
    const first = await go(t, province.root, [event]), questions = asked(first);
    assert.ok(!first.applied && questions.length >= 2, 'never silently to one');
    const wrong = await go(t, province.root, [event], [assign('X5', '', 'X6')]);
    assert.match(wrong.faults[0]!.reason, /“X6” không nhận được phần này/);
    const result = await go(t, province.root, [event], [assign('X5', questions[0]!.title, 'X5D'), assign('X5', '', 'UBND xã Ía Tây'), assign('X5', 'mai@songtra.example', 'X5D', 'accounts'), assign('X5', '', 'none', 'accounts')].slice(0, 3));
    assert.ok(result.applied, JSON.stringify(result.faults));
    const tree = await organisationTree(db, TODAY), east = tree.byCode('local', 'X5D')!.id, now = await held(db);
    assert.equal(now.filter((one) => one.holder === east).length, questions[0]!.count);
    assert.ok(!now.some((one) => one.holder === west && one.open));
    assert.deepEqual((await unplacedPeople(db, [west!], TODAY)).map((one) => one.name), [], 'a choice for everything is a choice for the people too');
  });
  it('the books agree after all of it', async () => {
    await clean(db);
    assert.ok((await planRow(db, province.plan))!.owner_id === province.root && (await regime(db, province.regime))!.owner_id === province.root);
  });
});

describe('after any events, with any answers', async () => {
  const { db } = await testDb();
  before(() => useSuccessionParts(...SUCCESSION_PARTS));
  /** One of the offered answers, the same for the same question. */
  const anyAnswer = (seed: number) => () => ({ answers: (question: Question) => question.options[[...question.key].reduce((all, letter) => all + letter.charCodeAt(0), seed) % question.options.length]!.value });
  it('every obligation has exactly one holder, the same sums, a living unit or a place in the list; the log and the totals hold, in every shard', async () => {
    for (const [round, seed] of [3, 14, 15].entries()) {
      const pick = pickFrom(seed), t = actingFor(db, { today: TODAY, seed: 100 + seed }), province = await smallProvince(t, { departments: 4, communes: 7 }), elsewhere = actingFor(db, { today: TODAY, seed: 500 + seed, shard: 7 + round });
      const each = await t.run((a) => defineGroup(a, { ownerId: province.root, name: 'Phòng VH-XH của từng xã', rule: { by: 'each', in: { by: 'kind', families: ['committee'], tiers: ['commune'] }, function: 'culture' } }));
      const give = (by: TestActing, units: readonly Id[], board: readonly Id[], change: Parameters<typeof draftCommitment>[2] = {}) => by.run((a) => impose(a, {
        source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(by.newId, units.map((organisationId, at) => ({ organisationId, boardOrganisationId: board[at]! })), change)],
      }));
      await give(t, province.communes, province.communes);
      await give(elsewhere, province.departments, province.departments, { product: 'report' });
      await give(elsewhere, province.divisions, province.communes, { product: 'broadcast', party: { kind: 'group', id: each, name: 'Phòng VH-XH' } });
      const mine = new Set((await sql<{ id: Id }>`select o.id from obligations o join commitments c on c.id = o.commitment_id where c.issuer_id = ${province.root}`.execute(db)).rows.map((row) => row.id));
      const start = (await held(db)).filter((one) => mine.has(one.id));
      let applied = 0;
      for (let step = 0; step < 14; step++) {
        const tree = await organisationTree(db, DAY), own = { ...tree, all: tree.subtree(province.root) };
        const events = Array.from({ length: 1 + pick(3) }, () => ({ ...on(someEvent(own, pick, ++serial)), onDay: plainDate(`2026-11-${String(2 + step).padStart(2, '0')}`) }));
        const result = await t.run((a) => reorganise(a, { events, scopeId: province.root, answers: anyAnswer(seed + step) })).catch((error: Error) => error);
        if (result instanceof Error) throw result;
        if (result.applied) applied += events.length;
        const now = (await held(db)).filter((one) => mine.has(one.id)), today = await organisationTree(db, TODAY);
        assert.deepEqual([now.length, sum(now)], [start.length, sum(start)]);
        for (const one of now.filter(({ open }) => open)) {
          if (today.get(one.holder)) assert.equal(one.board, boardUnitOf(today, one.holder), 'it stands in the row of its holder');
          else assert.ok((await successionsOf(db, { ids: [one.holder] })).some((row) => row.toId === null || row.share === 'part'), 'only who has no single successor leaves something unassigned');
        }
      }
      assert.ok(applied >= 5, `only ${applied} events were possible`);
    }
    assert.ok(new Set((await held(db)).map((one) => shardOf(one.id))).size >= 4);
    await clean(db);
  });
});
