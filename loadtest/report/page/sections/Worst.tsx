import type { BotFigures } from "../../../protocol.ts";
import type { Result, RoomFigures } from "../../../result.ts";
import { msText, orNone } from "../../facts.ts";
import { DataTable } from "../DataTable.tsx";
import { Outside } from "../Outside.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

/** Where to look first. */
export function Worst({ result: { rooms, bots } }: { readonly result: Result }) {
  const words = texts.value;
  return (
    <Section id="worst">
      <div class="pair">
        <div>
          <h3>{words.roomsCaption}</h3>
          {rooms.length > 0 ? <Rooms rooms={rooms} /> : <p>{words.noRooms}</p>}
        </div>
        <div>
          <h3>{words.botsCaption}</h3>
          {bots.length > 0 ? <Bots bots={bots} /> : <p>{words.noBots}</p>}
        </div>
      </div>
    </Section>
  );
}

function Rooms({ rooms }: { readonly rooms: readonly RoomFigures[] }) {
  const { head, roomsCaption } = texts.value;
  const { figure } = told.value.n;
  return (
    <DataTable
      name={roomsCaption}
      head={[head.room, head.tickP99, head.ticks, head.overruns, head.clients]}
      rows={rooms.map(({ room, tickP99Ms, ticks, overruns, clients }) => [
        <Outside key="room" text={room} />,
        orNone(told.value, tickP99Ms, (v) => msText(told.value, v)),
        figure(ticks),
        figure(overruns),
        figure(clients),
      ])}
    />
  );
}

function Bots({ bots }: { readonly bots: readonly BotFigures[] }) {
  const { head, botsCaption } = texts.value;
  const { figure } = told.value.n;
  const ms = (value: number) => msText(told.value, value);
  return (
    <DataTable
      name={botsCaption}
      head={[head.bot, head.persona, head.echoMean, head.echoMax, head.drops, head.room]}
      words={[1, 5]}
      rows={bots.map(({ bot, persona, roomId, echoMeanMs, echoMaxMs, drops }) => [
        figure(bot),
        told.value.words.personas[persona],
        ms(echoMeanMs),
        ms(echoMaxMs),
        figure(drops),
        <Outside key="room" text={roomId} />,
      ])}
    />
  );
}
