import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { defineRoom, defineServer, LobbyRoom, matchMaker, Room } from "@colyseus/core";
import { Encoder, type SchemaType, schema, t } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";
import express from "express";

/** Colyseus as it comes, for canaries: they tell when an upgrade makes a guard of ours needless. */
class Small extends Room {
  override maxClients = 10;
}

const Push = schema({ dx: t.int8().default(0) }, "StockPush");
type Push = SchemaType<typeof Push>;

/** Has inputs, and as many clients as come. */
class Wide extends Room<{ input: Push }> {
  override inputs = this.defineInput(Push);
  override autoDispose = false;
}

const Shout = schema({ words: t.string().default("") }, "StockShout");
type Shout = SchemaType<typeof Shout>;
/** 4 MB a second: what the kernel keeps for a reader that has stopped is soon full. */
const SHOUT_BYTES = 200_000;
const SHOUT_MS = 50;
// As the documentation says, for states that are larger than the default.
Encoder.BUFFER_SIZE = 2 * SHOUT_BYTES;

/** Patches nearly all of a large state. */
class Loud extends Room<{ state: Shout }> {
  override state = new Shout();
  override patchRate = SHOUT_MS;
  #n = 0;

  override onCreate() {
    this.setTimestep(() => {
      this.state.words = String(this.#n++).padStart(SHOUT_BYTES, "x");
    }, SHOUT_MS);
  }
}

const http = createServer();
const server = defineServer({
  rooms: {
    small: defineRoom(Small),
    wide: defineRoom(Wide),
    loud: defineRoom(Loud),
    lobby: defineRoom(LobbyRoom),
  },
  transport: new WebSocketTransport({ server: http }),
  // With Express there is a bridge of Colyseus' own in front, as in most apps.
  express: (app) => {
    app.use(express.json());
    app.get("/seats/:room/:count", async ({ params: { room, count } }, response) => {
      const { roomId } = await matchMaker.createRoom(room, {});
      const seats: string[] = [];
      for (let n = 0; n < Number(count); n++) {
        seats.push((await matchMaker.joinById(roomId, {})).sessionId);
      }
      response.json({ roomId, seats });
    });
    app.get("/waiting/:roomId", ({ params: { roomId } }, response) => {
      const { clients } = matchMaker.getLocalRoomById(roomId);
      response.json(clients.map(({ ref }) => (ref as { bufferedAmount?: number }).bufferedAmount));
    });
  },
  greet: false,
});
await server.listen(0, "127.0.0.1");
console.log(`port ${(http.address() as AddressInfo).port}`);
