import type { Id } from '#kernel/id.ts';
import { MOST_BYTES } from '#features/files/prepare.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { drivenPage } from './console/driven.tsx';
import { distributePost, itemPage } from './console/item.tsx';
import { itemsPage, listPage } from './console/list.tsx';
import { closePost, editPost, openPost, outletPage, outletsPage, usualPage, usualPost } from './console/outlets.tsx';
import { BASE, ITEMS, OUTLETS, TASKS, USUAL } from './console/parts.tsx';
import { failPost, movePost, pictureGet, proofGet, provePost, retryPost, skipPost } from './console/task-acts.ts';
import { taskPage } from './console/task.tsx';
import { outletRow, postingRow } from './store/rows.ts';

const ownerOf: OrganisationOf = async (reader, id: Id) => (await postingRow(reader, id))?.organisation_id ?? null;
const outletOwner: OrganisationOf = async (reader, id) => (await outletRow(reader, id))?.organisation_id ?? null;
const of = (permission: 'distribution.read' | 'distribution.post') => at(permission, 'postings', 'posting', ownerOf), ofOutlet = at('distribution.keep-outlets', 'outlets', 'outlet', outletOwner);
const ONE = `${TASKS}/:posting`;

export const distributionRoutes: readonly Route[] = [
  get(BASE, acting('distribution.read'), listPage),
  get(ITEMS, acting('distribution.read'), itemsPage),
  get(`${ITEMS}/:item`, acting('distribution.read'), (visit) => itemPage(visit)),
  post(`${ITEMS}/:item`, acting('distribution.post'), distributePost),
  get(ONE, of('distribution.read'), (visit) => taskPage(visit)),
  get(`${ONE}/anh`, of('distribution.read'), pictureGet),
  get(`${ONE}/minh-chung`, of('distribution.read'), proofGet),
  post(`${ONE}/da-dang`, of('distribution.post'), provePost, MOST_BYTES + 64 * 1024),
  post(`${ONE}/chua-dang`, of('distribution.post'), failPost),
  post(`${ONE}/thu-lai`, of('distribution.post'), retryPost),
  post(`${ONE}/bo-qua`, of('distribution.post'), skipPost),
  post(`${ONE}/hen-lai`, of('distribution.post'), movePost),
  get(`${BASE}/tu-gui`, acting('distribution.see-drivers'), drivenPage),
  get(OUTLETS, acting('distribution.read'), (visit) => outletsPage(visit)),
  post(`${OUTLETS}/moi`, acting('distribution.keep-outlets'), openPost),
  get(`${OUTLETS}/:outlet`, ofOutlet, (visit) => outletPage(visit)),
  post(`${OUTLETS}/:outlet`, ofOutlet, editPost),
  post(`${OUTLETS}/:outlet/dong`, ofOutlet, closePost),
  get(`${USUAL}/:of`, acting('distribution.keep-outlets'), (visit) => usualPage(visit)),
  post(`${USUAL}/:of`, acting('distribution.keep-outlets'), usualPost),
];
