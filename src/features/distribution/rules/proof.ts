import { AppError, invalid } from '#kernel/app-error.ts';
import { addDays, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { canonicalLink, openableLink } from '#features/deliverables/rules/link.ts';
import type { OutletKind } from './kinds/index.ts';
import type { What } from './states.ts';

export interface ProofForm {
  readonly link: string; readonly file: { readonly sha256: string; readonly name: string } | null; readonly day: PlainDate | null;
  /** What was shown to be copied (`standsThere`); not said: what the item says now. */
  readonly standing?: string | null;
}
export interface Proof { readonly link: string | null; readonly file: ProofForm['file']; readonly day: PlainDate; readonly standing?: string | null }

/** What is asked for: a removal leaves no link behind. */
export const proofWanted = (kind: Pick<OutletKind, 'proof'>, what: What): 'link' | 'photo' | 'either' => (what === 'remove' ? 'photo' : kind.proof === 'none' ? 'either' : kind.proof);

const hostOf = (text: string): string | null => { const found = canonicalLink(text); return found === null ? null : found.split(/[/?]/)[0]!.replace(/:\d+$/, ''); };
const within = (host: string, hosts: readonly string[]): boolean => hosts.some((one) => host === one || host.endsWith(`.${one}`));

/** Why this cannot be the address of a posting at the outlet; null when it can. Looks at the form of the link alone: nothing is fetched. */
export function linkFault(kind: Pick<OutletKind, 'hosts' | 'label'>, outlet: { readonly address: string | null; readonly name: string }, text: string): string | null {
  const host = hostOf(text);
  if (host === null) return 'Đường dẫn không đúng. Hãy dán đầy đủ địa chỉ của bài đã đăng, ví dụ https://…';
  const own = outlet.address ? hostOf(outlet.address) : null, hosts = kind.hosts === 'own' ? (own ? [own] : []) : kind.hosts;
  if (hosts.length && !within(host, hosts)) return `Đường dẫn này ở ${host}, không phải của ${outlet.name}. Hãy mở bài đã đăng tại ${hosts[0]} rồi chép đường dẫn ở đó.`;
  if (outlet.address && canonicalLink(text) === canonicalLink(outlet.address)) return `Đây là địa chỉ của ${outlet.name}, chưa phải của bài. Hãy mở riêng bài vừa đăng rồi chép đường dẫn.`;
  return null;
}

/** The proof as it is stored; AppError('invalid') names each field that is wrong or missing. */
export function checkProof(kind: OutletKind, outlet: { readonly address: string | null; readonly name: string }, what: What, form: ProofForm, { since, today }: { readonly since: PlainDate; readonly today: PlainDate }): Proof {
  const wanted = proofWanted(kind, what), link = form.link.trim(), wrong: Record<string, string> = {};
  const fault = link ? linkFault(kind, outlet, link) : null;
  if (fault) wrong.link = fault;
  if (wanted === 'link' && !link) wrong.link = 'Chưa có đường dẫn của bài. Hãy mở bài vừa đăng rồi dán đường dẫn vào đây.';
  if (wanted === 'photo' && !form.file) wrong.proof = what === 'remove' ? 'Chưa có ảnh chụp cho thấy bài đã gỡ. Hãy chụp màn hình hoặc chụp tại chỗ rồi tải lên.' : 'Chưa có ảnh. Hãy chụp màn hình hoặc chụp tại chỗ rồi tải lên.';
  if (wanted === 'either' && !link && !form.file) wrong.link = 'Hãy dán đường dẫn của bài đã đăng, hoặc tải lên ảnh chụp màn hình.';
  const day = form.day;
  if (!day) wrong.day = 'Ngày chưa đúng. Hãy ghi như 20/11/2026.';
  else if (day > today) wrong.day = `Ngày không được sau hôm nay (${formatDate(today)}).`;
  else if (day < since) wrong.day = `Ngày không được trước ngày bài có trên cổng (${formatDate(since)}).`;
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
  return { link: link ? openableLink(link) : null, file: form.file, day: day!, ...(form.standing && /^[0-9a-f]{64}$/.test(form.standing) ? { standing: form.standing } : {}) };
}

/** An address of an outlet itself, when it is opened; null when there is none. */
export function checkAddress(kind: OutletKind, text: string): string | null {
  const typed = text.trim();
  if (!kind.address) return null;
  if (!typed) {
    if (kind.address.required) throw invalid(`Chưa ghi ${kind.address.label.toLocaleLowerCase('vi')}. ${kind.address.hint}.`, 'address');
    return null;
  }
  const host = hostOf(typed), ok = host !== null && (kind.hosts === 'own' || !kind.hosts.length || within(host, kind.hosts));
  if (!ok) throw invalid(`Địa chỉ chưa đúng. ${kind.address.hint}.`, 'address');
  return openableLink(typed);
}

/** Longer ago than this a day typed for a posting is a slip. */
export const oldestDay = (publishedOn: PlainDate, today: PlainDate): PlainDate => (publishedOn > addDays(today, -366) ? publishedOn : addDays(today, -366));
