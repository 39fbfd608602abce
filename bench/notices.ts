import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { testClock } from '#platform/clock.ts';
import { follow } from '#features/notifications/follow.ts';
import { inbox, unreadCount } from '#features/notifications/store/notices.ts';
import { actingFor } from '#test/support/acting.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { people } from '#test/support/worked-province.ts';
import { benchDatabase } from './database.ts';

/**
 * A busy day of a province: 10,000 events, each telling one of 240 people. Limits: the follower has a minute until it runs again; the bell, asked with
 * every page, and the inbox have 20 and 50 ms at the 95th percentile.
 *
 *     node --import tsx bench/notices.ts
 */
const EVENTS = 10_000, { db, close } = await benchDatabase(), t = actingFor(db);
const { communes } = await smallProvince(t, { communes: 120 });
const accounts = [...(await people(t, communes.flatMap((at, index) => [0, 1].map((n) => ({ userName: `p${index}.${n}@x.example`, name: `Người ${index}`, at, roles: ['officer' as const] }))))).values()];
await follow({ db, clock: testClock(t.env.clock.now()), ids: t.env.ids, mail: null });
await t.run(async (a) => {
  for (let i = 0; i < EVENTS; i++) a.record({ verb: 'discussions.commented', table: 'comments', id: a.newId(), organisationId: communes[i % 120]!, facts: { title: `việc số ${i}`, href: '/lam-viec/viec', mentions: [accounts[(i * 7) % accounts.length]!] } });
});
const start = performance.now(), told = await follow({ db, clock: testClock(t.env.clock.now()), ids: t.env.ids, mail: null }), took = performance.now() - start;
await sql`vacuum analyze`.execute(db);
async function p95(times: number, work: (account: Id) => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    await work(accounts[(i * 13) % accounts.length]!);
    all.push(performance.now() - from);
  }
  return Math.round(all.sort((a, b) => a - b)[Math.floor(times * 0.95)]! * 10) / 10;
}
const figures = { events: EVENTS, told, followMs: Math.round(took), bellP95Ms: await p95(300, (one) => unreadCount(db, one)), inboxP95Ms: await p95(100, (one) => inbox(db, one, {})) };
const limits = { followMs: 60_000, bellP95Ms: 20, inboxP95Ms: 50 };
console.log(JSON.stringify({ bench: 'notices', ...figures, limits, ok: told === EVENTS && figures.followMs <= limits.followMs && figures.bellP95Ms <= limits.bellP95Ms && figures.inboxP95Ms <= limits.inboxP95Ms }));
await close();
