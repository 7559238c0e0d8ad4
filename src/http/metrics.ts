import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { HttpContext } from './context.ts';

/** What may go down again; everything else only grows. */
const states = new Set([
  'transactions',
  'dialogs',
  'subscriptions',
  'connections',
  'devices',
  'devicesOnline',
  'sessions',
]);

/** Everything that counts, pulled at the time of asking; nothing is kept twice. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #context: HttpContext;
  readonly #gauges = new Map<string, Gauge<string>>();
  readonly #counters = new Map<string, Counter<string>>();

  constructor(context: HttpContext) {
    this.#context = context;
    collectDefaultMetrics({ register: this.#registry, prefix: 'guanlan_' });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    const { engine, gb28181, sipStats } = this.#context;
    const { totals, ...now } = engine.stats();
    for (const [name, value] of Object.entries(now)) this.#gauge(`engine_${name}`, value);
    for (const [name, value] of Object.entries(totals)) this.#counter(`media_${name}`, value);
    this.#publish('sip', sipStats());
    this.#publish('gb28181', gb28181.stats());
    return this.#registry.metrics();
  }

  /** A number becomes one value; a record of numbers becomes one with the label `kind`. */
  #publish(prefix: string, stats: object): void {
    for (const [name, value] of Object.entries(stats) as [string, unknown][]) {
      const set = (count: number, kind?: string) =>
        states.has(name)
          ? this.#gauge(`${prefix}_${name}`, count, kind)
          : this.#counter(`${prefix}_${name}`, count, kind);
      if (typeof value === 'number') set(value);
      else for (const [kind, count] of Object.entries(value as Record<string, number>)) set(count, kind);
    }
  }

  #gauge(name: string, value: number, kind?: string): void {
    const full = metricName(name);
    let gauge = this.#gauges.get(full);
    if (!gauge) {
      gauge = new Gauge({ name: full, help: 'Now.', registers: [this.#registry], labelNames: labels(kind) });
      this.#gauges.set(full, gauge);
    }
    gauge.set(kind === undefined ? {} : { kind }, value);
  }

  /** The total is kept elsewhere; the registry gets what was added since it was asked last. */
  #counter(name: string, total: number, kind?: string): void {
    const full = `${metricName(name)}_total`;
    let counter = this.#counters.get(full);
    if (!counter) {
      counter = new Counter({
        name: full,
        help: 'Since the start.',
        registers: [this.#registry],
        labelNames: labels(kind),
      });
      this.#counters.set(full, counter);
    }
    if (kind === undefined) counter.reset();
    else counter.remove({ kind });
    counter.inc(kind === undefined ? {} : { kind }, total);
  }
}

function labels(kind: string | undefined): string[] {
  return kind === undefined ? [] : ['kind'];
}

function metricName(name: string): string {
  return `guanlan_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}
