// What the page knows: the newest event of each kind and when it happened, the last ticks, the robot's path.

const TICKS = 400; // ticks kept: at 20 Hz more than the ten seconds that figures are taken over
const WINDOW = 10000; // ms
const ROWS = 60; // lines of the verdict stream
const SILENCE = 2500; // ms without a word that are too long: the guard says its state once a second
const PATH = 4000; // points of the path
const STEP = 0.02; // m between two of them

export class State {
  constructor() {
    this.newest = {}; // event by kind
    this.at = {}; // when it happened, by kind; ms of performance.now()
    this.forget();
  }

  // A controller that starts anew counts its ticks from 1: what was before is another run.
  forget() {
    this.ticks = []; // {at, event}
    this.rows = []; // {at, text, code, reason, count}, the newest first
    this.missed = 0; // ticks that happened but are not shown: skipped by the controller, or lost on the way
    this.path ??= []; // [x, y]
    this.points ??= []; // [x, y] of the laser, in the frame of the path
    this.objects ??= []; // {name, x, y, size, color, distance}
  }

  take(event, at) {
    const earlier = this.newest[event.kind];
    this.newest[event.kind] = event;
    this.at[event.kind] = at;
    this[`take_${event.kind}`]?.(event, at, earlier);
  }

  // ms since the newest event of a kind; Infinity: there was none.
  age(kind) {
    return performance.now() - (this.at[kind] ?? -Infinity);
  }

  // Whether one who speaks regularly, in ticks or guard states, has been silent for too long.
  silent(kind) {
    const period = kind === "tick" ? 1000 * (this.newest.robot?.period ?? 0) : 0;
    return this.age(kind) > Math.max(SILENCE, 3 * period);
  }

  // The controller stopped the robot by itself, between two ticks.
  take_stop(stop, at) {
    this.row({ at, text: "the contract's stop", code: "stop", reason: stop.reason });
  }

  take_tick(tick, at, earlier) {
    if (earlier && tick.tick <= earlier.tick) this.forget();
    else if (earlier) this.missed += tick.tick - earlier.tick - 1;
    this.ticks.push({ at, event: tick });
    if (this.ticks.length > TICKS) this.ticks.shift();
    this.row({ at, text: this.text(tick), ...tick.verdict });
  }

  // What the heads said, as a call; empty: nothing.
  text(tick) {
    const [name, ...rest] = tick.heads.filter((head) => head.name !== "content");
    if (!name || name.stop === "null") return "";
    const names = this.newest.robot?.parameters[name.text] ?? [];
    const said = rest
      .map((head, index) => ({ ...head, parameter: names[index] }))
      .filter((head) => head.stop !== "skipped" && head.stop !== "null")
      .map((head) => (head.parameter ? `${head.parameter}="${head.text}"` : head.text));
    return `${name.text}(${said.join(", ")})`;
  }

  // Equal lines that follow each other are one, counted.
  row(line) {
    const newest = this.rows[0];
    if (newest && ["text", "code", "reason"].every((key) => newest[key] === line[key])) {
      Object.assign(newest, line, { count: newest.count + 1 });
      return;
    }
    this.rows.unshift({ ...line, count: 1 });
    if (this.rows.length > ROWS) this.rows.pop();
  }

  take_pose(pose) {
    if (pose.x === null || pose.y === null) return;
    const last = this.path.at(-1);
    if (last && Math.hypot(pose.x - last[0], pose.y - last[1]) < STEP) return;
    this.path.push([pose.x, pose.y]);
    if (this.path.length > PATH) this.path.splice(0, PATH / 10);
  }

  // Where the robot is; without odometry at the middle of everything.
  get pose() {
    const { x = 0, y = 0, yaw = 0 } = this.newest.pose ?? {};
    return { x: x ?? 0, y: y ?? 0, yaw: yaw ?? 0 };
  }

  take_scan(scan) {
    const { x, y, yaw } = this.pose;
    this.points = [];
    scan.cm.forEach((cm, index) => {
      if (cm === null) return;
      const angle = yaw + scan.start + index * scan.step;
      this.points.push([x + (cm / 100) * Math.cos(angle), y + (cm / 100) * Math.sin(angle)]);
    });
  }

  take_objects(seen) {
    const { x, y, yaw } = this.pose;
    this.objects = seen.objects
      .filter((one) => one.x !== null && one.y !== null)
      .map((one) => ({
        ...one,
        x: x + one.x * Math.cos(yaw) - one.y * Math.sin(yaw),
        y: y + one.x * Math.sin(yaw) + one.y * Math.cos(yaw),
        distance: Math.hypot(one.x, one.y),
      }));
  }

  // The ticks of the last ten seconds in which the model decoded.
  get decided() {
    const since = performance.now() - WINDOW;
    return this.ticks.filter(({ at, event }) => at >= since && event.forwards > 0).map(({ event }) => event);
  }

  // Ticks a second over the last ten seconds, by the robot's own count.
  get rate() {
    const since = performance.now() - WINDOW;
    const recent = this.ticks.filter(({ at }) => at >= since);
    if (recent.length < 2) return 0;
    const [first, last] = [recent[0], recent.at(-1)];
    return (1000 * (last.event.tick - first.event.tick)) / (last.at - first.at);
  }
}

// The nearest-rank percentile, as the controller's own diagnostics take it; 0 of nothing.
export function percentile(values, percent) {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.floor((ordered.length * percent) / 100))] ?? 0;
}
