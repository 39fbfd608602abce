import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from 'hono/jsx';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, shardOf, type Id } from '#kernel/id.ts';
import { columnRow, columnsOf } from '#features/articles/store.ts';
import { tokenHash } from '#features/accounts/secrets.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { portalAnswer } from '#features/sites/answer.tsx';
import { readForm, type FormValues } from '#platform/http/forms.ts';
import { get, post, READER, type Route } from '#platform/http/route.ts';
import { isOwn, rateLimiter } from '#platform/http/security.ts';
import type { Visit } from '#platform/http/visit.ts';
import { askSubscription, confirmSubscription, isLate, unsubscribe, type Target } from './actions/subscribe.ts';
import { CONFIRM, LEAVE, SUBSCRIBE } from './links.ts';
import { consentWords, readAddress } from './rules/subscription.ts';
import { letterByToken } from './store/letters.ts';
import { newslettersOf } from './store/reading.ts';
import { newsletterRow } from './store/rows.ts';
import { subscriptionRow, subscriptionsToConfirm, type SubscriptionRow } from './store/subscriptions.ts';

/** Forms for readers: no session is looked at, no cookie set, nothing needs JavaScript. A GET changes nothing, so a program that follows links confirms and ends nothing. */

const NOBODY = '' as Id;
const page = (visit: Visit, organisationId: Id, title: string, content: Child, status = 200): Promise<Response> => portalAnswer(visit, { organisationId }, { kind: 'html', title, tags: [], unlisted: true, status, content: <><h1>{title}</h1>{content}</> });

// --- asking ---------------------------------------------------------------------------------------------------------

interface Offer { readonly organisationId: Id; readonly name: string; readonly targets: readonly Target[] }
/** What an organisation writes about: its newsletters and its columns that are in use. */
async function offerOf(visit: Visit): Promise<Offer> {
  const organisationId = visit.c.req.param('organisation') ?? '', unit = isId(organisationId) ? (await organisationTree(visit.db, visit.today)).get(organisationId) : undefined;
  if (!unit) throw notFound('trang đăng ký này');
  const newsletters = (await newslettersOf(visit.db, [unit.id])).filter((one) => one.closed_on === null), columns = (await columnsOf(visit.db, [unit.id])).filter((one) => one.closed_on === null);
  const target = (kind: Target['kind']) => ({ id, name }: { id: Id; name: string }): Target => ({ kind, id, shard: shardOf(id), name });
  return { organisationId: unit.id, name: unit.name, targets: [...newsletters.map(target('newsletter')), ...columns.map(target('column'))] };
}

async function askPage(visit: Visit, refused?: { readonly values: FormValues; readonly sentence: string; readonly field: 'address' | 'muc' }): Promise<Response> {
  // what a reader came for stands first, and is not ticked: consent is given by ticking, not by leaving a tick
  const offer = await offerOf(visit), wanted = visit.c.req.query('muc'), targets = offer.targets.toSorted((a, b) => Number(b.id === wanted) - Number(a.id === wanted)), asked = refused?.values.texts('muc') ?? [];
  const closed = visit.deps.config.mail === null && visit.deps.mode === 'real';
  if (closed || targets.length === 0) return page(visit, offer.organisationId, 'Nhận tin qua thư điện tử', <p class="note">{closed ? 'Trang này chưa gửi tin qua thư điện tử. Bạn vẫn đọc được mọi số bản tin tại đây.' : 'Đơn vị này chưa có bản tin hay chuyên mục để đăng ký.'}</p>);
  const wrong = (field: 'address' | 'muc') => (refused?.field === field ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'sai' } : {});
  return page(visit, offer.organisationId, 'Nhận tin qua thư điện tử', <form class="reader-form" method="post" action={`${SUBSCRIBE}/${offer.organisationId}`} novalidate>
    {refused ? <p class="note" id="sai" role="alert">{refused.sentence}</p> : null}
    <fieldset {...wrong('muc')}><legend>Bạn muốn nhận</legend>{targets.map((one) => <label class="choice"><input type="checkbox" name="muc" value={one.id} checked={asked.includes(one.id)} /> <span>{one.kind === 'newsletter' ? one.name : <>Bài mới trong chuyên mục “{one.name}” <small>nhiều nhất mỗi ngày một thư</small></>}</span></label>)}</fieldset>
    <p><label for="dia-chi">Địa chỉ thư điện tử</label><br /><input id="dia-chi" name="address" type="email" autocomplete="email" required maxlength={254} value={refused?.values.text('address')} {...wrong('address')} /></p>
    <p class="leave-empty" aria-hidden="true"><label for="trang-web">Để trống ô này</label> <input id="trang-web" name="website" tabindex={-1} autocomplete="off" /></p>
    <p class="small">{consentWords(offer.name, ['những mục bạn chọn ở trên'])}</p>
    <p><button type="submit" class="button primary">Đồng ý và đăng ký</button></p>
    <p class="small">Sau khi gửi, bạn nhận một thư xác nhận. Chưa bấm xác nhận trong thư thì không có thư nào khác được gửi, và sau 7 ngày địa chỉ được xóa.</p>
    {visit.deps.mode === 'demo' ? <p class="small">Bản minh họa này không gửi thư ra ngoài.</p> : null}
  </form>, refused ? 422 : 200);
}

/** Few people behind one address fill in such a form within a minute, or within an hour; a program does. Each sending is a letter to somebody, so all together are counted too. */
const limits = new WeakMap<object, readonly ReturnType<typeof rateLimiter>[]>();
function allowed({ deps, connection: { address } }: Visit): boolean {
  let all = limits.get(deps);
  if (!all) limits.set(deps, all = [rateLimiter(() => deps.clock.now().getTime(), { signedIn: 60, address: 6 }), rateLimiter(() => deps.clock.now().getTime() / 60, { signedIn: 600, address: 20 })]);
  return all.every((limit) => limit({ account: null, address })) && all.every((limit) => limit({ account: 'everybody', address: '' }));
}
/** As long for an address that is known as for one that is new. */
const ALIKE_MS = 120;

async function askPost(visit: Visit): Promise<Response> {
  const offer = await offerOf(visit), values = await readForm(visit.c), targets = offer.targets.filter((one) => values.texts('muc').includes(one.id)), address = values.text('address'), done = `${SUBSCRIBE}/${offer.organisationId}/da-gui`;
  if (targets.length === 0) return askPage(visit, { values, field: 'muc', sentence: 'Chưa chọn mục nào. Hãy chọn ít nhất một mục muốn nhận.' });
  if (readAddress(address) === null) return askPage(visit, { values, field: 'address', sentence: address ? 'Địa chỉ thư này chưa đúng. Hãy kiểm tra lại, ví dụ ten@coquan.vn, không dấu và không khoảng trắng.' : 'Chưa ghi địa chỉ thư điện tử. Hãy ghi địa chỉ muốn nhận tin.' });
  if (!allowed(visit)) throw new AppError('rate-limited', 'Có quá nhiều lần đăng ký trong một phút. Hãy chờ một lát rồi thử lại.');
  const mail = visit.deps.config.mail, domain = mail ? mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1) : 'loa.example', open = mail !== null || visit.deps.mode === 'demo';
  // who fills in the field that nobody sees is a program
  await Promise.all([delay(ALIKE_MS), open && !values.text('website') ? visit.act((a) => askSubscription(a, { organisationId: offer.organisationId, targets, address, domain })) : null]);
  return visit.c.redirect(done, 303);
}

async function askedPage(visit: Visit): Promise<Response> {
  const offer = await offerOf(visit);
  return page(visit, offer.organisationId, 'Hãy mở hộp thư của bạn', <>
    <p>Nếu địa chỉ vừa ghi chưa đăng ký, trong vài phút sẽ có một thư xác nhận gửi tới đó. Mở thư, theo đường dẫn rồi bấm “Xác nhận” là xong.</p>
    <p>Không thấy thư? Hãy xem thư mục thư rác, hoặc kiểm tra lại địa chỉ rồi <a href={`${SUBSCRIBE}/${offer.organisationId}`}>đăng ký lần nữa</a>. Mỗi địa chỉ chỉ nhận một thư xác nhận trong một ngày.</p>
  </>);
}

// --- the links in letters ---------------------------------------------------------------------------------------------

const nameOf = async (visit: Visit, one: SubscriptionRow): Promise<string> => (one.kind === 'newsletter' ? ((await newsletterRow(visit.db, one.target_id))?.name ?? 'Bản tin') : `Bài mới trong chuyên mục “${(await columnRow(visit.db, one.target_id))?.name ?? ''}”`);
const names = (visit: Visit, rows: readonly SubscriptionRow[]): Promise<string[]> => Promise.all(rows.map((one) => nameOf(visit, one)));
const tokenIn = (visit: Visit): string => { const token = visit.c.req.param('token') ?? ''; return /^[\w-]{40,60}$/.test(token) ? token : ''; };
const NamesList = ({ all }: { all: readonly string[] }) => <ul>{all.map((one) => <li>{one}</li>)}</ul>;

const tooLate = (visit: Visit): Promise<Response> => page(visit, NOBODY, 'Đường dẫn này không dùng được nữa', <p>Đường dẫn xác nhận chỉ dùng được trong 7 ngày, hoặc đã gõ thiếu. Nếu bạn vẫn muốn nhận tin, hãy đăng ký lại ở trang Bản tin.</p>, 410);

async function confirmPage(visit: Visit): Promise<Response> {
  const token = tokenIn(visit), rows = token ? await subscriptionsToConfirm(visit.db, tokenHash(token)) : [], open = rows.filter((one) => one.state === 'active' || (one.state === 'pending' && !isLate(one, visit.now))), [first] = open;
  if (!first) return tooLate(visit);
  if (open.every((one) => one.state === 'active')) return confirmedPage(visit, open);
  return page(visit, first.organisation_id, 'Xác nhận đăng ký nhận tin', <><p>Bạn đăng ký nhận:</p><NamesList all={await names(visit, open)} /><form method="post" action={`${CONFIRM}/${token}`}><button type="submit" class="button primary">Xác nhận</button></form><p class="small">Không phải bạn đăng ký? Chỉ cần đóng trang này: sẽ không có thư nào được gửi.</p></>);
}
const confirmedPage = async (visit: Visit, rows: readonly SubscriptionRow[]): Promise<Response> =>
  page(visit, rows[0]!.organisation_id, 'Đã xác nhận', <><p>Từ nay bạn sẽ nhận:</p><NamesList all={await names(visit, rows)} /><p>Cuối mỗi thư có đường dẫn để hủy bất cứ lúc nào.</p></>);
async function confirmPost(visit: Visit): Promise<Response> {
  const token = tokenIn(visit), rows = token ? await visit.act((a) => confirmSubscription(a, token)) : null;
  return rows ? confirmedPage(visit, rows) : tooLate(visit);
}

const left = (visit: Visit, organisationId: Id): Promise<Response> => page(visit, organisationId, 'Đã hủy nhận thư', <p>Địa chỉ của bạn đã được xóa khỏi danh sách nhận. Muốn nhận lại, hãy đăng ký như lần đầu.</p>);
const unknownLink = (visit: Visit): Promise<Response> => page(visit, NOBODY, 'Đường dẫn này không dùng được nữa', <p>Đường dẫn hủy đã quá cũ hoặc gõ thiếu. Hãy mở đường dẫn trong thư mới nhận gần đây nhất; hoặc trả lời thư, đề nghị đơn vị gửi xóa địa chỉ giúp.</p>, 410);

async function leavePage(visit: Visit): Promise<Response> {
  const token = tokenIn(visit), letter = token ? await letterByToken(visit.db, tokenHash(token)) : undefined, one = letter && letter.kind !== 'confirm' ? await subscriptionRow(visit.db, letter.subscription_id) : undefined;
  if (!one) return unknownLink(visit);
  if (one.address === null) return left(visit, one.organisation_id);
  return page(visit, one.organisation_id, 'Hủy nhận thư', <><p>Bạn đang nhận:</p><NamesList all={[await nameOf(visit, one)]} /><form method="post" action={`${LEAVE}/${token}`}>
    <p><label class="choice"><input type="checkbox" name="tat-ca" value="1" /> <span>Hủy cả mọi đăng ký khác của địa chỉ này</span></label></p>
    <p><button type="submit" class="button primary">Hủy nhận thư</button></p></form></>);
}
/** From the page above, or from a mail program's own button (RFC 8058), which sends these words and no cookie. */
async function leavePost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), { scheme, host } = visit.connection, byReader = isOwn(visit.c, [`${scheme}://${host}`, ...(visit.deps.config.publicUrl ? [visit.deps.config.publicUrl] : [])]);
  if (!byReader && values.text('List-Unsubscribe') !== 'One-Click') throw new AppError('forbidden', 'Yêu cầu không đến từ trang của hệ thống nên không được nhận. Hãy mở lại đường dẫn trong thư.');
  const token = tokenIn(visit), letter = token ? await letterByToken(visit.db, tokenHash(token)) : undefined, done = token ? await visit.act((a) => unsubscribe(a, { token, everything: byReader && values.text('tat-ca') === '1' })) : 'unknown';
  if (done === 'unknown') return unknownLink(visit);
  return left(visit, (letter && (await subscriptionRow(visit.db, letter.subscription_id))?.organisation_id) || NOBODY);
}

const SMALL = 16 * 1024;
export const readerRoutes: readonly Route[] = [
  get(`${SUBSCRIBE}/:organisation`, READER, (visit) => askPage(visit)),
  post(`${SUBSCRIBE}/:organisation`, READER, askPost, SMALL),
  get(`${SUBSCRIBE}/:organisation/da-gui`, READER, askedPage),
  get(`${CONFIRM}/:token`, READER, confirmPage),
  post(`${CONFIRM}/:token`, READER, confirmPost, SMALL),
  get(`${LEAVE}/:token`, READER, leavePage),
  { ...post(`${LEAVE}/:token`, READER, leavePost, SMALL), fromAnywhere: true },
];
