import { randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import type { Guest } from "../rooms/deps.ts";

const AUDIENCE = "guest";
const LIFETIME_S = 7 * 24 * 3600;
/** No token of ours is valid for longer. */
export const TOKEN_LIFETIME_MS = LIFETIME_S * 1000;
const CLAIMS = ["sub", "exp"];

export interface GuestToken {
  readonly id: string;
  readonly token: string;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** Issues and checks the signed identity of guests: two random ids and an expiry, no other claim. */
export interface Guests {
  /** A token for `known`, whom a still valid token is about, or for a new guest. */
  issue(known?: Partial<Guest>): Promise<GuestToken>;
  /** Who a valid token of ours is about, revoked or not; undefined for any other. */
  verify(token: string): Promise<Guest | undefined>;
}

/** @param secret signs the tokens (HS256, RFC 7518); at least 32 characters */
export function guests(secret: string, now: () => number = Date.now): Guests {
  const key = new TextEncoder().encode(secret);
  return {
    async issue({ id = randomUUID(), device = id } = {}) {
      const expires = Math.floor(now() / 1000) + LIFETIME_S;
      const token = await new SignJWT({ device })
        .setProtectedHeader({ alg: "HS256" })
        .setSubject(id)
        .setAudience(AUDIENCE)
        .setExpirationTime(expires)
        .sign(key);
      return { id, token, expiresAt: expires * 1000 };
    },
    async verify(token) {
      try {
        const currentDate = new Date(now());
        const checks = { audience: AUDIENCE, algorithms: ["HS256"], requiredClaims: CLAIMS };
        const { payload } = await jwtVerify(token, key, { ...checks, currentDate });
        const { sub, device = sub } = payload as { sub: string; device?: string };
        return { id: sub, device };
      } catch {
        return undefined;
      }
    },
  };
}
