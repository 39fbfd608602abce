import { z } from 'zod';
import type { Id } from '#kernel/id.ts';
import { AppError, notFound } from '#kernel/app-error.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { compareVietnamese, formatNumber } from '#kernel/vietnamese.ts';
import { keepUpload } from '#features/files/console.tsx';
import { preview } from '#features/files/preview.ts';
import { readForm, submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { CheckField, ErrorSummary, filledForm, Form, Submit, TextArea, TextField } from '#ui/forms.tsx';
import { Bar, Card, Chip, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { dropSheet, saveAnswers, startCheck, type Answer } from '../actions/check-shop.ts';
import { signSheet } from '../actions/sign-sheet.ts';
import { fieldOf, shownAs, typedAnswers } from '../rules/sheet-form.ts';
import { SCORE_FORMULA, scoreInWords, scoreOf, SEEN, type Seen } from '../rules/posting.ts';
import { proceduresNamed } from '../store/catalogue.ts';
import { answersOf, shopRow } from '../store/shops.ts';
import type { AnswerRow, SheetRow } from '../store/tables.ts';
import { sheetWorkbook } from '../workbook.ts';
import { sendBook, sheetOf, SHEETS, shopOf, SHOPS, text, type Refused } from './parts.tsx';

/** So many a page: small enough for a bad network and a thumb. */
const PART = 8;

interface Line { readonly id: Id; readonly code: string; readonly name: string; readonly field: string; readonly answer: AnswerRow | undefined }
async function linesOf(visit: Visit, sheet: SheetRow): Promise<Line[]> {
  const names = await proceduresNamed(visit.db, sheet.asked), answers = new Map((await answersOf(visit.db, sheet.id)).map((one) => [one.procedure_id, one]));
  return sheet.asked.map(({ id }) => { const named = names.get(id); return { id, code: named?.code ?? '', name: named?.name ?? '', field: named?.field ?? '', answer: answers.get(id) }; }).sort((a, b) => compareVietnamese(a.field, b.field) || compareVietnamese(a.name, b.name));
}
const partsOf = (lines: readonly Line[]): number => Math.max(1, Math.ceil(lines.length / PART));
/** Where somebody who comes back goes on: the first part with something not looked at. */
const nextPart = (lines: readonly Line[]): number => { const at = lines.findIndex((one) => !one.answer); return at < 0 ? 0 : Math.floor(at / PART) + 1; };

export async function startPost(visit: Visit): Promise<Response> {
  const shop = await shopOf(visit);
  return submit(visit.c, z.object({}), {
    run: async () => visit.c.redirect(`${SHEETS}/${await visit.act((a) => startCheck(a, { shopId: shop.id }))}`, 303),
    refuse: async (_values, errors, status) => consolePage(visit, { title: shop.name, crumb: <a href={SHOPS}>Niêm yết thủ tục</a>, status, message: <ErrorSummary errors={errors} /> }, <LinkButton href={`${SHOPS}/${shop.id}`}>Quay lại</LinkButton>),
  });
}

/** One sheet: while it is filled in, a part at a time; once it is signed, what it says. */
export async function sheetPage(visit: Visit, refused?: Refused): Promise<Response> {
  const sheet = await sheetOf(visit), shop = (await shopRow(visit.db, sheet.shop_id))!, lines = await linesOf(visit, sheet), score = scoreOf(sheet.asked, new Map(lines.flatMap((one) => (one.answer ? [[one.id, one.answer.state] as const] : []))));
  const mine = sheet.status === 'open' && sheet.by_organisation_id === signedIn(visit).organisationId && (await visit.may('procedures.check', sheet.organisation_id)), asked = visit.c.req.query('phan');
  const page = { title: `Kiểm tra niêm yết ${formatDate(sheet.day)}`, crumb: <a href={`${SHOPS}/${shop.id}`}>{shop.name}</a>, status: refused?.status ?? (200 as const), message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined };
  if (!mine) return consolePage(visit, { ...page, acts: <LinkButton href={`${SHEETS}/${sheet.id}/phieu.xlsx`} download>Tải .xlsx</LinkButton> }, <>
    {sheet.status === 'open' ? <Message>{sheet.by_organisation_name} đang làm phiếu này, chưa ký xác nhận.</Message> : sheet.status === 'dropped' ? <Message kind="warn">Phiếu này đã bỏ, không tính.</Message> : null}
    <Card><Facts rows={[['Kết quả', <b>{scoreInWords(score)}</b>], ...(score.unseen ? [['Chưa xem', formatNumber(score.unseen)] as const] : []), ['Đơn vị kiểm tra', sheet.by_organisation_name], ...(sheet.signed_by_name ? [['Người ký', sheet.signed_by_name] as const, ['Cùng làm việc', sheet.witness ?? ''] as const] : []), ...(sheet.remark ? [['Nhận xét', sheet.remark] as const] : []), ...(sheet.deliverable_id ? [['Đã tính', <a href={`/lam-viec/ket-qua/${sheet.deliverable_id}`}>kết quả của đơn vị, chờ xác nhận</a>] as const] : [])]} /><p class="small">{SCORE_FORMULA}</p></Card>
    <Result lines={lines} sheet={sheet} />
  </>);
  const parts = partsOf(lines), wanted = refused?.of === 'phan' ? Number(refused.form.values.text('part')) : asked === undefined ? nextPart(lines) : Number(asked), part = Number.isInteger(wanted) && wanted >= 0 && wanted <= parts ? wanted : 1;
  return consolePage(visit, page, <>
    <div><b>{formatNumber(lines.length - score.unseen)}/{formatNumber(lines.length)} thủ tục đã xem</b><Bar value={lines.length - score.unseen} max={lines.length} label={`${lines.length - score.unseen} trên ${lines.length} thủ tục đã xem`} tone={score.unseen ? 'soon' : 'good'} /></div>
    {part > 0 ? <Part sheet={sheet} lines={lines.slice((part - 1) * PART, part * PART)} part={part} parts={parts} refused={refused} /> : <Sign sheet={sheet} lines={lines} unseen={score.unseen} words={scoreInWords(score)} refused={refused} />}
    <nav class="row small" aria-label="Các phần của phiếu">{Array.from({ length: parts }, (_, index) => { const done = lines.slice(index * PART, (index + 1) * PART).every((one) => one.answer); return <a class="button small" href={`${SHEETS}/${sheet.id}?phan=${index + 1}`} aria-current={part === index + 1 ? 'page' : undefined} aria-label={`Phần ${index + 1}${done ? ', đã xem' : ''}`}>{index + 1}{done ? ' ✓' : ''}</a>; })}<a class="button small" href={`${SHEETS}/${sheet.id}?phan=0`} aria-current={part === 0 ? 'page' : undefined}>Kết thúc</a></nav>
  </>);
}

const Part = ({ sheet, lines, part, parts, refused }: { sheet: SheetRow; lines: readonly Line[]; part: number; parts: number; refused: Refused | undefined }) => <Form action={`${SHEETS}/${sheet.id}`} multipart keep={`phieu-${sheet.id}-${part}`}>
  <input type="hidden" name="part" value={String(part)} />
  {lines.map((one) => {
    const typed = refused?.of === 'phan' ? refused.form.values : null, state = typed ? typed.text(fieldOf.state(one.id)) : (one.answer?.state ?? ''), note = typed ? typed.text(fieldOf.note(one.id)) : (one.answer?.note ?? ''), shown = typed ? typed.text(fieldOf.shown(one.id)) : shownAs(one.answer?.state ?? '', one.answer?.note ?? '');
    return <section class="card"><div class="pad stack"><input type="hidden" name={fieldOf.shown(one.id)} value={shown} /><fieldset class="field"><legend><b>{one.name}</b><br /><small>{one.code} · {one.field}</small></legend>
      <div class="row">{(Object.keys(SEEN) as Seen[]).map((key) => <label class="choice"><input type="radio" name={fieldOf.state(one.id)} value={key} checked={state === key} /><span>{SEEN[key].label}</span></label>)}</div></fieldset>
      <details open={Boolean(note || one.answer?.photo_sha256)}><summary>Ghi chú, ảnh</summary><div class="stack"><label>Ghi chú<input name={fieldOf.note(one.id)} value={note} maxlength={500} autocomplete="off" /></label>
        <label>Ảnh<input type="file" name={fieldOf.photo(one.id)} accept="image/*" data-controller="file" /></label>{one.answer?.photo_sha256 ? <a href={`${SHEETS}/${sheet.id}/anh/${one.answer.photo_sha256}`}>Ảnh đã gửi</a> : null}</div></details></div></section>;
  })}
  <Submit wide>{part < parts ? `Lưu, sang phần ${part + 1}/${parts}` : 'Lưu, sang phần ký'}</Submit>
</Form>;

const Sign = ({ sheet, lines, unseen, words, refused }: { sheet: SheetRow; lines: readonly Line[]; unseen: number; words: string; refused: Refused | undefined }) => {
  const form = refused?.of === 'ky' ? refused.form : filledForm({});
  return <>
    <Card title="Ký xác nhận" id="ky"><p><b>{words}</b>{unseen ? `, còn ${unseen} thủ tục chưa xem` : ''}</p><p class="small">{SCORE_FORMULA}</p>
      <Form action={`${SHEETS}/${sheet.id}/ky`}><div class="fields"><TextField form={form} name="witness" label="Người của Bộ phận Một cửa cùng làm việc" required maxlength={200} hint="Họ tên, chức vụ" /><TextArea form={form} name="remark" label="Nhận xét, kiến nghị" rows={3} maxlength={1000} />
        {unseen ? <CheckField form={form} name="unseen" label="Kết thúc khi chưa xem hết" hint="Thủ tục chưa xem được đếm riêng, không tính điểm" /> : null}<Submit>Ký, gửi danh sách cho nơi niêm yết</Submit></div></Form>
      <Form action={`${SHEETS}/${sheet.id}/bo`} confirm="Bỏ phiếu kiểm tra này?"><Submit kind="danger">Bỏ phiếu</Submit></Form></Card>
    <Result lines={lines.filter((one) => one.answer && one.answer.state !== 'posted')} sheet={sheet} title="Chưa đúng" />
  </>;
};

const Result = ({ lines, sheet, title = 'Từng thủ tục' }: { lines: readonly Line[]; sheet: SheetRow; title?: string }) => lines.length ? <Card title={title} id="tung-thu-tuc" pad={false}><Table caption={title} rows={lines} columns={[
  { head: 'Thủ tục', cell: (one) => <>{one.name}<br /><small>{one.code} · {one.field}</small></> }, { head: 'Kết quả', cell: (one) => (one.answer ? <Chip tone={SEEN[one.answer.state].tone}>{SEEN[one.answer.state].label}</Chip> : <Chip tone="none">Chưa xem</Chip>) },
  { head: 'Ghi chú', cell: (one) => <>{one.answer?.note ?? ''}{one.answer?.photo_sha256 ? <> <a href={`${SHEETS}/${sheet.id}/anh/${one.answer.photo_sha256}`}>ảnh</a></> : null}</> },
]} /></Card> : null;

export async function savePartPost(visit: Visit): Promise<Response> {
  const sheet = await sheetOf(visit), values = await readForm(visit.c);
  return submit(visit.c, z.object({ part: z.coerce.number().int().min(1).max(1000) }), {
    values, refuse: (typed, errors, status) => sheetPage(visit, { form: { values: typed, errors }, status, of: 'phan' }),
    run: async ({ part }) => {
      const typed = typedAnswers({ names: values.names(), text: (name) => values.text(name), sent: (name) => values.files(name).length > 0 }), answers: Answer[] = [];
      if (typed.unsaid.length) {
        const names = await proceduresNamed(visit.db, sheet.asked.filter(({ id }) => typed.unsaid.includes(id)));
        throw new AppError('invalid', `Đã ghi chú hoặc gửi ảnh mà chưa chọn kết quả: ${typed.unsaid.map((id) => `“${names.get(id)?.name ?? ''}”`).join(', ')}. Hãy chọn đã niêm yết, đã cũ hay thiếu rồi lưu lại; ảnh cần chọn lại.`, { field: '_' });
      }
      for (const { id, state, note } of typed.answers) {
        const [photo] = values.files(fieldOf.photo(id));
        answers.push({ procedureId: id, state, note: note || null, photo: photo ? (await keepUpload(visit, photo, false)).sha256 : null });
      }
      await visit.act((a) => saveAnswers(a, { sheetId: sheet.id, answers }));
      return visit.c.redirect(`${SHEETS}/${sheet.id}?phan=${part < partsOf(sheet.asked as unknown as Line[]) ? part + 1 : 0}`, 303);
    },
  });
}
export async function signPost(visit: Visit): Promise<Response> {
  const sheet = await sheetOf(visit);
  return submit(visit.c, z.object({ witness: text, remark: text, unseen: text }), {
    run: async ({ witness, remark, unseen }) => { await visit.act((a) => signSheet(a, visit.deps.files, { sheetId: sheet.id, witness, remark: remark || null, unseenMeant: unseen === '1' })); return visit.c.redirect(`${SHEETS}/${sheet.id}`, 303); },
    refuse: (values, errors, status) => sheetPage(visit, { form: { values, errors }, status, of: 'ky' }),
  });
}
export async function dropPost(visit: Visit): Promise<Response> {
  const sheet = await sheetOf(visit);
  return submit(visit.c, z.object({}), { run: async () => { await visit.act((a) => dropSheet(a, { sheetId: sheet.id })); return visit.c.redirect(`${SHOPS}/${sheet.shop_id}`, 303); }, refuse: (values, errors, status) => sheetPage(visit, { form: { values, errors }, status, of: 'bo' }) });
}
export async function sheetBook(visit: Visit): Promise<Response> {
  const sheet = await sheetOf(visit), shop = (await shopRow(visit.db, sheet.shop_id))!, lines = await linesOf(visit, sheet), score = scoreOf(sheet.asked, new Map(lines.flatMap((one) => (one.answer ? [[one.id, one.answer.state] as const] : []))));
  return sendBook(visit, `phieu-kiem-tra-${sheet.day}`, await sheetWorkbook({ shop: shop.name, by: sheet.by_organisation_name, day: sheet.day, witness: sheet.witness, score, lines: lines.map((one) => ({ code: one.code, name: one.name, field: one.field, state: one.answer?.state ?? null, note: one.answer?.note ?? null })) }));
}
/** A picture of a board, only what the sheet names. */
export async function sheetPhoto(visit: Visit): Promise<Response> {
  const sheet = await sheetOf(visit), sha256 = visit.c.req.param('file') ?? '';
  if (!(await answersOf(visit.db, sheet.id)).some((one) => one.photo_sha256 === sha256)) throw notFound('ảnh này');
  const bytes = await visit.deps.files.read(sha256), drawn = await preview(bytes, 1280).catch(() => null);
  // a kind of picture that cannot be drawn here (HEIC of some telephones) is handed out as it came
  if (!drawn) return visit.c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="anh-niem-yet"', 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
  return visit.c.body(new Uint8Array(drawn), 200, { 'content-type': 'image/webp', 'cache-control': 'private, max-age=3600', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" });
}
