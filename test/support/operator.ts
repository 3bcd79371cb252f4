import { createServer, request } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import express, { type Express } from "express";
import { Forwarding } from "../../engine/address.ts";
import { type OperatorConfig, type OperatorGate, operatorGate } from "../../server/operator.ts";
import { memoryLog } from "./log.ts";

export const OPERATOR: OperatorConfig = {
  user: "warden",
  password: "sand and torchlight",
  secret: "a secret of the tests, long enough for HS256",
  secureCookie: false,
};

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  readonly json: () => unknown;
}

/** A path goes out as it is written: `fetch` would tidy it up. */
export function send(
  url: string,
  { path, method = "GET", headers = {}, body }: Sent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, text, json: () => JSON.parse(text) });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** An app with the operator's routes alone, on a free loopback port. */
export async function serveOperator(
  mount: (app: Express, gate: OperatorGate, log: ReturnType<typeof memoryLog>) => void,
  config = OPERATOR,
) {
  const log = memoryLog();
  // Tests come from many addresses by naming them.
  const gate = operatorGate(config, log, new Forwarding({ hops: 1, proxies: new BlockList() }));
  const app = express();
  app.use(gate.router);
  mount(app, gate, log);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (sent: Sent) => send(url, sent);
  const login = (
    given: object | string = { user: config.user, password: config.password },
    headers: Record<string, string> = {},
  ) =>
    ask({
      path: "/api/operator/login",
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof given === "string" ? given : JSON.stringify(given),
    });
  return {
    ask,
    log,
    login,
    /** Signs in; the `Cookie` header of the new session. */
    async signIn(): Promise<string> {
      return cookieOf(await login());
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export type Served = Awaited<ReturnType<typeof serveOperator>>;

/** The `Cookie` header that answers a `Set-Cookie`. */
export function cookieOf({ headers }: Answer): string {
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}
