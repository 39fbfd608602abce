import { invalid } from '#kernel/app-error.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { reasonOf } from '../rules/approval.ts';
import { allow, isLive } from '../rules/states.ts';
import { changeArticle } from '../store/rows.ts';
import { heldByEditor, type Which } from './held.ts';

/** The approved version goes out by itself at this hour. */
export async function scheduleArticle(a: Acting, { at, ...which }: Which & { readonly at: Date }): Promise<void> {
  const { one } = await heldByEditor(a, which), status = allow(one, 'schedule');
  if (at <= a.now) throw invalid('Giờ đăng đã qua. Hãy chọn giờ sau hiện tại, hoặc bấm “Đăng ngay”.', 'publishOn');
  if (one.withdraw_at && one.withdraw_at <= at) throw invalid('Giờ đăng phải trước giờ gỡ đã hẹn. Hãy chọn lại.', 'publishOn');
  await changeArticle(a.tx, one.id, { status, publish_at: at, changed_at: a.now });
  a.record({ verb: 'articles.scheduled', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { at: at.toISOString() } });
}

/** It waits for somebody's hand again. */
export async function unscheduleArticle(a: Acting, which: Which): Promise<void> {
  const { one } = await heldByEditor(a, which), status = allow(one, 'unschedule');
  await changeArticle(a.tx, one.id, { status, publish_at: null, changed_at: a.now });
  a.record({ verb: 'articles.unscheduled', table: 'articles', id: one.id, organisationId: one.organisation_id });
}

export interface Care { readonly reviewBy: PlainDate | null; readonly withdrawAt: Date | null; readonly withdrawWords: string | null }

/** By when somebody looks at it again, and when it is taken down by itself, with the reason readers then see. */
export async function careForArticle(a: Acting, { reviewBy, withdrawAt, withdrawWords, ...which }: Which & Care): Promise<void> {
  const { one } = await heldByEditor(a, which);
  if (one.status === 'withdrawn') allow(one, 'withdraw');
  if (reviewBy && reviewBy < a.today) throw invalid('Ngày rà soát đã qua. Hãy chọn ngày từ hôm nay trở đi.', 'reviewBy');
  if (withdrawAt && (withdrawAt <= a.now || (one.publish_at && withdrawAt <= one.publish_at))) throw invalid(isLive(one) ? 'Giờ gỡ đã qua. Hãy chọn giờ sau hiện tại, hoặc gỡ ngay.' : 'Giờ gỡ phải sau hiện tại và sau giờ đăng. Hãy chọn lại.', 'withdrawOn');
  const words = withdrawAt ? reasonOf(withdrawWords ?? '', 'withdrawWords', 'Hãy ghi lý do gỡ để người đọc biết, ví dụ “Hết thời hạn cuộc thi”.') : null;
  await changeArticle(a.tx, one.id, { review_by: reviewBy, withdraw_at: withdrawAt, withdraw_words: words, changed_at: a.now });
  a.record({ verb: 'articles.cared-for', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { reviewBy, withdrawAt: withdrawAt?.toISOString() ?? null } });
}
