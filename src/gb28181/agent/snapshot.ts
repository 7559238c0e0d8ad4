// Pictures that the platform orders: taken one after the other, uploaded by HTTP, told when all are. GB/T 28181-2022 §9.14.
import type { DeviceAgent } from './device-agent.ts';
import { kBeijingOffsetMs } from './state/camera-time.ts';
import type { Section } from './state/configuration.ts';

const kUploadTimeoutMs = 10_000;
const pictureCode = '02';

/** Resolves when the end was told, or the camera lost its power meanwhile. Rejects SipError when it cannot be told. */
export async function takeSnapshots(
  { SnapNum, Interval, UploadURL, SessionID }: Section<'SnapShotConfig'>,
  channelId: string,
  agent: DeviceAgent,
): Promise<void> {
  const { clock, log } = agent.options;
  const { boots } = agent.state;
  const files: string[] = [];
  for (let i = 0; i < SnapNum; i++) {
    if (i > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, Interval * 1000));
    if (agent.state.boots !== boots) return;
    const file = fileId(channelId, clock.now(), i + 1);
    try {
      await upload(UploadURL, file, agent);
      files.push(file);
    } catch (error) {
      log.warn({ file, reason: (error as Error).message }, 'picture not uploaded');
    }
  }
  await agent.tell('UploadSnapShotFinished', { SessionID, SnapShotList: files }, channelId);
}

/** GB/T 28181-2022 annex A.2.5.7: ID of the channel, 02, local time to the millisecond, two digits that count. */
export function fileId(channelId: string, ms: number, count: number): string {
  const time = new Date(ms + kBeijingOffsetMs).toISOString().replaceAll(/\D/g, '').slice(0, 17);
  return `${channelId}${pictureCode}${time}${String(count).padStart(2, '0')}`;
}

async function upload(url: string, file: string, { options: { takePicture } }: DeviceAgent): Promise<void> {
  if (!takePicture) throw new Error('this camera takes no pictures');
  if (!/^https?:/i.test(url)) throw new Error('UploadURL is neither http nor https');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', 'content-disposition': `attachment; filename="${file}.jpg"` },
    body: new Uint8Array(await takePicture()),
    signal: AbortSignal.timeout(kUploadTimeoutMs),
  });
  if (!response.ok) throw new Error(`UploadURL answered ${response.status}`);
}
