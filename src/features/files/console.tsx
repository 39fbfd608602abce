import { AppError } from '#kernel/app-error.ts';
import { readForm } from '#platform/http/forms.ts';
import { acting, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { keepFile } from './actions/keep-file.ts';
import { MOST_BYTES, prepareFile } from './prepare.ts';
import { MOST_PIXELS, pictureSize } from './preview.ts';
import { filesSentBy, type FileRow } from './store.ts';

export interface Upload { readonly sha256: string; readonly name: string; readonly note: string | null }

/** Bytes to disk first, then the row: answers only when both would survive a power cut. */
export async function keepUpload(visit: Visit, file: File, keepPlace: boolean): Promise<Upload> {
  const prepared = await prepareFile(visit.deps.files, { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name, keepPlace });
  const size = prepared.media.kind === 'image' && prepared.media.previewable ? await pictureSize(await visit.deps.files.read(prepared.sha256)) : null;
  if (size && size.width * size.height > MOST_PIXELS) throw new AppError('too-large', `Ảnh “${prepared.originalName}” có ${Math.round(size.width * size.height / 1_000_000)} triệu điểm ảnh, nhiều nhất ${MOST_PIXELS / 1_000_000} triệu. Hãy thu nhỏ ảnh rồi chọn lại.`, { field: 'evidence' });
  const { row } = await visit.act((doing) => keepFile(doing, signedIn(visit).organisationId, prepared, size));
  return { sha256: row.sha256, name: prepared.originalName, note: prepared.media.note ?? (prepared.positionRemoved ? 'đã bỏ vị trí chụp' : null) };
}

/** Those of the files that a form names which the unit has sent itself, or one whose work it goes on with: to know the number of a file is no right to it. */
export async function sentByUnit(visit: Visit, sha256s: readonly string[]): Promise<FileRow[]> {
  const unit = signedIn(visit).organisationId, shard = (await organisationTree(visit.db, visit.today)).get(unit)?.shard;
  return shard === undefined || sha256s.length === 0 ? [] : filesSentBy(visit.db, shard, await standsFor(visit.db, unit, visit.today), sha256s);
}

/** One file at a time, sent by the page while the form is still being filled in. */
async function upload(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), file = values.files('file')[0];
  if (!file) throw new AppError('invalid', 'Không có tệp nào được gửi lên. Hãy chọn lại tệp.');
  const kept = await keepUpload(visit, file, values.text('keepPlace') === '1');
  return visit.c.json({ id: kept.sha256, name: kept.name, note: kept.note });
}

export const filesRoutes: readonly Route[] = [post('/lam-viec/tep', acting('files.keep'), upload, MOST_BYTES + 64 * 1024)];
