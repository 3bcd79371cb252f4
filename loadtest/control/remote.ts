import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** IPv4-mapped addresses count as the IPv4 address that they are. */
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

export type Lookup = (name: string) => Promise<readonly string[]>;

const resolveAll: Lookup = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/**
 * Why this address may not be loaded; undefined when it may: it is this machine, or `allowed`
 * (`--allow-remote`) names its host exactly, with or without the port.
 */
export async function remoteProblem(
  url: string,
  allowed: string | undefined,
  resolve: Lookup = resolveAll,
): Promise<string | undefined> {
  const { hostname, host } = new URL(url);
  const name = hostname.replace(/^\[|\]$/g, "");
  if (allowed !== undefined) {
    const named = allowed.toLowerCase();
    if ([hostname, host, name].includes(named)) return undefined;
    return `--allow-remote=${allowed} does not name the host of --url, which is ${host}`;
  }
  const addresses = isIP(name) > 0 ? [name] : await resolve(name).catch(() => undefined);
  if (addresses === undefined) return `the host ${name} cannot be resolved`;
  if (addresses.length > 0 && addresses.every(isLoopback)) return undefined;
  return `${host} is not this machine; to load a server that is yours, add --allow-remote=${hostname}`;
}

const isLoopback = (address: string): boolean =>
  LOOPBACK.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
