import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { seededIds } from '#kernel/id.ts';
import { addDays, plainDate } from '#kernel/plain-date.ts';
import { insertAccounts, insertRoles } from '#features/accounts/store.ts';
import { verify } from '#features/audit/verify.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { createOrganisations } from '#features/organisations/actions/create-organisations.ts';
import { lookAt, reorganise, type AnswersFor } from '#features/organisations/actions/reorganise.ts';
import { planReorganisation } from '#features/organisations/rules/plan-reorganisation.ts';
import type { EventInput } from '#features/organisations/rules/succession.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { allVersions } from '#features/organisations/store.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { differingTotals } from '#features/obligations/store.ts';
import { auditedTables } from '../src/app/registry.ts';
import { SUCCESSION_PARTS } from '../src/app/succession-parts.ts';
import { actingFor } from '#test/support/acting.ts';
import { draftCommitment } from '#test/support/small-province.ts';
import { pickFrom, someEvent } from '#test/support/succession-events.ts';
import { benchDatabase } from './database.ts';

/**
 * 500 random events over 3,400 units with their obligations, roles and groups, applied in one transaction: at most 30 s.
 * The trial (what `--dry-run` prints) is timed beside it.
 *
 *     node --import tsx bench/reorganise.ts
 */
const EVENTS = 500, PROVINCES = 33, COMMUNES = 20, BORN = plainDate('2025-07-01'), TODAY = plainDate('2026-11-20');
useSuccessionParts(...SUCCESSION_PARTS);
const { db, close } = await benchDatabase();
const t = actingFor(db, { today: TODAY });

const root = await t.run((a) => createOrganisation({ ...a, by: { ...a.by, accountId: null } }, { name: 'Cả nước', kind: 'ministry', parentId: null, validFrom: BORN }));
const make = (inputs: Parameters<typeof createOrganisations>[1]): Promise<readonly Id[]> => t.run((a) => createOrganisations(a, inputs));
const provinces = await make(Array.from({ length: PROVINCES }, (_, at) => ({ name: `UBND tỉnh ${at + 1}`, kind: 'province' as const, parentId: root, validFrom: BORN })));
const departments = await make(provinces.flatMap((parentId) => [['Sở Nội vụ', 'home-affairs'], ['Sở Văn hóa', 'culture']].map(([name, tag]) => ({ name: name!, kind: 'department' as const, parentId, functions: [tag as 'culture'], validFrom: BORN }))));
const communes = await make(provinces.flatMap((parentId, at) => Array.from({ length: COMMUNES }, (_, no) => ({ name: `UBND xã ${at + 1}.${no + 1}`, kind: no % 7 ? 'commune' as const : 'ward' as const, parentId, validFrom: BORN }))));
const OFFICES = [['Văn phòng', 'commune-office', 'office'], ['Phòng VH-XH', 'division', 'culture'], ['Phòng Kinh tế', 'division', 'economy'], ['Trung tâm PVHCC', 'service-centre', 'one-stop']] as const;
const offices = await make(communes.flatMap((parentId) => OFFICES.map(([name, kind, tag]) => ({ name, kind, parentId, functions: [tag], validFrom: BORN }))));
const culture = offices.filter((_id, at) => at % 4 === 1);
const give = (units: readonly Id[], boards: readonly Id[]) => t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: root, commitments: [draftCommitment(t.newId, units.map((organisationId, at) => ({ organisationId, boardOrganisationId: boards[at]! })))] }));
await give(communes, communes);
await give(culture, communes);
await give(departments, departments);
await t.run(async (a) => {
  const made = communes.map((at, no) => ({ at, id: a.newId(), personId: a.newId(), userName: `xa.${no}@vi-du.example` }));
  await insertAccounts(a.tx, made.map((one) => ({ ...one, status: 'active' as const, createdAt: a.now, person: { name: 'Cán bộ', title: 'Chuyên viên', phone: null, email: null } })));
  const roles = made.map((one) => ({ id: a.newId(), accountId: one.id, organisationId: one.at, role: 'officer' as const, subtree: true, validFrom: BORN, validTo: null, grantedBy: null }));
  await insertRoles(a.tx, roles);
  for (const one of made) { a.record({ verb: 'accounts.person-added', table: 'persons', id: one.personId }); a.record({ verb: 'accounts.invited', table: 'accounts', id: one.id }); }
  for (const role of roles) a.record({ verb: 'accounts.role-granted', table: 'account_roles', id: role.id });
});

// events that are possible one after the other, drawn day by day
const versions = await allVersions(db), ids = () => seededIds(77, 1_900_000_000_000).bind(null, 1), pick = pickFrom(77);
let events: EventInput[] = [], day = plainDate('2026-07-01'), serial = 0;
while (events.length < EVENTS) {
  const tree = planReorganisation(versions, events, ids()).treeOn(day);
  const drawn = Array.from({ length: 60 }, (): EventInput => ({ line: ++serial, onDay: day, citation: 'Nghị quyết số 1/NQ', reason: '', ...someEvent(tree, pick, serial) }));
  events = planReorganisation(versions, [...events, ...drawn], ids()).events.map((event) => event.input).slice(0, EVENTS);
  day = addDays(day, 5);
}
const answers: AnswersFor = () => ({ answers: (question) => question.options[question.key.length % question.options.length]!.value });
const counted = async () => (await sql<{ n: number; amount: number }>`select count(*)::int as n, sum(amount)::int as amount from obligation_totals`.execute(db)).rows[0]!;

const before = await counted(), trialStart = performance.now();
const trial = await lookAt(db, events, answers, ids(), async () => undefined);
const trialMs = Math.round(performance.now() - trialStart), start = performance.now();
const done = await t.run((a) => reorganise({ ...a, newId: ids() }, { events, answers, scopeId: root })); // the same ids as when they were drawn
const milliseconds = Math.round(performance.now() - start), after = await counted();
const { differences } = await verify(db, { audited: auditedTables(), files: [], fileStore: null }), totals = await differingTotals(db);
const { born, inserted, rewritten, removed } = done.planned.changes;
console.log(JSON.stringify({
  bench: 'reorganise', units: provinces.length + departments.length + communes.length + offices.length + 1, events: done.planned.events.length, kinds: countKinds(),
  versionsWritten: born.length + inserted.length + rewritten.length + removed.length, moved: Object.fromEntries(done.parts.map(({ part, plan }) => [part.noun, plan.lines.reduce((sum, line) => sum + line.count, 0)])),
  trialMilliseconds: trialMs, milliseconds, limit: 30_000, within: milliseconds <= 30_000, applied: done.applied, faults: trial.faults.length,
  nothingLost: before.n === after.n && before.amount === after.amount, differingTotals: totals.length, verifyDifferences: differences.length,
}));
await close();

function countKinds(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { input } of done.planned.events) counts[input.kind] = (counts[input.kind] ?? 0) + 1;
  return counts;
}
