import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { lookAt, reorganise, type AnswersFor, type Looked } from '#features/organisations/actions/reorganise.ts';
import { readReorganisationFile } from '#features/organisations/read-reorganisation.ts';
import { answersFrom } from '#features/organisations/rules/assignments.ts';
import { FUNCTIONS } from '#features/organisations/rules/kinds.ts';
import type { RowFault } from '#features/organisations/rules/sheet.ts';
import { SUCCESSION_KINDS } from '#features/organisations/rules/succession.ts';
import { tellEvent } from '#features/organisations/rules/tell-event.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { complain, parseOptions, print, type Command, type CommandIo } from '#platform/command-line.ts';
import { SUCCESSION_PARTS } from '../succession-parts.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';
import { operatorOf, organisationCoded } from './operator.ts';

export const reorganiseCommand: Command = {
  name: 'reorganise',
  summary: 'áp dụng một tệp sự kiện sắp xếp đơn vị (hợp nhất, chia, đổi tên …)',
  help: `Cách dùng: bin/loa reorganise TỆP [--dry-run] [--data DIR]

Áp dụng tất cả các dòng trong một lần ghi, hoặc không dòng nào. Chạy lại cùng một tệp thì không thay đổi gì.
Tệp .xlsx, .csv (UTF-8) hoặc .json. Mỗi dòng một sự kiện; đơn vị ghi bằng mã, hoặc bằng tên vào ngày trước sự kiện:

  Ngày;Loại;Đơn vị;Thành;Loại đơn vị mới;Mã mới;Căn cứ
  01/07/2025;Hợp nhất;X1|X2;UBND xã Mới;Xã;X9;NQ 1677/NQ-UBTVQH15
  01/07/2025;Đổi tên;X3;UBND xã Tên Khác;;;NQ 1677/NQ-UBTVQH15

  Loại              cần ghi
  ${Object.entries({ rename: 'Đơn vị, Thành (tên mới)', retype: 'Đơn vị, Loại đơn vị mới', merge: 'Đơn vị (cách nhau bằng “|”), Thành; thêm Loại đơn vị mới hoặc Mã mới nếu lập đơn vị mới', split: 'Đơn vị, Thành (cách nhau bằng “|”); Đơn vị cũ còn lại: x; Đơn vị kế thừa: nơi giữ lịch sử', dissolve: 'Đơn vị, Đơn vị kế thừa (nếu có)', move: 'Đơn vị, Cấp trên', transfer: 'Đơn vị, Thành, Chức năng' }).map(([kind, needs]) => `${SUCCESSION_KINDS[kind as keyof typeof SUCCESSION_KINDS].label.padEnd(18)} ${needs}`).join('\n  ')}
  ${'Phân công'.padEnd(18)} Đơn vị (cũ), Thành (nơi nhận); Nhiệm vụ hoặc Tài khoản, để trống là tất cả phần còn lại

Khi chia đơn vị, ai nhận việc nào do dòng “Phân công” nói; còn thiếu thì lệnh liệt kê và không ghi gì.
Tệp .json: [{"kind": "merge", "onDay": "2025-07-01", "citation": "NQ 1677/NQ-UBTVQH15", "units": ["X1", "X2"],
  "into": {"fresh": {"name": "UBND xã Mới", "unitKind": "commune", "codes": {"local": "X9"}}}}]
Chức năng: ${Object.values(FUNCTIONS).join('; ')}.

  --dry-run     chỉ in những gì sẽ chuyển và những gì cần chọn, không ghi
${DATA_HELP}`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, { ...DATA_OPTION, 'dry-run': { type: 'boolean' } }, { min: 1, max: 1, what: 'tệp' });
    const [path] = positionals as [string], dryRun = values['dry-run'] ?? false;
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => { throw new AppError('not-found', error.code === 'ENOENT' ? `Không có tệp ${path}.` : `Không đọc được tệp ${path}: ${error.code}.`); });
    const file = await readReorganisationFile(basename(path), bytes);
    if (file.ignored.length) complain(io, `Bỏ qua cột không dùng: ${file.ignored.join(', ')}.`);
    if (file.faults.length) return refuse(io, file.faults);
    useSuccessionParts(...SUCCESSION_PARTS);
    return withStore(values, async (store, config) => {
      const operator = await operatorOf(store, config), { env } = operator, root = await organisationCoded(operator, undefined);
      const answers: AnswersFor = (planned) => answersFrom(file.assignments, planned);
      try {
        if (dryRun) return told(io, await lookAt(env.db, file.events, answers, () => env.ids(env.shard), operatorMay), true);
        const result = await operator.act((acting) => reorganise(acting, { events: file.events, answers, scopeId: root.id }));
        return told(io, result, false);
      } catch (error) {
        // the whole file was applied before: doing it again is doing nothing
        if (error instanceof AppError && error.code === 'duplicate' && error.details.data) { print(io, error.message); return 0; }
        throw error;
      }
    });
  },
};

/** Who stands at the machine itself. */
const operatorMay = async (): Promise<void> => undefined;

function refuse(io: CommandIo, faults: readonly RowFault[]): number {
  for (const { line, column, reason } of faults) complain(io, `dòng ${line}, cột ${column}: ${reason}`);
  complain(io, `Có ${faults.length} lỗi; chưa thay đổi gì.`);
  return 1;
}

/** What would go over, or went over; questions without an answer leave everything as it was. */
function told(io: CommandIo, { planned, parts, faults }: Looked, dryRun: boolean): number {
  if (faults.length) return refuse(io, faults);
  const open = parts.flatMap(({ part, plan }) => plan.questions.filter((one) => plan.open.includes(one.key)).map((question) => ({ part, question })));
  const done = !dryRun && !open.length;
  print(io, `${planned.events.length} sự kiện${done ? ' đã áp dụng' : ''}:`);
  for (const { input, applied } of planned.events) print(io, `  dòng ${input.line}  ${formatDate(input.onDay)}  ${tellEvent(input.kind, applied)}`);
  for (const { part, plan } of parts) {
    const total = plan.lines.reduce((sum, line) => sum + line.count, 0);
    if (!total) continue;
    print(io, `\n${part.label}: ${total} ${part.counted}`);
    for (const { fromId, toId, count, note } of plan.lines) print(io, `  ${String(count).padStart(6)}  ${planned.nameOf(fromId)} → ${toId ? planned.nameOf(toId) : 'chưa phân công'}${note ? ` (${note})` : ''}`);
  }
  if (open.length) {
    print(io, '\nCần chọn trước khi áp dụng (thêm dòng “Phân công”):');
    for (const { part, question } of open) print(io, `  ${planned.nameOf(question.from)}: ${question.title} (${question.detail}), ${question.count} ${part.counted}${question.names[0] ? `, mã ${question.names[0]}` : ''}. Chọn: ${question.options.map(({ label }) => label).join(' | ')}`);
  }
  if (dryRun || open.length) complain(io, open.length ? `Còn ${open.length} lựa chọn; chưa thay đổi gì.` : 'Chạy thử: chưa thay đổi gì.');
  return open.length ? 1 : 0;
}
