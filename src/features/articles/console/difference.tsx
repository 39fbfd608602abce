import { Facts } from '#ui/parts.tsx';
import type { Id } from '#kernel/id.ts';
import { LANGUAGE_LABEL, type ArticleContent } from '../rules/content.ts';
import { diffRichText, type LineOfDiff } from '../rules/rich-text/index.ts';

/** Two contents side by side as one text: what is only in one of them is marked by more than colour, and said to who does not see it. */
export const Difference = ({ before, after, words, names }: { before: ArticleContent; after: ArticleContent; words: { readonly before: string; readonly after: string }; names: (id: Id) => string }) => {
  const lines = diffRichText(before.body, after.body), changed = lines.some((line) => line.change !== 'same'), parts = partsOf(names).filter(([, of]) => of(before) !== of(after));
  const otherCover = before.cover && after.cover && before.cover.sha256 !== after.cover.sha256;
  return <div class="stack">
    {parts.length || otherCover ? <Facts rows={[...parts.map(([label, of]) => [label, <Pair before={of(before)} after={of(after)} words={words} />] as const), ...(otherCover ? [['Ảnh đại diện', 'là hai ảnh khác nhau'] as const] : [])]} /> : null}
    {changed ? <><p><small><del>Gạch ngang</del>: {words.before}; <ins>gạch chân</ins>: {words.after}.</small></p><div class="difference" role="group" aria-label="Nội dung, chỗ khác nhau">{withContext(lines).map((line) => line === null ? <p class="gap">…</p> : <Line line={line} words={words} />)}</div></> : <p>Nội dung bài như nhau.</p>}
  </div>;
};

/** What stands beside the text, as it is read. */
const partsOf = (names: (id: Id) => string): readonly (readonly [string, (content: ArticleContent) => string])[] => [
  ['Tiêu đề', (one) => one.title], ['Tóm tắt', (one) => one.summary], ['Mô tả ảnh', (one) => one.cover?.alt ?? 'không có ảnh'], ['Nguồn ảnh', (one) => one.cover?.credit ?? ''], ['Chủ đề', (one) => one.themes.join(', ')],
  ['Cơ quan chủ trì', (one) => (one.leadId ? names(one.leadId) : '')], ['Cơ quan phối hợp', (one) => one.coordinatingIds.map(names).join('; ')], ['Ngôn ngữ', (one) => LANGUAGE_LABEL[one.language]], ['Tệp đính kèm', (one) => one.attachments.map(({ name }) => name).join('; ')],
];

const Pair = ({ before, after, words }: { before: string; after: string; words: { before: string; after: string } }) => <><del><span class="visually-hidden">{words.before}: </span>{before || 'để trống'}</del> <ins><span class="visually-hidden">{words.after}: </span>{after || 'để trống'}</ins></>;

const Line = ({ line, words }: { line: LineOfDiff; words: { before: string; after: string } }) => <p class={line.kind}>
  {line.pieces.map((piece) => (piece.in === 'both' ? piece.text : piece.in === 'before' ? <del><span class="visually-hidden">{words.before}: </span>{piece.text}</del> : <ins><span class="visually-hidden">{words.after}: </span>{piece.text}</ins>))}
  {line.change === 'look' ? <small> (chỉ khác cách trình bày)</small> : null}
  {line.hrefs.before.map((href) => <small> <del>→ {href}</del></small>)}{line.hrefs.after.map((href) => <small> <ins>→ {href}</ins></small>)}
</p>;

/** The changed lines with one line around each; a gap where nothing changed. */
function withContext(lines: readonly LineOfDiff[]): (LineOfDiff | null)[] {
  const out: (LineOfDiff | null)[] = [];
  lines.forEach((line, index) => {
    if ([index - 1, index, index + 1].some((at) => lines[at] && lines[at].change !== 'same')) out.push(line);
    else if (out.at(-1) !== null) out.push(null);
  });
  return out;
}
