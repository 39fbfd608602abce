import { Controller } from '@hotwired/stimulus';

/** A refused form: the list of what is wrong is where the eye and the screen reader go first. */
export class FocusController extends Controller<HTMLElement> {
  override connect(): void { this.element.focus(); }
}
