import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { RecordSearch } from '../../gb28181/device/record-searches.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import * as schemas from '../schemas/history.ts';
import { ChannelParams } from './channels.ts';

const IdParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const channelPath = '/devices/:deviceId/channels/:channelId';

/** What devices have recorded. */
export function recordRoutes({ gb28181 }: HttpContext): FastifyPluginAsyncTypebox {
  const tags = ['history'];
  const failures = {
    400: ErrorAnswer,
    404: ErrorAnswer,
    409: ErrorAnswer,
    502: ErrorAnswer,
    503: ErrorAnswer,
    504: ErrorAnswer,
  };
  return async (app) => {
    app.get(
      `${channelPath}/records`,
      {
        schema: {
          tags,
          summary: 'What a channel has recorded; answers when the device has told it all',
          params: ChannelParams,
          querystring: schemas.RecordQuery,
          response: { 200: schemas.RecordSearch, ...failures },
        },
      },
      async (request) => {
        const search = await begin(request.params, request.query);
        await search.over;
        if (search.error) throw search.error;
        return shown(search);
      },
    );

    app.post(
      `${channelPath}/records/searches`,
      {
        schema: {
          tags,
          summary: 'Begin to ask what a channel has recorded; how far it is can be asked for',
          params: ChannelParams,
          body: schemas.RecordQuery,
          response: { 202: schemas.RecordSearch, ...failures },
        },
      },
      async (request, reply) => reply.status(202).send(shown(await begin(request.params, request.body))),
    );

    app.get(
      '/records/searches/:id',
      {
        schema: {
          tags,
          summary: 'How far a search is, with what was found so far',
          params: IdParams,
          response: { 200: schemas.RecordSearch, 404: ErrorAnswer },
        },
      },
      async (request) => {
        const search = gb28181.history.searchById(request.params.id);
        if (!search) throw HttpError.notFound(`search ${request.params.id}`);
        return shown(search);
      },
    );
  };

  function begin(
    { deviceId, channelId }: { deviceId: string; channelId: string },
    { start, end, type = 'all' }: Static<typeof schemas.RecordQuery>,
  ): Promise<RecordSearch> {
    const range = rangeOf({ start, end });
    return gb28181.history.search(deviceId, { channelId, ...range, type });
  }
}

export function rangeOf({ start, end }: { start: string; end: string }): { startMs: number; endMs: number } {
  const range = { startMs: Date.parse(start), endMs: Date.parse(end) };
  if (Number.isNaN(range.startMs) || Number.isNaN(range.endMs))
    throw new HttpError(400, 'bad-range', 'start and end are points of time, as 2026-01-31T08:00:00+08:00.');
  return range;
}

export function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function shown(search: RecordSearch): Static<typeof schemas.RecordSearch> {
  const { id, deviceId, channelId, startMs, endMs, type, state, sum, missing, records, error } = search;
  return {
    id,
    deviceId,
    channelId,
    start: instant(startMs),
    end: instant(endMs),
    type,
    state,
    sum,
    found: records.length,
    missing,
    records: records.map(({ startMs, endMs, ...record }) => ({
      ...record,
      start: instant(startMs),
      end: instant(endMs),
    })),
    error: error ? { code: error.code, message: error.message } : null,
  };
}
