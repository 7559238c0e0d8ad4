/** What a device told, sorted by how it is shown. */
export interface ToldParts {
  /** Name and value. */
  single: [name: string, value: string][];
  groups: [name: string, value: Record<string, unknown>][];
  /** Lists of rows, with the names of their columns. */
  tables: { name: string; columns: string[]; rows: Record<string, string>[] }[];
}

export function partsOf(told: Record<string, unknown>): ToldParts {
  const parts: ToldParts = { single: [], groups: [], tables: [] };
  for (const [name, value] of Object.entries(told)) {
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) parts.tables.push(tableOf(name, value));
    else if (typeof value === 'object') parts.groups.push([name, value as Record<string, unknown>]);
    else parts.single.push([name, String(value)]);
  }
  return parts;
}

function tableOf(name: string, items: unknown[]): ToldParts['tables'][number] {
  const rows = items.map((item) =>
    typeof item === 'object' && item !== null
      ? Object.fromEntries(Object.entries(item).map(([key, value]) => [key, plain(value)]))
      : { [name]: plain(item) },
  );
  return { name, columns: [...new Set(rows.flatMap((row) => Object.keys(row)))], rows };
}

/** What is inside of a row stands in one cell. */
function plain(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
