import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate, formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { channelLabel } from '#features/channels/rules/channels.ts';
import { productLabel } from '#features/channels/rules/products.ts';
import { describeWanted, missingEvidence } from '#features/channels/rules/evidence.ts';
import { preview, PREVIEW_WIDTHS } from '#features/files/preview.ts';
import { obligationCard, offersOf, type ObligationCard } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { submit, type FieldErrors } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { emptyForm, Form, Submit, TextField } from '#ui/forms.tsx';
import { Card, Chip, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { confirm } from '../actions/confirm.ts';
import { takeUpOffer } from '../actions/move-result.ts';
import { creditedOf } from '../actions/record.ts';
import { reject } from '../actions/reject.ts';
import { withdraw } from '../actions/withdraw.ts';
import { POSSIBLE, STATUS_LABEL } from '../rules/status.ts';
import { deliverableView, reusesOf, type DeliverableView, type EvidenceView } from '../store.ts';
import { canonicalLink } from '../rules/link.ts';
import { BASE, STATUS_TONE } from './pages.tsx';

async function view(visit: Visit): Promise<DeliverableView> {
  const one = await deliverableView(visit.db, visit.c.req.param('deliverable') as Id);
  if (!one) throw notFound('kết quả này');
  return one;
}

export async function detailPage(visit: Visit, refused?: { errors: FieldErrors; status: 409 | 422 | 413 | 507 }): Promise<Response> {
  const one = await view(visit), tree = await organisationTree(visit.db, visit.today), base = `${BASE}/${one.id}`;
  const cards = (await Promise.all(one.credits.map(async (credit) => ({ credit, card: await obligationCard(visit.db, credit.obligationId, { today: visit.today }) })))).filter((pair): pair is { credit: typeof pair.credit; card: ObligationCard } => pair.card !== null);
  const [mayConfirm, mayWrite] = [await visit.may('deliverables.confirm', one.organisation_id), await visit.may('deliverables.record', one.organisation_id)];
  const have = new Set(one.evidence.map((item) => item.provesAs)), wanted = cards.flatMap(({ card }) => missingEvidence(card.evidence, have));
  const reused = await reusesOf(visit.db, { except: one.id, sha256s: one.evidence.flatMap((item) => item.sha256 ?? []), links: one.evidence.flatMap((item) => (item.url ? [canonicalLink(item.url)!] : [])) });
  const others = [...new Map(reused.map((other) => [other.deliverableId, other])).values()]; // the same file and the same link: named once
  const credited = one.credits.reduce((most, credit) => Math.max(most, credit.amount), 0), possible = POSSIBLE[one.status];
  const offers = mayWrite && possible.move ? await debtsToServe(visit, one) : [], fromCard = one.counts_for.obligationIds.length > 0;
  return consolePage(visit, {
    title: one.title, crumb: <><a href={BASE}>Kết quả đã ghi</a> · {tree.latest(one.organisation_id)?.name}</>, status: refused?.status ?? 200,
    acts: <><Chip tone={STATUS_TONE[one.status]}>{STATUS_LABEL[one.status]}</Chip>{mayWrite && possible.correct ? <LinkButton href={`${base}/sua`}>Sửa</LinkButton> : null}{mayConfirm && possible.confirm ? <Form action={`${base}/xac-nhan`} version={one.row_version} inline><Submit>Xác nhận</Submit></Form> : null}</>,
    message: <>
      {refused ? <Message kind="bad">{Object.values(refused.errors).map((line) => <p>{line}</p>)}</Message> : null}
      {visit.c.req.query('moi') ? <Message kind="ok" title="Đã lưu kết quả.">{cards.length ? <ul>{cards.map(({ card, credit }) => <li>Tính {formatNumber(credit.amount)} cho <a href={`/lam-viec/viec/${card.id}`}>{card.title} · {card.periodLabel}</a></li>)}</ul> : fromCard ? 'Việc này đã đủ số phải làm trong kỳ nên kết quả chưa tính thêm; vẫn có trong báo cáo.' : 'Kết quả không khớp nghĩa vụ nào đang mở nên chưa tính; vẫn có trong báo cáo.'}</Message> : null}
      {credited < one.amount && one.credits.length ? <Message kind="warn">Thừa {formatNumber(one.amount - credited)} {one.unit} so với số phải làm trong kỳ; phần thừa không tự tính sang kỳ khác.</Message> : null}
      {one.status === 'rejected' && one.rejected_reason ? <Message kind="bad" title={`${one.rejected_by_name ?? 'Người xác nhận'} trả lại`}>{one.rejected_reason}</Message> : null}
      {one.status === 'recorded' && wanted.length ? <Message kind="warn" title="Cần thêm minh chứng trước khi xác nhận">{describeWanted(wanted)}</Message> : null}
      {others.length ? <Message kind="warn" title="Tệp hoặc đường dẫn này đã dùng ở kết quả khác"><ul>{others.map((other) => <li><a href={`${BASE}/${other.deliverableId}`}>{other.title}</a> ({formatDate(other.doneOn)})</li>)}</ul></Message> : null}
    </>,
  }, <>
    <div class="columns">
      <Card title="Nội dung" id="noi-dung-kq"><Facts rows={[
        ['Loại', productLabel(one.product)], ['Kênh', one.channel ? channelLabel(one.channel) : '–'], ['Ngày làm xong', formatDate(one.done_on)], ['Số lượng', `${formatNumber(one.amount)} ${one.unit}`],
        ...(one.minutes ? [['Thời lượng', `${formatNumber(one.minutes)} phút`] as const] : []), ...(one.audience ? [['Lượt người', formatNumber(one.audience)] as const] : []),
        ...(one.place ? [['Địa điểm', one.place] as const] : []), ...(one.note ? [['Ghi chú', one.note] as const] : []),
        ['Người ghi', `${one.recorded_by_name}, ${formatInstant(one.recorded_at)}`],
        ...(one.confirmed_by_name ? [['Xác nhận', `${one.confirmed_by_name}, ${formatDate(one.confirmed_on!)}${one.self_confirmed ? ' (tự xác nhận)' : ''}`] as const] : []),
      ]} /></Card>
      <Card title="Minh chứng" id="minh-chung">{one.evidence.length ? <div class="evidence">{one.evidence.map((item) => <Evidence item={item} base={base} />)}</div> : <p>Chưa có ảnh, tệp hay đường dẫn nào.</p>}</Card>
    </div>
    <Card title="Tính vào nghĩa vụ" id="tinh-vao" pad={false}><Table caption="Nghĩa vụ được tính" rows={cards} empty={<p class="pad">Không tính vào nghĩa vụ nào.</p>} columns={[
      { head: 'Nghĩa vụ', cell: ({ card }) => <a href={`/lam-viec/viec/${card.id}`}>{card.title}</a> }, { head: 'Kỳ', cell: ({ card }) => card.periodLabel }, { head: 'Tính', number: true, cell: ({ credit }) => formatNumber(credit.amount) },
    ]} /></Card>
    {offers.length ? <Card title="Phần thừa có thể bù cho việc còn nợ" id="phan-thua"><p>Chỉ tính khi bạn chọn; kết quả tính cho kỳ nợ là làm trễ.</p>{offers.map(({ card, amount }) => <Form action={`${base}/phan-thua`} inline>
      <input type="hidden" name="obligation" value={card.id} /><a href={`/lam-viec/viec/${card.id}`}>{card.title} · {card.periodLabel}</a> <Submit kind="">Bù {formatNumber(amount)} {one.unit}</Submit>
    </Form>)}</Card> : null}
    {one.versions.length ? <Card title="Các bản trước" id="ban-truoc">{one.versions.map((version) => <p>Bản {version.version}: thay lúc {formatInstant(version.replaced_at)}, {version.replaced_by_name}. Lý do: {version.reason}</p>)}</Card> : null}
    {(mayConfirm && possible.reject) || (mayWrite && possible.withdraw) ? <div class="columns">
      {mayConfirm && possible.reject ? <Card title="Trả lại" id="tra-lai"><Form action={`${base}/tra-lai`} version={one.row_version}><TextField form={emptyForm} name="reason" label="Lý do trả lại" required maxlength={500} /><Submit kind="danger">Trả lại</Submit></Form></Card> : null}
      {mayWrite && possible.withdraw ? <Card title="Rút kết quả" id="rut"><Form action={`${base}/rut`} version={one.row_version} confirm={`Rút "${one.title}"?`}><TextField form={{ ...emptyForm }} name="withdrawReason" label="Lý do rút" required maxlength={500} /><Submit kind="danger">Rút</Submit></Form></Card> : null}
    </div> : null}
  </>);
}

/** "Thừa 2": the oldest debts of the same commitments that could take what is left. */
async function debtsToServe(visit: Visit, one: DeliverableView): Promise<readonly { card: ObligationCard; amount: number }[]> {
  const offers = await offersOf(visit.db, creditedOf(one), one.counts_for.obligationIds, visit.today);
  const cards = await Promise.all(offers.slice(0, 6).map(async ({ obligationId, amount }) => ({ card: await obligationCard(visit.db, obligationId, { today: visit.today }), amount })));
  return cards.filter((pair): pair is { card: ObligationCard; amount: number } => pair.card !== null);
}

const Evidence = ({ item, base }: { item: EvidenceView; base: string }) => item.kind === 'link'
  ? <p class="evidence-item"><a href={item.url!} rel="noopener noreferrer nofollow" target="_blank">{item.url}</a></p>
  : item.kind === 'published-item' ? <p class="evidence-item">{item.caption?.startsWith('/x/') ? <>Mục đã đăng trên Loa: <a href={item.caption}>{item.caption}</a></> : item.caption ?? 'Mục đã đăng trên Loa'}</p>
  : <figure class="evidence-item">
    {item.previewable ? <a href={`${base}/tep/${item.id}`} data-turbo="false"><img src={`${base}/tep/${item.id}?rong=320`} alt={item.caption ?? `Ảnh minh chứng ${item.fileName ?? ''}`} loading="lazy" width={160} /></a> : null}
    <figcaption><a href={`${base}/tep/${item.id}`} data-turbo="false">{item.fileName ?? 'Tệp'}</a>{item.note ? <small> {item.note}</small> : null}</figcaption>
  </figure>;

/** The evidence itself: shown to who may read the deliverable; never as a page of our own origin. */
export async function evidenceFile(visit: Visit): Promise<Response> {
  const one = await view(visit), item = one.evidence.find((entry) => entry.id === visit.c.req.param('evidence'));
  if (!item?.sha256) throw notFound('tệp minh chứng này');
  const bytes = await visit.deps.files.read(item.sha256), wide = PREVIEW_WIDTHS.find((width) => String(width) === visit.c.req.query('rong'));
  const headers = { 'cache-control': 'private, max-age=86400, immutable', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'; img-src 'self'" };
  if (wide && item.previewable) return visit.c.body(new Uint8Array(await preview(bytes, wide)), 200, { ...headers, 'content-type': 'image/webp' });
  const name = encodeURIComponent(item.fileName ?? 'tep'), inline = item.previewable || item.mediaType === 'application/pdf';
  return visit.c.body(new Uint8Array(bytes), 200, { ...headers, 'content-type': item.mediaType ?? 'application/octet-stream', 'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}` });
}

const seen = z.object({ _version: z.coerce.number().int() });
const backTo = (visit: Visit) => visit.c.redirect(`${BASE}/${visit.c.req.param('deliverable')}`, 303);

export const confirmPost = (visit: Visit) => submit(visit.c, seen, {
  run: async (input) => { await visit.act((doing) => confirm(doing, { deliverableId: visit.c.req.param('deliverable') as Id, rowVersion: input._version })); return backTo(visit); },
  refuse: (_, errors, status) => detailPage(visit, { errors, status }),
});
export const rejectPost = (visit: Visit) => submit(visit.c, seen.extend({ reason: z.string().min(5, 'Hãy ghi lý do trả lại để người ghi biết cần sửa gì.') }), {
  run: async (input) => { await visit.act((doing) => reject(doing, { deliverableId: visit.c.req.param('deliverable') as Id, rowVersion: input._version, reason: input.reason })); return backTo(visit); },
  refuse: (_, errors, status) => detailPage(visit, { errors, status }),
});
export const surplusPost = (visit: Visit) => submit(visit.c, z.object({ obligation: z.string().refine(isId, 'Hãy chọn việc còn nợ để bù.') }), {
  run: async (input) => { await visit.act((doing) => takeUpOffer(doing, { deliverableId: visit.c.req.param('deliverable') as Id, obligationId: input.obligation as Id })); return backTo(visit); },
  refuse: (_, errors, status) => detailPage(visit, { errors, status }),
});
export const withdrawPost = (visit: Visit) => submit(visit.c, seen.extend({ withdrawReason: z.string().min(5, 'Hãy ghi lý do rút.') }), {
  run: async (input) => { await visit.act((doing) => withdraw(doing, { deliverableId: visit.c.req.param('deliverable') as Id, rowVersion: input._version, reason: input.withdrawReason })); return backTo(visit); },
  refuse: (_, errors, status) => detailPage(visit, { errors, status }),
});
