/**
 * How long a whole file takes, from its bytes to its facts, in the child process and in the layout it would have: a plan of 30 pages as
 * .txt, .docx and .pdf (limit: 1 s each), and of 60 and 120 pages (linear). Prints JSON.  Run: node --import tsx bench/read-files.ts
 * The child runs from the bundle when there is one (`bin/loa` builds it), else from source, which costs some 0.4 s more.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { childPool } from '#platform/worker-pool/child-pool.ts';
import { childEntry } from '#features/reading/read-file.ts';
import { paperDocx } from '#test/support/layout-docx.ts';
import { paperPdf } from '#test/support/layout-pdf.ts';
import type { Block, Paper } from '#test/support/layout.ts';

const ROWS = [['STT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Thời gian'], ...Array.from({ length: 12 }, (_, i) => [String(i + 1), `Tổ chức đợt tuyên truyền thứ ${i + 1} trên hệ thống thông tin cơ sở`, 'Sở Nội vụ; UBND các xã, phường', 'Quý II/2026'])];
/** Some 2.2 pages a section. */
function paperOfSections(sections: number): Paper {
  const blocks: Block[] = [{ kind: 'title', text: 'KẾ HOẠCH' }, { kind: 'title', text: 'Tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Mẫu' }, { kind: 'text', text: 'Căn cứ Quyết định số 15/QĐ-UBND ngày 02/01/2026 của UBND tỉnh, UBND tỉnh ban hành Kế hoạch như sau:' }];
  for (let part = 0; part < sections; part += 1) {
    blocks.push({ kind: 'heading', text: 'III. HÌNH THỨC TUYÊN TRUYỀN' });
    for (let k = 1; k <= 10; k += 1) {
      blocks.push({ kind: 'text', text: `${k}. Xây dựng chuyên mục cải cách hành chính số ${part}.${k} trên Cổng Thông tin điện tử, theo Nghị quyết số ${part + k}/NQ-CP ngày 15/7/2021 của Chính phủ` });
      for (const line of ['- Cơ quan chủ trì: Văn phòng UBND tỉnh; Sở Nội vụ.', '- Tần suất: 05 tin, bài/tháng (khoảng 50 tin, bài/năm).', '- Thời gian thực hiện: Thường xuyên trong năm.']) blocks.push({ kind: 'text', text: line });
    }
    blocks.push({ kind: 'table', table: { rows: ROWS } });
  }
  return {
    left: ['ỦY BAN NHÂN DÂN', 'TỈNH MẪU', 'Số: 12/KH-UBND'], right: ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Mẫu, ngày 05 tháng 01 năm 2026'], blocks, annex: [], notes: new Map(),
    recipients: ['- Bộ Nội vụ;', '- Lưu: VT.'], signature: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'Nguyễn Văn Mẫu'], stamps: [],
  };
}
const textOf = (paper: Paper): string => [...paper.left, ...paper.right, ...paper.blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.map((row) => row.join(' ')) : [block.text])), 'Nơi nhận:', ...paper.recipients, ...paper.signature].join('\n');

const bundle = fileURLToPath(new URL('../.build/latest/', import.meta.url)), built = existsSync(`${bundle}child.js`);
const pool = childPool(() => (built ? { file: `${bundle}child.js`, readable: [bundle], flags: [] } : childEntry()), 1, { milliseconds: 60_000 });
async function milliseconds(bytes: Uint8Array, fileName: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i += 1) { const start = performance.now(); await pool.run({ fileName, want: 'facts' }, bytes); times.push(performance.now() - start); }
  return Math.round(Math.min(...times));
}

const lengths = [];
for (const sections of [14, 28, 56]) {
  const paper = paperOfSections(sections), pdf = await paperPdf(paper, { running: 'Bản lưu' });
  const pages = Buffer.from(pdf).toString('latin1').split('/Type /Page\n').length - 1;
  lengths.push({ pages, txt: await milliseconds(new TextEncoder().encode(textOf(paper)), 'a.txt'), docx: await milliseconds(await paperDocx(paper), 'a.docx'), pdf: await milliseconds(pdf, 'a.pdf') });
}
console.log(JSON.stringify({ child: built ? 'bundle' : 'source', limitMs: 1000, lengths }, null, 1));
