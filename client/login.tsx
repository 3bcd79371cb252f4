import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { markLanguage, t } from "./i18n/index.ts";
import type { Messages } from "./i18n/messages.ts";
import { type LoginAnswer, logIn } from "./operator.ts";
import { Mark } from "./ui/Header.tsx";
import { LanguageSwitch } from "./ui/LanguageSwitch.tsx";
import { mountPage } from "./ui/mount.ts";

type State = "idle" | "working" | Exclude<LoginAnswer, { kind: "in" }>;

function Login() {
  const texts = t.value;
  const [state, setState] = useState<State>("idle");
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = texts.brand.title(texts.login.title);
  });
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setState("working");
    const answer = await logIn(String(form.get("user")), String(form.get("password")));
    if (answer.kind === "in") return location.assign("/monitor/");
    setState(answer);
    password.current?.select();
  };
  return (
    <>
      <header class="header">
        {/* A whole page load: the lobby is another page. */}
        <a href="/" class="brand">
          <Mark />
          <span class="brand-name">{texts.brand.name}</span>
        </a>
        <LanguageSwitch />
      </header>
      <main class="alone">
        <form class="block" onSubmit={(event) => void submit(event)}>
          <h1>{texts.login.title}</h1>
          <p class="hint">{texts.login.text}</p>
          <div class="field">
            <label for="user">{texts.login.user}</label>
            <input id="user" name="user" autocomplete="username" required autofocus />
          </div>
          <div class="field">
            <label for="password">{texts.login.password}</label>
            <input
              id="password"
              ref={password}
              name="password"
              type="password"
              autocomplete="current-password"
              required
            />
          </div>
          <p role="alert" class="hint error">
            {typeof state === "object" && refusalWords(state, texts)}
          </p>
          <button type="submit" class="primary" disabled={state === "working"}>
            {state === "working" ? texts.login.working : texts.login.submit}
          </button>
        </form>
      </main>
    </>
  );
}

function refusalWords(answer: Exclude<State, string>, { login }: Messages): string {
  if (answer.kind === "too_many") return login.tooMany(answer.seconds);
  return login[answer.kind];
}

markLanguage();
mountPage(<Login />);
