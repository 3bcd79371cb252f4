import path from "node:path";

const PAGE = path.resolve(import.meta.dirname, "page");

/** The page's own script and style, as they are put inline. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

let bundled: Promise<Bundle> | undefined;

/** Builds the page once per process, in memory. */
export function bundle(): Promise<Bundle> {
  bundled ??= build();
  return bundled;
}

async function build(): Promise<Bundle> {
  // Loaded here, so that a load test which never gets as far does not wait for a bundler.
  const [vite, { default: preact }] = await Promise.all([
    import("vite"),
    import("@preact/preset-vite"),
  ]);
  const mode = process.env.NODE_ENV;
  try {
    const output = await vite.build({
      root: PAGE,
      configFile: false,
      envFile: false,
      logLevel: "error",
      plugins: [preact()],
      build: {
        write: false,
        target: "es2022",
        // The page's style must not sit in its script: the policy allows one of each, by hash.
        cssCodeSplit: false,
        lib: { entry: path.join(PAGE, "main.tsx"), formats: ["iife"], name: "report" },
      },
    });
    return filesOf(output);
  } finally {
    // Vite sets it for good; what runs in this process afterwards has its own.
    if (mode === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = mode;
  }
}

type Output = Awaited<ReturnType<typeof import("vite").build>>;

function filesOf(output: Output): Bundle {
  const builds = Array.isArray(output) ? output : "output" in output ? [output] : [];
  const files = builds.flatMap((one) => one.output);
  const script = files.flatMap((file) => (file.type === "chunk" ? [file.code] : [])).join("\n");
  const style = files
    .flatMap((file) =>
      file.type === "asset" && file.fileName.endsWith(".css") ? [file.source] : [],
    )
    .map(String)
    .join("\n");
  return { script, style };
}
