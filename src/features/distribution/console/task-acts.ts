import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { parseDate } from '#kernel/plain-date.ts';
import { keepUpload, sentByUnit } from '#features/files/console.tsx';
import { preview } from '#features/files/preview.ts';
import { hourField, instantOf } from '#features/articles/console/parts.tsx';
import type { Acting } from '#platform/acting.ts';
import { readForm, submit, type FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { Which } from '../actions/held.ts';
import { provePosting } from '../actions/prove-posting.ts';
import { failPosting, movePosting, retryPosting, skipPosting } from '../actions/set-aside.ts';
import { pictureFor } from '../picture.ts';
import { taskOf, TASKS } from './parts.tsx';
import { taskPage, type SentPhoto } from './task.tsx';

const seen = { _version: z.coerce.number().int() };
const reason = { reason: z.string().default('') };

/** Each post of a task's page: read the form, one action, back to the page; a refusal shows the page with what was typed. */
const verb = <S extends z.ZodRawShape>(of: string, fields: S, run: (a: Acting, which: Which, input: z.infer<z.ZodObject<S>>) => Promise<unknown>) => async (visit: Visit): Promise<Response> => {
  const { task } = await taskOf(visit);
  return submit(visit.c, z.object({ ...seen, ...fields }), {
    run: async (input) => {
      await visit.act((a) => run(a, { postingId: task.id, rowVersion: Number((input as { _version: number })._version) }, input as never));
      return visit.c.redirect(`${TASKS}/${task.id}`, 303);
    },
    refuse: (values, errors, status) => taskPage(visit, { form: { values, errors }, status, of }),
  });
};
export const failPost = verb('chua-dang', reason, (a, which, input) => failPosting(a, { ...which, reason: input.reason }));
export const skipPost = verb('bo-qua', { why: z.string().default('') }, (a, which, input) => skipPosting(a, { ...which, reason: input.why }));
export const retryPost = verb('thu-lai', {}, (a, which) => retryPosting(a, which));
export const movePost = verb('hen-lai', { moveDay: z.string().default('').refine((text) => parseDate(text) !== null, 'Hãy ghi ngày đăng như 20/11/2026.'), moveHour: hourField }, (a, which, input) => movePosting(a, { ...which, at: instantOf(parseDate(input.moveDay)!, input.moveHour) }));

/** "Đã đăng": a photo is on disk before anything is said about it, and is not asked for twice. */
export async function provePost(visit: Visit): Promise<Response> {
  const { task } = await taskOf(visit), values = await readForm(visit.c), { photo, refused } = await photoOf(visit, values);
  const again = (typed: FormValues, errors: Readonly<Record<string, string>>, status: 422 | 409 | 413 | 507) => taskPage(visit, { form: { values: typed, errors: { ...errors, ...(refused ? { proof: refused } : {}) } }, status, of: 'da-dang' }, photo);
  if (refused) return again(values, {}, 422);
  return submit(visit.c, z.object({ ...seen, link: z.string().default(''), day: z.string().default(''), standing: z.string().default('') }), {
    values, refuse: again,
    run: async (input) => {
      await visit.act((a) => provePosting(a, { postingId: task.id, rowVersion: input._version, proof: { link: input.link, file: photo, day: parseDate(input.day), standing: input.standing || null } }));
      return visit.c.redirect(`${TASKS}/${task.id}`, 303);
    },
  });
}
async function photoOf(visit: Visit, values: FormValues): Promise<{ readonly photo: SentPhoto | null; readonly refused: string | null }> {
  const [file] = values.files('proof');
  try {
    const sent = file ? (await keepUpload(visit, file, false)).sha256 : values.texts('uploaded[]').at(-1), [row] = sent ? await sentByUnit(visit, [sent]) : [];
    if (sent && !row?.previewable) return { photo: null, refused: 'Tệp này không phải ảnh JPEG, PNG hoặc WebP. Hãy chọn ảnh khác.' };
    return { photo: row ? { sha256: row.sha256, name: row.original_name } : null, refused: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { photo: null, refused: error.message };
  }
}

const HEADERS = { 'cache-control': 'private, max-age=300', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" };
/** The picture to post: shown on the page, saved with ?tai=1. */
export async function pictureGet(visit: Visit): Promise<Response> {
  const { item } = await taskOf(visit), { bytes, mediaType, name } = await pictureFor({ db: visit.db, files: visit.deps.files, today: visit.today }, item);
  return visit.c.body(new Uint8Array(bytes), 200, { ...HEADERS, 'content-type': mediaType, ...(visit.c.req.query('tai') ? { 'content-disposition': `attachment; filename="${name}"` } : {}) });
}
export async function proofGet(visit: Visit): Promise<Response> {
  const { task } = await taskOf(visit);
  if (!task.proof_sha256) throw notFound('ảnh này');
  return visit.c.body(new Uint8Array(await preview(await visit.deps.files.read(task.proof_sha256), 1280)), 200, { ...HEADERS, 'content-type': 'image/webp' });
}
