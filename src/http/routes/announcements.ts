import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { EngineError } from '../../engine/errors.ts';
import { announcementCodec, announcementName, kMaxAnnouncements } from '../../storage/announcement-files.ts';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer } from '../schemas/answers.ts';
import { Announcement } from '../schemas/broadcasts.ts';

/** Twenty minutes of raw G.711, or one of CD quality. */
export const kMaxAnnouncementBytes = 10 << 20;
const tags = ['broadcasts'];
const NameParams = Type.Object({
  name: Type.String({ pattern: announcementName, description: 'Ends with .wav, or .pcma or .pcmu for raw G.711.' }),
});

/** Sound files that broadcasts may play. */
export function announcementRoutes({ announcements, engine }: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/announcements',
      { schema: { tags, summary: 'Announcements', response: { 200: Type.Array(Announcement) } } },
      async () => announcements.list(),
    );

    app.get(
      '/announcements/:name',
      {
        schema: {
          tags,
          summary: 'An announcement',
          params: NameParams,
          response: { 200: Announcement, 404: ErrorAnswer },
        },
      },
      async ({ params: { name } }) => {
        const found = await announcements.get(name);
        if (!found) throw HttpError.notFound(`announcement ${name}`);
        return found;
      },
    );

    app.delete(
      '/announcements/:name',
      {
        schema: {
          tags,
          summary: 'Remove an announcement',
          params: NameParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async ({ params: { name } }, reply) => {
        if (!(await announcements.remove(name))) throw HttpError.notFound(`announcement ${name}`);
        return reply.status(204).send(null);
      },
    );
    await app.register(upload);
  };

  /** Its bodies are bytes, whatever they are called. */
  async function upload(app: Parameters<FastifyPluginAsyncTypebox>[0]): Promise<void> {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: kMaxAnnouncementBytes }, (_request, body, done) =>
      done(null, body),
    );
    app.put(
      '/announcements/:name',
      {
        bodyLimit: kMaxAnnouncementBytes,
        schema: {
          tags,
          summary: 'Upload an announcement as the body: WAV of 8 to 48 kHz, 16-bit or G.711; or raw G.711 of 8 kHz',
          params: NameParams,
          response: { 200: Announcement, 400: ErrorAnswer, 409: ErrorAnswer, 413: ErrorAnswer },
        },
      },
      async ({ params: { name }, body }) => {
        const content = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        if (!(await announcements.put(name, content, (path) => check(path, name))))
          throw new HttpError(409, 'too-many', `There are ${kMaxAnnouncements} announcements; remove one first.`);
        return (await announcements.get(name))!;
      },
    );
  }

  /** The engine that is going to play it says whether it can. */
  function check(path: string, name: string): void {
    const stream = engine.openStream({ name: `check-${randomUUID()}`, onLoss: 'pass' });
    try {
      stream.openClip({ audio: { path, codec: announcementCodec(name)! }, loops: 1 });
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'GL_ERR_BAD_CLIP') throw error;
      const why = error.message.replaceAll(path, name);
      throw new HttpError(400, 'sound-unusable', `The file cannot be played: ${why}.`);
    } finally {
      stream.close();
    }
  }
}
