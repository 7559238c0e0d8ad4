import type { PlayerKind } from '../player/player-kind.ts';

/**
 * The WebSocket address of a signed play URL, on the way on which the console itself was reached: a proxy in front may
 * speak TLS or have another name than the server knows. Sound comes as FLAC, which browsers decode and by which
 * G.711 cameras lose nothing.
 */
export function playAddress(signed: { wsFlv: string; wsMp4: string }, kind: PlayerKind, pageBase: string): string {
  const given = kind === 'flv' ? signed.wsFlv : signed.wsMp4;
  const { pathname, searchParams } = new URL(given);
  const address = new URL(`.${pathname.slice(pathname.indexOf('/live/'))}`, pageBase);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  searchParams.set('audio', 'flac');
  address.search = searchParams.toString();
  return address.href;
}

/** A channel's stream is named {deviceId}/{channelId}; undefined for a stream without SIP. */
export function channelOf(stream: string): { deviceId: string; channelId: string } | undefined {
  const match = /^(\d{20})\/(\d{20})$/.exec(stream);
  return match ? { deviceId: match[1] as string, channelId: match[2] as string } : undefined;
}
