import { sql, type RawBuilder } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { kept, keptLater } from '#platform/db/kept.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { DeliverableRow, DeliverableVersionRow, EvidenceRow } from './tables.ts';

export const deliverableRow = (db: Reader, id: Id): Promise<DeliverableRow | undefined> =>
  db.selectFrom('deliverables').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** The row, held until the transaction ends; refused when somebody changed it since the form was shown. */
export async function holdDeliverable(tx: Tx, id: Id, rowVersion: number | null): Promise<DeliverableRow> {
  const { rows: [row] } = await sql<DeliverableRow>`${kept} select * from deliverables where shard_id = ${shardOf(id)} and id = ${id} for update`.execute(tx);
  if (!row) throw new AppError('not-found', 'Không tìm thấy kết quả này. Có thể đường dẫn đã cũ.');
  if (rowVersion !== null && row.row_version !== rowVersion)
    throw new AppError('stale', 'Người khác vừa thay đổi kết quả này. Nội dung mới hiện bên cạnh phần bạn đã nhập; hãy so lại rồi lưu.', { data: { current: row } });
  return row;
}

export async function insertDeliverables(tx: Tx, rows: readonly DeliverableRow[]): Promise<void> {
  if (rows.length > 0) await sql`insert into deliverables select * from jsonb_populate_recordset(null::deliverables, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}
export async function insertEvidence(tx: Tx, rows: readonly EvidenceRow[]): Promise<void> {
  if (rows.length > 0) await sql`insert into evidence select * from jsonb_populate_recordset(null::evidence, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}
export async function insertVersion(tx: Tx, row: DeliverableVersionRow): Promise<void> {
  await sql`insert into deliverable_versions select * from jsonb_populate_record(null::deliverable_versions, ${JSON.stringify(row)}::jsonb)`.execute(tx);
}

export async function changeDeliverable(tx: Tx, id: Id, change: Partial<Omit<DeliverableRow, 'shard_id' | 'id' | 'row_version' | 'counts_for' | 'born_of'>>): Promise<void> {
  const columns = Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  await sql`${keptLater} update deliverables set ${sql.join([...columns, sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function removeEvidence(tx: Tx, ids: readonly Id[], at: Date, reason: string): Promise<void> {
  await sql`update evidence set removed_at = ${at}, removed_reason = ${reason} where shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and id = any(${ids}::uuid[])`.execute(tx);
}

/**
 * Writes a deliverable with its evidence and its idempotency key. `first`: the key was taken before, by this deliverable, and
 * nothing was written (a second sending waits here until the first has ended). Else where its files and links prove
 * something already.
 */
export async function insertRecorded(tx: Tx, row: DeliverableRow, evidence: readonly EvidenceRow[], key: { actor_key: string; key: string } | null): Promise<{ first: Id | null; reused: Reuse[] }> {
  const taken = sql`insert into deliverable_submissions (shard_id, actor_key, key, deliverable_id, at) select ${row.shard_id}::integer, k.actor_key, k.key, ${row.id}::uuid, ${row.recorded_at}::timestamptz
    from (values (${key?.actor_key}::text, ${key?.key}::text)) k(actor_key, key) where k.key is not null on conflict do nothing returning 1`;
  const found = reused(sql`${evidence.flatMap(({ sha256 }) => sha256 ?? [])}::text[]`, sql`${evidence.flatMap(({ canonical_url }) => canonical_url ?? [])}::text[]`);
  const { rows: [done] } = await sql<{ written: boolean; reused: Reuse[] }>`${kept}
    with taken as (${taken}),
    fresh as (insert into deliverables select * from jsonb_populate_record(null::deliverables, ${JSON.stringify(row)}::jsonb) where ${key === null}::boolean or exists (select 1 from taken) returning id),
    proof as (insert into evidence select e.* from fresh, jsonb_populate_recordset(null::evidence, ${JSON.stringify(evidence)}::jsonb) e returning 1)
    select exists (select 1 from fresh) as written, (select coalesce(json_agg(r), '[]') from (${found}) r) as reused, (select count(*) from proof) as proofs`.execute(tx);
  if (done!.written) return { first: null, reused: done!.reused };
  const first = await tx.selectFrom('deliverable_submissions').select('deliverable_id')
    .where('shard_id', '=', row.shard_id).where('actor_key', '=', key!.actor_key).where('key', '=', key!.key).executeTakeFirstOrThrow();
  return { first: first.deliverable_id, reused: [] };
}

/** Where files (by hash) or links (in their canonical form) prove something that is not withdrawn or rejected; the oldest twenty. */
export const reused = (sha256s: RawBuilder<unknown>, links: RawBuilder<unknown>, except: Id | null = null) => sql<Reuse>`
  select e.sha256, e.url, d.id as "deliverableId", d.title, d.organisation_id as "organisationId", d.done_on as "doneOn"
  from evidence e join deliverables d on d.shard_id = e.shard_id and d.id = e.deliverable_id
  where (e.sha256 = any(${sha256s}) or e.canonical_url = any(${links})) and e.removed_at is null and d.status not in ('withdrawn', 'rejected')
    ${except ? sql`and d.id <> ${except}` : sql``}
  order by d.done_on, d.id limit 20`;
/** Where a file or a link already proves something else. */
export interface Reuse { readonly sha256: string | null; readonly url: string | null; readonly deliverableId: Id; readonly title: string; readonly organisationId: Id; readonly doneOn: PlainDate }

export async function selfConfirmation(db: Reader, organisationId: Id): Promise<boolean> {
  const row = await db.selectFrom('confirmation_settings').select('self_confirmation').where('organisation_id', '=', organisationId).executeTakeFirst();
  return row?.self_confirmation ?? false;
}
export async function setSelfConfirmation(tx: Tx, row: { id: Id; organisation_id: Id; self_confirmation: boolean; set_by: Id | null; set_at: Date }): Promise<Id> {
  const saved = await tx.insertInto('confirmation_settings').values(row)
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ self_confirmation: row.self_confirmation, set_by: row.set_by, set_at: row.set_at })).returning('id').executeTakeFirstOrThrow();
  return saved.id;
}

/** Those of the list that are confirmed become locked by the report; says which. */
export const lockConfirmed = async (tx: Tx, ids: readonly Id[], reportId: Id): Promise<{ id: Id; organisation_id: Id }[]> => (await sql<{ id: Id; organisation_id: Id }>`
  update deliverables set status = 'locked', locked_by_report = ${reportId}, changed_after_lock = false, row_version = row_version + 1
  where shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and id = any(${ids}::uuid[]) and status = 'confirmed' returning id, organisation_id`.execute(tx)).rows;

/** Those of the list that this report had locked are confirmed again; says which. */
export const unlockConfirmed = async (tx: Tx, ids: readonly Id[], reportId: Id): Promise<{ id: Id; organisation_id: Id }[]> => (await sql<{ id: Id; organisation_id: Id }>`
  update deliverables set status = 'confirmed', locked_by_report = null, row_version = row_version + 1
  where shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and id = any(${ids}::uuid[]) and status = 'locked' and locked_by_report = ${reportId} returning id, organisation_id`.execute(tx)).rows;
