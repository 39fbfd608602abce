import { z } from 'zod';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Discussion } from '#features/discussions/view.tsx';
import { ErrorSummary, filledForm, Form, Submit, TextArea } from '#ui/forms.tsx';
import { Card, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import type { Acting } from '#platform/acting.ts';
import { declineContribution, returnContribution, type WhichContribution } from '../actions/answer-contribution.ts';
import { takeOver } from '../actions/take-over.ts';
import { mayContribution } from '../rules/contribution.ts';
import { articleRow } from '../store/rows.ts';
import { talk } from './contribute.tsx';
import { ContributionChip, contributionOfVisit, MaterialCard } from './contribution-parts.tsx';
import { BASE, RECEIVED, SENT, seenField, type Refused } from './parts.tsx';

/** One contribution as the editors of the column see it: read it, then take it over, return or decline it. */
export async function receivedPage(visit: Visit, refused?: Refused): Promise<Response> {
  const { one, column, names } = await contributionOfVisit(visit), article = one.article_id ? await articleRow(visit.db, one.article_id) : undefined, seen = one.row_version, from = names(one.from_organisation_id);
  return consolePage(visit, {
    title: one.title, crumb: <><a href={`${SENT}?loc=hop-nhan`}>Hộp nhận</a> · {from} gửi đến “{column.name}”</>, status: refused?.status ?? 200,
    acts: <><ContributionChip one={{ status: one.status, article_status: article?.status ?? null, live_version: article?.live_version ?? null }} />{article ? <LinkButton href={`${BASE}/${article.id}`} kind="primary">Mở bài viết</LinkButton> : null}</>,
    message: <>{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{one.reason && one.status !== 'sent' ? <Message kind="warn" title={one.status === 'declined' ? 'Đã trả lời không sử dụng' : 'Đã trả lại'}>{one.reason}</Message> : null}</>,
  }, <>
    {mayContribution(one.status, 'take') ? <Card title="Nhận bài" id="nhan"><Form action={`${RECEIVED}/${one.id}/nhan`} version={seen}><p>Nội dung và tệp chuyển thành bài đang viết trong chuyên mục “{column.name}”. Đơn vị gửi được tính ngay; cơ quan được tính khi bài đăng.</p><Submit>Nhận vào biên tập</Submit></Form></Card> : null}
    <MaterialCard one={one} files={`${RECEIVED}/${one.id}/tep`} />
    {mayContribution(one.status, 'return') ? <Card title="Việc khác" id="viec-khac">
      <WithReason path="tra-lai" title="Trả lại để sửa" label="Cần sửa, bổ sung gì" button="Trả lại" id={one.id} seen={seen} refused={refused} />
      <WithReason path="tu-choi" title="Không sử dụng" label="Lý do" button="Không sử dụng" id={one.id} seen={seen} refused={refused} />
    </Card> : null}
    {await Discussion(visit, talk(one))}
  </>);
}

const WithReason = ({ path, title, label, button, id, seen, refused }: { path: string; title: string; label: string; button: string; id: string; seen: number; refused: Refused | undefined }) =>
  <details id={path} open={refused?.of === path}><summary>{title}</summary><Form action={`${RECEIVED}/${id}/${path}`} version={seen}><div class="fields"><TextArea form={refused?.of === path ? refused.form : filledForm({})} name="reason" label={label} required rows={3} maxlength={1000} /><Submit kind="danger">{button}</Submit></div></Form></details>;

const verb = (of: string, run: (visit: Visit, a: Acting, which: WhichContribution, reason: string) => Promise<unknown>, to: (made: unknown) => string | null) => async (visit: Visit): Promise<Response> => {
  const { one } = await contributionOfVisit(visit);
  return submit(visit.c, z.object({ ...seenField, reason: z.string().default('') }), {
    run: async (input) => { const made = await visit.act((a) => run(visit, a, { contributionId: one.id, rowVersion: input._version }, input.reason)); return visit.c.redirect(to(made) ?? `${RECEIVED}/${one.id}`, 303); },
    refuse: (values, errors, status) => receivedPage(visit, { form: { values, errors }, status, of }),
  });
};
export const takePost = verb('nhan', (visit, a, which) => takeOver(a, visit.deps.files, which), (article) => `${BASE}/${String(article)}/sua`);
export const returnContributionPost = verb('tra-lai', (_, a, which, reason) => returnContribution(a, { ...which, reason }), () => null);
export const declinePost = verb('tu-choi', (_, a, which, reason) => declineContribution(a, { ...which, reason }), () => null);
