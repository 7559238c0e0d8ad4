import { type TObject, type TSchema, Type } from 'typebox';
import { ErrorAnswer } from './answers.ts';

export const ChannelParams = Type.Object({
  deviceId: Type.String({ maxLength: 64 }),
  channelId: Type.String({ maxLength: 64, description: 'A channel of the device, or the ID of the device itself.' }),
});

/** How everything that is sent to a device can end. */
export const deviceErrors = {
  400: ErrorAnswer,
  404: ErrorAnswer,
  409: ErrorAnswer,
  502: ErrorAnswer,
  503: ErrorAnswer,
  504: ErrorAnswer,
};

/** The same, but anything may be missing and any number or word stand in it: what devices tell is shown as it came. */
export function asTold(schema: TObject): TObject {
  return loosened(schema) as TObject;
}

const bounds = new Set(['required', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'default']);

function loosened(schema: object): TSchema {
  const entries = Object.entries(schema).filter(([key]) => !bounds.has(key));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (key === 'properties')
        return [
          key,
          Object.fromEntries(
            Object.entries(value as object).map(([name, one]) => [name, Type.Optional(loosened(one))]),
          ),
        ];
      return [key, key === 'items' ? loosened(value as object) : value];
    }),
  ) as TSchema;
}
