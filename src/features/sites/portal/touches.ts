/**
 * What was touched while a page was being made. A page whose making began before a change and ended after it was looked for would be old for
 * ever; it asks here when it is done, and is then made again.
 */
export class Touches {
  #now = 0;
  #under = new Map<number, number>();
  #recent: { readonly at: number; readonly tags: ReadonlySet<string> }[] = [];

  /** Begins to look; to be ended. */
  begin(): number { this.#under.set(this.#now, (this.#under.get(this.#now) ?? 0) + 1); return this.#now; }
  end(began: number): void {
    const left = this.#under.get(began)! - 1;
    if (left) this.#under.set(began, left); else this.#under.delete(began);
    const oldest = Math.min(...this.#under.keys());
    this.#recent = this.#recent.filter((one) => one.at > oldest);
  }
  note(tags: ReadonlySet<string>): void { this.#now++; if (this.#under.size) this.#recent.push({ at: this.#now, tags }); }
  since(began: number, tags: Iterable<string>): boolean {
    const later = this.#recent.filter((one) => one.at > began);
    if (later.length) for (const tag of tags) if (later.some((one) => one.tags.has(tag))) return true;
    return false;
  }
}
