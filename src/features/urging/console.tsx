import { acting, at, get, post, type Route } from '#platform/http/route.ts';
import { BASE, composePage, createLetter, letterFile, letterPage } from './console/compose.tsx';
import { draftPage, issue, preview, setAside } from './console/draft.tsx';
import { homePage } from './console/home.tsx';
import { ladderPage, resetLadderForm, saveLadderForm } from './console/ladder.tsx';
import { logPage } from './console/log.tsx';
import { letterOwner } from './store.ts';
import { draftOwner } from './store/drafts.ts';

const write = acting('urging.write'), ofLetter = at('urging.write', 'letters', 'letter', letterOwner), ofDraft = at('urging.write', 'drafts', 'draft', draftOwner);

export const urgingRoutes: readonly Route[] = [
  get(BASE, write, homePage),
  get(`${BASE}/nhat-ky`, write, logPage),
  get(`${BASE}/bac-thang`, write, (visit) => ladderPage(visit)),
  post(`${BASE}/bac-thang`, write, saveLadderForm),
  post(`${BASE}/bac-thang/bo`, write, resetLadderForm),
  get(`${BASE}/soan`, write, (visit) => composePage(visit)),
  post(`${BASE}/soan`, write, createLetter),
  get(`${BASE}/du-thao/:draft`, ofDraft, (visit) => draftPage(visit)),
  post(`${BASE}/du-thao/:draft`, ofDraft, issue),
  post(`${BASE}/du-thao/:draft/bo`, ofDraft, setAside),
  get(`${BASE}/du-thao/:draft/xem-truoc.pdf`, ofDraft, preview),
  get(`${BASE}/:letter`, ofLetter, letterPage),
  get(`${BASE}/:letter/:file`, ofLetter, letterFile),
];
