import {
  type IRoomCache,
  matchMaker,
  type RoomException,
  LobbyRoom as StockLobby,
} from "@colyseus/core";
import { causeOf, faultsOf } from "../engine/faults.ts";
import { shield } from "../engine/shield.ts";
import { ONLINE } from "../schema/messages.ts";

const ONLINE_MS = 2000;

/**
 * Colyseus' lobby without its defect: a metadata filter, evaluated against a room without metadata,
 * threw in a presence callback and stopped the process. Our list is short, so nobody filters here.
 */
export class LobbyRoom extends StockLobby {
  #online = -1;

  constructor() {
    super();
    shield(this);
  }

  override async onCreate(): Promise<void> {
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
    faultsOf(this).report(causeOf(error), where);
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
