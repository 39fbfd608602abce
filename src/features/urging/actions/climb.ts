import type { Id } from '#kernel/id.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { isWorkingDay } from '#features/calendar/rules/working-days.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { stepsDue, type DueStep } from '../rules/steps-due.ts';
import { sentenceOf, whenWords } from '../rules/words.ts';
import { draftContent } from '../store/draft-content.ts';
import { closeDraft, draftAbout, moveDraft, openDraftsOfShard, ownersOf } from '../store/drafts.ts';
import { gather, type Gathered, type GatheredUnder } from '../store/gather.ts';
import { anyInDraft, draftsWantedAgain } from '../store/scan.ts';
import { insertSteps, lastRun, noteRun } from '../store/steps.ts';
import type { StepRow } from '../store/tables.ts';

export interface Climbed { readonly steps: number; readonly skipped: number; readonly recipients: number; readonly drafts: number; readonly closed: number }

/**
 * One morning of the ladder, for everything stored in the actor's shard: takes each step that has come, once, and opens drafts of letters. Doing it
 * twice is doing it once; after an outage the latest step of each duty is taken and the others are noted as passed over. Null on a day off.
 */
export async function climb(a: Acting): Promise<Climbed | null> {
  const tree = await organisationTree(a.tx, a.today), calendar = await loadCalendar(a.tx, yearOf(a.today) - 1, yearOf(a.today) + 1), root = tree.roots[0];
  if (!root || !isWorkingDay(calendar, a.today)) return null;
  await a.authorise('urging.climb', root.id);
  const before = await lastRun(a.tx, a.shard, a.today), batchId = a.newId(), drafts = new Map<string, Id>(), rows: StepRow[] = [], when = memo((due: PlainDate) => whenWords(calendar, due, a.today));
  let opened = 0;
  const draftFor = async ({ subject, sourceNoun, sourceId }: Gathered, collective: boolean): Promise<Id> => {
    const addressedId = collective ? null : subject.holder.unitId, ownerId = subject.holder.superiorId!, key = `${ownerId}/${sourceId}/${addressedId}`, known = drafts.get(key);
    if (known) return known;
    const { id, created } = await draftAbout(a.tx, { shard: a.shard, id: a.newId(), ownerId, sourceNoun, sourceId, addressedId, on: a.today });
    if (created) { opened += 1; a.record({ verb: 'urging.draft-opened', table: 'urging_drafts', id, organisationId: ownerId, facts: { source: sourceId } }); }
    drafts.set(key, id);
    return id;
  };
  await followOwners(a, tree);
  for (const under of await gather(a.tx, { shard: a.shard, tree, calendar, today: a.today })) {
    const byId = new Map(under.subjects.map((one) => [one.subject.id, one])), collective = under.ladder.steps.find((step) => step.key === 'letter')?.collective ?? true;
    for (const step of stepsDue({ ladder: under.ladder, calendar, today: a.today, lastRun: before }, under.subjects.map(({ subject }) => subject))) {
      const of = byId.get(step.subjectId)!;
      rows.push(rowOf(a, when, batchId, under, of, step, step.step === 'letter' && !step.skipped ? await draftFor(of, collective) : null));
    }
  }
  const written = await insertSteps(a.tx, rows), told = written.filter((one) => !one.skipped);
  const sums = { steps: told.length, skipped: written.length - told.length, recipients: new Set(told.map((one) => one.recipientId)).size };
  if (written.length > 0) a.recordBatch({ verb: 'urging.step-taken', table: 'urging_steps', batchId, facts: sums });
  const runId = await noteRun(a.tx, { shard: a.shard, id: a.newId(), on: a.today, at: a.now, ...sums });
  if (runId) a.record({ verb: 'urging.climbed', table: 'urging_runs', id: runId, organisationId: root.id });
  return { ...sums, drafts: opened, closed: await tidyDrafts(a, tree) };
}

/** Drafts of a unit that ended go on under who has its plan now: before the morning's steps, which would begin a second one beside them. */
async function followOwners(a: Acting, tree: OrganisationTree): Promise<void> {
  const left = (await openDraftsOfShard(a.tx, a.shard)).filter((open) => !tree.get(open.owner_id)), owners = left.length ? await ownersOf(a.tx) : null;
  for (const open of left) {
    const heir = owners!.get(open.source_id);
    if (heir && tree.get(heir) && await moveDraft(a.tx, open.id, heir)) a.record({ verb: 'urging.draft-moved', table: 'urging_drafts', id: open.id, organisationId: heir, facts: { from: open.owner_id } });
  }
}

/** Those in which everybody has delivered since are closed; what is owed again after such a closing has one anew. */
async function tidyDrafts(a: Acting, tree: OrganisationTree): Promise<number> {
  for (const wanted of await draftsWantedAgain(a.tx, a.shard, a.today)) {
    const { id } = await draftAbout(a.tx, { shard: a.shard, id: a.newId(), ownerId: wanted.owner_id, sourceNoun: wanted.source_noun, sourceId: wanted.source_id, addressedId: wanted.addressed_id, on: a.today });
    a.record({ verb: 'urging.draft-opened', table: 'urging_drafts', id, organisationId: wanted.owner_id, facts: { source: wanted.source_id, again: true } });
  }
  await followOwners(a, tree);
  let closed = 0;
  for (const open of await openDraftsOfShard(a.tx, a.shard)) {
    if (await anyInDraft(a.tx, open, a.today) || (await draftContent(a.tx, open, a.today)).items.length) continue;
    if (!(await closeDraft(a.tx, open.id, open.row_version, { state: 'emptied', on: a.today, byName: a.by.personName, reason: null, letterId: null }))) continue;
    a.record({ verb: 'urging.draft-emptied', table: 'urging_drafts', id: open.id, organisationId: open.owner_id });
    closed += 1;
  }
  return closed;
}

/** Thousands of duties fall due on a few days. */
function memo<T>(make: (due: PlainDate) => T): (due: PlainDate) => T {
  const known = new Map<PlainDate, T>();
  return (due) => { let found = known.get(due); if (found === undefined) known.set(due, (found = make(due))); return found; };
}

function rowOf(a: Acting, when: (due: PlainDate) => string, batchId: Id, { ladder }: GatheredUnder, { subject, duty, sourceNoun, sourceId, href }: Gathered, step: DueStep, draftId: Id | null): StepRow {
  return {
    shard_id: a.shard, id: a.newId(), batch_id: batchId, ladder_id: ladder.id, subject_noun: subject.noun, subject_id: subject.id, organisation_id: step.organisationId, board_organisation_id: subject.holder.unitId,
    source_noun: sourceNoun, source_id: sourceId, step: step.step, recipient_organisation_id: step.recipientId, recipient_roles: step.roles, for_day: step.forDay, taken_on: a.today, digest_key: step.digestKey,
    sentence: sentenceOf(step, duty, when(duty.due), subject.holder), href: draftId ? `/lam-viec/don-doc/du-thao/${draftId}` : href, skipped: step.skipped, draft_id: draftId, letter_id: null,
  };
}
