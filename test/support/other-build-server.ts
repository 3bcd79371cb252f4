import { clientFolder, ensureClient } from "../../server/client-build.ts";
import { builtPages } from "../../server/pages.ts";
import { start } from "../../server/start.ts";

// The real server after a deploy: it serves these pages, and accepts another build only.
await start(process.env, async () => {
  const client = await ensureClient();
  if ("problem" in client) throw new Error(client.problem);
  return { build: "newer", pages: builtPages(clientFolder(client.build)) };
});
