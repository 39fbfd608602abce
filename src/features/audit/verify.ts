import { sql } from 'kysely';
import type { Database, Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { AuditedTable, FilesTable } from './audited.ts';
import { formatAnchor, type ChainEnd } from './rules/anchor.ts';
import * as say from './rules/sentences.ts';
import { heads } from './store/events.ts';
import { plainOutput, tableShape } from './store/row-digest.ts';
import { batchFaults, chainFaults, endOfChain, hashAt, namedFiles, rowCount, rowFaults, shardsWithEvents } from './store/verification.ts';

export interface VerifyOptions {
  readonly audited: readonly AuditedTable[];
  readonly files: readonly FilesTable[];
  readonly fileStore: FileStore | null;
  /** An anchor noted earlier: shows a tail that was cut off and closed up again. */
  readonly against?: readonly ChainEnd[];
}

export interface Verification {
  /** One sentence each; empty when everything holds. */
  readonly differences: readonly string[];
  readonly events: number;
  readonly rows: number;
  readonly files: number;
  readonly anchor: string;
}

/** How many of one kind are named one by one. */
const NAMED = 50;

/** Recomputes the chain, the digest of every audited row and the hash of every stored file, in one snapshot, beside a running server. */
export async function verify(db: Database, options: VerifyOptions): Promise<Verification> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (tx) => {
    await plainOutput(tx);
    await sql`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true), set_config('work_mem', '64MB', true)`.execute(tx);
    const chains = await verifyChains(tx, options.against ?? []);
    const tables = await verifyTables(tx, options.audited);
    const files = await verifyFiles(tx, options);
    return {
      differences: [...chains.differences, ...tables.differences, ...files.differences],
      events: chains.events, rows: tables.rows, files: files.files, anchor: formatAnchor(await heads(tx)),
    };
  });
}

export const currentAnchor = async (reader: Reader): Promise<string> => formatAnchor(await heads(reader));

async function verifyChains(reader: Reader, against: readonly ChainEnd[]): Promise<{ differences: string[]; events: number }> {
  const differences: string[] = [];
  let events = 0;
  for (const shard of await shardsWithEvents(reader)) {
    const end = await endOfChain(reader, shard);
    events += end.events;
    for (const fault of await chainFaults(reader, shard, NAMED)) differences.push(...say.chainFault(shard, fault));
    if (end.head?.position !== end.last?.position || end.head?.sha256 !== end.last?.sha256) differences.push(say.headDiffers(shard, end.head, end.last));
  }
  for (const noted of against) {
    const found = await hashAt(reader, noted.shard, noted.position);
    if (found !== noted.sha256) differences.push(say.anchorDiffers(noted, found === null ? 'cut' : 'rewritten', (await endOfChain(reader, noted.shard)).last));
  }
  return { differences, events };
}

async function verifyTables(reader: Reader, audited: readonly AuditedTable[]): Promise<{ differences: string[]; rows: number }> {
  const differences: string[] = [];
  let rows = 0;
  for (const table of audited) {
    const shape = await tableShape(reader, table.table);
    if (!shape) { differences.push(say.tableMissing(table.table)); continue; }
    rows += await rowCount(reader, table.table);
    if (table.by === 'row') {
      const faults = await rowFaults(reader, table, shape, NAMED);
      differences.push(...faults.first.map((fault) => say.rowFault(table.table, fault)), ...say.more(table.table, faults));
    } else {
      const faults = await batchFaults(reader, table, shape, NAMED);
      differences.push(...faults.first.map((fault) => say.batchFault(table.table, fault)), ...say.more(table.table, faults));
    }
  }
  return { differences, rows };
}

const PAGE = 1_000;

async function verifyFiles(reader: Reader, { files, fileStore }: VerifyOptions): Promise<{ differences: string[]; files: number }> {
  const differences: string[] = [];
  let count = 0;
  if (!fileStore) return { differences, files: count };
  for (const { table, column } of files) {
    for (let page = await namedFiles(reader, table, column, '', PAGE); page.length > 0; page = await namedFiles(reader, table, column, page.at(-1)!, PAGE)) {
      for (const sha256 of page) {
        count++;
        const condition = await fileStore.verify(sha256);
        if (condition !== 'whole') differences.push(say.fileFault(table, sha256, condition));
      }
    }
  }
  return { differences, files: count };
}
