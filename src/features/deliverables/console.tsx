import type { Id } from '#kernel/id.ts';
import { MOST_BYTES } from '#features/files/prepare.ts';
import type { Reader } from '#platform/db/tables.ts';
import { acting, at, get, post, type Route } from '#platform/http/route.ts';
import { confirmPost, detailPage, evidenceFile, rejectPost, surplusPost, withdrawPost } from './console/detail.tsx';
import { applyCorrection, BASE, correctPage, create, listPage, newPage } from './console/pages.tsx';
import { deliverableRow } from './store.ts';

/** Ten files with the form itself, for browsers without JavaScript. */
const FORM_BYTES = 10 * MOST_BYTES + 1024 * 1024;

const organisationOf = async (reader: Reader, id: Id): Promise<Id | null> => (await deliverableRow(reader, id))?.organisation_id ?? null;
const of = (permission: 'deliverables.read' | 'deliverables.record' | 'deliverables.confirm') => at(permission, 'deliverables', 'deliverable', organisationOf);

export const deliverablesRoutes: readonly Route[] = [
  get(BASE, acting('deliverables.read'), listPage),
  get(`${BASE}/moi`, acting('deliverables.record'), (visit) => newPage(visit)),
  post(`${BASE}/moi`, acting('deliverables.record'), create, FORM_BYTES),
  get(`${BASE}/:deliverable`, of('deliverables.read'), (visit) => detailPage(visit)),
  get(`${BASE}/:deliverable/sua`, of('deliverables.record'), (visit) => correctPage(visit)),
  post(`${BASE}/:deliverable/sua`, of('deliverables.record'), applyCorrection, FORM_BYTES),
  post(`${BASE}/:deliverable/xac-nhan`, of('deliverables.confirm'), confirmPost),
  post(`${BASE}/:deliverable/tra-lai`, of('deliverables.confirm'), rejectPost),
  post(`${BASE}/:deliverable/phan-thua`, of('deliverables.record'), surplusPost),
  post(`${BASE}/:deliverable/rut`, of('deliverables.record'), withdrawPost),
  get(`${BASE}/:deliverable/tep/:evidence`, of('deliverables.read'), evidenceFile),
];
