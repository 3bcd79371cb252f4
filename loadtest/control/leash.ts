import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { isMade } from "./folder.ts";

// Loaded into processes that a load test starts: they end with whoever started them, a SIGKILL
// included, and take along the folder that was made for them. DATA_DIR would be the wrong name for
// it: a user may have set that one.
process.once("disconnect", () => {
  const folder = resolve(process.env.LOADTEST_FOLDER ?? "");
  try {
    if (isMade(folder)) rmSync(folder, { recursive: true, force: true });
  } finally {
    process.exit();
  }
});
process.channel?.unref();
