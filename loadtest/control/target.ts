import { type OwnServer, startServer } from "./server.ts";

/** What the bots join. */
export interface Target {
  readonly url: string;
  /** The server's LOADTEST_TOKEN: our own's, or the one in this process' environment. */
  readonly pass: string | undefined;
  /** Build id that joins must carry. */
  readonly build: string;
  /** The process behind it, when this run started it. */
  readonly server: OwnServer | undefined;
}

export type Aimed =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly problem: string };

const ANSWER_MS = 5000;

/** Finds the server at `url`, or starts one. */
export async function takeAim(url: string | undefined, stop: AbortSignal): Promise<Aimed> {
  if (url !== undefined) return identify(url, undefined);
  const started = await startServer(stop);
  if (!started.ok) return started;
  const aimed = await identify(started.server.url, started.server);
  if (!aimed.ok) await started.server.stop();
  return aimed;
}

/** Asks for the build id, which also shows that someone is there. */
async function identify(url: string, server: OwnServer | undefined): Promise<Aimed> {
  try {
    const response = await fetch(`${url}/api/build`, { signal: AbortSignal.timeout(ANSWER_MS) });
    const pass = server?.pass ?? process.env.LOADTEST_TOKEN;
    const { build } = (response.ok ? await response.json() : {}) as { build?: unknown };
    if (typeof build === "string") return { ok: true, target: { url, pass, build, server } };
    return {
      ok: false,
      problem: `${url} is no server of ours: /api/build answers ${response.status}`,
    };
  } catch (error) {
    const { cause, message } = error as Error;
    const { code, message: detail } = (cause ?? { message }) as { code?: string; message: string };
    return { ok: false, problem: `no server answers at ${url} (${code ?? detail})` };
  }
}
