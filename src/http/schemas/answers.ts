import { type Static, type TSchema, Type } from 'typebox';

export const ErrorAnswer = Type.Object(
  {
    code: Type.String({ description: 'A stable word for programs.' }),
    message: Type.String({ description: 'What happened, why, and what to do.' }),
  },
  { description: 'Why the request was not fulfilled.' },
);

const firstPage = { offset: 0, limit: 50 };
/** More than any installation has; larger ones do not fit the database's integers. */
const maxOffset = 1_000_000_000;

export const PageQuery = Type.Object({
  offset: Type.Optional(Type.Integer({ default: firstPage.offset, minimum: 0, maximum: maxOffset })),
  limit: Type.Optional(Type.Integer({ default: firstPage.limit, minimum: 1, maximum: 1000 })),
  search: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the ID or of the name.' })),
  online: Type.Optional(Type.Boolean()),
});

/** With what was left out. */
export const pageWish = (query: Static<typeof PageQuery>) => ({ ...firstPage, ...query });

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
