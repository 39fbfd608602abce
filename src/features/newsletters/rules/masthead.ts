/** What a bulletin says of itself: who is responsible, by what licence, how to reach them. */
export interface Masthead { readonly licence: string | null; readonly editor_in_charge: string | null; readonly contact: string | null }

/** Name and words of each line, in the order they are printed. */
export const plainLines = ({ licence, editor_in_charge: editor, contact }: Masthead, organisation: string): (readonly [string, string])[] => [
  ['Cơ quan xuất bản', organisation], ...(editor ? [['Chịu trách nhiệm xuất bản', editor] as const] : []), ...(licence ? [['Giấy phép', licence] as const] : []), ...(contact ? [['Liên hệ', contact] as const] : []),
];
