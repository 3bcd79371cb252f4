import { GAME_IDS } from "../schema/games.ts";
import { gameContract } from "./contract/game.ts";

for (const id of GAME_IDS) gameContract(id);
