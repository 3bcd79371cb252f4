import { t } from "./i18n/index.ts";
import { Header } from "./ui/Header.tsx";
import { Link } from "./ui/Link.tsx";

/** For an address that leads nowhere. */
export function NotFound() {
  const texts = t.value;
  return (
    <>
      <Header />
      <main class="alone">
        <div class="block">
          <h1>{texts.notFound.title}</h1>
          <p>{texts.notFound.text}</p>
          <Link href="/" class="button primary">
            {texts.play.lobby}
          </Link>
        </div>
      </main>
    </>
  );
}
