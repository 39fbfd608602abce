import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { CHANNELS } from '#features/channels/rules/channels.ts';
import { PRODUCTS, productOf } from '#features/channels/rules/products.ts';
import type { ObligationCard } from '#features/obligations/store.ts';
import { CheckField, ErrorSummary, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Message } from '#ui/parts.tsx';

const PRODUCT_CHOICES = PRODUCTS.filter((product) => product.key !== 'report').map((product) => ({ value: product.key, label: product.label }));
const CHANNEL_CHOICES = CHANNELS.map((channel) => ({ value: channel.key, label: channel.label }));

/** What was sent before the rest of the form was right: kept by name, so that nobody uploads twice. */
export interface UploadedFile { readonly sha256: string; readonly name: string }

/**
 * The short form: what, when, how much, proof. From a card the product and channel are known and stay folded away; one column, large
 * targets, works as a plain multipart form.
 */
export const DeliverableFields = ({ form, card, today, uploaded, action, version, submitLabel, correction, counted }: {
  form: FormState; card: ObligationCard | null; today: PlainDate; uploaded: readonly UploadedFile[]; action: string; version?: number; submitLabel: string; correction?: boolean; /** In a report that was sent. */ counted?: boolean;
}) => {
  const product = productOf(form.values.text('product') || card?.product || 'article');
  return <Form action={action} multipart keep={correction ? `sua-${action}` : `ghi-${card?.id ?? 'khac'}`} {...(version === undefined ? {} : { version })}>
    <ErrorSummary errors={form.errors} />
    {card ? <input type="hidden" name="obligationId" value={card.id} /> : null}
    <div class="fields">
      <TextField form={form} name="title" label="Đã làm gì" hint="Tên bài, tên lớp, tên chương trình…" required maxlength={500} />
      <div class="fields two">
        <TextField form={form} name="doneOn" label="Ngày làm xong" type="date" max={today} required />
        <TextField form={form} name="amount" label={`Số lượng (${card?.unit ?? product.unit})`} type="number" inputmode="numeric" min={1} required />
      </div>
      {card ? null : <SelectField form={form} name="product" label="Loại sản phẩm" choices={PRODUCT_CHOICES} required />}
      {card ? null : <SelectField form={form} name="channel" label="Kênh" choices={CHANNEL_CHOICES} empty="Theo loại sản phẩm" />}
      {product.minutes || !card || product.audience ? <div class="fields two">
        {product.minutes || !card ? <TextField form={form} name="minutes" label="Thời lượng (phút)" type="number" inputmode="numeric" min={0} /> : null}
        {product.audience || !card ? <TextField form={form} name="audience" label={`Số ${product.audience ?? 'lượt người'}`} type="number" inputmode="numeric" min={0} /> : null}
      </div> : null}
      <TextField form={form} name="link" label="Đường dẫn" hint="Dán địa chỉ trang đã đăng, nếu có" type="url" inputmode="url" />
      <fieldset class="field" data-controller="photos" data-photos-url-value="/lam-viec/tep">
        <legend>Ảnh, tệp minh chứng <small>(không bắt buộc)</small></legend>
        <span class="hint" id="evidence-hint">Tối đa 10 tệp, mỗi tệp 25 MB. Vị trí chụp trong ảnh được bỏ đi trước khi lưu.</span>
        <input type="file" name="files" id="f-evidence" multiple accept="image/*,.pdf,.docx,.xlsx,.doc,.xls,.mp3,.mp4,.heic" aria-describedby="evidence-hint" aria-label="Chọn ảnh hoặc tệp" data-controller="file" data-photos-target="input" />
        <ul class="uploads" data-photos-target="list" aria-live="polite">{uploaded.map((file) => <li>✓ {file.name}<input type="hidden" name="uploaded[]" value={file.sha256} /><input type="hidden" name="uploadedName[]" value={file.name} /></li>)}</ul>
        <label class="choice"><input type="checkbox" name="keepPlace" value="1" data-photos-target="original" /><span>Gửi ảnh gốc, giữ vị trí chụp</span></label>
        {form.errors.evidence ? <span class="error">{form.errors.evidence}</span> : null}
      </fieldset>
      <details><summary>Thêm địa điểm, ghi chú</summary><div class="fields pad">
        <TextField form={form} name="place" label="Địa điểm" maxlength={300} />
        <TextArea form={form} name="note" label="Ghi chú" rows={3} maxlength={4000} />
      </div></details>
      {counted ? <CheckField form={form} name="markReport" label="Kết quả đã nằm trong báo cáo đã gửi: đánh dấu báo cáo đó là “số liệu đã đổi”" /> : null}
      {correction ? <TextField form={form} name="reason" label="Lý do sửa" required maxlength={500} /> : null}
      <Submit wide>{submitLabel}</Submit>
    </div>
  </Form>;
};
