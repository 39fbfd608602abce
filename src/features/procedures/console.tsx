import type { Id } from '#kernel/id.ts';
import { MOST_BYTES } from '#features/files/prepare.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { correctDecisionPost, createDecisionPost, decisionFile, decisionPage, decisionsPage, endPost, newDecisionPage } from './console/decisions.tsx';
import { procedureForm, procedurePost } from './console/form.tsx';
import { importPage, importPost, sampleBook } from './console/import.tsx';
import { exportBook, listPage } from './console/list.tsx';
import { BASE, DECISIONS, SHEETS, SHOPS } from './console/parts.tsx';
import { checkedPost, procedurePage, sheetPdf, voidPage, voidPost } from './console/procedure.tsx';
import { dropPost, savePartPost, sheetBook, sheetPage, sheetPhoto, signPost, startPost } from './console/sheet.tsx';
import { closeShopPost, comparisonBook, editShopPost, openAllPost, openPost, postedPost, postingBook, shopPage, shopSheets, shopsPage } from './console/shops.tsx';
import { decisionRow, procedureRow, versionRow } from './store/rows.ts';
import { sheetRow, shopRow } from './store/shops.ts';

/** Forms to fill in, and pictures of boards, with the form itself. */
const FILES_BYTES = 4 * MOST_BYTES + 1024 * 1024;

const by = (row: (db: Parameters<OrganisationOf>[0], id: Id) => Promise<{ readonly organisation_id: Id } | undefined>): OrganisationOf => async (reader, id) => (await row(reader, id))?.organisation_id ?? null;
type Permission = 'procedures.read' | 'procedures.keep' | 'procedures.keep-shops' | 'procedures.check' | 'procedures.post';
const ofDecision = at('procedures.keep', 'procedure-decisions', 'decision', by(decisionRow)), ofEntry = at('procedures.keep', 'procedure-entries', 'entry', by(versionRow)), ofProcedure = at('procedures.keep', 'procedures', 'procedure', by(procedureRow));
const ofShop = (permission: Permission) => at(permission, 'one-stop-shops', 'shop', by(shopRow)), ofSheet = (permission: Permission) => at(permission, 'check-sheets', 'sheet', by(sheetRow));
const keep = acting('procedures.keep'), read = acting('procedures.read'), keepShops = acting('procedures.keep-shops');

/** The catalogue is public: every signed-in role reads it from its own unit, whatever unit keeps it. */
export const proceduresRoutes: readonly Route[] = [
  get(BASE, read, listPage),
  get(`${BASE}/danh-muc.xlsx`, read, exportBook),
  get(`${BASE}/nhap`, keep, (visit) => importPage(visit)),
  post(`${BASE}/nhap`, keep, importPost, 6 * 1024 * 1024),
  get(`${BASE}/mau.xlsx`, keep, sampleBook),
  get(DECISIONS, read, decisionsPage),
  get(`${DECISIONS}/moi`, keep, (visit) => newDecisionPage(visit)),
  post(`${DECISIONS}/moi`, keep, createDecisionPost, MOST_BYTES + 1024 * 1024),
  get(`${DECISIONS}/:decision`, read, (visit) => decisionPage(visit)),
  post(`${DECISIONS}/:decision`, ofDecision, correctDecisionPost, MOST_BYTES + 1024 * 1024),
  get(`${DECISIONS}/:decision/van-ban`, read, decisionFile),
  get(`${DECISIONS}/:decision/thu-tuc`, ofDecision, (visit) => procedureForm(visit)),
  post(`${DECISIONS}/:decision/thu-tuc`, ofDecision, procedurePost, FILES_BYTES),
  post(`${DECISIONS}/:decision/ket-thuc`, ofDecision, endPost),
  get(`${BASE}/muc/:entry/bo`, ofEntry, (visit) => voidPage(visit)),
  post(`${BASE}/muc/:entry/bo`, ofEntry, voidPost),
  get(`${BASE}/:procedure`, read, (visit) => procedurePage(visit)),
  get(`${BASE}/:procedure/to-huong-dan.pdf`, read, sheetPdf),
  post(`${BASE}/:procedure/doi-chieu`, ofProcedure, checkedPost),
  get(SHOPS, read, (visit) => shopsPage(visit)),
  get(`${SHOPS}/so-sanh.xlsx`, read, comparisonBook),
  post(`${SHOPS}/moi`, keepShops, openPost),
  post(`${SHOPS}/moi-tat-ca`, keepShops, openAllPost),
  get(`${SHEETS}/:sheet`, ofSheet('procedures.read'), (visit) => sheetPage(visit)),
  post(`${SHEETS}/:sheet`, ofSheet('procedures.check'), savePartPost, FILES_BYTES),
  post(`${SHEETS}/:sheet/ky`, ofSheet('procedures.check'), signPost),
  post(`${SHEETS}/:sheet/bo`, ofSheet('procedures.check'), dropPost),
  get(`${SHEETS}/:sheet/phieu.xlsx`, ofSheet('procedures.read'), sheetBook),
  get(`${SHEETS}/:sheet/anh/:file`, ofSheet('procedures.read'), sheetPhoto),
  get(`${SHOPS}/:shop`, ofShop('procedures.read'), (visit) => shopPage(visit)),
  post(`${SHOPS}/:shop`, ofShop('procedures.keep-shops'), editShopPost),
  post(`${SHOPS}/:shop/dong`, ofShop('procedures.keep-shops'), closeShopPost),
  post(`${SHOPS}/:shop/kiem-tra`, ofShop('procedures.check'), startPost),
  post(`${SHOPS}/:shop/da-niem-yet`, ofShop('procedures.post'), postedPost),
  get(`${SHOPS}/:shop/danh-muc.xlsx`, ofShop('procedures.read'), postingBook),
  get(`${SHOPS}/:shop/to-niem-yet.pdf`, ofShop('procedures.read'), shopSheets),
];
