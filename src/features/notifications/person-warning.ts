import { dayAt, formatDate } from '#kernel/plain-date.ts';
import type { PersonWarning } from '#features/accounts/person-warnings.ts';
import { addressOf } from './rules/delivery.ts';
import { refusedAmong } from './store/preferences.ts';

/** The mark of an address that is refused for good, at the person. */
export const refusedAddressWarning: PersonWarning = async (reader, account) => {
  const address = addressOf(account.person.email, account.userName), refused = address ? (await refusedAmong(reader, [address])).get(address) : undefined;
  return refused ? `Máy chủ bên nhận từ chối hẳn địa chỉ ${address} từ ${formatDate(dayAt(refused.since))} nên hệ thống thôi gửi thư tới đó. Hãy sửa địa chỉ ở phần Hồ sơ; nếu địa chỉ đúng, gửi lại thư ở trang Thư gửi đi.` : null;
};
