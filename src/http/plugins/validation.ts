import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

const partNames: Record<string, string> = { body: 'the body', querystring: 'the query', params: 'the path' };

/** Checks requests against their schemas. Text of a URL becomes what the schema wants, and what is absent its default. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = '' }) => {
  const validator = Compile(schema);
  return (given: unknown) => {
    const filled = Value.Default(schema, given ?? {});
    // A path is text as it is; converting it would also read the wildcard's name, "*", as a pattern.
    const value = httpPart === 'querystring' ? Value.Convert(schema, filled) : filled;
    if (validator.Check(value)) return { value };
    const [first] = validator.Errors(value);
    const place = (first?.instancePath ?? '').slice(1).replaceAll('/', '.') || partNames[httpPart] || httpPart;
    return { error: new Error(`${place} ${first?.message ?? 'does not fit the schema'}`) };
  };
};
