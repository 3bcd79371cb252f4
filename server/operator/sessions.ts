import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";

export interface OperatorConfig {
  readonly user: string;
  readonly password: string;
  /** At least 32 characters; sessions are signed with a key derived from it. */
  readonly secret: string;
  /** Pages are served over HTTPS: browsers then keep the cookie to that. */
  readonly secureCookie: boolean;
  /** Failed sign-ins of one address in 15 minutes; of all, ten times as many. 5 by default. */
  readonly failuresMax?: number | undefined;
}

export interface Session {
  readonly id: string;
  readonly user: string;
  /** Unix seconds. */
  readonly issuedAt: number;
}

export const SESSION_SECONDS = 12 * 3600;
/** Sessions remembered as signed out before their time. */
export const REVOKED_MAX = 100;

const AUDIENCE = "operator";
const CHECKS = {
  algorithms: ["HS256"],
  audience: AUDIENCE,
  requiredClaims: ["exp", "iat", "jti"],
};

/** Signed sessions: nothing is stored but the ids that were signed out before their time. */
export class Sessions {
  readonly #user: string;
  readonly #key: Uint8Array;
  /** Session id → when it was issued, in the order of signing out. */
  readonly #revoked = new Map<string, number>();
  #validFrom = 0;

  constructor(config: OperatorConfig) {
    this.#user = config.user;
    this.#key = operatorKey(config);
  }

  /** A token for the cookie. */
  issue(): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(this.#user)
      .setAudience(AUDIENCE)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${SESSION_SECONDS}s`)
      .sign(this.#key);
  }

  async verify(token: string | undefined): Promise<Session | undefined> {
    if (token === undefined) return undefined;
    const { jti: id, iat: issuedAt } = (await claims(token, this.#key)) ?? {};
    if (id === undefined || issuedAt === undefined) return undefined;
    if (issuedAt < this.#validFrom || this.#revoked.has(id)) return undefined;
    return { id, user: this.#user, issuedAt };
  }

  /**
   * Past REVOKED_MAX the oldest entry is forgotten; so that its token does not come back to life,
   * every session as old as it ends too.
   */
  revoke({ id, issuedAt }: Session): void {
    this.#revoked.set(id, issuedAt);
    if (this.#revoked.size <= REVOKED_MAX) return;
    for (const [oldest, at] of this.#revoked) {
      this.#revoked.delete(oldest);
      this.#validFrom = Math.max(this.#validFrom, at + 1);
      return;
    }
  }

  /** The token that a page of this session sends with every action. */
  csrf({ id }: Session): string {
    return createHmac("sha256", this.#key).update(`csrf ${id}`).digest("base64url");
  }
}

/**
 * Derived from the credentials too: a new password ends the sessions of the old one. Exported for
 * tests that forge.
 */
export function operatorKey({ secret, user, password }: OperatorConfig): Uint8Array {
  return createHmac("sha256", secret)
    .update(JSON.stringify([AUDIENCE, user, password]))
    .digest();
}

const compareKey = randomBytes(32);

/** In constant time: over hashes, as the lengths may differ. */
export function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHmac("sha256", compareKey).update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

async function claims(token: string, key: Uint8Array): Promise<JWTPayload | undefined> {
  try {
    return (await jwtVerify(token, key, CHECKS)).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
