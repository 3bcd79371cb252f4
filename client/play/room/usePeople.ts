import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Session } from "../../../netplay/session.ts";
import type { GameState } from "../../../schema/lib/game.ts";
import { type People, readPeople } from "./people.ts";

/** Scores change thirty times a second, who is here does not. */
const LOOK_MS = 250;

/** Who is in the room, looked up four times a second; a new value only when something is new. */
export function usePeople({ room }: Session<GameState>): Signal<People> {
  const look = () => readPeople(room.state, room.sessionId);
  const people = useSignal(look());
  useEffect(() => {
    let seen = JSON.stringify(people.peek());
    const timer = setInterval(() => {
      const now = look();
      const key = JSON.stringify(now);
      if (key === seen) return;
      seen = key;
      people.value = now;
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [room]);
  return people;
}
