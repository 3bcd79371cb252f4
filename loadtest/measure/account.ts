import {
  COUNTERS,
  type Counters,
  DISTRIBUTIONS,
  type DistributionId,
  type Distributions,
  type GeneratorFigures,
  zeroCounters,
} from "../figures.ts";
import type { Slice } from "../protocol.ts";
import { Blend } from "./blend.ts";
import { Timings } from "./timings.ts";

/** One worker process over some time. */
interface WorkerSum {
  readonly eventLoop: Blend;
  ms: number;
  busyMs: number;
  cpuMs: number;
}

/** What all workers measured over some time, with whole distributions. */
export class Account {
  readonly counters: Counters = zeroCounters();
  clientMs = 0;
  /** In ms since the epoch: the end of what was told so far. */
  to = 0;
  readonly #timings = new Map<DistributionId, Timings>();
  readonly #workers = new Map<number, WorkerSum>();

  add(worker: number, slice: Slice): void {
    for (const id of COUNTERS) this.counters[id] += slice.counters[id] ?? 0;
    for (const id of DISTRIBUTIONS) {
      const sparse = slice.distributions[id];
      if (sparse !== undefined && sparse.length > 0) this.#timing(id).add(sparse);
    }
    this.clientMs += slice.clientMs;
    this.to = Math.max(this.to, slice.to);
    this.#addWorker(worker, slice);
  }

  get distributions(): Distributions {
    const read = (id: DistributionId) => this.#timings.get(id)?.percentiles ?? null;
    return Object.fromEntries(DISTRIBUTIONS.map((id) => [id, read(id)])) as Distributions;
  }

  /** How late and how busy the worst worker was, and what all cost together. */
  get generator(): GeneratorFigures {
    const workers = [...this.#workers.values()].filter(({ ms }) => ms > 0);
    const loops = workers.map(({ eventLoop }) => eventLoop.figures);
    const worst = (values: readonly number[]) => Math.max(0, ...values);
    return {
      eventLoopMs: {
        p50: worst(loops.map(({ p50 }) => p50)),
        p99: worst(loops.map(({ p99 }) => p99)),
        max: worst(loops.map(({ max }) => max)),
      },
      utilisation: worst(workers.map(({ busyMs, ms }) => busyMs / ms)),
      cores: workers.reduce((sum, { cpuMs, ms }) => sum + cpuMs / ms, 0),
    };
  }

  #timing(id: DistributionId): Timings {
    const timings = this.#timings.get(id) ?? new Timings();
    this.#timings.set(id, timings);
    return timings;
  }

  #addWorker(worker: number, { from, to, generator }: Slice): void {
    const sum = this.#workers.get(worker) ?? { eventLoop: new Blend(), ms: 0, busyMs: 0, cpuMs: 0 };
    this.#workers.set(worker, sum);
    const ms = to - from;
    sum.eventLoop.add(generator.eventLoopMs, ms);
    sum.ms += ms;
    sum.busyMs += generator.utilisation * ms;
    sum.cpuMs += generator.cpuMs;
  }
}
