import type { Database } from '#platform/db/tables.ts';
import type { TestWeb } from './web.ts';
import { workedProvince, type Worked } from './worked-province.ts';
import { world } from './world.ts';

const worked = world('song_tra', (db, files) => workedProvince(db, files));

/** The small province after some work behind a running application. */
export async function workedWorld(options: { readonly today?: string } = {}): Promise<{ readonly db: Database; readonly web: TestWeb; readonly province: Worked }> {
  const { facts: province, ...rest } = await worked(options);
  return { ...rest, province };
}
