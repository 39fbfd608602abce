/** Parts of the editor's bar: buttons that do not take the caret away, and small panels that are no part of the form around them. */
export function button(words: string, act: () => void, title?: string): HTMLButtonElement {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'button small', textContent: words });
  if (title) made.title = title;
  // else the caret would leave the text before the button is heard
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', act);
  return outside(made);
}

/** A field of the bar must not be sent, kept or restored with the form: an owner that does not exist. */
export function outside<E extends HTMLElement>(field: E): E { field.setAttribute('form', 'none'); return field; }

export function field(label: string, input: HTMLInputElement): HTMLLabelElement {
  const made = document.createElement('label');
  made.className = 'field';
  made.append(label, outside(input));
  return made;
}
export const textInput = (type = 'text'): HTMLInputElement => Object.assign(document.createElement('input'), { type, autocomplete: 'off' });

/** One panel at a time below the bar; Escape closes it, Enter in it confirms. */
export function panel(name: string, parts: readonly HTMLElement[], confirm: { words: string; act: () => void }, others: readonly HTMLElement[], close: () => void): HTMLDivElement {
  const made = document.createElement('div'), acts = document.createElement('div'), yes = button(confirm.words, confirm.act);
  made.className = 'rich-panel';
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', name);
  acts.className = 'row';
  yes.classList.add('primary');
  acts.append(yes, ...others, button('Thôi', close));
  made.append(...parts, acts);
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); close(); }
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.type !== 'file') { event.preventDefault(); confirm.act(); }
  });
  return made;
}

/** One stop for Tab, arrows inside (WAI-ARIA, toolbar). */
export function roving(bar: HTMLElement): void {
  const stops = (): HTMLElement[] => [...bar.querySelectorAll<HTMLElement>('button, select')].filter((one) => !one.hidden && !one.closest('[hidden]'));
  const settle = (at: HTMLElement | undefined): void => stops().forEach((one, index) => { one.tabIndex = (at ? one === at : index === 0) ? 0 : -1; });
  settle(undefined);
  bar.addEventListener('focusin', (event) => settle(event.target as HTMLElement));
  bar.addEventListener('keydown', (event) => {
    const all = stops(), at = all.indexOf(event.target as HTMLElement);
    const to = event.key === 'ArrowRight' ? (at + 1) % all.length : event.key === 'ArrowLeft' ? (at + all.length - 1) % all.length : event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : -1;
    if (at < 0 || to < 0) return;
    event.preventDefault();
    all[to]!.focus();
  });
}
