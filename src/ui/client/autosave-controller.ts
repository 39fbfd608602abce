import { Controller } from '@hotwired/stimulus';

/**
 * Sends what is typed to the server every so often and on leaving, apart from what is saved: it is offered again after a crash or on another machine. Files are
 * never sent along, and nothing is sent while nothing was typed. A form that is being sent keeps itself.
 *
 * <div data-controller="autosave" data-autosave-url-value="…" data-autosave-subject-value="id of what is changed, or empty"> <form> … </form> </div>
 */
export class AutosaveController extends Controller<HTMLElement> {
  static override values = { url: String, subject: String, every: { type: Number, default: 20 } };
  declare readonly urlValue: string;
  declare readonly subjectValue: string;
  declare readonly everyValue: number;
  private form: HTMLFormElement | null = null;
  private typed = false;
  private sending = false;
  private timer = 0;
  private said!: HTMLParagraphElement;
  private warned!: HTMLParagraphElement;

  override connect(): void {
    this.form = this.element.querySelector('form');
    if (!this.form) return;
    this.said = this.element.appendChild(Object.assign(document.createElement('p'), { className: 'small' }));
    this.warned = this.element.appendChild(Object.assign(document.createElement('p'), { className: 'small' }));
    this.warned.setAttribute('role', 'status');
    this.form.addEventListener('input', this.onInput);
    this.form.addEventListener('submit', this.onSubmit);
    this.form.addEventListener('turbo:submit-end', this.onEnd);
    addEventListener('pagehide', this.onLeave);
    document.addEventListener('visibilitychange', this.onHidden);
    this.timer = window.setInterval(() => void this.send(false), this.everyValue * 1000);
  }
  override disconnect(): void {
    if (!this.form) return;
    this.onLeave();
    clearInterval(this.timer);
    this.form.removeEventListener('input', this.onInput);
    this.form.removeEventListener('submit', this.onSubmit);
    this.form.removeEventListener('turbo:submit-end', this.onEnd);
    removeEventListener('pagehide', this.onLeave);
    document.removeEventListener('visibilitychange', this.onHidden);
    this.said.remove();
    this.warned.remove();
  }

  private readonly onInput = (): void => { this.typed = true; };
  private readonly onSubmit = (): void => { this.sending = true; };
  private readonly onEnd = (event: Event): void => { this.sending = (event as CustomEvent<{ success: boolean }>).detail.success; };
  private readonly onLeave = (): void => { void this.send(true); };
  private readonly onHidden = (): void => { if (document.visibilityState === 'hidden') void this.send(true); };

  private async send(leaving: boolean): Promise<void> {
    if (!this.form || !this.typed || this.sending) return;
    this.typed = false;
    const body = new FormData();
    for (const [name, value] of new FormData(this.form)) if (typeof value === 'string') body.append(name, value);
    body.set('subject', this.subjectValue);
    try {
      // a browser sends at most 64 kB after the page is gone; a longer text was sent within the last seconds
      const answer = await fetch(this.urlValue, { method: 'POST', body, headers: { accept: 'application/json' }, keepalive: leaving && this.sizeOf(body) < 60_000 });
      if (!answer.ok) throw new Error(String(answer.status));
      const { at, warning } = await answer.json() as { at: string; warning: string | null };
      this.said.textContent = `Máy chủ đã giữ phần đang viết lúc ${at}.`;
      if (this.warned.textContent !== (warning ?? '')) this.warned.textContent = warning ?? '';
    } catch {
      this.typed = true;
      this.said.textContent = 'Chưa gửi được phần đang viết lên máy chủ; phần này vẫn giữ trên máy bạn.';
    }
  }
  private sizeOf(body: FormData): number { let size = 0; for (const [name, value] of body) size += name.length + String(value).length * 3 + 120; return size; }
}
