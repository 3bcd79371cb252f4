import { Client, type Room } from "colyseus.js";

/** The steps of one join, as they happen; a join that is tried again takes them again. */
export interface JoinSteps {
  /** The matchmaker has answered with a seat. */
  matched(): void;
  /** The line of this room is being opened, and nothing has passed it yet. */
  connecting(room: Room): void;
  /** The room has acknowledged the connection. */
  connected(): void;
}

/** The SDK's client, telling of the steps of its joins. */
export class SteppedClient extends Client {
  readonly #steps: JoinSteps;

  constructor(url: string, headers: Record<string, string>, steps: JoinSteps) {
    super(url, { headers });
    this.#steps = steps;
  }

  override async consumeSeatReservation<State>(
    ...seat: Parameters<Client["consumeSeatReservation"]>
  ): Promise<Room<any, State>> {
    this.#steps.matched();
    const room = await super.consumeSeatReservation<State>(seat[0], seat[1] as never);
    this.#steps.connected();
    return room;
  }

  protected override createRoom<State>(name: string, rootSchema?: never): Room<any, State> {
    const room = super.createRoom<State>(name, rootSchema);
    const connect = room.connect.bind(room);
    room.connect = (...line: Parameters<Room["connect"]>) => {
      connect(...line);
      this.#steps.connecting(room);
    };
    return room;
  }
}
