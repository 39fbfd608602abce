import { dayAt } from '#kernel/plain-date.ts';
import { conflict, invalid } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { reasonOf } from '#features/articles/rules/approval.ts';
import { isDriven } from '../rules/kinds/index.ts';
import { dueOfHour } from '../rules/due.ts';
import { allow } from '../rules/states.ts';
import { changePosting } from '../store/rows.ts';
import { beginTries, endTries } from '../store/tries.ts';
import { held, type Which } from './held.ts';

/** It could not be done, and why; it stays on the list until somebody tries again. */
export async function failPosting(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<void> {
  const { posting, outlet, item } = await held(a, which), status = allow(posting.status, 'fail', isDriven(outlet));
  const why = reasonOf(reason, 'reason', 'Chưa ghi vì sao chưa đăng được, ví dụ “Trang đang bị khóa đăng bài”.');
  await changePosting(a.tx, posting.id, { status, reason: why });
  await endTries(a.tx, posting.id);
  a.record({ verb: 'distribution.failed', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { outlet: outlet.name, title: item.title, reason: why } });
}

/** Tried again: by the driver where there is one, else it waits for a hand. */
export async function retryPosting(a: Acting, which: Which): Promise<void> {
  const { posting, outlet, item } = await held(a, which), status = allow(posting.status, 'retry', isDriven(outlet));
  if (item.withdrawn_at && posting.what !== 'remove') throw conflict('Bài đã gỡ khỏi cổng nên không đăng nữa. Hãy bỏ qua việc này kèm lý do.');
  await changePosting(a.tx, posting.id, { status, reason: null });
  if (status === 'sending') await beginTries(a.tx, posting.id, a.now);
  a.record({ verb: 'distribution.tried-again', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { outlet: outlet.name, title: item.title } });
}

/** It will not be done here, and why. */
export async function skipPosting(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<void> {
  const { posting, outlet, item } = await held(a, which), status = allow(posting.status, 'skip', isDriven(outlet));
  const why = reasonOf(reason, 'why', 'Chưa ghi lý do bỏ qua, ví dụ “Nội dung không hợp với kênh này”.');
  await changePosting(a.tx, posting.id, { status, reason: why });
  a.record({ verb: 'distribution.skipped', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { outlet: outlet.name, title: item.title, reason: why } });
}

/** Another day or hour for what has not come due. */
export async function movePosting(a: Acting, { at, ...which }: Which & { readonly at: Date }): Promise<void> {
  const { posting, outlet, item } = await held(a, which), status = allow(posting.status, 'move', isDriven(outlet));
  if (dayAt(at) < a.today) throw invalid('Ngày đăng đã qua. Hãy chọn hôm nay hoặc ngày sau.', 'moveDay');
  await changePosting(a.tx, posting.id, { status, at, due_on: dueOfHour(at) });
  a.record({ verb: 'distribution.moved', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { outlet: outlet.name, title: item.title, at: at.toISOString() } });
}
