import { Facts } from '#ui/parts.tsx';
import type { ArticleContent } from '../rules/content.ts';
import { diffRichText, type LineOfDiff } from '../rules/rich-text/index.ts';

/** Two contents side by side as one text: what is only in one of them is marked by more than colour, and said to who does not see it. */
export const Difference = ({ before, after, words }: { before: ArticleContent; after: ArticleContent; words: { readonly before: string; readonly after: string } }) => {
  const lines = diffRichText(before.body, after.body), changed = lines.some((line) => line.change !== 'same');
  return <div class="stack">
    {before.title !== after.title || before.summary !== after.summary || before.cover?.alt !== after.cover?.alt ? <Facts rows={[
      ...(before.title !== after.title ? [['Tiêu đề', <Pair before={before.title} after={after.title} words={words} />] as const] : []),
      ...(before.summary !== after.summary ? [['Tóm tắt', <Pair before={before.summary} after={after.summary} words={words} />] as const] : []),
      ...(before.cover?.alt !== after.cover?.alt ? [['Mô tả ảnh', <Pair before={before.cover?.alt ?? 'không có ảnh'} after={after.cover?.alt ?? 'không có ảnh'} words={words} />] as const] : []),
    ]} /> : null}
    {changed ? <><p><small><del>Gạch ngang</del>: {words.before}; <ins>gạch chân</ins>: {words.after}.</small></p><div class="difference" role="group" aria-label="Nội dung, chỗ khác nhau">{withContext(lines).map((line) => line === null ? <p class="gap">…</p> : <Line line={line} words={words} />)}</div></> : <p>Nội dung bài như nhau.</p>}
  </div>;
};

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
