import { randomIds } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { standingClock } from '#platform/clock.ts';
import { loadDemo } from '../../demo/load.ts';
import { world } from './world.ts';

/** The demonstration province behind a running application. */
export const demoWorld = world('demo', (db, files) => loadDemo({ db, files, clock: standingClock(plainDate('2026-11-20')), ids: randomIds() }));
