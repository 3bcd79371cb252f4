// Loaded into the server that a load test starts: it ends with whoever started it, a SIGKILL included.
process.once("disconnect", () => process.exit());
process.channel?.unref();
