import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { fill, words } from '#locales/index.ts';
import { richTextHtml } from '#features/articles/rules/rich-text/index.ts';
import { Picture } from '#ui/portal.tsx';
import { leadOf } from './rules/contents.ts';
import { plainLines } from './rules/masthead.ts';
import type { IssueRow, NewsletterRow } from './store/rows.ts';
import type { ArticleOfIssue } from './store/reading.ts';

/** An issue with everything its page says. */
export interface ShownIssue {
  readonly newsletter: NewsletterRow;
  readonly issue: IssueRow;
  /** What readers see now of each article. */
  readonly articles: ReadonlyMap<Id, ArticleOfIssue>;
  readonly organisation: string;
}
export interface ViewOptions {
  readonly articleHref: (id: Id) => string;
  /** Null: no print yet. */
  readonly pdfHref: string | null;
  readonly subscribeHref: string | null;
  readonly picture: (cover: NonNullable<ArticleOfIssue['cover']>, first: boolean) => Child;
}

const SHAPE = { width: 800, height: 500 } as const;
/** A cover in the widths that readers' screens take. */
export const issuePicture: ViewOptions['picture'] = (cover, first) =>
  <Picture sha256={cover.sha256} alt={cover.alt} {...SHAPE} sizes={first ? '(min-width: 760px) 540px, 100vw' : '(min-width: 760px) 200px, (min-width: 480px) 140px, 104px'} first={first} />;

/** What readers read: masthead, foreword, the leading article, the sections, the imprint. An article that was taken down leaves a note in its place. */
export const IssueView = ({ shown: { newsletter, issue, articles, organisation }, options }: { shown: ShownIssue; options: ViewOptions }) => {
  const say = words('vi'), lead = leadOf(issue.sections), first = lead === null ? undefined : articles.get(lead), entry = issue.sections.flatMap((one) => one.entries).find((one) => one.articleId === lead);
  const gone = issue.sections.flatMap((one) => one.entries).filter((one) => !articles.get(one.articleId)?.live).length;
  return <article class="newsletter">
    <header>
      <p class="column">{newsletter.name}</p>
      <h1>{issue.title}</h1>
      <p class="when">{fill(say['newsletters.number'], { number: issue.number, year: issue.year, overall: issue.overall })} · {organisation}{issue.published_at ? <> · {say['newsletters.out']} <time datetime={dayAt(issue.published_at)}>{formatDate(dayAt(issue.published_at))}</time></> : null}</p>
      {options.pdfHref || options.subscribeHref ? <p class="buttons">{options.pdfHref ? <a class="button primary" href={options.pdfHref}>{say['newsletters.print']}</a> : null}{options.subscribeHref ? <a class="button" href={options.subscribeHref}>{say['newsletters.subscribe']}</a> : null}</p> : null}
    </header>
    {issue.foreword.blocks.length ? <section aria-labelledby="loi-noi-dau"><h2 id="loi-noi-dau">{say['newsletters.foreword']}</h2><div class="body">{raw(richTextHtml(issue.foreword, { imageUrl: () => '' }))}</div></section> : null}
    {gone ? <p class="note">{fill(say['newsletters.gone'], { count: gone })}</p> : null}
    {first?.live && entry ? <section class="newsletter-lead" aria-label={say['newsletters.lead']}>
      {first.cover ? <div class="newsletter-picture">{options.picture(first.cover, true)}</div> : null}
      <div><h2><a href={options.articleHref(first.id)}>{first.title}</a></h2><p>{entry.text ?? first.summary}</p><p><a href={options.articleHref(first.id)}>{say['newsletters.read-lead']}</a></p></div>
    </section> : null}
    {issue.sections.map((section, index) => {
      const rest = section.entries.filter((one) => one.articleId !== lead && articles.get(one.articleId)?.live);
      return rest.length === 0 ? null : <section aria-labelledby={section.heading ? `phan-${index + 1}` : undefined}>
        {section.heading ? <h2 id={`phan-${index + 1}`}>{section.heading}</h2> : null}
        <ul class="items">{rest.map((one) => {
          const article = articles.get(one.articleId)!, Title = section.heading ? 'h3' : 'h2';
          return <li lang={article.language === 'vi' ? undefined : article.language}>
            {article.cover ? <div class="thumb">{options.picture({ ...article.cover, alt: '' }, false)}</div> : null}
            <div class="item"><Title><a href={options.articleHref(article.id)}>{article.title}</a></Title><p>{one.text ?? article.summary}</p></div>
          </li>;
        })}</ul>
      </section>;
    })}
    <footer><dl class="facts">{plainLines(newsletter, organisation).map(([term, words]) => <div><dt>{term}</dt><dd>{words}</dd></div>)}</dl></footer>
  </article>;
};

/** Everything a page of an issue says, as plain text for search: titles and summaries are the articles' own. */
export const wordsOfIssue = (issue: Pick<IssueRow, 'title' | 'sections'>, foreword: string): string =>
  [issue.title, foreword, ...issue.sections.flatMap((section) => [section.heading, ...section.entries.flatMap((one) => one.text ?? [])])].filter(Boolean).join('\n');
