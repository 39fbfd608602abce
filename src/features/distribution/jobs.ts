import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { defineJob, type JobDefinition } from '#platform/jobs/job.ts';
import { comeDue, remindOverdue } from './actions/by-the-clock.ts';
import type { DriverOf } from './driver.ts';
import { followItems } from './follow.ts';
import { outletKind } from './rules/kinds/index.ts';
import { sendDue } from './send.ts';
import { simulatorDriver } from './simulator/client.ts';
import { startSimulator } from './simulator/server.ts';
import { overdueUntold, plannedUntil } from './store/rows.ts';

const nothing = z.object({});

/** `demo`: the simulated network is there. `origin`: before every short address. */
export function distributionJobs({ origin, demo }: { readonly origin: string; readonly demo: boolean }): readonly JobDefinition<Record<string, never>>[] {
  const driverOf = demo ? simulated() : async () => null;
  return [
    /** What was published, changed or taken down makes tasks at the outlets. */
    defineJob({ name: 'distribution.follow', payload: nothing, schedule: { everyMinutes: 1 }, async run(_payload, { db, clock, ids, log }) {
      const made = await followItems({ db, clock, ids });
      if (made) log.debug('postings planned', { made });
    } }),
    /** Hours that have come, also those that came while the machine was off; and who is overdue is told. */
    defineJob({ name: 'distribution.by-the-clock', payload: nothing, schedule: { everyMinutes: 1 }, async run(_payload, { db, clock, ids, log }) {
      const each = async (rows: readonly { readonly id: Id; readonly shard_id: number }[], verb: (a: Acting, id: Id) => Promise<unknown>): Promise<void> => {
        for (const { id, shard_id: shard } of rows) try { await act({ db, clock, ids, shard }, systemActor('Lịch phát hành'), (a) => verb(a, id)); } catch (error) {
          if (!(error instanceof AppError)) throw error;
          log.warn('a posting could not follow its hour', { id, reason: error.message });
        }
      };
      await each(await plannedUntil(db, clock.now()), comeDue);
      await each(await overdueUntold(db, clock.today()), remindOverdue);
    } }),
    defineJob({ name: 'distribution.send', payload: nothing, schedule: { everyMinutes: 1 }, async run(_payload, { db, files, clock, ids, log }) {
      const sent = await sendDue({ db, files, clock, ids, origin, driverOf, log });
      if (sent) log.debug('drivers spoken to', { sent });
    } }),
  ];
}

/** One simulated network in this process, begun when it is first needed. */
function simulated(): DriverOf {
  let driver: Promise<ReturnType<typeof simulatorDriver>> | null = null;
  return async (kind) => (outletKind(kind)?.demoOnly ? (driver ??= startSimulator().then((network) => simulatorDriver(network))) : null);
}
