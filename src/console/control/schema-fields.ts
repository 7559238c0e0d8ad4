/** As much of JSON Schema as the command set's fields need. */
export interface FieldSchema {
  type?: string;
  enum?: string[];
  default?: unknown;
  description?: string;
  properties?: Record<string, FieldSchema>;
  required?: string[];
  items?: FieldSchema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  /** Written by the server. */
  'x-count'?: string;
  'x-since'?: string;
  'x-until'?: string;
}

export type FieldKind = 'choice' | 'flag' | 'number' | 'text' | 'list' | 'group';

/** How a field is entered. */
export function kindOf(schema: FieldSchema): FieldKind {
  if (schema.enum) return 'choice';
  if (schema.type === 'object') return 'group';
  if (schema.type === 'array') return 'list';
  if (schema.type !== 'integer' && schema.type !== 'number') return 'text';
  return schema.type === 'integer' && schema.minimum === 0 && schema.maximum === 1 ? 'flag' : 'number';
}

/** Fields that somebody has to enter: not those of one word, nor what counts another. */
export function enteredFields(schema: FieldSchema): [name: string, field: FieldSchema][] {
  return Object.entries(schema.properties ?? {}).filter(
    ([, field]) => field['x-count'] === undefined && !(field.enum?.length === 1 && field.default !== undefined),
  );
}

export function isRequired(schema: FieldSchema, name: string): boolean {
  return schema.required?.includes(name) ?? false;
}

/** What a form begins with: groups that can be filled in, and nothing else. */
export function blank(schema: FieldSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  const kind = kindOf(schema);
  if (kind === 'group') return Object.fromEntries(enteredFields(schema).map(([name, field]) => [name, blank(field)]));
  return kind === 'list' ? [] : undefined;
}

/** What was told before, with blanks where it has nothing. What the schema does not know is left out. */
export function filledWith(schema: FieldSchema, told: unknown): unknown {
  if (told === undefined || told === null) return blank(schema);
  const kind = kindOf(schema);
  if (kind === 'group') {
    const known = told as Record<string, unknown>;
    return Object.fromEntries(enteredFields(schema).map(([name, field]) => [name, filledWith(field, known[name])]));
  }
  if (kind === 'list') return Array.isArray(told) ? told.map((item) => filledWith(schema.items ?? {}, item)) : [];
  return told;
}

/** What was entered, without what was left empty; undefined: nothing was. */
export function entered(schema: FieldSchema, value: unknown): unknown {
  const kind = kindOf(schema);
  if (kind === 'group') {
    const fields = enteredFields(schema).flatMap(([name, field]) => {
      const inner = entered(field, (value as Record<string, unknown> | undefined)?.[name]);
      // An empty group that must be there is; the server says what is missing of it.
      if (inner === undefined && !(isRequired(schema, name) && kindOf(field) === 'group')) return [];
      return [[name, inner ?? {}] as const];
    });
    return fields.length === 0 ? undefined : Object.fromEntries(fields);
  }
  if (kind === 'list') {
    const items = ((value as unknown[] | undefined) ?? []).map((item) => entered(schema.items ?? {}, item));
    const kept = items.filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  return value === '' || value === null ? undefined : value;
}
