// REST to messages and back: each request brings the very message to a socket that plays the device.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestPlatform } from '../support/platform.ts';
import { declaredCharset, type Golden, golden, goldens, headerOf } from './goldens.ts';
import { deviceId, RawDevice, withoutSn, withSn } from './raw-device.ts';
import { call, search } from './rest.ts';
import { type Cell, cells, type Edition, editions, type Row, titled } from './rows.ts';

const cellsOf = (edition: Edition, section: Row['section']): [string, Cell][] =>
  cells
    .filter((cell) => cell.aspect === 'REST' && cell.edition === edition && cell.row.section === section)
    .map(titled);

/** Of the row, or that the platform refuses to ask for it. */
const isKnown = ({ row, edition }: Cell) => row.editions.includes(edition);

let platform: TestPlatform;
let device: RawDevice;

describe.each(editions)('of %s', (edition) => {
  beforeAll(async () => {
    platform = await TestPlatform.start();
    device = await RawDevice.register(platform, edition);
  });
  afterAll(async () => {
    device.close();
    await platform.stop();
  });
  beforeEach(() => void device.forget());

  it.each(cellsOf(edition, 'control'))('%s', async (_, cell) => {
    const command = cell.row.name === 'ExtraInfo' ? 'TeleBoot' : cell.row.name;
    if (!isKnown(cell)) return refused('POST', `control/${command}`, golden(cell.row, '2022', 'request').says);
    const { request, response } = parts(cell);
    const told = await exchange('POST', about(request!, `control/${command}`), request!, response, request!.says);
    expect(told).toEqual(response?.says ?? {});
  });

  it.each(cellsOf(edition, 'config'))('%s', async (_, cell) => {
    const path = `config/${cell.row.name}`;
    if (!isKnown(cell)) {
      await refused('PUT', path, golden(cell.row, '2022', 'request').says);
      return refused('GET', path);
    }
    const { request, response, query, answer } = parts(cell);
    if (request) {
      const told = await exchange('PUT', about(request, path), request, response, request.says);
      expect(told).toEqual(response!.says);
    } else await refused('PUT', path, sectionOf(answer!.says));
    expect(await exchange('GET', about(query!, path), query!, answer)).toEqual(answer!.says);
  });

  it.each(cellsOf(edition, 'query').filter(([, { row }]) => row.name !== 'MobilePosition'))('%s', async (_, cell) => {
    const path = `query/${cell.row.name}`;
    if (!isKnown(cell)) return refused('GET', path + search(golden(cell.row, '2022', 'query').says));
    const { query, response } = parts(cell);
    expect(await exchange('GET', about(query!, path) + search(query!.says), query!, response)).toEqual(response!.says);
  });

  it(`[query MobilePosition ${edition} REST]`, async () => {
    const query = golden({ section: 'query', name: 'MobilePosition', editions }, edition, 'query');
    const notify = golden({ section: 'notify', name: 'MobilePosition', editions }, edition, 'notify');
    expect(await exchange('GET', about(query, 'query/MobilePosition') + search(query.says), query, notify)).toEqual(
      notify.says,
    );
  });

  it.each(cellsOf(edition, 'item'))('%s', async (_, { row }) => {
    const response = golden(row, edition, 'response');
    const told = call(platform, 'GET', `/devices/${deviceId}/channels/${deviceId}/query/Catalog`);
    const { sn } = await device.next({ kind: 'Query', cmdType: 'Catalog' });
    await device.message(withSn(response.wire, sn));
    expect((await told).body).toEqual(response.says);
  });
});

/** A request of REST, the message that it must bring, and what the device answers; gives what REST tells. */
async function exchange(
  method: string,
  path: string,
  sent: Golden,
  answer: Golden | undefined,
  body?: unknown,
): Promise<unknown> {
  const { kind, cmdType } = headerOf(sent.wire);
  const told = call(platform, method, path, body);
  const early = told.then((answered) => Promise.reject(new Error(`nothing was sent: ${JSON.stringify(answered)}`)));
  const message = await Promise.race([device.next({ kind, cmdType }), early]);
  expect(withoutSn(message.body)).toBe(withoutSn(sent.wire));
  expect(declaredCharset(message.body)).toBe(declaredCharset(sent.wire));
  if (answer) expect(await device.message(withSn(answer.wire, message.sn))).toBe(200);
  const answered = await told;
  if (answered.status !== 200) throw new Error(JSON.stringify(answered));
  return answered.body;
}

/** The device cannot know it: REST says so, and nothing goes out. */
async function refused(method: string, path: string, body?: unknown): Promise<void> {
  const answered = await call(platform, method, `/devices/${deviceId}/channels/${deviceId}/${path}`, body);
  expect(answered).toMatchObject({ status: 409, body: { code: expect.stringMatching(/^edition-too-/) } });
  expect(device.forget()).toEqual([]);
}

function about({ wire }: Golden, command: string): string {
  return `/devices/${deviceId}/channels/${headerOf(wire).deviceId}/${command}`;
}

function parts({ row, edition }: Cell): Record<string, Golden | undefined> {
  return Object.fromEntries(goldens(row, edition).map((one) => [one.part, one]));
}

function sectionOf(says: unknown): unknown {
  return Object.fromEntries(Object.entries(says as object).filter(([name]) => name !== 'Result'));
}
