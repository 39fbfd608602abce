import { receivedCount } from '#features/articles/store.ts';
import { waitingCount } from '#features/deliverables/store.ts';
import { workCounts } from '#features/obligations/store.ts';
import { toPostCount } from '#features/distribution/store.ts';
import { draftCount } from '#features/urging/store/drafts.ts';
import { standsFor } from '#features/organisations/store.ts';
import type { NavItem, Visit } from '#platform/http/visit.ts';
import { signedIn } from '#platform/http/visit.ts';
import type { Permission } from '#platform/policy.ts';

interface Entry extends Omit<NavItem, 'count'> { readonly permission: Permission; readonly counter?: (visit: Visit) => Promise<number> }

/** What needs doing now: owed from before and due within a week. */
async function pressing(visit: Visit): Promise<number> {
  const counts = await workCounts(visit.db, signedIn(visit).organisationId, visit.today);
  return counts.owed + counts.dueSoon;
}

/** The console's menu in the order people look for things; a counter says what waits. */
export const ENTRIES: readonly Entry[] = [
  { href: '/lam-viec/hom-nay', label: 'Hôm nay', group: 0, phone: true, permission: 'monitoring.today' },
  { href: '/lam-viec/viec', label: 'Việc phải làm', group: 0, phone: true, permission: 'monitoring.work', counter: pressing },
  { href: '/lam-viec/theo-doi', label: 'Bảng theo dõi', group: 0, permission: 'monitoring.board' },
  { href: '/lam-viec/ket-qua', label: 'Kết quả', group: 0, phone: true, permission: 'deliverables.read', counter: async (visit) => waitingCount(visit.db, await standsFor(visit.db, signedIn(visit).organisationId, visit.today)) },
  { href: '/lam-viec/tin-bai', label: 'Tin, bài', group: 0, permission: 'articles.read' },
  { href: '/lam-viec/chuyen-muc', label: 'Chuyên mục', group: 0, permission: 'articles.read' },
  { href: '/lam-viec/ban-tin', label: 'Bản tin', group: 0, permission: 'newsletters.read' },
  { href: '/lam-viec/cong-tac', label: 'Cộng tác', group: 0, permission: 'articles.read', counter: async (visit) => { const unit = signedIn(visit).organisationId; return (await visit.may('articles.receive', unit)) ? receivedCount(visit.db, await standsFor(visit.db, unit, visit.today)) : 0; } },
  { href: '/lam-viec/phat-hanh', label: 'Phát hành', group: 0, permission: 'distribution.read', counter: async (visit) => toPostCount(visit.db, await standsFor(visit.db, signedIn(visit).organisationId, visit.today)) },
  { href: '/lam-viec/an-pham', label: 'Ấn phẩm', group: 0, permission: 'prints.read' },
  { href: '/lam-viec/thu-tuc', label: 'Thủ tục', group: 0, permission: 'procedures.read' },
  { href: '/lam-viec/niem-yet', label: 'Niêm yết', group: 0, permission: 'procedures.read' },
  { href: '/lam-viec/ke-hoach', label: 'Kế hoạch', group: 0, permission: 'plans.read' },
  { href: '/lam-viec/kinh-phi', label: 'Kinh phí', group: 0, permission: 'budgets.read' },
  { href: '/lam-viec/bao-cao', label: 'Báo cáo', group: 0, phone: true, permission: 'reports.read' },
  { href: '/lam-viec/don-doc', label: 'Đôn đốc', group: 0, permission: 'urging.write', counter: (visit) => draftCount(visit.db, signedIn(visit).organisationId) },
  { href: '/lam-viec/van-ban-cong-khai', label: 'Văn bản công khai', group: 1, permission: 'documents.read' },
  { href: '/lam-viec/danh-ba', label: 'Danh bạ', group: 1, permission: 'directory.read' },
  { href: '/lam-viec/don-vi', label: 'Đơn vị', group: 1, permission: 'organisations.read' },
  { href: '/lam-viec/trang-cong-khai', label: 'Trang công khai', group: 1, permission: 'sites.keep' },
  { href: '/lam-viec/nguoi-dung', label: 'Người dùng', group: 1, permission: 'accounts.read' },
  { href: '/lam-viec/lich-lam-viec', label: 'Lịch làm việc', group: 1, permission: 'calendar.read' },
  { href: '/lam-viec/he-thong/an-toan', label: 'An toàn tài khoản', group: 1, permission: 'accounts.secure' },
  { href: '/lam-viec/he-thong/thu', label: 'Thư gửi đi', group: 1, permission: 'notifications.see-mail' },
  { href: '/lam-viec/he-thong', label: 'Sao lưu, kiểm tra', group: 1, permission: 'audit.see-backups' },
];

export async function navigationFor(visit: Visit): Promise<readonly NavItem[]> {
  const session = visit.session;
  if (!session) return [];
  const shown = await Promise.all(ENTRIES.map(async (entry): Promise<NavItem | null> => {
    if (!(await visit.may(entry.permission, session.organisationId))) return null;
    const { href, label, group, phone } = entry;
    return { href, label, group, ...(phone ? { phone } : {}), ...(entry.counter ? { count: await entry.counter(visit) } : {}) };
  }));
  return shown.filter((item) => item !== null);
}
