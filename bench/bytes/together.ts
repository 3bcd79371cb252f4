import { arena } from "../../schema/arena/game.ts";

// Loaded into a server before anything else: everybody knows everything, as in a small room.
Object.assign(arena, { interest: undefined });
