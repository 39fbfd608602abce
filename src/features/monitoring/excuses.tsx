import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { excuse } from '#features/obligations/actions/excuse.ts';
import { obligationCard, type ObligationCard } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { submit } from '#platform/http/forms.ts';
import { at, post, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, Form, Submit, TextArea, TextField, filledForm, type FormState } from '#ui/forms.tsx';
import { Card } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { superiorOfObligation } from './store.ts';

const restOf = (card: ObligationCard) => (card.amount === null ? 0 : Math.max(0, card.amount - card.excused - card.credited));

/** Offered only to someone above the unit; nobody lets their own unit off. */
export async function ExcuseCard(visit: Visit, card: ObligationCard, form: FormState = emptyForm) {
  const above = (await organisationTree(visit.db, visit.today)).ancestorsOf(card.boardOrganisationId)[0];
  if (!above || restOf(card) === 0 || card.state === 'closed' || !(await visit.may('obligations.excuse', above.id))) return null;
  return <Card title="Miễn cho đơn vị" id="mien">
    <p>Phần còn thiếu {restOf(card)} {card.unit} sẽ không còn là nợ. Lý do được lưu và hiện trong báo cáo.</p>
    <Form action={`/lam-viec/viec/${card.id}/mien`} confirm={`Miễn "${card.title}" (${card.periodLabel})?`}>
      <ErrorSummary errors={form.errors} />
      <div class="fields">
        <TextField form={form.values.has('amount') ? form : filledForm({ amount: String(restOf(card)) })} name="amount" label={`Số lượng miễn (${card.unit})`} type="number" inputmode="numeric" min={1} max={restOf(card)} required narrow />
        <TextArea form={form} name="reason" label="Lý do" required rows={2} maxlength={500} />
      </div>
      <Submit kind="">Miễn</Submit>
    </Form>
  </Card>;
}

const schema = z.object({ amount: z.coerce.number('Hãy ghi số lượng miễn bằng chữ số.').int().min(1, 'Số lượng miễn phải từ 1.'), reason: z.string().min(5, 'Hãy ghi rõ lý do miễn.').max(500) });

async function post_(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('obligation') as Id, card = await obligationCard(visit.db, id, { today: visit.today });
  if (!card) throw notFound('nghĩa vụ này');
  return submit(visit.c, schema, {
    run: async (input) => { await visit.act((acting) => excuse(acting, { obligationId: id, ...input })); return visit.c.redirect(`/lam-viec/viec/${id}`, 303); },
    refuse: async (values, errors, status) => consolePage(visit, { title: card.title, crumb: <a href={`/lam-viec/viec/${id}`}>Nghĩa vụ</a>, status }, await ExcuseCard(visit, card, { values, errors })),
  });
}

export const excuseRoutes: readonly Route[] = [post('/lam-viec/viec/:obligation/mien', at('obligations.excuse', 'obligations', 'obligation', superiorOfObligation), post_)];
