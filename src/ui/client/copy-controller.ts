import { Controller } from '@hotwired/stimulus';

/** A text to be copied elsewhere: a tap on the field chooses all of it, the button (shown only where this runs) copies it and says so. */
export class CopyController extends Controller<HTMLElement> {
  static override targets = ['field', 'button'];
  declare readonly fieldTarget: HTMLTextAreaElement;
  declare readonly buttonTarget: HTMLButtonElement;

  override connect(): void { this.buttonTarget.hidden = false; }
  choose(): void { this.fieldTarget.select(); }
  async copy(): Promise<void> {
    this.fieldTarget.select();
    try { await navigator.clipboard.writeText(this.fieldTarget.value); } catch { document.execCommand('copy'); /* a page without https has no clipboard of its own */ }
    const before = this.buttonTarget.textContent;
    this.buttonTarget.textContent = this.buttonTarget.dataset.copied ?? before;
    setTimeout(() => { this.buttonTarget.textContent = before; }, 2500);
  }
}
