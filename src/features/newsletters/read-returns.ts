import type { MailboxConfig } from '#platform/config.ts';
import type { Log } from '#platform/log.ts';
import { MailboxTrouble, readReports, type Look } from '#platform/mail/mailbox.ts';
import { noteLook, placeIn } from './store/returns.ts';
import { takeReport, type ReportEnvironment, type Taken } from './take-report.ts';

/** Reports a run reads; the next one goes on. And how far back the first look goes: no server tries longer. */
const MOST = 500, FIRST_DAYS = 30;

/** What a mailbox is called in our books: no password. */
export const boxName = ({ user, host, folder }: Pick<MailboxConfig, 'user' | 'host' | 'folder'>): string => `${user}@${host}/${folder}`;

/** Looks into the mailbox where letters come back. Run twice, or stopped in the middle, it notes nothing twice; what is wrong with the mailbox is kept for the office to see. */
export async function readReturns(env: ReportEnvironment & { readonly log: Log }, config: MailboxConfig): Promise<Readonly<Partial<Record<Taken, number>>>> {
  const box = boxName(config), now = env.clock.now(), counts: Partial<Record<Taken, number>> = {};
  const each: Look['each'] = async (report) => {
    const taken = await takeReport(env, report);
    counts[taken] = (counts[taken] ?? 0) + 1;
    return taken !== 'no-report' && taken !== 'not-ours';
  };
  try {
    const place = await readReports(config, { from: await placeIn(env.db, box), since: new Date(now.getTime() - FIRST_DAYS * 86_400_000), most: MOST, each });
    await noteLook(env.db, box, { place, trouble: null, at: now });
  } catch (error) {
    if (!(error instanceof MailboxTrouble)) throw error;
    env.log.warn('the mailbox of letters that come back could not be read', { trouble: error.message });
    await noteLook(env.db, box, { place: null, trouble: error.message, at: now });
  }
  if (Object.keys(counts).length) env.log.info('letters that came back', counts);
  return counts;
}
