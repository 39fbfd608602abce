import type { Child } from 'hono/jsx';
import { FormValues, type FieldErrors } from '#platform/http/forms.ts';
import { Message } from '#ui/parts.tsx';
import { TextField, type FormState } from '#ui/forms.tsx';
import type { Settings } from '../rules/settings.ts';
import { qrPath } from '../totp.ts';

/** Dark modules on white, whatever the theme; the words beside it say the same. */
export const Qr = ({ text, label, size = 200 }: { text: string; label: string; size?: number }) => {
  const { size: modules, path } = qrPath(text);
  return <svg width={size} height={size} viewBox={`0 0 ${modules} ${modules}`} role="img" aria-label={label} shape-rendering="crispEdges"><rect width={modules} height={modules} fill="#fff" /><path d={path} fill="#000" /></svg>;
};

/** A refusal that belongs to no field stands above the form. */
export const Refusal = ({ errors }: { errors: FieldErrors }) =>
  errors._ ? <div tabindex={-1} data-controller="focus"><Message kind="bad">{errors._}</Message></div> : null;

/** The new password twice; says beforehand what it must be. */
export const NewPassword = ({ form, secondFactor, settings }: { form: FormState; secondFactor: boolean; settings: Settings }) => <>
  <TextField form={form} name="password" type="password" label="Mật khẩu mới" required autocomplete="new-password" hint={secondFactor
    ? `Ít nhất ${settings.passwordLength} ký tự. Nên dùng một câu ngắn dễ nhớ; được có dấu cách và chữ có dấu.`
    : `Ít nhất ${settings.passwordLengthAlone} ký tự, có chữ thường, chữ hoa, chữ số và ký tự đặc biệt. Nên dùng một câu ngắn dễ nhớ; được có dấu cách và chữ có dấu.`} />
  <TextField form={form} name="repeated" type="password" label="Nhập lại mật khẩu mới" required autocomplete="new-password" />
</>;

export const asForm = (values: FormValues, errors: FieldErrors): FormState => ({ values, errors });
export const Hint = ({ children }: { children: Child }) => <p class="small">{children}</p>;
