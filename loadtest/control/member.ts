import { fork } from "node:child_process";
import { join } from "node:path";
import type { Order, Word } from "../protocol.ts";
import { keepTail } from "./tail.ts";

/** One worker process. */
export interface Member {
  tell(order: Order): void;
  /** Tells, and resolves with the next word of this kind; at once when the process has ended. */
  ask(order: Order, answer: "ready" | "filled" | "gone"): Promise<void>;
  kill(): void;
}

export interface MemberHooks {
  readonly onWord: (word: Word) => void;
  /** It ended, or said that it cannot go on, before it was told to: how, in words. */
  readonly onEnd: (how: string) => void;
}

const WORKER = join(import.meta.dirname, "../swarm/worker.ts");

export function hire(worker: number, hooks: MemberHooks, module = WORKER): Member {
  const child = fork(module, [], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // A Ctrl-C on the terminal goes to the whole process group; the bots are to leave in order.
    detached: true,
  });
  const tail = keepTail(child, 5, process.env);
  const waiting = new Map<Word["say"], () => void>();
  let isOver = false;
  const end = (how: string) => {
    if (!isOver) hooks.onEnd(how);
    isOver = true;
    for (const resolve of waiting.values()) resolve();
  };
  const kill = () => child.kill("SIGKILL");
  // The last resort against an orphan, should this process end on an exception.
  process.once("exit", kill);
  child.on("message", (word: Word) => {
    if (word.say === "failed") return end(word.problem);
    hooks.onWord(word);
    if (word.say === "gone") isOver = true;
    waiting.get(word.say)?.();
  });
  child.on("error", (error) => end(`worker ${worker} could not be started: ${error.message}`));
  child.on("close", (code, signal) => {
    process.off("exit", kill);
    const last = tail.lines().at(-1);
    end(`worker ${worker} died (${signal ?? `exit code ${code}`})${last ? `: ${last}` : ""}`);
  });
  const tell = (order: Order) => {
    // Whoever has just died cannot be told; that it died is known by other means.
    if (child.connected) child.send(order, () => {});
  };
  return {
    tell,
    ask: (order, answer) =>
      new Promise((resolve) => {
        if (!child.connected) return resolve();
        waiting.set(answer, resolve);
        tell(order);
      }),
    kill() {
      isOver = true;
      kill();
    },
  };
}
