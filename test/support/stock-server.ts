import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { defineRoom, defineServer, LobbyRoom, Room } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import express from "express";

/** Colyseus as it comes, for canaries: they tell when an upgrade makes a guard of ours needless. */
class Small extends Room {
  override maxClients = 10;
}

const http = createServer();
const server = defineServer({
  rooms: { small: defineRoom(Small), lobby: defineRoom(LobbyRoom) },
  transport: new WebSocketTransport({ server: http }),
  // With Express there is a bridge of Colyseus' own in front, as in most apps.
  express: (app) => void app.use(express.json()),
  greet: false,
});
await server.listen(0, "127.0.0.1");
console.log(`port ${(http.address() as AddressInfo).port}`);
