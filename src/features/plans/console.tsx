import { acting, get, post, type Route } from '#platform/http/route.ts';
import { ofPlan } from './console/access.ts';
import { againstPage } from './console/against.tsx';
import { basesPage } from './console/bases.tsx';
import { planCalendarPage } from './console/calendar.tsx';
import { answerPost, copyPost, derivePost, linkPost, omitPost, parentPost, renumberPost, takeUpPost, unlinkPost } from './console/cascade-acts.ts';
import { coverageFile, coveragePage, unitCoveragePage } from './console/coverage.tsx';
import { comparePage } from './console/compare.tsx';
import { originalFile, planDocument } from './console/files.ts';
import { ganttFile, ganttPage } from './console/gantt.tsx';
import { FORM_BYTES, importPage, importPost, sampleFile, sheetPage, sheetPost, startPage, startPost } from './console/import.tsx';
import { dropAmendmentPost, issuePage, issuePost } from './console/issue.tsx';
import { LEGAL, liftPost, markPost, paperPage, papersPage } from './console/legal.tsx';
import { letterPage, letterPost } from './console/letter.tsx';
import { listPage } from './console/list.tsx';
import { BASE } from './console/load.ts';
import { amendPost, approvePost, closePost, numberPost, planPage, recallPost, sendBackPost, submitPost } from './console/plan.tsx';
import { publishPost, withdrawPost } from './console/public.tsx';
import { reviewPage } from './console/review.tsx';
import { taskPage } from './console/task-page.tsx';
import { createTask, removeTask, saveSection, saveTask } from './console/save.tsx';

const read = acting('plans.read'), readOwn = ofPlan('plans.read'), start = acting('plans.write'), write = ofPlan('plans.write'), issue = ofPlan('plans.issue'), approve = ofPlan('plans.approve'), publish = ofPlan('plans.publish');

/**
 * Reading goes by the acting unit: an issued plan binds everybody below its issuer, who hold no role there; `readablePlan` then looks at
 * the plan itself. Whatever changes a plan is decided at the unit that keeps it.
 */
export const plansRoutes: readonly Route[] = [
  get(BASE, read, listPage),
  get(`${BASE}/nhap`, start, (visit) => importPage(visit)),
  post(`${BASE}/nhap`, start, importPost, FORM_BYTES),
  get(`${BASE}/nhap-bang`, start, (visit) => sheetPage(visit)),
  post(`${BASE}/nhap-bang`, start, sheetPost, FORM_BYTES),
  get(`${BASE}/mau-bang.xlsx`, start, sampleFile),
  get(`${BASE}/nhap-tay`, start, (visit) => startPage('manual')(visit)),
  post(`${BASE}/nhap-tay`, start, startPost('manual')),
  get(`${BASE}/soan`, start, (visit) => startPage('authored')(visit)),
  post(`${BASE}/soan`, start, startPost('authored')),

  get(`${BASE}/soan-cong-van`, start, (visit) => letterPage(visit)),
  post(`${BASE}/soan-cong-van`, start, letterPost),

  get(`${BASE}/:plan`, read, (visit) => planPage(visit)),
  get(`${BASE}/:plan/kiem-tra`, read, (visit) => reviewPage(visit)),
  get(`${BASE}/:plan/tep`, read, originalFile),
  get(`${BASE}/:plan/can-cu`, read, basesPage),
  get(`${BASE}/:plan/so-sanh`, read, comparePage),
  get(`${BASE}/:plan/bieu-do`, read, ganttPage),
  get(`${BASE}/:plan/bieu-do.svg`, read, ganttFile),
  get(`${BASE}/:plan/lich`, read, planCalendarPage),
  get(`${BASE}/:plan/van-ban.docx`, read, planDocument('docx')),
  get(`${BASE}/:plan/van-ban.pdf`, read, planDocument('pdf')),

  post(`${BASE}/:plan/nhiem-vu`, write, createTask),
  get(`${BASE}/:plan/nhiem-vu/:task`, read, taskPage),
  post(`${BASE}/:plan/nhiem-vu/:task`, write, saveTask),
  post(`${BASE}/:plan/nhiem-vu/:task/bo`, write, removeTask),
  post(`${BASE}/:plan/phan/:section/:item`, write, saveSection),
  post(`${BASE}/:plan/ke-hoach-don-vi`, start, derivePost),
  post(`${BASE}/:plan/nam-sau`, write, copyPost),
  get(`${BASE}/:plan/bao-phu`, readOwn, coveragePage),
  get(`${BASE}/:plan/bao-phu.xlsx`, readOwn, coverageFile),
  get(`${BASE}/:plan/bao-phu/:unit`, readOwn, unitCoveragePage),
  get(`${BASE}/:plan/doi-chieu`, read, (visit) => againstPage(visit)),
  post(`${BASE}/:plan/doi-chieu`, write, parentPost),
  post(`${BASE}/:plan/lien-ket`, write, linkPost),
  post(`${BASE}/:plan/lien-ket/bo`, write, unlinkPost),
  post(`${BASE}/:plan/tu-cap-tren`, write, takeUpPost),
  post(`${BASE}/:plan/khong-thuc-hien`, write, omitPost),
  post(`${BASE}/:plan/ly-do`, write, answerPost),
  post(`${BASE}/:plan/so-muc`, write, renumberPost),
  post(`${BASE}/:plan/trinh`, write, submitPost),
  post(`${BASE}/:plan/so-ngay`, write, numberPost),
  post(`${BASE}/:plan/duyet`, approve, approvePost),
  post(`${BASE}/:plan/tra-lai`, approve, sendBackPost),
  get(`${BASE}/:plan/ban-hanh`, issue, (visit) => issuePage(visit)),
  post(`${BASE}/:plan/ban-hanh`, issue, issuePost),
  post(`${BASE}/:plan/sua-doi`, issue, amendPost),
  post(`${BASE}/:plan/bo-sua-doi`, issue, dropAmendmentPost),
  post(`${BASE}/:plan/ket-thuc`, issue, closePost),
  post(`${BASE}/:plan/thu-hoi`, issue, recallPost),
  post(`${BASE}/:plan/cong-khai`, publish, publishPost(planPage)),
  post(`${BASE}/:plan/thoi-cong-khai`, publish, withdrawPost(planPage)),

  get(LEGAL, read, papersPage),
  get(`${LEGAL}/xem`, read, (visit) => paperPage(visit)),
  post(`${LEGAL}/danh-dau`, acting('documents.mark'), markPost),
  post(`${LEGAL}/bo-danh-dau`, acting('documents.mark'), liftPost),
];
