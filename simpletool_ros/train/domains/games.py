"""Browser games: their tools, and rounds to play: a state as lines, an instruction and the right answer.

The lines and the wordings are those that the published clients use, among others: y grows downwards, and the
answer follows from what the prompt says.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simpletool_ros.train.intents import Choice, Intent, Slot, Split, bars, count_words, split

ALIGNED = 20
"""Pixels within which a paddle, a bird or a basket is where it should be."""
IN_LINE = 35
"""Pixels within which two ships of the arena are in one line."""
RANGE = 400
"""Pixels within which ships of the arena fire."""
NEAR_EDGE = 30, 50
"""Pixels from the ceiling and from the floor that are a danger to the bird."""
SINKING = 2.0
"""A bird within the gap that falls faster than this flaps."""
GENERAL_SHARE = 0.45
"""How often an instruction does not give the answer away."""


@dataclass(frozen=True)
class Round:
    """One decision of a game.

    Attributes:
        environment: the state's lines.
        instruction: what the user says.
        intent: key of the intent that is right.
        values: of that intent's slots.
    """

    environment: tuple[str, ...]
    instruction: str
    intent: str
    values: Mapping[str, str | float]


@dataclass(frozen=True)
class Game:
    """A game.

    Attributes:
        intents: of its tools.
        play: draws a round; its second argument asks for a held-out general wording.
    """

    intents: tuple[Intent, ...]
    play: Callable[..., Round]


_UP = Choice("up", bars("up | upwards"), bars("UP | u | ArrowUp | north"), "decrease y", bars("上 | 上方"))
_DOWN = Choice(
    "down", bars("down | downwards"), bars("DOWN | d | ArrowDown | south"), "increase y", bars("下 | 下方")
)
_LEFT = Choice(
    "left", bars("left | to the left"), bars("LEFT | l | ArrowLeft | west"), "decrease x", bars("左 | 左边")
)
_RIGHT = Choice(
    "right",
    bars("right | to the right"),
    bars("RIGHT | r | ArrowRight | east"),
    "increase x",
    bars("右 | 右边"),
)
_FOUR = (_UP, _DOWN, _LEFT, _RIGHT)


def _direction(about: str, choices: tuple[Choice, ...]) -> Slot:
    return Slot(
        "direction", bars("direction | dir | way | action | where | d | heading"), bars(about), choices
    )


_PONG = Intent(
    "pong_move",
    bars(
        "move | move_paddle | paddle | control_paddle | movePaddle | set_paddle | paddle_move | steer_paddle"
    ),
    bars(
        """Move the paddle up or down to intercept the ball | Move paddle vertically to hit the ball |
        Control the paddle of a pong game | Paddle control: chooses how the paddle moves next | Moves the
        paddle so that the ball does not get past | Steer our paddle in pong | Set the vertical motion of
        the paddle | Next move of the pong player | Drive the bat up and down to return the ball | Sets the
        paddle's motion for the next frame |
        Use this to move the paddle in pong | Moves our bat to where the ball will arrive, for
        instance up when the ball is above it | The paddle goes up, goes down or stays | Pong: one
        move of the paddle | Returns the ball with the paddle | Keeps the paddle level with the ball
        | Vertical paddle motion | Lets the bat rise, drop or hold still | Defends our side against
        the ball | Call this each frame to place the paddle"""
    ),
    bars(
        """make the paddle {direction} | let the paddle {direction} | have the paddle {direction} | tell the
        paddle to {direction} | order the paddle to {direction} | get the paddle to {direction} | make our
        bat {direction} | let our bat {direction}"""
    ),
    bars("the paddle should {direction} | paddle: {direction} | the bat should {direction} now"),
    (
        _direction(
            """how the paddle moves | where the paddle should go | direction of the paddle
            | up=decrease y, down=increase y, stay=hold | motion of the paddle""",
            (
                Choice(
                    "up",
                    bars("go up | move up | slide up | rise"),
                    bars("UP | raise | move_up"),
                    "decrease y",
                    bars("向上移 | 往上移"),
                ),
                Choice(
                    "down",
                    bars("go down | move down | slide down | drop"),
                    bars("DOWN | lower | move_down"),
                    "increase y",
                    bars("向下移 | 往下移"),
                ),
                Choice(
                    "stay",
                    bars("stay | hold still | stay put | keep still"),
                    bars("STAY | hold | none | still"),
                    "hold the position",
                    bars("停住不动 | 保持不动"),
                ),
            ),
        ),
    ),
    bars(
        """让球拍{direction} | 球拍{direction} | 请让球拍{direction} | 控制球拍{direction} |
        现在球拍{direction}"""
    ),
)

_FLAPPY = Intent(
    "flappy_act",
    bars("act | bird_action | flappy_action | control_bird | birdAct | play_bird | bird"),
    bars(
        """Flap to gain height or wait to fall | Control the bird of a flappy game | Bird action: flap or do
        nothing | Decide whether the bird flaps its wings | Action of the bird in this frame | Keeps the
        bird between the pipes | Flappy bird control, a flap lifts the bird and gravity pulls it down |
        Steer the bird through the gaps | Next action of the bird |
        Use this to let the bird flap | Flaps when the bird is too low, for instance below the gap,
        and waits otherwise | The bird flaps its wings or falls | Flappy game: one action of the
        bird | Makes the bird climb or glide | Keeps the bird in the air and out of the pipes |
        Whether the bird jumps or drops in this step | Call this each frame to fly the bird | Flying
        through pipes: flap or wait"""
    ),
    bars(
        """make the bird {action} | let the bird {action} | have the bird {action} | tell the bird to
        {action} | get the bird to {action} | order the bird to {action} | let our bird {action}"""
    ),
    bars("the bird should {action} | bird: {action} | the bird should {action} now"),
    (
        Slot(
            "action",
            bars("action | act | move | what | command | decision | choice"),
            bars(
                """what the bird does | flap=jump up, wait=fall by gravity | action of the bird | whether to
                flap | the bird's next action"""
            ),
            (
                Choice(
                    "flap",
                    bars("flap | flap its wings | climb | fly higher"),
                    bars("FLAP | jump | up | tap"),
                    "jump up",
                    bars("拍翅膀 | 往上飞"),
                ),
                Choice(
                    "wait",
                    bars("wait | glide | fall | sink a little"),
                    bars("WAIT | none | glide | noop"),
                    "fall by gravity",
                    bars("等一等 | 自然下落"),
                ),
            ),
        ),
    ),
    bars("让小鸟{action} | 小鸟{action} | 请让小鸟{action} | 控制小鸟{action} | 现在让小鸟{action}"),
)

_ARENA_MOVE = Intent(
    "arena_move",
    bars("move | move_ship | fly | thrust | moveShip | ship_move | move_player | step"),
    bars(
        """Move the spaceship | Move the ship in the arena | Fly the fighter in a direction | Moves our ship
        towards or away from the enemy | Steer the spaceship of an arena shooter | Change the position of
        the ship | Thrust of the fighter | Movement of the player in the arena | Lets the ship fly one
        step |
        Flies towards the player, for instance left when the player is on the left | The ship
        changes its place in the arena | One step of the ship up, down, left or right | Ship
        movement, no shot is fired | Flight of our spaceship | Approaches the enemy or gets out of
        the line of fire | Call this while the gun cools or the enemy is not in line | Manoeuvres
        the spaceship"""
    ),
    bars(
        """move the ship {direction} | fly the ship {direction} | steer the ship {direction} | move the
        fighter {direction} | fly the fighter {direction} | steer the fighter {direction} | move our
        spaceship {direction} | fly our spaceship {direction}"""
    ),
    bars("the ship should fly {direction} | ship: {direction} | the fighter should move {direction}"),
    (
        _direction(
            """where the ship flies | direction of the movement | direction to move in | movement direction
            | which way to fly""",
            _FOUR,
        ),
    ),
    bars(
        """飞船向{direction}移动 | 让飞船往{direction}飞 | 飞船往{direction} | 请把飞船移向{direction} |
        战机向{direction}飞"""
    ),
)

_ARENA_FIRE = Intent(
    "arena_fire",
    bars("fire | shoot | fire_bullet | attack | fireBullet | shoot_bullet | fire_weapon | shot"),
    bars(
        """Fire a bullet | Shoot in a direction | Fire the ship's weapon | Shoots a bullet at the enemy |
        Attack with the gun of the fighter | Fires one shot that flies straight | Weapon of the spaceship |
        Launch a bullet from the ship | Shoot the laser in the arena |
        Use this to shoot at the player | Fires, for instance to the left when the player is in line
        there | The gun of the ship shoots one bullet | One shot up, down, left or right | Fire
        command of the fighter's gun | Shot at an enemy who is in line | Attack with a bullet | Call
        this when the player is aligned and the gun is ready | Laser fire in one of four directions
        | Pulls the trigger"""
    ),
    bars(
        """fire a bullet {direction} | shoot a bullet {direction} | fire your gun {direction} | shoot your
        gun {direction} | fire a shot {direction} | fire the laser {direction} | shoot the laser {direction}
        | take a shot {direction}"""
    ),
    bars("your gun should fire {direction} | bullet {direction} | a shot {direction}"),
    (
        _direction(
            """where to shoot | direction of the bullet | direction to fire in | firing direction
            | which way the shot goes""",
            _FOUR,
        ),
    ),
    bars(
        """向{direction}开火 | 往{direction}射击 | 朝{direction}发射子弹 | 请向{direction}射击 |
        朝{direction}开枪"""
    ),
)

_SNAKE = Intent(
    "snake_turn",
    bars("turn_snake | steer_snake | snake | set_heading | turnSnake | move_snake | snake_direction | steer"),
    bars(
        """Turn the snake | Steer the snake towards the food | Set the direction in which the snake crawls |
        Direction of the snake for the next step | Control the snake's head | Snake control | Changes the
        heading of the snake; it cannot reverse | Next move in the snake game | Lets the snake crawl on in a
        direction |
        Use this to turn the snake | Turns the snake's head, for instance left when the food lies
        there | Snake game: direction of the next step | Leads the snake to its food | Chooses where
        the snake's head goes | Steering of the snake | Call this each step to guide the snake |
        Makes the snake go for the food and keep off the walls | Heading of a crawling snake"""
    ),
    bars(
        """turn the snake {direction} | steer the snake {direction} | send the snake {direction} | point the
        snake {direction} | let the snake crawl {direction} | make the snake crawl {direction} | make the
        snake turn {direction} | let the snake turn {direction}"""
    ),
    bars("the snake should crawl {direction} | snake: {direction} | the snake should turn {direction}"),
    (
        _direction(
            """where the snake goes next | new heading of the snake | direction of the snake
            | the way to crawl | heading for the next step""",
            _FOUR,
        ),
    ),
    bars(
        """让蛇向{direction}走 | 蛇往{direction}转 | 请让蛇转向{direction} | 贪吃蛇向{direction} |
        让贪吃蛇朝{direction}爬"""
    ),
)

_CATCHER = Intent(
    "catcher_move",
    bars("move_basket | move | basket | slide_basket | moveBasket | control_basket | catch | move_catcher"),
    bars(
        """Move the basket to catch what falls | Move the catcher horizontally | Control the basket | Slides
        the basket along the ground | Bring the basket under the falling item | Steer the basket in a
        catching game | Horizontal motion of the basket for the next frame | Next move of the catcher |
        Basket control: where it slides next |
        Use this to slide the basket | Moves the basket under what falls, for instance left when the
        fruit falls on the left | Catching game: one move of the basket | Catches falling things
        with the basket | Keeps the basket below the item | Sideways motion of the basket | Call
        this each frame to place the basket | Puts the basket where the item will land | Lets the
        catcher slide along the floor"""
    ),
    bars(
        """make the basket {direction} | let the basket {direction} | have the basket {direction} | tell the
        basket to {direction} | order the basket to {direction} | get the basket to {direction} | let our
        catcher {direction} | make our catcher {direction}"""
    ),
    bars("the basket should {direction} | basket: {direction} | the catcher should {direction} now"),
    (
        _direction(
            """how the basket moves | where the basket should go | direction of the basket
            | left=decrease x, right=increase x, stay=hold | motion of the basket""",
            (
                Choice(
                    "left",
                    bars("go left | move left | slide left | slide to the left"),
                    bars("LEFT | move_left | l"),
                    "decrease x",
                    bars("向左移 | 往左移"),
                ),
                Choice(
                    "right",
                    bars("go right | move right | slide right | slide to the right"),
                    bars("RIGHT | move_right | r"),
                    "increase x",
                    bars("向右移 | 往右移"),
                ),
                Choice(
                    "stay",
                    bars("stay | hold still | stay put | keep still"),
                    bars("STAY | hold | none | still"),
                    "hold the position",
                    bars("停住不动 | 保持不动"),
                ),
            ),
        ),
    ),
    bars(
        """让篮子{direction} | 篮子{direction} | 请让篮子{direction} | 控制篮子{direction} |
        现在篮子{direction}"""
    ),
)

_GENERAL = {
    "pong": bars(
        """keep the ball in play | play pong | play pong well | hit the ball | return the ball | do your
        best | win the game | don't let the ball pass | don't miss the ball | intercept the ball | keep
        playing | follow the ball | defend your side | control the paddle | play the game | choose the next
        move | keep the paddle in line with the ball | what is the best move? | move the paddle as needed |
        win | defend your goal"""
    ),
    "flappy": bars(
        """survive | keep the bird alive | fly through the gap | play flappy bird | do your best | don't hit
        the pipe | don't hit the pipes | get through the pipes | keep flying | stay alive | play the game |
        don't crash | control the bird | pass the next pipe | choose the next action | keep the bird in the
        gap | what should the bird do? | stay in the air | don't hit the floor | fly well | fly as far as
        you can"""
    ),
    "arena": bars(
        """attack the player | hunt the player | win the fight | defeat the player | play the game | do your
        best | destroy the enemy | fight | attack | win | get the player | hunt down the enemy | fight the
        player | choose the next action | what is the best action? | beat the player | get the enemy |
        defeat the enemy | fight well | shoot the player when you can | win the game"""
    ),
    "snake": bars(
        """eat the food | get the food | play snake | do your best | go for the food | survive | play the
        game | reach the food | find the food | grow the snake | choose the next move | stay alive | collect
        the food | steer the snake | control the snake | what is the best move? | grow | eat | keep the
        snake alive | win the game | steer to the food"""
    ),
    "catcher": bars(
        """catch the ball | catch it | catch the falling thing | catch the falling item | do your best |
        don't miss it | don't let it fall | don't let the ball fall | play the game | play catch | collect
        the falling item | get the item | get under the ball | control the basket | move the basket | choose
        the next move | what is the best move? | win the game | keep the basket under it | move the basket
        as needed | don't drop it | collect the item"""
    ),
}

_KNOWN = count_words([text for texts in _GENERAL.values() for text in texts])
_SPLIT: dict[str, Split] = {name: split(texts, _KNOWN) for name, texts in _GENERAL.items()}
_OPPOSITE = {"up": "down", "down": "up", "left": "right", "right": "left"}
_STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_JOINTS = ("=", "=", "=", "=", "=", ": ", " ", " = ")
_WIDTHS = (320, 400, 480, 500, 600, 640, 700, 800, 900, 1000, 1200)
_HEIGHTS = (240, 300, 360, 400, 480, 500, 600, 640, 720, 800)

Fact = tuple[tuple[str, ...], object]
"""Names that a line may give to a fact, one for each style, and its value."""


def _grid(rng: random.Random) -> int:
    """Draw how coarse the numbers of a round are."""
    return 10 if rng.random() < 0.5 else 1


def _number(rng: random.Random, low: float, high: float, grid: int) -> int:
    """Draw a multiple of the grid within the limits (which are at least a grid apart)."""
    return rng.randint(-int(-low // grid), int(high // grid)) * grid


def _lines(
    rng: random.Random, style: int, facts: Sequence[Fact], bare: Sequence[str] = ()
) -> tuple[str, ...]:
    """Write the facts in one style, with bare lines, sometimes distractors, sometimes shuffled."""
    joint = _JOINTS[int(rng.random() * len(_JOINTS))]
    lines = [f"{names[style % len(names)]}{joint}{value}" for names, value in facts]
    lines += bare
    if rng.random() < 0.3:
        lines.append(_distractor(rng, joint))
    if rng.random() < 0.3:
        rng.shuffle(lines)
    return tuple(dict.fromkeys(lines))


_DISTRACTORS = (
    ("score", 50), ("score", 50), ("lives", 5), ("level", 9), ("fps", 120), ("frame", 5000), ("round", 9),
    ("time", 300),
)  # fmt: skip


def _distractor(rng: random.Random, joint: str) -> str:
    draw = int(rng.random() * 8)
    if draw == 0:
        return f"score{joint}{rng.randrange(10)}:{rng.randrange(10)}"
    name, high = _DISTRACTORS[draw]
    return f"{name}{joint}{rng.randrange(1, high)}"


def _general(
    rng: random.Random, name: str, titles: Sequence[str], options: Sequence[str], held_out: bool
) -> str:
    wordings = _SPLIT[name].held_out if held_out else _SPLIT[name].train
    text = rng.choice(wordings)
    style = rng.random()
    if style < 0.4:
        return text
    sentence = text[0].upper() + text[1:] + ("" if text[-1] == "?" else ".")
    return sentence if style < 0.6 else _frame(rng, titles, sentence, options)


def _frame(rng: random.Random, titles: Sequence[str], sentence: str, options: Sequence[str]) -> str:
    """Put the game's title before a sentence and the options behind it, or one of them."""
    draw = rng.random()
    if draw < 0.7 and sentence[-1] not in ".!?":
        sentence += "."
    if draw < 0.55:
        return f"{rng.choice(titles)}. {sentence} {rng.choice(options)}"
    if draw < 0.7:
        return f"{sentence} {rng.choice(options)}"
    return f"{rng.choice(titles)}. {sentence}" if draw < 0.85 else sentence


def _told(rng: random.Random, texts: Sequence[str], **values: object) -> str:
    text = texts[int(rng.random() * len(texts))].format(**values)
    return text.lower() if rng.random() < 0.1 else text


# -- pong ---------------------------------------------------------------------------------------------------


def pong_answer(diff: float, away: bool) -> str:
    """Return what the paddle does; the difference is the ball's y less the paddle's."""
    if away or abs(diff) <= ALIGNED:
        return "stay"
    return "down" if diff > 0 else "up"


_PONG_TITLES = bars("Pong AI | Pong AI | Pong | Pong game | You play pong")
_PONG_OPTIONS = bars(
    """Choose: up/down/stay | Choose: up/down/stay | Choose up, down or stay. | Options: up/down/stay |
    up/down/stay? | Call move(up), move(down) or move(stay)."""
)
_PONG_MOVE = bars(
    """Ball is {n}px {WHERE} paddle. Move {WAY}. | Ball is {n}px {WHERE} paddle. Move {WAY}. | Ball is {n}px
    {WHERE} paddle. Move {WAY} to intercept. | The ball is {where} the paddle by {n}. Go {way}. | Ball
    {where} the paddle, move {way} | Move {WAY}! | Move the paddle {way}. | Ball {n} {where}. {WAY}. | Ball
    is {n}px {WHERE} paddle. | The ball is {where} the paddle."""
)
_PONG_ALIGNED = bars(
    """Ball aligned. STAY. | Ball aligned. STAY. | Ball is level with the paddle. Stay. | Aligned with the
    ball, stay where you are. | Hold the paddle still. | Don't move the paddle. STAY. | Stay."""
)
_PONG_AWAY = bars(
    """Ball moving away. Stay or prepare. | Ball moving away. Stay or prepare. | Ball moving away. STAY. |
    The ball is moving away, so stay. | Ball goes away. Hold still."""
)
_PONG_NAMES = (
    ("ball_y", "paddle_y", "diff"), ("ball_y", "paddle_y", "diff"), ("ball", "paddle", "diff"),
    ("target_y", "self_y", "diff"), ("ballY", "paddleY", "diffY"), ("ball_y", "my_y", "offset"),
    ("ball.y", "paddle.y", "dy"),
)  # fmt: skip
_PONG_COURSES = (
    ("ball_moving_towards", "ball_moving_away"), ("ball_moving_towards", "ball_moving_away"),
    ("approaching=true", "approaching=false"), ("ball_moving=towards", "ball_moving=away"),
    ("ball_direction=towards", "ball_direction=away"), ("ball approaching", "ball moving away"),
)  # fmt: skip


def play_pong(rng: random.Random, held_out: bool = False) -> Round:
    """Draw a round of pong.

    Args:
        rng: randomness.
        held_out: general instructions are held-out ones.
    """
    grid, height = _grid(rng), rng.choice(_HEIGHTS)
    general = rng.random() < GENERAL_SHARE
    away = rng.random() < 0.15
    low, high = (0, ALIGNED) if rng.random() < 0.25 else (ALIGNED + 1, height)
    while True:
        ball, paddle = _number(rng, 0, height, grid), _number(rng, 0, height, grid)
        if low == 0:
            ball = min(max(paddle + _number(rng, -20, 20, grid), 0), height)
        diff = ball - paddle
        clear = grid > 1 or not general or not ALIGNED - 4 < abs(diff) < ALIGNED + 5
        if low <= abs(diff) <= high and clear:
            break
    answer = pong_answer(diff, away)
    style = int(rng.random() * len(_PONG_NAMES))
    ball_name, paddle_name, diff_name = _PONG_NAMES[style]
    facts: list[Fact] = [((ball_name,), ball), ((paddle_name,), paddle)]
    draw = rng.random()
    if draw < 0.55:
        facts.append(((diff_name,), diff))
    elif draw < 0.65:
        relation = "aligned" if abs(diff) <= ALIGNED else "below" if diff > 0 else "above"
        facts.append((("ball_is",), relation))
    elif draw < 0.7:
        facts.append((("aligned",), "true" if abs(diff) <= ALIGNED else "false"))
    bare = []
    if away or rng.random() < 0.75:
        bare.append(_PONG_COURSES[int(rng.random() * len(_PONG_COURSES))][away])
    if rng.random() < 0.5:
        facts.append((("ball_vy",), "down" if rng.random() < 0.5 else "up"))
    if rng.random() < 0.15:
        facts.append((("height", "canvas_h", "field_height"), height))
    environment = _lines(rng, style, facts, bare)
    if general:
        instruction = _general(rng, "pong", _PONG_TITLES, _PONG_OPTIONS, held_out)
    else:
        texts = _PONG_AWAY if away else _PONG_ALIGNED if answer == "stay" else _PONG_MOVE
        where = "below" if diff > 0 else "above"
        sentence = _told(
            rng, texts, n=abs(diff), where=where, WHERE=where.upper(), way=answer, WAY=answer.upper()
        )
        instruction = _frame(rng, _PONG_TITLES, sentence, _PONG_OPTIONS)
    return Round(environment, instruction, "pong_move", {"direction": answer})


# -- flappy bird --------------------------------------------------------------------------------------------


def flappy_answer(bird: float, center: float, speed: float | None, height: float | None) -> str:
    """Return what the bird does: keep off ceiling and floor, then at the gap's centre.

    Args:
        bird: its y.
        center: the gap's y.
        speed: downwards; None: not told.
        height: the floor's y; None: not told.
    """
    if bird < NEAR_EDGE[0]:
        return "wait"
    if height is not None and bird > height - NEAR_EDGE[1]:
        return "flap"
    if abs(bird - center) > ALIGNED:
        return "flap" if bird > center else "wait"
    return "flap" if speed is not None and speed > SINKING else "wait"


_FLAPPY_TITLES = bars("Flappy bird | Flappy bird | Flappy AI | Bird game")
_FLAPPY_OPTIONS = bars(
    """Call act(flap) or act(wait). | Call act(flap) or act(wait). | Choose: flap/wait | Flap or wait? |
    Options: flap, wait"""
)
_FLAPPY_TOLD = {
    ("edge", "wait"): bars(
        """DANGER: Too high! WAIT to fall. | Too high. WAIT. | Too close to the ceiling, wait. | You are too
        high!"""
    ),
    ("edge", "flap"): bars(
        "DANGER: Too low! FLAP now! | Too low. FLAP! | Too close to the floor, flap. | You are too low!"
    ),
    ("off", "flap"): bars(
        """Approaching pipe, below center. FLAP to rise! | Below gap center by {n}px. FLAP! | Far from pipe.
        Below gap center by {n}px. FLAP! | Below the gap by {n}. Flap. | The bird is below the gap. | Flap
        now. | {n}px too low, FLAP! | Bird is {n}px BELOW center. FLAP."""
    ),
    ("off", "wait"): bars(
        """Approaching pipe, above center. WAIT to fall. | Above gap center. WAIT. | Far from pipe. Above
        gap center. WAIT. | Above gap center by {n}px. WAIT. | The bird is above the gap. | Wait now. |
        {n}px too high, WAIT. | Bird is {n}px ABOVE center. WAIT to fall."""
    ),
    ("in", "flap"): bars(
        """Aligned with gap. FLAP to slow descent. | Good position. FLAP to control speed. | Falling too
        fast, flap. | In the gap, but sinking. FLAP."""
    ),
    ("in", "wait"): bars(
        """Aligned with gap. WAIT to maintain. | Good position. WAIT. | In the gap. Wait. | Aligned, just
        wait."""
    ),
}


def play_flappy(rng: random.Random, held_out: bool = False) -> Round:
    """Draw a round of flappy bird; the arguments are those of `play_pong`."""
    grid, height = _grid(rng), rng.choice(_HEIGHTS)
    size = _number(rng, 90, min(200, height // 2), grid)
    general = rng.random() < GENERAL_SHARE
    kind = ("edge", "off", "off", "off", "in", "in")[int(rng.random() * 6)]
    edge_top = rng.random() < 0.5
    while True:
        top = _number(rng, 30, height - size - 30, grid)
        center = top + size // 2
        if kind == "edge":
            bird = _number(rng, 0, 20, grid) if edge_top else _number(rng, height - 40, height, grid)
            break
        bird = center + _number(rng, -15, 15, grid) if kind == "in" else _number(rng, 40, height - 60, grid)
        if 40 <= bird <= height - 60 and (kind == "in" or abs(bird - center) >= ALIGNED + 5):
            break
    speed = rng.randrange(-80, 81) / 10
    if SINKING - 1 < speed < SINKING + 1:
        speed = 4.0 if rng.random() < 0.5 else -3.0
    shown = rng.random() < 0.75
    told_floor = rng.random() < 0.6 or (kind == "edge" and not edge_top)
    facts: list[Fact] = [(("bird_y", "bird_y", "bird", "y", "birdY"), bird)]
    if shown:
        facts.append((("bird_vy", "bird_vy", "bird_vy", "vy", "birdVy"), f"{speed:.1f}"))
    if rng.random() < 0.7:
        facts.append((("pipe_x", "pipe_x", "pipe", "pipe_distance", "pipeX"), _number(rng, 0, 400, grid)))
    draw = rng.random()
    if draw < 0.7:
        facts.append((("gap_top", "gap_top", "gap_top", "gap_top", "gapTop"), top))
        facts.append((("gap_bottom", "gap_bottom", "gap_bottom", "gap_bottom", "gapBottom"), top + size))
    helped = rng.random() < 0.6
    if draw > 0.3 or not helped:
        facts.append((("gap_center", "gap_center", "gap", "gap_y", "gapCenter"), center))
    if helped:
        name = ("bird_to_center", "bird_to_center", "gap_minus_bird", "to_center", "birdToCenter")
        facts.append((name, center - bird))
    if shown and rng.random() < 0.4:
        facts.append(
            (("predicted_y", "predicted_y", "next_y", "next_y", "predictedY"), round(bird + speed * 5))
        )
    if told_floor:
        facts.append((("ceiling",), 0))
        facts.append((("floor", "floor", "floor", "ground", "floor"), height))
    answer = flappy_answer(bird, center, speed if shown else None, height if told_floor else None)
    environment = _lines(rng, int(rng.random() * 5), facts)
    if general:
        instruction = _general(rng, "flappy", _FLAPPY_TITLES, _FLAPPY_OPTIONS, held_out)
    else:
        sentence = _told(rng, _FLAPPY_TOLD[kind, answer], n=abs(bird - center))
        if rng.random() < 0.3:
            sentence = f"Screen {rng.choice(_WIDTHS)}x{height}. {sentence}"
        instruction = _frame(rng, _FLAPPY_TITLES, sentence, _FLAPPY_OPTIONS)
    return Round(environment, instruction, "flappy_act", {"action": answer})


# -- arena --------------------------------------------------------------------------------------------------


def arena_answer(dx: float, dy: float, ready: bool) -> tuple[str, str]:
    """Return the intent and the direction: fire along the line that the player is in, else approach.

    Args:
        dx: from our ship to the player's.
        dy: likewise, downwards.
        ready: the gun has cooled down.
    """
    across, along = "right" if dx > 0 else "left", "down" if dy > 0 else "up"
    if ready and dx * dx + dy * dy < RANGE * RANGE:
        if abs(dy) < IN_LINE:
            return "arena_fire", across
        if abs(dx) < IN_LINE:
            return "arena_fire", along
    return "arena_move", across if abs(dx) > abs(dy) else along


_ARENA_TITLES = bars("Arena | Arena {w}x{h} | Arena {w}x{h} | Arena AI | Space arena")
_ARENA_OPTIONS = bars(
    """Call move(dir) or fire(dir). dir:up/down/left/right | Call move(dir) or fire(dir).
    dir:up/down/left/right | Choose move or fire and up/down/left/right. | Move or fire?"""
)
_ARENA_LINE = {
    True: bars(
        """FIRE {WAY}! Aligned horizontally. | FIRE {WAY}! Aligned horizontally. | FIRE {WAY}! | Fire {way}
        now. | The player is in line, to the {way}. Fire. | Shoot {way}! | Aligned horizontally, shoot
        {way}."""
    ),
    False: bars(
        """FIRE {WAY}! Aligned vertically. | FIRE {WAY}! Aligned vertically. | FIRE {WAY}! | Fire {way} now.
        | The player is in line. Fire {way}. | Shoot {way}! | Aligned vertically, shoot {way}."""
    ),
}
_ARENA_ALIGN = bars(
    """MOVE {WAY} to align. | MOVE {WAY} to align. | Move {way}. | Not aligned, move {way}. | MOVE {WAY}! |
    Fly {way} to get in line."""
)
_ARENA_COOLING = bars(
    """Cooling. MOVE {WAY}. | Cooling. MOVE {WAY}. | Gun is cooling, move {way}. | Move {way}. | Cannot fire
    yet. MOVE {WAY}."""
)
_ARENA_FAR = bars(
    """MOVE {WAY} to approach (dist={n}). | MOVE {WAY} to approach (dist={n}). | Too far, move {way}. |
    Approach the player: move {way}. | Move {WAY}."""
)


def play_arena(rng: random.Random, held_out: bool = False) -> Round:
    """Draw a round of the arena shooter; the arguments are those of `play_pong`."""
    grid, width, height = _grid(rng), rng.choice(_WIDTHS[3:]), rng.choice(_HEIGHTS[3:])
    kind = rng.random()
    ready = kind > 0.2
    while True:
        x, y = _number(rng, 0, width, grid), _number(rng, 0, height, grid)
        px, py = _number(rng, 0, width, grid), _number(rng, 0, height, grid)
        if kind > 0.75:
            py = y + _number(rng, -20, 20, grid)
        elif kind > 0.5:
            px = x + _number(rng, -20, 20, grid)
        dx, dy = px - x, py - y
        wide, high = abs(dx), abs(dy)
        far = dx * dx + dy * dy
        clear = not 28 <= wide <= 44, not 28 <= high <= 44, abs(wide - high) > 25
        if (
            all(clear)
            and not (RANGE - 40) ** 2 < far < (RANGE + 40) ** 2
            and 0 <= px <= width
            and 0 <= py <= height
        ):
            break
    intent, answer = arena_answer(dx, dy, ready)
    style = int(rng.random() * 4)
    distance = round(far**0.5)
    helped = rng.random() < 0.7
    facts: list[Fact] = [
        (("pos", "pos", "me", "self"), f"{x},{y}"),
        (("player", "player", "enemy", "player"), f"{px},{py}"),
    ]
    if helped or distance > RANGE:
        facts.append((("dist", "dist", "distance", "dist"), distance))
    if helped:
        facts.append((("align_h", "align_h", "aligned_h", "same_row"), "true" if high < IN_LINE else "false"))
        facts.append(
            (("align_v", "align_v", "aligned_v", "same_column"), "true" if wide < IN_LINE else "false")
        )
    elif rng.random() < 0.4:
        facts.append((("dx",), dx))
        facts.append((("dy",), dy))
    facts.append((("cd", "cd", "cooldown", "cd"), 0 if ready else rng.randrange(1, 40)))
    if helped and rng.random() < 0.8:
        wall = "left" if x < 60 else "right" if x > width - 60 else "top" if y < 60 else ""
        facts.append((("wall", "wall", "near_wall", "wall"), wall or ("bottom" if y > height - 60 else "no")))
    environment = _lines(rng, style, facts)
    if rng.random() < GENERAL_SHARE:
        instruction = _general(rng, "arena", _ARENA_TITLES, _ARENA_OPTIONS, held_out)
    else:
        if intent == "arena_fire":
            texts = _ARENA_LINE[answer in ("left", "right")]
        else:
            texts = _ARENA_COOLING if not ready else _ARENA_FAR if distance > RANGE else _ARENA_ALIGN
        sentence = _told(rng, texts, way=answer, WAY=answer.upper(), n=distance)
        instruction = _frame(rng, _ARENA_TITLES, sentence, _ARENA_OPTIONS)
    if "{w}" in instruction:
        instruction = instruction.replace("{w}x{h}", f"{width}x{height}")
    return Round(environment, instruction, intent, {"direction": answer})


# -- snake --------------------------------------------------------------------------------------------------


def snake_answer(dx: float, dy: float, barred: Sequence[str]) -> str | None:
    """Return where the snake turns: along the longer way to the food, unless barred, else along the other.

    Args:
        dx: from its head to the food.
        dy: likewise, downwards.
        barred: directions that it cannot take.

    Returns:
        None if no direction brings it nearer.
    """
    across = ("right" if dx > 0 else "left") if dx else ""
    along = ("down" if dy > 0 else "up") if dy else ""
    for way in (across, along) if abs(dx) > abs(dy) else (along, across):
        if way and way not in barred:
            return way
    return None


_SNAKE_TITLES = bars("Snake | Snake AI | Snake game | You play snake")
_SNAKE_OPTIONS = bars(
    """Choose: up/down/left/right | Choose: up/down/left/right | Options: up, down, left, right |
    up/down/left/right? | Call turn_snake(direction)."""
)
_SNAKE_TOLD = bars(
    """Food is {n} cells {WHERE}. Turn {WAY}. | Food is {n} {where}. Turn {way}. | Turn {WAY}! | Food
    {where}, go {way}. | Go {WAY} to the food. | Turn the snake {way}. | The food is {where}. {WAY}. | Move
    {way} to eat."""
)
_SNAKE_SIDES = {"up": "above", "down": "below", "left": "to the left", "right": "to the right"}


def play_snake(rng: random.Random, held_out: bool = False) -> Round:
    """Draw a round of snake; the arguments are those of `play_pong`."""
    cell = (1, 1, 10, 20)[int(rng.random() * 4)]
    columns, rows = rng.randint(8, 40), rng.randint(8, 40)
    with_heading, with_wall = rng.random() < 0.8, rng.random() < 0.2
    while True:
        x, y = rng.randrange(columns), rng.randrange(rows)
        dx, dy = rng.randrange(columns) - x, rng.randrange(rows) - y
        draw = rng.random()
        if draw < 0.3:
            dx, dy = (0, dy) if draw < 0.15 else (dx, 0)
        heading, blocked = rng.choice(tuple(_STEPS)), rng.choice(tuple(_STEPS))
        barred = [_OPPOSITE[heading]] if with_heading else []
        barred += [blocked] if with_wall else []
        answer = snake_answer(dx, dy, barred)
        nearer = [side for side, (sx, sy) in _STEPS.items() if sx * dx + sy * dy > 0]
        free = sum(side not in barred for side in nearer)
        if answer and (free == 1 or abs(abs(dx) - abs(dy)) > 1):
            break
    style = int(rng.random() * 4)
    head, food = (x * cell, y * cell), ((x + dx) * cell, (y + dy) * cell)
    facts: list[Fact]
    if style < 2:
        facts = [
            (("head", "snake"), f"{head[0]},{head[1]}"),
            (("food", "food"), f"{food[0]},{food[1]}"),
        ]
    else:
        facts = [
            (("head_x", "head_x", "head_x", "snake_x"), head[0]),
            (("head_y", "head_y", "head_y", "snake_y"), head[1]),
            (("food_x",), food[0]),
            (("food_y",), food[1]),
        ]
    draw = rng.random()
    if draw < 0.45:
        facts.append((("dx", "food_dx"), dx * cell))
        facts.append((("dy", "food_dy"), dy * cell))
    elif draw < 0.6:
        facts.append((("food_direction", "food_is"), ",".join(nearer)))
    if with_heading:
        facts.append((("heading", "direction", "heading", "moving"), heading))
    if with_wall:
        facts.append((("blocked", "danger", "blocked", "wall"), blocked))
    if rng.random() < 0.3:
        facts.append((("length", "size"), rng.randrange(2, 40)))
    environment = _lines(rng, style, facts)
    if rng.random() < GENERAL_SHARE:
        instruction = _general(rng, "snake", _SNAKE_TITLES, _SNAKE_OPTIONS, held_out)
    else:
        count = abs(dx if answer in ("left", "right") else dy)
        values = {"n": count, "way": answer, "WAY": answer.upper(), "where": _SNAKE_SIDES[answer]}
        sentence = _told(rng, _SNAKE_TOLD, WHERE=_SNAKE_SIDES[answer].upper(), **values)
        instruction = _frame(rng, _SNAKE_TITLES, sentence, _SNAKE_OPTIONS)
    return Round(environment, instruction, "snake_turn", {"direction": answer})


# -- catcher ------------------------------------------------------------------------------------------------


def catcher_answer(diff: float) -> str:
    """Return what the basket does; the difference is the falling item's x less the basket's."""
    if abs(diff) <= ALIGNED:
        return "stay"
    return "right" if diff > 0 else "left"


_CATCHER_TITLES = bars("Catch game | Catcher AI | Catch the fruit | You play catch")
_CATCHER_OPTIONS = bars(
    """Choose: left/right/stay | Choose: left/right/stay | Choose left, right or stay. | Options:
    left/right/stay | left/right/stay?"""
)
_CATCHER_MOVE = bars(
    """{Item} is {n}px {WAY} of basket. Move {WAY}. | {Item} is {n}px to the {WAY}. Move {WAY}. | The {item}
    falls {n} to the {way}. Go {way}. | Move {WAY}! | Move the basket {way}. | The {item} is {way} of the
    basket, slide {way} | {Item} is {n}px to the {WAY} of basket. | The {item} is to the {way} of the
    basket."""
)
_CATCHER_STAY = bars(
    """{Item} aligned. STAY. | The {item} is straight above the basket. Stay. | Aligned. STAY. | You are
    under the {item}, stay where you are. | Hold the basket still. | Don't move the basket. STAY. | Stay."""
)
_ITEMS = ("item", "apple", "ball", "egg", "coin", "fruit", "star")
_CATCHER_NAMES = (
    ("{}_x", "basket_x", "diff"), ("{}_x", "basket_x", "diff"), ("{}", "basket", "diff"),
    ("{}X", "basketX", "diffX"), ("target_x", "self_x", "diff"), ("{}_x", "my_x", "offset"),
    ("{}_x", "catcher_x", "dx"),
)  # fmt: skip


def play_catcher(rng: random.Random, held_out: bool = False) -> Round:
    """Draw a round of catching what falls; the arguments are those of `play_pong`."""
    grid, width, height = _grid(rng), rng.choice(_WIDTHS), rng.choice(_HEIGHTS)
    general = rng.random() < GENERAL_SHARE
    near = rng.random() < 0.3
    while True:
        basket, item = _number(rng, 0, width, grid), _number(rng, 0, width, grid)
        if near:
            item = min(max(basket + _number(rng, -20, 20, grid), 0), width)
        diff = item - basket
        clear = grid > 1 or not general or not ALIGNED - 4 < abs(diff) < ALIGNED + 5
        if clear and (abs(diff) <= ALIGNED) == near:
            break
    answer = catcher_answer(diff)
    style = int(rng.random() * len(_CATCHER_NAMES))
    thing = _ITEMS[int(rng.random() * len(_ITEMS))]
    item_name, basket_name, diff_name = _CATCHER_NAMES[style]
    facts: list[Fact] = [((item_name.format(thing),), item), ((basket_name,), basket)]
    draw = rng.random()
    if draw < 0.55:
        facts.append(((diff_name,), diff))
    elif draw < 0.65:
        facts.append(((f"{thing}_is",), "above" if near else f"to the {answer}"))
    elif draw < 0.7:
        facts.append((("aligned",), "true" if near else "false"))
    if rng.random() < 0.5:
        facts.append(((f"{thing}_y",), _number(rng, 0, height, grid)))
    if rng.random() < 0.2:
        facts.append((("fall_speed", "speed", "vy"), rng.randrange(1, 12)))
    if rng.random() < 0.15:
        facts.append((("width", "canvas_w", "field_width"), width))
    environment = _lines(rng, style, facts)
    if general:
        instruction = _general(rng, "catcher", _CATCHER_TITLES, _CATCHER_OPTIONS, held_out)
        instruction = instruction.replace("ball", thing)
    else:
        texts = _CATCHER_STAY if near else _CATCHER_MOVE
        values = {"item": thing, "Item": thing.capitalize(), "way": answer, "WAY": answer.upper()}
        sentence = _told(rng, texts, n=abs(diff), **values)
        instruction = _frame(rng, _CATCHER_TITLES, sentence, _CATCHER_OPTIONS)
    return Round(environment, instruction, "catcher_move", {"direction": answer})


GAMES: tuple[Game, ...] = (
    Game((_PONG,), play_pong),
    Game((_FLAPPY,), play_flappy),
    Game((_ARENA_MOVE, _ARENA_FIRE), play_arena),
    Game((_SNAKE,), play_snake),
    Game((_CATCHER,), play_catcher),
)
