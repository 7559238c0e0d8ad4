import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { HttpContext } from './context.ts';

/** Everything that counts, pulled at the time of asking; nothing is kept twice. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #context: HttpContext;
  readonly #gauges = new Map<string, Gauge<string>>();

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
    for (const [name, value] of Object.entries(now)) this.#set(`engine_${name}`, value, 'Now in use.');
    for (const [name, value] of Object.entries(totals)) this.#set(`media_${name}_total`, value, 'Since the start.');
    this.#setAll('sip', sipStats() as unknown as Record<string, unknown>);
    this.#setAll('gb28181', gb28181.stats() as unknown as Record<string, unknown>);
    return this.#registry.metrics();
  }

  /** Numbers become gauges; a record of numbers becomes one gauge with a label. */
  #setAll(prefix: string, stats: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(stats)) {
      if (typeof value === 'number') this.#set(`${prefix}_${name}`, value, 'Since the start, or now for states.');
      else if (value !== null && typeof value === 'object') {
        for (const [kind, count] of Object.entries(value as Record<string, unknown>))
          if (typeof count === 'number') this.#set(`${prefix}_${name}`, count, 'By kind.', kind);
      }
    }
  }

  #set(name: string, value: number, help: string, kind?: string): void {
    const full = `guanlan_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    let gauge = this.#gauges.get(full);
    if (!gauge) {
      gauge = new Gauge({
        name: full,
        help,
        registers: [this.#registry],
        labelNames: kind === undefined ? [] : ['kind'],
      });
      this.#gauges.set(full, gauge);
    }
    if (kind === undefined) gauge.set(value);
    else gauge.set({ kind }, value);
  }
}
