// The live page: what comes over the websocket is kept in State and drawn once a frame, only where it changed.

import { Alarms } from "./alarms.js";
import "./avatar.js";
import { Controls } from "./controls.js";
import { Link } from "./link.js";
import { TopDown } from "./map.js";
import * as panels from "./panels.js";
import { State } from "./state.js";
import { Timeline } from "./timeline.js";

const SLOWLY = 250; // ms between two looks at what only time changes

const $ = (id) => document.getElementById(id);

const state = new State();
const map = new TopDown($("map"), state);
const timeline = new Timeline($("timeline"), $("stages"), $("legend"), state);

// What to draw anew after an event of a kind.
const DRAWS = {
  pose: ["map"],
  scan: ["map"],
  objects: ["map"],
  tick: ["timeline", "decision", "verdicts", "sources", "prompt"],
  stop: ["verdicts"],
  prefix: ["prompt"],
  avatar: ["avatar"],
};
const dirty = new Set(["map", "timeline"]);
const draw = {
  map: () => {
    if (map.draw()) dirty.add("map");
  },
  timeline: () => timeline.draw(),
  decision: () => panels.decision(state),
  verdicts: () => panels.verdicts(state),
  sources: () => panels.sources(state),
  prompt: () => panels.prompt(state),
  avatar: () => panels.avatar(state),
};

const link = new Link((event, at) => {
  state.take(event, at);
  for (const name of DRAWS[event.kind] ?? []) dirty.add(name);
});
const controls = new Controls(link);
const alarms = new Alarms(link, state, controls);

function frame() {
  const now = [...dirty];
  dirty.clear();
  for (const name of now) draw[name]();
  requestAnimationFrame(frame);
}
requestAnimationFrame(frame);

// What changes without an event: ages, alarms, figures over the last seconds.
function look() {
  alarms.look();
  panels.sources(state);
  timeline.tell();
  $("unlock").hidden = !link.locked || link.key !== null;
  panels.write($("robot"), name());
  panels.write($("followed"), state.newest.instruction?.text || "nothing");
  panels.write($("rate"), state.ticks.length ? `${state.rate.toFixed(1)} a second` : "");
  panels.write($("pose"), place());
  panels.avatar_age(state);
  $("map").setAttribute("aria-label", map.words);
  dirty.add("map");
}
setInterval(look, SLOWLY);
look();

for (const canvas of ["map", "timeline"]) new ResizeObserver(() => dirty.add(canvas)).observe($(canvas));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dirty.add("map").add("timeline"));

function name() {
  const { robot, namespace = "/" } = state.newest.robot ?? {};
  return robot ? robot + (namespace === "/" ? "" : ` ${namespace}`) : "";
}

function place() {
  const { pose, objects, robot } = state.newest;
  if (!pose) {
    const none = robot && !robot.map["nav_msgs/msg/Odometry"];
    return none ? "no odometry among the contract's sources" : "no position yet";
  }
  const { x, y, yaw, speed } = pose;
  if ([x, y, yaw, speed].includes(null)) return "the odometry says no number";
  const seconds = state.age("pose") / 1000;
  const said = [
    `x ${x.toFixed(2)} m, y ${y.toFixed(2)} m, ${Math.round((yaw * 180) / Math.PI)}°`,
    `${speed.toFixed(2)} m/s`,
    seconds > 1 ? `OLD: ${seconds.toFixed(0)} s ago` : "",
    objects?.fault ? `objects: ${objects.fault}` : "",
  ];
  return said.filter(Boolean).join("; ");
}

$("unlock").addEventListener("submit", (event) => {
  event.preventDefault();
  link.unlock($("key").value);
  $("key").value = "";
});
