import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, daysBetween, endOfMonth, maxDate, minDate, plainDate, quarterOf, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { productOf } from '#features/channels/rules/products.ts';
import { recordMany, type DoneWork } from '#features/deliverables/actions/record-many.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { createOrganisations } from '#features/organisations/actions/create-organisations.ts';
import { defineGroup } from '#features/organisations/actions/define-group.ts';
import { reorganise, type AnswersFor } from '#features/organisations/actions/reorganise.ts';
import type { GroupRule } from '#features/organisations/rules/group.ts';
import { KEEP, NOBODY } from '#features/organisations/rules/handing-over.ts';
import type { EventContent, EventInput } from '#features/organisations/rules/succession.ts';
import { closeGroup } from '#features/organisations/store.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { extractPlainText } from '#features/reading/extract/text.ts';
import { readFacts } from '#features/reading/rules/read-facts.ts';
import { chance } from './chance.ts';
import type { OnDay } from './load.ts';
import { JOINED, NAMED_BEFORE, OLD_DISTRICTS } from './old-places.ts';
import { PLAN_2024, PLAN_2025 } from './old-plans.ts';
import { nameMaker } from './people.ts';
import { COMMUNES, DEPARTMENTS, EXTERNAL, PRESS, PROVINCE } from './places.ts';
import { issueDemoPlan } from './plan.ts';
import { titleFor } from './titles.ts';
import { BORN, COMMUNE_KIND, makeDivisions } from './units.ts';

const FOUNDED = plainDate('2023-01-01'), DEPARTMENTS_JOINED = plainDate('2025-03-01'), LAST_OF_THREE_TIERS = addDays(BORN, -1);
const BY_COUNCIL = 'Nghị quyết của HĐND tỉnh Lam Giang về tổ chức các cơ quan chuyên môn thuộc UBND tỉnh', BY_ASSEMBLY = 'Nghị quyết của Ủy ban Thường vụ Quốc hội về sắp xếp các đơn vị hành chính cấp xã của tỉnh Lam Giang năm 2025';
const THREE_TIERS = 'Luật Tổ chức chính quyền địa phương số 72/2025/QH15';

/**
 * What the province lived through before its plan of 2026: two years with three tiers, departments joined on 1 March 2025, districts
 * dissolved and communes merged on 1 July 2025. Through the same verbs as a person's clicks. Gives all units by code.
 */
export async function makeHistory({ db, files, on }: { db: Database; files: FileStore; on: OnDay }): Promise<Map<string, Id>> {
  useSuccessionParts(...SUCCESSION_PARTS);
  const units = new Map<string, Id>();
  const groups = await on(plainDate('2024-01-02'), async (acting) => { await found(acting, units); return groupsOfThreeTiers(acting, units.get('UBND')!); });
  const first = await issueDemoPlan({ db, files, on, units, day: plainDate('2024-01-16'), ...paper(PLAN_2024, 'KH-11-tuyen-truyen-CCHC-2024.md') });
  await work(db, on, first, { since: plainDate('2024-01-16'), until: plainDate('2024-12-31'), close: plainDate('2025-01-10'), zeal: 0.66, seed: 2024 });
  const second = await issueDemoPlan({ db, files, on, units, day: plainDate('2025-01-15'), ...paper(PLAN_2025, 'KH-09-tuyen-truyen-CCHC-2025.md') });
  await work(db, on, second, { since: plainDate('2025-01-15'), until: addDays(DEPARTMENTS_JOINED, -1), close: null, zeal: 0.74, seed: 20251 });
  await on(DEPARTMENTS_JOINED, (acting) => happen(acting, units, departmentsJoined(units), 'culture'));
  await work(db, on, second, { since: DEPARTMENTS_JOINED, until: LAST_OF_THREE_TIERS, close: null, zeal: 0.74, seed: 20252 });
  await on(BORN, async (acting) => {
    await happen(acting, units, twoTiers(units), null);
    await makeDivisions(acting, units);
    for (const id of groups) { await closeGroup(acting.tx, id, BORN); acting.record({ verb: 'organisations.group-closed', table: 'organisation_groups', id, organisationId: units.get('UBND')! }); }
  });
  await work(db, on, second, { since: BORN, until: plainDate('2025-12-31'), close: plainDate('2026-01-04'), zeal: 0.82, seed: 20253 });
  return units;
}

/** Our own words need no child process to be read in. */
const paper = (text: string, fileName: string) => {
  const facts = readFacts(extractPlainText(Buffer.from(text), 'md'));
  return { text, fileName, reading: Promise.resolve({ ...facts, source: { ...facts.source, file: fileName } }) };
};

async function found(acting: Acting, units: Map<string, Id>): Promise<void> {
  const root = await createOrganisation(acting, { name: PROVINCE.name, shortName: 'UBND tỉnh', aliases: ['Ủy ban nhân dân tỉnh Lam Giang', 'Ủy ban nhân dân tỉnh'], kind: 'province', parentId: null, codes: { local: 'UBND' }, validFrom: FOUNDED });
  units.set('UBND', root);
  const make = async (rows: readonly (Parameters<typeof createOrganisations>[1][number] & { code: string })[]) => {
    const made = await createOrganisations(acting, rows.map(({ code, ...row }) => ({ ...row, codes: { local: code }, validFrom: FOUNDED })));
    rows.forEach((row, index) => units.set(row.code, made[index]!));
  };
  const bodies = [...DEPARTMENTS, PRESS];
  await make([
    ...bodies.map((one, index) => ({ code: one.code, name: NAMED_BEFORE[one.code]?.name ?? one.name, shortName: NAMED_BEFORE[one.code]?.short ?? one.short, ...(one.aliases ? { aliases: one.aliases } : {}), kind: NAMED_BEFORE[one.code]?.kind ?? one.kind, parentId: root, functions: one.functions, sortOrder: index })),
    ...EXTERNAL.map((one, index) => ({ code: one.code, name: one.name, shortName: one.short, ...(one.aliases ? { aliases: one.aliases } : {}), kind: one.kind, parentId: root, external: true, sortOrder: 900 + index })),
    ...JOINED.map((one, index) => ({ code: one.code, name: one.name, shortName: one.short, kind: one.press ? 'press' as const : 'department' as const, parentId: root, functions: one.press ? ['press' as const] : one.code === 'STTTT' ? ['information' as const, 'culture' as const] : [], sortOrder: 40 + index })),
    ...OLD_DISTRICTS.map((one, index) => ({ code: one.code, name: `UBND ${one.kind} ${one.name}`, shortName: `${one.kind.charAt(0).toUpperCase()}${one.kind.slice(1)} ${one.name}`, kind: 'district' as const, parentId: root, sortOrder: 60 + index })),
  ]);
  await make(OLD_DISTRICTS.flatMap((one) => [
    { code: `${one.code}.VHTT`, name: `Phòng Văn hóa và Thông tin ${one.kind} ${one.name}`, shortName: 'Phòng VH&TT', kind: 'district-body' as const, parentId: units.get(one.code)!, functions: ['culture' as const], sortOrder: 0 },
    ...one.communes.map((commune) => ({ code: commune.code, name: `UBND ${commune.kind} ${commune.name}`, shortName: `${commune.kind.charAt(0).toUpperCase()}${commune.kind.slice(1)} ${commune.name}`, kind: commune.kind === 'phường' ? 'ward' as const : commune.kind === 'thị trấn' ? 'township' as const : 'commune' as const, parentId: units.get(one.code)!, sortOrder: 100 })),
  ]));
}

/** What the plans of those years call by one name; with the two tiers nobody means it any more. */
async function groupsOfThreeTiers(acting: Acting, ownerId: Id): Promise<Id[]> {
  const districts: GroupRule = { by: 'kind', kinds: ['district'] };
  const rules: readonly (readonly [string, GroupRule])[] = [
    ['UBND các huyện, thị xã, thành phố', districts], ['UBND các xã, phường, thị trấn', { by: 'kind', families: ['committee'], tiers: ['commune'] }],
    ['Phòng Văn hóa và Thông tin các huyện, thị xã, thành phố', { by: 'each', in: districts, function: 'culture' }],
  ];
  const ids: Id[] = [];
  for (const [name, rule] of rules) ids.push(await defineGroup(acting, { ownerId, name, rule }));
  return ids;
}

function departmentsJoined(units: ReadonlyMap<string, Id>): EventInput[] {
  const id = (code: string): Id => units.get(code)!, of = (code: string) => [...DEPARTMENTS, PRESS].find((one) => one.code === code)!;
  const contents: EventContent[] = [
    { kind: 'transfer', function: 'culture', from: id('STTTT'), to: id('SVHTTDL') },
    ...JOINED.map((one): EventContent => ({ kind: 'merge', units: [id(one.code)], into: { existing: id(one.into) } })),
    ...['SNNMT', 'BPTTH'].map((code): EventContent => ({ kind: 'rename', unit: id(code), name: of(code).name, shortName: of(code).short })),
    { kind: 'retype', unit: id('SDTTG'), unitKind: 'department', name: of('SDTTG').name, shortName: of('SDTTG').short },
  ];
  return contents.map((content, index) => ({ ...content, line: index + 1, onDay: DEPARTMENTS_JOINED, citation: BY_COUNCIL, reason: 'Sắp xếp, tinh gọn tổ chức bộ máy' }));
}

function twoTiers(units: ReadonlyMap<string, Id>): EventInput[] {
  const root = units.get('UBND')!, before = Map.groupBy(OLD_DISTRICTS.flatMap((one) => one.communes), (one) => one.into);
  const merged = COMMUNES.map((one): EventContent => ({ kind: 'merge', units: before.get(one.code)!.map((old) => units.get(old.code)!), into: { fresh: {
    name: `UBND ${one.kind} ${one.name}`, shortName: `${one.kind.charAt(0).toUpperCase()}${one.kind.slice(1)} ${one.name}`, unitKind: COMMUNE_KIND[one.kind], parent: root, codes: { local: one.code }, functions: [],
  } } }));
  const ended = OLD_DISTRICTS.flatMap((one): EventContent[] => [{ kind: 'dissolve', unit: units.get(`${one.code}.VHTT`)! }, { kind: 'dissolve', unit: units.get(one.code)! }]);
  return [...merged.map((content) => ({ content, citation: BY_ASSEMBLY })), ...ended.map((content) => ({ content, citation: THREE_TIERS }))]
    .map(({ content, citation }, index) => ({ ...content, line: index + 1, onDay: BORN, citation, reason: 'Thực hiện chính quyền địa phương hai cấp' }));
}

/** Applies the events; what went with a function goes where it went, everything else stays until its unit ends. */
async function happen(acting: Acting, units: Map<string, Id>, events: readonly EventInput[], functionOnly: 'culture' | null): Promise<void> {
  const answers: AnswersFor = () => ({ answers: (question) => (functionOnly && question.title.includes('thông tin cơ sở') ? question.options[0]?.value : question.options.find((one) => one.value === KEEP)?.value ?? NOBODY) });
  const done = await reorganise(acting, { events, answers, scopeId: units.get('UBND')! });
  if (!done.applied) throw new Error(`the demonstration's history does not hold: ${JSON.stringify([done.planned.faults, done.parts.flatMap(({ plan }) => plan.open)])}`);
  for (const { input, applied } of done.planned.events) if (input.kind === 'merge' && 'fresh' in input.into) units.set(input.into.fresh.codes!.local!, applied.born[0]!);
}

interface Owed { id: Id; holder: Id; board: Id; product: string; channel: string | null; rest: number; from: PlainDate; due: PlainDate; district: boolean }

/** A stretch of years: what falls due is done, in time or late; at its close nothing is owed any more. */
async function work(db: Database, on: OnDay, planId: Id, stretch: { since: PlainDate; until: PlainDate; close: PlainDate | null; zeal: number; seed: number }): Promise<void> {
  const { rows } = await sql<Owed>`
    select t.obligation_id as id, t.organisation_id as holder, t.board_organisation_id as board, c.product, c.channel, t.amount - t.recorded as rest, t.period_from as from, t.due,
      exists (select 1 from organisation_versions v where v.organisation_id = t.board_organisation_id and v.tier = 'district') as district
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.source_id = ${planId} and t.due <= ${stretch.until} and t.recorded < t.amount and c.product <> 'report' and t.closed_on is null order by t.due, t.obligation_id`.execute(db);
  const until = stretch.close ?? stretch.until, name = nameMaker(stretch.seed), people = new Map<Id, string>(), done: DoneWork[] = [];
  for (const [index, row] of rows.entries()) {
    const luck = chance(stretch.seed * 131 + index * 7919), from = minDate(row.from, row.due), leftOver = row.due < stretch.since;
    const inTime = !leftOver && (row.district || luck.happens(stretch.zeal)), late = addDays(maxDate(row.due, addDays(stretch.since, -1)), luck.between(2, 45));
    const asDone = inTime ? addDays(from, luck.between(3, Math.max(4, daysBetween(from, row.due)))) : late, doneOn = stretch.close ? minDate(asDone, stretch.close) : asDone;
    if (doneOn > until) continue; // after the reorganisation its successor does it
    const product = productOf(row.product), recordedOn = minDate(addDays(doneOn, luck.between(0, 2)), until);
    if (!people.has(row.board)) people.set(row.board, name());
    for (let piece = 0; piece < row.rest; piece++) done.push({
      organisationId: row.holder, obligationId: row.id, doneOn, recordedOn, confirmedOn: minDate(addDays(recordedOn, 1), until), recordedBy: people.get(row.board)!, confirmedBy: people.get(row.board)!,
      form: { title: titleFor(row.product, luck), product: row.product, channel: row.channel ?? product.defaultChannel, doneOn, amount: 1, minutes: product.minutes ? luck.between(5, 12) : null, audience: null },
      link: `https://${row.product === 'radio-programme' ? 'phatthanh' : 'trang'}.lamgiang.example/${doneOn.replaceAll('-', '/')}/${luck.between(1000, 9999)}-${piece}-${row.id.slice(-6)}`,
    });
  }
  const byQuarter = Map.groupBy(done, (one) => `${yearOf(one.recordedOn)}-${quarterOf(one.recordedOn)}`);
  for (const quarter of [...byQuarter.keys()].sort()) {
    const works = byQuarter.get(quarter)!, last = minDate(endOfMonth(plainDate(`${quarter.slice(0, 4)}-${String(+quarter.slice(5) * 3).padStart(2, '0')}-01`)), until);
    await on(last, async (acting) => { await recordMany(acting, works.map((one) => ({ ...one, confirmedOn: one.confirmedOn && minDate(one.confirmedOn, last) }))); });
  }
}
