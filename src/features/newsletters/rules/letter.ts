import type { PlainDate } from '#kernel/plain-date.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { escapeHtml } from '#kernel/escape-html.ts';

/** What a letter says, in both forms. `LINK` stands where the receiver's own link comes in. */
export interface Composed { readonly subject: string; readonly text: string; readonly html: string }
export interface LetterItem { readonly title: string; readonly summary: string; readonly href: string; readonly under: string | null }

/** Stands in the words until a letter has its receiver. */
export const LINK = '{{link}}';

/** Is it you? Nothing else is sent before the answer. */
export function confirmLetter({ organisation, what, days }: { readonly organisation: string; readonly what: readonly string[]; readonly days: number }): Composed {
  const subject = 'Xác nhận đăng ký nhận tin', why = `Địa chỉ này vừa được điền để nhận tin của ${organisation}:`, after = `Nếu đúng là bạn, hãy mở đường dẫn dưới đây rồi bấm “Xác nhận”. Đường dẫn dùng được trong ${days} ngày.`;
  const otherwise = `Nếu không phải bạn, xin bỏ qua thư này: sẽ không có thư nào nữa, và sau ${days} ngày địa chỉ được xóa.`;
  return {
    subject,
    text: [why, '', ...what.map((one) => `- ${one}`), '', after, '', LINK, '', otherwise, '', organisation].join('\n'),
    html: frame({ title: subject, organisation, body: [p(why), `<ul style="margin:0 0 16px;padding-left:22px">${what.map((one) => `<li style="margin:0 0 6px">${escapeHtml(one)}</li>`).join('')}</ul>`, p(after), button('Xem và xác nhận', LINK), p(otherwise, SMALL)], foot: [] }),
  };
}

/** An issue: its articles by section, the way to the page and the print. */
export function issueLetter(issue: { readonly newsletter: string; readonly organisation: string; readonly numberLine: string; readonly title: string; readonly day: PlainDate; readonly foreword: readonly string[]; readonly items: readonly LetterItem[]; readonly pageHref: string; readonly pdfHref: string; readonly imprint: readonly (readonly [string, string])[] }): Composed {
  const head = `${issue.numberLine}, ra ngày ${formatDate(issue.day)}`;
  return {
    subject: `${issue.newsletter}, ${issue.numberLine}: ${issue.title}`,
    text: [issue.newsletter.toLocaleUpperCase('vi'), head, issue.title, '', ...issue.foreword.flatMap((one) => [one, '']), ...itemsText(issue.items), `Đọc trên mạng: ${issue.pageHref}`, `Bản in (PDF): ${issue.pdfHref}`, '', ...issue.imprint.map(([term, words]) => `${term}: ${words}`), '', ...leaveText(issue.newsletter)].join('\n'),
    html: frame({
      title: issue.title, organisation: issue.organisation, kicker: issue.newsletter, under: head,
      body: [...issue.foreword.map((one) => p(one)), ...itemsHtml(issue.items), button('Đọc số này trên mạng', issue.pageHref), p(`<a href="${escapeHtml(issue.pdfHref)}" style="${A}">Bản in (PDF)</a>`, '', true)],
      foot: [...issue.imprint.map(([term, words]) => `${escapeHtml(term)}: ${escapeHtml(words)}`), ...leaveHtml(issue.newsletter)],
    }),
  };
}

/** What is new in a column since the last such letter. */
export function columnLetter({ column, organisation, items }: { readonly column: string; readonly organisation: string; readonly items: readonly LetterItem[] }): Composed {
  const subject = items.length === 1 ? `${column}: ${items[0]!.title}` : `${column}: ${items.length} bài mới`;
  return {
    subject,
    text: [`${organisation}: bài mới trong chuyên mục “${column}”`, '', ...itemsText(items), ...leaveText(`chuyên mục “${column}”`)].join('\n'),
    html: frame({ title: items.length === 1 ? 'Bài mới' : `${items.length} bài mới`, organisation, kicker: `Chuyên mục ${column}`, body: itemsHtml(items), foot: leaveHtml(`chuyên mục “${column}”`) }),
  };
}

/** The letter of one receiver. */
export const addressed = ({ subject, text, html }: Composed, link: string): Composed => ({ subject, text: text.replaceAll(LINK, link), html: html.replaceAll(LINK, escapeHtml(link)) });

const leaveText = (what: string): string[] => [`Bạn nhận thư này vì đã đăng ký nhận ${what}. Không muốn nhận nữa: ${LINK}`];
const leaveHtml = (what: string): string[] => [`Bạn nhận thư này vì đã đăng ký nhận ${escapeHtml(what)}. <a href="${LINK}" style="${A}">Hủy nhận thư</a>`];

const itemsText = (items: readonly LetterItem[]): string[] => items.flatMap((item, index) => [...(item.under && item.under !== items[index - 1]?.under ? [item.under.toLocaleUpperCase('vi'), ''] : []), `* ${item.title}`, `  ${item.summary}`, `  ${item.href}`, '']);
const itemsHtml = (items: readonly LetterItem[]): string[] => items.map((item, index) => [
  item.under && item.under !== items[index - 1]?.under ? `<h2 style="margin:26px 0 10px;padding:0 0 6px;border-bottom:2px solid #123f5a;${FONT};font-size:15px;color:#123f5a">${escapeHtml(item.under)}</h2>` : '',
  `<h3 style="margin:0 0 4px;${FONT};font-size:17px;line-height:24px"><a href="${escapeHtml(item.href)}" style="${A}">${escapeHtml(item.title)}</a></h3>`, p(item.summary),
].join(''));

const FONT = 'font-family:Arial,Helvetica,sans-serif', A = 'color:#1d5f86', SMALL = 'font-size:14px;line-height:20px;color:#4a5866';
const p = (words: string, style = '', ready = false): string => `<p style="margin:0 0 16px;${FONT};font-size:16px;line-height:25px;color:#17212b;${style}">${ready ? words : escapeHtml(words)}</p>`;
/** A button that Outlook shows too: a cell with a ground, not a link with one. */
const button = (words: string, href: string): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:6px 0 18px"><tr><td bgcolor="#123f5a" style="border-radius:6px;padding:12px 22px"><a href="${href === LINK ? LINK : escapeHtml(href)}" style="${FONT};font-size:16px;font-weight:bold;color:#ffffff;text-decoration:none">${escapeHtml(words)}</a></td></tr></table>`;

/** Tables and inline styles only: what mail programs, Outlook's among them, agree on. No picture is loaded from anywhere, so nobody sees who reads. */
const frame = ({ title, organisation, kicker, under, body, foot }: { title: string; organisation: string; kicker?: string; under?: string; body: readonly string[]; foot: readonly string[] }): string => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:0;background:#f5f6f4"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f5f6f4"><tr><td align="center" style="padding:20px 10px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td bgcolor="#123f5a" style="padding:20px 26px;border-radius:8px 8px 0 0"><p style="margin:0 0 4px;${FONT};font-size:13px;line-height:18px;color:#d9e6ee">${escapeHtml(kicker ?? organisation)}</p><h1 style="margin:0;${FONT};font-size:24px;line-height:32px;color:#ffffff">${escapeHtml(title)}</h1>${under ? `<p style="margin:6px 0 0;${FONT};font-size:14px;line-height:20px;color:#d9e6ee">${escapeHtml(under)}</p>` : ''}</td></tr>
<tr><td bgcolor="#ffffff" style="padding:24px 26px 10px">${body.join('\n')}</td></tr>
<tr><td bgcolor="#eef1f2" style="padding:16px 26px;border-radius:0 0 8px 8px;${FONT};font-size:13px;line-height:20px;color:#4a5866"><b>${escapeHtml(organisation)}</b>${foot.map((one) => `<br>${one}`).join('')}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table></body></html>`;
