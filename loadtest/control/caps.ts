/** The most that one run may do to a server, whoever asks: it is a test, never an attack. */
export const CAPS = {
  clients: 5000,
  joinsPerSecond: 500,
  /** Inputs and messages per second of all bots together. */
  framesPerSecond: 200_000,
  workers: 64,
  rooms: 2500,
} as const;
