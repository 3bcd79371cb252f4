const NAMES_A_ROOM = /^\/+(?:matchmake\/+(?:joinbyid|reconnect)|api\/+rooms)\//;

/**
 * Does this address name a room or a reconnection token, which only the invited know? At the
 * matchmaker, at the API, and straight at the WebSocket; however it is spelled, as routers decode
 * what they are asked, and Express takes capitals for small letters.
 */
export function isGuess(url: string): boolean {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  const token = new URLSearchParams(query).has("reconnectionToken");
  return token || NAMES_A_ROOM.test(decoded(path).toLowerCase());
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
