import { acting, at, get, post, type Route } from '#platform/http/route.ts';
import { versionsOf } from '#features/organisations/store.ts';
import type { OrganisationOf } from '#platform/http/route.ts';
import { addPage, addPost, checkPost, endPost, entryPage, entryPost } from './console/entry.tsx';
import { importPage, importPost } from './console/import.tsx';
import { BASE, directoryPage } from './console/page.tsx';
import type { directoryPolicy } from './policy.ts';
import { entryOrganisation } from './store.ts';

const anyUnit: OrganisationOf = async (reader, id) => ((await versionsOf(reader, id)).length ? id : null);
const ofUnit = (permission: keyof typeof directoryPolicy) => at(permission, 'organisations', 'organisation', anyUnit), ofEntry = (permission: keyof typeof directoryPolicy) => at(permission, 'directory-entries', 'entry', entryOrganisation);

export const directoryRoutes: readonly Route[] = [
  get(BASE, acting('directory.read'), (visit) => directoryPage(visit)),
  get(`${BASE}/muc/:entry`, ofEntry('directory.read'), (visit) => entryPage(visit)),
  post(`${BASE}/muc/:entry`, ofEntry('directory.keep'), entryPost),
  post(`${BASE}/muc/:entry/ket-thuc`, ofEntry('directory.keep'), endPost),
  get(`${BASE}/:organisation`, ofUnit('directory.read'), (visit) => directoryPage(visit)),
  get(`${BASE}/:organisation/them/:kind`, ofUnit('directory.keep'), (visit) => addPage(visit)),
  post(`${BASE}/:organisation/them/:kind`, ofUnit('directory.keep'), addPost),
  post(`${BASE}/:organisation/kiem-tra`, ofUnit('directory.keep'), checkPost),
  get(`${BASE}/:organisation/nhap`, ofUnit('directory.keep'), (visit) => importPage(visit)),
  post(`${BASE}/:organisation/nhap`, ofUnit('directory.keep'), importPost, 6 * 1024 * 1024),
];
