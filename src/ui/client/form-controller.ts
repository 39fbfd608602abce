import { Controller } from '@hotwired/stimulus';

/**
 * What is typed survives: kept in this tab's storage under the form's name until the server has taken it, put back
 * when the page is opened again (after a lock, a lost connection, a closed lid). Files and passwords are never kept.
 * Sending twice by a double tap is stopped here for comfort and by the form's key on the server in truth.
 */
export class FormController extends Controller<HTMLFormElement> {
  static override values = { keep: String };
  declare readonly keepValue: string;
  private readonly onInput = () => this.keep();
  private readonly onSubmit = (event: SubmitEvent) => {
    const button = event.submitter;
    if (button instanceof HTMLButtonElement) setTimeout(() => { button.disabled = true; setTimeout(() => { button.disabled = false; }, 8000); });
  };
  private readonly onEnd = (event: Event) => {
    if ((event as CustomEvent<{ success: boolean }>).detail.success) this.forget();
  };

  override connect(): void {
    this.element.addEventListener('submit', this.onSubmit);
    if (!this.keepValue) return;
    this.restore();
    this.element.addEventListener('input', this.onInput);
    this.element.addEventListener('turbo:submit-end', this.onEnd);
  }
  override disconnect(): void {
    this.element.removeEventListener('submit', this.onSubmit);
    this.element.removeEventListener('input', this.onInput);
    this.element.removeEventListener('turbo:submit-end', this.onEnd);
  }

  private get storageName(): string { return `loa:${location.pathname}:${this.keepValue}`; }
  private fields(): (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[] {
    return [...this.element.elements].filter((field): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
      (field instanceof HTMLInputElement && !['hidden', 'file', 'password', 'submit'].includes(field.type)) || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement);
  }
  private keep(): void {
    const typed = this.fields().map((field) => [field.name, field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type) ? (field.checked ? field.value : null) : field.value]);
    try { sessionStorage.setItem(this.storageName, JSON.stringify(typed)); } catch { /* storage full or switched off: the form still works */ }
  }
  private restore(): void {
    const kept = sessionStorage.getItem(this.storageName);
    if (!kept || document.querySelector('[aria-invalid=true]')) return;
    const typed = JSON.parse(kept) as [string, string | null][];
    this.fields().forEach((field, index) => {
      const [name, value] = typed[index] ?? [];
      if (name !== field.name) return;
      if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) field.checked = value === field.value;
      else if (value !== null && value !== undefined) field.value = value;
    });
  }
  private forget(): void { sessionStorage.removeItem(this.storageName); }
}
