import { z } from 'zod';
import { isId } from '#kernel/id.ts';
import { formatDate, formatInstant, parseDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { hourField, instantOf } from '#features/articles/console/parts.tsx';
import { sendingStates } from '#features/newsletters/store/letters.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import type { PublicItem } from '#features/sites/store.ts';
import { submit } from '#platform/http/forms.ts';
import { originOf, signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, emptyForm, ErrorSummary, Form, Submit, TextField } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { distribute } from '../actions/distribute.ts';
import { kindOf, PUBLICATION_KINDS } from '../rules/kinds/index.ts';
import { isOpen, WHAT_LABEL } from '../rules/states.ts';
import { outletsOf, postingsOfItem } from '../store/reading.ts';
import { BASE, DueChip, itemOf, ITEMS, makersPage, nounLabel, OUTLETS, StateChip, TASKS, type Refused } from './parts.tsx';

/** One item and everywhere it stands: what publication did by itself, and each outlet with its state. */
export async function itemPage(visit: Visit, refused?: Refused): Promise<Response> {
  const item = await itemOf(visit), unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), tree = await organisationTree(visit.db, visit.today), mayPost = await visit.may('distribution.post', unit);
  const all = await postingsOfItem(visit.db, item.id), readable = new Map<string, boolean>();
  for (const id of new Set(all.map((one) => one.organisation_id))) readable.set(id, await visit.may('distribution.read', id));
  const rows = all.filter((one) => readable.get(one.organisation_id)), elsewhere = new Set(all.filter((one) => !readable.get(one.organisation_id)).map((one) => one.organisation_id)).size;
  const taken = new Set(all.filter((one) => one.what === 'post' && one.status !== 'skipped' && !one.ended_at).map((one) => one.outlet_id)), free = (await outletsOf(visit.db, units)).filter((one) => !one.closed_on && !taken.has(one.id)), short = `${originOf(visit)}/x/${item.id}`, own = makersPage(item);
  const form = refused?.form ?? emptyForm;
  return consolePage(visit, {
    title: item.title, status: refused?.status ?? 200, crumb: <><a href={BASE}>Phát hành</a> · <a href={ITEMS}>{nounLabel(item.noun)}</a></>, acts: <LinkButton href={`/x/${item.id}`}>Xem trên cổng</LinkButton>,
    message: <>{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{item.withdrawn_at ? <Message kind="warn" title={`Bài đã gỡ khỏi cổng lúc ${formatInstant(item.withdrawn_at)}`}>Nơi nào đã đăng lại thì cần gỡ và ghi minh chứng.</Message> : null}</>,
  }, <>
    <Card title="Các kênh" id="cac-kenh" pad={false}><Table caption="Các kênh của bài" rows={rows} empty={<Empty title="Chưa phát hành ra kênh nào">Chọn kênh bên dưới; mỗi kênh thành một việc có hạn.</Empty>} columns={[
      { head: 'Kênh', cell: (one) => <><a href={`${TASKS}/${one.id}`}>{one.outlet}</a><br /><small>{kindOf(one).short}{units.includes(one.organisation_id) ? '' : ` · ${tree.latest(one.organisation_id)?.name ?? ''}`}</small></> },
      { head: 'Việc', cell: (one) => WHAT_LABEL[one.what] },
      { head: 'Tình trạng', cell: (one) => <><StateChip task={one} /> <DueChip task={one} today={visit.today} />{one.reason ? <><br /><small>{one.reason}</small></> : null}{one.ended_at ? <><br /><small>đã gỡ sau đó</small></> : null}</> },
      { head: 'Ngày', nowrap: true, cell: (one) => (one.done_on ? formatDate(one.done_on) : isOpen(one.status) ? `hạn ${formatDate(one.due_on)}` : '–') },
      { head: 'Minh chứng', cell: (one) => (one.link ? <a href={one.link} rel="noopener noreferrer nofollow" target="_blank">Mở bài</a> : one.proof_sha256 ? <a href={`${TASKS}/${one.id}/minh-chung`} data-turbo="false">Xem ảnh</a> : '–') },
    ]} />{elsewhere ? <p class="pad"><small>Còn {elsewhere} đơn vị khác đã chọn bài này.</small></p> : null}</Card>
    {mayPost && !item.withdrawn_at ? <Card title="Phát hành ra kênh" id="phat-hanh">{free.length
      ? <Form action={`${ITEMS}/${item.id}`}><div class="fields">
        <Choices form={form} name="outlets" many label="Kênh của đơn vị" choices={free.map((one) => ({ value: one.id, label: one.name, hint: kindOf(one).label }))} />
        <div class="fields two"><TextField form={form} name="day" label="Hẹn ngày" hint="Để trống: đăng ngay" type="date" /><TextField form={form} name="hour" label="Giờ" hint="Ví dụ 07:30" narrow /></div>
        <Submit>Phát hành</Submit></div></Form>
      : <Empty title={taken.size ? 'Bài đã có ở mọi kênh của đơn vị' : 'Đơn vị chưa có kênh nào'} action={<LinkButton href={OUTLETS}>Xem các kênh</LinkButton>} />}</Card> : null}
    <Card title="Tự động khi lên cổng" id="tu-dong" pad={false}><Table caption="Tự động khi lên cổng" rows={(await automatic(visit, item)).map((state, index) => ({ kind: PUBLICATION_KINDS[index]!, ...state }))} columns={[
      { head: 'Kênh', cell: ({ kind }) => kind.label }, { head: 'Tình trạng', cell: ({ tone, words }) => <Chip tone={tone}>{words}</Chip> }, { head: 'Thời điểm', nowrap: true, cell: ({ at }) => (at ? formatInstant(at) : '–') },
    ]} /></Card>
    <p><small>Đường dẫn ngắn: <a href={`/x/${item.id}`}>{short}</a>. Ảnh khi chia sẻ đường dẫn được tạo tự động.{own ? <> <a href={own}>Mở nơi soạn</a></> : null}</small></p>
  </>);
}

interface Automatic { readonly tone: 'good' | 'soon' | 'late' | 'none'; readonly words: string; readonly at: Date | null }
/** What publication itself has done, in words, for each kind of the list. */
async function automatic(visit: Visit, item: PublicItem): Promise<Automatic[]> {
  const out: Automatic = item.withdrawn_at ? { tone: 'none', words: 'đã gỡ', at: item.withdrawn_at } : { tone: 'good', words: item.updated_at ? 'đã đăng, có cập nhật' : 'đã đăng', at: item.updated_at ?? item.published_at };
  const letters = await lettersOf(visit, item);
  return PUBLICATION_KINDS.map((kind) => (kind.sentByNewsletters ? letters : out));
}
/** Letters are sent by the newsletters; here only looked at. */
async function lettersOf(visit: Visit, item: PublicItem): Promise<Automatic> {
  if (item.noun !== 'newsletters') return { tone: 'none', words: 'theo bản tin', at: null };
  const all = await sendingStates(visit.db, { issueId: item.id }), sum = (of: 'sent' | 'waiting' | 'failed'): number => all.reduce((total, one) => total + one[of], 0), [sent, waiting, failed] = [sum('sent'), sum('waiting'), sum('failed')];
  if (!all.length) return { tone: 'none', words: 'chưa gửi', at: null };
  return { tone: failed ? 'late' : waiting ? 'soon' : 'good', words: [`đã gửi ${formatNumber(sent)} thư`, ...(waiting ? [`còn ${formatNumber(waiting)}`] : []), ...(failed ? [`${formatNumber(failed)} không tới`] : [])].join(', '), at: all[0]!.created_at };
}

const schema = z.object({ outlets: z.array(z.string()).default([]), day: z.string().default('').refine((text) => text.trim() === '' || parseDate(text) !== null, 'Ngày chưa đúng. Hãy ghi như 20/11/2026.'), hour: hourField });
export async function distributePost(visit: Visit): Promise<Response> {
  const item = await itemOf(visit);
  return submit(visit.c, schema, {
    run: async (input) => {
      const day = parseDate(input.day) ?? (input.hour === null ? null : visit.today);
      await visit.act((a) => distribute(a, { itemId: item.id, outletIds: input.outlets.filter(isId), at: day && instantOf(day, input.hour ?? 7.5 * 60) }));
      return visit.c.redirect(`${ITEMS}/${item.id}`, 303);
    },
    refuse: (values, errors, status) => itemPage(visit, { form: { values, errors }, status, of: 'phat-hanh' }),
  });
}
