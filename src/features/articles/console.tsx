import type { Id } from '#kernel/id.ts';
import { MOST_BYTES } from '#features/files/prepare.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { approvePost, atOncePost, carePost, discardPost, endPreviewsPost, previewPost, publishPost, returnPost, revisePost, schedulePost, submitPost, unschedulePost, withdrawPost } from './console/acts.ts';
import { articlePage } from './console/article.tsx';
import { contributionsPage } from './console/contributions.tsx';
import { recallPost, sendAgainPage, sendAgainPost, sendPage, sendPost, sentFile, sentPage } from './console/contribute.tsx';
import { declinePost, receivedPage, returnContributionPost, takePost } from './console/received.tsx';
import { closeColumnPost, columnPage, columnsPage, createColumnPost, editColumnPost } from './console/columns.tsx';
import { comparePage } from './console/compare.tsx';
import { createPost, editPage, newPage, savePost } from './console/form.tsx';
import { listPage } from './console/list.tsx';
import { articleOf, BASE, COLUMNS, PICTURES, RECEIVED, SENT } from './console/parts.tsx';
import { READ_BYTES, readPost } from './console/read.ts';
import { sendOwnPicture } from './console/send-kept.ts';
import { dropTypedPost, typingPath, typingPost } from './console/typed.tsx';
import { articlesPortal, sendFile } from './portal.tsx';
import { contributionRow } from './store/contributions.ts';
import { articleRow, columnRow } from './store/rows.ts';

/** Cover and ten attachments with the form itself, for browsers without JavaScript. */
const FORM_BYTES = 11 * MOST_BYTES + 1024 * 1024;

const ownerOf: OrganisationOf = async (reader, id: Id) => (await articleRow(reader, id))?.organisation_id ?? null;
const columnOwner: OrganisationOf = async (reader, id) => (await columnRow(reader, id))?.organisation_id ?? null;
const of = (permission: 'articles.read' | 'articles.draft' | 'articles.approve') => at(permission, 'articles', 'article', ownerOf), ofColumn = at('articles.keep-columns', 'article-columns', 'column', columnOwner);
const senderOf: OrganisationOf = async (reader, id) => (await contributionRow(reader, id))?.from_organisation_id ?? null, receiverOf: OrganisationOf = async (reader, id) => (await contributionRow(reader, id))?.organisation_id ?? null;
const sentBy = (permission: 'articles.read' | 'articles.contribute') => at(permission, 'contributions', 'contribution', senderOf), receivedBy = at('articles.receive', 'received-contributions', 'contribution', receiverOf);
const ONE = `${BASE}/:article`, ONE_SENT = `${SENT}/:contribution`, ONE_RECEIVED = `${RECEIVED}/:contribution`;

export const articlesRoutes: readonly Route[] = [
  get(BASE, acting('articles.read'), listPage),
  get(`${BASE}/moi`, acting('articles.draft'), (visit) => newPage(visit)),
  post(`${BASE}/moi`, acting('articles.draft'), createPost, FORM_BYTES),
  post(`${BASE}/noi-dung`, acting('articles.draft'), readPost, READ_BYTES),
  post(typingPath('articles'), acting('articles.draft'), typingPost('articles'), READ_BYTES),
  post(`${typingPath('articles')}/:id/bo`, acting('articles.draft'), dropTypedPost('articles')),
  get(PICTURES, acting('articles.draft'), sendOwnPicture),
  get(ONE, of('articles.read'), (visit) => articlePage(visit)),
  get(`${ONE}/so-sanh`, of('articles.read'), comparePage),
  get(`${ONE}/tep/:file`, of('articles.read'), async (visit) => { const { one, version } = await articleOf(visit); return sendFile(visit, one.id, version); }),
  get(`${ONE}/sua`, of('articles.draft'), (visit) => editPage(visit)),
  post(`${ONE}/sua`, of('articles.draft'), savePost, FORM_BYTES),
  post(`${ONE}/trinh`, of('articles.draft'), submitPost),
  post(`${ONE}/ban-moi`, of('articles.draft'), revisePost),
  post(`${ONE}/bo-ban`, of('articles.draft'), discardPost),
  post(`${ONE}/xem-thu`, of('articles.draft'), previewPost),
  post(`${ONE}/thoi-xem-thu`, of('articles.draft'), endPreviewsPost),
  post(`${ONE}/duyet`, of('articles.approve'), approvePost),
  post(`${ONE}/tra-lai`, of('articles.approve'), returnPost),
  post(`${ONE}/dang`, of('articles.approve'), publishPost),
  post(`${ONE}/dang-khan`, of('articles.approve'), atOncePost),
  post(`${ONE}/hen-gio`, of('articles.approve'), schedulePost),
  post(`${ONE}/bo-hen`, of('articles.approve'), unschedulePost),
  post(`${ONE}/theo-doi`, of('articles.approve'), carePost),
  post(`${ONE}/go`, of('articles.approve'), withdrawPost),
  get(COLUMNS, acting('articles.read'), (visit) => columnsPage(visit)),
  post(`${COLUMNS}/moi`, acting('articles.keep-columns'), createColumnPost),
  get(`${COLUMNS}/:column`, ofColumn, (visit) => columnPage(visit)),
  post(`${COLUMNS}/:column`, ofColumn, editColumnPost),
  post(`${COLUMNS}/:column/dong`, ofColumn, closeColumnPost),
  get(SENT, acting('articles.read'), contributionsPage),
  get(`${SENT}/moi`, acting('articles.contribute'), (visit) => sendPage(visit)),
  post(`${SENT}/moi`, acting('articles.contribute'), sendPost, FORM_BYTES),
  post(typingPath('contributions'), acting('articles.contribute'), typingPost('contributions'), READ_BYTES),
  post(`${typingPath('contributions')}/:id/bo`, acting('articles.contribute'), dropTypedPost('contributions')),
  get(ONE_SENT, sentBy('articles.read'), (visit) => sentPage(visit)),
  get(`${ONE_SENT}/tep/:file`, sentBy('articles.read'), sentFile),
  get(`${ONE_SENT}/sua`, sentBy('articles.contribute'), (visit) => sendAgainPage(visit)),
  post(`${ONE_SENT}/sua`, sentBy('articles.contribute'), sendAgainPost, FORM_BYTES),
  post(`${ONE_SENT}/rut`, sentBy('articles.contribute'), recallPost),
  get(ONE_RECEIVED, receivedBy, (visit) => receivedPage(visit)),
  get(`${ONE_RECEIVED}/tep/:file`, receivedBy, sentFile),
  post(`${ONE_RECEIVED}/nhan`, receivedBy, takePost),
  post(`${ONE_RECEIVED}/tra-lai`, receivedBy, returnContributionPost),
  post(`${ONE_RECEIVED}/tu-choi`, receivedBy, declinePost),
  ...articlesPortal,
];
