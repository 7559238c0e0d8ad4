// Cameras moved by hand: what stands behind the bytes of PTZCmd, GB/T 28181-2016 annex A.3.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, type TObject, Type } from 'typebox';
import { queries } from '../../gb28181/codec/command-set/index.ts';
import type { PtzCommand } from '../../gb28181/codec/ptz.ts';
import { kDefaultMoveMs, kMaxMoveMs } from '../../gb28181/device/ptz-control.ts';
import type { HttpContext } from '../context.ts';
import { asTold, ChannelParams, deviceErrors } from '../schemas/commands.ts';

const at = '/devices/:deviceId/channels/:channelId';
const tags = ['ptz'];
const byte = (description: string, minimum = 0) => Type.Integer({ minimum, maximum: 255, description });
const speed = (maximum: number, fallback: number) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum, default: fallback }));
const direction = (description: string) =>
  Type.Optional(Type.Integer({ minimum: -1, maximum: 1, default: 0, description }));
const durationMs = Type.Optional(
  Type.Integer({
    minimum: 50,
    maximum: kMaxMoveMs,
    default: kDefaultMoveMs,
    description: 'Then it is stopped. Send again before, to go on.',
  }),
);
const closed = { additionalProperties: false };

const Move = Type.Object(
  {
    pan: direction('-1: left, 1: right.'),
    tilt: direction('-1: down, 1: up.'),
    zoom: direction('-1: wide, 1: near. All 0: stop, a cruise and a scan too.'),
    panSpeed: speed(255, 128),
    tiltSpeed: speed(255, 128),
    zoomSpeed: speed(15, 8),
    durationMs,
  },
  closed,
);
const Lens = Type.Object(
  {
    focus: direction('-1: near, 1: far.'),
    iris: direction('-1: close, 1: open. Both 0: stop.'),
    focusSpeed: speed(255, 128),
    irisSpeed: speed(255, 128),
    durationMs,
  },
  closed,
);
const name = (description: string) => Type.Optional(Type.String({ maxLength: 32, description }));
const twelveBits = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 4095, description }));
const Track = Type.Object(
  {
    speed: twelveBits('Of the track.'),
    staySeconds: twelveBits('At each point.'),
    name: name('Told to the device with each of them; GB/T 28181-2022 only.'),
  },
  closed,
);

const PresetParams = Type.Object({ ...ChannelParams.properties, preset: byte('Number of the preset.', 1) });
const TrackParams = Type.Object({ ...ChannelParams.properties, track: byte('Number of the cruise track.') });
const PointParams = Type.Object({ ...TrackParams.properties, preset: byte('Preset that it goes to.', 1) });
const ScanParams = Type.Object({ ...ChannelParams.properties, scan: byte('Number of the scan.') });
const ScanActionParams = Type.Object({
  ...ScanParams.properties,
  action: Type.Enum(['start', 'left', 'right', 'stop']),
});
const SwitchParams = Type.Object({ ...ChannelParams.properties, number: byte('Number of the switch; 1: wiper.') });
const Nothing = Type.Object({});

/** What a route says beside the eight bytes. */
interface Extras {
  durationMs?: number | undefined;
  params?: { PresetName?: string; CruiseTrackName?: string };
}

interface PtzRoute {
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  summary: string;
  params: TObject;
  body?: TObject;
  commands: (params: never, body: never) => PtzCommand[];
  extras?: (body: never) => Extras;
}

/** Keeps the types of parameters and body together. */
function route<P extends TObject, B extends TObject = typeof Nothing>(
  method: PtzRoute['method'],
  path: string,
  summary: string,
  rest: {
    params: P;
    body?: B;
    commands: (params: Static<P>, body: Static<B>) => PtzCommand[];
    extras?: (body: Static<B>) => Extras;
  },
): PtzRoute {
  return { method, path, summary, ...rest } as PtzRoute;
}

const stop: PtzCommand = { kind: 'move', pan: 0, tilt: 0, zoom: 0, panSpeed: 0, tiltSpeed: 0, zoomSpeed: 0 };
const preset = (action: 'call' | 'delete') => (params: { preset: number }) =>
  [{ kind: 'preset', action, preset: params.preset }] satisfies PtzCommand[];
const cruise = (action: 'add' | 'delete' | 'start', params: { track: number; preset?: number }): PtzCommand[] => [
  { kind: 'cruise', action, track: params.track, value: params.preset ?? 0 },
];

const routes: PtzRoute[] = [
  route('POST', 'ptz', 'Pan, tilt and zoom', {
    params: ChannelParams,
    body: Move,
    commands: (_, { durationMs: __, ...move }) => [
      { ...stop, panSpeed: 128, tiltSpeed: 128, zoomSpeed: 8, ...move } as PtzCommand,
    ],
    extras: ({ durationMs }) => ({ durationMs }),
  }),
  route('POST', 'lens', 'Focus and iris', {
    params: ChannelParams,
    body: Lens,
    commands: (_, { durationMs: __, ...lens }) => [
      { kind: 'lens', focus: 0, iris: 0, focusSpeed: 128, irisSpeed: 128, ...lens } as PtzCommand,
    ],
    extras: ({ durationMs }) => ({ durationMs }),
  }),
  route('PUT', 'presets/:preset', 'Make a preset of where the camera looks', {
    params: PresetParams,
    body: Type.Object({ name: name('Told to devices of GB/T 28181-2022; others are refused it.') }, closed),
    commands: ({ preset }) => [{ kind: 'preset', action: 'set', preset }],
    extras: ({ name }) => (name === undefined ? {} : { params: { PresetName: name } }),
  }),
  route('POST', 'presets/:preset/call', 'Go to a preset', { params: PresetParams, commands: preset('call') }),
  route('DELETE', 'presets/:preset', 'Delete a preset', { params: PresetParams, commands: preset('delete') }),
  route('PUT', 'cruises/:track', 'Set the speed of a cruise track, and how long it stays at each point', {
    params: TrackParams,
    body: Track,
    commands: ({ track }, { speed, staySeconds }) => [
      ...(speed === undefined ? [] : [{ kind: 'cruise', action: 'speed', track, value: speed } as const]),
      ...(staySeconds === undefined ? [] : [{ kind: 'cruise', action: 'stay', track, value: staySeconds } as const]),
    ],
    extras: ({ name }) => (name === undefined ? {} : { params: { CruiseTrackName: name } }),
  }),
  route('DELETE', 'cruises/:track', 'Delete a cruise track', {
    params: TrackParams,
    commands: (params) => cruise('delete', params),
  }),
  route('PUT', 'cruises/:track/points/:preset', 'Add a preset to the end of a cruise track', {
    params: PointParams,
    commands: (params) => cruise('add', params),
  }),
  route('DELETE', 'cruises/:track/points/:preset', 'Take a preset out of a cruise track', {
    params: PointParams,
    commands: (params) => cruise('delete', params),
  }),
  route('POST', 'cruises/:track/start', 'Follow a cruise track', {
    params: TrackParams,
    commands: (params) => cruise('start', params),
  }),
  route('POST', 'cruises/:track/stop', 'Stop a cruise', { params: TrackParams, commands: () => [stop] }),
  route('PUT', 'scans/:scan', 'Set the speed of a scan', {
    params: ScanParams,
    body: Type.Object({ speed: Type.Integer({ minimum: 0, maximum: 4095 }) }, closed),
    commands: ({ scan }, { speed }) => [{ kind: 'scan', action: 'speed', scan, value: speed }],
  }),
  route('POST', 'scans/:scan/:action', 'Start or stop a scan, or make the view of now its border', {
    params: ScanActionParams,
    commands: ({ scan, action }) => [action === 'stop' ? stop : { kind: 'scan', action, scan, value: 0 }],
  }),
  route('PUT', 'switches/:number', 'Turn an auxiliary switch on or off', {
    params: SwitchParams,
    body: Type.Object({ on: Type.Boolean() }, closed),
    commands: ({ number }, { on }) => [{ kind: 'switch', on, number }],
  }),
];

const done = { 204: Type.Null({ description: 'The device took it.' }), ...deviceErrors };

export function ptzRoutes({ gb28181 }: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    for (const { method, path, summary, params, body, commands, extras } of routes)
      app.route({
        method,
        url: `${at}/${path}`,
        schema: { tags, summary, params, ...(body && { body }), response: done },
        handler: async (request, reply) => {
          const { deviceId, channelId } = request.params as Static<typeof ChannelParams>;
          const given = (request.body ?? {}) as never;
          // One after the other: a camera takes them in order.
          for (const command of commands(request.params as never, given))
            await gb28181.ptz.send(deviceId, channelId, command, extras?.(given));
          return reply.status(204).send(null);
        },
      });
    app.post(
      `${at}/ptz/raw`,
      {
        schema: {
          tags,
          summary: 'The eight bytes as they are, GB/T 28181-2016 annex A.3; nothing stops what they move',
          params: ChannelParams,
          body: Type.Object({ hex: Type.String({ pattern: '^[0-9A-Fa-f]{16}$' }) }, closed),
          response: done,
        },
      },
      async ({ params: { deviceId, channelId }, body }, reply) => {
        await gb28181.ptz.sendRaw(deviceId, channelId, body.hex);
        return reply.status(204).send(null);
      },
    );
    const told = Type.Object({ ...asTold(queries.PresetQuery.response!).properties });
    app.get(
      `${at}/presets`,
      {
        schema: {
          tags,
          summary: 'Presets that the camera has',
          params: ChannelParams,
          response: { 200: told, ...deviceErrors },
        },
      },
      async ({ params: { deviceId, channelId } }) => gb28181.commands.query(deviceId, channelId, 'PresetQuery'),
    );
  };
}
