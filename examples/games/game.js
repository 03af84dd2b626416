// What every game has: a clock, the model's decisions, a panel that shows them.
//
// A world has: tools, instruction, state() -> lines, act(args), step(seconds), draw(context, colours), score(),
// and input(kind, value) for what the person does.
//
// In the address: ?opponent=script lets a script play the person's side; ?clock=lockstep holds the time while
// the model decides, for tests and slow machines; ?seed=7 repeats a game; ?server=URL asks another server.

import { Model } from "./model.js";

const DECIDE = 0.1; // seconds between decisions
const STALE = 0.3; // seconds after which a decision holds no more: without a new one the model's side stands still
const FRAME = 1 / 60; // seconds of a step
const HISTORY = 6;

export class Game {
  constructor(world, options) {
    this.world = world;
    this.options = options;
    this.history = [];
    this.latencies = [];
    this.decisions = 0;
    this.failures = 0;
    this.running = false;
    this.time = 0; // of the game, seconds
    this.decided = -Infinity;
    this.asking = false;
    const local = location.protocol.startsWith("http") ? location.origin : "http://localhost:8899";
    this.model = new Model(options.server ?? local, world.tools, options.key);
  }

  async start() {
    if (this.running) return;
    this.running = true;
    if (this.options.clock === "lockstep") await this.lockstep();
    else this.frames();
  }

  pause() {
    this.running = false;
  }

  // Real time: steps of 1/60 s, as many as have passed; a question at most every tenth of a second.
  frames() {
    let before = performance.now();
    let asked = -Infinity;
    const frame = (now) => {
      if (!this.running) return;
      const end = this.time + Math.min((now - before) / 1000, 0.25);
      before = now;
      while (this.time + FRAME <= end) this.step();
      if (!this.asking && this.time - asked >= DECIDE) {
        asked = this.time;
        this.ask();
      }
      this.show();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  // Lockstep: a decision, a tenth of a second, a decision …
  async lockstep() {
    while (this.running) {
      await this.ask();
      for (let n = 0; n < DECIDE / FRAME; n += 1) this.step();
      this.show();
      await new Promise((resume) => setTimeout(resume)); // let the page draw
    }
  }

  step() {
    this.time += FRAME;
    if (this.time - this.decided > STALE) this.world.act({});
    this.world.step(FRAME);
  }

  async ask() {
    this.asking = true;
    this.told = { instruction: this.world.instruction, state: this.world.state() };
    try {
      this.answer = await this.model.decide(this.told.instruction, this.told.state, this.history);
      this.latencies.push(this.answer.ms);
      this.decisions += 1;
      this.error = "";
      this.decided = this.time;
      this.world.act(this.answer.args);
      if (this.answer.success) this.remember(this.answer);
    } catch (error) {
      this.failures += 1;
      this.error = error.message;
    }
    this.asking = false;
  }

  remember({ function: name, args }) {
    const said = Object.entries(args).map(([key, value]) => `${key}="${value}"`);
    this.history = [...this.history, `${name}(${said.join(", ")})`].slice(-HISTORY);
  }

  show() {
    this.options.show(this);
  }
}

export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

// A small generator of random numbers (mulberry32), so that a seed repeats a game.
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
