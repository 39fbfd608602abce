import { Controller } from '@hotwired/stimulus';
import { button, field, outside, panel, roving, textInput } from './rich-text/bar.ts';
import { cleaned, fromPlainText, isSafeAddress, looksLikeHtml } from './rich-text/clean.ts';
import { changeTable, newTable, nextCell, type TableAct } from './rich-text/table.ts';

const STYLES = [['p', 'Đoạn văn'], ['h2', 'Tiêu đề lớn'], ['h3', 'Tiêu đề vừa'], ['h4', 'Tiêu đề nhỏ'], ['blockquote', 'Trích dẫn']] as const;
const IN_TABLE: readonly (readonly [TableAct, string])[] = [['row', 'Thêm hàng'], ['column', 'Thêm cột'], ['less-rows', 'Bớt hàng'], ['less-columns', 'Bớt cột'], ['header', 'Đổi ô tiêu đề'], ['gone', 'Xóa bảng']];

/**
 * A bar of buttons and a page to write on in place of a text area, which stays in the form and holds the HTML of it. The browser's own editing does the work,
 * so Vietnamese keyboards, undo and spelling are those that people know; the server makes the tree out of whatever it leaves (decision 0003).
 *
 * <div data-controller="rich-text" data-rich-text-read-value="URL that reads pasted HTML" data-rich-text-upload-value="URL that keeps one picture"> … <textarea> </div>
 */
export class RichTextController extends Controller<HTMLElement> {
  static override values = { read: String, upload: String };
  declare readonly readValue: string;
  declare readonly uploadValue: string;
  private area!: HTMLTextAreaElement;
  private page!: HTMLDivElement;
  private bar!: HTMLDivElement;
  private box!: HTMLDivElement;
  /** The bar and the open panel: they stay in sight together. */
  private head!: HTMLDivElement;
  private label: HTMLLabelElement | null = null;
  private toPage!: HTMLButtonElement;
  private said!: HTMLParagraphElement;
  private style!: HTMLSelectElement;
  private tableActs!: HTMLSpanElement;
  private pressed: readonly (readonly [HTMLButtonElement, string])[] = [];
  private open: HTMLElement | null = null;
  /** What the files of pictures that were sent from here are called. */
  private readonly names = new Map<string, string>();
  /** Where the caret was when it last stood on the page. */
  private caret: Range | null = null;

  override connect(): void {
    const area = this.element.querySelector('textarea');
    if (!area) return;
    this.area = area;
    // a page that comes back out of Turbo's cache has the old ones
    for (const old of this.element.querySelectorAll('[data-rich-made]')) old.remove();
    this.build();
    this.showPage();
    document.addEventListener('selectionchange', this.look);
  }
  override disconnect(): void {
    document.removeEventListener('selectionchange', this.look);
    this.label?.removeEventListener('click', this.toWriting);
    for (const made of this.element.querySelectorAll('[data-rich-made]')) made.remove();
    if (this.area) this.area.hidden = false;
  }

  private build(): void {
    const made = <E extends HTMLElement>(element: E, className: string): E => { element.className = className; element.dataset.richMade = ''; return element; }, plain = <E extends HTMLElement>(element: E, className: string): E => { element.className = className; return element; };
    this.bar = plain(document.createElement('div'), 'rich-bar');
    this.bar.setAttribute('role', 'toolbar');
    this.bar.setAttribute('aria-label', 'Định dạng');
    this.style = outside(document.createElement('select'));
    this.style.setAttribute('aria-label', 'Kiểu đoạn');
    for (const [value, words] of STYLES) this.style.add(new Option(words, value));
    this.style.addEventListener('change', () => this.setStyle(this.style.value));
    const toggle = (words: string, command: string, title?: string): readonly [HTMLButtonElement, string] => { const one = button(words, () => this.command(command), title); one.setAttribute('aria-pressed', 'false'); return [one, command]; };
    this.pressed = [toggle('Đậm', 'bold', 'Ctrl+B'), toggle('Nghiêng', 'italic', 'Ctrl+I'), toggle('Danh sách', 'insertUnorderedList'), toggle('Đánh số', 'insertOrderedList')];
    this.tableActs = document.createElement('span');
    this.tableActs.className = 'rich-table';
    this.tableActs.hidden = true;
    this.tableActs.append(...IN_TABLE.map(([act, words]) => button(words, () => this.inTable(act))));
    this.bar.append(this.style, ...this.pressed.map(([one]) => one), button('Liên kết', () => this.linkPanel(), 'Ctrl+K'), button('Bảng', () => this.tablePanel()), button('Ảnh', () => this.picturePanel(null)),
      button('Hoàn tác', () => this.command('undo'), 'Ctrl+Z'), button('Sửa dạng chữ', () => this.showSource()), this.tableActs);
    this.page = plain(document.createElement('div'), 'rich-page');
    this.page.contentEditable = 'true';
    this.page.setAttribute('role', 'textbox');
    this.page.setAttribute('aria-multiline', 'true');
    this.label = this.element.querySelector<HTMLLabelElement>(`label[for="${this.area.id}"]`);
    if (this.label) { this.label.id ||= `${this.area.id}-label`; this.label.addEventListener('click', this.toWriting); }
    for (const name of ['aria-describedby', 'aria-invalid']) { const value = this.area.getAttribute(name); if (value) this.page.setAttribute(name, value); }
    this.said = plain(document.createElement('p'), 'rich-said');
    this.said.setAttribute('role', 'status');
    this.toPage = button('Trở lại thanh định dạng', () => { this.showPage(); this.page.focus(); });
    this.box = made(document.createElement('div'), 'rich-box');
    this.head = plain(document.createElement('div'), 'rich-head');
    this.head.append(this.bar, this.said);
    this.box.append(this.head, this.page, this.toPage);
    this.area.before(this.box);
    // the bar says itself what a paste left out: the server need not say it again
    this.area.after(Object.assign(made(document.createElement('input'), ''), { type: 'hidden', name: 'rich', value: '1' }));
    roving(this.bar);
    this.page.addEventListener('input', () => this.store());
    this.page.addEventListener('keydown', (event) => this.onKey(event));
    this.page.addEventListener('paste', (event) => void this.onPaste(event));
    this.page.addEventListener('click', (event) => { const figure = (event.target as Element).closest('figure'); if (figure) this.picturePanel(figure); });
    this.page.addEventListener('drop', (event) => { const file = event.dataTransfer?.files[0]; if (file) { event.preventDefault(); this.picturePanel(null, file); } });
  }

  /** From the text area to the page. */
  private showPage(): void {
    const typed = this.area.value, html = looksLikeHtml(typed);
    // the browser complains of every style that our pages forbid, even in a document that nobody sees
    if (html && /style/i.test(typed)) { this.page.replaceChildren(); void this.fromServer(typed); } else { this.page.replaceChildren(html ? cleaned(typed) : fromPlainText(typed)); this.settle(); this.claim(); }
    this.area.hidden = this.toPage.hidden = true;
    this.page.hidden = this.bar.hidden = false;
    if (this.label) this.page.setAttribute('aria-labelledby', this.label.id);
    this.say('');
    document.execCommand('defaultParagraphSeparator', false, 'p');
    document.execCommand('styleWithCSS', false, 'false');
  }
  /** HTML of others, typed into the text area: read by the server first. */
  private async fromServer(typed: string): Promise<void> {
    this.page.contentEditable = 'false';
    const read = await this.read('html', typed);
    this.page.contentEditable = 'true';
    if (!read) { this.showSource(); return; }
    this.page.replaceChildren(cleaned(read.html));
    this.settle();
    this.say(read.removed.join(' '));
  }
  /** What the server reads out of something foreign; null when it does not, which it has then said. */
  private async read(name: 'html' | 'text', value: string): Promise<{ html: string; removed: readonly string[] } | null> {
    const body = new FormData();
    body.append(name, value.replace(/(["'])data:[^"']{200,}\1/g, '""'));
    try {
      const answer = await fetch(this.readValue, { method: 'POST', body, headers: { accept: 'application/json' } }), read = await answer.json() as { html?: string; removed?: readonly string[]; message?: string };
      if (answer.ok && read.html !== undefined) return { html: read.html, removed: read.removed ?? [] };
      this.say(read.message ?? 'Máy chủ không đọc được phần này, chỉ giữ phần chữ.');
    } catch { this.say('Mất kết nối nên chỉ giữ được phần chữ.'); }
    return null;
  }
  /** To the text area: as plain as without scripts, for whom that serves better. */
  private showSource(): void {
    this.close();
    this.page.hidden = this.bar.hidden = true;
    this.page.removeAttribute('aria-labelledby');
    this.area.hidden = this.toPage.hidden = false;
    this.area.focus();
  }

  /** Somewhere to write above, below and after a picture or a table. */
  private settle(): void {
    for (const figure of this.page.querySelectorAll('figure')) {
      figure.contentEditable = 'false';
      figure.tabIndex = 0;
      figure.setAttribute('aria-label', `Ảnh: ${figure.querySelector('img')?.alt || 'chưa có lời mô tả'}. Nhấn Enter để sửa.`);
    }
    const last = this.page.lastElementChild;
    if (!last || ['TABLE', 'FIGURE'].includes(last.tagName)) this.page.append(emptyParagraph());
  }
  private store(): void {
    if (this.page.hidden) return;
    const empty = this.page.textContent!.trim() === '' && !this.page.querySelector('img, table');
    this.area.value = empty ? '' : this.page.innerHTML;
    this.claim();
    this.area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  private readonly toWriting = (): void => { if (this.area.hidden) this.page.focus(); };
  /** The article owns the pictures in it: the form names them among its attachments, unless it does so already. */
  private claim(): void {
    for (const old of this.element.querySelectorAll('[data-rich-file]')) old.remove();
    const files = new Set([...this.page.querySelectorAll<HTMLImageElement>('img[data-file]')].map((image) => image.dataset.file!)), form = this.element.closest('form');
    for (const file of files) {
      if (form?.querySelector(`input[name="had[]"][value^="${file}/"]`)) continue;
      for (const [name, value] of [['keep[]', file], ['had[]', `${file}/${this.names.get(file) ?? `anh-${file.slice(0, 8)}.jpg`}`]] as const) {
        const named = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
        named.dataset.richFile = named.dataset.richMade = '';
        this.area.after(named);
      }
    }
  }
  private say(words: string): void { this.said.textContent = words; }

  private readonly look = (): void => {
    const selection = getSelection();
    if (!selection?.rangeCount || !this.page.contains(selection.anchorNode)) return;
    this.caret = selection.getRangeAt(0).cloneRange();
    for (const [one, command] of this.pressed) one.setAttribute('aria-pressed', String(document.queryCommandState(command)));
    const block = this.around('h2, h3, h4, blockquote')?.tagName.toLowerCase();
    this.style.value = block ?? 'p';
    this.tableActs.hidden = !this.around('td, th');
  };
  /** The nearest element around the caret. */
  private around(selector: string): HTMLElement | null {
    const node = this.caret?.startContainer, found = (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>(selector);
    return found && this.page.contains(found) && found !== this.page ? found : null;
  }
  private back(): void {
    this.page.focus();
    const selection = getSelection()!;
    if (!this.caret || !this.page.contains(this.caret.startContainer)) { selection.selectAllChildren(this.page); selection.collapseToEnd(); } else { selection.removeAllRanges(); selection.addRange(this.caret); }
    this.look();
  }
  private put(into: Node): void { const range = document.createRange(); range.selectNodeContents(into); range.collapse(true); this.caret = range; this.back(); }
  private command(name: string, value?: string): void { this.back(); document.execCommand(name, false, value); this.lift(); this.store(); this.look(); }
  /** Chrome puts a new list inside the paragraph it was made from: out of it, with the caret where it was. */
  private lift(): void {
    const selection = getSelection(), at = selection?.anchorNode, offset = selection?.anchorOffset ?? 0, wrong = [...this.page.querySelectorAll('p')].filter((one) => [...one.children].some((child) => ['UL', 'OL', 'P', 'TABLE'].includes(child.tagName)));
    if (wrong.length === 0) return;
    for (const paragraph of wrong) paragraph.replaceWith(...paragraph.childNodes);
    if (at?.isConnected) selection!.collapse(at, offset);
  }
  private setStyle(tag: string): void {
    if (tag !== 'blockquote' && this.around('blockquote')) this.command('outdent');
    this.command('formatBlock', `<${tag}>`);
  }

  private onKey(event: KeyboardEvent): void {
    const cell = this.around('td, th') as HTMLTableCellElement | null;
    if (event.key === 'Tab' && cell && !event.ctrlKey && !event.altKey) {
      const next = nextCell(cell, event.shiftKey);
      if (next) { event.preventDefault(); this.put(next); }
    } else if (event.key === 'Tab' && this.around('li') && !event.ctrlKey && !event.altKey) {
      // only where it has something to move: else Tab leaves, as everywhere
      if (event.shiftKey ? this.around('li li') : this.around('li')!.previousElementSibling) { event.preventDefault(); this.command(event.shiftKey ? 'outdent' : 'indent'); }
    } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.linkPanel(); }
    else if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.tagName === 'FIGURE') { event.preventDefault(); this.picturePanel(event.target); }
    else if (['Delete', 'Backspace'].includes(event.key) && event.target instanceof HTMLElement && event.target.tagName === 'FIGURE') { event.preventDefault(); this.remove(event.target); }
  }

  /** What is pasted goes to the server first: it knows Word's lists and tables, and says what it left out. */
  private async onPaste(event: ClipboardEvent): Promise<void> {
    const data = event.clipboardData, html = data?.getData('text/html') ?? '', text = data?.getData('text/plain') ?? '', picture = [...data?.files ?? []].find((file) => file.type.startsWith('image/'));
    if (!data || !html && !picture && !text.includes('\n')) return;
    event.preventDefault();
    if (!html && picture) { this.picturePanel(null, picture); return; }
    this.say('Đang đọc phần vừa dán…');
    const read = await this.read(html ? 'html' : 'text', html || text);
    this.insert(read ? cleaned(read.html) : fromPlainText(text));
    if (read) this.say(['Đã dán.', ...read.removed].join(' '));
  }
  private insert(parts: DocumentFragment): void {
    const holder = document.createElement('div'), inside = this.around('td, th, li, h2, h3, h4, figcaption, caption');
    holder.append(parts);
    const single = holder.children.length === 1 && holder.firstElementChild!.tagName === 'P';
    // a cell or a heading takes words, not blocks
    if (inside && !single && inside.tagName !== 'LI') this.command('insertText', [...holder.children].map((one) => one.textContent!.trim()).join(' '));
    else this.command('insertHTML', single ? holder.firstElementChild!.innerHTML : holder.innerHTML);
    this.settle();
  }

  /** A block of its own behind the one in which the caret is. */
  private place(block: HTMLElement): void {
    let at = (this.caret && this.page.contains(this.caret.startContainer) && this.caret.startContainer !== this.page ? this.caret.startContainer : this.page.lastChild) as ChildNode | null;
    while (at && at.parentNode !== this.page) at = at.parentNode as ChildNode | null;
    if (at instanceof HTMLElement && at.tagName === 'P' && at.textContent!.trim() === '') at.replaceWith(block); else if (at) at.after(block); else this.page.append(block);
    if (!block.nextElementSibling) block.after(emptyParagraph());
    this.settle();
    this.store();
  }
  private remove(block: HTMLElement): void {
    const next = block.nextElementSibling ?? this.page;
    block.remove();
    this.settle();
    this.put(next);
    this.store();
  }

  private show(made: HTMLElement, first: HTMLElement): void {
    this.close();
    this.head.append(made);
    this.open = made;
    first.focus();
  }
  private close(): void { this.open?.remove(); this.open = null; }
  private readonly leave = (): void => { this.close(); this.back(); };

  private linkPanel(): void {
    const link = this.around('a') as HTMLAnchorElement | null, address = textInput('url'), words = textInput();
    address.value = link?.getAttribute('href') ?? '';
    address.placeholder = 'https://…';
    const selected = this.caret && !this.caret.collapsed, act = () => {
      const href = /^www\./i.test(address.value.trim()) ? `https://${address.value.trim()}` : address.value.trim();
      if (!isSafeAddress(href)) { this.say('Địa chỉ phải bắt đầu bằng https://, http://, mailto:, tel: hoặc “/”.'); address.focus(); return; }
      this.say('');
      this.close();
      if (link) { link.href = href; this.store(); this.back(); return; }
      if (selected) { this.command('createLink', href); return; }
      const shown = words.value.trim() || href;
      this.command('insertText', shown);
      const { endContainer, endOffset } = this.caret!, range = document.createRange();
      range.setStart(endContainer, Math.max(0, endOffset - shown.length));
      range.setEnd(endContainer, endOffset);
      this.caret = range;
      this.command('createLink', href);
      getSelection()!.collapseToEnd();
      this.look();
    };
    const others = link ? [button('Bỏ liên kết', () => { this.close(); link.replaceWith(...link.childNodes); this.store(); this.back(); })] : [];
    this.show(panel('Liên kết', [field('Địa chỉ', address), ...(link || selected ? [] : [field('Chữ hiện ra', words)])], { words: link ? 'Đổi địa chỉ' : 'Chèn liên kết', act }, others, this.leave), address);
  }

  private tablePanel(): void {
    const number = (value: number, max: number) => Object.assign(textInput('number'), { value: String(value), min: '1', max: String(max) }), rows = number(3, 50), columns = number(3, 12);
    const act = () => {
      const table = newTable(bounded(rows, 50), bounded(columns, 12));
      this.close();
      this.place(table);
      this.put(table.rows[0]!.cells[0]!);
    };
    this.show(panel('Bảng', [field('Số hàng, kể cả hàng tiêu đề', rows), field('Số cột', columns)], { words: 'Chèn bảng', act }, [], this.leave), rows);
  }
  private inTable(act: TableAct): void {
    const cell = this.around('td, th') as HTMLTableCellElement | null;
    if (!cell) return;
    const table = cell.closest('table')!, after = table.nextElementSibling, to = changeTable(cell, act);
    this.settle();
    this.put(to ?? (after && this.page.contains(after) ? after : this.page));
    this.store();
  }

  /** Chosen, dropped or pasted: kept first, then in the text with words for who does not see it. */
  private picturePanel(figure: HTMLElement | null, given?: File): void {
    const file = Object.assign(textInput('file'), { accept: 'image/*' }), alt = textInput(), caption = textInput(), old = figure?.querySelector('img');
    file.dataset.controller = 'file';
    alt.value = old?.alt ?? '';
    alt.maxLength = caption.maxLength = 300;
    caption.value = figure?.querySelector('figcaption')?.textContent ?? '';
    const act = async () => {
      const chosen = given ?? file.files?.[0];
      if (!old && !chosen) { this.say('Hãy chọn ảnh.'); file.focus(); return; }
      if (!alt.value.trim()) { this.say('Hãy ghi trong ảnh có gì, cho người khiếm thị nghe.'); alt.focus(); return; }
      const image = old ?? (await this.kept(chosen!));
      if (!image) return;
      image.alt = alt.value.trim();
      const made = figure ?? document.createElement('figure'), words = made.querySelector('figcaption') ?? document.createElement('figcaption');
      words.textContent = caption.value.trim();
      made.replaceChildren(image, ...(words.textContent ? [words] : []));
      this.close();
      if (figure) { this.settle(); this.store(); figure.focus(); } else { this.place(made); this.put(made.nextElementSibling!); }
    };
    const others = figure ? [button('Bỏ ảnh', () => { this.close(); this.remove(figure); })] : [];
    this.show(panel('Ảnh', [...(old || given ? [] : [field('Tệp ảnh', file)]), field('Lời mô tả ảnh', alt), field('Chú thích dưới ảnh (không bắt buộc)', caption)], { words: figure ? 'Lưu' : 'Chèn ảnh', act: () => void act() }, others, this.leave), old || given ? alt : file);
  }
  private async kept(file: File): Promise<HTMLImageElement | null> {
    const body = new FormData();
    body.append('file', file, file.name || 'anh.png');
    this.say(`Đang gửi ảnh ${file.name}…`);
    try {
      const answer = await fetch(this.uploadValue, { method: 'POST', body, headers: { accept: 'application/json' } }), result = await answer.json() as { id?: string; name?: string; message?: string };
      if (!answer.ok || !result.id) { this.say(result.message ?? 'Ảnh không gửi được. Hãy thử lại.'); return null; }
      this.say('');
      const image = document.createElement('img');
      image.src = URL.createObjectURL(file);
      image.dataset.file = result.id;
      this.names.set(result.id, result.name ?? file.name);
      return image;
    } catch { this.say('Mất kết nối nên ảnh chưa gửi được. Hãy thử lại.'); return null; }
  }
}

function emptyParagraph(): HTMLParagraphElement { const made = document.createElement('p'); made.append(document.createElement('br')); return made; }
const bounded = (input: HTMLInputElement, most: number): number => Math.max(1, Math.min(most, Number.parseInt(input.value, 10) || 1));
