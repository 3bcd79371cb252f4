import type { Rebound } from "../../bindings.ts";
import type { Messages } from "../../i18n/messages.ts";
import { keyName } from "../../keyNames.ts";

/** What came of choosing a key, in words. */
export function reboundWords(rebound: Rebound, t: Messages): string {
  const { actions, keys } = t.settings;
  const key = keyName(rebound.code, t);
  if (rebound.kind === "reserved") return keys.reserved(key);
  const action = actions[rebound.action];
  if (rebound.kind === "bound") return key ? keys.bound(action, key) : keys.emptied(action);
  const from = actions[rebound.from];
  const got = keyName(rebound.got, t);
  return got ? keys.swapped(key, from, action, got) : keys.robbed(key, from, action);
}
