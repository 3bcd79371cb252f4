import { PRESET_IDS } from "../netplay/conditions.ts";
import { GAME_IDS } from "../schema/games.ts";
import { CAPS } from "./control/caps.ts";
import { PROFILE_IDS } from "./profiles/index.ts";
import { PERSONAS } from "./scenario.ts";

export const HELP = `Usage: npm run loadtest -- [flags]

What to test
  --profile <name>       ${PROFILE_IDS.slice(0, 6).join(", ")},
                         ${PROFILE_IDS.slice(6).join(", ")} (default smoke)
  --game <name>          ${GAME_IDS.join(", ")} (default arena); any room type of another server
  --scenario <file.ts>   a bot for a room type of your own: docs/scenarios.md
  --url <address>        a running server; without it one is started, and stopped
  --allow-remote <host>  the host of --url, where that is not this machine
How much
  --clients <n>          at full load, to ${CAPS.clients}
  --duration <time>      of each steady phase: 20, 20s, 5m, 2h
  --ramp <n>             joins per second, to ${CAPS.joinsPerSecond}
  --rooms <n>            so many rooms of their own; without it, quick play finds them
  --mix <shares>         player=17,chatterer=2,idler=1; there are ${PERSONAS.slice(0, 3).join(", ")},
                         ${PERSONAS.slice(3).join(", ")}
  --net <line>           of every bot: ${PRESET_IDS.join(", ")} (default good)
  --seed <n>             what the bots do and when (default 1)
  --workers <n>          processes that play the bots, to ${CAPS.workers} (default: cores - 1)
What it must meet
  --slo <limits>         errors=3,storm.echoP95OverPingMs=250,desyncs=off; or a file.ts; repeatable
  --baseline <report>    report.json of earlier runs, or their folders; three or more tell the noise
  --abort-on-fail        end the run when a limit is broken for certain
What comes out
  --out <folder>         of report.html, report.json, junit.xml (default data/loadtest/<time>)
  --json                 the result on stdout as JSON, and nothing else there
  -h, --help             this text

LOADTEST_TOKEN in the environment opens a Hypogeum server at --url.
Exit code: 0 passed, 1 failed, 2 could not run, 3 inconclusive. More: docs/loadtest.md
`;
