import { randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";

const AUDIENCE = "guest";
const LIFETIME_S = 7 * 24 * 3600;

export interface GuestToken {
  readonly id: string;
  readonly token: string;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** Issues and checks the signed identity of guests: a random id and an expiry, no other claim. */
export interface Guests {
  /** A token for `known`, the id of a still valid token, or for a new random id. */
  issue(known?: string): Promise<GuestToken>;
  /** The id inside a valid token of ours, or undefined. */
  verify(token: string): Promise<string | undefined>;
}

/** @param secret signs the tokens (HS256, RFC 7518); at least 32 characters */
export function guests(secret: string, now: () => number = Date.now): Guests {
  const key = new TextEncoder().encode(secret);
  return {
    async issue(known = randomUUID()) {
      const expires = Math.floor(now() / 1000) + LIFETIME_S;
      const token = await new SignJWT()
        .setProtectedHeader({ alg: "HS256" })
        .setSubject(known)
        .setAudience(AUDIENCE)
        .setExpirationTime(expires)
        .sign(key);
      return { id: known, token, expiresAt: expires * 1000 };
    },
    async verify(token) {
      try {
        const options = { audience: AUDIENCE, algorithms: ["HS256"], currentDate: new Date(now()) };
        const { payload } = await jwtVerify(token, key, options);
        return payload.sub;
      } catch {
        return undefined;
      }
    },
  };
}
