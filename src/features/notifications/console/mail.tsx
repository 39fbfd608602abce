import { isId, type Id } from '#kernel/id.ts';
import { formatInstant } from '#kernel/plain-date.ts';
import { readForm } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Form } from '#ui/forms.tsx';
import { Card, Chip, Empty, Message, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { personNames } from '#features/accounts/store.ts';
import { holdersAt } from '#features/accounts/store/holders.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { queueState, sendAgain, troubledMail, type MailLine } from '../store/outgoing.ts';
import { liftRefusal } from '../store/preferences.ts';
import { MAIL } from './paths.ts';

const MOST = 200;

/** Letters to people of the acting unit and below; at the root all of them, also to people who work nowhere any more. */
async function reach(visit: Visit): Promise<readonly Id[] | null> {
  const { organisationId } = signedIn(visit), tree = await organisationTree(visit.db, visit.today);
  if (tree.roots.some((root) => root.id === organisationId && !root.external)) return null;
  return [...new Set((await holdersAt(visit.db, tree.subtree(organisationId).map((one) => one.id), visit.today)).map((one) => one.accountId))];
}

/** "Thư gửi đi": what was not taken, why, and sending it again. */
export async function mailPage(visit: Visit): Promise<Response> {
  const accounts = await reach(visit), rows = await troubledMail(visit.db, accounts, MOST), state = await queueState(visit.db, accounts, visit.now), names = await personNames(visit.db, rows.map((row) => row.account_id));
  const { mail } = visit.deps.config, failed = rows.filter((row) => row.state === 'failed');
  return consolePage(visit, { title: 'Thư gửi đi', crumb: mail ? `Qua ${mail.host}:${mail.port}, từ ${mail.from.address}` : 'Chưa nối máy chủ thư',
    acts: failed.length > 1 && mail ? <Form action={`${MAIL}/gui-lai`} inline confirm={`Gửi lại ${failed.length} thư không gửi được?`}>{failed.map((row) => <input type="hidden" name="thu[]" value={row.id} />)}<button class="button" type="submit">Gửi lại tất cả</button></Form> : undefined }, <>
    {visit.c.req.query('xong') ? <Message kind="ok">Đã đưa vào hàng chờ; thư được gửi trong vài phút.</Message> : null}
    {mail ? null : <Message kind="warn" title="Chưa gửi thư điện tử">Thông báo vẫn đến hộp thư trong Loa. Người vận hành bật gửi thư bằng LOA_SMTP_URL, LOA_SMTP_FROM và LOA_PUBLIC_URL rồi chạy lại Loa (docs/operating.md).</Message>}
    <div class="tiles">
      <Tile label="Chờ gửi" value={state.waiting.toLocaleString('vi-VN')}><small>{state.oldest ? `cũ nhất từ ${formatInstant(state.oldest)}` : 'không có thư nào chờ'}</small></Tile>
      <Tile label="Bị hoãn, sẽ thử lại" value={state.late.toLocaleString('vi-VN')} />
      <Tile label="Không gửi được" value={state.failed.toLocaleString('vi-VN')} />
      <Tile label="Đã gửi trong 24 giờ" value={state.sentToday.toLocaleString('vi-VN')} />
    </div>
    <Card title="Thư có trục trặc" id="truc-trac" pad={false}>
      <Table<MailLine> top caption="Thư không gửi được hoặc bị hoãn" rows={rows} empty={<Empty title="Không có thư nào trục trặc">Thư bị máy chủ từ chối hoặc hoãn sẽ hiện ở đây kèm lý do.</Empty>} columns={[
        { head: 'Người nhận', cell: (row) => <>{names.get(row.account_id) ?? ''}<br /><small>{row.to_address}</small></> },
        { head: 'Tình trạng', cell: (row) => <>{row.state === 'failed' ? <Chip tone="late">Không gửi được</Chip> : <Chip tone="soon">Thử lại {formatInstant(row.next_try_at)}</Chip>}<br /><small>{row.attempts} lần thử, thư viết {formatInstant(row.created_at)}</small></> },
        { head: 'Lý do', cell: (row) => <>{row.last_error}<br /><small>Máy chủ trả lời: <code>{row.last_answer}</code></small></> },
        { head: 'Thư', cell: (row) => row.subject },
        { head: '', cell: (row) => <Form action={`${MAIL}/gui-lai`} inline><input type="hidden" name="thu[]" value={row.id} /><button class="button small" type="submit" aria-label={`Gửi lại thư cho ${row.to_address}`}>Gửi lại</button></Form> },
      ]} />
      {rows.length === MOST ? <p class="pad small">Chỉ hiện {MOST} thư mới nhất.</p> : null}
    </Card>
  </>);
}

/** Failed letters go into the queue again, those that wait are tried at once; a mark on the address is lifted. Of other units' people: nothing. */
export async function resend(visit: Visit): Promise<Response> {
  const ids = (await readForm(visit.c)).texts('thu[]').filter(isId) as Id[], accounts = await reach(visit);
  await visit.act(async (acting) => {
    await acting.authorise('notifications.see-mail', signedIn(visit).organisationId);
    for (const address of await sendAgain(acting.tx, ids.slice(0, MOST), accounts, acting.now)) await liftRefusal(acting.tx, address);
  });
  visit.deps.log.info('mail put back into the queue by hand', { mails: ids.length });
  return visit.c.redirect(`${MAIL}?xong=1`, 303);
}
