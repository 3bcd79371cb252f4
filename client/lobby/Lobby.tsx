import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { Header } from "../ui/Header.tsx";
import { CreateRoom } from "./CreateRoom.tsx";
import { Enter } from "./Enter.tsx";
import { JoinBox } from "./JoinBox.tsx";
import { failure, online, openLobby } from "./list.ts";
import { RoomList } from "./RoomList.tsx";

/** The first page: who you are, what is on, and every way in. */
export function Lobby() {
  useEffect(openLobby, []);
  const texts = t.value;
  return (
    <>
      <Header>
        {online.value !== undefined && !failure.value && (
          <span class="online">{texts.lobby.online(online.value)}</span>
        )}
      </Header>
      <main class="lobby">
        <h1 class="unseen">{texts.lobby.title}</h1>
        <div class="lobby-side">
          <Enter />
          <JoinBox />
        </div>
        <div class="lobby-side">
          <RoomList />
          <CreateRoom />
        </div>
      </main>
    </>
  );
}
