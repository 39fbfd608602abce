import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Tx } from './db/tables.ts';
import type { Permission } from './policy.ts';

/** Who acts. `via` is kept in the audit log; a job or a command of the operator acts as "system" or "cli" without an account. */
export interface Actor {
  readonly accountId: Id | null;
  readonly personName: string;
  /** The unit in whose name the person acts at the moment (chosen in the header). */
  readonly organisationId: Id | null;
  readonly via: 'console' | 'api' | 'cli' | 'system' | 'portal' | 'demo';
  /** Does the actor hold this permission at that organisation (directly, or by a role over a subtree that contains it)? */
  may(permission: Permission, organisationId: Id): Promise<boolean>;
}

/** One row that an action changed; the audit log keeps its digest as it is when the transaction ends. */
export interface AuditEntry {
  /** noun.verb in the past, e.g. "plans.issued". */
  readonly verb: string;
  /** Table and key of the changed row. */
  readonly table: string;
  readonly id: Id;
  /** Whose affair it is: the organisation in whose history the event shows. */
  readonly organisationId?: Id | null;
  /** Small facts for people reading the log (no secrets, no personal data beyond names of officials). */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * What every action receives: one transaction, one clock, one person. Made by `act` of the noun `audit`, which writes
 * the events and commits. Inside a transaction only `tx` is in scope.
 */
export interface Acting {
  readonly tx: Tx;
  /** Where new rows of this actor are stored. */
  readonly shard: number;
  readonly now: Date;
  readonly today: PlainDate;
  newId(): Id;
  readonly by: Actor;
  /** Throws AppError('forbidden') with a sentence when the actor may not. Always the first line of an action. */
  authorise(permission: Permission, organisationId: Id): Promise<void>;
  /** Notes a changed row (created, changed or deleted) for the audit log. */
  record(entry: AuditEntry): void;
  /**
   * Notes bulk work on an append-only table: every row of `table` whose `batch_id` is `batchId`, by one event with one digest over
   * the rows in key order. Only for tables whose rows never change after they are written. `shard`: where the rows stand, if
   * not with the actor's.
   */
  recordBatch(entry: { verb: string; table: string; batchId: Id; shard?: number; organisationId?: Id | null; facts?: Readonly<Record<string, unknown>> }): void;
}
