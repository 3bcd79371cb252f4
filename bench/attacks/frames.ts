import { pause } from "../../test/support/wait.ts";
import type { Attack } from "./attack.ts";
import type { Joined } from "./target.ts";
import { bare, send, watch } from "./wire.ts";

const word = (type: string): number[] => [0xa0 | type.length, ...Buffer.from(type)];
const message = (type: string, ...payload: number[]): Buffer =>
  Buffer.from([13, ...word(type), ...payload]);
/** Full strength, to both sides. */
const [EAST, WEST] = [224, 240];
/** Records of one field whose value is such a record, and so on. */
const deep = [0xd4, 0x72, 0x40, 0x91, 0xa1, 0x78, ...Array<number>(3900).fill(0x40), 1];

/** Joins and sends these frames. */
const frames =
  (...given: readonly (string | Uint8Array)[]): Attack["run"] =>
  async (target) => {
    const room = await target.player();
    const outcome = watch(room);
    send(room, ...given);
    return outcome();
  };

export const FRAMES: readonly Attack[] = [
  { title: "Input frame with a negative length, `14 01 d0 fe`", run: frames("1401d0fe") },
  {
    title: "Input frame of 2^31 slots, `94 ce ff ff ff 7f 00 00 00 00`",
    run: frames("94ceffffff7f00000000"),
  },
  {
    title: "Message whose handler throws",
    async run(target) {
      const room = await target.player();
      const outcome = watch(room);
      const asked = room.request("boom").then(
        (value) => `resolves ${value}`,
        ({ name, reason, message }) => `is ${name}: ${reason ?? message}`,
      );
      const answer = await Promise.race([asked, pause(1000).then(() => "gets no answer")]);
      send(room, message("boom"));
      return `a request ${answer}; a message: ${await outcome()}`;
    },
  },
  {
    title: "Input that deletes its field, `13 42`",
    async run(target) {
      const room = await target.player();
      const neighbour = await target.player({ roomId: room.roomId });
      const outcome = watch(room);
      send(room, "1342");
      const words = await outcome();
      const player = playerOf(neighbour, room.sessionId);
      const isCorrupt = player && !Number.isFinite(player.facing ?? 0);
      return isCorrupt ? "corrupts: everybody is told that the player faces NaN" : words;
    },
  },
  { title: "Messages nested 3,900 deep", run: frames(message("gaze", ...deep), message("gaze")) },
  { title: "Frame of 1 MB", run: frames(Buffer.alloc(1024 * 1024, 0x13)) },
  {
    title: "Text frame",
    async run(target) {
      const { socket, end } = await bare(await target.seat());
      socket.send("hello");
      return end();
    },
  },
  {
    title: "5,000 messages at once",
    async run(target) {
      const room = await target.player();
      const outcome = watch(room);
      send(room, ...Array<Uint8Array>(5000).fill(message("gaze", 0x81, 0xa1, 0x78, 1)));
      return outcome();
    },
  },
  {
    title: "6,000 WebSocket pings in 2 s",
    async run(target) {
      const { socket, end } = await bare(await target.seat());
      let pongs = 0;
      socket.on("pong", () => pongs++);
      for (let n = 0; n < 6000 && socket.readyState === socket.OPEN; n++) {
        socket.ping();
        // More at once, and the library itself loses patience.
        if (n % 30 === 0) await pause(10);
      }
      return `${await end()}, after ${pongs} pongs`;
    },
  },
  {
    title: "10,000 empty fragments of one message",
    async run(target) {
      const { socket, end } = await bare(await target.seat());
      for (let n = 0; n < 10_000; n++) socket.send("", { binary: true, fin: false });
      return end();
    },
  },
  {
    title: "1,000 JOINs",
    run: frames(...Array<string>(1000).fill("0a")),
  },
  {
    title: "5,000 pings of the protocol",
    run: frames(...Array<string>(5000).fill("12")),
  },
  {
    title: "5,000 inputs of garbage",
    async run(target) {
      const room = await target.player();
      const outcome = watch(room);
      const before = target.printed();
      send(room, ...Array<string>(5000).fill("13ffffff40c1"));
      const words = await outcome();
      await pause(500);
      const kilobytes = (target.printed() - before) / 1000;
      return `${words}; ${kilobytes.toFixed(1)} kB of log`;
    },
  },
  {
    title: "Inputs at 12 times the rate",
    async run(target) {
      const honest = await target.player();
      const flooder = await target.player({ roomId: honest.roomId });
      const [slow, fast] = await Promise.all([stride(honest, 30), stride(flooder, 360)]);
      return `moves ${(fast / slow).toFixed(1)} times as fast as an honest player`;
    },
  },
  {
    title: "Lobby filter for metadata that a room does not have",
    async run(target) {
      const room = await target.player();
      const lobby = await target.player({ room: "lobby" });
      const outcome = watch(lobby);
      lobby.send("filter", { name: "arena", metadata: { phase: "play" } });
      const words = await outcome();
      await room.leave();
      return words;
    },
  },
];

/** How far one gets in a patch, to and fro, with so many inputs a second: the median of 4 s. */
async function stride(room: Joined, rate: number): Promise<number> {
  const strides: number[] = [];
  let last: { x: number; y: number } | undefined;
  room.onStateChange(() => {
    const { x, y } = playerOf(room, room.sessionId) ?? { x: 0, y: 0 };
    const far = last ? Math.hypot(x - last.x, y - last.y) : 0;
    if (far > 0) strides.push(far);
    last = { x, y };
  });
  const input = room.input<{ move: number }>({ mode: "reliable" });
  const from = performance.now();
  for (let sent = 0; ; ) {
    const elapsed = performance.now() - from;
    if (elapsed > 4000) return strides.sort((a, b) => a - b)[strides.length >> 1] ?? Number.NaN;
    input.data.move = Math.floor(elapsed / 500) % 2 ? EAST : WEST;
    for (; sent < (elapsed / 1000) * rate; sent++) input.send();
    await pause(5);
  }
}

/** What somebody in the room is told about somebody. */
function playerOf(room: Joined, id: string) {
  const { players } = room.state as {
    players?: Map<string, { x: number; y: number; facing?: number }>;
  };
  return players?.get(id);
}
