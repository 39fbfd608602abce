import { Controller } from '@hotwired/stimulus';

/**
 * Names while typing "@" in a comment: those of the list beside it, without marks or case. Arrow keys, Enter and Escape as in any list; the text
 * stays plain, and the server reads the names by itself. Without scripts the list beside it is chosen from by hand.
 */
export class MentionController extends Controller<HTMLElement> {
  private area!: HTMLTextAreaElement;
  private list!: HTMLUListElement;
  private names: readonly { readonly handle: string; readonly label: string }[] = [];
  private begin = -1;
  private active = 0;

  override connect(): void {
    const area = this.element.querySelector('textarea'), select = this.element.querySelector('select');
    if (!area || !select || this.element.querySelector('.mention-list')) return;
    this.area = area;
    this.names = [...select.options].filter((option) => option.value).map((option) => ({ handle: option.text.split(', ')[0]!, label: `${option.text}${option.parentElement instanceof HTMLOptGroupElement ? ` · ${option.parentElement.label}` : ''}` }));
    this.list = Object.assign(document.createElement('ul'), { className: 'mention-list', hidden: true, id: `${area.id}-names` });
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', 'Người để nhắc đến');
    area.after(this.list);
    area.setAttribute('aria-autocomplete', 'list');
    area.setAttribute('aria-controls', this.list.id);
    area.addEventListener('input', this.suggest);
    area.addEventListener('keydown', this.onKey);
    area.addEventListener('blur', this.onBlur);
    this.list.addEventListener('mousedown', this.onPick);
  }
  override disconnect(): void {
    if (!this.list) return;
    for (const [type, listener] of [['input', this.suggest], ['keydown', this.onKey], ['blur', this.onBlur]] as const) this.area.removeEventListener(type, listener as EventListener);
    this.list.remove();
  }

  private readonly suggest = (): void => {
    const before = this.area.value.slice(0, this.area.selectionStart), typed = /(?:^|[^\p{L}\p{N}._-])@([\p{L} ]{0,40})$/u.exec(before)?.[1];
    const found = typed === undefined ? [] : this.names.filter((name) => plain(name.handle).split(' ').some((_, index, words) => words.slice(index).join(' ').startsWith(plain(typed)))).slice(0, 6);
    this.begin = typed === undefined ? -1 : before.length - typed.length;
    this.active = 0;
    this.list.replaceChildren(...found.map((name, index) => {
      const item = Object.assign(document.createElement('li'), { textContent: name.label, id: `${this.list.id}-${index}` });
      item.setAttribute('role', 'option');
      item.dataset.handle = name.handle;
      return item;
    }));
    this.list.hidden = found.length === 0;
    this.mark();
  };
  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.list.hidden) return;
    const count = this.list.children.length;
    if (event.key === 'ArrowDown') this.active = (this.active + 1) % count;
    else if (event.key === 'ArrowUp') this.active = (this.active + count - 1) % count;
    else if (event.key === 'Enter' || event.key === 'Tab') this.take(this.list.children[this.active] as HTMLElement);
    else if (event.key === 'Escape') this.list.hidden = true;
    else return;
    event.preventDefault();
    this.mark();
  };
  private readonly onBlur = (): void => { this.list.hidden = true; this.mark(); };
  private readonly onPick = (event: MouseEvent): void => {
    event.preventDefault();
    const item = (event.target as HTMLElement).closest<HTMLElement>('li');
    if (item) this.take(item);
  };

  private take(item: HTMLElement): void {
    const end = this.area.selectionStart;
    this.area.setRangeText(`${item.dataset.handle} `, this.begin, end, 'end');
    this.list.hidden = true;
    this.mark();
    this.area.dispatchEvent(new Event('input', { bubbles: true }));
    this.area.focus();
  }
  private mark(): void {
    [...this.list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === this.active)));
    if (this.list.hidden) this.area.removeAttribute('aria-activedescendant');
    else this.area.setAttribute('aria-activedescendant', `${this.list.id}-${this.active}`);
  }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
