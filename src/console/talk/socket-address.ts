/**
 * A WebSocket URL of the server, on the way on which the console itself was reached: a proxy in front may speak TLS or
 * have another name than the server knows.
 */
export function socketAddress(given: string, pageBase: string): string {
  const { pathname, search } = new URL(given);
  const address = new URL(`.${pathname.slice(pathname.lastIndexOf('/microphone/'))}${search}`, pageBase);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

/** "device/channel,device/channel", as in the address of the page. */
export function targetsIn(text: unknown): { deviceId: string; channelId: string }[] {
  if (typeof text !== 'string') return [];
  return text
    .split(',')
    .map((one) => one.split('/'))
    .filter((parts) => parts.length === 2 && parts.every((part) => part !== ''))
    .map(([deviceId, channelId]) => ({ deviceId: deviceId as string, channelId: channelId as string }));
}
