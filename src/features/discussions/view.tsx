import type { Id } from '#kernel/id.ts';
import { formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { personNames } from '#features/accounts/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, Form, SelectField, Submit, TextArea, type FormState } from '#ui/forms.tsx';
import { Card, Empty } from '#ui/parts.tsx';
import { LONGEST, piecesOf } from './rules/body.ts';
import { isAuthor, mayEdit } from './rules/editing.ts';
import type { Mentionable } from './rules/mentions.ts';
import { commentById, commentsOf, PAGE } from './store/comments.ts';
import { peopleWhoRead } from './store/people.ts';
import type { CommentRow } from './store/tables.ts';
import type { DiscussedSubject } from './subjects.ts';

export const BASE = '/lam-viec/trao-doi';
/** The list to pick from stays this short; a name beyond it is typed behind an "@". */
const CHOICES = 200;

/** The talk about something, for the foot of its page: whoever shows it has made sure that the visitor may read the subject. */
export const Discussion = (visit: Visit, subject: DiscussedSubject) => Talk(visit, subject);

/** The same with its subject looked up; `before` shows what was said before a comment. */
export async function Talk(visit: Visit, subject: DiscussedSubject, form: FormState = emptyForm, before?: Id) {
  const { organisationId } = signedIn(visit), from = before ? await commentById(visit.db, before) : undefined;
  const { rows, older, total } = await commentsOf(visit.db, subject.noun, subject.id, from), mayWrite = await visit.may('discussions.write', organisationId);
  const [names, people] = [await personNames(visit.db, rows.flatMap((row) => [...row.mentions])), mayWrite && !before ? await peopleWhoRead(visit.db, subject.organisationId, subject.readers, visit.today) : []];
  const mayModerate = await visit.may('discussions.moderate', subject.organisationId), place = `${BASE}/${subject.noun}/${subject.id}`;
  return <Card title="Trao đổi" id="trao-doi" tools={total ? <small>{formatNumber(total)} ý kiến</small> : null}>
    {older ? <p><a href={`${place}?truoc=${rows.at(-1)!.id}`}>Xem {formatNumber(PAGE)} ý kiến cũ hơn</a></p> : null}
    {rows.length ? <ol class="talk">{rows.toReversed().map((row) => <Said row={row} names={names} account={visit.session!.accountId} now={visit.now} mayModerate={mayModerate} />)}</ol>
      : mayWrite ? <p class="small">Chưa có ý kiến nào. Hỏi, nhắc việc hay báo tình hình tại đây để mọi người liên quan cùng thấy.</p> : <Empty title="Chưa có ý kiến nào" />}
    {before ? <p><a href={`${subject.href}#trao-doi`}>Về ý kiến mới nhất</a></p> : mayWrite ? <WriteForm action={place} form={form} people={people} self={visit.session!.accountId} keep={`talk-${subject.id}`} /> : null}
  </Card>;
}

const Said = ({ row, names, account, now, mayModerate }: { row: CommentRow; names: ReadonlyMap<Id, string>; account: Id; now: Date; mayModerate: boolean }) => {
  const mentioned = row.mentions.flatMap((id) => names.get(id) ?? []), beside = mentioned.filter((name) => !row.body.includes(`@${name}`));
  return <li id={`y-kien-${row.id}`} class={isAuthor(row, account) ? 'own' : ''}>
    <div class="row spread"><span><b>{row.author_name}</b> <small>{row.author_unit}</small></span><small><time datetime={row.created_at.toISOString()}>{formatInstant(row.created_at)}</time>{row.edited_at && !row.withdrawn_at ? ' · đã sửa' : ''}</small></div>
    {row.withdrawn_at ? <p class="small"><i>Ý kiến đã gỡ{row.withdrawn_reason ? `: ${row.withdrawn_reason}` : '.'}</i></p> : <>
      <p class="said"><Words body={row.body} names={mentioned} /></p>
      {beside.length ? <p class="small">Nhắc đến: {beside.map((name) => <span class="mention">@{name} </span>)}</p> : null}
      {isAuthor(row, account) || mayModerate ? <div class="row acts">
        {mayEdit(row, account, now) ? <a href={`${BASE}/${row.id}/sua`}>Sửa</a> : null}
        <a href={`${BASE}/${row.id}/go`}>Gỡ</a>
      </div> : null}
    </>}
  </li>;
};

/** Line breaks by style sheet; links open elsewhere and tell nobody where they came from. */
export const Words = ({ body, names }: { body: string; names: readonly string[] }) => <>{piecesOf(body, names).map((piece) =>
  piece.kind === 'link' ? <a href={piece.href} rel="noopener noreferrer nofollow" target="_blank">{piece.text}</a> : piece.kind === 'mention' ? <span class="mention">{piece.text}</span> : piece.text)}</>;

const WriteForm = ({ action, form, people, self, keep }: { action: string; form: FormState; people: readonly Mentionable[]; self: Id; keep: string }) => {
  const others = people.filter((one) => one.accountId !== self), listed = others.slice(0, CHOICES), units = Map.groupBy(listed, (one) => one.unit);
  return <Form action={action} keep={keep}>
    <ErrorSummary errors={form.errors} />
    <div class="fields" data-controller="mention">
      <TextArea form={form} name="body" label="Ý kiến của bạn" hint={others.length ? 'Gõ @ rồi họ tên để nhắc ai đó; họ nhận được thông báo.' : undefined} required rows={3} maxlength={LONGEST} />
      {others.length ? <SelectField form={form} name="picked" label="Nhắc đến" empty="Không nhắc ai" choices={[...units].map(([unit, list]) => ({ group: unit, choices: list.map((one) => ({ value: one.accountId, label: one.title ? `${one.handle}, ${one.title}` : one.handle })) }))} /> : null}
    </div>
    <div class="row"><Submit kind="">Gửi ý kiến</Submit>{others.length > listed.length ? <small>Danh sách có {formatNumber(listed.length)} người gần nhất; người khác thì gõ @ và họ tên.</small> : null}</div>
  </Form>;
};
