import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Client, defineRoom, defineServer, Room } from "@colyseus/core";
import { type SchemaType, schema, t } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";
import express from "express";

/** Any Colyseus server, as a user of the load tester may have one: rooms of several shapes. */
const Walker = schema({ x: t.number().default(0), y: t.number().default(0) }, "Walker");
const Plaza = schema({ walkers: t.map(Walker) }, "Plaza");
const Push = schema(
  {
    dx: t.int8().default(0),
    run: t.boolean().default(false),
    heading: t.angle(),
    lean: t.quantized({ min: -1, max: 1, bits: 8 }),
  },
  "Push",
);
type Plaza = SchemaType<typeof Plaza>;
type Push = SchemaType<typeof Push>;

/** What has come, for tests to read. */
const seen = {
  inputs: 0,
  moved: 0,
  drops: [] as number[],
  joins: 0,
  leaves: 0,
  said: [] as unknown[],
};

/** A state and inputs at 20 Hz; a dropped seat is held. */
class PlazaRoom extends Room<{ state: Plaza; input: Push }> {
  override state = new Plaza();
  override inputs = this.defineInput(Push);
  override maxClients = 40;
  #holds = true;

  override onCreate({ fleeting = false, forgets = false }: Record<string, boolean>) {
    this.#holds = !fleeting;
    this.setFixedTimestep(() => this.#step(), 20);
    this.onMessage("probe", (client, n) => {
      if (!forgets || n % 2 === 0) client.send("probe", n);
    });
    this.onMessage("say", (_client, words) => {
      seen.said.push(words);
    });
  }

  override onJoin(client: Client, options: { colour?: string; fails?: boolean }) {
    if (options.fails) throw new Error("not in the mood");
    if (options.colour) seen.said.push(options.colour);
    seen.joins++;
    this.state.walkers.set(client.sessionId, new Walker());
  }

  override onDrop(client: Client, code?: number) {
    seen.drops.push(code ?? 0);
    if (this.#holds) this.allowReconnection(client, 20).catch(() => {});
  }

  override onLeave(client: Client) {
    seen.leaves++;
    this.state.walkers.delete(client.sessionId);
  }

  #step() {
    for (const [id, walker] of this.state.walkers) {
      for (const { dx } of this.inputs.get(id)) {
        seen.inputs++;
        if (dx !== 0) seen.moved++;
        walker.x = Math.max(-1000, Math.min(1000, walker.x + dx));
      }
    }
  }
}

/** Patches for a while, and then no more; pings are answered. */
class DyingRoom extends PlazaRoom {
  override onCreate() {
    super.onCreate({});
    this.clock.setTimeout(() => {
      this.broadcastPatch = () => false;
    }, 2500);
  }
}

/** Patches when a turn is over. */
class TurnsRoom extends PlazaRoom {
  override onCreate() {
    super.onCreate({});
    const patch = this.broadcastPatch.bind(this);
    this.broadcastPatch = () => false;
    this.clock.setInterval(patch, 3000);
  }
}

const Board = schema({ turn: t.number().default(0) }, "Board");

/** A state that changes by itself, and no inputs. */
class BoardRoom extends Room<{ state: SchemaType<typeof Board> }> {
  override state = new Board();

  override onCreate() {
    this.setSimulationInterval(() => {
      this.state.turn++;
    }, 50);
    this.onMessage("say", (_client, words) => {
      seen.said.push(words);
    });
  }
}

/** Neither. */
class BareRoom extends Room {}

const http = createServer();
const server = defineServer({
  rooms: {
    plaza: defineRoom(PlazaRoom),
    dying: defineRoom(DyingRoom),
    turns: defineRoom(TurnsRoom),
    board: defineRoom(BoardRoom),
    bare: defineRoom(BareRoom),
  },
  transport: new WebSocketTransport({ server: http }),
  express: (app) => {
    app.use(express.json());
    app.get("/seen", (_request, response) => {
      response.json(seen);
    });
    // So that it can pass for one of ours.
    app.post("/api/guest", (_request, response) => {
      response.json({ id: "g", token: "t", expiresAt: Date.now() + 1e9 });
    });
  },
  greet: false,
});
await server.listen(0, "127.0.0.1");
console.log(`port ${(http.address() as AddressInfo).port}`);
