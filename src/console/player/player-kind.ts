/** FLV through mpegts.js, or fragmented MP4 into Media Source Extensions. */
export type PlayerKind = 'flv' | 'mp4';
