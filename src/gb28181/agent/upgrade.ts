// A new firmware: fetched, "installed" by a restart, and told. GB/T 28181-2022 §9.13.
import type { controls, Fields } from '../codec/command-set/index.ts';
import type { DeviceAgent } from './device-agent.ts';

export type UpgradeOrder = Fields<(typeof controls)['DeviceUpgrade']['request']>['DeviceUpgrade'];

export const kMaxFirmwareBytes = 256 * 1024 * 1024;
const kFetchTimeoutMs = 60_000;

/** GB/T 28181-2022 annex A.2.5.10. */
type Failure = '01' | '02' | '03';

class UpgradeFailed extends Error {
  readonly reason: Failure;
  constructor(reason: Failure, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** To be called when none is under way. Rejects when the result could not be told. */
export async function upgrade(order: UpgradeOrder, agent: DeviceAgent): Promise<void> {
  agent.state.upgrading = true;
  try {
    await install(order, agent);
  } finally {
    agent.state.upgrading = false;
  }
}

async function install({ Firmware, FileURL, SessionID }: UpgradeOrder, agent: DeviceAgent): Promise<void> {
  try {
    await fetchFirmware(FileURL);
  } catch (error) {
    const reason = error instanceof UpgradeFailed ? error.reason : '03';
    agent.options.log.warn({ reason: (error as Error).message }, 'firmware not fetched');
    const { firmware: Firmware } = agent.state;
    const told = { SessionID, UpgradeResult: 'ERROR', Firmware, UpgradeFailedReason: reason } as const;
    await agent.tell('DeviceUpgradeResult', told);
    return;
  }
  agent.state.firmware = Firmware;
  await agent.restart();
  await agent.tell('DeviceUpgradeResult', { SessionID, UpgradeResult: 'OK', Firmware });
}

/** Reads the file to its end and keeps nothing of it. */
async function fetchFirmware(url: string): Promise<void> {
  if (!/^https?:/i.test(url)) throw new UpgradeFailed('03', 'FileURL is neither http nor https');
  const response = await fetch(url, { signal: AbortSignal.timeout(kFetchTimeoutMs) });
  if (!response.ok || !response.body) throw new UpgradeFailed('03', `FileURL answered ${response.status}`);
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > kMaxFirmwareBytes) throw new UpgradeFailed('02', 'the file is too large');
  }
  if (bytes === 0) throw new UpgradeFailed('01', 'the file is empty');
}
