import { Controller } from '@hotwired/stimulus';

/** After the last key, wait this long before asking for a new picture. */
const PAUSE = 600;

/**
 * Shows what is being made while somebody types: the fields are sent without files, and what the server answers is shown beside them. Without JavaScript, and
 * for files, the button “Xem thử” does the same.
 */
export class PreviewController extends Controller<HTMLElement> {
  static override values = { url: String };
  static override targets = ['fields', 'shown'];
  declare readonly urlValue: string;
  declare readonly fieldsTarget: HTMLElement;
  declare readonly shownTarget: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private readonly later = (event: Event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'file') return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.show(), PAUSE);
  };

  override connect(): void { this.fieldsTarget.addEventListener('input', this.later); }
  override disconnect(): void { this.fieldsTarget.removeEventListener('input', this.later); clearTimeout(this.timer); }

  private async show(): Promise<void> {
    const form = this.fieldsTarget.closest('form');
    if (!form) return;
    const turn = ++this.asked, body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && name !== '_key' && name !== '_version') body.append(name, value);
    this.shownTarget.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(this.urlValue, { method: 'POST', body, headers: { accept: 'text/html' } });
      if (!answer.ok || turn !== this.asked) return;
      const shown = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (turn === this.asked) this.shownTarget.replaceChildren(...shown.body.childNodes);
    } catch { /* no connection: the last picture stays, the button says why */ } finally { if (turn === this.asked) this.shownTarget.removeAttribute('aria-busy'); }
  }
}
