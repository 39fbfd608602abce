import { accountsSuccession } from '#features/accounts/succession.ts';
import { articlesSuccession } from '#features/articles/succession.ts';
import { distributionSuccession } from '#features/distribution/succession.ts';
import { marksSuccession } from '#features/documents/succession.ts';
import { budgetsSuccession } from '#features/budgets/succession.ts';
import { directorySuccession } from '#features/directory/succession.ts';
import { newslettersSuccession } from '#features/newsletters/succession.ts';
import { obligationsSuccession } from '#features/obligations/succession.ts';
import type { SuccessionPart } from '#features/organisations/succession-part.ts';
import { sitesSuccession } from '#features/sites/succession.ts';
import { plansSuccession } from '#features/plans/succession.ts';
import { printsSuccession } from '#features/prints/succession.ts';
import { cataloguesSuccession, proceduresSuccession } from '#features/procedures/succession.ts';
import { draftReportsSuccession, regimesSuccession } from '#features/reports/succession.ts';

/** What goes over when units are merged, divided or dissolved, said by the nouns that own it; a later noun adds itself here. */
export const SUCCESSION_PARTS: readonly SuccessionPart[] = [obligationsSuccession, plansSuccession, budgetsSuccession, cataloguesSuccession, proceduresSuccession, printsSuccession, articlesSuccession, newslettersSuccession, distributionSuccession, sitesSuccession, directorySuccession, regimesSuccession, draftReportsSuccession, marksSuccession, accountsSuccession];
