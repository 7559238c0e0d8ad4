// Where devices upload the pictures that they were ordered to take. GB/T 28181-2022 §9.14 fixes neither the method nor the
// form of an upload: PUT and POST are taken, the picture as the body itself or as the first file of multipart/form-data.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { HttpContext } from '../context.ts';
import { HttpError } from '../http-error.ts';
import { ErrorAnswer } from '../schemas/answers.ts';

/** One picture with what a form adds to it. */
export const kMaxUploadBytes = 16 << 20;
/** What they hold in memory is bounded by that many of the largest. */
export const kMaxParallelUploads = 16;
const maxNameLength = 255;

const UploadParams = Type.Object({
  session: Type.String({ maxLength: 128 }),
  token: Type.String({ maxLength: 128 }),
});
const NamedUploadParams = Type.Object({
  ...UploadParams.properties,
  file: Type.String({ maxLength: maxNameLength, description: 'Some devices add the name of the file.' }),
});

interface Upload {
  image: Buffer;
  name?: string | undefined;
}

/** No account stands behind an upload: the address that the device alone was told is the key. */
export function snapshotUploadRoutes({ snapshotSessions }: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    // Bytes, whatever they are called.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: kMaxUploadBytes }, (_request, body, done) =>
      done(null, body),
    );
    let underWay = 0;
    const arrivals = new WeakMap<FastifyRequest, () => void>();
    // Before anything of the body is read.
    app.addHook('onRequest', async (request, reply) => {
      const { session, token } = request.params as { session: string; token: string };
      if (!snapshotSessions.admits(session, token))
        throw new HttpError(403, 'upload-refused', 'No pictures are expected at this address, or not any more.');
      if (underWay >= kMaxParallelUploads)
        throw new HttpError(503, 'busy', 'Too many pictures are being uploaded; send this one again later.');
      const arrived = snapshotSessions.arrive(session);
      arrivals.set(request, arrived);
      underWay++;
      // Answered, or broken off.
      onceOver(reply, () => {
        underWay--;
        arrived();
      });
    });
    for (const [url, params] of [
      ['/snapshots/upload/:session/:token', UploadParams],
      ['/snapshots/upload/:session/:token/:file', NamedUploadParams],
    ] as const) {
      app.route({
        method: ['POST', 'PUT'],
        url,
        bodyLimit: kMaxUploadBytes,
        schema: {
          tags: ['snapshots'],
          summary: 'For devices: upload a picture that was ordered, as the body or in multipart/form-data',
          security: [],
          params,
          response: {
            201: Type.Object({ id: Type.String() }),
            403: ErrorAnswer,
            404: ErrorAnswer,
            413: ErrorAnswer,
            502: ErrorAnswer,
            503: ErrorAnswer,
          },
        },
        handler: async (request, reply) => {
          const { session, file } = request.params as { session: string; file?: string };
          const { image, name } = await uploaded(request);
          arrivals.get(request)?.();
          const { id } = await snapshotSessions.take(session, image, withoutSuffix(file ?? name));
          return reply.status(201).send({ id });
        },
      });
    }
  };
}

function onceOver({ raw }: FastifyReply, act: () => void): void {
  const over = () => {
    raw.off('finish', over).off('close', over);
    act();
  };
  raw.on('finish', over).on('close', over);
}

async function uploaded({ body, headers }: FastifyRequest): Promise<Upload> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const type = headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return { image: bytes, name: nameIn(headers['content-disposition']) };
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new HttpError(400, 'invalid-request', 'The form cannot be read.');
  }
  for (const value of form.values())
    if (typeof value !== 'string') return { image: Buffer.from(await value.arrayBuffer()), name: value.name };
  throw new HttpError(400, 'invalid-request', 'The form has no file.');
}

function nameIn(disposition: string | undefined): string | undefined {
  return /filename="?([^";]{1,255})"?/i.exec(disposition ?? '')?.[1];
}

function withoutSuffix(name: string | undefined): string | undefined {
  return name?.replace(/\.jpe?g$/i, '');
}
