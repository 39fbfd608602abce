/** Where a page of a list lies: its number from 1, how many there are (at least one), and how many rows stand before it. */
export interface PagePlace { readonly page: number; readonly pages: number; readonly before: number }

/** The page of a list of `total` rows that is meant by a number, or by the text of an address: what is no number means the first, what lies beyond an end the page at that end. */
export function pageAt(total: number, size: number, wanted: number | string | undefined): PagePlace {
  const pages = Math.max(1, Math.ceil(total / size)), number = Math.trunc(Number(wanted)), page = Number.isNaN(number) ? 1 : Math.min(Math.max(1, number), pages);
  return { page, pages, before: (page - 1) * size };
}
