// Catch. The model has the basket and one tool: move_basket(direction). The opponent drops the apples.

import { random } from "./game.js";

const WIDTH = 600;
const HEIGHT = 400;
const BASKET = { width: 90, height: 24, speed: 320 }; // px, px, px/s
const RADIUS = 9;
const FALL = { first: 150, more: 3, most: 260 }; // px/s, more with every apple

export class Catch {
  instruction = "Catch game. Catch it. Choose: left/right/stay";

  tools = [
    {
      type: "function",
      function: {
        name: "move_basket",
        description: "Move the basket to catch what falls",
        parameters: {
          type: "object",
          properties: {
            direction: {
              type: "string",
              enum: ["left", "right", "stay"],
              description: "left=decrease x, right=increase x, stay=hold",
            },
          },
          required: ["direction"],
        },
      },
    },
  ];

  constructor(seed, script) {
    this.random = random(seed);
    this.script = script;
    this.basket = { x: WIDTH / 2, way: 0 };
    this.apple = null;
    this.caught = 0;
    this.missed = 0;
    this.pause = 0.5; // seconds until the script drops the next one
  }

  // The state that the model reads; between apples the basket is where it should be.
  state() {
    const basket = Math.round(this.basket.x);
    const apple = Math.round(this.apple?.x ?? this.basket.x);
    return [`apple_x=${apple}`, `basket_x=${basket}`, `diff=${apple - basket}`];
  }

  act({ direction }) {
    this.basket.way = { left: -1, right: 1 }[direction] ?? 0;
  }

  input(kind, value) {
    if (kind === "script") this.script = value;
    else if (kind === "pointerdown") this.drop(value.x);
  }

  drop(x) {
    if (this.apple) return;
    const dropped = this.caught + this.missed;
    this.apple = { x, y: RADIUS, vy: Math.min(FALL.first + FALL.more * dropped, FALL.most) };
  }

  step(seconds) {
    const half = BASKET.width / 2;
    const x = this.basket.x + this.basket.way * BASKET.speed * seconds;
    this.basket.x = Math.max(half, Math.min(WIDTH - half, x));
    if (!this.apple) {
      this.pause -= seconds;
      if (this.script && this.pause <= 0) this.drop(20 + this.random() * (WIDTH - 40));
      return;
    }
    this.apple.y += this.apple.vy * seconds;
    if (this.apple.y < HEIGHT - BASKET.height) return;
    if (Math.abs(this.apple.x - this.basket.x) <= half) this.caught += 1;
    else this.missed += 1;
    this.apple = null;
    this.pause = 0.3;
  }

  score() {
    return `caught ${this.caught}, missed ${this.missed}`;
  }

  draw(context, colour) {
    const left = this.basket.x - BASKET.width / 2;
    context.fillStyle = colour("model");
    context.beginPath();
    context.moveTo(left, HEIGHT - BASKET.height);
    context.lineTo(left + BASKET.width, HEIGHT - BASKET.height);
    context.lineTo(left + BASKET.width - 12, HEIGHT - 2);
    context.lineTo(left + 12, HEIGHT - 2);
    context.fill();
    if (!this.apple) return;
    context.fillStyle = colour("you");
    context.beginPath();
    context.arc(this.apple.x, this.apple.y, RADIUS, 0, 2 * Math.PI);
    context.fill();
  }
}
