import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';

/** What a measured process answers, by name. Arguments and results go over Node's IPC channel as JSON. */
export type Calls = Record<string, (argument: never) => unknown>;

interface Question {
  id: number;
  name: string;
  argument: unknown;
}

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

const callTimeoutMs = 60_000;

/** In the child: answers until the parent is gone. */
export function answerCalls(calls: Calls): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ id, name, argument }: Question) => {
    const answer = (await call(calls, name, argument)) as Omit<Answer, 'id'>;
    process.send?.({ id, ...answer });
  });
}

async function call(calls: Calls, name: string, argument: unknown): Promise<Omit<Answer, 'id'>> {
  try {
    return { result: await calls[name]!(argument as never) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** In the parent: a process of its own, so that its CPU time is its own. */
export class MeasuredProcess<C extends Calls> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  /** `name`: of the module beside this one, compiled or not. */
  constructor(name: string) {
    this.#child = fork(join(import.meta.dirname, `${name}${extname(import.meta.filename)}`), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child.on('message', ({ id, result, error }: Answer) => {
      const waiting = this.#waiting.get(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    this.#child.on('exit', (code, signal) => this.#fail(new Error(`${name} ended early (${signal ?? code}).`)));
    this.#child.on('error', (error) => this.#fail(error));
  }

  async call<N extends keyof C & string>(name: N, argument?: Parameters<C[N]>[0]): Promise<Awaited<ReturnType<C[N]>>> {
    const id = ++this.#lastId;
    const timeout = setTimeout(() => this.#reject(id, new Error(`${name} took more than a minute.`)), callTimeoutMs);
    try {
      return await new Promise<Awaited<ReturnType<C[N]>>>((resolve, reject) => {
        this.#waiting.set(id, { resolve: (result) => resolve(result as Awaited<ReturnType<C[N]>>), reject });
        this.#child.send({ id, name, argument } satisfies Question, (error) => error && this.#reject(id, error));
      });
    } finally {
      clearTimeout(timeout);
      this.#waiting.delete(id);
    }
  }

  end(): void {
    this.#child.removeAllListeners('exit');
    this.#child.kill('SIGKILL');
  }

  #reject(id: number, error: Error): void {
    this.#waiting.get(id)?.reject(error);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
