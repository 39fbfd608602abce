import type { Id } from '#kernel/id.ts';
import { sentenceCase } from '#kernel/vietnamese.ts';
import { allGroups, organisationTree } from '#features/organisations/store.ts';
import type { Candidate } from '#features/organisations/rules/resolve-name.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { TaskContent } from '../rules/content.ts';
import { planReview, type PartyView as ReadParty, type PlanReview, type TaskView as ReadTask } from '../store.ts';
import type { PartyView, TaskView } from './model.ts';
import type { Paper } from './review-view.tsx';

export const BASE = '/lam-viec/ke-hoach';
export const planId = (visit: Visit): Id => visit.c.req.param('plan') as Id;
export const hrefOf = (id: Id, rest = ''): string => `${BASE}/${id}${rest}`;

export const reviewOf = (visit: Visit, version?: number): Promise<PlanReview> => planReview(visit.db, planId(visit), visit.today, version);

/** A candidate as the value of a select; a group that does not exist yet goes by the name it would get. */
export const candidateValue = (candidate: Candidate): string => (candidate.party ? `${candidate.party.type}:${candidate.party.id}` : `proposal:${candidate.name}`);

export const candidateLabel = (candidate: Candidate): string => `${candidate.name} (${candidate.because})`;

const LIKELY = 0.6;
/** A body of the same function is a hint, not a reading: the person picks it. */
const isLikely = (candidate: Candidate | undefined): boolean => candidate !== undefined && candidate.score >= LIKELY && candidate.reason !== 'function';

const partyView = (row: ReadParty): PartyView => ({
  id: row.id, role: row.role, asWritten: row.as_written, name: row.name, size: row.members, group: row.group_id !== null, droppedReason: row.dropped_reason,
  ref: row.organisation_id ? `organisation:${row.organisation_id}` : row.group_id ? `group:${row.group_id}` : null,
  likely: isLikely(row.candidates[0]),
  options: row.candidates.map((candidate) => ({ value: candidateValue(candidate), label: candidateLabel(candidate) })),
});

export const contentOfTask = (row: ReadTask): TaskContent => ({
  printedIndex: row.printed_index, title: row.title, parentIndex: row.parent_index, parentTitle: row.parent_title, channel: row.channel, product: row.product, themes: row.themes,
  timing: row.timing, period: row.period, rates: row.rates, amount: row.amount, deadline: row.deadline, roll: row.roll, optional: row.optional, carrySurplus: row.carry_surplus,
  reportRhythm: row.report_rhythm, purpose: row.purpose, note: row.note,
});

export const taskView = (row: ReadTask): TaskView => ({
  id: row.id, version: row.row_version, content: contentOfTask(row), parties: row.parties.map(partyView), path: row.path, paragraphs: row.paragraphs,
  effect: {
    obligations: row.preview.reduce((sum, line) => sum + line.obligations, 0),
    lines: row.preview.filter((line) => line.units > 0).map((line) => `${row.preview.length > 1 ? `${sentenceCase(line.party)}: ` : ''}${line.count}, ${line.due}${line.unitSet ? ' (do đơn vị ấn định)' : ''}`),
    missing: [...new Set(row.preview.flatMap((line) => line.missing))],
  },
});

export const paperOf = (review: PlanReview): Paper | null => (review.imported && review.imported.paragraphs.length
  ? { paragraphs: review.imported.paragraphs, spans: review.imported.spans, originalHref: hrefOf(review.plan.id, '/tep'), isPdf: review.imported.paragraphs.some(({ page }) => page !== null), fileName: review.imported.fileName }
  : null);

/** Names to choose from while typing: units in force and groups, each once. */
export async function unitNames(visit: Visit): Promise<string[]> {
  const [tree, groups] = [await organisationTree(visit.db, visit.today), await allGroups(visit.db)];
  return [...new Set([...[...groups.values()].map((group) => group.name), ...tree.all.map((one) => one.name)])];
}

/** May the draft be changed by this person: a draft, or a next version being written. */
export const isEditable = ({ version }: PlanReview): boolean => version.state === 'draft';
