import type { Id } from '#kernel/id.ts';
import { notFound } from '#kernel/app-error.ts';
import { yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { wordsOf } from '#features/calendar/rules/due.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '#features/documents/rules/document-kinds.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import type { CommitmentDraft } from '#features/obligations/rules/commitment.ts';
import { organisationTree, resolveParties, resolveWrittenAll } from '#features/organisations/store.ts';
import type { Candidate, PartyRef } from '#features/organisations/rules/resolve-name.ts';
import type { ReadParagraph, Span } from '#features/reading/rules/result.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { commitmentsOf, type ResolvedParty } from '../rules/commit.ts';
import { joinNumber, OWING_ROLES, type TaskContent } from '../rules/content.ts';
import { countSentence, dueSentence } from '../rules/preview.ts';
import { mayGiveWork } from '../rules/realm.ts';
import { importRow, partyRows, planRow, taskRows, versionRow, versionRows } from './rows.ts';
import type { PartyRow, PlanRow, PlanVersionRow, TaskRow } from './tables.ts';

export interface PartyView extends PartyRow {
  /** Name of the organisation or group it means; null while nobody has said. */
  readonly name: string | null;
  /** How many organisations that is on the day. */
  readonly members: number;
  /** Members of the inner group that have no such unit. */
  readonly missing: readonly string[];
  /** For one that is not resolved: whom it could mean, best first. */
  readonly candidates: readonly Candidate[];
}
export interface PreviewLine {
  readonly party: string;
  readonly title: string;
  /** "96 đơn vị × 12 tháng = 1.152 nghĩa vụ" */
  readonly count: string;
  /** "hạn ngày cuối tháng" */
  readonly due: string;
  readonly obligations: number;
  readonly units: number;
  readonly missing: readonly string[];
  /** "do đơn vị ấn định" */
  readonly unitSet: boolean;
  readonly optional: boolean;
  readonly product: string;
  readonly channel: string | null;
}
export interface TaskView extends TaskRow { readonly parties: readonly PartyView[]; readonly preview: readonly PreviewLine[] }
/** What stands in the way of issuing, a sentence each; `taskId` null concerns the whole plan. */
export interface Problem { readonly taskId: Id | null; readonly sentence: string }

export interface PlanReview {
  readonly plan: PlanRow;
  readonly version: PlanVersionRow;
  readonly versions: readonly PlanVersionRow[];
  readonly tasks: readonly TaskView[];
  readonly imported: { readonly fileName: string; readonly sha256: string; readonly paragraphs: readonly ReadParagraph[]; readonly spans: readonly Span[]; readonly warnings: readonly string[]; readonly importedAt: Date } | null;
  readonly problems: readonly Problem[];
  /** Members without the unit that a group asks for: listed before issuing, never skipped. */
  readonly missing: readonly { readonly taskId: Id; readonly index: string; readonly party: string; readonly members: readonly string[] }[];
  readonly obligations: number;
  readonly commitments: readonly CommitmentDraft[];
}

/** What a row of the table says; its keys and its place in the import left out. */
export type TaskSays = Omit<TaskRow, 'shard_id' | 'id' | 'plan_id' | 'version' | 'item_id' | 'ordinal' | 'path' | 'paragraphs' | 'row_version'>;
export const contentOf = (row: TaskSays): TaskContent => ({
  printedIndex: row.printed_index, title: row.title, parentIndex: row.parent_index, parentTitle: row.parent_title, channel: row.channel, product: row.product, themes: row.themes,
  timing: row.timing, period: row.period, rates: row.rates, amount: row.amount, deadline: row.deadline, roll: row.roll, optional: row.optional, carrySurplus: row.carry_surplus,
  reportRhythm: row.report_rhythm, purpose: row.purpose, note: row.note,
});
const refOf = (row: Pick<PartyRow, 'organisation_id' | 'group_id'>): PartyRef | null => (row.organisation_id ? { type: 'organisation', id: row.organisation_id } : row.group_id ? { type: 'group', id: row.group_id } : null);
export const refsOf = (rows: readonly Pick<PartyRow, 'organisation_id' | 'group_id'>[]): PartyRef[] => rows.map(refOf).filter((ref) => ref !== null);
export const planTypeLabel = (kind: string): string => (kind === 'dispatch' ? DOCUMENT_KINDS.letter.label : Object.hasOwn(DOCUMENT_KINDS, kind) ? DOCUMENT_KINDS[kind as DocumentKind].label : 'Văn bản');

/** A plan in one version (the one being edited or in force when none is said), with what issuing it would make. */
export async function planReview(db: Reader, planId: Id, today: PlainDate, version?: number): Promise<PlanReview> {
  const plan = await planRow(db, planId);
  if (!plan) throw notFound('kế hoạch này');
  const at = await versionRow(db, planId, version ?? plan.current_version);
  if (!at) throw notFound('phiên bản này của kế hoạch');
  const tree = await organisationTree(db, today);
  const tasks = await taskRows(db, planId, at.version);
  const parties = await partyRows(db, planId, at.version);

  const unresolved = parties.filter((row) => !refOf(row) && !row.dropped_reason);
  const names = [...new Set(unresolved.map((row) => row.as_written))];
  const candidates = new Map((await resolveWrittenAll(db, names, plan.issuer_id, today)).map((found, i) => [names[i]!, found]));
  const known = new Map<string, { view: Pick<PartyView, 'name' | 'members' | 'missing'>; resolved: Pick<ResolvedParty, 'party' | 'units'> }>();
  for (const [id, { type, name, members, missing: without }] of await resolveParties(db, refsOf(parties), today)) known.set(id, {
    view: { name, members: members.length, missing: without.map((one) => one.name) },
    resolved: { party: { kind: type, id, name }, units: members.map((one) => ({ organisationId: one.id, boardOrganisationId: boardUnitOf(tree, one.id) })) },
  });
  const window: DateRange = { from: at.window_from, to: at.window_to };
  const calendar = await loadCalendar(db, yearOf(window.from) - 1, yearOf(window.to) + 1);
  const citation = { type: planTypeLabel(plan.kind), number: joinNumber(plan.number, plan.notation), date: plan.signed_on, issuer: plan.issuer_name, title: plan.title };

  const problems: Problem[] = [], missing: PlanReview['missing'][number][] = [], commitments: CommitmentDraft[] = [];
  const views = tasks.map((row): TaskView => {
    const own = parties.filter((party) => party.task_id === row.id);
    const resolved = own.filter((party) => !party.dropped_reason).map((party): ResolvedParty => {
      const ref = refOf(party);
      return { role: party.role, asWritten: party.as_written, optional: party.optional, ...(ref ? known.get(ref.id)!.resolved : { party: null, units: [] }) };
    });
    const drafts = commitmentsOf({ itemId: row.item_id, content: contentOf(row), parties: resolved }, { citation, window, calendar });
    commitments.push(...drafts.filter(({ units }) => units.length > 0));
    problems.push(...problemsOf(row, own, drafts));
    const missingOf = (name: string): readonly string[] => [...known.values()].find(({ view }) => view.name === name)?.view.missing ?? [];
    for (const party of own) {
      const found = refOf(party) ? known.get(refOf(party)!.id)!.view : null;
      if (found && found.missing.length > 0 && OWING_ROLES.has(party.role) && !party.dropped_reason) missing.push({ taskId: row.id, index: row.printed_index, party: found.name ?? party.as_written, members: found.missing });
    }
    return {
      ...row,
      parties: own.map((party) => {
        const ref = refOf(party), found = candidates.get(party.as_written);
        return { ...party, ...(ref ? known.get(ref.id)!.view : { name: null, members: 0, missing: [] }), candidates: ref ? [] : found?.state === 'candidates' ? found.candidates : found?.state === 'resolved' ? [{ party: found.party, name: found.name, reason: found.reason, because: found.because, score: 1 }] : [] };
      }),
      preview: drafts.map((draft) => ({
        party: draft.party.name, title: draft.title, count: countSentence(draft), due: dueSentence(draft, draft.deadline ? wordsOf(draft.deadline) : ''), obligations: draft.units.length * draft.instances.length,
        units: draft.units.length, missing: missingOf(draft.party.name), unitSet: draft.provenance === 'unit-set', optional: draft.optional, product: draft.product, channel: draft.channel,
      })),
    };
  });
  if (tasks.length === 0) problems.push({ taskId: null, sentence: 'Kế hoạch chưa có nhiệm vụ nào. Hãy thêm ít nhất một nhiệm vụ.' });
  if (!plan.title.trim()) problems.push({ taskId: null, sentence: 'Kế hoạch chưa có trích yếu. Hãy ghi trích yếu.' });
  problems.push(...beyondRealm(tree, plan, tasks, commitments));
  const imported = await importRow(db, planId);
  return {
    plan, version: at, versions: await versionRows(db, planId), tasks: views, problems, missing, commitments,
    obligations: commitments.reduce((sum, draft) => sum + draft.units.length * draft.instances.length, 0),
    imported: imported ? { fileName: imported.file_name, sha256: imported.sha256, paragraphs: imported.read_text.paragraphs, spans: imported.spans, warnings: imported.warnings, importedAt: imported.imported_at } : null,
  };
}

/** Units that neither the issuer nor the keeper of the plan may give work to. */
function beyondRealm(tree: OrganisationTree, plan: PlanRow, tasks: readonly TaskRow[], commitments: readonly CommitmentDraft[]): Problem[] {
  const taskOf = new Map(tasks.map((row) => [row.item_id, row]));
  const found = new Map<string, Problem>();
  for (const { itemId, party, units } of commitments) {
    const outside = units.find(({ organisationId }) => !mayGiveWork(tree, plan.issuer_id, organisationId) && !mayGiveWork(tree, plan.owner_id, organisationId));
    const row = taskOf.get(itemId)!;
    if (outside) found.set(`${row.id}/${party.id}`, { taskId: row.id, sentence: `Mục ${row.printed_index}: “${party.name}” không thuộc phạm vi giao việc của ${tree.latest(plan.issuer_id)?.name ?? plan.issuer_name}. Hãy chuyển sang vai trò phối hợp, hoặc bỏ cơ quan này kèm lý do.` });
  }
  return [...found.values()];
}

function problemsOf(row: TaskRow, parties: readonly PartyRow[], drafts: readonly CommitmentDraft[]): Problem[] {
  const owing = parties.filter((party) => OWING_ROLES.has(party.role));
  const found: string[] = [];
  if (owing.length === 0) found.push(`Mục ${row.printed_index} chưa có cơ quan chủ trì. Hãy chọn cơ quan chủ trì hoặc bỏ mục này.`);
  else if (owing.every((party) => party.dropped_reason)) found.push(`Mục ${row.printed_index} không còn cơ quan nào chịu trách nhiệm. Hãy chọn lại cơ quan chủ trì hoặc bỏ mục này.`);
  for (const party of owing) if (!refOf(party) && !party.dropped_reason) found.push(`Mục ${row.printed_index}: chưa rõ “${party.as_written}” là cơ quan nào. Hãy chọn trong danh sách gợi ý.`);
  for (const draft of drafts) if (draft.units.length === 0) found.push(`Mục ${row.printed_index}: “${draft.party.name}” hiện không có đơn vị nào. Hãy chọn cơ quan khác.`);
  return found.map((sentence) => ({ taskId: row.id, sentence }));
}
