import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { submit } from '#platform/http/forms.ts';
import { originOf, type Visit } from '#platform/http/visit.ts';
import { invalid } from '#kernel/app-error.ts';
import { parseDate } from '#kernel/plain-date.ts';
import { approveArticle } from '../actions/approve-article.ts';
import type { Which } from '../actions/held.ts';
import { endPreviewLinks, makePreview } from '../actions/preview-links.ts';
import { publishArticle, publishAtOnce } from '../actions/publish-article.ts';
import { returnArticle } from '../actions/return-article.ts';
import { discardRevision, reviseArticle } from '../actions/revise-article.ts';
import { careForArticle, scheduleArticle, unscheduleArticle } from '../actions/schedule-article.ts';
import { submitArticle } from '../actions/submit-article.ts';
import { withdrawArticle } from '../actions/withdraw-article.ts';
import type { Acting } from '#platform/acting.ts';
import { articlePage } from './article.tsx';
import { articleOf, BASE, hourField, instantOf, optionalDay, seenField } from './parts.tsx';

/** Each post of an article's page: read the form, one action, back to the page; a refusal shows the page with what was typed. */
const verb = <S extends z.ZodRawShape>(of: string, fields: S, run: (visit: Visit, a: Acting, which: Which, input: z.infer<z.ZodObject<S>>) => Promise<unknown>, to = '') => async (visit: Visit): Promise<Response> => {
  const { one } = await articleOf(visit);
  return submit(visit.c, z.object({ ...seenField, ...fields }), {
    run: async (input) => {
      await visit.act((a) => run(visit, a, { articleId: one.id, rowVersion: Number((input as { _version: number })._version) }, input as never));
      return visit.c.redirect(`${BASE}/${one.id}${to}`, 303);
    },
    refuse: (values, errors, status) => articlePage(visit, { form: { values, errors }, status, of }),
  });
};
const reason = { reason: z.string().default('') };

export const submitPost = verb('trinh', {}, (_, a, which) => submitArticle(a, which));
export const approvePost = verb('duyet', {}, (_, a, which) => approveArticle(a, which));
export const returnPost = verb('tra-lai', reason, (_, a, which, input) => returnArticle(a, { ...which, reason: input.reason }));
export const publishPost = verb('dang', {}, (visit, a, which) => publishArticle(a, visit.deps.files, which));
export const atOncePost = verb('dang-khan', reason, (visit, a, which, input) => publishAtOnce(a, visit.deps.files, { ...which, reason: input.reason }));
export const withdrawPost = verb('go', reason, (_, a, which, input) => withdrawArticle(a, { ...which, reason: input.reason }));
export const revisePost = verb('ban-moi', {}, (_, a, which) => reviseArticle(a, which), '/sua');
export const discardPost = verb('bo-ban', {}, (_, a, which) => discardRevision(a, which));
export const unschedulePost = verb('bo-hen', {}, (_, a, which) => unscheduleArticle(a, which));
export const schedulePost = verb('hen-gio', { publishOn: z.string().default('').refine((text) => parseDate(text) !== null, 'Hãy ghi ngày đăng như 20/11/2026.'), publishHour: hourField }, (_, a, which, input) => scheduleArticle(a, { ...which, at: instantOf(parseDate(input.publishOn)!, input.publishHour) }));
export const carePost = verb('theo-doi', { reviewBy: optionalDay, withdrawOn: optionalDay, withdrawHour: hourField, withdrawWords: z.string().default('') },
  async (visit, a, which, input) => {
    // clearing the day ends what was arranged; an hour or a reason alone arranges nothing
    if (!input.withdrawOn && (input.withdrawHour !== null || input.withdrawWords) && (await articleOf(visit)).one.withdraw_at === null) throw invalid('Chưa ghi ngày tự gỡ. Hãy ghi ngày, hoặc xóa giờ và lý do nếu không hẹn gỡ.', 'withdrawOn');
    return careForArticle(a, { ...which, reviewBy: input.reviewBy, withdrawAt: input.withdrawOn && instantOf(input.withdrawOn, input.withdrawHour), withdrawWords: input.withdrawWords || null });
  });

export const endPreviewsPost = verb('xem-thu', {}, (_, a, { articleId }) => endPreviewLinks(a, { articleId, rowVersion: null }), '#xem-thu');
/** The link is shown on the answer itself: its token stands nowhere else. */
export async function previewPost(visit: Visit): Promise<Response> {
  const { one } = await articleOf(visit), token = randomBytes(32).toString('base64url');
  return submit(visit.c, z.object({}), {
    run: async () => {
      const until = await visit.act((a) => makePreview(a, { articleId: one.id, rowVersion: null, token }));
      return articlePage(visit, undefined, { href: `${originOf(visit)}/xem-thu/${token}`, until });
    },
    refuse: (values, errors, status) => articlePage(visit, { form: { values, errors }, status, of: 'xem-thu' }),
  });
}
