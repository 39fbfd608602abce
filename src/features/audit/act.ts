import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#kernel/app-error.ts';
import { shardOf, type Id, type IdSource } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting, Actor, AuditEntry } from '#platform/acting.ts';
import { beginWork, runAtEnd } from '#platform/db/at-end.ts';
import { isOutdatedPlan } from '#platform/db/kept.ts';
import type { Database, Tx } from '#platform/db/tables.ts';
import { appendAndCommit, canChain, ChainWithoutEnd, forgetChains, knowChains } from './store/append.ts';
import { append, batchDigest, digestsAndHeads } from './store/events.ts';
import { tableShape, type TableShape } from './store/row-digest.ts';

export interface ActEnvironment {
  readonly db: Database;
  readonly clock: { now(): Date; today(): PlainDate };
  readonly ids: IdSource;
  /** Where new rows of this actor are stored. */
  readonly shard: number;
}

type BatchEntry = Parameters<Acting['recordBatch']>[0];
type Noted = { readonly row: AuditEntry } | { readonly batch: BatchEntry };

/** Codes of PostgreSQL that say "again": serialization_failure, deadlock_detected. */
const AGAIN = new Set(['40001', '40P01']);
const ATTEMPTS = 5;

/**
 * Runs a verb in one transaction and writes its audit events as the last thing before the commit, each with the digest
 * of the row as it is then. When PostgreSQL asks for it the whole verb runs again, so it must touch nothing but `tx`.
 */
export async function act<T>(env: ActEnvironment, by: Actor, verb: (acting: Acting) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      let shards: readonly number[] = [];
      const done = await env.db.transaction().execute(async (tx) => {
        const noted: Noted[] = [];
        const acting = begin(env, by, tx, noted);
        beginWork(tx);
        const result = await verb(acting);
        await runAtEnd(tx);
        shards = await write(env, acting, noted);
        return result;
      });
      knowChains(env.db, shards);
      return done;
    } catch (error) {
      if (error instanceof ChainWithoutEnd) forgetChains(env.db);
      if (attempt === ATTEMPTS || !(AGAIN.has((error as { code?: string }).code ?? '') || isOutdatedPlan(error) || error instanceof ChainWithoutEnd)) throw error;
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}

function begin(env: ActEnvironment, by: Actor, tx: Tx, noted: Noted[]): Acting {
  return {
    tx, by, shard: env.shard, now: env.clock.now(), today: env.clock.today(),
    newId: () => env.ids(env.shard),
    async authorise(permission, organisationId) {
      if (!await by.may(permission, organisationId)) throw new AppError('forbidden',
        'Tài khoản của bạn chưa được giao quyền làm việc này tại đơn vị này. Nếu cần, hãy đề nghị người quản trị của đơn vị cấp vai trò phù hợp.',
        { data: { permission, organisationId } });
    },
    record: (row) => { noted.push({ row }); },
    recordBatch: (batch) => { noted.push({ batch }); },
  };
}

/** Gives the shards whose chains now have an end. */
async function write(env: ActEnvironment, acting: Acting, noted: readonly Noted[]): Promise<readonly number[]> {
  if (noted.length === 0) return [];
  const { tx, by } = acting;
  const shapes = new Map<string, TableShape>(), ids = new Map<string, Set<Id>>(), shards = new Set<number>();
  for (const one of noted) {
    const { table } = 'row' in one ? one.row : one.batch, shape = shapes.get(table) ?? await shapeOf(env.db, tx, table);
    shapes.set(table, shape);
    if ('row' in one) ids.set(table, (ids.get(table) ?? new Set()).add(one.row.id));
    shards.add(shardOfEvent(acting, shape, one));
  }
  const common = (one: Noted) => {
    const entry = 'row' in one ? one.row : one.batch;
    return {
      shard: shardOfEvent(acting, shapes.get(entry.table)!, one), at: acting.now, accountId: by.accountId, personName: by.personName, organisationId: by.organisationId, via: by.via,
      verb: entry.verb, table: entry.table, subjectId: entry.organisationId ?? null, facts: JSON.stringify(entry.facts ?? {}),
    };
  };
  const tables = [...ids].map(([table, some]) => ({ shape: shapes.get(table)!, ids: [...some] }));
  const single = noted.filter((one) => 'row' in one);
  if (single.length === noted.length && canChain(env.db, noted.length, shards)) {
    await appendAndCommit(tx, tables, [...shards], single.map((one) => ({ ...common(one), rowId: one.row.id })));
    return [];
  }

  const batches = new Map<BatchEntry, { rows: number; digest: Uint8Array }>();
  for (const one of noted) {
    if (!('batch' in one)) continue;
    const shape = shapes.get(one.batch.table)!;
    if (!shape.batched) throw new Error(`recordBatch on ${one.batch.table}, which has no batch_id`);
    batches.set(one.batch, await batchDigest(tx, shape, one.batch.shard ?? acting.shard, one.batch.batchId));
  }
  const { digests, heads } = await digestsAndHeads(tx, tables, [...shards]);
  await append(tx, heads, noted.map((one) => {
    if ('row' in one) return { ...common(one), rowId: one.row.id, batchId: null, rowCount: null, rowSha256: digests.get(one.row.table)!.get(one.row.id) ?? null };
    const { rows, digest } = batches.get(one.batch)!;
    return { ...common(one), rowId: null, batchId: one.batch.batchId, rowCount: rows, rowSha256: digest };
  }));
  return [...shards];
}

/** All events of one row stand in one chain, so that "the latest" has a meaning when two shards touch it. */
const shardOfEvent = (acting: Acting, shape: TableShape, one: Noted): number => (!shape.sharded ? 0 : 'row' in one ? shardOf(one.row.id) : (one.batch.shard ?? acting.shard));

/** Shapes change only by migrations, which run before anything acts. */
const known = new WeakMap<Database, Map<string, TableShape>>();
async function shapeOf(db: Database, tx: Tx, table: string): Promise<TableShape> {
  const ofDatabase = known.get(db) ?? new Map<string, TableShape>();
  known.set(db, ofDatabase);
  const shape = ofDatabase.get(table) ?? await tableShape(tx, table);
  if (!shape) throw new Error(`an audit entry names the table ${table}, which does not exist`);
  ofDatabase.set(table, shape);
  return shape;
}

/** Who acts when no person does: background work, the operator's command line, the demonstration. May do everything. */
export const systemActor = (personName: string, via: Actor['via'] = 'system'): Actor =>
  ({ accountId: null, personName, organisationId: null, via, may: async () => true });
