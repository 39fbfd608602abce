import { isId, type Id } from '#kernel/id.ts';
import { addDays, dayAt, formatDate, timeAt, weekdayOf, type PlainDate } from '#kernel/plain-date.ts';
import { readForm } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Form } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Pager, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { switchOrganisation } from '#features/accounts/actions/switch-organisation.ts';
import { readNotices } from '../actions/read-notices.ts';
import { isNoticeKind, NOTICE_KINDS, type NoticeKind } from '../rules/kinds.ts';
import { saidOf } from '../rules/notices.ts';
import { inbox, ownNotice, unreadByKind } from '../store/notices.ts';
import type { NoticeRow } from '../store/tables.ts';
import { INBOX, SETTINGS } from './paths.ts';

const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'];
function dayHead(day: PlainDate, today: PlainDate): string {
  if (day === today) return 'Hôm nay';
  return day === addDays(today, -1) ? 'Hôm qua' : `${WEEKDAYS[weekdayOf(day) - 1]}, ${formatDate(day)}`;
}

export async function inboxPage(visit: Visit): Promise<Response> {
  const { accountId } = signedIn(visit), asked = visit.c.req.query('loai') ?? '', kind = isNoticeKind(asked) ? asked : undefined, unread = visit.c.req.query('loc') === 'chua-doc';
  const page = await inbox(visit.db, accountId, { kind, unread, page: Number(visit.c.req.query('trang')) });
  const counts = await unreadByKind(visit.db, accountId), waiting = [...counts.values()].reduce((sum, one) => sum + one, 0), ofKind = kind ? counts.get(kind) ?? 0 : waiting;
  const href = (change: { loc?: string; loai?: string; trang?: number }): string => {
    const query = new URLSearchParams(Object.entries({ loc: unread ? 'chua-doc' : '', loai: kind ?? '', ...change }).flatMap(([name, value]) => (value && value !== 1 ? [[name, String(value)]] : [])));
    return query.size ? `${INBOX}?${query}` : INBOX;
  };
  // a clock that was set back must not leave unread what stands on this page
  const seenUntil = new Date(Math.max(visit.now.getTime(), ...page.rows.map((row) => row.created_at.getTime())));
  const groups = [...Map.groupBy(page.rows, (row) => `${row.read_at ? 1 : 0}${dayAt(row.happened_at)}`).values()];
  return consolePage(visit, {
    title: 'Hộp thư', crumb: waiting ? `${waiting.toLocaleString('vi-VN')} thông báo chưa đọc` : 'Không còn gì chưa đọc',
    acts: <>
      {ofKind > 0 ? <Form action={`${INBOX}/da-doc`} inline><input type="hidden" name="den" value={seenUntil.toISOString()} />{kind ? <input type="hidden" name="loai" value={kind} /> : null}<button class="button" type="submit">Đánh dấu đã đọc tất cả</button></Form> : null}
      <LinkButton href={SETTINGS} kind="quiet">Cách nhận thông báo</LinkButton>
    </>,
  }, <Card pad={false}>
    <div class="pad stack no-print">
      <Tabs label="Lọc theo trạng thái" tabs={[{ href: href({ loc: '', trang: 1 }), label: 'Tất cả', current: !unread }, { href: href({ loc: 'chua-doc', trang: 1 }), label: waiting ? `Chưa đọc (${waiting.toLocaleString('vi-VN')})` : 'Chưa đọc', current: unread }]} />
      <form method="get" class="row">{unread ? <input type="hidden" name="loc" value="chua-doc" /> : null}
        <label class="visually-hidden" for="loai">Loại thông báo</label>
        <select id="loai" name="loai" class="filter"><option value="">Mọi loại</option>{Object.entries(NOTICE_KINDS).map(([key, label]) => <option value={key} selected={key === kind}>{label}{counts.get(key as NoticeKind) ? ` (${counts.get(key as NoticeKind)})` : ''}</option>)}</select>
        <button class="button" type="submit">Lọc</button>
      </form>
    </div>
    {page.rows.length === 0
      ? <Empty title={unread ? 'Không còn thông báo chưa đọc' : kind ? 'Chưa có thông báo nào thuộc loại này' : 'Chưa có thông báo nào'} action={unread || kind ? <LinkButton href={INBOX}>Xem tất cả</LinkButton> : undefined}>
        {unread || kind ? null : 'Việc được giao, kết quả bị trả lại, báo cáo cần sửa và lời nhắc hạn của đơn vị sẽ hiện ở đây.'}</Empty>
      : groups.map((rows) => <section class="notices" aria-label={`${rows[0]!.read_at ? 'Đã đọc' : 'Chưa đọc'}, ${dayHead(dayAt(rows[0]!.happened_at), visit.today)}`}>
        <h2>{dayHead(dayAt(rows[0]!.happened_at), visit.today)}{rows[0]!.read_at ? <small> · đã đọc</small> : null}</h2>
        <ul>{rows.map((row) => <Line row={row} back={href({ trang: page.page })} />)}</ul>
      </section>)}
    <footer class="pad"><Pager page={page.page} pages={page.pages} total={page.total} noun="thông báo" href={(one) => href({ trang: one })} /></footer>
  </Card>);
}

/** The link goes through the inbox, which notes it as read; it is not fetched ahead of the click. */
const Line = ({ row, back }: { row: NoticeRow; back: string }) => <li class={row.read_at ? 'read' : 'unread'}>
  <div class="grow"><a href={`${INBOX}/${row.id}`} data-turbo-prefetch="false">{row.read_at ? null : <span class="visually-hidden">Chưa đọc: </span>}{saidOf(row)}</a>
    <div class="row small">{row.urgency === 'now' && !row.read_at ? <Chip tone="soon" sign="!">Cần xem ngay</Chip> : null}<Chip tone="none" sign="·">{NOTICE_KINDS[row.kind]}</Chip><span>{timeAt(row.happened_at)}</span></div></div>
  {row.read_at ? null : <Form action={`${INBOX}/da-doc`} inline><input type="hidden" name="ids[]" value={row.id} /><input type="hidden" name="ve" value={back} /><button class="button small no-print" type="submit" aria-label={`Đánh dấu đã đọc: ${saidOf(row)}`}>Đã đọc</button></Form>}
</li>;

/** What was marked: these rows, or everything that was there when the page was shown. */
export async function markPage(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), ids = values.texts('ids[]').filter(isId), until = new Date(values.text('den')), kind = values.text('loai');
  if (ids.length) await visit.act((acting) => readNotices(acting, { ids }));
  else if (!Number.isNaN(until.getTime())) await visit.act((acting) => readNotices(acting, { until, kind: isNoticeKind(kind) ? kind : undefined }));
  const back = values.text('ve');
  return visit.c.redirect(back === INBOX || back.startsWith(`${INBOX}?`) ? back : INBOX, 303);
}

/** Opens what a notice is about, in the name of the unit whose affair it is. Of a notice that is gone, or somebody else's, the inbox. */
export async function openPage(visit: Visit): Promise<Response> {
  const { accountId, sessionId, organisationId, memberships } = signedIn(visit), id = visit.c.req.param('notice') ?? '', notice = isId(id) ? await ownNotice(visit.db, accountId, id as Id) : null;
  if (!notice) return visit.c.redirect(INBOX, 303);
  const ahead = /prefetch/i.test(visit.c.req.header('x-sec-purpose') ?? visit.c.req.header('sec-purpose') ?? visit.c.req.header('purpose') ?? '');
  const unit = notice.organisation_id;
  if (unit && unit !== organisationId && !ahead && memberships.some((one) => one.organisationId === unit)) await visit.act((acting) => switchOrganisation(acting, sessionId, unit));
  if (!notice.read_at && !ahead) await visit.act((acting) => readNotices(acting, { ids: [notice.id] }));
  return visit.c.redirect(notice.times > 1 && notice.gathered_href ? notice.gathered_href : notice.href, 303);
}
