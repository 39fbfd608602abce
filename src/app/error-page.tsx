import type { Context } from 'hono';
import type { AppError } from '#kernel/app-error.ts';
import type { Visit } from '#platform/http/visit.ts';
import { consolePage, plainPage } from '#ui/shell.tsx';

const TITLES: Record<number, string> = {
  400: 'Yêu cầu chưa đúng', 401: 'Cần đăng nhập', 403: 'Không được phép', 404: 'Không tìm thấy', 409: 'Chưa làm được', 413: 'Dữ liệu quá lớn', 422: 'Cần sửa lại', 429: 'Quá nhiều yêu cầu', 500: 'Hệ thống gặp lỗi', 503: 'Tạm thời chưa phục vụ được', 507: 'Không lưu được',
};

/** What went wrong and the way out, inside the console for those who are signed in. */
export function errorPage(c: Context, visit: Visit | null, error: AppError, status: number): Response | Promise<Response> {
  const body = <><p>{error.message}</p><p><a class="button" href={visit?.session ? '/lam-viec' : '/'}>{visit?.session ? 'Về việc phải làm' : 'Về trang đầu'}</a></p></>;
  const page = { title: TITLES[status] ?? TITLES[500]!, status: status as 500 };
  return visit?.session ? consolePage(visit, page, <section class="card pad stack">{body}</section>) : plainPage({ c }, page, body);
}
