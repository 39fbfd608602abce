import { Controller } from '@hotwired/stimulus';

/** "Chọn tất cả" over a list of check boxes; without scripts the box does not show and each is ticked by hand. */
export class ChecksController extends Controller<HTMLElement> {
  static override targets = ['all', 'count'];
  declare readonly allTarget: HTMLInputElement;
  declare readonly hasCountTarget: boolean;
  declare readonly countTarget: HTMLElement;
  private readonly onChange = (event: Event) => {
    if (event.target === this.allTarget) for (const box of this.boxes()) box.checked = this.allTarget.checked;
    this.say();
  };

  override connect(): void {
    this.element.addEventListener('change', this.onChange);
    this.allTarget.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden');
    setTimeout(() => this.say()); // after the form has put back what was ticked before
  }
  override disconnect(): void { this.element.removeEventListener('change', this.onChange); }

  private boxes(): HTMLInputElement[] { return [...this.element.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]')]; }
  private say(): void {
    const boxes = this.boxes(), ticked = boxes.filter((box) => box.checked).length;
    this.allTarget.checked = ticked === boxes.length;
    this.allTarget.indeterminate = ticked > 0 && ticked < boxes.length;
    if (this.hasCountTarget) this.countTarget.textContent = `· đang chọn ${ticked}/${boxes.length}`;
  }
}
