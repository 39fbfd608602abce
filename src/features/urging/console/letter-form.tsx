import { z } from 'zod';
import type { Id } from '#kernel/id.ts';
import { addDays, formatDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { documentDefaults } from '#features/documents/rules/letterhead-defaults.ts';
import type { Organisation, OrganisationTree } from '#features/organisations/rules/tree.ts';
import { Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Chip } from '#ui/parts.tsx';
import type { LetterForm } from '../rules/compose.ts';

/** What every urging letter asks of its officer, whether begun by hand or by the ladder. */
const day = (what: string) => z.string().default('').refine((text) => text === '' || parseDate(text) !== null, `${what} chưa đúng. Hãy ghi như 20/11/2026.`);
export const letterFields = {
  finishBefore: z.string().refine((text) => parseDate(text) !== null, 'Hãy ghi hạn hoàn thành, ví dụ 30/11/2026.'), reportTo: z.string().min(2, 'Hãy ghi nơi nhận báo cáo.').max(200), via: z.string().default(''), further: z.string().max(4000).default(''),
  number: z.string().max(10).default(''), notation: z.string().min(1, 'Hãy ghi ký hiệu.').max(30), signedOn: day('Ngày ký'), place: z.string().min(1, 'Hãy ghi địa danh.').max(60), issuer: z.string().min(1, 'Hãy ghi cơ quan ban hành.').max(200), superior: z.string().max(200).default(''),
  forms: z.string().max(120).default(''), position: z.string().min(1, 'Hãy ghi chức vụ người ký.').max(80), signer: z.string().max(80).default(''), units: z.array(z.string()).optional(),
};
const letterSchema = z.object(letterFields);

export const letterFormOf = (input: z.infer<typeof letterSchema>): LetterForm => ({
  issuer: input.issuer, superior: input.superior || null, notation: input.notation, place: input.place, number: input.number || null, signedOn: parseDate(input.signedOn), forms: input.forms.split('/').map((line) => line.trim()).filter(Boolean),
  position: input.position, signer: input.signer, finishBefore: parseDate(input.finishBefore)!, reportTo: input.reportTo, via: input.via || null, further: input.further,
});

/** First proposal, from the unit in whose name the letter goes out. */
export function letterDefaults(self: Organisation, tree: OrganisationTree, today: PlainDate): Record<string, string | null> {
  const defaults = documentDefaults(self, self.parentId ? (tree.get(self.parentId) ?? null) : null);
  return {
    notation: `${defaults.notation.replace(/^BC-/, '')}-${defaults.superior ? 'VP' : 'VX'}`, place: defaults.place, issuer: defaults.issuer, superior: defaults.superior, forms: defaults.forms.join(' / '), position: defaults.position,
    finishBefore: addDays(today, 10), reportTo: self.name, via: '',
  };
}

export const LetterFields = ({ form, button }: { form: FormState; button: string }) => <div class="fields">
  <TextField form={form} name="finishBefore" label="Hoàn thành trước ngày" type="date" required />
  <TextField form={form} name="reportTo" label="Báo cáo kết quả về" required maxlength={200} /><TextField form={form} name="via" label="Qua (đơn vị đầu mối)" maxlength={200} />
  <TextArea form={form} name="further" label="Yêu cầu thêm" hint="Mỗi dòng một yêu cầu" rows={2} maxlength={4000} />
  <details open={['number', 'notation', 'signedOn', 'place', 'issuer', 'superior', 'forms', 'position', 'signer'].some((name) => form.errors[name])}><summary>Thể thức: số, ngày, người ký</summary><div class="fields two pad">
    <TextField form={form} name="number" label="Số" hint="Để trống nếu văn thư cấp sau" maxlength={10} /><TextField form={form} name="notation" label="Ký hiệu" required maxlength={30} />
    <TextField form={form} name="signedOn" label="Ngày ký" type="date" /><TextField form={form} name="place" label="Địa danh" required maxlength={60} />
    <TextField form={form} name="issuer" label="Cơ quan ban hành" required maxlength={200} /><TextField form={form} name="superior" label="Cơ quan chủ quản" maxlength={200} />
    <TextField form={form} name="forms" label="Quyền hạn ký" maxlength={120} /><TextField form={form} name="position" label="Chức vụ người ký" required maxlength={80} /><TextField form={form} name="signer" label="Họ tên người ký" maxlength={80} />
  </div></details>
  <Submit wide>{button}</Submit>
</div>;

export interface UnitChoice { readonly id: Id; readonly name: string; readonly missed: number; readonly oldest: PlainDate }

/** Units to tick, worst first or in the order given, each with how much it owes since when. */
export const UnitChoices = ({ rows, chosen }: { rows: readonly UnitChoice[]; chosen: ReadonlySet<string> }) =>
  <div class="scroll tall" tabindex={0} role="region" aria-label="Đơn vị đang chậm" data-controller="checks"><table><caption class="visually-hidden">Chọn đơn vị nhận công văn</caption>
    <thead><tr><th scope="col"><label class="choice" hidden><input type="checkbox" checked data-checks-target="all" /><span><b>Chọn tất cả</b> <small data-checks-target="count"></small></span></label></th><th scope="col" class="n">Quá hạn</th></tr></thead>
    <tbody>{rows.map((row) => <tr><th scope="row" class="row-head"><label class="choice"><input type="checkbox" name="units[]" value={row.id} checked={chosen.has(row.id)} /><span>{row.name}<br /><small>nợ từ {formatDate(row.oldest)}</small></span></label></th><td class="n"><Chip tone="late">{formatNumber(row.missed)}</Chip></td></tr>)}</tbody></table></div>;
