import { buildClient } from "./client-build.ts";

const built = await buildClient();
if ("problem" in built) {
  console.error(built.problem);
  process.exitCode = 1;
} else {
  console.log(`client built: dist/client/${built.build}`);
}
