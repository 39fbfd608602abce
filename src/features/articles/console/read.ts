import { readForm } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { readRichText, richTextHtml } from '../rules/rich-text/index.ts';
import { ownPicture } from './parts.tsx';

/** A paste from Word with its machinery; pictures inside it are cut out before it is sent. */
export const READ_BYTES = 8 * 1024 * 1024;

/** What the editor's page shows of something pasted, and in sentences what was left out. Nothing is kept. */
export async function readPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), { doc, removed } = readRichText({ html: values.text('html'), text: values.text('text') });
  return visit.c.json({ html: richTextHtml(doc, { imageUrl: ownPicture }), removed });
}
