// Where the milliseconds of the last ticks went, against p50, p99 and the deadline.

import { STAGES, cleared, colors } from "./canvas.js";
import { percentile } from "./state.js";

const BAR = 5; // px a tick
const LEFT = 36; // px for the scale
const RIGHT = 92; // px for the names of the lines

export class Timeline {
  constructor(canvas, bar, legend, state) {
    this.canvas = canvas;
    this.state = state;
    this.parts = STAGES.map((stage) => this.part(stage, bar, legend));
  }

  part(stage, bar, legend) {
    const share = bar.appendChild(document.createElement("span"));
    share.style.background = `var(--${stage})`;
    const entry = legend.appendChild(document.createElement("div"));
    const swatch = entry.appendChild(document.createElement("span"));
    swatch.className = "swatch";
    swatch.style.background = `var(--${stage})`;
    entry.appendChild(document.createElement("dt")).textContent = stage;
    const said = entry.appendChild(document.createElement("dd"));
    return { stage, share, said };
  }

  draw() {
    const { context, width, height } = cleared(this.canvas);
    const count = Math.max(Math.floor((width - LEFT - RIGHT) / BAR), 1);
    const ticks = this.state.ticks.slice(-count).map(({ event }) => event);
    const total = this.state.decided.map((tick) => tick.total_ms ?? 0);
    const deadline = ticks.at(-1)?.deadline_ms ?? 0;
    const lines = [
      { name: "deadline", ms: deadline, color: colors.bad, dash: [] },
      { name: "p99", ms: percentile(total, 99), color: colors.ink, dash: [6, 3] },
      { name: "p50", ms: percentile(total, 50), color: colors.ink, dash: [2, 3] },
    ].filter((line) => line.ms > 0);
    const top = 1.12 * Math.max(10, deadline, ...ticks.map((tick) => tick.total_ms ?? 0));
    const y = (ms) => height - 4 - (ms / top) * (height - 8);
    this.scale(context, width, top, y);
    ticks.forEach((tick, index) => this.tick(context, tick, ticks[index - 1], LEFT + index * BAR, y));
    this.lines(context, width, lines, y);
    this.lined = lines;
  }

  scale(context, width, top, y) {
    const step = [2, 5, 10, 20, 50, 100, 200, 500, 1000].find((ms) => top / ms <= 5) ?? top / 4;
    context.strokeStyle = colors.grid;
    context.fillStyle = colors.soft;
    context.lineWidth = 1;
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (let ms = 0; ms < top; ms += step) {
      context.beginPath();
      context.moveTo(LEFT, y(ms));
      context.lineTo(width - RIGHT, y(ms));
      context.stroke();
      context.fillText(ms, LEFT - 6, y(ms));
    }
  }

  tick(context, tick, earlier, x, y) {
    if (earlier && tick.tick > earlier.tick + 1) {
      // Ticks are missing here.
      context.fillStyle = colors.bad;
      context.fillRect(x - 1.5, y(0) - 14, 2, 14);
    }
    let below = 0;
    for (const stage of STAGES) {
      const ms = tick.ms[stage] ?? 0;
      context.fillStyle = colors[stage];
      context.fillRect(x, y(below + ms), BAR - 1, y(below) - y(below + ms));
      below += ms;
    }
    if (tick.verdict.code === "late") {
      context.fillStyle = colors.bad;
      context.fillRect(x, y(below) - 4, BAR - 1, 4);
    }
  }

  lines(context, width, lines, y) {
    context.textAlign = "left";
    context.textBaseline = "middle";
    let lowest = Infinity; // a name does not lie on another
    for (const line of [...lines].sort((a, b) => a.ms - b.ms)) {
      context.strokeStyle = context.fillStyle = line.color;
      context.setLineDash(line.dash);
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(LEFT, y(line.ms));
      context.lineTo(width - RIGHT, y(line.ms));
      context.stroke();
      lowest = Math.max(Math.min(y(line.ms), lowest - 14), 8);
      context.fillText(`${line.name} ${figure(line.ms)}`, width - RIGHT + 5, lowest);
    }
    context.setLineDash([]);
  }

  // The medians, and the lines in words; a few times a second is enough.
  tell() {
    const decided = this.state.decided;
    const medians = this.parts.map(({ stage }) => percentile(decided.map((tick) => tick.ms[stage] ?? 0), 50));
    const sum = medians.reduce((a, b) => a + b, 0);
    this.parts.forEach(({ share, said }, index) => {
      share.style.width = sum ? `${(100 * medians[index]) / sum}%` : "0";
      said.textContent = decided.length ? medians[index].toFixed(2) : "–";
    });
    const words = (this.lined ?? []).map((line) => `${line.name} ${figure(line.ms)} ms`);
    this.canvas.setAttribute("aria-label", words.join(", ") || "no ticks yet");
  }
}

function figure(ms) {
  return ms >= 100 ? ms.toFixed(0) : ms.toFixed(1);
}
