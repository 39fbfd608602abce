import { dayAt, formatDate, formatInstant } from '#kernel/plain-date.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea } from '#ui/forms.tsx';
import { Card, Chip, Facts, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { FORMATS, isPicture } from '../rules/formats.ts';
import { may, type PrintVerb } from '../rules/states.ts';
import { runsOf } from '../store/reading.ts';
import { errorsAtFields } from './fields.tsx';
import { BASE, printOf, StateChip, versionFor, type Refused } from './parts.tsx';
import { Runs } from './runs.tsx';

/** One design: as it looks, and what is to be done next. */
export async function printPage(visit: Visit, refused?: Refused): Promise<Response> {
  const { one, kind } = await printOf(visit), [mayDraft, mayApprove] = [await visit.may('prints.draft', one.organisation_id), await visit.may('prints.approve', one.organisation_id)], seen = versionFor(one, refused);
  const can = (verb: PrintVerb) => may(one, verb) && (['write', 'submit', 'print'].includes(verb) ? mayDraft : mayApprove), counted = one.deliverable_id ? await deliverableView(visit.db, one.deliverable_id) : null;
  const errors = refused ? errorsAtFields(kind.fields, refused.form.errors) : {}, face = FORMATS[kind.formats[0]!], out = one.status === 'published', tall = face.shape === 'tall';
  const Act = ({ path, children, confirm }: { path: string; children?: unknown; confirm?: string }) => <Form action={`${BASE}/${one.id}/${path}`} version={seen} {...(confirm ? { confirm } : {})}>{children as never}</Form>;
  const reasonForm = (of: string) => (refused?.of === of ? refused.form : filledForm({}));
  return consolePage(visit, {
    title: one.title, status: refused?.status ?? 200, crumb: <><a href={BASE}>Ấn phẩm</a> · {kind.label}</>,
    acts: <><StateChip one={one} />{can('write') ? <LinkButton href={`${BASE}/${one.id}/sua`} kind={one.status === 'returned' ? 'primary' : ''}>Sửa</LinkButton> : null}{out ? <LinkButton href={`/x/${one.id}`}>Xem trang công khai</LinkButton> : null}</>,
    message: <>
      {refused ? refused.of === 'trinh' ? <div class="message bad" role="alert"><b>Chưa trình được.</b><ul>{Object.values(errors).map((sentence) => <li>{sentence}</li>)}</ul><a href={`${BASE}/${one.id}/sua`}>Mở để sửa; phần không vừa được tô đỏ trong hình xem thử</a></div> : <ErrorSummary errors={errors} /> : null}
      {one.status === 'returned' ? <Message kind="warn" title={`Bị trả lại để sửa, ${one.returned_by_name}`}>{one.returned_reason}</Message> : null}
      {one.status === 'withdrawn' ? <Message kind="warn" title={`Đã gỡ ngày ${one.withdrawn_at ? formatDate(dayAt(one.withdrawn_at)) : ''}, ${one.withdrawn_by_name}`}>{one.withdrawn_reason}</Message> : null}
    </>,
  }, <>
    {can('submit') ? <Card title="Trình duyệt" id="trinh"><Act path="trinh"><p>Loa xem mọi khổ còn chỗ cho chữ, đủ nội dung và lời thay cho hình, rồi trình.</p><Submit kind={one.status === 'draft' ? 'primary' : ''}>Trình duyệt</Submit></Act></Card> : null}
    {can('approve') ? <Card title="Duyệt ấn phẩm" id="duyet"><p>{one.submitted_by_name} trình {one.submitted_at ? formatInstant(one.submitted_at) : ''}. Xem hình và lời thay bên dưới rồi duyệt hoặc trả lại. Duyệt xong, mọi ảnh và bản in được giữ đúng như đã xem.</p><Act path="duyet"><Submit>Duyệt</Submit></Act></Card> : null}
    {can('publish') ? <Card title="Phát hành" id="phat-hanh"><p>{one.approved_by_name} đã duyệt. Phát hành xong, ấn phẩm có trang cho người dân và được tính vào việc phải làm của đơn vị.</p><Act path="phat-hanh"><Submit>Phát hành</Submit></Act></Card> : null}
    {can('return') ? <Card title="Trả lại" id="tra-lai"><details open={refused?.of === 'tra-lai'}><summary>Trả lại để sửa</summary><Act path="tra-lai"><div class="fields"><TextArea form={reasonForm('tra-lai')} name="reason" label="Cần sửa gì" required rows={3} maxlength={1000} /><Submit kind="">Trả lại</Submit></div></Act></details></Card> : null}
    <Card title="Hình" id="hinh"><div class="print-shown">{kind.formats.map((key) => FORMATS[key]).filter((format) => isPicture(format)).map((format) => <figure class="print-preview"><img src={`${BASE}/${one.id}/tep/${format.slug}.png`} alt={one.alt || `${kind.label}: ${one.title}`} width={format.shape === 'tall' ? 432 : format.shape === 'folded' ? 600 : 768} height={Math.round(((format.shape === 'tall' ? 432 : format.shape === 'folded' ? 600 : 768) * format.height * format.pages) / format.width)} loading={tall && format !== face ? 'lazy' : undefined} /><figcaption class="small">{format.label}</figcaption></figure>)}</div>
      <ul class="print-files">{kind.formats.map((key) => FORMATS[key]).map((format) => <li>{format.label}: {isPicture(format) ? <><a href={`${BASE}/${one.id}/tep/${format.slug}.png?tai=1`} data-turbo="false">PNG</a> · <a href={`${BASE}/${one.id}/tep/${format.slug}.svg?tai=1`} data-turbo="false">SVG</a></> : null}{format.sheet ? <>{format.pages > 1 ? ' · ' : ''}<a href={`${BASE}/${one.id}/tep/${format.slug}.pdf?tai=1`} data-turbo="false">PDF để in, tràn lề 3 mm</a></> : null}</li>)}</ul>
      {kind.key === 'led' ? <p>Chữ để chép vào bảng điện tử, {[...one.title].length} ký tự: <b>{one.title}</b></p> : null}
    </Card>
    <Card title="Quá trình" id="qua-trinh"><Facts rows={[
      ['Lời thay cho hình', one.alt || <Chip tone="late">chưa có</Chip>], ['Người làm', one.author_name],
      ...(one.submitted_at ? [['Trình', `${one.submitted_by_name}, ${formatInstant(one.submitted_at)}`] as const] : []),
      ...(one.approved_at ? [['Duyệt', <>{one.approved_by_name}, {formatInstant(one.approved_at)}{one.self_approved ? <> <Chip tone="soon">tự duyệt</Chip></> : null}</>] as const] : []),
      ...(one.published_at ? [['Phát hành', formatInstant(one.published_at)] as const, ['Địa chỉ ngắn', <a href={`/x/${one.id}`}>/x/{one.id}</a>] as const] : []),
      ...(kind.code && one.link ? [['Mã QR dẫn đến', one.link] as const] : []),
      ...(counted ? [['Được tính', <><a href={`/lam-viec/ket-qua/${counted.id}`}>Kết quả đã ghi</a>: {counted.status === 'withdrawn' ? 'không tính nữa' : counted.credits.length ? counted.credits.map((credit) => `${credit.title} (${credit.periodLabel})`).join('; ') : 'không thuộc nhiệm vụ nào đang chạy'}</>] as const] : []),
    ]} /></Card>
    {one.published_at && kind.printed ? <Runs one={one} kind={kind} runs={await runsOf(visit.db, one.id)} mayDraft={mayDraft} refused={refused} today={visit.today} /> : null}
    {can('withdraw') ? <Card title="Việc khác" id="viec-khac"><details id="go" open={refused?.of === 'go'}><summary>Gỡ ấn phẩm</summary><Act path="go"><div class="fields"><p>Trang công khai sẽ hiện lý do và ngày gỡ; ấn phẩm không được tính nữa. Bản đã in và phát vẫn giữ trong sổ.</p><TextArea form={reasonForm('go')} name="reason" label="Lý do gỡ" required rows={2} maxlength={1000} /><Submit kind="danger">Gỡ ấn phẩm</Submit></div></Act></details></Card> : null}
  </>);
}
