import type { paths } from '../../http/api.d.ts';

/** The JSON of a GET that succeeded. */
type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Device = Answer<'/api/v1/devices'>['items'][number];
export type Channel = Answer<'/api/v1/channels'>['items'][number];
export type Stream = Answer<'/api/v1/streams'>[number];
export type StreamDetails = Answer<'/api/v1/stream'>;
export type Track = Stream['tracks'][number];
export type Viewer = Answer<'/api/v1/viewers'>[number];
export type Server = Answer<'/api/v1/server'>;
export type ApiKey = Answer<'/api/v1/keys'>[number];
export type Broadcast = Answer<'/api/v1/broadcasts/{id}'>;
export type SoundSession = Broadcast['sessions'][number];
export type Snapshot = Answer<'/api/v1/snapshots'>['items'][number];
export type Alarm = Answer<'/api/v1/alarms'>['items'][number];
export type Subscription = Answer<'/api/v1/devices/{deviceId}/subscriptions'>[number];
export type FoundRecord = Answer<'/api/v1/records/searches/{id}'>['records'][number];
export type Playback = Answer<'/api/v1/playbacks/{id}'>;
export type Download = Answer<'/api/v1/downloads/{id}'>;
export type Explanation = NonNullable<Answer<'/api/v1/devices/{deviceId}/channels/{channelId}/explanation'>>;
