import type { Id } from '#kernel/id.ts';
import { articleRow, columnRow, liveArticle } from '#features/articles/store.ts';
import { issueRow } from '#features/newsletters/store.ts';
import { printRow } from '#features/prints/store.ts';
import type { PublicItem } from '#features/sites/store.ts';
import type { Reader } from '#platform/db/tables.ts';

/** What the noun of an item knows of it beyond what readers find in lists. A noun that is not here knows nothing more. */
interface Knowing {
  /** The result that publishing it made. */
  result(db: Reader, id: Id): Promise<Id | null>;
  /** What readers were told of the last change. */
  changed(db: Reader, id: Id): Promise<string | null>;
  /** Why it was taken down, as readers were told. */
  withdrawn(db: Reader, id: Id): Promise<string | null>;
}
const nothing = async (): Promise<null> => null;
const KNOWING: Readonly<Record<string, Knowing>> = {
  articles: { result: async (db, id) => (await articleRow(db, id))?.deliverable_id ?? null, changed: async (db, id) => (await liveArticle(db, id))?.version.change_note ?? null, withdrawn: async (db, id) => (await articleRow(db, id))?.withdrawn_reason ?? null },
  newsletters: { result: async (db, id) => (await issueRow(db, id))?.deliverable_id ?? null, changed: nothing, withdrawn: async (db, id) => (await issueRow(db, id))?.withdrawn_reason ?? null },
  prints: { result: async (db, id) => (await printRow(db, id))?.deliverable_id ?? null, changed: nothing, withdrawn: async (db, id) => (await printRow(db, id))?.withdrawn_reason ?? null },
};
type Item = Pick<PublicItem, 'id' | 'noun'>;
export const ownResult = (db: Reader, item: Item): Promise<Id | null> => KNOWING[item.noun]?.result(db, item.id) ?? nothing();
export const whatChanged = (db: Reader, item: Item): Promise<string | null> => KNOWING[item.noun]?.changed(db, item.id) ?? nothing();
export const whyWithdrawn = (db: Reader, item: Item): Promise<string | null> => KNOWING[item.noun]?.withdrawn(db, item.id) ?? nothing();

/** Above the title of a share card: the column, else what the thing is. */
export const cardHead = async (db: Reader, item: Pick<PublicItem, 'noun' | 'collection_id'>): Promise<string | null> =>
  (item.noun === 'articles' && item.collection_id ? (await columnRow(db, item.collection_id))?.name : null) ?? HEAD[item.noun] ?? null;
const HEAD: Readonly<Record<string, string>> = { newsletters: 'Bản tin', procedures: 'Thủ tục hành chính', prints: 'Ấn phẩm', plans: 'Kế hoạch', reports: 'Báo cáo', documents: 'Văn bản' };
