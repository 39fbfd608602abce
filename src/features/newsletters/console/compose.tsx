import { z } from 'zod';
import { conflict } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import { addDays, addMonths, dayAt, formatDate, startOfDay, startOfMonth, type PlainDate } from '#kernel/plain-date.ts';
import { typedBody } from '#features/articles/console/body.ts';
import { readTyped } from '#features/articles/rules/rich-text/index.ts';
import { standsFor } from '#features/organisations/store.ts';
import { submit, type FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { composeIssue, startIssue } from '../actions/compose-issue.ts';
import { articlesIn, moved, MOST_HEADING, MOST_TEXT, MOST_TITLE, rowsOf, sectionsOf, type IssueContent, type Placed, type Section } from '../rules/contents.ts';
import { may } from '../rules/states.ts';
import { articlesForIssue, candidates, nextNumbers, type ArticleOfIssue, type Candidate } from '../store/reading.ts';
import type { NewsletterRow } from '../store/rows.ts';
import { BASE, dayField, issueOf, ISSUES, newsletterOf, seenField, SERIES, versionFor, type Refused } from './parts.tsx';

/** Begins the next issue: its numbers follow, its articles are those of the month. */
export async function newIssuePage(visit: Visit, refused?: Refused): Promise<Response> {
  const newsletter = await newsletterOf(visit), today = visit.today, year = Number(today.slice(0, 4)), next = await nextNumbers(visit.db, newsletter, year), from = next.lastDay && next.lastDay < today ? addDays(next.lastDay, 1) : startOfMonth(today);
  const form = refused?.form ?? filledForm({ year: String(year), number: String(next.number), overall: String(next.overall), fromDay: from, toDay: addDays(addMonths(startOfMonth(from > today ? from : today), 1), -1) });
  return consolePage(visit, { title: 'Soạn số mới', status: refused?.status ?? 200, crumb: <><a href={BASE}>Bản tin</a> · <a href={`${SERIES}/${newsletter.id}`}>{newsletter.name}</a></>, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined },
    <Card title="Số mới" id="so-moi"><Form action={`${SERIES}/${newsletter.id}/so-moi`}><div class="fields"><HeadFields form={form} /><Submit>Tiếp tục: chọn bài</Submit></div></Form></Card>);
}

const HeadFields = ({ form }: { form: FormState }) => <>
  <TextField form={form} name="title" label="Tên số" hint="Một câu ngắn nói số này có gì, ví dụ “Một cửa gần dân hơn”" required maxlength={MOST_TITLE} />
  <div class="fields two"><TextField form={form} name="number" label="Số" type="number" min={1} narrow required /><TextField form={form} name="year" label="Năm" type="number" min={2000} narrow required /></div>
  <TextField form={form} name="overall" label="Tổng số" hint="Đếm từ số đầu tiên" type="number" min={1} narrow required />
  <div class="fields two"><TextField form={form} name="fromDay" label="Chọn trong các bài đăng từ ngày" type="date" required /><TextField form={form} name="toDay" label="đến ngày" type="date" required /></div>
</>;

const whole = (sentence: string) => z.coerce.number(sentence).int(sentence);
const head = {
  title: z.string().default(''), number: whole('Số trong năm là một số nguyên.'), year: whole('Năm là bốn chữ số.'), overall: whole('Tổng số là một số nguyên.'),
  fromDay: dayField('Hãy ghi ngày đầu của kỳ chọn bài, ví dụ 01/11/2026.'), toDay: dayField('Hãy ghi ngày cuối của kỳ chọn bài, ví dụ 30/11/2026.'),
};

export async function newIssuePost(visit: Visit): Promise<Response> {
  const newsletter = await newsletterOf(visit);
  return submit(visit.c, z.object(head), {
    run: async (input) => { const id = await visit.act((a) => startIssue(a, { newsletterId: newsletter.id, content: { ...input, foreword: { blocks: [] }, sections: [] } })); return visit.c.redirect(`${ISSUES}/${id}/soan`, 303); },
    refuse: (values, errors, status) => newIssuePage(visit, { form: { values, errors }, status, of: 'new' }),
  });
}

/** The composer: one form with everything. Articles are ordered by the numbers beside them or by the buttons, which keep the rest as typed too. */
export async function composePage(visit: Visit, refused?: Refused): Promise<Response> {
  const { one, newsletter } = await issueOf(visit);
  if (!may(one.status, 'write')) throw conflict('Số này không sửa được ở bước này. Hãy xem tình trạng ở trang của số.');
  const form = refused?.form ?? filledForm({ title: one.title, number: String(one.number), year: String(one.year), overall: String(one.overall), fromDay: one.from_day, toDay: one.to_day, foreword: typedBody(one.foreword, () => '') });
  const sections = refused ? sectionsFrom(refused.form.values) : one.sections, rows = rowsOf(sections), known = await articlesForIssue(visit.db, articlesIn(sections)), offered = (await offer(visit, newsletter, one.from_day, one.to_day)).filter((each) => !known.has(each.id)), seen = versionFor(one, refused);
  const headings = [...new Set([...sections.map(({ heading }) => heading), ...offered.map(({ column }) => column), 'Tin tức', 'Hỏi đáp'].filter(Boolean))];
  return consolePage(visit, { title: `Soạn số ${one.number}/${one.year}`, status: refused?.status ?? 200, crumb: <><a href={BASE}>Bản tin</a> · <a href={`${ISSUES}/${one.id}`}>{one.title}</a></>, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <>
    {rows.some((row) => known.get(row.articleId)?.live === false) ? <Message kind="warn" title="Có bài đã gỡ">Bài đã gỡ không phát hành được. Hãy bỏ chọn rồi lưu.</Message> : null}
    <Form action={`${ISSUES}/${one.id}/soan`} version={seen} keep={`newsletters:${one.id}`}>
      <button class="visually-hidden" type="submit" name="do" value="save" tabindex={-1} aria-hidden="true">Lưu</button>
      <Card title={`Bài của số này (${rows.length})`} id="bai-da-chon">
        <datalist id="phan">{headings.map((each) => <option value={each} />)}</datalist>
        {rows.length ? <ol class="issue-rows">{rows.map((row, index) => <Row row={row} article={known.get(row.articleId)} lead={rows.some((each) => each.lead) ? row.lead : index === 0} first={index === 0} last={index === rows.length - 1} />)}</ol>
          : <Empty title="Chưa chọn bài nào">Chọn bài ở danh sách bên dưới rồi bấm “Thêm bài đã chọn”.</Empty>}
        {rows.length ? <div class="row"><Submit kind="" name="do" value="arrange">Xếp lại theo số thứ tự</Submit></div> : null}
      </Card>
      <Card title="Bài đã đăng trong kỳ" id="bai-trong-ky">
        <p><small>Đăng từ {formatDate(one.from_day)} đến {formatDate(one.to_day)}{newsletter.column_ids.length ? ', thuộc các chuyên mục của bản tin' : ''}. Muốn chọn bài ngoài kỳ, hãy đổi ngày ở phần dưới rồi lưu.</small></p>
        {offered.length ? <><fieldset class="field"><legend class="visually-hidden">Bài có thể chọn</legend>{offered.map((each) => <label class="choice"><input type="checkbox" name="add" value={each.id} checked={form.values.texts('add').includes(each.id)} /><span>{each.title}<br /><small>{each.column} · {formatDate(dayAt(each.publishedAt))}</small></span></label>)}</fieldset>
          <div class="row"><Submit kind="" name="do" value="add">Thêm bài đã chọn</Submit></div></> : <Empty title="Không còn bài nào trong kỳ">Mọi bài đăng trong kỳ đã ở trong số này, hoặc chưa có bài nào được đăng.</Empty>}
      </Card>
      <Card title="Tên số, số và kỳ" id="ten-so"><div class="fields"><HeadFields form={form} /><TextArea form={form} name="foreword" label="Lời nói đầu" hint="Vài câu mở đầu; mỗi đoạn cách nhau một dòng trống" rows={6} /></div></Card>
      <div class="row"><Submit name="do" value="save">Lưu số này</Submit></div>
    </Form>
  </>);
}

const offer = async (visit: Visit, newsletter: NewsletterRow, from: PlainDate, to: PlainDate): Promise<Candidate[]> =>
  candidates(visit.db, { organisationIds: await standsFor(visit.db, newsletter.organisation_id, visit.today), columnIds: newsletter.column_ids, from: startOfDay(from), to: startOfDay(addDays(to, 1)) });

const Row = ({ row, article, lead, first, last }: { row: Placed; article: ArticleOfIssue | undefined; lead: boolean; first: boolean; last: boolean }) => {
  const id = row.articleId, title = article?.title ?? 'Bài không rõ';
  return <li><fieldset class="issue-row"><legend>{article ? <a href={`/lam-viec/tin-bai/${id}`}>{title}</a> : title}{article?.live === false ? ' (đã gỡ)' : ''}</legend>
    <input type="hidden" name="row" value={id} />
    <div class="issue-place">
      <div class="field"><label for={`o-${id}`}>Thứ tự</label><input id={`o-${id}`} name={`order-${id}`} type="number" class="narrow" value={row.order} /></div>
      <div class="field"><label for={`h-${id}`}>Thuộc phần</label><input id={`h-${id}`} name={`heading-${id}`} list="phan" value={row.heading} maxlength={MOST_HEADING} placeholder="không đề mục" /></div>
    </div>
    <details open={row.text !== ''}><summary>Lời giới thiệu riêng thay tóm tắt</summary><div class="field"><label for={`t-${id}`}>Lời giới thiệu</label><textarea id={`t-${id}`} name={`text-${id}`} rows={2} maxlength={MOST_TEXT}>{row.text}</textarea>{article?.summary ? <small>Tóm tắt của bài: {article.summary}</small> : null}</div></details>
    <div class="row">
      <label class="choice"><input type="radio" name="lead" value={id} checked={lead} /><span>Bài chính</span></label>
      <label class="choice"><input type="checkbox" name="drop" value={id} /><span>Bỏ khỏi số này</span></label>
      {first ? null : <button class="button small" type="submit" name="do" value={`up:${id}`} aria-label={`Đưa lên: ${title}`}>↑ Lên</button>}
      {last ? null : <button class="button small" type="submit" name="do" value={`down:${id}`} aria-label={`Đưa xuống: ${title}`}>↓ Xuống</button>}
    </div>
  </fieldset></li>;
};

/** What the form says about the articles: rows that stay, in the order of their numbers, then those added. */
function sectionsFrom(values: FormValues): Section[] {
  const drop = new Set(values.texts('drop')), kept: Placed[] = values.texts('row').filter(isId).filter((id) => !drop.has(id)).map((id) => ({ articleId: id, heading: values.text(`heading-${id}`), order: Number(values.text(`order-${id}`)) || 0, text: values.text(`text-${id}`) }));
  const last = kept.at(-1), added: Placed[] = values.texts('add').filter(isId).map((id, index) => ({ articleId: id, heading: last?.heading ?? '', order: 1_000_000 + index, text: '' }));
  return sectionsOf([...kept, ...added], values.text('lead') || null);
}

export async function composePost(visit: Visit): Promise<Response> {
  const { one } = await issueOf(visit);
  return submit(visit.c, z.object({ ...seenField, ...head, foreword: z.string().default(''), do: z.string().default('save') }), {
    run: async ({ _version, do: act, foreword, ...input }, values) => {
      const [what, id = ''] = act.split(':'), placed = sectionsFrom(values), sections = isId(id) && (what === 'up' || what === 'down') ? moved(placed, id, what === 'up' ? -1 : 1) : placed;
      const content: IssueContent = { ...input, foreword: readTyped(foreword).doc, sections };
      await visit.act((a) => composeIssue(a, { issueId: one.id, rowVersion: _version, content }));
      return visit.c.redirect(act === 'save' ? `${ISSUES}/${one.id}` : `${ISSUES}/${one.id}/soan#bai-da-chon`, 303);
    },
    refuse: (values, errors, status) => composePage(visit, { form: { values, errors }, status, of: 'compose' }),
  });
}
