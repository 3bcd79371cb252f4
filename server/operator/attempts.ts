import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

export const ATTEMPTS_PER_ADDRESS = 5;
/** As many times what one address has. */
const ADDRESSES = 10;
export const ATTEMPTS_OVERALL = ATTEMPTS_PER_ADDRESS * ADDRESSES;
const WINDOW_SECONDS = 15 * 60;
const EVERYBODY = "all";

/** Failed sign-ins per address, and of everybody: an attacker may own many addresses. */
export class Attempts {
  readonly #perAddress: number;
  readonly #byAddress: RateLimiterMemory;
  readonly #overall: RateLimiterMemory;

  constructor(perAddress = ATTEMPTS_PER_ADDRESS) {
    this.#perAddress = perAddress;
    this.#byAddress = limiter(perAddress);
    this.#overall = limiter(perAddress * ADDRESSES);
  }

  /**
   * Counts an attempt before its outcome is known, as many may be under way at once.
   * @returns seconds to wait; 0 when the attempt may go on
   */
  async take(address: string): Promise<number> {
    // Asked first, so that one blocked address cannot use up what everybody shares.
    const before = await this.#byAddress.get(address);
    if (before && before.consumedPoints >= this.#perAddress && before.msBeforeNext > 0) {
      return seconds(before);
    }
    try {
      await this.#overall.consume(EVERYBODY);
      await this.#byAddress.consume(address);
      return 0;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return seconds(refused);
      throw refused;
    }
  }

  /** The attempt was no failure. */
  async forgive(address: string): Promise<void> {
    await this.#byAddress.delete(address);
    await this.#overall.reward(EVERYBODY);
  }
}

const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS });

const seconds = ({ msBeforeNext }: RateLimiterRes): number =>
  Math.max(1, Math.ceil(msBeforeNext / 1000));
