import type { Id, IdSource } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import { tokenHash } from '#features/accounts/secrets.ts';
import { act, systemActor } from '#features/audit/act.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import { readDeliveryReport, type DeliveryReport } from '#platform/mail/delivery-report.ts';
import { noteBounce, type Bounced } from './actions/note-bounce.ts';
import { LEAVE } from './links.ts';
import { idOfMessage, leavingKeyIn, signOf, signsIn } from './rules/bounce.ts';
import { letterByToken, letterRow, type LetterRow } from './store/letters.ts';

export interface ReportEnvironment { readonly db: Database; readonly clock: Clock; readonly ids: IdSource; /** with * for the sign of a letter; null: reports come to the address of the sender */ readonly returnAddress: string | null }

/** no-report: some other letter. not-ours: about none of our letters, or one that is forgotten. on-its-way: late, handed on or arrived. */
export type Taken = Bounced | 'no-report' | 'not-ours' | 'on-its-way';

/** One letter as it came in. Whoever sent it: what it says counts only when it names a letter by something that only its receiver's side was given. */
export async function takeReport(env: ReportEnvironment, mail: Uint8Array): Promise<Taken> {
  const report = await readDeliveryReport(mail);
  if (!report) return 'no-report';
  const letter = await letterOf(env, report);
  if (!letter) return 'not-ours';
  if (!report.failed) return 'on-its-way';
  return act({ db: env.db, clock: env.clock, ids: env.ids, shard: shardOf(letter) }, systemActor('Thư bị trả lại'), (a) => noteBounce(a, letter, `${report.status} ${report.words}`.trim()));
}

/** By the address the report came to or the letter came from; else by the link for leaving or the Message-ID of the letter it carries. */
async function letterOf({ db, returnAddress }: ReportEnvironment, { heading, original }: DeliveryReport): Promise<Id | null> {
  for (const { id, sign } of signsIn(`${heading}\n${original.get('return-path') ?? ''}`, returnAddress)) {
    const letter = await letterRow(db, id);
    if (letter && signOf(letter) === sign) return id;
  }
  const key = leavingKeyIn(original.get('list-unsubscribe') ?? '', LEAVE), byKey = key ? await letterByToken(db, tokenHash(key)) : undefined;
  if (byKey) return byKey.id;
  const id = idOfMessage(original.get('message-id') ?? ''), named: LetterRow | undefined = id ? await letterRow(db, id) : undefined;
  return named && original.get('message-id')!.includes(named.message_id) ? named.id : null;
}
