import { expect, it } from 'vitest';
import { RecordedClip } from '../../../../src/cli/camera/recorded-clip.ts';
import { EngineError } from '../../../../src/engine/errors.ts';
import { fakeEngine } from '../../../support/fake-engine.ts';

it('leaves no stream behind when its media cannot be sent', () => {
  const { engine, fake } = fakeEngine();
  fake.openSender = () => {
    throw new EngineError('GL_ERR_SOCKET', 'no port');
  };
  const files = { video: { path: 'a.h264', codec: 'H264', framesPerSecond: 25 } } as const;
  const request = {
    channelId: '34020000001310000001',
    transport: 'udp',
    remote: { address: '127.0.0.1', port: 9712 },
    ssrc: '0000000001',
    payloadType: 96,
    startMs: 0,
    endMs: 1000,
    scale: 1,
    onEnd: () => {},
  } as const;
  expect(() => new RecordedClip(engine, 'record-1', files, request)).toThrow('no port');
  expect(fake.list('stream')).toEqual([]);
});
