import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Config } from '../../config/schema.ts';
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
                address: Type.String({ description: 'As devices reach it, as far as the server can tell.' }),
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
                recorders: Type.Integer(),
                ringBytes: Type.Number(),
                totals: Type.Record(Type.String(), Type.Number()),
              }),
              limits: Type.Object({ streams: Type.Integer(), viewers: Type.Integer(), devices: Type.Integer() }),
            }),
          },
        },
      },
      async (request) => ({
        version,
        uptimeSeconds: Math.floor((clock.now() - startedAt) / 1000),
        sip: {
          id: config.sip.id,
          domain: config.sip.domain || config.sip.id.slice(0, 10),
          address: sipAddress(config.sip, request),
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

/** What is configured, or else the address at which this very request reached us. */
function sipAddress({ advertisedAddress, host }: Config['sip'], { raw, hostname }: FastifyRequest): string {
  if (advertisedAddress) return advertisedAddress;
  if (host !== '0.0.0.0' && host !== '::') return host;
  // IPv4 that came through a socket for both is written as IPv6.
  return raw.socket.localAddress?.replace(/^::ffff:/, '') ?? hostname;
}
