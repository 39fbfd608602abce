/** A report as a mail server writes it (RFC 3464) about one of our letters, in the manner of Postfix. */
export function reportAbout({ to = 'bantin@songtra.example', receiver = 'nguoi@xa.example', action = 'failed', status = '5.1.1', words = 'smtp; 550 5.1.1 <nguoi@xa.example>: Recipient address rejected: User unknown', original = '' }: {
  readonly to?: string; readonly receiver?: string; readonly action?: string; readonly status?: string; readonly words?: string; /** headers of the letter it is about */ readonly original?: string;
}): string {
  return [
    'Return-Path: <>', `Delivered-To: ${to}`, 'From: MAILER-DAEMON@thu.xa.example (Mail Delivery System)', 'Subject: Undelivered Mail Returned to Sender', `To: ${to}`, 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="4F2B.1700000000/thu.xa.example"', '', 'This is a MIME-encapsulated message.', '',
    '--4F2B.1700000000/thu.xa.example', 'Content-Description: Notification', 'Content-Type: text/plain; charset=us-ascii', '', 'I\'m sorry to have to inform you that your message could not be delivered.', '',
    '--4F2B.1700000000/thu.xa.example', 'Content-Description: Delivery report', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; thu.xa.example', 'X-Postfix-Queue-ID: 4F2B', 'Arrival-Date: Fri, 20 Nov 2026 08:00:00 +0700', '',
    `Final-Recipient: rfc822; ${receiver}`, `Original-Recipient: rfc822;${receiver}`, `Action: ${action}`, `Status: ${status}`, 'Remote-MTA: dns; mx.xa.example', `Diagnostic-Code: ${words}`, '',
    '--4F2B.1700000000/thu.xa.example', 'Content-Description: Undelivered Message', 'Content-Type: message/rfc822', '', original || 'Subject: x', '', 'Noi dung', '', '--4F2B.1700000000/thu.xa.example--', '',
  ].join('\r\n');
}
