/** `loa read FILE [--json]`: reads one paper without any database. Exit codes: 0 read, 2 wrong usage, 1 the file cannot be read. */
import { readFile as readBytes, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { parseOptions, print, type Command } from '#platform/command-line.ts';
import { MAX_FILE_BYTES, refusals } from './extract/refusals.ts';
import { readFile } from './read-file.ts';
import type { ReadResult } from './rules/result.ts';

const help = `Cách dùng: bin/loa read TỆP [--json]

Đọc một kế hoạch, công văn, quyết định hay chỉ thị (.txt .md .html .docx .pdf, nhận ra theo nội dung chứ không theo tên) mà không cần
cơ sở dữ liệu. In bản tóm tắt; với --json in tất cả theo dạng "loa-plan/1": các dữ kiện, văn bản đã chuẩn hoá chia đoạn (text), và vị
trí của từng dữ kiện trong văn bản đó (spans).

Tệp được mở trong một tiến trình riêng, không mạng, không mật khẩu, không cơ sở dữ liệu, nhiều nhất 10 giây và 512 MB bộ nhớ.
Mã trả về: 0 đọc được (kể cả khi văn bản không phải là kế hoạch), 2 dùng sai lệnh, 1 không đọc được tệp; một dòng nói rõ lý do.
`;

export const command: Command = {
  name: 'read', summary: 'đọc một kế hoạch, công văn hay quyết định mà không cần cơ sở dữ liệu', help,
  async run(args, io) {
    const { positionals: [path], values } = parseOptions(args, { json: { type: 'boolean' } }, { min: 1, max: 1, what: 'tệp cần đọc' });
    const facts = await readFile(await bytesOf(path!), basename(path!));
    print(io, values.json ? JSON.stringify(facts, null, 1) : summaryOf(facts));
    return 0;
  },
};

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new AppError('invalid', `${path} là thư mục. Hãy chỉ rõ một tệp văn bản trong đó.`);
    if (found.size > MAX_FILE_BYTES) throw refusals.tooLarge();
    return new Uint8Array(await readBytes(path));
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw new AppError('not-found', code === 'ENOENT' ? `Không có tệp ${path}. Hãy kiểm tra lại đường dẫn.`
      : code === 'EACCES' ? `Không có quyền đọc tệp ${path}. Hãy cấp quyền đọc rồi chạy lại.` : `Không đọc được tệp ${path} (${code ?? 'lỗi không rõ'}). Hãy kiểm tra ổ đĩa rồi chạy lại.`);
  }
}

const TYPES: Readonly<Record<string, string>> = { plan: 'Kế hoạch', dispatch: 'Công văn', decision: 'Quyết định', directive: 'Chỉ thị', report: 'Báo cáo' };
const or = (text: string | null | undefined): string => (text === null || text === undefined || text === '' ? '(không ghi)' : text);

export function summaryOf(facts: ReadResult): string {
  const { document } = facts, lines: string[] = [];
  lines.push(`${TYPES[document.type ?? ''] ?? 'Văn bản'}: ${or(document.title)}`);
  lines.push(`Số: ${or(document.number ?? document.numberPattern)} · Ngày: ${document.date ? formatDate(document.date) : '(không ghi)'} · Cơ quan ban hành: ${or(document.issuingBody)}`);
  lines.push(`Người ký: ${or([...document.signer.capacity, document.signer.position, document.signer.name].filter((part) => part).join(' / '))}`);
  if (document.addressees.length > 0) lines.push(`Kính gửi: ${document.addressees.join('; ')}`);
  lines.push('', `Nhiệm vụ (${facts.tasks.length}):`);
  for (const task of facts.tasks) {
    lines.push(`  ${task.index}  ${task.title}`);
    if (task.lead.length > 0) lines.push(`      Chủ trì: ${task.lead.join('; ')}`);
    if (task.coordinators.length > 0) lines.push(`      Phối hợp: ${task.coordinators.join('; ')}`);
    if (task.timing !== null) lines.push(`      Thời gian: ${task.timing}`);
    for (const cadence of task.cadence) lines.push(`      Định kỳ: ${cadence.count ?? '(không ghi số)'} ${cadence.unit}/${PERIODS[cadence.per]}${cadence.product === null ? '' : ` (${cadence.product})`}`);
  }
  lines.push('', `Chủ đề tuyên truyền: ${facts.themes.length} · Trách nhiệm được giao: ${facts.duties.length} · Văn bản viện dẫn: ${facts.legalReferences.length} · Nơi nhận: ${facts.recipients.length}`);
  for (const report of facts.reporting) {
    lines.push(`Báo cáo: gửi ${or(report.toWhom)}${report.via === null ? '' : ` qua ${report.via}`}${report.deadline === null ? '' : `, hạn ${formatDate(report.deadline)}`}`);
  }
  for (const warning of facts.warnings) lines.push(`Lưu ý: ${warning}`);
  return lines.join('\n');
}
const PERIODS = { day: 'ngày', week: 'tuần', month: 'tháng', quarter: 'quý', year: 'năm' } as const;
