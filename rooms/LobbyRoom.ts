import {
  type IRoomCache,
  matchMaker,
  type RoomException,
  LobbyRoom as StockLobby,
} from "@colyseus/core";
import { Faults } from "../engine/faults.ts";
import { CLOSE, ONLINE } from "../schema/messages.ts";
import type { Deps } from "./deps.ts";

const ONLINE_MS = 2000;

/**
 * Colyseus' lobby without its defect: a metadata filter, evaluated against a room without metadata,
 * threw in a presence callback and stopped the process. Our list is short, so nobody filters here.
 */
export class LobbyRoom extends StockLobby {
  #faults: Faults | undefined;
  #online = -1;

  override async onCreate({ deps }: { deps: Deps }): Promise<void> {
    this.#faults = new Faults(this, deps.log, CLOSE.roomFailed);
    await super.onCreate({});
    this.onMessage("filter", () => {});
    this.clock.setInterval(() => this.#pushOnline(), ONLINE_MS);
  }

  override onJoin(client: Parameters<StockLobby["onJoin"]>[0]): void {
    super.onJoin(client, {});
    // Colyseus counts a client after this hook.
    client.send(ONLINE as never, (matchMaker.stats.local.ccu + 1) as never);
  }

  override onUncaughtException(error: RoomException, where: string): void {
    this.#faults?.report(error, where);
  }

  protected override filterItemForClient(_room: IRoomCache): boolean {
    return true;
  }

  #pushOnline(): void {
    const online = matchMaker.stats.local.ccu;
    if (online === this.#online) return;
    this.#online = online;
    this.broadcast(ONLINE as never, online as never);
  }
}
