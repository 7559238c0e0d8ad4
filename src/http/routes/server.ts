import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { HttpContext } from '../context.ts';

export function serverRoutes({
  config,
  engine,
  version,
  sipPort,
  sharedPort,
  secrets,
  clock,
  startedAt,
}: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/server',
      {
        schema: {
          tags: ['server'],
          summary: 'This server: what to enter into a device, what runs, what it may take',
          response: {
            200: Type.Object({
              version: Type.String(),
              uptimeSeconds: Type.Integer(),
              sip: Type.Object({
                id: Type.String(),
                domain: Type.String(),
                port: Type.Integer(),
                password: Type.String({ description: 'The password that devices share.' }),
              }),
              media: Type.Object({ mode: Type.Enum(['range', 'single']), ports: Type.String() }),
              engine: Type.Object({
                streams: Type.Integer(),
                receivers: Type.Integer(),
                senders: Type.Integer(),
                viewers: Type.Integer(),
                clips: Type.Integer(),
                ringBytes: Type.Number(),
                totals: Type.Record(Type.String(), Type.Number()),
              }),
              limits: Type.Object({ streams: Type.Integer(), viewers: Type.Integer(), devices: Type.Integer() }),
            }),
          },
        },
      },
      async () => ({
        version,
        uptimeSeconds: Math.floor((clock.now() - startedAt) / 1000),
        sip: {
          id: config.sip.id,
          domain: config.sip.domain || config.sip.id.slice(0, 10),
          port: sipPort(),
          password: config.sip.password || secrets.sipPassword,
        },
        media: {
          mode: config.media.mode,
          ports: sharedPort ? String(sharedPort.port) : `${config.media.portMin}-${config.media.portMax}`,
        },
        engine: engine.stats(),
        limits: { streams: config.media.maxStreams, viewers: config.media.maxViewers, devices: config.sip.maxDevices },
      }),
    );
  };
}
