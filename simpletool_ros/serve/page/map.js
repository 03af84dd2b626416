// The map from above: grid of metres, path, laser points, named objects, robot.

import { cleared, colors } from "./canvas.js";

const MARGIN = 0.4; // m around everything
const SMALLEST = 2.0; // m that the map shows at least
const EASE = 0.15; // of the way to the new view in a frame
const OLD = 1000; // ms: what is older is drawn faint
const RADIUS = 0.11; // m, the robot

export class TopDown {
  constructor(canvas, state) {
    this.canvas = canvas;
    this.state = state;
    this.view = null; // {x, y, span}: middle and extent in metres, eased
  }

  // Draw; return whether the view is still on its way, and wants another frame.
  draw() {
    const { context, width, height } = cleared(this.canvas);
    const moving = this.ease(width / height);
    const scale = Math.min(width / this.view.w, height / this.view.h);
    const place = (x, y) => [
      width / 2 + (x - this.view.x) * scale,
      height / 2 - (y - this.view.y) * scale,
    ];
    this.grid(context, width, height, scale, place);
    this.path(context, place);
    context.globalAlpha = this.state.age("scan") > OLD ? 0.25 : 0.9;
    this.laser(context, place);
    context.globalAlpha = this.state.age("objects") > OLD ? 0.25 : 1;
    this.objects(context, scale, place);
    context.globalAlpha = 1;
    this.robot(context, scale, place);
    return moving;
  }

  // Bring the view nearer to what there is to see.
  ease(aspect) {
    const { x, y } = this.state.pose;
    let [left, right, bottom, top] = [x, x, y, y];
    const see = (px, py) => {
      left = Math.min(left, px);
      right = Math.max(right, px);
      bottom = Math.min(bottom, py);
      top = Math.max(top, py);
    };
    for (const [px, py] of this.state.path) see(px, py);
    for (const [px, py] of this.state.points) see(px, py);
    for (const one of this.state.objects) see(one.x, one.y);
    // Whole half metres: noise in the data does not shake the map.
    const outward = (value, round) => round(value * 2) / 2;
    left = outward(left - MARGIN, Math.floor);
    right = outward(right + MARGIN, Math.ceil);
    bottom = outward(bottom - MARGIN, Math.floor);
    top = outward(top + MARGIN, Math.ceil);
    const want = {
      x: (left + right) / 2,
      y: (bottom + top) / 2,
      w: Math.max(right - left, SMALLEST),
      h: Math.max(top - bottom, SMALLEST / aspect),
    };
    if (this.view === null) this.view = want;
    let moving = false;
    for (const key of Object.keys(want)) {
      const way = want[key] - this.view[key];
      this.view[key] += Math.abs(way) < 0.005 ? way : EASE * way;
      moving ||= Math.abs(way) >= 0.005;
    }
    return moving;
  }

  grid(context, width, height, scale, place) {
    const step = [0.5, 1, 2, 5, 10, 20, 50, 100].find((metres) => metres * scale >= 40) ?? 200;
    context.strokeStyle = colors.grid;
    context.fillStyle = colors.soft;
    context.lineWidth = 1;
    context.textAlign = "left";
    context.textBaseline = "bottom";
    const [x0, y0] = [this.view.x - width / 2 / scale, this.view.y - height / 2 / scale];
    context.beginPath();
    for (let x = Math.ceil(x0 / step) * step; x < x0 + width / scale; x += step) {
      const [px] = place(x, 0);
      context.moveTo(px, 0);
      context.lineTo(px, height);
    }
    for (let y = Math.ceil(y0 / step) * step; y < y0 + height / scale; y += step) {
      const [, py] = place(0, y);
      context.moveTo(0, py);
      context.lineTo(width, py);
    }
    context.stroke();
    context.fillText(`grid ${step} m`, 6, height - 4);
  }

  path(context, place) {
    context.strokeStyle = colors.path;
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.beginPath();
    for (const [x, y] of this.state.path) context.lineTo(...place(x, y));
    const { x, y } = this.state.pose;
    if (this.state.path.length) context.lineTo(...place(x, y));
    context.stroke();
  }

  laser(context, place) {
    context.fillStyle = colors.laser;
    for (const [x, y] of this.state.points) {
      const [px, py] = place(x, y);
      context.fillRect(px - 1, py - 1, 2, 2);
    }
  }

  objects(context, scale, place) {
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const one of this.state.objects) {
      const [px, py] = place(one.x, one.y);
      const radius = Math.max(((one.size || 0.1) / 2) * scale, 4);
      context.beginPath();
      context.arc(px, py, radius, 0, 2 * Math.PI);
      context.fillStyle = `rgb(${one.color.map((part) => Math.round(255 * (part ?? 0))).join(" ")})`;
      context.fill();
      context.strokeStyle = colors.ink;
      context.lineWidth = 1;
      context.stroke();
      context.strokeStyle = colors.map;
      context.lineWidth = 3;
      context.strokeText(one.name, px, py + radius + 3);
      context.fillStyle = colors.ink;
      context.fillText(one.name, px, py + radius + 3);
    }
  }

  robot(context, scale, place) {
    const { x, y, yaw } = this.state.pose;
    const size = Math.max(RADIUS * scale, 9);
    const fresh = this.state.age("pose") <= OLD;
    context.save();
    context.translate(...place(x, y));
    context.rotate(-yaw);
    context.beginPath();
    context.arc(0, 0, size, 0, 2 * Math.PI);
    context.fillStyle = fresh ? colors.path : colors.map;
    context.fill();
    context.setLineDash(fresh ? [] : [4, 3]);
    context.strokeStyle = colors.body;
    context.lineWidth = 1.5;
    context.stroke();
    context.beginPath();
    context.moveTo(size * 0.8, 0);
    context.lineTo(-size * 0.45, size * 0.55);
    context.lineTo(-size * 0.45, -size * 0.55);
    context.closePath();
    context.fillStyle = fresh ? colors.map : colors.soft;
    context.fill();
    context.restore();
  }

  // The same in words, for who cannot see it.
  get words() {
    const pose = this.state.newest.pose;
    if (!pose) return "no position yet";
    const degrees = Math.round(((pose.yaw ?? 0) * 180) / Math.PI);
    const objects = this.state.objects.map((one) => `${one.name} ${one.distance.toFixed(1)} m away`);
    const at = `robot at x ${pose.x} m, y ${pose.y} m, heading ${degrees} degrees`;
    return [at, `speed ${pose.speed} m/s`, ...objects].join("; ");
  }
}
