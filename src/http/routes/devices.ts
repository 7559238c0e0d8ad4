import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { DeviceRecord } from '../../gb28181/ports.ts';
import type { HttpContext } from '../context.ts';
import { HttpError, requireNumeric } from '../http-error.ts';
import { ErrorAnswer, PageQuery, pageOf, pageWish } from '../schemas/answers.ts';
import { Device, DeviceSettingsChange } from '../schemas/devices.ts';

const DeviceParams = Type.Object({ deviceId: Type.String({ maxLength: 64 }) });

export function deviceRoutes({ devices, gb28181 }: HttpContext): FastifyPluginAsyncTypebox {
  const tags = ['devices'];
  return async (app) => {
    app.get(
      '/devices',
      { schema: { tags, summary: 'Devices', querystring: PageQuery, response: { 200: pageOf(Device) } } },
      async (request) => {
        const page = await devices.list(pageWish(request.query));
        return { total: page.total, items: page.items.map(shown) };
      },
    );

    app.get(
      '/devices/:deviceId',
      { schema: { tags, summary: 'One device', params: DeviceParams, response: { 200: Device, 404: ErrorAnswer } } },
      async (request) => shown(await existing(request.params.deviceId)),
    );

    app.patch(
      '/devices/:deviceId/settings',
      {
        schema: {
          tags,
          summary: 'Change what is set for one device; a device that never registered is made known by it',
          params: DeviceParams,
          body: DeviceSettingsChange,
          response: { 200: Device, 400: ErrorAnswer },
        },
      },
      async (request) => {
        if (typeof request.body.mediaAddress === 'string') requireNumeric(request.body.mediaAddress);
        const changed = await gb28181.updateSettings(request.params.deviceId, request.body);
        if (!changed) throw new HttpError(400, 'bad-device-id', 'A device ID has 20 digits.');
        return shown(changed);
      },
    );

    app.delete(
      '/devices/:deviceId',
      {
        schema: {
          tags,
          summary: 'Forget a device and its channels',
          params: DeviceParams,
          response: { 204: Type.Null(), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        if (!(await gb28181.removeDevice(request.params.deviceId)))
          throw HttpError.notFound(`device ${request.params.deviceId}`);
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/devices/:deviceId/catalog',
      {
        schema: {
          tags,
          summary: 'Ask the device for its channels now',
          params: DeviceParams,
          response: {
            200: Type.Object({ channels: Type.Integer() }),
            404: ErrorAnswer,
            502: ErrorAnswer,
            503: ErrorAnswer,
            504: ErrorAnswer,
          },
        },
      },
      async (request) => {
        await existing(request.params.deviceId);
        return { channels: await gb28181.refreshCatalog(request.params.deviceId) };
      },
    );
  };

  function shown(device: DeviceRecord): Static<typeof Device> {
    const { password, ...settings } = device.settings;
    return { ...device, ...gb28181.observed(device.id), settings: { ...settings, hasPassword: password !== null } };
  }

  async function existing(id: string): Promise<DeviceRecord> {
    const device = await devices.get(id);
    if (!device) throw HttpError.notFound(`device ${id}`);
    return device;
  }
}
