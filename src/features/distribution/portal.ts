import { isId } from '#kernel/id.ts';
import { publicItem } from '#features/sites/store.ts';
import { tagOf, type PortalPart } from '#features/sites/portal-part.ts';
import { cardFor } from './picture.ts';

/** The share card of every public item of a site: what its page names as og:image. */
export const distributionPortal: PortalPart = {
  noun: 'distribution',
  pages: [{
    pattern: '/the/:id.png', languages: ['vi', 'en'], // an English page names its card among English addresses
    async make({ db, files, today, site }, { id = '' }) {
      const item = isId(id) ? await publicItem(db, id) : null;
      if (!item || item.withdrawn_at || item.organisation_id !== site.organisation_id) return null;
      return { kind: 'file', bytes: await cardFor({ db, files, today }, item), mediaType: 'image/png', tags: [tagOf.item(item.id), ...(item.collection_id ? [tagOf.collection(item.collection_id)] : [])], modified: item.updated_at ?? item.published_at };
    },
  }],
};
