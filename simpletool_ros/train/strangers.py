"""Strangers' words: how people who never saw the training wordings would say it. For evaluation only.

They use words that training may never have drawn, which a model that was trained from scratch cannot know:
this split is lower than the held-out phrasings, and tells what to expect of a passer-by.
"""

from __future__ import annotations

import random

from .expert import Sight
from .instructions import Asked
from .intents import bars, placeholders

PHRASES = {
    "reach": bars(
        """
        go to {object} | drive over to {object} and stop there | could you head to {object} please |
        i want you parked next to {object} | {object}, go | robot, make your way to {object} | see
        {object}? go there and wait | navigate to {object} and halt on arrival | your target is
        {object} | get yourself over by {object} | come up to {object} and then hold position |
        would you mind rolling up to {object} | take yourself to {object} | next stop is {object} |
        approach {object} | find {object} and stop when you reach it | okay buddy, run to {object} |
        please you go until {object} and there you stay | set destination to {object} | move close
        to {object} and stand still once you are there | i need you at {object} | can you get to
        {object} for me | let's see you drive to {object} | walk to {object} | go stand beside
        {object} | travel to {object}, then stop | pull up at {object} | go touch {object} | meet me
        at {object} | how about you go visit {object} | proceed to {object} | off you go to {object}
        | Go right up to {object}, please, and don't go any further. | bring yourself in front of
        {object} | be so kind and drive to {object} | look for {object} and park there | hey robot
        can you go where {object} is | close the distance to {object} and come to rest | there is
        {object}, drive there now | i'd like you to be near {object}
        """
    ),
    "stop": bars(
        """
        stop | stop right there | freeze | don't move | halt please | stand still | hold it | whoa,
        whoa, stop | stay where you are | that's far enough | no more moving | please stop now |
        robot, stop your motors | cut it out and stay put | brake | emergency stop | okay, you can
        stop now | wait there | hold your position | quit driving | stop moving please, i need to
        get past | enough, stop | just stay here for now | would you please stand still for a moment
        | set velocity to zero | abort the current motion | hang on, don't go anywhere | hey, stop
        it | not another inch | pause | be still | you must stop immediately | hit the brakes | park
        it right here | cancel that and hold still | remain stationary | can you stop for a second |
        stop stop stop | keep your wheels still | come to a standstill
        """
    ),
    "leave": bars(
        """
        don't go to {object} | stay away from {object} | please do not drive to {object} | keep off
        {object} | leave {object} alone | not {object} | whatever you do, don't approach {object} |
        robot, you are not allowed near {object} | never go to {object} | i don't want you going to
        {object} | {object} is off limits | avoid {object} | no, don't head for {object} | forget
        about {object}, don't go there | you shouldn't drive up to {object} | please don't get close
        to {object} | it is forbidden to go to {object} | steer clear of {object} | go anywhere you
        like except {object} | don't you dare go near {object} | hands off {object} | do not make
        {object} your target | i'd rather you didn't go to {object} | you must not visit {object} |
        there is no need to go to {object} | let {object} be | just don't bother {object} | treat
        {object} as a no go zone | could you please not go over to {object} | keep away from
        {object}, it's dangerous | don't even think about driving to {object} | ignore {object} |
        under no circumstances move to {object} | nobody asked you to go to {object}, so don't |
        skip {object} | i said not to go to {object} | you can't go to {object} today | refrain from
        approaching {object} | stop trying to get to {object} | please to not come near of {object}
        """
    ),
    "forward": bars(
        """
        keep going straight | drive forward | ahead please | just keep rolling on | go straight on
        until i say stop | onward, little robot | carry on forwards | full ahead | move to the front
        | continue in the direction you are facing | could you go forward a while | come on,
        straight ahead
        """
    ),
    "back": bars(
        """
        back up | reverse please | go backwards | drive in reverse until i tell you | can you move
        back | roll backwards, robot | you're too close, back off | put it in reverse | keep backing
        up | retreat | go to behind, slowly slowly | scoot back please
        """
    ),
    "left": bars(
        """
        turn left | go left please | left | rotate to your left | spin to the left | keep turning
        left until i say so | hang a left | face more to the left | could you swing round to the
        left | robot, steer left | counterclockwise, please | bear left now
        """
    ),
    "right": bars(
        """
        turn right | to the right please | right turn | rotate clockwise | swing right | can you
        turn to your right side | keep on spinning right | take a right | look over to the right,
        robot | now go right | steer to the right and keep at it | yaw right
        """
    ),
    "turn": bars(
        """
        turn {angle} to the {side} | rotate {side} by {angle} | {angle} {side} | {side}, {angle},
        please | could you spin {angle} to your {side} | make a {angle} turn to the {side} | robot,
        swing {side} about {angle} | please change your heading {angle} {side} | i want you to face
        {angle} further {side} | go {side} {angle} | pivot {side} {angle} on the spot | yaw {angle}
        {side} | turn yourself {side} through an angle of {angle} | can you do a {angle} {side} turn
        | twist {angle} {side} | do {angle} to the {side} and stop | adjust your direction by
        {angle} toward the {side} | give me {angle} of rotation to the {side} | to the {side} side
        you turn {angle} please | veer {side} by {angle} | now a {side} turn of exactly {angle} |
        your next move is a {angle} rotation to the {side} | would you kindly rotate {angle} {side}
        | look {angle} to the {side} | swivel {angle} {side} for me | heading correction, {angle}
        {side} | try turning {side}, maybe {angle} | okay, turn to the {side} now, {angle} should do
        | you need to turn {angle} more degrees {side} | move your nose {angle} to the {side} |
        {side} by {angle} | in place rotation, {side}, {angle} | spin around to the {side} until
        you've done {angle} | i need a {angle} turn, {side} side | let's go {angle} {side} | hey,
        can you turn {side} like {angle} | shift your front {angle} {side} | stay there but rotate
        {angle} to the {side} | Turn {side}. {angle}. | bring your heading {side} by {angle}
        """
    ),
    "advance": bars(
        """
        drive {distance} {way} | go {way} {distance} | {distance} {way} please | move {way} by
        {distance} and stop | {way}, {distance} | robot, roll {distance} {way} | could you travel
        {distance} {way} | i need you {distance} further {way} | take it {way} for {distance} | just
        go {way}, about {distance} | please you make {distance} {way} | do a straight {way}
        run of {distance} | shift {distance} {way} | can you scoot {way} {distance} for me | cover
        {distance} in the {way} direction | let's have you {distance} {way} from here | translate
        {distance} {way} | keep going {way} until you've done {distance} | nudge yourself {way}
        {distance} | would you mind moving {distance} {way}
        """
    ),
    "follow": bars(
        """
        follow {object} | stay behind {object} | go after {object} | please tail {object} | chase
        {object} | don't lose {object}, keep right behind it | wherever {object} goes, you go |
        robot, track {object} and drive along | can you follow {object} around | keep up with
        {object} | trail {object} | stick with {object} | let {object} lead the way | be the shadow
        of {object} | i want you to go along behind {object} | run after {object} | move when
        {object} moves and stay with it | could you accompany {object} | pursue {object} | you have
        to go always behind {object} | get behind {object} and stay there | tag along with {object}
        | stay on the heels of {object} | your leader is {object} | enter follow mode, target is
        {object} | see {object}? follow it please | go with {object} | keep following {object} until
        i call you | would you be so kind as to follow {object} | ride behind {object} | lock on to
        {object} and follow | play follow the leader with {object} | do not let {object} get away |
        drive behind {object} wherever it takes you | {object} is moving, go after it | shadow
        {object} for a while | walk behind {object} like a little duck | fall in behind {object} |
        stay close to {object} as it moves | where {object} is going, please follow
        """
    ),
    "keep": bars(
        """
        keep a distance of {distance} from {object} | stay {distance} away from {object} | hold
        {distance} to {object} | don't get closer than {distance} to {object}, and no further either
        | please remain {distance} from {object} | maintain a {distance} gap to {object} | i
        want {distance} between you and {object} | always be {distance} off {object} | leave
        {distance} of space between yourself and {object} | robot, keep {distance} clear of {object}
        | {distance} from {object}, and hold that | could you keep {object} at {distance} | make
        sure you're {distance} away from {object} | regulate the distance to {object} at {distance}
        | stand off {object} by {distance} | give {object} {distance} of room | setpoint is
        {distance} to {object} | keep {distance} back from {object} | whatever {object} does, stay
        at {distance} | position yourself {distance} from {object} and keep it so | try to stay
        about {distance} from {object} | respect a {distance} distance to {object} | you
        should be at {distance} of {object} all the time | if {object} moves, keep {distance}
        between you two | can you hold a spacing of {distance} from {object} | keep your distance
        from {object}, say {distance} | hover around {distance} from {object} | range to {object}
        should be {distance}, hold it | let there be {distance} separating you and {object} | not
        too near {object}, {distance} is good, stay like that | would you stay {distance} apart from
        {object} please | the gap to {object} must stay {distance} | stick to {distance} from
        {object} | social distancing please, {distance} from {object} | back off or come closer so
        {object} is {distance} away | preserve {distance} of separation to {object} | have {object}
        exactly {distance} in front of you | i'd like you to keep {distance} away from {object} |
        stay with {object} but at {distance} distance | for safety keep {distance} from {object}
        """
    ),
    "wall": bars(
        """
        drive along the wall, keeping it on your {side} | follow the wall on the {side} side | wall
        on the {side}, go along it | keep the wall to your {side} and drive | please go along the
        {side} wall | hug the wall on your {side} | robot, stay next to the wall with it on your
        {side} | wall following, {side} side | trace the wall, it should be at your {side} hand |
        can you drive beside the wall on the {side} | move parallel to the wall at your {side} |
        with the wall on your {side}, keep going | creep along the {side} hand wall | stick to the
        wall on the {side} | use the {side} hand rule and follow the wall | let the wall be always
        on your {side} side | i want you to run along the wall, {side} side to it | go round the
        room keeping the wall on your {side} | just follow the wall, {side} | stay close to the
        {side} wall as you drive | skirt the wall on your {side} | the wall stays on your {side},
        now follow it | could you please track the wall to your {side} | engage {side} wall follower
        | keep your {side} side to the wall and roll | walk along the wall, and the wall must be
        {side} from you | cruise down the wall on the {side} hand side | travel by the wall, leaving
        it on the {side} | see the wall on your {side}? go along it | follow along that wall there
        on the {side} | take the wall on your {side} and never leave it | drive near the wall with
        your {side} wheels next to it | go where the wall goes, keep it {side} | run your {side}
        side along the wall | would you follow the wall keeping it {side} of you | pretend you're
        glued to the wall on your {side} | continue alongside the wall, {side} side please | patrol
        the edge of the room with the wall to the {side} | hold the wall at a constant distance on
        the {side} while moving | slide along the wall, it goes on your {side}
        """
    ),
    "patrol": bars(
        """
        go back and forth between {first} and {second} | patrol between {first} and {second} | drive
        from {first} to {second} and back, over and over | please shuttle between {first} and
        {second} | run laps from {first} to {second} | first {first}, then {second}, then again, and
        so on | keep going to and fro between {first} and {second} | robot, alternate between
        {first} and {second} | visit {first} and {second} in turns | can you pace between {first}
        and {second} | go to {first}, then {second}, and repeat | loop {first} to {second} until
        told otherwise | guard the stretch from {first} to {second} | commute between {first} and
        {second} please | i want you going from {first} to {second} and back all day | ping pong
        between {first} and {second} | {first}, {second}, {first}, {second}, keep doing that |
        travel up and down between {first} and {second} | keep switching between {first} and
        {second} | do rounds between {first} and {second} | cycle through waypoints {first} and
        {second} forever | would you drive there and back between {first} and {second} | start at
        {first}, go to {second}, return, and don't stop | you go {first}, you come {second}, always
        like this | march from {first} to {second} and back again like a soldier | keep watch
        between {first} and {second} | bounce from {first} to {second} and back | oscillate between
        {first} and {second} | make trips between {first} and {second} without stopping | run to
        {first}, now {second}, now back, again and again | act as a shuttle bus from {first} to
        {second} | repeat the route {first} to {second} in both directions | once you reach {first}
        turn round for {second}, and the other way too | wander back and forth from {first} to
        {second} | your beat is between {first} and {second} | could you keep walking between
        {first} and {second} for me | let's have you swing between {first} and {second} | move
        between {first} and {second} continuously | be a sentry, {first} to {second} and back | go
        from {first} over to {second} and back, many times
        """
    ),
    "talk": bars(
        """
        good morning everybody | what a lovely day outside | i think it's going to rain | how are
        you today | did you sleep well, robot | why did the chicken cross the road | my sister just
        got a new job | what's your name | who built you | anna, have you had lunch yet | this
        coffee tastes awful | do you like music | haha, that was funny | i was stuck in traffic for
        an hour | how old are you | the meeting starts at three | peter, can you pass me the stapler
        | thank you so much | you are a cute little thing | sing me a song | what is the capital of
        france | my back hurts | did you watch the match last night | are you smarter than me | tell
        me a joke | it's freezing in here | order me a pizza please | i can't remember where i put
        my keys | mum, look at this | what time is it | do robots dream | happy birthday, maria |
        the battery was expensive, you know | i love you, robot | sorry, i wasn't talking to you |
        what's twelve times seven | well, that's life i suppose | call my wife and say i'll be late
        | has anyone fed the cat | see you tomorrow, tom
        """
    ),
    "remark": bars(
        """
        what colour is {object} | i like {object} | can you see {object} | {object} looks a bit
        dusty | who put {object} there | how far away is {object} | my grandmother had something
        like {object} | isn't {object} pretty | {object} was cheaper than i expected | do you know
        what {object} is | i bought {object} last week | is {object} heavy | wow, look how big
        {object} is | somebody should clean {object} | i wonder why {object} is here | {object}
        belongs to my brother | which one do you prefer, me or {object} | we were just talking about
        {object} | i don't think {object} is real | describe {object} for me
        """
    ),
    "pace_slow": bars(
        """
        slowly | nice and easy | at a crawl | carefully | take your time | gently please | not so
        fast | at low speed | without rushing | like a snail
        """
    ),
    "pace_fast": bars(
        """
        quickly | as fast as you can | hurry up | at full speed | and make it snappy | fast please |
        right away, i'm in a rush | on the double | at top speed | rapidly
        """
    ),
}

_INTENTS = {
    "reach": "go_to",
    "stop": "stop",
    "leave": "stop",
    "turn": "turn",
    "advance": "move",
    "follow": "follow",
    "keep": "keep_distance",
    "wall": "follow_wall",
    "patrol": "patrol",
    "talk": "",
    "remark": "",
    **dict.fromkeys(("forward", "back", "left", "right"), "drive_on"),
}
_WEIGHTS = {"reach": 6, "stop": 2, "talk": 2, **dict.fromkeys(("forward", "back", "left", "right"), 0.5)}


def ask(rng: random.Random, seen: tuple[Sight, ...]) -> Asked:
    """Draw an instruction to a base that is driven by velocity.

    Args:
        rng: the source of chance.
        seen: the objects, at least one.
    """
    kinds = [kind for kind in _INTENTS if kind != "patrol" or len(seen) > 1]
    kind = rng.choices(kinds, [_WEIGHTS.get(kind, 1) for kind in kinds])[0]
    text = rng.choice(PHRASES[kind])
    names = rng.sample([sight.name for sight in seen], min(2, len(seen)))
    metres = rng.randint(5, 20) / 10
    values: dict[str, str | float] = {
        "object": names[0],
        "first": names[0],
        "second": names[-1],
        "side": rng.choice(("left", "right")),
        "way": rng.choice(("forward", "back")),
        "angle": float(rng.choice((30, 45, 60, 90, 120, 180, 270))),
        "distance": metres,
        "course": kind,
    }
    said = {
        **{key: f"the {values[key]}" for key in ("object", "first", "second")},
        "side": str(values["side"]),
        "way": "backward" if values["way"] == "back" else "forward",
        "angle": f"{values['angle']:g} degrees",
        "distance": f"{metres:g} metres",
    }
    for key in placeholders(text):
        text = text.replace("{" + key + "}", said[key])
    pace = rng.choice(("slow", "fast")) if kind == "reach" and rng.random() < 0.3 else ""
    if pace:
        text = f"{text} {rng.choice(PHRASES[f'pace_{pace}'])}"
        values["pace"] = pace
    return Asked(text, _INTENTS[kind], values)
