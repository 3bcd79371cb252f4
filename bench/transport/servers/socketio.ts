import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { BenchWorld, type Body } from "../world.ts";

/** socket.io with JSON deltas of what has changed. Returns the port. */
export async function serveSocketIo({ clients, hz }: { clients: number; hz: number }) {
  const world = new BenchWorld<Body>(clients);
  const told = new Map<string, Body>();
  const http = createServer();
  const server = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
  server.on("connection", (socket) => {
    const body = { x: 0, y: 0, angle: 0, hp: 100 };
    world.place(socket.id, body);
    told.set(socket.id, { ...body });
    socket.on("i", (angle: number) => {
      body.angle = angle;
    });
    socket.on("disconnect", () => world.remove(socket.id));
    socket.emit("w", { you: socket.id, all: [...world.bodies] });
  });
  setInterval(() => {
    world.tick();
    const players: Record<string, Partial<Body>> = {};
    for (const [id, body] of world.bodies) {
      const known = told.get(id) as Body;
      const changed: Partial<Body> = {};
      for (const field of ["x", "y", "angle", "hp"] as const) {
        if (body[field] !== known[field]) changed[field] = known[field] = body[field];
      }
      players[id] = changed;
    }
    server.emit("p", { players });
  }, 1000 / hz);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return (http.address() as AddressInfo).port;
}
