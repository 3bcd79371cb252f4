import type { Target } from "./target.ts";

/** One thing that somebody on the internet might do. */
export interface Attack {
  readonly title: string;
  /** What the server does about it, in words; whether it lives is looked at afterwards. */
  run(target: Target): Promise<string>;
}
