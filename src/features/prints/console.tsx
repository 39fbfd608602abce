import type { Id } from '#kernel/id.ts';
import { MOST_BYTES } from '#features/files/prepare.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { approvePost, handoutPost, publishPost, returnPost, runPost, submitPost, undoHandoutPost, withdrawPost } from './console/acts.ts';
import { shapeFile, templatePicture } from './console/files.ts';
import { createPost, editPage, newPage, previewPost, savePost } from './console/form.tsx';
import { listPage } from './console/list.tsx';
import { BASE } from './console/parts.tsx';
import { printPage } from './console/print.tsx';
import { printRow } from './store/rows.ts';

/** A picture and an emblem with the form itself, for browsers without JavaScript. */
const FORM_BYTES = 2 * MOST_BYTES + 1024 * 1024;

const ownerOf: OrganisationOf = async (reader, id: Id) => (await printRow(reader, id))?.organisation_id ?? null;
const of = (permission: 'prints.read' | 'prints.draft' | 'prints.approve') => at(permission, 'prints', 'print', ownerOf);
const ONE = `${BASE}/:print`;

export const printsRoutes: readonly Route[] = [
  get(BASE, acting('prints.read'), listPage),
  get(`${BASE}/moi`, acting('prints.draft'), (visit) => newPage(visit)),
  post(`${BASE}/moi`, acting('prints.draft'), createPost, FORM_BYTES),
  post(`${BASE}/xem-thu`, acting('prints.draft'), previewPost),
  get(`${BASE}/mau/:file`, acting('prints.draft'), templatePicture),
  get(ONE, of('prints.read'), (visit) => printPage(visit)),
  get(`${ONE}/tep/:file`, of('prints.read'), shapeFile),
  get(`${ONE}/sua`, of('prints.draft'), (visit) => editPage(visit)),
  post(`${ONE}/sua`, of('prints.draft'), savePost, FORM_BYTES),
  post(`${ONE}/trinh`, of('prints.draft'), submitPost),
  post(`${ONE}/duyet`, of('prints.approve'), approvePost),
  post(`${ONE}/tra-lai`, of('prints.approve'), returnPost),
  post(`${ONE}/phat-hanh`, of('prints.approve'), publishPost),
  post(`${ONE}/go`, of('prints.approve'), withdrawPost),
  post(`${ONE}/in`, of('prints.draft'), runPost),
  post(`${ONE}/phat`, of('prints.draft'), handoutPost, MOST_BYTES + 64 * 1024),
  post(`${ONE}/bo-phat`, of('prints.draft'), undoHandoutPost),
];
