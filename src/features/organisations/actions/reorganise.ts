import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addDays, dayAt, formatDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { Reader } from '#platform/db/tables.ts';
import { successionsOfHop } from '../rules/apply-event.ts';
import { succeedGroups } from '../rules/group-successors.ts';
import { follow, type Answers } from '../rules/handing-over.ts';
import { notYet, planReorganisation, type PlannedReorganisation } from '../rules/plan-reorganisation.ts';
import type { RowFault } from '../rules/sheet.ts';
import { standardGroupsOf } from '../rules/standard-groups.ts';
import { externalKey, type EventInput, type MovedParts } from '../rules/succession.ts';
import { allGroups, allVersions, holdTree, insertEvents, insertGroups, knownKeys, redirectChoices, rewriteGroups, writeChanges } from '../store.ts';
import { successionParts, type PartPlan, type SuccessionPart } from '../succession-part.ts';

export interface Looked { readonly planned: PlannedReorganisation; /** Rows that cannot be applied, or decide nothing. */ readonly faults: readonly RowFault[]; readonly parts: readonly { readonly part: SuccessionPart; readonly plan: PartPlan }[] }
export const openQuestions = ({ parts }: Looked): number => parts.reduce((sum, { plan }) => sum + plan.open.length, 0);

/** What was decided, once it is known what the events do; `faults`: decisions that decide nothing. */
export type AnswersFor = (planned: PlannedReorganisation) => { readonly answers: Answers; faults?(): RowFault[] };

/** Throws where the person may not do this to one of the units. */
export type Allowed = (planned: PlannedReorganisation) => Promise<void>;

/** What these events would do, and what would go over; reads only, and only for who may do it: it names people and drafts. Events that were applied before are refused. */
export async function lookAt(reader: Reader, inputs: readonly EventInput[], answersFor: AnswersFor, newId: () => Id, allowed: Allowed): Promise<Looked> {
  if (!inputs.length) throw new AppError('invalid', 'Chưa có sự kiện nào để áp dụng.', { field: 'file' });
  await refuseKnown(reader, inputs);
  const planned = planReorganisation(await allVersions(reader), inputs, newId);
  if (planned.faults.length) return { planned, parts: [], faults: planned.faults };
  await allowed(planned);
  const parts: { part: SuccessionPart; plan: PartPlan }[] = [], { answers, faults } = answersFor(planned);
  for (const part of successionParts()) parts.push({ part, plan: await part.plan(reader, planned, answers) });
  return { planned, parts, faults: faults?.() ?? [] };
}

/**
 * Applies the events: the tree, who follows whom, and everything that goes over, in this one transaction. With a fault or
 * a question without an answer nothing is written, and what was looked at says why.
 */
export async function reorganise(acting: Acting, input: { readonly events: readonly EventInput[]; readonly answers: AnswersFor; readonly scopeId: Id }): Promise<Looked & { readonly applied: boolean; readonly eventIds: readonly Id[] }> {
  await acting.authorise('organisations.reorganise', input.scopeId);
  await holdTree(acting.tx);
  const seen = await lookAt(acting.tx, input.events, input.answers, acting.newId, allowedTo((id) => acting.authorise('organisations.reorganise', id))), { planned } = seen, looked = { ...seen, faults: [...seen.faults, ...notYet(planned, acting.today)] };
  if (looked.faults.length || openQuestions(looked)) return { ...looked, applied: false, eventIds: [] };
  await writeTree(acting, planned);
  await writeGroups(acting, planned);
  const moved: Record<string, number> = {};
  for (const { part, plan } of looked.parts) {
    const count = await plan.commit(acting);
    if (count) moved[part.noun] = count;
  }
  return { ...looked, applied: true, eventIds: await writeEvents(acting, planned, input.scopeId, moved) };
}

async function refuseKnown(reader: Reader, inputs: readonly EventInput[]): Promise<void> {
  const keys = inputs.map(externalKey), twice = inputs.find((_one, at) => keys.indexOf(keys[at]!) < at);
  if (twice) throw new AppError('invalid', `Dòng ${twice.line} ghi lại y nguyên một sự kiện đã có trong danh sách; hãy bỏ bớt.`);
  const known = await knownKeys(reader, keys);
  if (!known.size) return;
  const again = inputs.filter((_one, at) => known.has(keys[at]!)), when = formatDate(dayAt([...known.values()][0]!));
  if (again.length === inputs.length) throw new AppError('duplicate', `${inputs.length === 1 ? 'Sự kiện này' : `Cả ${inputs.length} sự kiện`} đã được áp dụng ngày ${when}; không có gì thay đổi.`, { field: 'file', data: { known: known.size } });
  throw new AppError('duplicate', `${again.length} sự kiện đã được áp dụng ngày ${when} (dòng ${again.slice(0, 10).map((one) => one.line).join(', ')}${again.length > 10 ? '…' : ''}); hãy bỏ các dòng ấy rồi làm lại.`, { field: 'file' });
}

/** A unit is renamed by its own administrator; where it goes, ends or is joined is decided above it. */
export const allowedTo = (authorise: (id: Id) => Promise<void>): Allowed => async ({ events, treeOn }) => {
  const asked = new Set<Id>();
  for (const event of events) for (const id of event.asked) {
    const eve = treeOn(addDays(event.input.onDay, -1)).get(id) ?? treeOn(event.input.onDay).get(id);
    const above = event.input.kind === 'rename' || event.input.kind === 'transfer' ? null : eve?.parentId;
    for (const place of [id, above]) if (place && !events.some((one) => one.applied.born.includes(place))) asked.add(place);
  }
  for (const id of asked) await authorise(id);
};

async function writeTree(acting: Acting, { changes, events }: PlannedReorganisation): Promise<void> {
  await writeChanges(acting.tx, changes, acting.now);
  const citations = [...new Set(events.map((event) => event.input.citation))].slice(0, 3), note = (verb: string, version: { versionId: Id; id: Id }, facts: Record<string, unknown> = {}) =>
    acting.record({ verb, table: 'organisation_versions', id: version.versionId, organisationId: version.id, facts });
  for (const made of changes.born) {
    acting.record({ verb: 'organisations.created', table: 'organisations', id: made.id, organisationId: made.id, facts: { name: made.name, kind: made.kind, by: 'reorganisation' } });
    note('organisations.version-added', made, { validFrom: made.validFrom, citations });
  }
  for (const version of changes.inserted) note('organisations.version-added', version, { validFrom: version.validFrom, name: version.name, citations });
  for (const version of changes.rewritten) note(version.validTo ? 'organisations.version-ended' : 'organisations.version-corrected', version, { citations });
  for (const version of changes.removed) note('organisations.version-removed', version, { name: version.name, citations });
}

/** New units get the groups of their kind; groups, and names as documents write them, go on with who came after. */
async function writeGroups(acting: Acting, planned: PlannedReorganisation): Promise<void> {
  const { tx } = acting, had = await allGroups(tx), standard = new Set([...had.values()].map((group) => `${group.ownerId}:${group.standard}`));
  const owners = [...planned.changes.born, ...planned.events.flatMap((event) => (event.applied.unitKind ? [{ id: event.subject, kind: event.applied.unitKind }] : []))].filter((one) => !planned.ended.has(one.id));
  const fresh = owners.flatMap(({ id, kind }) => standardGroupsOf(kind).filter(([name]) => !standard.has(`${id}:${name}`)).map(([name, group]) => ({
    id: acting.newId(), ownerId: id, name: group.name, aliases: group.aliases, rule: group.rule, standard: name, createdAt: acting.now,
  })));
  await insertGroups(tx, fresh);
  for (const group of fresh) acting.record({ verb: 'organisations.group-defined', table: 'organisation_groups', id: group.id, organisationId: group.ownerId, facts: { name: group.name } });
  const succeeded = succeedGroups(new Map([...had, ...fresh.map((one) => [one.id, one] as const)]), planned.hops);
  await rewriteGroups(tx, succeeded);
  for (const group of succeeded) acting.record({ verb: 'organisations.group-changed', table: 'organisation_groups', id: group.id, organisationId: group.ownerId, facts: { name: group.name, by: 'reorganisation' } });
  const successors = new Map([...planned.ended.keys()].flatMap((id) => {
    const { holder, open, unassigned } = follow(planned.hops, id, () => ({ state: 'open' }));
    return open || unassigned || holder === id ? [] : [[id, holder] as const];
  }));
  for (const row of await redirectChoices(tx, successors)) acting.record({ verb: 'organisations.name-redirected', table: 'name_choices', id: row.id, organisationId: row.scopeId, facts: { asWritten: row.asWritten, from: row.from, to: row.to } });
}

async function writeEvents(acting: Acting, { events }: PlannedReorganisation, scopeId: Id, moved: MovedParts): Promise<Id[]> {
  const rows = events.map((event, at) => ({
    id: acting.newId(), kind: event.input.kind, onDay: event.input.onDay, ordinal: at + 1, subjectId: event.subject, scopeId, externalKey: externalKey(event.input), citation: event.input.citation, reason: event.input.reason,
    applied: event.applied, moved: at === 0 ? moved : {}, at: acting.now, by: acting.by.personName,
    successions: event.hops.flatMap(successionsOfHop).map((row) => ({ ...row, id: acting.newId() })),
  }));
  await insertEvents(acting.tx, rows);
  for (const row of rows) {
    acting.record({ verb: 'organisations.reorganised', table: 'succession_events', id: row.id, organisationId: row.subjectId, facts: { kind: row.kind, onDay: row.onDay, citation: row.citation, units: row.applied.units.map((unit) => unit.name), into: row.applied.into.map((unit) => unit.name) } });
    for (const one of row.successions) acting.record({ verb: 'organisations.succeeded', table: 'successions', id: one.id, organisationId: one.fromId, facts: { to: one.toId, share: one.share, onDay: one.onDay } });
  }
  return rows.map((row) => row.id);
}
