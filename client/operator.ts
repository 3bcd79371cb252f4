/** How the server answered an operator's login. */
export type LoginAnswer =
  | { readonly kind: "in" }
  | { readonly kind: "badCredentials" | "failed" | "unreachable" }
  | { readonly kind: "too_many"; readonly seconds: number };

const DEFAULT_WAIT_S = 60;

/** Logs an operator in; the session comes as a cookie. Never throws. */
export async function logIn(user: string, password: string): Promise<LoginAnswer> {
  const response = await fetch("/api/operator/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user, password }),
  }).catch(() => undefined);
  if (!response) return { kind: "unreachable" };
  if (response.ok) return { kind: "in" };
  if (response.status === 401) return { kind: "badCredentials" };
  if (response.status !== 429) return { kind: "failed" };
  const body = (await response.json().catch(() => ({}))) as { retryAfterSeconds?: unknown };
  const seconds = Number(body.retryAfterSeconds);
  return { kind: "too_many", seconds: seconds > 0 ? Math.ceil(seconds) : DEFAULT_WAIT_S };
}
