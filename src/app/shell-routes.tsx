import { get, OWN_ACCOUNT, PUBLIC, type Route } from '#platform/http/route.ts';
import { plainPage } from '#ui/shell.tsx';

/** Addresses that belong to no noun. */
export const shellRoutes: readonly Route[] = [
  get('/', PUBLIC, (visit) => plainPage(visit, { title: 'Loa' }, <>
    <p>Hệ thống thực hiện kế hoạch tuyên truyền cải cách hành chính: từ kế hoạch đã ký đến báo cáo chờ ký.</p>
    <p><a class="button primary wide" href="/lam-viec">Vào làm việc</a></p>
  </>)),
  get('/lam-viec', OWN_ACCOUNT, (visit) => visit.c.redirect('/lam-viec/viec', 303)),
  get('/robots.txt', PUBLIC, (visit) => visit.c.text('User-agent: *\nDisallow: /lam-viec\n')),
];
