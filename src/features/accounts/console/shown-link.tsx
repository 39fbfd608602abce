import { formatInstant } from '#kernel/plain-date.ts';
import { originOf, type Visit } from '#platform/http/visit.ts';
import { Card, Facts, Message } from '#ui/parts.tsx';
import { Qr } from './parts.tsx';
import { flash, takeFlash } from './request.ts';

/** A one-time link on its way to a person who sits in another office: shown once, with a QR, as a slip to print. */
interface ShownLink { readonly kind: 'invitation' | 'reset'; readonly url: string; readonly name: string; readonly userName: string; readonly unit: string; readonly expiresAt: string }

export function flashLink(visit: Visit, link: { kind: ShownLink['kind']; token: string; name: string; userName: string; unit: string; expiresAt: Date }): void {
  const shown: ShownLink = { kind: link.kind, url: `${originOf(visit)}/${link.kind === 'invitation' ? 'moi' : 'dat-lai'}/${link.token}`, name: link.name, userName: link.userName, unit: link.unit, expiresAt: link.expiresAt.toISOString() };
  flash(visit, shown);
}

/** The slip, when a link was just made; nothing otherwise. */
export function LinkSlip({ visit }: { visit: Visit }) {
  const link = takeFlash<ShownLink>(visit);
  if (!link?.url) return null;
  return <Card title={link.kind === 'invitation' ? 'Phiếu mời nhận tài khoản' : 'Phiếu đặt lại mật khẩu'} id="phieu">
    <Message kind="warn">Đường dẫn chỉ hiện một lần và chỉ dùng được một lần. Hãy in phiếu này hoặc gửi riêng cho đúng người.</Message>
    <div class="columns">
      <Facts rows={[
        ['Họ và tên', <b>{link.name}</b>], ['Đơn vị', link.unit], ['Tên đăng nhập', <b>{link.userName}</b>], ['Đường dẫn', <code>{link.url}</code>], ['Dùng trước', formatInstant(new Date(link.expiresAt))],
        ['Cách dùng', link.kind === 'invitation' ? 'Mở đường dẫn (hoặc quét mã), đặt mật khẩu rồi vào làm việc.' : 'Mở đường dẫn (hoặc quét mã), đặt mật khẩu mới.'],
      ]} />
      <div><Qr text={link.url} label="Mã QR của đường dẫn" size={220} /></div>
    </div>
    <p class="small no-print">In phiếu: Ctrl + P.</p>
  </Card>;
}
