import { AppError } from '#kernel/app-error.ts';
import { yearOf } from '#kernel/plain-date.ts';
import { toDocx } from '#features/documents/to-docx.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { readFile } from '#features/reading/read-file.ts';
import { readForm, type FormValues } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { createPlan } from '../actions/create-plan.ts';
import { headOf } from '../rules/compose.ts';
import { letterNotation } from '../rules/compose-letter.ts';
import { letterTasks, letterToRead, readRequests, type LetterTyped } from '../rules/letter-form.ts';
import { houseOf } from '../store.ts';
import { BASE, hrefOf } from './load.ts';

const lines = (text: string): string[] => text.split(/\r?\n/u).map((line) => line.replace(/^\s*[-+•]\s*/u, '').trim()).filter(Boolean);

/** A letter that gives work begins with its addressees and one line for each request; the rest is done on the desk of the draft. */
export async function letterPage(visit: Visit, refused?: { form: FormState; status: 409 | 422 }): Promise<Response> {
  const form = refused?.form ?? filledForm({});
  return consolePage(visit, { title: 'Soạn công văn triển khai', crumb: <a href={BASE}>Kế hoạch</a>, status: refused?.status ?? 200 }, <Card id="cong-van" writing>
    <Form action={`${BASE}/soan-cong-van`} keep="cong-van"><ErrorSummary errors={form.errors} /><div class="fields">
      <TextField form={form} name="about" label="V/v" hint="Ví dụ: triển khai Tháng cao điểm tuyên truyền dịch vụ công trực tuyến" required maxlength={500} />
      <TextArea form={form} name="addressees" label="Kính gửi" hint="Mỗi dòng một nơi, là đơn vị hoặc nhóm. Ví dụ: UBND các xã, phường, đặc khu" required rows={3} maxlength={4000} />
      <TextArea form={form} name="opening" label="Mở đầu" hint="Căn cứ, lý do. Ví dụ: Thực hiện Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh…" rows={3} maxlength={8000} />
      <TextArea form={form} name="requests" label="Nội dung yêu cầu" required rows={9} maxlength={20000}
        hint="Mỗi dòng một yêu cầu, ghi rõ số lượng, kỳ hoặc hạn: “Phát thanh về dịch vụ công, 02 chương trình/tuần”; “Báo cáo kết quả về UBND tỉnh (qua Sở Nội vụ) trước ngày 10/12/2026”. Chỉ giao cho một nơi thì ghi tên trước dấu hai chấm: “Sở Nội vụ: Cung cấp tin, bài, 05 tin, bài/tháng”." />
      <div class="row"><Submit>Tạo dự thảo công văn</Submit></div>
    </div></Form>
  </Card>);
}

function readLetter(values: FormValues): { typed: LetterTyped; errors: Record<string, string> } {
  const errors: Record<string, string> = {}, about = values.text('about').replace(/^V\/v\s+/iu, '').trim(), addressees = lines(values.text('addressees')).map((line) => line.replace(/[;.]$/u, '')), requests = readRequests(lines(values.text('requests')), addressees);
  if (!about) errors.about = 'Hãy ghi công văn về việc gì.';
  if (addressees.length === 0) errors.addressees = 'Hãy ghi ít nhất một nơi nhận ở phần Kính gửi.';
  if (requests.length === 0) errors.requests = 'Hãy ghi ít nhất một yêu cầu, mỗi dòng một yêu cầu.';
  else if (requests.some(({ text }) => !text)) errors.requests = 'Có dòng chỉ ghi tên đơn vị mà chưa ghi yêu cầu.';
  return { typed: { about, addressees, opening: lines(values.text('opening')), requests }, errors };
}

/** The letter is laid out and read back before anything is written: what is printed is what is asked. */
export async function letterPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), { organisationId } = signedIn(visit), { typed, errors } = readLetter(values);
  const refuse = (wrong: Record<string, string>, status: 409 | 422 = 422) => letterPage(visit, { form: { values, errors: wrong }, status });
  if (Object.keys(errors).length) return refuse(errors);
  const tree = await organisationTree(visit.db, visit.today), issuer = tree.latest(houseOf(tree, organisationId).house.id)!, above = issuer.parentId ? (tree.latest(issuer.parentId) ?? null) : null, head = headOf(issuer.name, issuer, above);
  const letter = letterToRead(typed, head, issuer.name.replace(/^Ủy ban nhân dân/u, 'UBND'), KINDS[issuer.kind].family === 'committee' ? 'yêu cầu' : 'đề nghị', yearOf(visit.today));
  try {
    const { draft, tasks, missing } = letterTasks(typed, await readFile(await toDocx(letter), 'cong-van.docx'));
    if (missing.length) return await refuse({ requests: `Chưa đọc được yêu cầu “${missing[0]}”. Hãy viết thành một việc cụ thể, mỗi dòng một yêu cầu.` });
    const id = await visit.act((a) => createPlan(a, {
      organisationId, issuerId: issuer.id, origin: 'authored', kind: 'dispatch', title: `V/v ${typed.about}`, notation: letterNotation(head), place: head.place, bindsFrom: visit.today,
      content: { legalBases: draft.content.legalBases, purpose: typed.opening, addressees: typed.addressees, reporting: draft.content.reporting, recipients: ['Như trên', 'Lưu: VT'] }, tasks,
    }));
    return visit.c.redirect(hrefOf(id, '/kiem-tra?cong-van=1'), 303);
  } catch (error) {
    if (error instanceof AppError && (error.status === 409 || error.status === 422)) return refuse(error.details.fields ?? { [error.details.field ?? '_']: error.message }, error.status);
    throw error;
  }
}
