import type { FieldSchema } from './schema-fields.ts';

interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: FieldSchema;
}

interface Operation {
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: FieldSchema } } };
}

export interface ApiDocument {
  paths: Record<string, Partial<Record<'get' | 'put' | 'post', Operation>>>;
}

/** One control, section of the configuration, or query, as the OpenAPI document has it. */
export interface DeviceOperation {
  name: string;
  description: string;
  /** Of what is to be entered. */
  fields: FieldSchema;
}

export type OperationKind = 'control' | 'config' | 'query';

const methods = { control: 'post', config: 'put', query: 'get' } as const;
const prefix = '/api/v1/devices/{deviceId}/channels/{channelId}/';

/** In the order of the document, which is that of the command set. */
export function operationsOf(document: ApiDocument, kind: OperationKind): DeviceOperation[] {
  const start = `${prefix}${kind}/`;
  return Object.entries(document.paths).flatMap(([path, methodsThere]) => {
    const operation = path.startsWith(start) ? methodsThere[methods[kind]] : undefined;
    if (!operation) return [];
    const { description = '', requestBody } = operation;
    const fields = requestBody?.content['application/json'].schema ?? queryFields(operation);
    return [{ name: path.slice(start.length), description, fields }];
  });
}

function queryFields({ parameters = [] }: Operation): FieldSchema {
  const asked = parameters.filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(
      asked.map(({ name, schema, description }) => [name, { ...schema, ...(description && { description }) }]),
    ),
    required: asked.filter(({ required }) => required).map(({ name }) => name),
  };
}
