// Answers to queries: GB/T 28181-2016 §9.5.
import { catalogItem } from '../codec/catalog.ts';
import type { Manscdp, XmlNode } from '../codec/manscdp.ts';
import type { DeviceAgent } from './device-agent.ts';
import type { MessageHandlers } from './message-side.ts';

/** Items of one MESSAGE, so that it fits one datagram. */
const itemsPerMessage = 2;

export const queryHandlers: MessageHandlers = {
  'Query Catalog': sendCatalog,
  'Query DeviceInfo': (message, agent) => answer(message, agent, deviceInfo(agent)),
  'Query DeviceStatus': (message, agent) => answer(message, agent, { Result: 'OK', Online: 'ONLINE', Status: 'OK' }),
};

async function answer({ cmdType, sn }: Manscdp, agent: DeviceAgent, fields: XmlNode): Promise<void> {
  await agent.send({ kind: 'Response', cmdType, sn, fields });
}

function deviceInfo({ options: { facts, channels } }: DeviceAgent): XmlNode {
  return {
    DeviceName: facts.name,
    Result: 'OK',
    Manufacturer: facts.manufacturer,
    Model: facts.model,
    Firmware: facts.firmware,
    Channel: String(channels.length),
  };
}

async function sendCatalog({ sn }: Manscdp, agent: DeviceAgent): Promise<void> {
  const { channels } = agent.options;
  for (let at = 0; at < Math.max(1, channels.length); at += itemsPerMessage) {
    const part = channels.slice(at, at + itemsPerMessage);
    const fields = {
      SumNum: String(channels.length),
      DeviceList: { '@Num': String(part.length), Item: part.map(catalogItem) },
    };
    await agent.send({ kind: 'Response', cmdType: 'Catalog', sn, fields });
  }
}
