import { expect, it } from 'vitest';
import { kSourceWindowMs, SourceRates } from '../../../../src/sip/transport/source-rates.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { requestText, startEndpoint, UdpPeer } from '../wire.ts';

it('counts each address and port by itself, and anew in each window', () => {
  const clock = new FakeClock();
  const rates = new SourceRates(clock, 2);
  const three = () => [1, 2, 3].map(() => rates.excess('10.0.0.1', 5060));
  expect(three()).toEqual([-1, 0, 1]);
  expect([rates.excess('10.0.0.1', 5061), rates.excess('10.0.0.2', 5060)]).toEqual([-1, -1]);
  clock.advance(kSourceWindowMs - 1);
  expect(rates.excess('10.0.0.1', 5060)).toBe(2);
  clock.advance(1);
  expect(three()).toEqual([-1, 0, 1]);
});

it('begins anew when the wall clock is set back', () => {
  const clock = new FakeClock();
  const rates = new SourceRates(clock, 1);
  rates.excess('10.0.0.1', 5060);
  clock.jump(-86_400_000);
  expect(rates.excess('10.0.0.1', 5060)).toBe(0);
});

it('counts no more sources than it has room for, and shuts none out that it has no room for', () => {
  const rates = new SourceRates(new FakeClock(), 1);
  for (let i = 0; i < 65_536; i++) rates.excess(`10.0.${i >> 8}.${i & 255}`, 5060);
  for (let i = 0; i < 3; i++) expect(rates.excess('10.1.0.0', 5060)).toBe(0);
  expect(rates.excess('10.0.0.0', 5060)).toBe(1);
});

it('a source that floods is not read, others are, and it is read again later', async () => {
  const clock = new FakeClock();
  const sip = await startEndpoint(clock, { limits: { maxDatagramsPerSource: 20 } });
  const [flood, other] = [await UdpPeer.open(sip.port), await UdpPeer.open(sip.port)];
  try {
    let read = 0;
    sip.use((incoming) => incoming.request.callId.startsWith('flood') && ++read > 0 && incoming.respond(200));
    for (let i = 0; i < 50; i++) flood.send(requestText({ callId: `flood${i}`, branch: `z9hG4bKf${i}` }));
    other.send(requestText({ callId: 'other', branch: 'z9hG4bKo' }));
    await other.nextResponse(200);
    for (let i = 0; i < 20; i++) await flood.nextResponse(200);
    expect([read, sip.stats().refused]).toEqual([20, { 'datagrams-per-source': 30 }]);
    clock.advance(kSourceWindowMs);
    flood.send(requestText({ callId: 'flood again', branch: 'z9hG4bKagain' }));
    await flood.nextResponse(200);
  } finally {
    flood.close();
    other.close();
    await sip.stop(0);
  }
});
