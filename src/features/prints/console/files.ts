import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { preview } from '#features/files/preview.ts';
import { siteOf } from '#features/sites/store.ts';
import { originOf, signedIn, type Visit } from '#platform/http/visit.ts';
import { fileName } from '../actions/keep-forms.ts';
import { unitName } from '../design-of.ts';
import { formIn, samplePng } from '../pictures.ts';
import { formatBySlug, isPicture, type Format, type FormatKey } from '../rules/formats.ts';
import { isTone } from '../rules/palette.ts';
import { usablePictures } from '../usable-pictures.ts';
import { printOf } from './parts.tsx';

const MEDIA = { png: 'image/png', svg: 'image/svg+xml', pdf: 'application/pdf' } as const;
const isFileOf = (format: Format, type: string): type is keyof typeof MEDIA => (type === 'pdf' ? format.sheet !== null : (type === 'png' || type === 'svg') && isPicture(format));
const SAFE = { 'x-content-type-options': 'nosniff' } as const;

/** "doc.png", "ngang.svg", "a4.pdf": a design in one of its shapes, also before it is out. */
export async function shapeFile(visit: Visit): Promise<Response> {
  const { one, kind } = await printOf(visit), [slug = '', type = ''] = (visit.c.req.param('file') ?? '').split('.'), format = formatBySlug(slug), { db, deps: { files }, today } = visit, origin = originOf(visit);
  if (!format || !kind.formats.includes(format.key as FormatKey) || !isFileOf(format, type)) throw notFound('tệp này');
  return visit.c.body(new Uint8Array(await formIn(db, files, one, format, type, today, origin)), 200, { ...SAFE, 'content-type': MEDIA[type], 'cache-control': 'private, no-cache', 'content-disposition': `${visit.c.req.query('tai') === '1' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(fileName(one, format, type))}` });
}

/** Pictures that the unit may use, small, as the form shows them; by hash. */
export async function keptPictures(visit: Visit, unit: Id, sha256s: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const usable = await usablePictures(visit.db, unit, visit.today, sha256s);
  return new Map(await Promise.all([...usable].map(async (sha256) => [sha256, `data:image/webp;base64,${Buffer.from(await preview(await visit.deps.files.read(sha256), 320)).toString('base64')}`] as const)));
}

/** A template with its example, in the unit's name and colour. */
export async function templatePicture(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, tone = (await siteOf(visit.db, unit))?.tone ?? 'indigo', made = samplePng((visit.c.req.param('file') ?? '').replace(/\.png$/, ''), await unitName(visit.db, unit, visit.today), isTone(tone) ? tone : 'indigo');
  if (!made) throw notFound('mẫu này');
  return visit.c.body(new Uint8Array(await made), 200, { ...SAFE, 'content-type': 'image/png', 'cache-control': 'private, max-age=3600' });
}
