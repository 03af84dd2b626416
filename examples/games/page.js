// The page around a game: canvas, controls, and what the model was told and said.

import { Game, percentile } from "./game.js";

const at = (id) => document.getElementById(id);

export function open(World) {
  const asked = new URLSearchParams(location.search);
  const canvas = at("field");
  const opponent = at("opponent");
  opponent.value = asked.get("opponent") === "script" ? "script" : "you";
  const seed = Number(asked.get("seed") ?? Date.now());
  const world = new World(seed, opponent.value === "script");
  const game = new Game(world, {
    clock: asked.get("clock"),
    server: asked.get("server") ?? undefined,
    key: asked.get("key") ?? "",
    show,
  });
  window.game = game; // for the console, and for tests

  opponent.addEventListener("change", () => world.input("script", opponent.value === "script"));
  at("start").addEventListener("click", () => {
    if (game.running) game.pause();
    else game.start();
    at("start").textContent = game.running ? "Pause" : "Start";
  });
  const keys = { ArrowUp: "up", w: "up", ArrowDown: "down", s: "down" };
  for (const kind of ["keydown", "keyup"]) {
    addEventListener(kind, (event) => {
      if (!(event.key in keys) || event.target instanceof HTMLSelectElement) return;
      event.preventDefault();
      world.input(kind, keys[event.key]);
    });
  }
  for (const kind of ["pointerdown", "pointermove"]) {
    canvas.addEventListener(kind, (event) => {
      const scale = canvas.width / canvas.clientWidth;
      world.input(kind, { x: event.offsetX * scale, y: event.offsetY * scale });
    });
  }
  show(game);
}

function show(game) {
  const { world, answer, told } = game;
  const canvas = at("field");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`);
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  world.draw(context, colour);
  put("score", world.score());
  put("told", told ? [told.instruction, ...told.state].join("\n") : "");
  put("said", answer ? says(answer) : "");
  const recent = game.latencies.slice(-100);
  const spread = [50, 99].map((percent) => percentile(recent, percent).toFixed(0));
  put("latency", recent.length ? `p50 ${spread[0]}, p99 ${spread[1]} ms of ${recent.length}` : "");
  const trouble = game.error || (answer && !answer.success ? answer.error : "");
  put("status", trouble || "none");
  at("status").className = trouble ? "bad" : "";
}

function says({ function: name, args, heads }) {
  const call = name ? `${name}(${Object.values(args).join(", ")})` : "no call";
  return [call, ...Object.entries(heads).map(([head, text]) => `  ${head}: ${text || "null"}`)].join("\n");
}

function put(id, text) {
  const element = at(id);
  if (element.textContent !== text) element.textContent = text;
}
