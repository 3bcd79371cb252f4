import { networkInterfaces } from "node:os";
import type { Env } from "./env.ts";

/** What to open and how to log in, printed once the server listens. */
export function banner(env: Env, password: string): string {
  const port = env.PORT;
  const monitor = `http://localhost:${port}/monitor`;
  const login = env.OPERATOR_PASSWORD
    ? `user ${env.OPERATOR_USER}, password from OPERATOR_PASSWORD`
    : `user ${env.OPERATOR_USER}, password ${password}`;
  const lines = [
    "",
    "  Hypogeum is open",
    `  Play      http://localhost:${port}`,
    ...lanAddresses(env.HOST).map((address) => `  On LAN    http://${address}:${port}`),
    `  Monitor   ${monitor}`,
    `            ${login}`,
    "  Ctrl-C stops it; players are told why.",
    "",
  ];
  return lines.join("\n");
}

/** IPv4 addresses at which others reach this machine, when it listens on all interfaces. */
function lanAddresses(host: string): string[] {
  if (host !== "0.0.0.0" && host !== "::") return [];
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter((a) => a.family === "IPv4" && !a.internal).map((a) => a.address);
}
