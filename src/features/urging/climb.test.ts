import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { addDays, dateOf, plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import { testClock } from '#platform/clock.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { silentLog } from '#platform/log.ts';
import { verify } from '#features/audit/verify.ts';
import { isWorkingDay, PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { credit } from '#features/obligations/actions/credit.ts';
import { endCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { excuse } from '#features/obligations/actions/excuse.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { transferOpenWork } from '#features/obligations/actions/transfer-open-work.ts';
import { closeOrganisation } from '#features/organisations/actions/close-organisation.ts';
import { allGroups } from '#features/organisations/store.ts';
import { openRegime } from '#features/reports/actions/open-regime.ts';
import { startUnitReport } from '#features/reports/actions/start-report.ts';
import { definitionOf, proposeRegime } from '#features/reports/rules/regime-from-clause.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince, YEAR_2026 } from '#test/support/small-province.ts';
import { chance } from '../../../demo/chance.ts';
import { climb } from './actions/climb.ts';
import { urgingAudited } from './audited.ts';
import { climbLadder } from './jobs.ts';
import { DEFAULT_LADDER } from './rules/ladder.ts';
import { stepsDue, type Subject, type TakenStep } from './rules/steps-due.ts';
import { stepsOf } from './store.ts';

describe('two months of mornings', () => {
  it('by the job, with a merger and three days down: the database holds what the rule says, nothing else', async () => {
    const { db } = await testDb(), t = actingFor(db, { today: '2026-01-09' }), luck = chance(77), clock = testClock(startOfDay(plainDate('2026-09-14')));
    const province = await smallProvince(t, { departments: 2, communes: 8 }), own = (id: Id) => ({ organisationId: id, boardOrganisationId: id });
    const give = (draft: ReturnType<typeof draftCommitment>) => t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [draft] }));
    const monthly = (unit: string) => ({ cadence: { count: 2, unit, per: 'month' as const, durationMinutes: null, product: null } }), autumn = { window: { from: plainDate('2026-09-01'), to: YEAR_2026.to } };
    await give(draftCommitment(t.newId, [...province.communes, ...province.departments].map(own), { amount: 2, schedule: { ...autumn, ...monthly('tin, bài') } }));
    await give(draftCommitment(t.newId, province.divisions.map((id, index) => ({ organisationId: id, boardOrganisationId: province.communes[index]! })), { amount: 1, product: 'radio-programme', schedule: { ...autumn, cadence: { count: 1, unit: 'chương trình', per: 'week', durationMinutes: null, product: null } } }));
    // neither a number nor a debt: never urged
    await give(draftCommitment(t.newId, province.communes.map(own), { amount: null, product: 'video', schedule: { ...autumn, cadence: null } }));
    await give(draftCommitment(t.newId, province.communes.map(own), { optional: true, product: 'poster', schedule: { ...autumn, ...monthly('áp phích') } }));

    interface Known { id: Id; organisation: Id; board: Id; from: PlainDate; due: PlainDate; amount: number; left: number; product: string; heldSince: PlainDate | null }
    const known = (await sql<Known>`select t.obligation_id as id, t.organisation_id as organisation, t.board_organisation_id as board, t.period_from as "from", t.due, t.amount, t.amount as left, c.product, null as "heldSince"
      from obligation_totals t join commitments c on c.id = t.commitment_id where t.amount is not null and not t.optional order by 1`.execute(db)).rows;
    assert.ok(known.length > 150);
    const [ending, heir] = [province.communes[0]!, province.communes[1]!], merger = plainDate('2026-10-20');
    const history = new Map<Id, TakenStep[]>(), expected: string[] = [], withdrawals: { on: PlainDate; deliverableId: Id; one: Known; amount: number }[] = [];
    let lastRun: PlainDate | null = null, delivered = 0;

    for (let today = plainDate('2026-09-14'); today <= '2026-11-20'; today = addDays(today, 1)) {
      if (today === merger) {
        await t.on(today).run(async (a) => {
          await transferOpenWork(a, { fromId: ending, toId: heir, reason: 'Sáp nhập' });
          await transferOpenWork(a, { fromId: province.divisions[0]!, toId: province.divisions[1]!, reason: 'Sáp nhập' });
        });
        for (const one of known) if (one.board === ending && (one.left > 0 || one.due >= today)) Object.assign(one, { board: heir, organisation: one.organisation === ending ? heir : province.divisions[1]!, heldSince: today });
      }
      if (today < '2026-09-30' || today > '2026-10-02') {
        clock.set(new Date(startOfDay(today).getTime() + 6.5 * 3_600_000));
        await climbLadder.run({}, { db, clock, ids: t.env.ids, files: {} as FileStore, log: silentLog, attempt: 1 });
        const subjects = known.map((one): Subject => ({
          noun: 'obligations', id: one.id, periodFrom: one.from, due: one.due, givenOn: plainDate('2026-01-09'), owing: one.left > 0, heldSince: one.heldSince, history: history.get(one.id) ?? [],
          holder: { responsibleId: one.organisation, unitId: one.board, superiorId: province.root, asked: false },
        }));
        const steps = stepsDue({ ladder: DEFAULT_LADDER, calendar: PROPOSED_CALENDAR, today, lastRun }, subjects);
        for (const step of steps) {
          history.set(step.subjectId, [...(history.get(step.subjectId) ?? []), step]);
          expected.push(`${today} ${step.step} ${step.subjectId} ${step.recipientId} ${step.roles.join()} ${step.forDay} ${step.digestKey} ${step.skipped}`);
        }
        if (isWorkingDay(PROPOSED_CALENDAR, today)) lastRun = today;
      }
      const acting = t.on(today);
      for (const gone of withdrawals.filter(({ on }) => on === today)) { await acting.run((a) => endCreditsOf(a, { deliverableId: gone.deliverableId, organisationId: gone.one.organisation }, 'withdrawn')); gone.one.left += gone.amount; }
      for (const one of known.filter((each) => each.left > 0 && each.from <= today && each.due >= addDays(today, -25))) {
        if (luck.happens(0.05)) {
          const deliverableId = t.newId(), amount = luck.between(1, one.left);
          await acting.run((a) => credit(a, { id: deliverableId, organisationId: one.organisation, boardOrganisationId: one.board, product: one.product, channel: null, amount, doneOn: today, recordedOn: today, confirmedOn: null, confirmedBy: null }, { obligationIds: [one.id], commitmentIds: null }));
          one.left -= amount; delivered++;
          if (luck.happens(0.15)) withdrawals.push({ on: addDays(today, luck.between(1, 12)), deliverableId, one, amount });
        } else if (luck.happens(0.006)) { await acting.run((a) => excuse(a, { obligationId: one.id, reason: 'Mất điện do bão' })); one.left = 0; }
      }
    }
    const { rows } = await sql<{ line: string }>`select concat_ws(' ', taken_on, step, subject_id, recipient_organisation_id, array_to_string(recipient_roles, ','), for_day, digest_key, skipped) as line from urging_steps`.execute(db);
    assert.ok(delivered > 60 && withdrawals.length > 5 && expected.length > 400, `${delivered} delivered, ${withdrawals.length} withdrawn, ${expected.length} told`);
    const line = (text: string) => text.replace(/ f$/, ' false').replace(/ t$/, ' true');
    assert.deepEqual(rows.map((row) => line(row.line)).sort(), expected.sort());
    assert.ok(expected.some((one) => one.endsWith('true')), 'the three days down passed something over');
    assert.ok(expected.some((one) => one.startsWith(merger) && one.includes(heir)), 'the successor was told on its first morning');
    assert.deepEqual((await sql<{ day: PlainDate }>`select on_day as day from urging_runs where on_day in ('2026-10-01', '2026-11-07', '2026-11-08')`.execute(db)).rows, [], 'no run on days off or while it was down');
    assert.deepEqual((await verify(db, { audited: urgingAudited, files: [], fileStore: null })).differences, []);
  });
});

describe('a morning', () => {
  const morning = plainDate('2026-11-20');

  it('run twice or twice at once is one; every step is in the log', async () => {
    const { db } = await testDb(), t = actingFor(db, { today: '2026-01-09' }), province = await smallProvince(t, { communes: 3 });
    await t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(t.newId, province.communes.map((id) => ({ organisationId: id, boardOrganisationId: id })))] }));
    const [first, second] = await Promise.all([t.on('2026-11-20').run(climb), actingFor(db, { today: '2026-11-20', seed: 9 }).run(climb)]);
    assert.deepEqual(await t.on('2026-11-20').run(climb), { steps: 0, skipped: 0, recipients: 0, drafts: 0, closed: 0 });
    assert.ok(first && second);
    const { rows } = await sql<{ step: string; n: number }>`select step, count(*)::int as n from urging_steps group by 1 order by 1`.execute(db);
    // ten months owed since January on the first morning ever: one letter's draft for all, November's reminder
    assert.deepEqual(rows, [{ step: 'before', n: 3 }, { step: 'letter', n: 30 }]);
    assert.deepEqual((await sql<{ n: number }>`select count(*)::int as n from urging_drafts where state = 'open'`.execute(db)).rows, [{ n: 1 }]);
    assert.deepEqual((await sql<{ n: number }>`select sum(row_count)::int as n from audit_events where verb = 'urging.step-taken'`.execute(db)).rows, [{ n: 33 }]);
    assert.equal((await sql<{ digests: number }>`select count(distinct digest_key)::int as digests from urging_steps`.execute(db)).rows[0]!.digests, 4);
  });

  it('on which a report is not sent urges its unit by the day of the regime, once, and not for the obligation behind it', async () => {
    const { db } = await testDb(), t = actingFor(db, { today: '2026-01-09' }), province = await smallProvince(t, { departments: 1, communes: 2 });
    const regime = await t.run(async (a) => {
      const everyone = [...(await allGroups(a.tx)).values()].find((group) => group.ownerId === province.root && group.standard === 'everyone')!;
      return openRegime(a, {
        ownerId: province.root, name: 'Báo cáo tuyên truyền cải cách hành chính', citation: 'Kế hoạch số 09/KH-UBND', planId: null, validFrom: plainDate('2026-01-01'), validTo: plainDate('2026-12-31'),
        definition: definitionOf(proposeRegime({ who: null, toWhom: 'UBND tỉnh', via: null, cadence: ['quarter'], deadline: null }, 'UBND tỉnh'), [{ kind: 'group', id: everyone.id }]),
      });
    });
    const due = dateOf(2026, 9, 17), told = async () => (await sql<{ step: string; unit: Id; sentence: string; href: string }>`select step, recipient_organisation_id as unit, sentence, href from urging_steps where for_day >= '2026-09-01' order by taken_on, recipient_organisation_id`.execute(db)).rows;
    const draft = await t.on('2026-09-08').run((a) => startUnitReport(a, { regimeId: regime, periodKey: 'quarter/2026-07-01', organisationId: province.communes[0]!, scope: 'unit' }));
    for (const day of ['2026-09-10', '2026-09-11', '2026-09-14', due]) await t.on(day).run(climb);
    const rows = await told();
    assert.deepEqual(rows.map((row) => row.step), ['before', 'before', 'before', 'on-day', 'on-day', 'on-day']);
    assert.match(rows[0]!.sentence, /^Còn 5 ngày làm việc \(hạn 17\/09\/2026\): “Báo cáo tuyên truyền cải cách hành chính” quý III\/2026\.$/);
    assert.ok(rows.some((row) => row.href === `/lam-viec/bao-cao/${draft.id}`));
    assert.ok(rows.every((row) => row.unit !== province.root), 'who consolidates is not reminded of a report to itself');
    assert.equal(shardOf((await sql<{ id: Id }>`select subject_id as id from urging_steps limit 1`.execute(db)).rows[0]!.id), 1);
  });

  it('after a unit was closed without a successor tells nobody in its name', async () => {
    const { db } = await testDb(), t = actingFor(db, { today: '2026-01-09' }), province = await smallProvince(t, { communes: 2 }), [gone, kept] = province.communes as [Id, Id];
    await t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(t.newId, [gone, kept].map((id) => ({ organisationId: id, boardOrganisationId: id })))] }));
    for (const unit of [province.divisions[0]!, gone]) await t.on('2026-11-10').run((a) => closeOrganisation(a, unit, plainDate('2026-11-15')));
    await t.on(morning).run(climb);
    const subjects = (await sql<{ id: Id }>`select distinct subject_id as id from urging_steps`.execute(db)).rows.map(({ id }) => id), steps = await stepsOf(db, subjects);
    assert.ok(steps.length > 0 && steps.every((step) => step.organisationId === kept));
  });
});
