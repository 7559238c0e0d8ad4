// Whatever a device and the network do in whatever order, a live session ends with everything given back.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Dialog } from '../../../src/sip/index.ts';
import { PlayError, type RunningSource } from '../../../src/streams/source-provider.ts';
import { cameraId, channelIds, Site, type TestDevice, until } from '../../unit/gb28181/site.ts';

const stream = `${cameraId}/${channelIds[0]}`;
let site: Site;
let camera: TestDevice;

beforeAll(async () => {
  site = await Site.open();
  camera = await site.registered();
});
afterAll(() => site.close());

const answers = {
  accept: () => {},
  ownSsrc: () => ({ ssrc: '0200009999' }),
  noSsrc: () => ({ ssrc: undefined }),
  port0: () => ({ port: 0 }),
  otherProtocol: () => ({ tcp: true }),
} as const;
const refusals = [400, 404, 486, 488, 500, 603];
const events = ['packet', 'picture', 'silence', 'rtcpBye', 'connection', 'deviceBye', 'stop', 'streamClosed'] as const;

const scenario = fc.record({
  transport: fc.constantFrom('udp' as const, 'tcp-passive' as const, 'tcp-active' as const),
  rings: fc.boolean(),
  abort: fc.constantFrom('never' as const, 'before the answer' as const, 'after the answer' as const),
  answer: fc.oneof(
    fc.constantFrom(...(Object.keys(answers) as (keyof typeof answers)[])),
    fc.constantFrom(...refusals),
  ),
  events: fc.array(fc.constantFrom(...events), { maxLength: 6 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function happen(
  event: (typeof events)[number],
  source: RunningSource,
  dialog: Dialog | undefined,
): Promise<void> | void {
  const receiver = site.fake.list('receiver')[0]?.handle;
  const engineStream = site.fake.list('stream')[0]?.handle;
  if (event === 'stop') return source.stop('the test');
  if (event === 'deviceBye') return dialog?.bye();
  if (event === 'streamClosed') return source.stream.close();
  if (engineStream !== undefined && event === 'picture') return site.fake.makeReady(engineStream);
  if (receiver === undefined) return;
  if (event === 'packet') site.fake.startReceiver(receiver);
  if (event === 'silence') site.fake.silence(receiver);
  if (event === 'rtcpBye') site.fake.bye(receiver);
  if (event === 'connection') site.fake.fail(receiver, 'GL_ERR_PEER_CLOSED');
}

async function play({ transport, rings, abort, answer, events: order }: Scenario): Promise<void> {
  await site.gb28181.updateSettings(cameraId, { mediaTransport: transport });
  const controller = new AbortController();
  const started = site.gb28181.live.start(stream, controller.signal)!;
  started.catch(() => {});
  const { incoming } = await camera.invited();
  const gone = new PlayError(503, 'stopped', 'nobody waits');
  if (rings) incoming.respond(180);
  if (abort === 'before the answer') controller.abort(gone);
  let dialog: Dialog | undefined;
  if (incoming.cancelled) expect(abort).toBe('before the answer');
  else if (typeof answer === 'number') incoming.respond(answer);
  else dialog = camera.accept(incoming, answers[answer]() ?? {});
  if (abort === 'after the answer') controller.abort(gone);
  const source = await started.catch((error) => {
    expect(error).toBeInstanceOf(PlayError);
    return undefined;
  });
  for (const event of order) if (source) await happen(event, source, dialog);
  await source?.stop('the end');
  await until('the end of the session', () => site.gb28181.stats().sessions === 0);
  expect(site.fake.list('stream')).toEqual([]);
  expect(site.fake.list('receiver')).toEqual([]);
  if (dialog) await until('the end of the call', () => dialog.state === 'terminated');
}

it('gives everything back', async () => {
  await fc.assert(fc.asyncProperty(scenario, play), { numRuns: 300 });
  for (const { endpoint } of [site, camera])
    await until('the last call to be forgotten', () => endpoint.stats().dialogs === 0);
}, 120_000);
