import { CLIENT_DIST } from "../../server/client-build.ts";
import { builtPages } from "../../server/pages.ts";
import { start } from "../../server/start.ts";

// The real server after a deploy: it serves these pages, and accepts another build only.
await start(process.env, async () => ({ build: "newer", pages: builtPages(CLIENT_DIST) }));
