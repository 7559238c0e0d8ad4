// Times in MANSCDP: local, without a zone, as 2022-01-31T12:00:00.

const written = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?/;

/**
 * The standard's form of what devices write: months and hours of one digit, a blank in the place of T, no seconds, a zone
 * behind it. '' when it is no time. A zone is left unread: what devices write before it is their local time all the same.
 */
export function readTime(text: string): string {
  const found = written.exec(text.trim());
  if (!found) return '';
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction] = found;
  const two = (digits: string | undefined) => digits!.padStart(2, '0');
  const parts = [Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  const [m, d, h, min, s] = parts;
  if (m < 1 || m > 12 || d < 1 || d > 31 || h > 23 || min > 59 || s > 60) return '';
  const ms = fraction === undefined ? '' : `.${fraction.slice(0, 3)}`;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${ms}`;
}
