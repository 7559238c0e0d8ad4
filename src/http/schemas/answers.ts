import { type TSchema, Type } from 'typebox';

export const ErrorAnswer = Type.Object(
  {
    code: Type.String({ description: 'A stable word for programs.' }),
    message: Type.String({ description: 'What happened, why, and what to do.' }),
  },
  { description: 'Why the request was not fulfilled.' },
);

export const PageQuery = Type.Object({
  offset: Type.Integer({ default: 0, minimum: 0 }),
  limit: Type.Integer({ default: 50, minimum: 1, maximum: 1000 }),
  search: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the ID or of the name.' })),
  online: Type.Optional(Type.Boolean()),
});

export const pageOf = <T extends TSchema>(item: T) => Type.Object({ total: Type.Integer(), items: Type.Array(item) });

export const Endpoint = Type.Object({
  address: Type.String({ description: 'Numeric IPv4 or IPv6 address.' }),
  port: Type.Integer({ minimum: 1, maximum: 65535 }),
});

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const PlayUrls = Type.Object({
  flv: Type.String(),
  mp4: Type.String(),
  wsFlv: Type.String(),
  wsMp4: Type.String(),
  expires: Type.Integer({ description: 'Epoch seconds.' }),
});
