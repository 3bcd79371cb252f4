import { rmSync } from "node:fs";

// Loaded into the server that a load test starts: it ends with whoever started it, a SIGKILL included,
// and takes along the folder that was made for it.
process.once("disconnect", () => {
  rmSync(process.env.DATA_DIR ?? "", { recursive: true, force: true });
  process.exit();
});
process.channel?.unref();
