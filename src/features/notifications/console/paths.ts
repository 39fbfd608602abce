export const INBOX = '/lam-viec/hop-thu';
export const SETTINGS = '/lam-viec/tai-khoan/thong-bao';
export const MAIL = '/lam-viec/he-thong/thu';
