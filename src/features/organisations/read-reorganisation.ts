import { invalid } from '#kernel/app-error.ts';
import { readTable } from './read-table.ts';
import { readReorganisation, readReorganisationJson, type ReorganisationFile } from './rules/reorganisation-file.ts';

/** A list of events from .xlsx, .csv or .json. Throws AppError with a sentence when the file is none of these. */
export async function readReorganisationFile(name: string, bytes: Uint8Array): Promise<ReorganisationFile> {
  if (!name.toLowerCase().endsWith('.json')) return readReorganisation(await readTable(name, bytes));
  if (bytes.length > 5 * 1024 * 1024) throw invalid('Tệp lớn hơn 5 MB. Hãy tách thành nhiều tệp nhỏ hơn.', 'file');
  let value: unknown;
  try { value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)); } catch { throw invalid('Tệp .json không đọc được: sai cú pháp hoặc không ở bảng mã UTF-8.', 'file'); }
  return readReorganisationJson(value);
}
