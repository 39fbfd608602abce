import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FollowedEvent } from '#features/audit/store/following.ts';
import { ROLE_LABELS } from '#features/accounts/rules/roles.ts';
import { contributionsById } from '#features/articles/store/contributions.ts';
import { articlesById } from '#features/articles/store/by-ids.ts';
import { issuesById } from '#features/newsletters/store.ts';
import { deliverablesById } from '#features/deliverables/store/by-ids.ts';
import { kindOf } from '#features/distribution/rules/kinds/index.ts';
import { isOpen } from '#features/distribution/rules/states.ts';
import { postingsById } from '#features/distribution/store.ts';
import { budgetsById } from '#features/budgets/store/by-ids.ts';
import { obligationNames, transfersOfBatches, unitsOfSources } from '#features/obligations/store/by-ids.ts';
import { tellEvent } from '#features/organisations/rules/tell-event.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { decisionsTold, sheetsTold } from '#features/procedures/store/by-ids.ts';
import { successionEventsById } from '#features/organisations/store/events-by-ids.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { planTypeLabel } from '#features/plans/store.ts';
import { plansById } from '#features/plans/store/by-ids.ts';
import { extensionsOfBatches, reportsById } from '#features/reports/store/by-ids.ts';
import { stepsTold, type StepsTold } from '#features/urging/store/by-batch.ts';
import type { Subject } from '../rules/notices.ts';

/** Nothing known: each reader fills in what its noun knows. */
const BLANK: Subject = {
  title: '', href: '/lam-viec', unit: null, owner: null, units: [], person: null, mentioned: [], open: true, gather: null, unitName: '', ownerName: '', words: '', times: 1, things: [], part: '', roles: null, urgency: null,
};

/** Reads what events of some tables were about: a few queries for all of them. An event whose row is gone has no subject. */
type SubjectReader = (reader: Reader, events: readonly FollowedEvent[], names: (id: Id | null) => string) => Promise<Told>;
type Told = ReadonlyMap<FollowedEvent, readonly Subject[]>;

const rowIds = (events: readonly FollowedEvent[]): Id[] => [...new Set(events.flatMap((one) => (one.rowId ? [one.rowId] : [])))];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const idIn = (value: unknown): Id | null => (typeof value === 'string' && value ? (value as Id) : null);

/** A subject for each event whose row `make` finds. */
function told<R extends { readonly id: Id }>(events: readonly FollowedEvent[], rows: readonly R[], keyOf: (event: FollowedEvent) => Id | null, make: (row: R, event: FollowedEvent) => Partial<Subject>): Told {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(events.flatMap((event) => {
    const row = byId.get(keyOf(event) as Id);
    return row ? [[event, [{ ...BLANK, ...make(row, event) }]] as const] : [];
  }));
}
const byRow = (event: FollowedEvent): Id | null => event.rowId;

const plans: SubjectReader = async (reader, events, names) => {
  const ids = rowIds(events), rows = await plansById(reader, ids);
  const units = Map.groupBy(await unitsOfSources(reader, ids), (one) => one.sourceId);
  return told(events, rows, byRow, (plan) => {
    const number = joinNumber(plan.number, plan.notation), label = planTypeLabel(plan.kind);
    return {
      title: number ? `${label} số ${number}` : `${label} “${plan.title}”`, href: `/lam-viec/ke-hoach/${plan.id}`, unit: plan.owner_id, owner: plan.owner_id, ownerName: names(plan.owner_id), unitName: names(plan.owner_id),
      person: plan.created_by, units: [...new Set((units.get(plan.id) ?? []).flatMap((one) => [one.organisationId, one.boardOrganisationId]))], open: plan.status === 'in-review',
    };
  });
};

const WAITING = '/lam-viec/ket-qua?loc=cho-xac-nhan';
const deliverables: SubjectReader = async (reader, events, names) => told(events, await deliverablesById(reader, rowIds(events)), byRow, (row, event) => ({
  title: `“${row.title}”`, href: `/lam-viec/ket-qua/${row.id}`, unit: row.organisation_id, unitName: names(row.organisation_id), person: row.recorded_by,
  open: row.status === (event.verb === 'deliverables.rejected' ? 'rejected' : 'recorded'),
  gather: event.verb === 'deliverables.rejected' ? null : { key: `${row.organisation_id}/${dayAt(event.at)}`, href: event.verb === 'deliverables.recorded' ? WAITING : '/lam-viec/ket-qua' },
}));

const reports: SubjectReader = async (reader, events, names) => told(events, await reportsById(reader, rowIds(events)), byRow, (row, event) => ({
  title: row.period_label, href: `/lam-viec/bao-cao/${row.id}`, unit: row.organisation_id, unitName: names(row.organisation_id), owner: row.owner_id, ownerName: names(row.owner_id),
  open: event.verb === 'reports.accepted' && row.status === 'accepted' && row.approval === 'two-step',
  gather: event.verb === 'reports.submitted' || event.verb === 'reports.accepted'
    ? { key: `${row.regime_id}/${row.period_key}/${dayAt(event.at)}`, href: `/lam-viec/bao-cao/che-do/${row.regime_id}/ky?ky=${encodeURIComponent(row.period_key)}${event.verb === 'reports.accepted' ? '&loc=cho-phe-duyet' : ''}` } : null,
}));

const excuses: SubjectReader = async (reader, events, names) => {
  const rows = await obligationNames(reader, [...new Set(events.flatMap((one) => idIn(one.facts.obligation) ?? []))]);
  return told(events, rows, (event) => idIn(event.facts.obligation), (row) => ({
    title: `“${row.title}” (${row.periodLabel})`, href: `/lam-viec/viec/${row.id}`, unit: row.boardOrganisationId, unitName: names(row.boardOrganisationId),
  }));
};

/** The event itself says everything. */
const fromFacts = (make: (event: FollowedEvent, names: (id: Id | null) => string) => Partial<Subject>): SubjectReader =>
  async (_reader, events, names) => new Map(events.map((event) => [event, [{ ...BLANK, unit: event.subjectId, unitName: names(event.subjectId), ...make(event, names) }]]));

const roles = fromFacts((event) => ({
  title: `“${ROLE_LABELS[text(event.facts.role) as Role]?.label ?? text(event.facts.role)}”`, href: '/lam-viec/tai-khoan#vai-tro', person: idIn(event.facts.accountId),
}));
const marks = fromFacts((event) => ({ title: text(event.facts.paper), href: '/lam-viec/ke-hoach', words: formatDate(dayAt(event.at)) }));

const comments = fromFacts((event) => ({
  title: text(event.facts.title), href: text(event.facts.href) || '/lam-viec', mentioned: Array.isArray(event.facts.mentions) ? event.facts.mentions.flatMap((one) => idIn(one) ?? []) : [],
}));

const budgets: SubjectReader = async (reader, events, names) => told(events, await budgetsById(reader, rowIds(events)), byRow, (row, event) => {
  const to = idIn(event.facts.to) ?? row.office_id ?? row.committee_id;
  return {
    // who takes an estimate in, or decides on it, may have no other right at the unit that sent it
    title: row.title, href: `/lam-viec/kinh-phi/${row.id}${event.verb !== 'budgets.submitted' ? '' : to === row.office_id ? '/tham-dinh' : '/phe-duyet'}`, unit: row.organisation_id, unitName: names(row.organisation_id), owner: to, ownerName: names(to), open: row.status === 'submitted',
    roles: event.verb === 'budgets.submitted' && to !== row.office_id ? ['approver'] : null,
  };
});

const articles: SubjectReader = async (reader, events, names) => told(events, await articlesById(reader, rowIds(events)), byRow, (row) => ({
  title: `“${row.title}”`, href: `/lam-viec/tin-bai/${row.id}`, unit: row.organisation_id, unitName: names(row.organisation_id), person: row.author_id, open: row.status === 'submitted',
}));

const issues: SubjectReader = async (reader, events, names) => told(events, await issuesById(reader, rowIds(events)), byRow, (row) => ({
  title: `“${row.title}”, số ${row.number}/${row.year}`, href: `/lam-viec/ban-tin/so/${row.id}`, unit: row.organisation_id, unitName: names(row.organisation_id), person: row.author_id, open: row.status === 'submitted',
}));

const contributions: SubjectReader = async (reader, events, names) => told(events, await contributionsById(reader, rowIds(events)), byRow, (row, event) => ({
  title: `“${row.title}”`, href: event.verb === 'contributions.sent' ? `/lam-viec/hop-nhan-bai/${row.id}` : `/lam-viec/cong-tac/${row.id}`, unit: row.from_organisation_id, unitName: names(row.from_organisation_id), owner: row.organisation_id, ownerName: names(row.organisation_id),
  person: row.sent_by, open: row.status === 'sent',
}));

/** What is to be posted, changed or taken down, and where. Something that is not right any more is urgent. */
const TO_DO = { post: 'cần đăng', update: 'bài gốc đã sửa, cần sửa', remove: 'bài gốc đã gỡ, cần gỡ' } as const;
const postings: SubjectReader = async (reader, events, names) => told(events, await postingsById(reader, rowIds(events)), byRow, (row, event) => ({
  title: `“${row.title}”`, words: `“${row.title}” ${TO_DO[row.what]} tại ${row.outlet} (${kindOf(row).short})`, href: `/lam-viec/phat-hanh/viec/${row.id}`, unit: row.organisation_id, unitName: names(row.organisation_id), open: isOpen(row.status),
  urgency: event.verb === 'distribution.waiting' && row.what !== 'post' ? 'now' : null, gather: event.verb === 'distribution.given-up' ? null : { key: `${row.organisation_id}/${dayAt(event.at)}${row.what === 'post' ? '' : `/${row.what}/${row.id}`}`, href: '/lam-viec/phat-hanh' },
}));

const decisions: SubjectReader = async (reader, events, names) => told(events, await decisionsTold(reader, rowIds(events), dayAt(events.at(-1)!.at)), byRow, (row) => ({
  title: `Quyết định ${row.number}`, href: '/lam-viec/niem-yet', unit: row.organisation_id, unitName: names(row.organisation_id), units: row.units, words: formatDate(row.effective_on), gather: { key: `procedures/${row.id}`, href: '/lam-viec/niem-yet' },
}));
const checkSheets: SubjectReader = async (reader, events, names) => told(events, await sheetsTold(reader, rowIds(events)), byRow, (row) => ({
  title: `Kiểm tra niêm yết tại ${row.shop}`, href: `/lam-viec/niem-yet/${row.shop_id}`, unit: row.organisation_id, unitName: names(row.organisation_id), words: row.missing + row.outdated ? `thiếu ${row.missing}, đã cũ ${row.outdated}. Hãy treo lại rồi báo trên trang của nơi niêm yết` : 'niêm yết đúng cả',
}));

const reorganisations: SubjectReader = async (reader, events) => told(events, await successionEventsById(reader, rowIds(events)), byRow, (row) => ({
  words: `Từ ngày ${formatDate(row.on_day)}: ${tellEvent(row.kind, row.payload)} (${row.citation})`, href: '/lam-viec/don-vi', unit: row.subject_id, units: [...new Set([row.subject_id, ...row.payload.units.map((one) => one.id), ...row.payload.into.map((one) => one.id)])],
}));

/** Bulk work has several subjects an event: one for each unit it concerns. */
function toldOfBatch<R>(events: readonly FollowedEvent[], rows: readonly R[], batchOf: (row: R) => Id, make: (row: R) => Partial<Subject>): Told {
  const byBatch = Map.groupBy(rows, batchOf);
  return new Map(events.map((event) => [event, (byBatch.get(event.batchId as Id) ?? []).map((row) => ({ ...BLANK, ...make(row) }))]));
}
const batchIds = (events: readonly FollowedEvent[]): Id[] => events.flatMap((one) => (one.batchId ? [one.batchId] : []));

const transfers: SubjectReader = async (reader, events, names) => toldOfBatch(events, await transfersOfBatches(reader, batchIds(events)), (row) => row.batchId, (row) => ({
  href: '/lam-viec/viec', unit: row.to, unitName: names(row.to), ownerName: names(row.from), words: String(row.obligations), part: row.to,
}));

const extensions: SubjectReader = async (reader, events, names) => {
  const period = new Map(events.map((event) => [event.batchId, text(event.facts.period)]));
  return toldOfBatch(events, await extensionsOfBatches(reader, batchIds(events)), (row) => row.batch_id, (row) => ({
    title: period.get(row.batch_id) ?? '', href: '/lam-viec/bao-cao', unit: row.organisation_id, unitName: names(row.organisation_id), words: formatDate(row.until), part: row.organisation_id,
  }));
};

/** What is said of several steps of one kind; a unit above hears of those below. */
function manySteps({ step, issued, own }: StepsTold, unit: string): string {
  switch (step) {
    case 'before': return `{n} việc của ${unit} sắp đến hạn.`;
    case 'on-day': return `{n} việc của ${unit} đến hạn hôm nay.`;
    case 'after': return `{n} việc của ${unit} đã quá hạn.`;
    case 'superior': return own ? `{n} việc quá hạn của ${unit} đã được báo lên cấp giao việc.` : `{n} việc đã giao bị quá hạn lâu ở các đơn vị.`;
    case 'letter': return issued ? `Công văn đôn đốc nêu {n} việc quá hạn của ${unit}.` : 'Dự thảo công văn đôn đốc {n} việc quá hạn chờ xem và ban hành.';
  }
}
const steps: SubjectReader = async (reader, events, names) => toldOfBatch(events, await stepsTold(reader, batchIds(events)), (row) => row.batchId, (row) => {
  const draft = row.step === 'letter' && !row.issued, unit = names(row.recipientId);
  return {
    title: manySteps(row, unit), words: row.sentence, href: row.href, unit: row.recipientId, unitName: unit, times: row.steps, things: row.things, roles: row.roles,
    urgency: draft || row.step === 'before' || row.step === 'superior' ? 'digest' : 'now',
    gather: { key: `${row.digestKey}/${row.step}${row.issued ? '/issued' : ''}${row.own ? '' : '/below'}`, href: draft ? row.href : row.own ? '/lam-viec/viec' : '/lam-viec/theo-doi' },
  };
});

/** By the table of the event's row. */
const READERS: Readonly<Record<string, SubjectReader>> = {
  plans, deliverables, reports, excuses, account_roles: roles, obligation_transfers: transfers, legal_marks: marks, comments, budgets, articles, postings, article_contributions: contributions, newsletter_issues: issues,
  succession_events: reorganisations, procedure_decisions: decisions, check_sheets: checkSheets, report_extensions: extensions, urging_steps: steps,
};

/** What these events were about, as it stands now. */
export async function subjectsOf(reader: Reader, events: readonly FollowedEvent[], today: PlainDate): Promise<Told> {
  const tree = await organisationTree(reader, today), names = (id: Id | null): string => (id ? (tree.latest(id)?.name ?? '') : '');
  const all = new Map<FollowedEvent, readonly Subject[]>();
  for (const [table, some] of Map.groupBy(events, (one) => one.table))
    for (const [event, subject] of (await READERS[table]?.(reader, some, names)) ?? []) all.set(event, subject);
  return all;
}
