import { Controller } from '@hotwired/stimulus';

const LONGEST_SIDE = 2048;

/**
 * Evidence photos from a phone: shrunk before sending (2,048 px unless the original is asked for) and sent one by one with
 * retry, so that a weak network loses one photo's time and never the form. The field stays an ordinary file input: without
 * JavaScript the form posts the files itself.
 *
 * <div data-controller="photos" data-photos-url-value="…"> <input type=file multiple data-photos-target="input"> <ul data-photos-target="list"> …
 * Each photo is posted to the URL as one multipart field "file"; the answer {id, name} becomes a hidden field "uploaded[]".
 */
export class PhotosController extends Controller<HTMLElement> {
  static override values = { url: String };
  static override targets = ['input', 'list', 'original'];
  declare readonly urlValue: string;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly hasOriginalTarget: boolean;
  declare readonly originalTarget: HTMLInputElement;
  private queue: Promise<void> = Promise.resolve();

  override connect(): void { this.inputTarget.addEventListener('change', this.onChange); }
  override disconnect(): void { this.inputTarget.removeEventListener('change', this.onChange); }

  private readonly onChange = () => {
    const files = [...(this.inputTarget.files ?? [])];
    this.inputTarget.value = '';
    for (const file of files) {
      const row = document.createElement('li');
      row.textContent = `${file.name}: đang chờ gửi…`;
      this.listTarget.append(row);
      this.queue = this.queue.then(() => this.send(file, row));
    }
  };

  private async send(file: File, row: HTMLElement): Promise<void> {
    row.textContent = `${file.name}: đang gửi…`;
    const body = new FormData();
    body.append('file', await this.shrunk(file), file.name);
    for (let attempt = 1; attempt <= 4; attempt++) {
      try {
        const answer = await fetch(this.urlValue, { method: 'POST', body, headers: { accept: 'application/json' } });
        const result = await answer.json() as { id?: string; name?: string; message?: string; note?: string };
        if (answer.ok && result.id) return this.accepted(row, result.id, result.name ?? file.name, result.note);
        if (answer.status < 500) { row.textContent = `! ${file.name}: ${result.message ?? 'không nhận được'}`; row.className = 'error'; return; }
      } catch { /* no network: try again */ }
      row.textContent = `${file.name}: mạng yếu, đang thử lại (${attempt}/4)…`;
      await new Promise((wake) => setTimeout(wake, 1500 * attempt));
    }
    row.textContent = '';
    const again = document.createElement('button');
    again.type = 'button'; again.className = 'button small'; again.textContent = 'Gửi lại';
    again.addEventListener('click', () => { this.queue = this.queue.then(() => this.send(file, row)); });
    row.append(`! ${file.name}: chưa gửi được. `, again);
  }

  private accepted(row: HTMLElement, id: string, name: string, note?: string): void {
    row.textContent = `✓ ${name}${note ? ` (${note})` : ''}`;
    const field = document.createElement('input');
    field.type = 'hidden'; field.name = 'uploaded[]'; field.value = id;
    row.append(field);
  }

  private async shrunk(file: File): Promise<Blob> {
    if (!['image/jpeg', 'image/png', 'image/webp'].includes(file.type) || (this.hasOriginalTarget && this.originalTarget.checked)) return file;
    try {
      const picture = await createImageBitmap(file);
      const scale = LONGEST_SIDE / Math.max(picture.width, picture.height);
      if (scale >= 1) return file;
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return await new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob ?? file), 'image/jpeg', 0.85));
    } catch { return file; }
  }
}
