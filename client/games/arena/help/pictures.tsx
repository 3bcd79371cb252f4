import "./help.css";
import type { ComponentChildren } from "preact";
import { MOON, SUN } from "../../../../schema/arena/teams.ts";
import { t } from "../../../i18n/index.ts";
import { firstKey, moveKeys } from "../../../keyNames.ts";
import { settings } from "../../../settings.ts";
import type { Device } from "../../help.ts";
import {
  Arrow,
  Bolt,
  Burst,
  Fighter,
  Find,
  Heart,
  Key,
  Mouse,
  Pad,
  Phone,
  TeamBadge,
} from "./drawings.tsx";

/** Arena in seven pictures. */
export function ArenaHelp({ device }: { readonly device: Device }) {
  const texts = t.value.help.arena;
  const { keys } = settings.value;
  return (
    <ul class="help-cards">
      <Card title={texts.move} text={texts.moveBy[device](moveKeys(keys, t.value))}>
        <MoveHands device={device} />
        <g class="help-walk">
          <Fighter x={84} y={32} hue={0} />
        </g>
        <Arrow x={100} y={32} />
      </Card>
      <Card title={texts.aim} text={texts.aimBy[device]}>
        <AimHands device={device} />
        <Fighter x={64} y={32} hue={0} />
        <Bolt from={80} to={93} y={32} />
        <Fighter x={108} y={32} hue={4} turn={180} />
      </Card>
      <Card title={texts.dash} text={texts.dashBy[device](firstKey(keys, "dash", t.value))}>
        <DashHands device={device} />
        <g class="help-trail">
          <Fighter x={66} y={32} hue={0} />
          <Fighter x={80} y={32} hue={0} />
        </g>
        <Fighter x={98} y={32} hue={0} />
      </Card>
      <Card title={texts.finds} text={texts.findsText}>
        <Find kind="health" x={18} y={32} />
        <Find kind="boost" x={48} y={32} />
        <Find kind="power" x={78} y={32} />
        <Fighter x={106} y={32} hue={0} turn={180} />
      </Card>
      <Card title={texts.score} text={texts.scoreBy[device](firstKey(keys, "scoreboard", t.value))}>
        <Fighter x={22} y={32} hue={0} />
        <Bolt from={37} to={58} y={32} />
        <Burst x={70} y={32} />
        <text class="help-plus" x="102" y="40">
          +1
        </text>
      </Card>
      <Card title={texts.teams} text={texts.teamsText}>
        <TeamBadge team={SUN} x={18} y={14} />
        <Fighter x={18} y={40} hue={0} />
        <Bolt from={34} to={52} y={40} />
        <TeamBadge team={SUN} x={60} y={14} />
        <Fighter x={62} y={40} hue={1} />
        <TeamBadge team={MOON} x={104} y={14} />
        <Fighter x={104} y={40} hue={4} turn={180} />
      </Card>
      <Card title={texts.shield} text={texts.shieldText}>
        <Bolt from={12} to={38} y={32} />
        <circle class="help-shield" cx="62" cy="32" r="21" />
        <Fighter x={62} y={32} hue={0} />
        <Heart x={104} y={32} />
      </Card>
    </ul>
  );
}

interface CardProps {
  readonly title: string;
  readonly text: string;
  readonly children: ComponentChildren;
}

function Card({ title, text, children }: CardProps) {
  return (
    <li class="help-card">
      <svg viewBox="0 0 124 64" aria-hidden="true">
        {children}
      </svg>
      <strong>{title}</strong>
      <span>{text}</span>
    </li>
  );
}

function MoveHands({ device }: { readonly device: Device }) {
  if (device === "touch") return <Phone press="left" />;
  if (device === "gamepad") return <Pad press="left" />;
  const { keys } = settings.value;
  const name = (action: "up" | "left" | "down" | "right") => firstKey(keys, action, t.value);
  return (
    <>
      <Key x={22} y={12} name={name("up")} />
      <Key x={3} y={33} name={name("left")} />
      <Key x={22} y={33} name={name("down")} />
      <Key x={41} y={33} name={name("right")} />
    </>
  );
}

function AimHands({ device }: { readonly device: Device }) {
  if (device === "touch") return <Phone press="right" />;
  if (device === "gamepad") return <Pad press="right" />;
  return <Mouse x={24} y={32} />;
}

function DashHands({ device }: { readonly device: Device }) {
  if (device === "touch") return <Phone press="button" />;
  if (device === "gamepad") return <Pad press="button" />;
  return <Key x={2} y={22} width={44} name={firstKey(settings.value.keys, "dash", t.value)} />;
}
