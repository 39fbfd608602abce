/** How long a preview link holds. */
export const PREVIEW_DAYS = 7;
