import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

const partNames: Record<string, string> = { body: 'the body', querystring: 'the query', params: 'the path' };

/** Checks requests against their schemas. Text of a URL becomes what the schema wants, and what is absent its default. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = '' }) => {
  const validator = Compile(schema);
  // A wildcard's name, "*", would be read as a pattern.
  const textParts = new Set(JSON.stringify(schema).includes('"*":') ? ['querystring'] : ['querystring', 'params']);
  // Most schemas have none, and looking for them costs a player more than the check.
  const hasDefaults = JSON.stringify(schema).includes('"default":');
  return (given: unknown) => {
    const filled = hasDefaults ? Value.Default(schema, given ?? {}) : (given ?? {});
    const isText = textParts.has(httpPart) && Object.keys(filled as object).length > 0;
    const value = isText ? Value.Convert(schema, filled) : filled;
    if (validator.Check(value)) return { value };
    return { error: new Error(explain(schema, validator.Errors(value), httpPart)) };
  };
};

interface Fault {
  keyword: string;
  schemaPath: string;
  instancePath: string;
  params: object;
  message: string;
}

/** The first fault in one sentence, with what would be right. */
function explain(schema: TSchema, faults: Fault[], httpPart: string): string {
  const [first] = faults;
  const part = partNames[httpPart] ?? httpPart;
  if (!first) return `${part} does not fit the schema`;
  const place = first.instancePath.slice(1).replaceAll('/', '.') || part;
  // A field that nobody knows is checked against the schema `false`.
  if (first.keyword === 'boolean') return `${place} is not known; known are ${knownBeside(schema, first.schemaPath)}`;
  const orNull = faults.some(
    ({ instancePath, keyword, params }) =>
      instancePath === first.instancePath && keyword === 'type' && (params as { type?: unknown }).type === 'null',
  );
  const { allowedValues } = first.params as { allowedValues?: string[] };
  const wanted = allowedValues ? `must be one of ${allowedValues.join(', ')}` : first.message;
  return `${place} ${wanted}${orNull ? ' or null' : ''}`;
}

/** Names of the properties that the schema has where `schemaPath`, like "#/properties/remote/additionalProperties", leads. */
function knownBeside(schema: TSchema, schemaPath: string): string {
  let place = schema as { properties?: object } | undefined;
  for (const step of schemaPath.split('/').slice(1, -1)) place = (place as Record<string, object> | undefined)?.[step];
  return Object.keys(place?.properties ?? {}).join(', ');
}
