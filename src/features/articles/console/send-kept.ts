import { sentByUnit } from '#features/files/console.tsx';
import { keptFile } from '#features/files/store.ts';
import { preview } from '#features/files/preview.ts';
import { invalid, notFound } from '#kernel/app-error.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import type { Attachment } from '../rules/content.ts';

/** A picture that the unit has sent while somebody writes, until an article or a contribution holds it. */
export async function sendOwnPicture(visit: Visit): Promise<Response> {
  const asked = visit.c.req.query('tep') ?? '';
  if (!asked) throw invalid('Đường dẫn này thiếu mã của ảnh. Hãy mở lại trang đang viết.');
  const unit = signedIn(visit).organisationId, shard = (await organisationTree(visit.db, visit.today)).get(unit)!.shard, [file] = await sentByUnit(visit, [asked]);
  if (!file?.previewable) throw notFound('ảnh này');
  return sendKept(visit, shard, { sha256: file.sha256, name: file.original_name, size: Number(file.size), mediaType: file.media_type });
}

/** A picture as a WebP that holds nothing but the picture; everything else to be saved, under the name it was sent with. */
export async function sendKept(visit: Visit, shard: number, file: Attachment): Promise<Response> {
  const kept = await keptFile(visit.db, shard, file.sha256), bytes = await visit.deps.files.read(file.sha256);
  const headers = { 'cache-control': 'private, max-age=3600', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" };
  if (file.mediaType.startsWith('image/') && kept?.previewable !== false) return visit.c.body(new Uint8Array(await preview(bytes, 1280)), 200, { ...headers, 'content-type': 'image/webp' });
  return visit.c.body(new Uint8Array(bytes), 200, { ...headers, 'content-type': file.mediaType, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed())}` });
}
