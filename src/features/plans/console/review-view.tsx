import type { Child } from 'hono/jsx';
import type { ReadParagraph, Span } from '#features/reading/rules/result.ts';
import { Form, Submit } from '#ui/forms.tsx';
import { LinkButton, Tabs } from '#ui/parts.tsx';
import { DocumentPane } from './document-pane.tsx';
import { doubtfulFirst, doubtOf, type TaskView } from './model.ts';
import { ClosedTask } from './task-view.tsx';

/** The parts of the facts pane, in the order of the tabs. */
export const SECTIONS = ['nhiem-vu', 'can-cu', 'noi-dung', 'bao-cao', 'noi-nhan', 'the-thuc'] as const;
export type Section = (typeof SECTIONS)[number];
export const SECTION_LABEL: Readonly<Record<Section, string>> = { 'nhiem-vu': 'Nhiệm vụ', 'can-cu': 'Căn cứ', 'noi-dung': 'Nội dung', 'bao-cao': 'Báo cáo', 'noi-nhan': 'Nơi nhận', 'the-thuc': 'Thể thức' };

export interface Paper { readonly paragraphs: readonly ReadParagraph[]; readonly spans: readonly Span[]; readonly originalHref: string; readonly isPdf: boolean; readonly fileName: string }

/**
 * The paper beside its facts. `openPath` lights the marks of the fact being looked at. Without a paper (typed in, from a table) the
 * facts take the whole width.
 */
export const ReviewLayout = ({ paper, openPath, section, heading, counts, href, children }: {
  paper: Paper | null; openPath: string | null; section: Section; heading: Child; counts: Readonly<Partial<Record<Section, number>>>; href: (section: Section) => string; children: Child;
}) => {
  const facts = <section class="card plan-facts" id="muc" aria-label="Nội dung đã đọc">
    <header><h2>{heading}</h2>
      <Tabs label="Các phần của kế hoạch" tabs={SECTIONS.map((one) => ({ href: href(one), label: counts[one] === undefined ? SECTION_LABEL[one] : `${SECTION_LABEL[one]} (${counts[one]})`, current: one === section }))} />
    </header>
    <div>{children}</div>
  </section>;
  if (!paper) return <div class="plan-alone">{facts}</div>;
  return <div class="plan-review" data-controller="spans">
    <DocumentPane title="Văn bản đã đọc" paragraphs={paper.paragraphs} spans={paper.spans} open={openPath} {...(paper.isPdf ? { pageHref: (page: number) => `${paper.originalHref}#page=${page}` } : {})}
      original={<a href={paper.originalHref} data-turbo="false" target="_blank" rel="noopener">Mở bản gốc<span class="visually-hidden"> {paper.fileName} (thẻ mới)</span></a>} />
    {facts}
  </div>;
};

/** What waits for a decision first; the open one in its place. */
export const TaskList = ({ tasks, openId, open, hrefOf, addHref, follows, renumberHref }: {
  tasks: readonly TaskView[]; openId: string | null; open: Child; hrefOf: (task: TaskView) => string; addHref: string | null; /** What each task carries out, in words. */ follows: ReadonlyMap<string, string>; renumberHref: string | null;
}) => {
  const ordered = doubtfulFirst(tasks), waiting = ordered.filter((task) => doubtOf(task) !== null).length;
  return <>
    {ordered.map((task, at) => <>
      {waiting > 0 && at === waiting ? <p class="fact-group">Đã chắc chắn</p> : null}
      {task.id === openId ? open : <ClosedTask task={task} href={hrefOf(task)} follows={follows.get(task.id) ?? null} />}
    </>)}
    {addHref ? <div class="fact"><div><LinkButton href={addHref} kind="small">Thêm nhiệm vụ</LinkButton></div>{renumberHref ? <Form action={renumberHref} inline><Submit kind="quiet">Đánh lại số mục</Submit></Form> : null}</div> : null}
  </>;
};
