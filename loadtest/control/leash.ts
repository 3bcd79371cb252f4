import { rmSync } from "node:fs";

// Loaded into processes that a load test starts: they end with whoever started them, a SIGKILL
// included, and take along the folder that was made for them. DATA_DIR would be the wrong name for
// it: a user may have set that one.
process.once("disconnect", () => {
  const folder = process.env.LOADTEST_FOLDER;
  if (folder) rmSync(folder, { recursive: true, force: true });
  process.exit();
});
process.channel?.unref();
