/**
 * How long the rules of `reading` take: a plan of 30 pages (limit: 1 s), and the same text 1, 2, 4, 8 times as long (linear: the time for
 * each length divided by the length stays the same). Prints JSON.  Run: node --import tsx bench/read.ts
 */
import { readFacts } from '#features/reading/rules/read-facts.ts';
import type { SourceText } from '#features/reading/rules/source-text.ts';

const LINES_A_PAGE = 38;
const HEAD = ['ỦY BAN NHÂN DÂN', 'TỈNH MẪU', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Số: 12/KH-UBND', 'Mẫu, ngày 05 tháng 01 năm 2026', 'KẾ HOẠCH', 'Tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Mẫu', 'Căn cứ Quyết định số 15/QĐ-UBND ngày 02/01/2026 của UBND tỉnh, UBND tỉnh ban hành Kế hoạch như sau:'];
const TAIL = ['Nơi nhận:', '- Bộ Nội vụ;', '- Lưu: VT.', 'TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'Nguyễn Văn Mẫu'];

/** One section of tasks and one of duties, over and over, until the pages are full. */
export function planOfPages(pages: number): SourceText {
  const lines = [...HEAD];
  for (let part = 0; lines.length < pages * LINES_A_PAGE; part++) {
    lines.push('III. HÌNH THỨC TUYÊN TRUYỀN');
    for (let k = 1; k <= 12; k++) lines.push(`${k}. Xây dựng chuyên mục cải cách hành chính số ${part}.${k} trên Cổng Thông tin điện tử, theo Nghị quyết`, `số ${part + k}/NQ-CP ngày 15/7/2021 của Chính phủ về cải cách hành chính`, '- Cơ quan chủ trì: Văn phòng UBND tỉnh; Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch.', '- Cơ quan phối hợp: Các cơ quan, đơn vị liên quan.', '- Tần suất: 05 tin, bài/tháng (khoảng 50 tin, bài/năm).', '- Thời gian thực hiện: Thường xuyên trong năm.');
    lines.push('V. TỔ CHỨC THỰC HIỆN', '1. Sở Nội vụ', '- Định kỳ hằng quý tổng hợp, báo cáo UBND tỉnh (qua Văn phòng UBND tỉnh) trước ngày 20 của tháng cuối quý.');
  }
  lines.push(...TAIL);
  return { kind: 'txt', warnings: [], paragraphs: lines.map((text, i) => ({ id: `l${i}`, page: null, text })) };
}
export function milliseconds(source: SourceText): number {
  const start = performance.now();
  readFacts(source);
  return performance.now() - start;
}

if (process.argv[1]?.endsWith('read.ts')) {
  milliseconds(planOfPages(10)); // warm
  const lengths = [1, 2, 4, 8].map((times) => { const source = planOfPages(30 * times); const best = Math.min(milliseconds(source), milliseconds(source)); return { times, milliseconds: Math.round(best), perUnit: Math.round(best / times) }; });
  console.log(JSON.stringify({ thirtyPagesMs: lengths[0]!.milliseconds, limitMs: 1000, lengths }, null, 1));
}
