import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { DownloadRecord } from '../../gb28181/ports.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import * as schemas from '../schemas/history.ts';
import { ChannelParams } from './channels.ts';
import { instant, rangeOf } from './records.ts';

const IdParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const defaultSpeed = 4;

/** Records that are downloaded into MP4 files. */
export function downloadRoutes({ gb28181 }: HttpContext): FastifyPluginAsyncTypebox {
  const tags = ['history'];
  return async (app) => {
    app.post(
      '/devices/:deviceId/channels/:channelId/downloads',
      {
        schema: {
          tags,
          summary: 'Download a record into an MP4 file; it runs on by itself',
          params: ChannelParams,
          body: schemas.DownloadWish,
          response: { 202: schemas.Download, 400: ErrorAnswer, 404: ErrorAnswer, 503: ErrorAnswer },
        },
      },
      async (request, reply) => {
        const { speed = defaultSpeed, ...range } = request.body;
        const record = await gb28181.history.downloads.start({ ...request.params, ...rangeOf(range), speed });
        return reply.status(202).send(shown(record));
      },
    );

    app.get(
      '/downloads',
      {
        schema: {
          tags,
          summary: 'Downloads, the newest first',
          response: { 200: Type.Array(schemas.Download) },
        },
      },
      async () => gb28181.history.downloads.all().map(shown),
    );

    app.get(
      '/downloads/:id',
      {
        schema: {
          tags,
          summary: 'One download: how far it is, or what came of it',
          params: IdParams,
          response: { 200: schemas.Download, 404: ErrorAnswer },
        },
      },
      async (request) => shown(existing(request.params.id)),
    );

    app.get(
      '/downloads/:id/file',
      {
        schema: {
          tags,
          summary: 'The MP4 file, whole or in ranges of bytes',
          params: IdParams,
          response: {
            200: { description: 'MP4', content: { 'video/mp4': { schema: Type.String({ format: 'binary' }) } } },
            404: ErrorAnswer,
            409: ErrorAnswer,
          },
        },
      },
      async (request, reply) => {
        const record = existing(request.params.id);
        const file = gb28181.history.downloads.fileOf(record.id);
        if (!file && record.state === 'running')
          throw new HttpError(409, 'download-running', 'The download still runs; its file is finished at the end.');
        if (!file) throw HttpError.notFound(`file of download ${record.id}: ${record.reason}`);
        const name = `${record.channelId}-${instant(record.startMs).replaceAll(/[:.]/g, '-')}.mp4`;
        void reply.header('Content-Disposition', `attachment; filename="${name}"`);
        return reply.sendFile(file.name, file.folder);
      },
    );

    app.delete(
      '/downloads/:id',
      {
        schema: {
          tags,
          summary: 'End a download, and remove its file',
          params: IdParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        if (!(await gb28181.history.downloads.remove(request.params.id)))
          throw HttpError.notFound(`download ${request.params.id}`);
        return reply.status(204).send(null);
      },
    );
  };

  function existing(id: string): DownloadRecord {
    const record = gb28181.history.downloads.get(id);
    if (!record) throw HttpError.notFound(`download ${id}`);
    return record;
  }

  function shown(record: DownloadRecord): Static<typeof schemas.Download> {
    const { startMs, endMs, createdAt, endedAt, ...facts } = record;
    return {
      ...facts,
      start: instant(startMs),
      end: instant(endMs),
      created: instant(createdAt),
      ended: endedAt > 0 ? instant(endedAt) : null,
      progress: Math.round(gb28181.history.downloads.progress(record) * 10_000) / 10_000,
      file: gb28181.history.downloads.fileOf(record.id) ? `/api/v1/downloads/${record.id}/file` : null,
    };
  }
}
