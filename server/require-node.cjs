// Loaded with `node -r` before anything else, so it must run on any old Node.
var major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    "Hypogeum needs Node 24 and found " +
      process.version +
      ". npm brings Node 24 for Linux (x64, arm64) " +
      "and Windows (x64): run npm ci without --omit=optional. Elsewhere install Node 24 or newer.",
  );
  process.exit(1);
}
