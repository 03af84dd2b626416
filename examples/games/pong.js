// Pong. The model has the left paddle and one tool: move(direction).

import { random } from "./game.js";

const WIDTH = 600;
const HEIGHT = 400;
const PADDLE = { width: 10, height: 80, speed: 260 }; // px, px, px/s
const RADIUS = 8;
const SERVE = 260; // px/s
const FASTEST = { x: 420, y: 200 };
const LEFT = 20; // x of the paddles' faces
const RIGHT = WIDTH - 20;

export class Pong {
  instruction = "Pong AI. Keep the ball in play. Choose: up/down/stay";

  tools = [
    {
      type: "function",
      function: {
        name: "move",
        description: "Move the paddle up or down to intercept the ball",
        parameters: {
          type: "object",
          properties: {
            direction: {
              type: "string",
              enum: ["up", "down", "stay"],
              description: "up=decrease y, down=increase y, stay=hold",
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
    this.model = { y: HEIGHT / 2, way: 0, points: 0 };
    this.other = { y: HEIGHT / 2, way: 0, points: 0 };
    this.rally = 0; // balls in a row that the model has returned
    this.longest = 0;
    this.returned = 0;
    this.serve(1);
  }

  serve(side) {
    this.ball = { x: WIDTH / 2, y: HEIGHT / 2, vx: SERVE * side, vy: (this.random() - 0.5) * 300 };
    this.aim = 0;
  }

  // The state that the model reads: the difference is said, for it subtracts roughly.
  state() {
    const ball = Math.round(this.ball.y);
    const paddle = Math.round(this.model.y);
    return [
      `ball_y=${ball}`,
      `paddle_y=${paddle}`,
      `diff=${ball - paddle}`,
      this.ball.vx < 0 ? "ball_moving_towards" : "ball_moving_away",
    ];
  }

  act({ direction }) {
    this.model.way = { up: -1, down: 1 }[direction] ?? 0;
  }

  input(kind, value) {
    if (kind === "script") this.script = value;
    else if (kind === "keydown") this.other.way = value === "up" ? -1 : 1;
    else if (kind === "keyup") this.other.way = 0;
    else this.drag = value.y;
  }

  step(seconds) {
    if (this.script) this.other.way = towards(this.other.y, this.ball.y + this.aim);
    else if (this.drag !== undefined) this.other.way = towards(this.other.y, this.drag);
    for (const side of [this.model, this.other]) {
      const half = PADDLE.height / 2;
      const y = side.y + side.way * PADDLE.speed * seconds;
      side.y = Math.max(half, Math.min(HEIGHT - half, y));
    }
    if (this.drag !== undefined && towards(this.other.y, this.drag) === 0) {
      this.drag = undefined;
      this.other.way = 0;
    }
    const { ball } = this;
    ball.x += ball.vx * seconds;
    ball.y += ball.vy * seconds;
    if (ball.y < RADIUS || ball.y > HEIGHT - RADIUS) {
      ball.y = Math.max(RADIUS, Math.min(HEIGHT - RADIUS, ball.y));
      ball.vy = -ball.vy;
    }
    if (ball.vx < 0 && ball.x - RADIUS < LEFT) this.meet(this.model, 1);
    if (ball.vx > 0 && ball.x + RADIUS > RIGHT) this.meet(this.other, -1);
  }

  // The ball has come to a side's line: it goes back from the paddle, or it is a point for the other.
  meet(side, way) {
    const { ball } = this;
    const off = ball.y - side.y;
    if (Math.abs(off) > PADDLE.height / 2 + RADIUS) {
      (side === this.model ? this.other : this.model).points += 1;
      if (side === this.model) this.rally = 0;
      this.serve(way);
      return;
    }
    ball.x = way > 0 ? LEFT + RADIUS : RIGHT - RADIUS;
    ball.vx = way * Math.min(Math.abs(ball.vx) * 1.04, FASTEST.x);
    ball.vy = Math.max(-FASTEST.y, Math.min(FASTEST.y, ball.vy + off * 3));
    this.aim = (this.random() - 0.5) * (PADDLE.height - 20); // the script's next return has another angle
    if (side === this.model) {
      this.returned += 1;
      this.rally += 1;
      this.longest = Math.max(this.longest, this.rally);
    }
  }

  score() {
    return `model ${this.model.points} : ${this.other.points}, rally ${this.rally}, longest ${this.longest}`;
  }

  draw(context, colour) {
    context.fillStyle = colour("line");
    for (let y = 6; y < HEIGHT; y += 20) context.fillRect(WIDTH / 2 - 1, y, 2, 8);
    for (const [side, x, name] of [
      [this.model, LEFT - PADDLE.width, "model"],
      [this.other, RIGHT, "you"],
    ]) {
      context.fillStyle = colour(name);
      context.fillRect(x, side.y - PADDLE.height / 2, PADDLE.width, PADDLE.height);
    }
    context.fillStyle = colour("ball");
    context.beginPath();
    context.arc(this.ball.x, this.ball.y, RADIUS, 0, 2 * Math.PI);
    context.fill();
  }
}

function towards(from, to) {
  return Math.abs(to - from) < 6 ? 0 : Math.sign(to - from);
}
