import { originOf } from '#platform/http/visit.ts';
import type { PrintSource } from '#features/prints/source.ts';
import { threeSentencesOf } from './rules/three-sentences.ts';
import { richTextWords } from './rules/rich-text/index.ts';
import { liveArticle } from './store/reading.ts';
import { columnRow } from './store/rows.ts';

/** What of an article that is out goes on a poster: its title, three of its sentences, its picture, and a code that leads to it. */
export const articlesPrintSource: PrintSource = {
  noun: 'articles',
  async find(visit, id) {
    const live = await liveArticle(visit.db, id);
    if (!live || live.article.status === 'withdrawn' || !(await visit.may('articles.read', live.article.organisation_id))) return null;
    const { article: one, version } = live, column = await columnRow(visit.db, one.column_id), origin = originOf(visit);
    return {
      kind: 'sentences', link: `${origin}/x/${one.id}`, from: `bài “${version.title}”`,
      content: { title: version.title, sentences: threeSentencesOf(version.summary, richTextWords(version.body)), picture: version.cover?.sha256 ?? '', credit: version.cover?.credit ?? '', column: (column?.name ?? '').slice(0, 40) },
    };
  },
};
