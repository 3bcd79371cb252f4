import { defineRoom, defineServer, LobbyRoom, Room } from "@colyseus/core";
import { monitor } from "@colyseus/monitor";
import { type SchemaType, schema, t } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";

/** The same input as Arena's, and a state as the guide writes it. */
const Input = schema(
  { move: t.uint8().default(0), buttons: t.uint8().default(0), aim: t.uint16().default(0) },
  "StockInput",
);
type Input = SchemaType<typeof Input>;
const Player = schema(
  { x: t.number().default(0), y: t.number().default(0), facing: t.float32().default(0) },
  "StockPlayer",
);
const State = schema({ players: t.map(Player) }, "StockState");
type State = SchemaType<typeof State>;

/** An untouched room, written as the documentation of Colyseus 0.18 writes one. */
class StockArena extends Room<{ state: State; input: Input }> {
  override state = new State();
  override inputs = this.defineInput(Input);
  override messages = {
    gaze: () => {},
    boom: () => {
      throw new Error("planned: the secret is 42");
    },
  };

  override onCreate() {
    this.setFixedTimestep(() => {
      for (const { sessionId } of this.clients) {
        const player = this.state.players.get(sessionId);
        for (const { move, aim } of this.inputs.get(sessionId)) {
          player?.assign({ x: player.x + Number(move > 0), facing: (aim / 65536) * 2 * Math.PI });
        }
      }
    }, 30);
  }

  override onJoin({ sessionId }: { sessionId: string }) {
    this.state.players.set(sessionId, new Player());
  }
}

const server = defineServer({
  rooms: { lobby: defineRoom(LobbyRoom), arena: defineRoom(StockArena).enableRealtimeListing() },
  transport: new WebSocketTransport(),
  express: (app) => {
    app.get("/readyz", (_request, response) => void response.json({}));
    app.use("/monitor", monitor());
  },
  greet: false,
});
await server.listen(Number(process.env.PORT), process.env.HOST);
