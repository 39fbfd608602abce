import { Controller } from '@hotwired/stimulus';

/**
 * The chooser of files in Vietnamese: browsers label theirs in their own language ("Choose File, No file chosen"). The field itself stays,
 * unseen, on top of the words, so that clicking, dropping, the keyboard and screen readers meet an ordinary file input.
 */
export class FileController extends Controller<HTMLInputElement> {
  private readonly say = () => setTimeout(() => { // after others who listen: photos are taken over and the field is emptied
    const names = [...(this.element.files ?? [])].map((file) => file.name), words = this.element.parentElement?.lastElementChild;
    if (words) words.textContent = names.length ? names.join(', ') : 'hoặc thả vào đây';
  });

  override connect(): void {
    if (!this.element.parentElement?.classList.contains('file')) this.wrap();
    this.element.addEventListener('change', this.say);
    this.say();
  }
  override disconnect(): void { this.element.removeEventListener('change', this.say); }

  private wrap(): void {
    const box = document.createElement('span'), button = document.createElement('span'), words = document.createElement('span');
    box.className = 'file';
    button.className = 'button small';
    button.textContent = this.element.multiple ? 'Chọn ảnh, tệp' : 'Chọn tệp';
    for (const shown of [button, words]) shown.setAttribute('aria-hidden', 'true');
    this.element.before(box);
    box.append(this.element, button, words);
  }
}
