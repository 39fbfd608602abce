import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { importPeople } from '#features/accounts/actions/import-people.ts';
import { importDirectory } from '#features/directory/actions/import-directory.ts';
import { importDocuments } from '#features/documents/actions/import-documents.ts';
import { importOrganisations } from '#features/organisations/actions/import-organisations.ts';
import { readTable } from '#features/organisations/read-table.ts';
import type { RowFault, SheetTable } from '#features/organisations/rules/sheet.ts';
import { importProcedures } from '#features/procedures/actions/import-procedures.ts';
import { catalogueFor } from '#features/procedures/catalogue.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { parseDate } from '#kernel/plain-date.ts';
import { createPlanFromTable } from '#features/plans/actions/create-from-table.ts';
import { complain, parseOptions, print, usage, type Command, type CommandIo } from '#platform/command-line.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';
import { operatorOf, organisationCoded, type Operator } from './operator.ts';

interface ImportRun { readonly operator: Operator; readonly table: SheetTable; readonly file: string; readonly under: string | undefined; readonly title: string | undefined; readonly year: number | undefined; readonly decision: string | undefined; readonly signed: string | undefined; readonly effective: string | undefined; readonly issuer: string | undefined; readonly dryRun: boolean; readonly io: CommandIo }

/** What can be imported. Returns the faults; empty when everything was (or, on a trial, would be) written. */
const KINDS: Readonly<Record<string, (run: ImportRun) => Promise<readonly RowFault[]>>> = {
  async organisations({ operator, table, under, dryRun, io }) {
    const root = await organisationCoded(operator, under);
    const plan = await operator.act((acting) => importOrganisations(acting, { table, rootId: root.id, dryRun }));
    noteIgnored(plan.ignoredColumns, io);
    if (!plan.faults.length) print(io, `${dryRun ? 'Sẽ thêm' : 'Đã thêm'} ${plan.created.length}, ${dryRun ? 'sẽ sửa' : 'đã sửa'} ${plan.changed.length}, giữ nguyên ${plan.unchanged} đơn vị.`);
    return plan.faults;
  },
  async people({ operator, table, under, dryRun, io }) {
    const root = await organisationCoded(operator, under);
    const result = await operator.act((acting) => importPeople(acting, { table, rootId: root.id, dryRun }));
    noteIgnored(result.ignoredColumns, io);
    for (const person of result.people) if (person.token) print(io, [person.userName, person.name, person.organisationName, operator.address(`/moi/${person.token}`)].join('\t'));
    if (!result.faults.length) complain(io, `${dryRun ? 'Sẽ mời' : 'Đã mời'} ${new Set(result.people.map((person) => person.userName)).size} người.`);
    return result.faults;
  },
  async plans({ operator, table, file, under, title, year, dryRun, io }) {
    const owner = await organisationCoded(operator, under);
    const name = title ?? basename(file).replace(/\.[^.]+$/, '');
    const made = await operator.act((acting) => createPlanFromTable(acting, { organisationId: owner.id, title: name, ...(year === undefined ? {} : { year }), table, dryRun }));
    noteIgnored(made.ignored, io);
    if (!made.faults.length) print(io, `${dryRun ? 'Sẽ tạo' : 'Đã tạo'} bản nháp kế hoạch “${name}” của ${owner.name} với ${made.tasks.length} nhiệm vụ; mở trang Kế hoạch để kiểm tra rồi ban hành.`);
    return made.faults;
  },
  async procedures({ operator, table, under, title, decision, signed, effective, issuer, dryRun, io }) {
    const unit = await organisationCoded(operator, under), today = operator.env.clock.today(), tree = await organisationTree(operator.env.db, today), owner = await catalogueFor(operator.env.db, unit.id, today), signedOn = parseDate(signed ?? ''), effectiveOn = effective === undefined ? signedOn : parseDate(effective);
    if (!decision || !signedOn || !effectiveOn) throw usage('Nhập thủ tục cần quyết định công bố: --decision SỐ --signed NGÀY, và --effective NGÀY nếu có hiệu lực ngày khác. Ví dụ: --decision 1256/QĐ-UBND --signed 05/01/2026.');
    const done = await operator.act((acting) => importProcedures(acting, { organisationId: owner, table, dryRun, decision: { number: decision, signedOn, effectiveOn, issuer: issuer ?? `Chủ tịch ${tree.latest(owner)!.name}`, title: title ?? 'Công bố danh mục thủ tục hành chính', file: null } }));
    noteIgnored(done.ignored, io);
    if (!done.faults.length) print(io, `${dryRun ? 'Sẽ thêm' : 'Đã thêm'} ${done.published.length}, ${dryRun ? 'sẽ sửa' : 'đã sửa'} ${done.amended.length}, giữ nguyên ${done.unchanged} thủ tục, theo Quyết định ${decision}.`);
    return done.faults;
  },
  async directory({ operator, table, under, dryRun, io }) {
    const root = await organisationCoded(operator, under), result = await operator.act((acting) => importDirectory(acting, { table, rootId: root.id, dryRun }));
    noteIgnored(result.ignored, io);
    if (!result.faults.length) print(io, `${dryRun ? 'Sẽ thêm' : 'Đã thêm'} ${result.added}, ${dryRun ? 'sẽ sửa' : 'đã sửa'} ${result.changed}, giữ nguyên ${result.unchanged} mục danh bạ.`);
    return result.faults;
  },
  async documents({ operator, table, under, dryRun, io }) {
    const owner = await organisationCoded(operator, under), result = await operator.act((acting) => importDocuments(acting, { table, organisationId: owner.id, dryRun }));
    noteIgnored(result.ignored, io);
    if (!result.faults.length) print(io, `${dryRun ? 'Sẽ thêm' : 'Đã thêm'} ${result.added} văn bản công khai, giữ nguyên ${result.known} văn bản đã có.`);
    return result.faults;
  },
};

const noteIgnored = (columns: readonly string[], io: CommandIo): void => { if (columns.length) complain(io, `Bỏ qua cột không dùng: ${columns.join(', ')}.`); };

export const importCommand: Command = {
  name: 'import',
  summary: 'nhập đơn vị, người dùng, kế hoạch hoặc thủ tục hành chính từ bảng .xlsx, .csv',
  help: `Cách dùng: bin/loa import ${Object.keys(KINDS).join('|')} TỆP [--dry-run] [--under MÃ] [--data DIR]

Nhập tất cả các dòng, hoặc không dòng nào: mỗi dòng sai được nêu số dòng, cột và lý do. Dòng có mã đã biết thì sửa đơn vị đó.
Nhập người dùng in cho mỗi người mới một đường dẫn mời dùng một lần (cách nhau bằng dấu tab).

  --dry-run     chỉ kiểm tra và nói sẽ làm gì
  --under MÃ    chỉ nhập trong phạm vi đơn vị này (mặc định: đơn vị gốc); với kế hoạch: đơn vị giữ kế hoạch
  --title TÊN   trích yếu của kế hoạch (mặc định: tên tệp)
  --year NĂM    năm của kế hoạch (mặc định: năm nay)
  --decision SỐ --signed NGÀY [--effective NGÀY] [--issuer TÊN]
                với thủ tục: quyết định công bố, ngày ký, ngày có hiệu lực (mặc định: ngày ký), cơ quan ban hành; --title là trích yếu
${DATA_HELP}`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, { ...DATA_OPTION, 'dry-run': { type: 'boolean' }, under: { type: 'string' }, title: { type: 'string' }, year: { type: 'string' }, decision: { type: 'string' }, signed: { type: 'string' }, effective: { type: 'string' }, issuer: { type: 'string' } }, { min: 2, max: 2, what: 'loại dữ liệu hoặc tệp' });
    const [kind, file] = positionals as [string, string];
    if (!Object.hasOwn(KINDS, kind)) throw usage(`Không nhập được "${kind}". Dùng một trong: ${Object.keys(KINDS).join(', ')}.`);
    const year = values.year === undefined ? undefined : Number(values.year);
    if (year !== undefined && !(Number.isInteger(year) && year >= 2000 && year <= 2100)) throw usage('--year phải là năm có bốn chữ số, ví dụ 2026.');
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => { throw new AppError('not-found', error.code === 'ENOENT' ? `Không có tệp ${file}.` : `Không đọc được tệp ${file}: ${error.code}.`); });
    const table = await readTable(basename(file), bytes, { lines: kind === 'procedures' || kind === 'directory' });
    return withStore(values, async (store, config) => {
      const faults = await KINDS[kind]!({ operator: await operatorOf(store, config), table, file, under: values.under, title: values.title, year, decision: values.decision, signed: values.signed, effective: values.effective, issuer: values.issuer, dryRun: values['dry-run'] ?? false, io });
      for (const { line, column, reason } of faults) complain(io, `dòng ${line}, cột ${column}: ${reason}`);
      if (faults.length) complain(io, `Có ${faults.length} lỗi; chưa nhập dòng nào.`);
      return faults.length ? 1 : 0;
    });
  },
};
