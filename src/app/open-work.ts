import type { OpenWorkSlot } from '#features/accounts/open-work.ts';
import { draftsOf as articleDraftsOf } from '#features/articles/store.ts';
import { waitingOf } from '#features/deliverables/store.ts';
import { draftsOf as issueDraftsOf } from '#features/newsletters/store.ts';
import { draftsOf as printDraftsOf } from '#features/prints/store.ts';
import { draftsOf } from '#features/plans/store.ts';

/** What somebody leaves behind when an account closes, said by the nouns that know; shown to who closes it for hand-over. */
export const OPEN_WORK: readonly OpenWorkSlot[] = [
  async (reader, accountId) => [{ label: 'Kế hoạch đang soạn dở', href: '/lam-viec/ke-hoach', count: await draftsOf(reader, accountId) }],
  async (reader, accountId) => [{ label: 'Kết quả đã ghi, chờ xác nhận', href: '/lam-viec/ket-qua?loc=cho-xac-nhan', count: await waitingOf(reader, accountId) }],
  async (reader, accountId) => [{ label: 'Bài đang viết dở', href: '/lam-viec/tin-bai?loc=dang-viet', count: await articleDraftsOf(reader, accountId) }],
  async (reader, accountId) => [{ label: 'Ấn phẩm đang làm dở', href: '/lam-viec/an-pham?loc=dang-lam', count: await printDraftsOf(reader, accountId) }],
  async (reader, accountId) => [{ label: 'Số bản tin đang soạn dở', href: '/lam-viec/ban-tin?loc=dang-soan', count: await issueDraftsOf(reader, accountId) }],
];
