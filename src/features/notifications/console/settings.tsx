import { z } from 'zod';
import { isId, type Id } from '#kernel/id.ts';
import { dayAt, formatDate, formatInstant } from '#kernel/plain-date.ts';
import { readForm, submit } from '#platform/http/forms.ts';
import { originOf, signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, filledForm, Form, Submit, type FormState } from '#ui/forms.tsx';
import { Card, Empty, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { flash, takeFlash } from '#features/accounts/console/request.ts';
import { accountById } from '#features/accounts/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { closeFeed, openFeed } from '../actions/calendar-feeds.ts';
import { chooseEmail } from '../actions/choose-email.ts';
import { useAddressAgain } from '../actions/use-address-again.ts';
import { addressOf } from '../rules/delivery.ts';
import { EMAIL_CHOICES, isEmailChoice, type EmailChoice } from '../rules/digest.ts';
import { feedsOf } from '../store/feeds.ts';
import { preferenceOf, refusedAmong } from '../store/preferences.ts';
import { SETTINGS } from './paths.ts';

/** "Thông báo và lịch": how one is told, and private addresses of calendars. */
export async function settingsPage(visit: Visit, typed: FormState | null = null, status: 200 | 409 | 413 | 422 | 507 = 200): Promise<Response> {
  const session = signedIn(visit), account = (await accountById(visit.db, session.accountId))!, address = addressOf(account.person.email, account.userName);
  const preference = await preferenceOf(visit.db, session.accountId), refused = address ? (await refusedAmong(visit.db, [address])).get(address) : undefined;
  const feeds = await feedsOf(visit.db, session.accountId), tree = await organisationTree(visit.db, visit.today), shown = takeFlash<{ feed?: string; unit?: string }>(visit);
  const form = typed ?? filledForm({ email: preference.email });
  return consolePage(visit, { title: 'Thông báo và lịch', crumb: <a href="/lam-viec/tai-khoan">Tài khoản của tôi</a>, status }, <>
    {visit.c.req.query('xong') ? <Message kind="ok">Đã lưu.</Message> : null}
    {shown?.feed ? <Card title="Đường dẫn lịch vừa tạo" id="duong-dan">
      <Message kind="warn">Đường dẫn chỉ hiện một lần. Ai có đường dẫn đều xem được lịch, nên đừng gửi cho người khác; lỡ lộ thì thu hồi và tạo lại.</Message>
      <p><label for="dia-chi-lich"><b>{shown.unit ? `Lịch của ${shown.unit}` : 'Lịch của tôi'}</b></label></p>
      <input id="dia-chi-lich" readonly value={shown.feed} />
      <p class="small">Điện thoại Android (Google Lịch trên máy tính): “Lịch khác” → “Từ URL” → dán đường dẫn. iPhone: Cài đặt → Lịch → Tài khoản → Thêm lịch đã đăng ký. Outlook: Thêm lịch → Đăng ký từ web.</p>
    </Card> : null}
    <div class="columns">
      <Card title="Thư điện tử" id="thu">
        {visit.deps.config.mail ? null : <Message>Hệ thống chưa được nối với máy chủ thư nên chưa gửi thư nào. Lựa chọn dưới đây có hiệu lực khi quản trị viên bật gửi thư.</Message>}
        {address ? <p>Gửi tới <b>{address}</b>. <a href="/lam-viec/tai-khoan#ho-so">Đổi địa chỉ</a></p> : <Message kind="warn">Tài khoản chưa có địa chỉ thư. <a href="/lam-viec/tai-khoan#ho-so">Thêm địa chỉ</a> để nhận thư.</Message>}
        {refused ? <Message kind="bad" title="Máy chủ bên nhận từ chối địa chỉ này"><p>Từ {formatDate(dayAt(refused.since))} hệ thống thôi gửi thư tới đây. Nếu hộp thư đã dùng lại được, hãy bấm nút dưới; nếu địa chỉ sai, hãy đổi địa chỉ.</p>
          <form method="post" action={`${SETTINGS}/dia-chi`}><button class="button" type="submit">Địa chỉ này đã dùng được</button></form></Message> : null}
        <Form action={`${SETTINGS}/thu`} version={preference.rowVersion}>
          <ErrorSummary errors={form.errors} />
          <Choices form={form} name="email" label="Cách gửi thư" choices={(Object.keys(EMAIL_CHOICES) as EmailChoice[]).map((value) => ({ value, ...EMAIL_CHOICES[value] }))} />
          <div><Submit>Lưu cách gửi thư</Submit></div>
        </Form>
      </Card>
      <Card title="Lịch hạn trên điện thoại, máy tính" id="lich">
        <p>Hạn của từng việc và từng kỳ báo cáo hiện trong lịch của bạn, nhắc trước một ngày làm việc. Lịch tự cập nhật.</p>
        <form method="post" action={`${SETTINGS}/lich`} class="stack" data-controller="form">
          <button class="button" type="submit" name="cua" value="toi">Tạo đường dẫn lịch của tôi</button>
          <button class="button" type="submit" name="cua" value="don-vi">Tạo đường dẫn lịch của {session.organisationName}</button>
        </form>
      </Card>
    </div>
    <Card title="Đường dẫn lịch đang dùng" id="dang-dung" pad={false}>
      <Table caption="Đường dẫn lịch đang dùng" rows={feeds} empty={<Empty title="Chưa có đường dẫn lịch nào">Tạo đường dẫn ở trên rồi dán vào ứng dụng lịch.</Empty>} columns={[
        { head: 'Lịch', cell: (one) => (one.organisationId ? tree.latest(one.organisationId)?.name : 'Lịch của tôi') },
        { head: 'Tạo lúc', nowrap: true, cell: (one) => formatInstant(one.createdAt) }, { head: 'Dùng gần nhất', nowrap: true, cell: (one) => (one.lastUsedAt ? formatInstant(one.lastUsedAt) : 'chưa dùng') },
        { head: '', cell: (one) => <Form action={`${SETTINGS}/lich/${one.id}/thu-hoi`} inline confirm={`Thu hồi đường dẫn ${one.organisationId ? `lịch của ${tree.latest(one.organisationId)?.name}` : 'lịch của tôi'} tạo ngày ${formatDate(dayAt(one.createdAt))}? Ứng dụng đang dùng đường dẫn này sẽ thôi cập nhật.`}>
          <button class="button small danger" type="submit" aria-label={`Thu hồi đường dẫn tạo lúc ${formatInstant(one.createdAt)}`}>Thu hồi</button></Form> },
      ]} />
    </Card>
  </>);
}

const choice = z.object({ email: z.string('Hãy chọn một cách gửi thư.').refine(isEmailChoice, 'Hãy chọn một cách gửi thư.'), _version: z.coerce.number().int().optional() });
export const saveEmail = (visit: Visit): Promise<Response> => submit(visit.c, choice, {
  run: async (input) => {
    await visit.act((acting) => chooseEmail(acting, { email: input.email as EmailChoice, seen: input._version ?? null }));
    return visit.c.redirect(`${SETTINGS}?xong=1`, 303);
  },
  refuse: (values, errors, status) => settingsPage(visit, { values, errors }, status),
});

export async function createFeed(visit: Visit): Promise<Response> {
  const { organisationId, organisationName } = signedIn(visit), ofUnit = (await readForm(visit.c)).text('cua') === 'don-vi';
  const { token } = await visit.act((acting) => openFeed(acting, ofUnit ? organisationId : null));
  flash(visit, { feed: `${originOf(visit)}/calendar/${token}.ics`, ...(ofUnit ? { unit: organisationName } : {}) });
  return visit.c.redirect(`${SETTINGS}#duong-dan`, 303);
}

export async function endFeed(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('feed') ?? '';
  if (isId(id)) await visit.act((acting) => closeFeed(acting, id as Id));
  return visit.c.redirect(`${SETTINGS}#dang-dung`, 303);
}

export async function addressAgain(visit: Visit): Promise<Response> {
  await visit.act(useAddressAgain);
  return visit.c.redirect(`${SETTINGS}?xong=1`, 303);
}
