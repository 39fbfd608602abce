import { seededIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting, Actor } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import { act, systemActor, type ActEnvironment } from '#features/audit/act.ts';

/** A person in a test: holds every permission unless `may` says otherwise. */
export const actorFor = (options: Partial<Actor> = {}): Actor =>
  ({ ...systemActor('Nguyễn Thị Kiểm Thử', 'console'), ...options });

export interface TestActing {
  readonly env: ActEnvironment;
  readonly actor: Actor;
  newId(): Id;
  /** Runs an action as this person, in its own transaction, with its audit events. */
  run<T>(verb: (acting: Acting) => Promise<T>): Promise<T>;
  as(actor: Actor): TestActing;
  on(today: string): TestActing;
}

/** Seeded ids and a clock that stands at nine in the morning: the same rows on every run. */
export function actingFor(db: Database, options: { today?: PlainDate | string; actor?: Actor; shard?: number; seed?: number } = {}): TestActing {
  const shard = options.shard ?? 1;
  const actor = options.actor ?? actorFor();
  const first = instantOf(options.today ?? '2026-11-20');
  return build(seededIds(options.seed ?? 1, first.getTime()), actor, first);

  function build(ids: ActEnvironment['ids'], by: Actor, now: Date): TestActing {
    const today = plainDate(new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10));
    const env: ActEnvironment = { db, ids, shard, clock: { now: () => now, today: () => today } };
    return {
      env, actor: by,
      newId: () => ids(shard),
      run: (verb) => act(env, by, verb),
      as: (other) => build(ids, other, now),
      on: (day) => build(ids, by, instantOf(day)),
    };
  }
}

const instantOf = (day: string): Date => new Date(startOfDay(plainDate(day)).getTime() + 9 * 3_600_000);
