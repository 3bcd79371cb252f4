import type { Result } from "../../../result.ts";
import { PERSONAS } from "../../../scenario.ts";
import { msText, timeText } from "../../facts.ts";
import { recordingText } from "../../findings.ts";
import { Outside } from "../Outside.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

/** What somebody has to know to do the same again. */
export function Setup({ result }: { readonly result: Result }) {
  return (
    <Section id="setup">
      <dl class="setup">
        {setupOf(result).map(([label, text]) => (
          <div key={label}>
            <dt>
              <Outside text={label} />
            </dt>
            <dd>
              <Outside text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

type Entry = readonly [label: string, text: string];

function setupOf(result: Result): readonly Entry[] {
  return [...runOf(result), ...machineOf(result)];
}

function runOf({ run }: Result): readonly Entry[] {
  const { setup, ownServer, quickPlay } = texts.value;
  const { words, n } = told.value;
  const mix = PERSONAS.flatMap((id) => {
    const share = run.mix[id];
    return share ? [`${words.personas[id]} ${n.figure(share)}`] : [];
  });
  const server = run.ownServer ? `${run.url}${words.comma}${ownServer}` : run.url;
  return [
    [setup.profile, run.profile],
    [setup.room, run.room],
    [setup.scenario, run.scenario ?? words.none],
    [setup.server, server],
    [setup.clients, n.figure(run.clients)],
    [setup.rooms, run.rooms === null ? quickPlay : n.figure(run.rooms)],
    [setup.workers, n.figure(run.workers)],
    [setup.mix, mix.join(words.comma) || words.none],
    [setup.net, run.net],
    // As it is typed: a seed has no thousands.
    [setup.seed, String(run.seed)],
    [setup.tick, msText(told.value, run.tickMs)],
    [setup.started, inUtc(run.startedAt)],
    [setup.lasted, timeText(told.value, run.seconds)],
  ];
}

function machineOf(result: Result): readonly Entry[] {
  const { setup } = texts.value;
  const { words, n } = told.value;
  const { machine } = result;
  const versions = Object.entries(machine.versions);
  return [
    [setup.cpu, machine.cpu],
    [setup.cores, n.figure(machine.cores)],
    [setup.memory, words.units.bytes(n.figure(machine.memoryGb), "GB")],
    [setup.os, machine.os],
    [setup.node, machine.node],
    [setup.commit, machine.commit ?? words.notAvailable],
    ...versions,
    [setup.recording, recordingText(told.value, result)],
  ];
}

/** To the second, and with spaces where a line may break. */
const inUtc = (iso: string): string => iso.replace(/^(.{10})T(.{8})\.\d+Z$/, "$1 $2 UTC");
