import { formatNumber } from '#kernel/vietnamese.ts';
import { words } from '#locales/index.ts';
import { tagOf, type HomeBlock } from '#features/sites/portal-part.ts';
import { newestItems } from '#features/sites/store.ts';
import { Box, ItemList } from '#ui/portal.tsx';
import { columnTag, COLUMNS, listed, NEWS } from './listed.ts';
import { scopeOf, shelvesOf } from './lists.tsx';

const NOUN = 'articles';

/** What articles show on the home page of a site. */
export const ARTICLE_BLOCKS: readonly HomeBlock[] = [
  {
    name: 'tin-moi', label: 'Tin mới', place: 'main', order: 10,
    async make(reading) {
      const say = words(reading.language), rows = await newestItems(reading.db, { organisationIds: [reading.site.organisation_id], noun: NOUN, language: reading.language, size: 6 });
      const tag = tagOf.list(reading.site.organisation_id, NOUN);
      if (!rows.length) return { tags: [tag], content: null };
      const { items, tags } = await listed(reading, rows);
      return { tags: [tag, ...tags], content: <section aria-labelledby="tin-moi"><h2 id="tin-moi">{say['articles.newest']}</h2><ItemList items={items} language={reading.language} level={3} first /><p class="more"><a href={reading.at(NEWS)}>{say['articles.more']}</a></p></section> };
    },
  },
  {
    // the root's site shows what is new in every unit
    name: 'tin-don-vi', label: 'Tin từ các đơn vị', place: 'main', order: 20,
    async make(reading) {
      const own = reading.site.organisation_id;
      if (!(await scopeOf(reading)).all) return null;
      const say = words(reading.language), rows = (await newestItems(reading.db, { noun: NOUN, language: reading.language, size: 24 })).filter((item) => item.organisation_id !== own).slice(0, 6);
      if (!rows.length) return { tags: [tagOf.all(NOUN)], content: null };
      const { items } = await listed(reading, rows);
      return { tags: [tagOf.all(NOUN)], content: <section aria-labelledby="tin-don-vi"><h2 id="tin-don-vi">{say['articles.from-units']}</h2><ItemList items={items} language={reading.language} level={3} /><p class="more"><a href={reading.at(NEWS)}>{say['articles.more']}</a></p></section> };
    },
  },
  {
    name: 'chuyen-muc', label: 'Chuyên mục', place: 'side', order: 40,
    async make(reading) {
      const say = words(reading.language), shelves = await shelvesOf(reading), tag = tagOf.list(reading.site.organisation_id, NOUN);
      if (!shelves.length) return { tags: [tag], content: null };
      return {
        tags: [tag, ...shelves.map(({ columnId }) => columnTag(columnId))],
        content: <Box title={say['articles.columns']} id="cac-chuyen-muc"><ul class="plain">{shelves.slice(0, 8).map(({ column, path, count }) => <li><a href={reading.at(path)}>{column.name}</a> <small>{formatNumber(count)}</small></li>)}</ul>{shelves.length > 8 ? <p class="more"><a href={reading.at(COLUMNS)}>{say['articles.all-columns']}</a></p> : null}</Box>,
      };
    },
  },
];
