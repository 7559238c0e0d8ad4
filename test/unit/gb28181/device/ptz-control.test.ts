import { expect, it } from 'vitest';
import { decodePtz, type PtzCommand } from '../../../../src/gb28181/codec/ptz.ts';
import { PtzControl } from '../../../../src/gb28181/device/ptz-control.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const still: PtzCommand = { kind: 'move', pan: 0, tilt: 0, zoom: 0, panSpeed: 0, tiltSpeed: 0, zoomSpeed: 0 };
const left: PtzCommand = { ...still, pan: -1, panSpeed: 9 };
const preset: PtzCommand = { kind: 'preset', action: 'call', preset: 1 };

/** A device whose answers the test gives, one for each command, in any order. */
function world() {
  const sent: PtzCommand[] = [];
  const answers: (() => void)[] = [];
  const clock = new FakeClock();
  const control = async (_device: string, _channel: string, _name: string, fields: unknown) => {
    sent.push(decodePtz((fields as { PTZCmd: string }).PTZCmd));
    await new Promise<void>((resolve) => answers.push(resolve));
    return {};
  };
  const ptz = new PtzControl({ commands: { control }, clock, onError: () => {} });
  const send = (command: PtzCommand) => ptz.send('d', 'c', command, { durationMs: 1000 });
  return { sent, answers, clock, send };
}

it('sends a stop again when the movement before it was unanswered: it may have arrived behind the stop', async () => {
  const { sent, answers, send } = world();
  const moved = send(left);
  void send(still);
  answers[1]!();
  answers[0]!();
  await moved;
  expect(sent).toEqual([left, still, still]);
});

it('does so too when time stopped it, and for each movement that was unanswered', async () => {
  const { sent, answers, clock, send } = world();
  const moved = [send(left), send(left)];
  clock.advance(1000);
  expect(sent).toEqual([left, left, still]);
  for (const answer of answers) answer();
  await Promise.all(moved);
  expect(sent).toEqual([left, left, still, still, still]);
});

it('sends one stop behind an answered movement, and none behind what another command began', async () => {
  const { sent, answers, clock, send } = world();
  const moved = send(left);
  answers[0]!();
  await moved;
  void send(still);
  const again = send(left);
  void send(preset);
  answers[2]!();
  await again;
  clock.advance(60_000);
  expect(sent).toEqual([left, still, left, preset]);
});
