import type { Id } from '#kernel/id.ts';
import { escapeHtml } from '#kernel/escape-html.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { NOTICE_KINDS, type NoticeKind } from './kinds.ts';

/** One line of a letter. */
export interface ToldLine { readonly id: Id; readonly kind: NoticeKind; readonly sentence: string; readonly day: PlainDate }
export interface LetterContent {
  readonly reason: 'now' | 'daily' | 'weekly';
  readonly personName: string;
  readonly today: PlainDate;
  /** "https://loa.tinh.gov.vn", without a slash at the end. */
  readonly publicUrl: string;
  readonly lines: readonly ToldLine[];
}
export interface ComposedLetter { readonly subject: string; readonly text: string; readonly html: string }

/** More than anybody reads in a letter: the rest is counted and stands in the inbox. */
export const MOST_LINES = 40;
const MOST_SUBJECT = 110;

/**
 * A letter in text and in HTML with the same words: no pictures, no strangers' addresses, nothing that tells who opened it. Links
 * lead through the inbox, which asks to sign in and notes the line as read.
 */
export function composeLetter(content: LetterContent): ComposedLetter {
  const { lines, publicUrl, today } = content;
  const shown = lines.slice(0, MOST_LINES), rest = lines.length - shown.length;
  const groups = (Object.keys(NOTICE_KINDS) as NoticeKind[]).map((kind) => ({ title: NOTICE_KINDS[kind], lines: shown.filter((line) => line.kind === kind) })).filter((group) => group.lines.length > 0);
  const link = (line: ToldLine): string => `${publicUrl}/lam-viec/hop-thu/${line.id}`;
  const inbox = `${publicUrl}/lam-viec/hop-thu`, settings = `${publicUrl}/lam-viec/tai-khoan/thong-bao`;
  const lead = LEAD[content.reason](lines.length, today), more = rest > 0 ? `Còn ${rest.toLocaleString('vi-VN')} thông báo khác trong hộp thư trên Loa.` : '';
  const why = 'Thư do hệ thống Loa gửi tự động, xin không trả lời thư này.';
  const text = [
    `Kính gửi ${content.personName},`, '', lead, '',
    ...groups.flatMap((group) => [group.title.toUpperCase(), ...group.lines.flatMap((line) => [`- ${line.sentence}${line.day === today ? '' : ` (${formatDate(line.day)})`}`, `  ${link(line)}`]), '']),
    ...(more ? [more, ''] : []), `Mở hộp thư: ${inbox}`, '', why, `Đổi cách nhận thư: ${settings}`, '',
  ].join('\n');
  return { subject: clip(`[Loa] ${content.reason === 'now' && lines.length === 1 ? lines[0]!.sentence : lead.replace(/[.:]$/, '')}`), text, html: htmlOf({ ...content, groups, link, inbox, settings, lead, more, why }) };
}

const LEAD: Readonly<Record<LetterContent['reason'], (count: number, today: PlainDate) => string>> = {
  now: (count) => (count === 1 ? 'Có một việc cần xem ngay:' : `Có ${count} việc cần xem ngay:`),
  daily: (count, today) => `${count} thông báo mới đến ngày ${formatDate(today)}.`,
  weekly: (count, today) => `${count} thông báo trong tuần, đến ngày ${formatDate(today)}.`,
};
const clip = (subject: string): string => (subject.length <= MOST_SUBJECT ? subject : `${subject.slice(0, MOST_SUBJECT - 1).replace(/\s+\S*$/, '')}…`);

interface Parts extends LetterContent {
  readonly groups: readonly { readonly title: string; readonly lines: readonly ToldLine[] }[];
  readonly link: (line: ToldLine) => string; readonly inbox: string; readonly settings: string; readonly lead: string; readonly more: string; readonly why: string;
}
const FONT = "font-family:'Be Vietnam Pro','Segoe UI',Roboto,Arial,sans-serif";
/** Styles stand at each element: mail programs throw the rest away. */
function htmlOf(parts: Parts): string {
  const e = escapeHtml;
  const line = (one: ToldLine): string => `<tr><td style="padding:10px 0;border-top:1px solid #e2e5ea;${FONT};font-size:15px;line-height:22px;color:#1b2330"><a href="${e(parts.link(one))}" style="color:#0b4f8a;text-decoration:underline">${e(one.sentence)}</a>${one.day === parts.today ? '' : `<br><span style="font-size:13px;color:#566070">${formatDate(one.day)}</span>`}</td></tr>`;
  const group = (one: Parts['groups'][number]): string => `<h2 style="margin:24px 0 4px;${FONT};font-size:15px;line-height:22px;color:#1b2330">${e(one.title)}</h2><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${one.lines.map(line).join('')}</table>`;
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Thông báo từ Loa</title></head>
<body style="margin:0;padding:0;background:#f3f5f8"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border:1px solid #e2e5ea;border-radius:8px"><tr><td style="padding:24px">
<h1 style="margin:0 0 16px;${FONT};font-size:18px;line-height:26px;color:#0b4f8a">Loa</h1>
<p style="margin:0 0 8px;${FONT};font-size:15px;line-height:22px;color:#1b2330">Kính gửi ${e(parts.personName)},</p>
<p style="margin:0;${FONT};font-size:15px;line-height:22px;color:#1b2330">${e(parts.lead)}</p>
${parts.groups.map(group).join('\n')}
${parts.more ? `<p style="margin:16px 0 0;${FONT};font-size:15px;line-height:22px;color:#1b2330">${e(parts.more)}</p>` : ''}
<p style="margin:24px 0 0"><a href="${e(parts.inbox)}" style="display:inline-block;padding:12px 20px;background:#0b4f8a;color:#ffffff;border-radius:6px;${FONT};font-size:15px;line-height:20px;text-decoration:none">Mở hộp thư</a></p>
</td></tr></table>
<p style="max-width:600px;margin:16px auto 0;${FONT};font-size:13px;line-height:20px;color:#566070">${e(parts.why)}<br><a href="${e(parts.settings)}" style="color:#0b4f8a">Đổi cách nhận thư</a></p>
</td></tr></table></body></html>`;
}
