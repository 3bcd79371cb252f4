import { openStore } from "./storage.ts";

/** Kept for next time, shared by all tabs. */
export const localStore = openStore(() => localStorage);

/** This tab's own; copied when the tab is duplicated. */
export const tabStore = openStore(() => sessionStorage);
