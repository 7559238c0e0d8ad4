import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How an announcement is coded, by the end of its name. */
export const announcementCodecs = { wav: 'WAV', pcma: 'PCMA', pcmu: 'PCMU' } as const;
export type AnnouncementCodec = (typeof announcementCodecs)[keyof typeof announcementCodecs];
/** No dot at the beginning, no slash: such a name is a file in our folder and nothing else. */
export const announcementName = '^[A-Za-z0-9_\\u4e00-\\u9fff-][A-Za-z0-9_.\\u4e00-\\u9fff-]{0,63}\\.(wav|pcma|pcmu)$';

export interface Announcement {
  name: string;
  codec: AnnouncementCodec;
  bytes: number;
  /** Epoch milliseconds. */
  changedAt: number;
}

export const kMaxAnnouncements = 200;
const pattern = new RegExp(announcementName, 'u');
/** What is being written: no name of an announcement. */
const partPattern = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sound files for announcements, in a folder of their own. */
export class AnnouncementFiles {
  readonly #folder: string;
  /** One is written after the other, so that there are never too many. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Removes what a killed process was writing; before anything is put. */
  async start(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const parts = names.filter((name) => partPattern.test(name));
    await Promise.all(parts.map((name) => rm(this.path(name), { force: true })));
  }

  async list(): Promise<Announcement[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(names.map((name) => this.get(name)));
    return found.filter((one) => one !== undefined).sort((a, b) => a.name.localeCompare(b.name));
  }

  async get(name: string): Promise<Announcement | undefined> {
    const codec = announcementCodec(name);
    if (!codec) return undefined;
    const file = await stat(this.path(name)).catch(() => undefined);
    return file?.isFile() ? { name, codec, bytes: file.size, changedAt: Math.round(file.mtimeMs) } : undefined;
  }

  /** Where the engine finds it; the name has been found to be one. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /**
   * Writes it whole or not at all, if `check` takes the file that it is written to first; what that throws is thrown.
   * False when there are as many as there may be.
   */
  put(name: string, content: Buffer, check: (path: string) => void): Promise<boolean> {
    const put = this.#turn.then(() => this.#put(name, content, check));
    this.#turn = put.catch(() => {});
    return put;
  }

  /** False when there was none. */
  async remove(name: string): Promise<boolean> {
    if (!(await this.get(name))) return false;
    await rm(this.path(name), { force: true });
    return true;
  }

  async #put(name: string, content: Buffer, check: (path: string) => void): Promise<boolean> {
    await mkdir(this.#folder, { recursive: true });
    const others = (await this.list()).filter((one) => one.name !== name);
    if (others.length >= kMaxAnnouncements) return false;
    const part = join(this.#folder, `.${randomUUID()}`);
    try {
      await writeFile(part, content);
      check(part);
      await rename(part, this.path(name));
    } finally {
      await rm(part, { force: true });
    }
    return true;
  }
}

/** Undefined for a name that no announcement may have. */
export function announcementCodec(name: string): AnnouncementCodec | undefined {
  const [, suffix] = pattern.exec(name) ?? [];
  return suffix ? announcementCodecs[suffix as keyof typeof announcementCodecs] : undefined;
}
