import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { randomIds, shardOf, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { verify } from '#features/audit/verify.ts';
import { approveBudget } from '#features/budgets/actions/approve-budget.ts';
import { takeIn } from '#features/budgets/actions/receive-budget.ts';
import { settleBudget } from '#features/budgets/actions/settle.ts';
import { spend } from '#features/budgets/actions/spend.ts';
import { startBudget, startConsolidated } from '#features/budgets/actions/start-budget.ts';
import { submitBudget } from '#features/budgets/actions/submit-budget.ts';
import { addLines } from '#features/budgets/actions/write-lines.ts';
import { budgetsOfUnit, linesOf, totalsOf } from '#features/budgets/store/reading.ts';
import { addEvidence } from '#features/deliverables/actions/evidence.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { correct } from '#features/deliverables/actions/correct.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { comment } from '#features/discussions/actions/comment.ts';
import { markSuperseded } from '#features/documents/actions/mark-superseded.ts';
import { follow } from '#features/notifications/follow.ts';
import { excuse } from '#features/obligations/actions/excuse.ts';
import { differingSums, differingTotals, obligationCard, unitStandings, workList } from '#features/obligations/store.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import type { EventContent } from '#features/organisations/rules/succession.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { frameFor, organisation, organisationTree } from '#features/organisations/store.ts';
import { issueAmendment, startAmendment } from '#features/plans/actions/amend-plan.ts';
import { issuePlan } from '#features/plans/actions/issue-plan.ts';
import { planRow } from '#features/plans/store.ts';
import { partyRows } from '#features/plans/store/rows.ts';
import { numberPlan } from '#features/plans/actions/number-plan.ts';
import { resolveParty } from '#features/plans/actions/resolve-party.ts';
import { figuresOf } from '#features/reports/actions/figures-of.ts';
import { acceptReport } from '#features/reports/actions/receive-report.ts';
import { startUnitReport } from '#features/reports/actions/start-report.ts';
import { submitReport } from '#features/reports/actions/submit-report.ts';
import { regime, report, reportsOfRound } from '#features/reports/store/reports.ts';
import { documentDefaults } from '#features/documents/rules/letterhead-defaults.ts';
import { commentsAbout } from '#features/discussions/store.ts';
import { issueDraft } from '#features/urging/actions/issue-draft.ts';
import { draftContent } from '#features/urging/store/draft-content.ts';
import { draft } from '#features/urging/store/drafts.ts';
import { climb } from '#features/urging/actions/climb.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { cookieFor } from '#test/support/demo.ts';
import { sampleBudget } from '#test/support/sample-budget.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, reasonsFor, workedProvince, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { ENTRIES } from './navigation.ts';
import { auditedTables } from './registry.ts';
import { SUCCESSION_PARTS } from './succession-parts.ts';

const TODAY = plainDate('2026-11-20'), WINDOW = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') }, YEAR = 'year/2026-01-01', ELSEWHERE = 3;
const COUNTED = ['due', 'metInTime', 'metLate', 'missed', 'open', 'excused', 'amount', 'credited', 'debt'] as const;

/** Two provinces of three tiers, each in its own shard, with the same names below: one from 16 November on, and so are the communes of the name "Bình An". */
describe('the day after two provinces of two shards became one', () => {
  let web: TestWeb, db: Database, t: TestActing, other: TestActing, first: Worked, second: Worked, made: Id, commune: Id, before_: Awaited<ReturnType<typeof sums>>;
  const everyone = (): Id[] => [first, second].flatMap((one) => [one.root, ...one.departments, ...one.communes, ...one.divisions.flat()]);
  const standings = () => unitStandings(db, { window: WINDOW, today: TODAY });
  const sums = async () => {
    const all = await standings();
    return Object.fromEntries(COUNTED.map((key) => [key, all.reduce((sum, one) => sum + Number(one[key]), 0)]));
  };
  const clean = async () => {
    assert.deepEqual(await differingTotals(db), []);
    assert.deepEqual(await differingSums(db), []);
    assert.deepEqual((await verify(db, { audited: auditedTables(), files: [], fileStore: null })).differences, []);
  };
  const page = async (who: string, path: string, body?: Record<string, string>) => fetch(web.origin + path, { redirect: 'manual', headers: { cookie: `__Host-loa=${await cookieFor(db, web, who)}`, origin: web.origin }, ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}) });
  const send = (id: Id, by = t) => by.run(async (a) => submitReport(a, web.files, { reportId: id, seen: (await report(a.tx, id))!.row_version, reason: null, missing: await reasonsFor(a, id) }));
  const figures = async (id: Id) => { const one = (await report(db, id))!; return figuresOf(db, web.files, one, (await regime(db, one.regime_id))!, TODAY); };
  /** Where a draft names a department that was joined, a person says who it is now. */
  const settleParties = async (planId: Id, version: number, by: TestActing) => {
    const heirs = new Map(second.departments.map((id, at) => [id, first.departments[at]!]));
    for (const party of await partyRows(db, planId, version)) if (party.organisation_id && heirs.has(party.organisation_id)) await by.run((a) => resolveParty(a, { partyId: party.id, choice: { party: { type: 'organisation', id: heirs.get(party.organisation_id!)! } }, remember: false }));
  };
  const tell = () => follow({ db, clock: web.clock, ids: randomIds(() => web.clock.now().getTime()), mail: null });

  before(async () => {
    ({ db, web, province: first } = await workedWorld());
    second = await workedProvince(db, web.files, { seed: 60, shard: ELSEWHERE, house: { river: 'Sông Vệ', letter: 'V' } });
    t = actingFor(db, { today: TODAY, seed: 81 });
    other = actingFor(db, { today: TODAY, seed: 82, shard: ELSEWHERE });
    for (const [by, one, mail] of [[t, first, 'tra'], [other, second, 've']] as const) {
      await people(by, [
        { userName: `lanhdao@${mail}.example`, name: 'Lê Lãnh Đạo', at: one.root, roles: ['approver', 'administrator'] }, { userName: `daumoi@${mail}.example`, name: 'Phạm Đầu Mối', at: one.root, roles: ['focal', 'finance'] },
        { userName: `so@${mail}.example`, name: 'Trần Sở', at: one.departments[1]!, roles: ['officer', 'approver'] },
        { userName: `xa@${mail}.example`, name: 'Võ Xã', at: one.communes[0]!, roles: ['officer', 'approver', 'finance'] }, { userName: `dong@${mail}.example`, name: 'Lý Đông', at: one.communes[4]!, roles: ['officer'] },
      ]);
      await sampleBudget(by, db, one.communes[0]!, one.root, one.photo);
      await by.run((a) => comment(a, { subject: { noun: 'obligations', id: one.obligation, organisationId: one.communes[0]!, title: 'Chuyên mục', href: `/lam-viec/viec/${one.obligation}`, readers: 'up' }, body: `Ý kiến của ${mail}`, picked: [], as: { unitId: one.communes[0]!, unit: 'UBND xã Bình An' } }));
      await by.run((a) => markSuperseded(a, { organisationId: one.root, paper: { type: 'Văn bản', number: '76/NQ-CP', date: null, issuer: null }, from: plainDate('2026-11-16'), replacedBy: null, note: null }));
    }
    await tell();
    before_ = await sums();
    useSuccessionParts(...SUCCESSION_PARTS);
    const events: EventContent[] = [{ kind: 'merge', units: ['ST', 'VST'], into: { fresh: { name: 'UBND tỉnh Trà Vệ', codes: { local: 'TV' } } } }, { kind: 'merge', units: ['X1', 'VX1'], into: { fresh: { name: 'UBND xã Bình An', codes: { local: 'X1' } } } }];
    const done = await t.run((a) => reorganise(a, { scopeId: first.root, answers: () => ({ answers: () => undefined }), events: events.map((event, at) => ({ ...event, line: at + 1, onDay: plainDate('2026-11-16'), citation: 'Nghị quyết số 202/NQ-QH', reason: '' })) }));
    assert.ok(done.applied, JSON.stringify([done.faults, done.parts.map(({ plan }) => plan.open)]));
    [made, commune] = done.planned.events.map((event) => event.applied.born[0]!) as [Id, Id];
  });
  after(() => web.close());

  it('departments of one name are one, communes stand below the new province, and the books agree', async () => {
    const tree = await organisationTree(db, TODAY), below = tree.subtree(made);
    assert.deepEqual(tree.roots.map((one) => one.id), [made]);
    assert.equal(below.filter((one) => one.kind === 'department').length, 3);
    assert.equal(below.filter((one) => ['commune', 'ward'].includes(one.kind)).length, 11);
    assert.equal(below.filter((one) => one.parentId === commune).length, 2, 'its two offices, each joined');
    await clean();
  });
  it('nothing is lost or counted twice: equal sums in every frame', async () => {
    assert.deepEqual(await sums(), before_);
    const all = await standings(), known = new Set(everyone());
    for (const choice of ['then', 'today', plainDate('2026-11-15')] as const) {
      const frame = await frameFor(db, { choice, until: TODAY, today: TODAY }), tops = new Map<Id, number>();
      for (const one of all) {
        const { rowId } = frame.place(one.organisationId), top = frame.ancestorsOf(rowId).at(-1) ?? rowId;
        tops.set(top, (tops.get(top) ?? 0) + Number(one.due) + Number(one.open));
      }
      assert.equal([...tops.values()].reduce((sum, one) => sum + one, 0), before_.due! + before_.open!);
      if (choice === 'today') assert.deepEqual([...tops.keys()], [made], 'one province shows all of it');
      assert.ok([...tops.keys()].every((id) => known.has(id) || id === made || id === commune), 'and no other row');
    }
  });

  it('each main page answers, for the leader, the focal officer, a department and a commune of either old province', async () => {
    for (const mail of ['tra', 've']) for (const who of ['lanhdao', 'daumoi', 'so', 'xa', 'dong']) {
      let seen = 0;
      for (const { href } of ENTRIES) {
        const response = await page(`${who}@${mail}.example`, href);
        assert.ok([200, 303, 403].includes(response.status), `${who}@${mail} ${href}: ${response.status}`);
        if (response.status !== 403) seen += 1;
      }
      assert.ok(seen >= 5, `${who}@${mail} sees ${seen} pages`);
    }
    for (const path of ['/lam-viec/theo-doi', '/lam-viec/tong-hop', '/lam-viec/so-lieu', '/lam-viec/lanh-dao']) for (const frame of ['hien-nay', 'khi-do', '2026-11-15'])
      assert.ok([200, 404].includes((await page('lanhdao@ve.example', `${path}?khung=${frame}`)).status), `${path} ${frame}`);
    for (const one of [first, second]) for (const path of [`viec/${one.obligation}`, `ket-qua/${one.deliverable}`, `ke-hoach/${one.plan}`, `bao-cao/${one.report}`, `bao-cao/che-do/${one.regime}/ky?ky=${encodeURIComponent(YEAR)}`, `don-doc/${one.letter}`, `don-doc/du-thao/${one.letterDraft}`])
      assert.equal((await page('daumoi@tra.example', `/lam-viec/${path}`)).status, 200, path);
  });
  it('the reports that were sent keep the old names', async () => {
    for (const one of [first, second]) {
      const sent = (await report(db, one.report))!, html = await (await page('daumoi@ve.example', `/lam-viec/bao-cao/${one.report}`)).text();
      assert.equal(sent.organisation_id, one.communes[0]);
      assert.match(html, /UBND xã Bình An/);
      assert.equal((await figures(one.report)).organisation.name, 'UBND xã Bình An');
    }
  });

  it('the merged commune works off what either owed: records with proof, corrects, adds evidence, confirms, has a rest excused', async () => {
    const list = await workList(db, commune, TODAY), open = [...list.owed, ...list.dueSoon, ...list.open].filter((one) => one.amount !== null && one.product !== 'report');
    assert.deepEqual([...new Set(open.map((one) => shardOf(one.id)))].sort(), [1, ELSEWHERE]);
    for (const by of [t, other]) for (const shard of [1, ELSEWHERE]) {
      const card = open.filter((one) => shardOf(one.id) === shard && one.product === 'column').at(by === t ? 0 : -1)!, mail = by === t ? 'tra' : 've';
      const done = await by.run((a) => record(a, {
        organisationId: commune, countsFor: { obligationIds: [card.id], commitmentIds: null }, form: { product: card.product, channel: card.channel, title: `Tin của xã mới ${mail} ${shard}`, doneOn: TODAY, amount: 1, unit: 'tin, bài' },
        evidence: [{ kind: 'link', url: `https://binhan.example/${mail}/${shard}` }],
      }));
      assert.deepEqual(done.credits.map((credit) => credit.obligationId), [card.id]);
      const across = by === t ? other : t, row = (await sql<{ version: number; row_version: number }>`select version, row_version from deliverables where id = ${done.id}`.execute(db)).rows[0]!;
      await across.run((a) => addEvidence(a, { id: done.id, organisation_id: commune }, [{ kind: 'link', url: `https://binhan.example/${mail}/${shard}/anh` }], 2));
      await across.run((a) => correct(a, { deliverableId: done.id, rowVersion: row.row_version, form: { product: card.product, channel: card.channel, title: `Tin đã sửa ${mail} ${shard}`, doneOn: TODAY, amount: 1, unit: 'tin, bài' }, reason: 'Sửa tên bài cho đúng' }));
      await across.run((a) => confirm(a, { deliverableId: done.id, rowVersion: null }));
      assert.ok((await obligationCard(db, card.id, { today: TODAY }))!.confirmed >= 1);
      await across.run((a) => excuse(a, { obligationId: open.filter((one) => shardOf(one.id) === shard).at(by === t ? 1 : -2)!.id, reason: 'Đơn vị vừa sắp xếp lại' }));
    }
    await clean();
  });
  it('its report of a round of either old province holds both communes; above it is accepted and consolidated', async () => {
    for (const [one, by] of [[first, other], [second, t]] as const) {
      const own = await by.run((a) => startUnitReport(a, { regimeId: one.regime, periodKey: YEAR, organisationId: commune, scope: 'unit' })), counted = await figures(own.id);
      const { rows: [all] } = await sql<{ n: number }>`select count(*)::int as n from obligation_totals where board_organisation_id = any(${[commune, first.communes[0]!, second.communes[0]!]}::uuid[]) and due between ${own.data_from} and ${own.data_to} and amount is not null and not optional and closed_on is null`.execute(db);
      assert.equal(counted.obligations.due, all!.n);
      await send(own.id, by);
      await by.run(async (a) => acceptReport(a, { reportId: own.id, seen: (await report(a.tx, own.id))!.row_version }));
      const whole = await by.run((a) => startUnitReport(a, { regimeId: one.regime, periodKey: YEAR, organisationId: made, scope: 'consolidated' }));
      assert.deepEqual((await figures(whole.id)).units.map((unit) => unit.name), ['UBND xã Bình An']);
      await send(whole.id, by);
      assert.equal((await reportsOfRound(db, one.regime, YEAR)).filter((each) => each.scope === 'unit').length, 1, 'the draft of the old commune, gone on with');
    }
    await clean();
  });
  it('money of either goes on, each under whose it was: spent and settled from the other shard, and new money is asked for and granted', async () => {
    const all = await budgetsOfUnit(db, commune, 2026);
    assert.deepEqual(all.map((one) => shardOf(one.id)).sort(), [1, ELSEWHERE]);
    for (const one of all) {
      const by = shardOf(one.id) === 1 ? other : t, [line] = await linesOf(db, one.id);
      await by.run((a) => spend(a, { budgetId: one.id, lineId: line!.id, spentOn: TODAY, amount: 2_000_000, payee: 'Nhuận bút tháng 11', description: null, voucher: 'PC 2', file: null, deliverableId: null }));
      assert.equal((await totalsOf(db, [one.id])).get(one.id)!.spent, 3_000_000);
      await by.run((a) => settleBudget(a, web.files, { budgetId: one.id, rowVersion: null })).catch((error: Error) => assert.match(error.message, /chứng từ/, error.message));
    }
    const next = await other.run((a) => startBudget(a, { organisationId: commune, year: 2027, planId: null }));
    await t.run((a) => addLines(a, { budgetId: next, lines: [{ itemId: null, task: null, description: 'Nhuận bút', unit: 'tin, bài', quantity: 10_000, unitPrice: 200_000, source: 'STATE_BUDGET', note: null }] }));
    await t.run((a) => submitBudget(a, { budgetId: next, rowVersion: null }));
    const whole = await t.run((a) => startConsolidated(a, { organisationId: made, year: 2027, planId: null, due: null }));
    await t.run((a) => takeIn(a, { intoId: whole, budgetIds: [next] }));
    await other.run((a) => submitBudget(a, { budgetId: whole, rowVersion: null }));
    await other.run((a) => approveBudget(a, { budgetId: whole, rowVersion: null, decisionNumber: '5/QĐ-UBND', decidedOn: TODAY }));
    await clean();
  });
  it('the new province amends, numbers and issues plans of both; what is asked already is not asked twice', async () => {
    const asked = async (plan: Id) => (await sql<{ n: number; twice: number; shards: number[] }>`select count(*)::int as n, (count(*) - count(distinct (c.item_id, c.product, t.organisation_id, o.period_key, o.id)))::int as twice, array_agg(distinct t.shard_id) as shards
      from obligation_totals t join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id where t.source_id = ${plan} and t.closed_on is null`.execute(db)).rows[0]!;
    for (const [one, by] of [[first, other], [second, t]] as const) {
      assert.equal((await planRow(db, one.plan))!.owner_id, made);
      const was = await asked(one.plan), version = await by.run((a) => startAmendment(a, { planId: one.plan, rowVersion: null }));
      await settleParties(one.plan, version, by);
      const counts = await by.run((a) => issueAmendment(a, { planId: one.plan, rowVersion: null, from: plainDate('2026-12-01'), reason: 'Sau sắp xếp đơn vị', acceptMissing: true }));
      assert.deepEqual(await asked(one.plan), { n: was.n + counts.added - counts.closed, twice: 0, shards: [shardOf(one.plan)] });
      await by.run((a) => numberPlan(a, { planId: one.plan, rowVersion: null, number: one === first ? 91 : 92, notation: 'KH-UBND', signedOn: plainDate('2026-01-09') }));
      const { rows: [cited] } = await sql<{ id: Id }>`select obligation_id as id from obligation_totals where source_id = ${one.plan} order by 1 limit 1`.execute(db);
      assert.equal((await obligationCard(db, cited!.id, { today: TODAY }))!.citation.number, `${one === first ? 91 : 92}/KH-UBND`);
      await settleParties(one.draftPlan, 1, by);
      assert.ok((await by.run((a) => issuePlan(a, { planId: one.draftPlan, rowVersion: null, acceptMissing: true }))).obligations > 0);
    }
    await clean();
  });
  it('the ladder climbs on in both shards, drafts of letters go on; nobody is told twice', async () => {
    for (const by of [t, other]) assert.ok(await by.on('2026-11-23').run(climb));
    const form = { ...documentDefaults(await organisation(db, made, TODAY), null), notation: 'UBND-NC', number: null, signedOn: null, signer: '', finishBefore: plainDate('2026-12-15'), reportTo: 'UBND tỉnh', via: null, further: '' };
    for (const [one, by] of [[first, other], [second, t]] as const) {
      const open = (await draft(db, one.letterDraft))!, { items } = await draftContent(db, open, TODAY);
      assert.deepEqual([open.owner_id, items.length > 0], [made, true]);
      await by.run((a) => issueDraft(a, web.files, { draftId: open.id, seen: open.row_version, units: items.map(({ subject }) => subject.holder.unitId), form }));
      assert.equal((await commentsAbout(db, 'obligations', [one.obligation])).get(one.obligation), 1);
    }
    await tell();
    assert.equal(await tell(), 0);
    await clean();
    const tree = await organisationTree(db, TODAY);
    const { rows } = await sql<{ holder: Id; board: Id }>`select distinct organisation_id as holder, board_organisation_id as board from obligation_totals where closed_on is null and recorded + excused < amount`.execute(db);
    for (const row of rows) assert.ok(tree.get(row.holder) && tree.get(row.board));
  });
});
