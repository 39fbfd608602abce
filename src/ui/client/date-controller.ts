import { Controller } from '@hotwired/stimulus';

/** On a touch screen a day is picked, not typed: the field becomes the native picker, which sends 2026-11-20. */
export class DateController extends Controller<HTMLInputElement> {
  static override values = { max: String };
  declare readonly maxValue: string;
  override connect(): void {
    if (!matchMedia('(pointer: coarse)').matches) return;
    const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(this.element.value) ?? [];
    this.element.type = 'date';
    if (this.maxValue) this.element.max = this.maxValue;
    if (year) this.element.value = `${year}-${month}-${day}`;
  }
}
