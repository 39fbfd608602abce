export * from './store/items.ts';
export * from './store/sites.ts';
export type { HomeOrder, PublicItem, SiteRow } from './store/tables.ts';
