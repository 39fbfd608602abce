/** `loa read FILE [--json]`: reads one paper without any database. Exit codes: 0 read, 2 wrong usage, 1 the file cannot be read. */
import { readFile as readBytes, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { MAX_FILE_BYTES, refusals } from './extract/refusals.ts';
import { readFile } from './read-file.ts';
import type { ReadResult } from './rules/result.ts';

/** `process` is one. */
export interface CommandIo { readonly stdout: { write(text: string): unknown }; readonly stderr: { write(text: string): unknown } }

const help = `Usage: loa read FILE [--json]

Reads a plan, an official letter, a decision or a directive (.txt .md .html .docx .pdf, told apart by content) without any database.
Prints a summary in Vietnamese; with --json everything that was read, in the shape "loa-plan/1": facts, the normalised text in
paragraphs, and spans that say where each fact stands.

The file is parsed in a child process without network, secrets or database, for at most 10 seconds and 512 MB.
Exit codes: 0 read (also when the paper is no plan), 2 wrong usage, 1 the file cannot be read; one line says why.
`;

export const command = {
  name: 'read', summary: 'read a plan, letter or decision and print what it says', help,
  async run(args: string[], io: CommandIo): Promise<number> {
    if (args.includes('--help') || args.includes('-h')) { io.stdout.write(help); return 0; }
    const options = args.filter((arg) => arg.startsWith('-')), files = args.filter((arg) => !arg.startsWith('-')), unknown = options.find((option) => option !== '--json');
    if (unknown !== undefined) return complain(io, 2, `Không có tuỳ chọn ${unknown}. Cách dùng: loa read TỆP [--json]`);
    if (files.length !== 1) return complain(io, 2, 'Cần đúng một tệp. Cách dùng: loa read TỆP [--json]');
    try {
      const facts = await readFile(await bytesOf(files[0]!), basename(files[0]!));
      io.stdout.write(options.includes('--json') ? `${JSON.stringify(facts, null, 1)}\n` : `${summaryOf(facts)}\n`);
      return 0;
    } catch (error) {
      if (error instanceof AppError) return complain(io, 1, error.message);
      throw error;
    }
  },
};

function complain(io: CommandIo, code: number, sentence: string): number { io.stderr.write(`${sentence}\n`); return code; }

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new AppError('usage', `${path} là thư mục. Hãy chỉ rõ một tệp văn bản trong đó.`);
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
