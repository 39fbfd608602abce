/** The person's own address, else a user name that is one; null when there is none. */
export function addressOf(email: string | null, userName: string): string | null {
  const found = [email, userName].map((one) => one?.trim().toLowerCase() ?? '').find(looksLikeAddress);
  return found ?? null;
}
const looksLikeAddress = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  return at > 0 && at < text.length - 1 && text.length <= 254 && !/[\s<>()",;:\\]/.test(text) && text.slice(at + 1).includes('.');
};
