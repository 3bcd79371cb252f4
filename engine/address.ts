import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4 } from "node:net";

/** Which proxies in front of this server are believed when they say for whom they ask. */
export interface Trust {
  /** Proxies in a row, whatever their addresses. */
  readonly hops: number;
  /** Proxies by address. */
  readonly proxies: BlockList;
}

const HOPS_MAX = 9;

/** A connection is what it is: nobody's word counts. */
export const trustNobody = (): Trust => ({ hops: 0, proxies: new BlockList() });

/**
 * @param text a number of hops, or addresses and networks: "10.0.0.0/8, ::1"
 * @returns undefined where it is neither
 */
export function readTrust(text: string): Trust | undefined {
  const trust = trustNobody();
  const hops = Number(text);
  if (/^\d+$/.test(text)) return hops <= HOPS_MAX ? { ...trust, hops } : undefined;
  for (const part of text.split(",")) if (!addNetwork(trust.proxies, part.trim())) return undefined;
  return trust;
}

function addNetwork(list: BlockList, text: string): boolean {
  const [address = "", bits] = text.split("/");
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  if (bits === undefined) {
    list.addAddress(address, kind);
    return true;
  }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  list.addSubnet(address, Number(bits), kind);
  return true;
}

/** Who is at the other end of a request, through the proxies that are trusted and no others. */
export class Forwarding {
  readonly #trust: Trust;
  readonly #known = new WeakMap<IncomingMessage, string>();
  readonly #secure = new WeakMap<IncomingMessage, boolean>();

  constructor(trust: Trust = trustNobody()) {
    this.#trust = trust;
  }

  /** The address that meters and logs use. The same for one request, whatever its headers become. */
  clientAddress(request: IncomingMessage): string {
    const known = this.#known.get(request);
    if (known !== undefined) return known;
    const address = this.#follow(request);
    this.#known.set(request, address);
    return address;
  }

  /** Did the client come by TLS? */
  isSecure(request: IncomingMessage): boolean {
    const known = this.#secure.get(request);
    if (known !== undefined) return known;
    const socket = request.socket as { encrypted?: boolean };
    const secure =
      socket.encrypted === true ||
      (this.#trusts(peer(request), 0) &&
        list(request.headers["x-forwarded-proto"])[0]?.toLowerCase() === "https");
    this.#secure.set(request, secure);
    return secure;
  }

  /** From the socket outwards, as far as each speaker is trusted about the one before it. */
  #follow(request: IncomingMessage): string {
    const claimed = list(request.headers["x-forwarded-for"]).reverse();
    let address = peer(request);
    for (const [distance, claim] of claimed.entries()) {
      const next = plain(claim);
      if (!this.#trusts(address, distance) || next === undefined) break;
      address = next;
    }
    return address;
  }

  #trusts(address: string, distance: number): boolean {
    if (distance < this.#trust.hops) return true;
    const family = isIP(address);
    return family !== 0 && this.#trust.proxies.check(address, family === 4 ? "ipv4" : "ipv6");
  }
}

const peer = (request: IncomingMessage): string =>
  plain(request.socket.remoteAddress ?? "") ?? "unknown";

const list = (header: string | string[] | undefined): string[] =>
  String(header ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The bare address: without a port, brackets, a zone, or IPv4's coat of IPv6. */
function plain(text: string): string | undefined {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  const bare = (bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")).replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  return isIP(mapped) === 0 ? undefined : mapped.toLowerCase();
}

/** What a meter counts by: one IPv6 user has a whole /64 to choose addresses from. */
export function meterKey(address: string): string {
  if (isIP(address) === 0 || isIPv4(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter((group) => group !== "");
  const after = tail.split(":").filter((group) => group !== "");
  const zeros = address.includes("::") ? Math.max(0, 8 - before.length - after.length) : 0;
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
