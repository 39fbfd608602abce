import { Controller } from '@hotwired/stimulus';

/** Review of a read plan: choosing a fact lights up its words in the document and brings them into sight, and the other way round. */
export class SpansController extends Controller<HTMLElement> {
  private readonly onFocus = (event: Event) => {
    const fact = (event.target as HTMLElement).closest<HTMLElement>('[data-fact]');
    const mark = (event.target as HTMLElement).closest<HTMLElement>('[data-span]');
    if (fact) this.light(fact.dataset.fact!, 'span');
    else if (mark && event.type === 'click') this.light(mark.dataset.span!, 'fact');
  };
  override connect(): void {
    for (const type of ['focusin', 'click']) this.element.addEventListener(type, this.onFocus);
    const open = this.element.querySelector<HTMLElement>('.fact.open[data-fact]');
    if (open) this.light(open.dataset.fact!, 'span');
  }
  override disconnect(): void { for (const type of ['focusin', 'click']) this.element.removeEventListener(type, this.onFocus); }

  /** Only the paper moves, to a third of its height, so that the words stand beside the form and the page keeps its place. */
  private bringIntoPaper(mark: HTMLElement | undefined): void {
    const paper = mark?.closest<HTMLElement>('.plan-paper');
    if (!mark || !paper) return;
    const { top, bottom } = mark.getBoundingClientRect(), box = paper.getBoundingClientRect(), seen = Math.min(box.bottom, innerHeight);
    if (top > box.top + 60 && bottom < seen - 60) return;
    paper.scrollTo({ top: paper.scrollTop + top - box.top - (seen - box.top) / 3 });
  }

  private light(path: string, target: 'span' | 'fact'): void {
    for (const lit of this.element.querySelectorAll('.on')) lit.classList.remove('on');
    const belongs = (other: string) => other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`);
    const marks = [...this.element.querySelectorAll<HTMLElement>('[data-span]')].filter((mark) => belongs(mark.dataset.span!));
    for (const mark of marks) mark.classList.add('on');
    const facts = [...this.element.querySelectorAll<HTMLElement>('[data-fact]')].filter((fact) => belongs(fact.dataset.fact!));
    const goal = target === 'span' ? marks[0] : facts.sort((a, b) => b.dataset.fact!.length - a.dataset.fact!.length)[0];
    if (target === 'span') this.bringIntoPaper(goal);
    else { goal?.scrollIntoView({ block: 'nearest' }); goal?.classList.add('on'); }
  }
}
