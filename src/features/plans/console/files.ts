import { notFound } from '#kernel/app-error.ts';
import { shardOf } from '#kernel/id.ts';
import { DOCUMENT_FORMATS, printDocument } from '#features/documents/print.ts';
import { keptFile } from '#features/files/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { officialDocumentOf } from '../store.ts';
import { readablePlan } from './access.ts';
import { reviewOf } from './load.ts';

/** What somebody handed in is never run as a page of ours. */
const SAFE = { 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, no-store' };

/** The file as it was handed in. PDFs open in the browser's viewer, which the sandbox would keep from starting. */
export async function originalFile(visit: Visit): Promise<Response> {
  const plan = await readablePlan(visit), { imported } = await reviewOf(visit);
  const row = imported && (await keptFile(visit.db, shardOf(plan.id), imported.sha256));
  if (!row) throw notFound('bản gốc của kế hoạch này');
  const pdf = row.media_type === 'application/pdf', { 'content-security-policy': _, ...forViewer } = SAFE;
  return visit.c.body(new Uint8Array(await visit.deps.files.read(row.sha256)), 200, {
    ...(pdf ? forViewer : SAFE), 'content-type': pdf || row.media_type === DOCUMENT_FORMATS.docx.mediaType ? row.media_type : 'application/octet-stream', 'content-disposition': `${pdf ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(imported.fileName)}`,
  });
}

/** The plan in the layout of Decree 30/2020, from what is kept of it now. */
export const planDocument = (format: 'docx' | 'pdf') => async (visit: Visit): Promise<Response> => {
  const plan = await readablePlan(visit), document = await officialDocumentOf(visit.db, await reviewOf(visit, plan.issued_version ?? undefined), visit.today);
  const { bytes, mediaType } = await printDocument(document, format);
  return visit.c.body(new Uint8Array(bytes), 200, { ...SAFE, 'content-type': mediaType, 'content-disposition': `attachment; filename="${plan.kind === 'dispatch' ? 'cong-van' : 'ke-hoach'}${plan.number ? `-${plan.number}` : ''}.${format}"` });
};
