// Every control, configuration and query of the command set is a route of its own: a new entry there is a new one here.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, type TObject, Type } from 'typebox';
import {
  type ConfigName,
  type ConfigSection,
  type ControlName,
  configs,
  controls,
  type NotifyName,
  notifies,
  type QueryName,
  queries,
} from '../../gb28181/codec/command-set/index.ts';
import type { HttpContext } from '../context.ts';
import { asTold, ChannelParams, deviceErrors } from '../schemas/commands.ts';

const at = '/devices/:deviceId/channels/:channelId';
const Result = Type.Optional(Type.Enum(['OK', 'ERROR'], { description: 'What the device answered.' }));
const Done = Type.Object({ Result }, { description: 'The answer of the device; empty where none is due.' });
const Missing = Type.Integer({ minimum: 1, description: 'Items that SumNum promised and that did not come.' });

type Params = Static<typeof ChannelParams>;

export function commandRoutes({ gb28181 }: HttpContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    for (const { name, since, request, response } of Object.values(controls)) {
      const answer = response === null ? 'The device answers nothing more.' : 'Waits for the answer of the device.';
      const description = `GB/T 28181-${since} and later. ${answer}`;
      app.post(
        `${at}/control/${name}`,
        {
          schema: {
            tags: ['control'],
            summary: `Control: ${name}`,
            description,
            params: ChannelParams,
            body: request as TObject,
            response: { 200: Done, ...deviceErrors },
          },
        },
        async (incoming) => {
          const { deviceId, channelId } = incoming.params as Params;
          if (name === 'PTZCmd') gb28181.ptz.forget(deviceId, channelId);
          return gb28181.commands.control(deviceId, channelId, name as ControlName, incoming.body);
        },
      );
    }
    for (const section of Object.values(configs)) configRoutes(app, section);
    for (const row of Object.values(queries)) queryRoute(app, row);
  };

  function configRoutes(app: Parameters<FastifyPluginAsyncTypebox>[0], section: ConfigSection): void {
    const { name, since, settableUntil, request } = section;
    const path = `${at}/config/${name}`;
    const told = Type.Object({ Result, ...asTold(request).properties });
    const schema = { tags: ['configuration'], params: ChannelParams };
    const description = `GB/T 28181-${since} and later.`;
    app.get(
      path,
      {
        schema: {
          ...schema,
          summary: `Configuration: read ${name}`,
          description,
          response: { 200: told, ...deviceErrors },
        },
      },
      async (incoming) => {
        const { deviceId, channelId } = incoming.params as Params;
        return gb28181.commands.getConfig(deviceId, channelId, name as ConfigName);
      },
    );
    const until = settableUntil === undefined ? '' : ` Devices after GB/T 28181-${settableUntil} only tell it.`;
    app.put(
      path,
      {
        schema: {
          ...schema,
          summary: `Configuration: set ${name}`,
          description: `${description}${until}`,
          body: request,
          response: { 200: Done, ...deviceErrors },
        },
      },
      async (incoming) => {
        const { deviceId, channelId } = incoming.params as Params;
        return gb28181.commands.setConfig(deviceId, channelId, name as ConfigName, incoming.body);
      },
    );
  }

  function queryRoute(app: Parameters<FastifyPluginAsyncTypebox>[0], row: (typeof queries)[QueryName]): void {
    const { name, since, request } = row;
    app.get(
      `${at}/query/${name}`,
      {
        schema: {
          tags: ['query'],
          summary: `Query: ${name}`,
          description: `GB/T 28181-${since} and later. Queries of one device wait for one another.`,
          params: ChannelParams,
          querystring: request as TObject,
          response: { 200: answerOf(row), ...deviceErrors },
        },
      },
      async (incoming) => {
        const { deviceId, channelId } = incoming.params as Params;
        return gb28181.commands.query(deviceId, channelId, name as QueryName, incoming.query);
      },
    );
  }
}

function answerOf({ response, items, answeredBy }: (typeof queries)[QueryName]): TObject {
  const told = answeredBy === undefined ? response! : notifies[answeredBy as NotifyName].request;
  return Type.Object({ ...asTold(told).properties, ...(items !== undefined && { missing: Type.Optional(Missing) }) });
}
