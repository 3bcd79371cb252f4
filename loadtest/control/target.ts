import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { type Lookup, remoteProblem } from "./remote.ts";
import { type OwnServer, startServer } from "./server.ts";

/** What the bots join. */
export interface Target {
  readonly url: string;
  /** A server of ours; else it is any Colyseus server. */
  readonly ours: boolean;
  /** The LOADTEST_TOKEN of a server of ours. */
  readonly pass: string | undefined;
  /** Build id that joins of our server carry; empty for others. */
  readonly build: string;
  /** The process behind it, when this run started it. */
  readonly server: OwnServer | undefined;
}

export type Aimed =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly problem: string };

export interface Aim {
  /** Undefined: start one. */
  readonly url: string | undefined;
  readonly allowRemote: string | undefined;
  /** LOADTEST_TOKEN of the environment. */
  readonly token: string | undefined;
  readonly stop: AbortSignal;
  readonly resolve?: Lookup;
}

const ANSWER_MS = 5000;
/** A room type that nobody has: asking for it changes nothing, and only a matchmaker minds. */
const NO_ROOM = "hypogeum-loadtest-asks-who-is-there";

/** Finds the server at `url`, or starts one. Nothing is sent to a host that may not be loaded. */
export async function takeAim({ url, allowRemote, token, stop, resolve }: Aim): Promise<Aimed> {
  if (url === undefined) return ownTarget(stop);
  const remote = await remoteProblem(url, allowRemote, resolve);
  if (remote !== undefined) return { ok: false, problem: remote };
  return identify(url, token);
}

async function ownTarget(stop: AbortSignal): Promise<Aimed> {
  const started = await startServer(stop);
  if (!started.ok) return started;
  const { server } = started;
  const aimed = await identify(server.url, server.pass);
  if (aimed.ok) return { ok: true, target: { ...aimed.target, server } };
  await server.stop();
  return aimed;
}

async function identify(url: string, token: string | undefined): Promise<Aimed> {
  try {
    const build = await buildOf(url);
    if (build !== undefined) return await ourTarget(url, build, token);
    const problem = await noMatchmaker(url);
    if (problem !== undefined) return { ok: false, problem };
    const target = { url, ours: false, pass: undefined, build: "", server: undefined };
    return { ok: true, target };
  } catch (error) {
    return { ok: false, problem: unreachable(url, error) };
  }
}

/** Redirects are not followed: they may lead to a host that nobody has allowed. */
const ask = (address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(address, { redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS), ...init });

const jsonOf = async (response: Response): Promise<Record<string, unknown>> => {
  const parsed: unknown = await response.json().catch(() => ({}));
  return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
};

async function buildOf(url: string): Promise<string | undefined> {
  const response = await ask(`${url}/api/build`);
  const { build } = response.ok ? await jsonOf(response) : {};
  return typeof build === "string" ? build : undefined;
}

/** Our own server also demands the token that it was started with. */
async function ourTarget(url: string, build: string, token: string | undefined): Promise<Aimed> {
  const set = "set LOADTEST_TOKEN to the value that the server was started with";
  if (!token) return { ok: false, problem: `${url} is a Hypogeum server: ${set}` };
  const { status } = await ask(`${url}/metrics`, { headers: { [LOADTEST_HEADER]: token } });
  if (status === 200)
    return { ok: true, target: { url, ours: true, pass: token, build, server: undefined } };
  if (status === 401)
    return { ok: false, problem: `${url} does not know this LOADTEST_TOKEN: ${set}` };
  const why = status === 429 ? "too many wrong tokens, wait 15 min" : `status ${status}`;
  return { ok: false, problem: `${url}/metrics does not open (${why})` };
}

/** Why this is no Colyseus server; undefined when its matchmaker answers like one. */
async function noMatchmaker(url: string): Promise<string | undefined> {
  const response = await ask(`${url}/matchmake/join/${NO_ROOM}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  if (response.status >= 300 && response.status < 400) {
    const to = response.headers.get("location");
    return `${url} redirects to ${to}: give the address that answers by itself`;
  }
  const { code, error } = await jsonOf(response);
  if (typeof code === "number" && typeof error === "string") return undefined;
  return `${url} is no Colyseus server: its /matchmake answers ${response.status}`;
}

const REASONS: Readonly<Record<string, string>> = {
  TimeoutError: `no answer within ${ANSWER_MS / 1000} s`,
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no such host",
};

function unreachable(url: string, error: unknown): string {
  const { cause, name, message } = error as Error & { cause?: { code?: string; message?: string } };
  const code = cause?.code ?? name;
  // Node's fetch has the browsers' list of ports that belong to other services.
  if (cause?.message === "bad port")
    return `no request may go to port ${new URL(url).port}: let the server at ${url} listen on another`;
  if (/CERT|SELF_SIGNED|TLS|SSL|ISSUER|EPROTO/.test(code)) {
    const hint = "for a certificate of your own, set NODE_EXTRA_CA_CERTS to its file";
    return `no safe connection to ${url} (${code}); ${hint}`;
  }
  const reason = REASONS[code] ?? cause?.message ?? message;
  return `no server answers at ${url}: ${reason} (${code})`;
}
