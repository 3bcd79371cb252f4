import type { Room, RoomPlugin } from "@colyseus/core";
import { computePluginLayout, installPluginHookWrappers } from "@colyseus/core/RoomPlugin";

type RoomClass = new () => Room;

/**
 * Installs the plugin hooks of a room class before its first room exists. Colyseus binds a room's
 * own hooks in the constructor when `onUncaughtException` is defined, which is before it wraps
 * them, so the first room of each class would run without any plugin.
 */
export function preparePlugins(roomClass: RoomClass): void {
  if (Object.hasOwn(roomClass, "__pluginLayout")) return;
  const plugins = new roomClass().plugins as Record<string, RoomPlugin> | undefined;
  if (!plugins) return;
  const layout = computePluginLayout(plugins);
  installPluginHookWrappers(roomClass, layout);
  Object.defineProperty(roomClass, "__pluginLayout", { value: layout, writable: true });
}
