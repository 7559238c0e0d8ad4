/** A LIKE pattern that finds the text anywhere; what a user types is no pattern. */
export function containing(text: string): string {
  return `%${text.replace(/[%_\\]/g, '')}%`;
}
