/** Addresses of what readers do with letters; each begins with a word that no site is called. */
export const SUBSCRIBE = '/dang-ky/nhan-tin', CONFIRM = '/xac-nhan/nhan-tin', LEAVE = '/huy-dang-ky/nhan-tin';
