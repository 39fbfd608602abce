import type { MailOutcome } from './mailer.ts';

/** What follows from a letter that was not taken: for every queue of letters the same. */
export type Refused = Extract<MailOutcome, { sent: false }>;

/** RFC 5321, 4.5.4.1: at least half an hour between tries (the first few may be sooner), and give up after four to five days. */
const WAIT_MINUTES = [1, 5, 15, 30, 60, 120, 240, 360] as const;
export const GIVE_UP_DAYS = 4;

export type NextStep =
  | { readonly do: 'retry'; readonly at: Date; readonly sentence: string }
  | { readonly do: 'fail'; readonly sentence: string; /** nothing more is to be written to this address */ readonly markAddress: boolean };

/** What follows from a refused try. `attempts`: how many were made, this one included. */
export function afterRefusal(outcome: Refused, { attempts, createdAt, now }: { readonly attempts: number; readonly createdAt: Date; readonly now: Date }): NextStep {
  const permanent = outcome.code !== null && outcome.code >= 500 && outcome.code !== 503;
  // An address that does not exist, or content that is refused, will not be better tomorrow; our own sign-in and TLS may be, once the operator has looked.
  if (permanent && outcome.at === 'recipient') return { do: 'fail', sentence: 'Máy chủ bên nhận từ chối hẳn địa chỉ này. Hãy kiểm tra lại địa chỉ thư của người nhận.', markAddress: true };
  if (permanent && (outcome.at === 'content' || outcome.at === 'sender')) return { do: 'fail', sentence: outcome.at === 'sender'
    ? 'Máy chủ thư không cho gửi dưới địa chỉ trong LOA_SMTP_FROM. Hãy sửa cấu hình rồi bấm gửi lại.' : 'Máy chủ thư từ chối nội dung thư. Hãy hỏi người quản trị máy chủ thư.', markAddress: false };
  const at = new Date(now.getTime() + WAIT_MINUTES[Math.min(attempts, WAIT_MINUTES.length) - 1]! * 60_000);
  if (at.getTime() - createdAt.getTime() > GIVE_UP_DAYS * 86_400_000) return { do: 'fail', sentence: `Đã thử trong ${GIVE_UP_DAYS} ngày không được nên thôi. ${WHY[outcome.at]}`, markAddress: false };
  return { do: 'retry', at, sentence: WHY[outcome.at] };
}

const WHY: Readonly<Record<Refused['at'], string>> = {
  connect: 'Không nối được tới máy chủ thư, hoặc máy chủ trả lời quá chậm. Hãy kiểm tra LOA_SMTP_URL và đường mạng.',
  tls: 'Máy chủ thư không mã hóa đường truyền được như yêu cầu. Hãy kiểm tra chứng thư của máy chủ, hoặc LOA_SMTP_TLS.',
  'sign-in': 'Máy chủ thư không nhận tên hoặc mật khẩu. Hãy kiểm tra LOA_SMTP_URL và LOA_SMTP_PASSWORD_FILE.',
  sender: 'Máy chủ thư tạm thời chưa nhận thư gửi đi.',
  recipient: 'Máy chủ bên nhận tạm thời chưa nhận thư của địa chỉ này.',
  content: 'Đường truyền đứt hoặc máy chủ tạm thời chưa nhận nội dung thư.',
};
/** The whole line is down: other letters would meet the same. */
export const isAboutTheLine = (outcome: Refused): boolean => outcome.at === 'connect' || outcome.at === 'tls' || outcome.at === 'sign-in';
