import { articlesPart } from '#features/articles/portal/part.tsx';
import { directoryPortal } from '#features/directory/portal.tsx';
import { documentsPortal } from '#features/documents/portal/register.tsx';
import { distributionPortal } from '#features/distribution/portal.ts';
import { newslettersPart } from '#features/newsletters/portal.tsx';
import { plansPortal } from '#features/plans/portal/part.tsx';
import { reportsPortal } from '#features/reports/portal/part.tsx';
import { searchPortal } from '#features/search/portal.tsx';
import { proceduresPart } from '#features/procedures/portal/part.tsx';
import { sitesPortal } from '#features/sites/portal/own-pages.tsx';
import { printsPart } from '#features/prints/portal.tsx';
import type { PortalPart } from '#features/sites/portal-part.ts';

/** What each noun shows to readers; a noun with public pages adds its line. */
export const PORTAL_PARTS: readonly PortalPart[] = [sitesPortal, articlesPart, printsPart, newslettersPart, distributionPortal, directoryPortal, documentsPortal, plansPortal, reportsPortal, searchPortal, proceduresPart];
