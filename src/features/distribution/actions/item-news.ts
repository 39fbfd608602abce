import { articleRow, liveArticle } from '#features/articles/store.ts';
import type { PublicItem } from '#features/sites/store.ts';
import type { Reader } from '#platform/db/tables.ts';

/** What readers were told of the change; null where the noun says nothing. */
export const whatChanged = async (db: Reader, item: Pick<PublicItem, 'id' | 'noun'>): Promise<string | null> => (item.noun === 'articles' ? (await liveArticle(db, item.id))?.version.change_note ?? null : null);
/** Why it was taken down, as readers were told. */
export const whyWithdrawn = async (db: Reader, item: Pick<PublicItem, 'id' | 'noun'>): Promise<string | null> => (item.noun === 'articles' ? (await articleRow(db, item.id))?.withdrawn_reason ?? null : null);
