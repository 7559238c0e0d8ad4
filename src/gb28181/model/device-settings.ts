import type { DeviceSettings } from '../ports.ts';

/** Of a device of which nobody set anything; a setting that is younger than a device's record is filled in from here. */
export const defaultSettings: DeviceSettings = {
  password: null,
  mediaTransport: null,
  mediaAddress: null,
  charset: 'GB18030',
  edition: null,
  largeByTcp: null,
  soundAfterAck: true,
  resetAlarms: false,
  quirks: {},
};
