import { sql, type RawBuilder } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

/** A confirmed result that readers can look at themselves: what this program published, or a link that proves it. */
export interface PublicResult {
  readonly id: Id; readonly title: string; readonly doneOn: PlainDate; readonly amount: number; readonly organisationId: Id;
  /** What was published here, while it is public. */
  readonly itemId: Id | null;
  readonly url: string | null;
}
export interface PublicResults { readonly rows: readonly PublicResult[]; /** Results with a link, and what they amount to. */ readonly listed: number; readonly listedAmount: number; /** Without one: only counted. */ readonly others: number; readonly othersAmount: number }

/** An id carries its shard (see kernel/id.ts). */
const shardIn = (id: RawBuilder<unknown>): RawBuilder<number> => sql<number>`('x' || substr(${id}::text, 16, 3))::bit(12)::integer`;

/** Behind the figure of one product under a document: the newest first, `size` a page; the same credits that `standingsByProduct` counts. */
export async function publicResults(reader: Reader, { sourceId, product, today, organisationIds, page = 1, size = 50 }: { readonly sourceId: Id; readonly product: string; readonly today: PlainDate; readonly organisationIds?: readonly Id[]; readonly page?: number; readonly size?: number }): Promise<PublicResults> {
  const behind = sql`
    select d.shard_id, d.id, sum(c.amount)::integer as amount, min(t.board_organisation_id::text)::uuid as unit
    from obligation_totals t join commitments m on m.shard_id = t.shard_id and m.id = t.commitment_id
      join credits c on c.shard_id = t.shard_id and c.obligation_id = t.obligation_id and c.ended_on is null and c.confirmed_on is not null
      join deliverables d on d.shard_id = ${shardIn(sql`c.deliverable_id`)} and d.id = c.deliverable_id
    where t.source_id = ${sourceId} and m.product = ${product} and t.amount is not null and not t.optional and t.excused < t.amount and (t.closed_on is null or t.closed_on > ${today}::date)
      ${organisationIds ? sql`and t.board_organisation_id = any(${organisationIds}::uuid[])` : sql``}
    group by 1, 2`;
  return read(reader, behind, page, size);
}

/** The same behind a figure of a report: the deliverables it was counted from. */
export const publicResultsOf = (reader: Reader, ids: readonly Id[], page = 1, size = 50): Promise<PublicResults> => ids.length === 0 ? Promise.resolve({ rows: [], listed: 0, listedAmount: 0, others: 0, othersAmount: 0 })
  : read(reader, sql`select d.shard_id, d.id, d.amount, d.board_organisation_id as unit from deliverables d where d.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and d.id = any(${ids}::uuid[])`, page, size);

async function read(reader: Reader, behind: ReturnType<typeof sql>, page: number, size: number): Promise<PublicResults> {
  const { rows } = await sql<PublicResult & { all: number; allAmount: number; listed: number; listedAmount: number }>`
    with behind as (${behind}), shown as (
      select b.shard_id, b.id, b.amount, b.unit, p.id as item, p.title, l.url
      from behind b
        left join lateral (select i.id, i.title from evidence e join public_items i on i.shard_id = ${shardIn(sql`(e.reference ->> 'id')`)} and i.id = (e.reference ->> 'id')::uuid and i.withdrawn_at is null
          where e.shard_id = b.shard_id and e.deliverable_id = b.id and e.kind = 'published-item' and e.removed_at is null order by e.ordinal limit 1) p on true
        left join lateral (select e.url from evidence e where e.shard_id = b.shard_id and e.deliverable_id = b.id and e.kind = 'link' and e.url ~ '^https?://' and e.removed_at is null order by e.ordinal limit 1) l on true)
    , sums as (select count(*)::integer as "all", coalesce(sum(amount), 0)::integer as "allAmount", (count(*) filter (where item is not null or url is not null))::integer as listed, coalesce(sum(amount) filter (where item is not null or url is not null), 0)::integer as "listedAmount" from shown)
    select sums.*, x.* from sums left join lateral (
      select s.id, coalesce(s.title, d.title) as title, d.done_on as "doneOn", s.amount, s.unit as "organisationId", s.item as "itemId", s.url
      from shown s join deliverables d on d.shard_id = s.shard_id and d.id = s.id where s.item is not null or s.url is not null
      order by d.done_on desc, d.id desc limit ${size} offset ${(page - 1) * size}) x on true`.execute(reader);
  const { all, allAmount, listed, listedAmount } = rows[0]!;
  return { rows: rows.filter(({ id }) => id !== null).map(({ id, title, doneOn, amount, organisationId, itemId, url }) => ({ id, title, doneOn, amount, organisationId, itemId, url })), listed, listedAmount, others: all - listed, othersAmount: allAmount - listedAmount };
}
