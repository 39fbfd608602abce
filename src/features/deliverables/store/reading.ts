import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { DateRange, PlainDate } from '#kernel/plain-date.ts';
import { pageAt } from '#kernel/pages.ts';
import { isOneOf, kept } from '#platform/db/kept.ts';
import type { Reader } from '#platform/db/tables.ts';
import { creditsOf, type CreditView } from '#features/obligations/store.ts';
import type { EvidenceKind } from '#features/channels/rules/evidence.ts';
import type { Status } from '../rules/status.ts';
import { reused, type Reuse } from './rows.ts';
import type { DeliverableRow, DeliverableVersionRow } from './tables.ts';

export interface EvidenceView {
  readonly id: Id;
  readonly deliverableId: Id;
  readonly kind: 'file' | 'link' | 'published-item' | 'airing';
  /** What it proves as, for the evidence wanted. */
  readonly provesAs: EvidenceKind;
  readonly sha256: string | null;
  readonly fileName: string | null;
  readonly mediaType: string | null;
  readonly size: number | null;
  readonly previewable: boolean;
  readonly url: string | null;
  readonly caption: string | null;
  /** Vietnamese sentence, e.g. why there is no preview. */
  readonly note: string | null;
}

const PROVES: Readonly<Record<string, EvidenceKind>> = { image: 'photo', document: 'document', audio: 'audio', video: 'video' };

export async function evidenceOf(db: Reader, deliverableIds: readonly Id[]): Promise<EvidenceView[]> {
  if (deliverableIds.length === 0) return [];
  const { rows } = await sql<Omit<EvidenceView, 'provesAs'> & { fileKind: string | null }>`${kept}
    select e.id, e.deliverable_id as "deliverableId", e.kind, e.sha256, coalesce(e.file_name, f.original_name) as "fileName", f.media_type as "mediaType", f.size, coalesce(f.previewable, false) as previewable,
      e.url, e.caption, f.note, f.kind as "fileKind"
    from evidence e left join files f on f.shard_id = e.shard_id and f.sha256 = e.sha256
    where ${isOneOf(sql`e.deliverable_id`, deliverableIds, 'uuid')} and ${isOneOf(sql`e.shard_id`, [...new Set(deliverableIds.map(shardOf))], 'integer')} and e.removed_at is null
    order by e.deliverable_id, e.ordinal`.execute(db);
  return rows.map(({ fileKind, ...row }) => ({ ...row, provesAs: row.kind === 'file' ? PROVES[fileKind ?? ''] ?? 'document' : row.kind }));
}

export interface DeliverableView extends DeliverableRow {
  readonly evidence: readonly EvidenceView[];
  readonly credits: readonly CreditView[];
  /** Earlier versions, newest first, with the reason of each change. */
  readonly versions: readonly DeliverableVersionRow[];
}

/** One deliverable with everything behind it, or null. */
export async function deliverableView(db: Reader, id: Id): Promise<DeliverableView | null> {
  const row = await db.selectFrom('deliverables').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const versions = await db.selectFrom('deliverable_versions').selectAll().where('shard_id', '=', shardOf(id)).where('deliverable_id', '=', id).orderBy('version', 'desc').execute();
  return { ...row, evidence: await evidenceOf(db, [id]), credits: await creditsOf(db, [id]), versions };
}

export interface DeliverableFilter {
  /** In the name of these units or of their divisions. */
  readonly organisationIds: readonly Id[];
  readonly doneIn?: DateRange;
  readonly statuses?: readonly Status[];
  readonly product?: string;
  readonly channel?: string;
  /** Behind this obligation, or any obligation of this task. */
  readonly obligationId?: Id;
  readonly itemId?: Id;
  readonly reportId?: Id;
  readonly words?: string;
}
export interface DeliverableListRow extends DeliverableRow { readonly evidenceCount: number; readonly creditCount: number }

function filterSql(filter: DeliverableFilter) {
  const parts = [sql`(d.organisation_id = any(${filter.organisationIds}::uuid[]) or d.board_organisation_id = any(${filter.organisationIds}::uuid[]))`];
  if (filter.doneIn) parts.push(sql`d.done_on between ${filter.doneIn.from}::date and ${filter.doneIn.to}::date`);
  if (filter.statuses) parts.push(sql`d.status = any(${filter.statuses}::text[])`);
  if (filter.product) parts.push(sql`d.product = ${filter.product}`);
  if (filter.channel) parts.push(sql`d.channel = ${filter.channel}`);
  if (filter.reportId) parts.push(sql`d.locked_by_report = ${filter.reportId}`);
  if (filter.obligationId) parts.push(sql`exists (select 1 from credits c where c.deliverable_id = d.id and c.obligation_id = ${filter.obligationId} and c.ended_on is null)`);
  if (filter.itemId) parts.push(sql`exists (select 1 from credits c join obligation_totals t on t.obligation_id = c.obligation_id where c.deliverable_id = d.id and t.item_id = ${filter.itemId} and c.ended_on is null)`);
  if (filter.words?.trim()) parts.push(sql`lower(unaccent(d.title)) like lower(unaccent(${`%${filter.words.trim().normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`}))`); // "doi thoai" finds "Đối thoại"
  return sql.join(parts, sql` and `);
}

/** Newest done first; `page` from 1. */
export async function deliverableList(db: Reader, filter: DeliverableFilter, page = 1, size = 50): Promise<{ rows: DeliverableListRow[]; total: number; page: number; pages: number }> {
  const where = filterSql(filter);
  const { rows: [count] } = await sql<{ total: number }>`select count(*)::integer as total from deliverables d where ${where}`.execute(db);
  const total = count!.total, place = pageAt(total, size, page);
  const { rows } = await sql<DeliverableListRow>`
    select d.*, (select count(*)::integer from evidence e where e.shard_id = d.shard_id and e.deliverable_id = d.id and e.removed_at is null) as "evidenceCount",
      (select count(*)::integer from credits c where c.deliverable_id = d.id and c.ended_on is null) as "creditCount"
    from deliverables d where ${where} order by d.done_on desc, d.id desc limit ${size} offset ${place.before}`.execute(db);
  return { rows, total, page: place.page, pages: place.pages };
}

/** Counts by product and channel for reports and figures; what is rejected or withdrawn never counts. */
export interface DeliverableFigure {
  readonly organisationId: Id;
  readonly product: string;
  readonly channel: string | null;
  readonly confirmed: boolean;
  readonly deliverables: number;
  readonly amount: number;
  readonly minutes: number;
  readonly audience: number;
}
export async function deliverableFigures(db: Reader, { organisationIds, doneIn }: { organisationIds: readonly Id[]; doneIn: DateRange }): Promise<DeliverableFigure[]> {
  return (await sql<DeliverableFigure>`
    select board_organisation_id as "organisationId", product, channel, status <> 'recorded' as confirmed, count(*)::integer as deliverables, sum(amount)::integer as amount,
      coalesce(sum(minutes), 0)::integer as minutes, coalesce(sum(audience), 0)::integer as audience
    from deliverables where board_organisation_id = any(${organisationIds}::uuid[]) and done_on between ${doneIn.from}::date and ${doneIn.to}::date and status in ('recorded', 'confirmed', 'locked')
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db)).rows;
}

/** How many wait for a confirmation, for the navigation. */
export const waitingCount = async (db: Reader, organisationIds: readonly Id[]): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::integer as n from deliverables where status = 'recorded' and (board_organisation_id = any(${organisationIds}::uuid[]) or organisation_id = any(${organisationIds}::uuid[]))`.execute(db)).rows[0]!.n;

export async function reusesOf(db: Reader, { sha256s, links, except }: { sha256s: readonly string[]; links: readonly string[]; except: Id | null }): Promise<Reuse[]> {
  return sha256s.length + links.length === 0 ? [] : (await reused(sql`${sha256s}::text[]`, sql`${links}::text[]`, except).execute(db)).rows;
}

/** Recorded by this account and not confirmed yet: somebody else takes it over when the account closes. */
export const waitingOf = async (db: Reader, accountId: Id): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::integer as n from deliverables where status in ('recorded', 'rejected') and recorded_by = ${accountId}`.execute(db)).rows[0]!.n;
