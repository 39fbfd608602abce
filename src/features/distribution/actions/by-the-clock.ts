import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { isDriven } from '../rules/kinds/index.ts';
import { afterVerb } from '../rules/states.ts';
import { changePosting } from '../store/rows.ts';
import { beginTries } from '../store/tries.ts';
import { held } from './held.ts';
import { VERB } from './plan-posting.ts';

/** The hour of a posting has come. Asked again it does nothing: the row says what was done. */
export async function comeDue(a: Acting, postingId: Id): Promise<boolean> {
  const { posting, outlet, item } = await held(a, { postingId, rowVersion: null }), status = afterVerb(posting.status, 'come-due', isDriven(outlet));
  if (status === null || posting.at > a.now) return false;
  const facts = { what: posting.what, outlet: outlet.name, title: item.title, item: item.id };
  if (outlet.closed_on) {
    await changePosting(a.tx, posting.id, { status: 'skipped', reason: 'Kênh đã đóng trước giờ đăng' });
    a.record({ verb: 'distribution.skipped', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { ...facts, reason: 'Kênh đã đóng trước giờ đăng' } });
    return true;
  }
  await changePosting(a.tx, posting.id, { status });
  if (status === 'sending') await beginTries(a.tx, posting.id, a.now);
  a.record({ verb: status === 'sending' ? VERB.sending : VERB.waiting, table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts });
  return true;
}

/** Overdue: the unit is told once. */
export async function remindOverdue(a: Acting, postingId: Id): Promise<boolean> {
  const { posting, outlet, item } = await held(a, { postingId, rowVersion: null });
  if (posting.reminded_on !== null || posting.due_on >= a.today || (posting.status !== 'waiting' && posting.status !== 'failed')) return false;
  await changePosting(a.tx, posting.id, { reminded_on: a.today });
  a.record({ verb: 'distribution.overdue', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { what: posting.what, outlet: outlet.name, title: item.title, due: posting.due_on } });
  return true;
}
