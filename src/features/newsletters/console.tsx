import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { composePage, composePost, newIssuePage, newIssuePost } from './console/compose.tsx';
import { approvePost, discardPost, issuePage, issuePdf, issuePreview, publishPost, returnPost, submitPost, withdrawPost } from './console/issue.tsx';
import { listPage } from './console/list.tsx';
import { BASE, ISSUES, SERIES } from './console/parts.tsx';
import { closeSeriesPost, createSeriesPost, editSeriesPost, newSeriesPage, seriesPage } from './console/series.tsx';
import { removeByAddressPost, removePost, resumePost, subscribersPage } from './console/subscribers.tsx';
import { readerRoutes } from './reader-pages.tsx';
import { issueRow, newsletterRow } from './store/rows.ts';
import { subscriptionRow } from './store/subscriptions.ts';

const issueOwner: OrganisationOf = async (reader, id) => (await issueRow(reader, id))?.organisation_id ?? null;
const seriesOwner: OrganisationOf = async (reader, id) => (await newsletterRow(reader, id))?.organisation_id ?? null;
const subscriptionOwner: OrganisationOf = async (reader, id) => (await subscriptionRow(reader, id))?.organisation_id ?? null;
type Permission = 'newsletters.read' | 'newsletters.compose' | 'newsletters.approve' | 'newsletters.keep' | 'newsletters.see-subscribers';
const of = (permission: Permission) => at(permission, 'newsletter-issues', 'issue', issueOwner), ofSeries = (permission: Permission) => at(permission, 'newsletters', 'newsletter', seriesOwner);
const ONE = `${ISSUES}/:issue`, ONE_SERIES = `${SERIES}/:newsletter`;

export const newslettersRoutes: readonly Route[] = [
  get(BASE, acting('newsletters.read'), listPage),
  get(`${SERIES}/moi`, acting('newsletters.keep'), (visit) => newSeriesPage(visit)),
  post(`${SERIES}/moi`, acting('newsletters.keep'), createSeriesPost),
  get(ONE_SERIES, ofSeries('newsletters.read'), (visit) => seriesPage(visit)),
  post(ONE_SERIES, ofSeries('newsletters.keep'), editSeriesPost),
  post(`${ONE_SERIES}/dong`, ofSeries('newsletters.keep'), closeSeriesPost),
  get(`${ONE_SERIES}/so-moi`, ofSeries('newsletters.compose'), (visit) => newIssuePage(visit)),
  post(`${ONE_SERIES}/so-moi`, ofSeries('newsletters.compose'), newIssuePost),
  get(`${BASE}/nguoi-nhan`, acting('newsletters.see-subscribers'), (visit) => subscribersPage(visit)),
  post(`${BASE}/nguoi-nhan/xoa`, acting('newsletters.see-subscribers'), removeByAddressPost),
  post(`${BASE}/nguoi-nhan/:subscription/xoa`, at('newsletters.see-subscribers', 'newsletter-subscriptions', 'subscription', subscriptionOwner), removePost),
  post(`${BASE}/nguoi-nhan/:subscription/gui-lai`, at('newsletters.see-subscribers', 'newsletter-subscriptions', 'subscription', subscriptionOwner), resumePost),
  get(ONE, of('newsletters.read'), (visit) => issuePage(visit)),
  get(`${ONE}/soan`, of('newsletters.compose'), (visit) => composePage(visit)),
  post(`${ONE}/soan`, of('newsletters.compose'), composePost),
  get(`${ONE}/xem-trang`, of('newsletters.read'), issuePreview),
  get(`${ONE}/ban-in.pdf`, of('newsletters.read'), issuePdf),
  post(`${ONE}/trinh`, of('newsletters.compose'), submitPost),
  post(`${ONE}/bo`, of('newsletters.compose'), discardPost),
  post(`${ONE}/duyet`, of('newsletters.approve'), approvePost),
  post(`${ONE}/tra-lai`, of('newsletters.approve'), returnPost),
  post(`${ONE}/phat-hanh`, of('newsletters.approve'), publishPost),
  post(`${ONE}/thu-hoi`, of('newsletters.approve'), withdrawPost),
  ...readerRoutes,
];
