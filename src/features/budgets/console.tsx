import type { Id } from '#kernel/id.ts';
import { MOST_BYTES } from '#features/files/prepare.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { amendPage, amendPost, approvePage, approvePost, disapprovePost } from './console/approve.tsx';
import { budgetPage, paperPost, submitPost } from './console/budget.tsx';
import { home, start, startWhole } from './console/home.tsx';
import { addLinePost, editLinePost, fromPlanPost } from './console/line-posts.tsx';
import { paper } from './console/papers.ts';
import { BASE } from './console/parts.tsx';
import { appraisePost, receivePage, returnPost, takeInPost } from './console/receive.tsx';
import { settlePage, settlePost } from './console/settle.tsx';
import { cancelPost, spendPage, spendPost, voucherFile, voucherPost } from './console/spend.tsx';
import { budget } from './store/rows.ts';

const ownerOf: OrganisationOf = async (reader, id: Id) => (await budget(reader, id))?.organisation_id ?? null;
/** Appraising and returning is asked of the finance office the estimate was sent to, deciding of the committee, wherever its own unit stands. */
const officeOf: OrganisationOf = async (reader, id) => (await budget(reader, id))?.office_id ?? null;
const committeeOf: OrganisationOf = async (reader, id) => (await budget(reader, id))?.committee_id ?? null;

const ONE = `${BASE}/:budget`, VOUCHER_BYTES = MOST_BYTES + 64 * 1024;
const own = (permission: 'budgets.read' | 'budgets.draft' | 'budgets.submit' | 'budgets.consolidate' | 'budgets.spend' | 'budgets.settle') => at(permission, 'budgets', 'budget', ownerOf);
/** Sent to an office, and sent to a committee. */
const office = at('budgets.consolidate', 'sent-budgets', 'budget', officeOf), committee = at('budgets.approve', 'sent-budgets', 'budget', committeeOf);

export const budgetsRoutes: readonly Route[] = [
  get(BASE, acting('budgets.read'), (visit) => home(visit)),
  post(`${BASE}/moi`, acting('budgets.draft'), start),
  post(`${BASE}/tong-hop`, acting('budgets.consolidate'), startWhole),
  get(ONE, own('budgets.read'), (visit) => budgetPage(visit)),
  post(`${ONE}/dong`, own('budgets.draft'), addLinePost),
  post(`${ONE}/dong/:line`, own('budgets.draft'), editLinePost),
  post(`${ONE}/tu-ke-hoach`, own('budgets.draft'), fromPlanPost),
  post(`${ONE}/the-thuc`, own('budgets.draft'), paperPost),
  post(`${ONE}/trinh`, own('budgets.submit'), submitPost),
  post(`${ONE}/nhan`, own('budgets.consolidate'), takeInPost),
  get(`${ONE}/tham-dinh`, office, (visit) => receivePage(visit)),
  post(`${ONE}/tham-dinh`, office, appraisePost),
  post(`${ONE}/tra-lai`, office, returnPost),
  get(`${ONE}/phe-duyet`, committee, (visit) => approvePage(visit)),
  post(`${ONE}/phe-duyet`, committee, approvePost),
  post(`${ONE}/khong-duyet`, committee, disapprovePost),
  get(`${ONE}/dieu-chinh`, committee, (visit) => amendPage(visit)),
  post(`${ONE}/dieu-chinh`, committee, amendPost),
  get(`${ONE}/chi`, own('budgets.read'), (visit) => spendPage(visit)),
  post(`${ONE}/chi`, own('budgets.spend'), spendPost, VOUCHER_BYTES),
  post(`${ONE}/chi/:expenditure/huy`, own('budgets.spend'), cancelPost),
  post(`${ONE}/chi/:expenditure/chung-tu`, own('budgets.spend'), voucherPost, VOUCHER_BYTES),
  get(`${ONE}/chi/:expenditure/tep`, own('budgets.read'), voucherFile),
  get(`${ONE}/quyet-toan`, own('budgets.read'), (visit) => settlePage(visit)),
  post(`${ONE}/quyet-toan`, own('budgets.settle'), settlePost),
  get(`${ONE}/van-ban/:file`, own('budgets.read'), paper),
];
