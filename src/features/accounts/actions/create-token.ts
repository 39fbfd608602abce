import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { insertToken, revokeTokens } from '../store.ts';
import { existingAccount } from './authority.ts';
import { ownAccount } from './sign-out.ts';

export const LONGEST_TOKEN_DAYS = 365;

/** A bearer token with the rights of an account: made by its owner, or by the operator on the command line. Shown once. */
export async function createToken(acting: Acting, input: { readonly accountId: Id; readonly name: string; readonly days: number }): Promise<{ token: string; expiresAt: Date }> {
  if (acting.by.accountId !== null && acting.by.accountId !== input.accountId) throw new AppError('forbidden', 'Chỉ chủ tài khoản mới tạo được mã truy cập của mình.');
  const account = await existingAccount(acting, input.accountId);
  if (account.status !== 'active') throw new AppError('conflict', 'Tài khoản chưa kích hoạt hoặc đã đóng nên không tạo được mã truy cập.');
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > LONGEST_TOKEN_DAYS) throw invalid(`Số ngày hiệu lực phải từ 1 đến ${LONGEST_TOKEN_DAYS}.`, 'days');
  const token = newToken(), id = acting.newId(), expiresAt = new Date(acting.now.getTime() + input.days * 86_400_000);
  await insertToken(acting.tx, { id, accountId: account.id, name: input.name.trim() || 'Mã truy cập', tokenHash: tokenHash(token), at: acting.now, expiresAt });
  acting.record({ verb: 'accounts.token-created', table: 'api_tokens', id, facts: { userName: account.userName, days: input.days } });
  return { token, expiresAt };
}

/** One of the own tokens ends. */
export async function revokeToken(acting: Acting, tokenId: Id): Promise<void> {
  for (const id of await revokeTokens(acting.tx, ownAccount(acting), acting.now, tokenId)) acting.record({ verb: 'accounts.token-revoked', table: 'api_tokens', id });
}
