import { z } from 'zod';
import { addDays } from '#kernel/plain-date.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { defineJob } from '#platform/jobs/job.ts';
import { refreshItems } from './actions/refresh-items.ts';
import { takingEffect } from './store/catalogue.ts';

/** So many days back: what took effect while the machine was off is made up for. */
const BACK = 30;

/** Shortly after midnight: lists and search call what took effect today by its new name. Rows that read the same are left alone. */
export const proceduresTakeEffect = defineJob({
  name: 'procedures.take-effect',
  payload: z.object({}),
  schedule: { dailyAt: '00:05' },
  async run(_payload, { db, clock, ids }) {
    const today = clock.today(), byOwner = Map.groupBy(await takingEffect(db, addDays(today, -BACK), today), (one) => one.organisationId);
    for (const [organisationId, rows] of byOwner) await act({ db, clock, ids, shard: 0 }, systemActor('Danh mục thủ tục'), (a) => refreshItems(a, { organisationId, ids: rows.map((one) => one.procedureId) }));
  },
});
export const proceduresJobs = [proceduresTakeEffect] as const;
