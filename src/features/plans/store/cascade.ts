import type { Id } from '#kernel/id.ts';
import { formatDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { citedAs, legalKey } from '#features/documents/rules/legal-key.ts';
import { lint } from '#features/documents/rules/lint.ts';
import { supersededBy } from '#features/documents/store.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree, resolveParties } from '#features/organisations/store.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { cascadeFindings, numberingFindings, severityOf, themeFindings, twiceFindings, type CheckFinding, type OwnTask } from '../rules/cascade-checks.ts';
import { letterFindings } from '../rules/compose-letter.ts';
import { OWING_ROLES } from '../rules/content.ts';
import { demands } from '../rules/demand.ts';
import { addressedTo, type Addressed, type House, type ParentTask } from '../rules/derive.ts';
import { shortCitation, type ParentDocument } from '../rules/derive-document.ts';
import { officialDocumentOf } from './document.ts';
import { answerRows, linkRows, omissionRows } from './links.ts';
import { contentOf, planTypeLabel, refsOf, type PlanReview } from './review.ts';
import { partyRows, planRow, taskRows, versionRow } from './rows.ts';
import type { CheckAnswerRow, OmissionRow, PartyRow, PlanRow, PlanVersionRow, TaskLinkRow } from './tables.ts';

/** A plan above as the plans below it see it: what is in force, with the units that each party means today. */
export interface PlanAbove { readonly plan: PlanRow; readonly version: PlanVersionRow; readonly document: ParentDocument; readonly citation: string; readonly tasks: readonly ParentTask[] }

/** The version in force (of a draft: the one being written); null when there is no such plan. */
export async function planAbove(db: Reader, planId: Id, today: PlainDate): Promise<PlanAbove | null> {
  const plan = await planRow(db, planId);
  if (!plan) return null;
  const version = (await versionRow(db, planId, plan.issued_version ?? plan.current_version))!, tasks = await taskRows(db, planId, version.version), parties = await partyRows(db, planId, version.version);
  const units = await unitsOf(db, parties, today);
  const document = { type: planTypeLabel(plan.kind), number: plan.number, notation: plan.notation, signedOn: plan.signed_on, issuerName: plan.issuer_name, title: plan.title, content: version.content };
  return {
    plan, version, document, citation: shortCitation(document),
    tasks: tasks.map((row): ParentTask => ({
      itemId: row.item_id, content: contentOf(row),
      parties: parties.filter((party) => party.task_id === row.id && !party.dropped_reason).map((party) => ({ role: party.role, asWritten: party.as_written, optional: party.optional, units: units.get(refId(party) ?? '') ?? [] })),
    })),
  };
}

type Party = Pick<PartyRow, 'organisation_id' | 'group_id'>;
const refId = (row: Party): string | null => row.organisation_id ?? row.group_id;
/** Whom each organisation or group of these parties means on the day. */
export async function unitsOf(db: Reader, parties: readonly Party[], today: PlainDate): Promise<ReadonlyMap<string, readonly Id[]>> {
  const found = await resolveParties(db, refsOf(parties), today);
  return new Map([...found].map(([id, { members }]) => [id, members.map((one) => one.id)]));
}

/** The commune or department that a unit belongs to, with its divisions; `within` holds the ids of all of them. */
export function houseOf(tree: OrganisationTree, unitId: Id): { house: House; within: ReadonlySet<Id> } {
  const id = boardUnitOf(tree, unitId), own = tree.latest(id)!;
  const divisions = tree.childrenOf(id).filter((one) => boardUnitOf(tree, one.id) === id);
  return { house: { id, name: own.name, divisions: divisions.map((one) => ({ id: one.id, name: one.name, functions: one.functions })) }, within: new Set([id, ...tree.subtree(id).filter((one) => boardUnitOf(tree, one.id) === id).map((one) => one.id)]) };
}

export type AnsweredFinding = CheckFinding & { readonly answer: CheckAnswerRow | null };
export interface PlanChecks {
  readonly above: PlanAbove | null;
  readonly house: House;
  readonly addressed: readonly Addressed[];
  /** Of tasks that still stand on both sides. */
  readonly links: readonly TaskLinkRow[];
  readonly omissions: readonly OmissionRow[];
  readonly findings: readonly AnsweredFinding[];
  /** Against the decree: the plan does not go on. */
  readonly errors: readonly AnsweredFinding[];
  /** Differs from the plan above or cites what holds no more, and nobody has said why. */
  readonly open: readonly AnsweredFinding[];
}

/** Everything that is checked of a plan in the version of the review; the same on every page and before every step. */
export async function planChecks(db: Reader, review: PlanReview, today: PlainDate): Promise<PlanChecks> {
  const { plan, version } = review, tree = await organisationTree(db, today), { house, within } = houseOf(tree, plan.issuer_id);
  const above = plan.parent_plan_id ? await planAbove(db, plan.parent_plan_id, today) : null;
  const calendar = await calendarFor(db, [version, ...(above ? [above.version] : [])]), demandOf = demands(calendar);
  const addressed = above ? addressedTo(above.tasks, house.id, within) : [], standing = new Set<string>([...review.tasks.map((one) => one.item_id), ...(above?.tasks ?? []).map((one) => one.itemId)]);
  const links = above ? (await linkRows(db, plan.id)).filter((one) => standing.has(one.item_id) && standing.has(one.parent_item_id)) : [], omissions = above ? await omissionRows(db, plan.id) : [];
  const units = await unitsOf(db, review.tasks.flatMap((task) => task.parties), today);
  const tasks = review.tasks.map((row): OwnTask => ({
    itemId: row.item_id, index: row.printed_index, title: row.title, themes: row.themes, purpose: row.purpose, demand: demandOf(contentOf(row), { from: version.window_from, to: version.window_to }),
    leads: [...new Set(row.parties.filter((party) => OWING_ROLES.has(party.role) && !party.dropped_reason).flatMap((party) => units.get(refId(party) ?? '') ?? []))],
    carriesOut: links.filter((link) => link.item_id === row.item_id).map((link) => link.parent_item_id),
  }));
  const found: CheckFinding[] = [
    ...(above?.plan.status === 'recalled' ? [recalledFinding(above)] : above ? cascadeFindings(tasks, {
      citation: above.citation, addressed, house: within, houseId: house.id, nameOf: (id) => tree.latest(id)?.name ?? '', omitted: new Set(omissions.map((one) => one.parent_item_id)),
      demandOf: (one) => ({ ...demandOf(one.task.content, { from: above.version.window_from, to: above.version.window_to }), optional: one.optional }),
    }) : []),
    ...await supersededFindings(db, review, today), ...themeFindings(version.content.themes, tasks), ...twiceFindings(plan.kind === 'dispatch' ? tasks : tasks.filter(({ purpose }) => purpose !== 'report'), (id) => tree.latest(id)?.name ?? ''),
    ...(plan.origin === 'authored' ? [...(plan.kind === 'dispatch' ? letterFindings(review.tasks) : numberingFindings(tasks)), ...await formFindings(db, review, today)] : []),
  ];
  const answers = new Map((await answerRows(db, plan.id, version.version)).map((row) => [row.finding, row]));
  const findings = found.map((one): AnsweredFinding => ({ ...one, answer: answers.get(one.key) ?? null }));
  return { above, house, addressed, links, omissions, findings, errors: findings.filter((one) => severityOf(one) === 'error'), open: findings.filter((one) => severityOf(one) === 'answer' && !one.answer) };
}

/** What is compared with nothing any more: the plan above was taken back after this one was made from it. */
const recalledFinding = ({ plan, citation }: PlanAbove): CheckFinding => ({
  code: 'recalled', key: `recalled:${plan.id}`, sentence: `${citation} đã thu hồi${plan.ended_on ? ` ngày ${formatDate(plan.ended_on)}` : ''}${plan.ended_reason ? `: ${plan.ended_reason}` : ''}.`, here: null, there: null,
  wayOut: 'Ở trang Đối chiếu, gắn với kế hoạch khác của cấp trên hoặc bỏ gắn; hoặc ghi lý do vẫn thực hiện.',
});

/** Days off around the time these versions bind. */
export async function calendarFor(db: Reader, versions: readonly Pick<PlanVersionRow, 'window_from' | 'window_to'>[]): Promise<WorkingCalendar> {
  return loadCalendar(db, Math.min(...versions.map((one) => yearOf(one.window_from))) - 1, Math.max(...versions.map((one) => yearOf(one.window_to))) + 1);
}

async function supersededFindings(db: Reader, { plan, version }: PlanReview, today: PlainDate): Promise<CheckFinding[]> {
  const cited = version.content.legalBases.flatMap((base) => { const key = legalKey(base); return key ? [{ base, key }] : []; });
  const marks = await supersededBy(db, cited.map(({ key }) => key), { organisationId: plan.owner_id, today });
  return cited.flatMap(({ base, key }): CheckFinding[] => {
    const mark = marks.get(key), words = citedAs(base);
    if (!mark) return [];
    return [{
      code: 'superseded', key: `superseded:${key}:${mark.replaced_by_key ?? ''}`, sentence: `${words} ${mark.condition === 'expired' ? 'đã hết hiệu lực' : 'đã được thay thế'}${mark.replaced_by_words ? `: ${mark.replaced_by_words}` : ''}.`,
      here: { itemId: null, index: '', title: words }, there: mark.replaced_by_words ? { itemId: null, index: '', title: mark.replaced_by_words } : null, wayOut: mark.replaced_by_words ? 'Viện dẫn văn bản thay thế, hoặc ghi lý do.' : 'Bỏ văn bản này khỏi căn cứ, hoặc ghi lý do.',
    }];
  });
}

/** What the format check says of the document as it would be printed. */
async function formFindings(db: Reader, review: PlanReview, today: PlainDate): Promise<CheckFinding[]> {
  if (review.tasks.length === 0 || !review.plan.title.trim()) return []; // said already, as what is still to be written
  return lint(await officialDocumentOf(db, review, today)).map(({ level, place, message }): CheckFinding => ({
    code: level === 'error' ? 'form' : 'wording', key: `${level}:${place}:${message}`, sentence: message, here: null, there: null, wayOut: 'Sửa ở phần Thể thức hoặc ở chỗ được nêu.',
  }));
}
