import { inLanguage } from '../rules/address.ts';
import { addressIn, type KnownSite } from '../rules/resolve.ts';
import { itemsAfter } from '../store.ts';
import { portalParts } from '../portal-part.ts';
import { allKinds } from './kinds.ts';
import type { Portal } from './portal.ts';

/** Every address of a site that can be listed: its pages, its feeds, its items with their short addresses. */
export async function* addressesOf(portal: Portal, site: KnownSite): AsyncGenerator<string> {
  for (const { kind } of allKinds()) if (kind.list) for (const language of kind.languages ?? ['vi' as const]) {
    const reading = portal.reading(site, language);
    for (const path of await kind.list(reading)) yield reading.at(path);
  }
  const { db } = portal.reading(site, 'vi');
  for (let rows = await itemsAfter(db, site.organisationId, null, 1000); rows.length; rows = await itemsAfter(db, site.organisationId, rows.at(-1)!.id, 1000))
    for (const row of rows) { yield addressIn(site, inLanguage(row.language, row.path)); yield `/x/${row.id}`; }
}

/** Of every site, and of what belongs to none. */
export async function* allAddresses(portal: Portal): AsyncGenerator<string> {
  for (const site of portal.sites.byOrganisation.values()) yield* addressesOf(portal, site);
  if (portal.sites.root) for (const part of portalParts()) for (const kind of part.root ?? []) if (kind.list) yield* await kind.list(portal.reading(portal.sites.root, 'vi'));
}

/** An address taken apart: its host when it has one of its own, and its path. */
export const split = (address: string): { readonly host: string; readonly path: string } => {
  const own = /^https?:\/\/([^/]+)(.*)$/.exec(address);
  return own ? { host: own[1]!, path: own[2] || '/' } : { host: '', path: address };
};
