import type { Client, Deferred, Room } from "@colyseus/core";

/** The private members of Colyseus that hold seats for those who may come back. */
interface Holding {
  readonly _reconnections: Record<string, unknown>;
}

/** Set until the client has acknowledged its join; Colyseus looks at it as well. */
interface Joining {
  _enqueuedMessages: unknown;
}

/**
 * Holds the seats of those whose line breaks again while they are coming back. With each return the
 * token is a new one: when the line breaks before the answer, the client has the old one still, and
 * when it breaks before the client's word that it is in, stock gives the seat up at once.
 */
export class Returns {
  readonly #room: Room;
  /** By which token somebody came back who is in now. */
  readonly #before = new WeakMap<Client, string>();

  /** The token that was shown last, by session: of several half returns, what their owner has. */
  readonly #shown = new Map<string, string>();

  constructor(room: Room) {
    this.#room = room;
  }

  /** @param hold Colyseus' own `allowReconnection` */
  allow(client: Client, hold: () => Deferred<Client>): Deferred<Client> {
    const { reconnectionToken: token } = client;
    const before = this.#unheard(client);
    // Or stock takes this for somebody who has never been in.
    if (before !== undefined) (client as unknown as Joining)._enqueuedMessages = undefined;
    const line = hold();
    const held = (this.#room as unknown as Holding)._reconnections;
    if (before !== undefined) held[before] = held[token];
    const forget = () => {
      if (before !== undefined) delete held[before];
    };
    const { sessionId } = client;
    const heard = before ?? token;
    const returned = (next: Client) => {
      this.#before.set(next, this.#shown.get(sessionId) ?? heard);
      this.#shown.delete(sessionId);
    };
    line.then(returned, forget).then(forget);
    return line;
  }

  /** A line has come with this token: its client has it, whatever it was told since. */
  shown(sessionId: string, token: string): void {
    this.#shown.set(sessionId, token);
  }

  /** Is this the token of `client`, also the one that it had before it came back? */
  isOf(client: Client, token: string): boolean {
    return client.reconnectionToken === token || this.#unheard(client) === token;
  }

  /** The token before the last return, while nothing was heard of the client since. */
  #unheard(client: Client): string | undefined {
    const joined = (client as unknown as Joining)._enqueuedMessages === undefined;
    return joined ? undefined : this.#before.get(client);
  }
}
