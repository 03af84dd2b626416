"""The phrasebooks: what people say to a mobile base, one book to train on and one held out for evaluation.

``{o}`` is an object ("the red ball"), ``{verb}`` one of ``verbs`` with its object, ``{doing}`` the same with
-ing, ``{topic}`` and ``{like}`` are what small talk is about. Phrases stand between bars. A test keeps the
books apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .expert import Motion, Pace


@dataclass(frozen=True)
class Phrasebook:
    """Templates by what they ask for.

    Attributes:
        reach: go to an object.
        verbs: ways to say so within ``reach``.
        pace: how fast, said beside it.
        stop: stand still.
        leave: not to go to an object.
        motions: keep moving some way.
        talk: nothing for the robot to do.
        remarks: nothing either, though an object is named.
        before: said before an instruction.
        after: said after it; what begins with a comma follows without a space.
        tails: added to ``reach``.
        loose: share of instructions that are mostly random words around what matters.
    """

    reach: Sequence[str]
    verbs: Sequence[str]
    pace: dict[Pace, Sequence[str]]
    stop: Sequence[str]
    leave: Sequence[str]
    motions: dict[Motion, Sequence[str]]
    talk: Sequence[str]
    remarks: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    tails: Sequence[str]
    loose: float = 0.0


def _split(text: str) -> tuple[str, ...]:
    """Return the phrases between the bars, line ends folded."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


TRAIN = Phrasebook(
    reach=(
        *("{verb}",) * 24,
        *("{o}",) * 3,
        *_split(
            """
        can you {verb} | could you {verb} | would you {verb} | will you {verb}? | can you please {verb} |
        could you please {verb} | would you mind {doing} | would you mind {doing}? | i want you to {verb} |
        i need you to {verb} | i would like you to {verb} | i'd like you to {verb} | you should {verb} |
        you have to {verb} | you must {verb} | you can {verb} | i ask you to {verb} | let's {verb} |
        let us {verb} | start {doing} | begin {doing} | keep {doing} | try {doing} | try to {verb} |
        your task is to {verb} | your job is to {verb} | it is time to {verb} | time to {verb} |
        the plan is to {verb} | go ahead and {verb} | be so kind and {verb} | do me a favor and {verb} |
        why don't you {verb} | how about {doing} | are you able to {verb}? |
        is it possible for you to {verb}? | it would be nice if you could {verb} |
        i wonder if you could {verb} | first {verb} | then {verb} | next, {verb} | now {verb} |
        start to {verb} | turn around and {verb} | forget that and {verb} | change of plan, {verb} |
        i want you at {o} | i need you at {o} | i'd like you at {o} | i want you next to {o} |
        i need you over at {o} | it's {o} i want you at | it is {o} that you should go to |
        it's {o} you have to reach | your goal is {o} | your next goal is {o} | your target is {o} |
        the target is {o} | target: {o} | goal: {o} | destination: {o} | next stop: {o} |
        the next stop is {o} | your destination is {o} | {o} is your goal | {o} is the target |
        {o} is your next stop | {o} is where you should go | {o} is where i want you |
        {o} is the place to be | {o} next | to {o} | over to {o} | off to {o} | up to {o} | this way: {o} |
        look for {o} and drive there | see {o}? go there | there is {o}, drive to it |
        do you see {o}? drive up to it | find {o} and stop at it | {o}, go there | {o} - drive to it |
        {o}: go and stand there | go to where {o} is | go where {o} is | drive until you reach {o} |
        keep going until you are at {o} | drive on until you get to {o} | do not stop before {o} |
        don't stop until you reach {o} | not that one, {o} | no, {o} | i meant {o} | the other one: {o} |
        i said {o} | i choose {o} | i'm waiting at {o} | i am at {o}, come here | come here, i am at {o} |
        meet me at {o} | wait for me at {o} | somebody needs you at {o} | we need you at {o} |
        bring this to {o} | deliver this to {o} | carry it to {o} | bring the robot to {o} |
        take me to {o} | show me the way to {o} | guide me to {o} | lead me to {o} | check on {o} |
        inspect {o} | have a look at {o} | what about {o}? go there
        """
        ),
    ),
    verbs=_split(
        """
        drive to {o} | go to {o} | head over to {o} | head to {o} | head for {o} | approach {o} |
        move to {o} | move over to {o} | move up to {o} | drive up to {o} | drive over to {o} |
        drive right up to {o} | drive straight to {o} | drive close to {o} | drive near {o} |
        drive towards {o} | drive toward {o} | drive yourself to {o} | go over to {o} | go on to {o} |
        go on over to {o} | go up to {o} | go near {o} | go towards {o} | go and stand next to {o} |
        go stand beside {o} | go and visit {o} | go and find {o} | go back to {o} | navigate to {o} |
        reach {o} | get to {o} | get close to {o} | get close up to {o} | get near {o} |
        get yourself to {o} | get moving to {o} | come to {o} | come over to {o} | come up close to {o} |
        come closer to {o} | travel to {o} | travel over to {o} | roll to {o} | roll over to {o} |
        roll up to {o} | run to {o} | run over to {o} | walk to {o} | walk over to {o} | step up to {o} |
        visit {o} | stop by {o} | find {o} | bring yourself to {o} | take yourself to {o} |
        take yourself over to {o} | make your way to {o} | make your way over to {o} | make for {o} |
        find your way to {o} | stop at {o} | stop next to {o} | park at {o} | park next to {o} |
        park beside {o} | park by {o} | stand by {o} | stand next to {o} | stay at {o} | wait at {o} |
        halt at {o} | move towards {o} | move toward {o} | move close to {o} | move next to {o} |
        steer to {o} | steer towards {o} | set course for {o} | set off for {o} | aim for {o} |
        return to {o} | continue to {o} | proceed to {o} | advance to {o} | advance towards {o} |
        cross over to {o} | join {o} | arrive at {o} | be at {o} | leave for {o} |
        turn to {o} and drive there | face {o} and go there | locate {o} and drive to it | ride to {o} |
        cruise to {o} | zoom in on {o} | drive to {o} | go to {o}
        """
    ),
    pace={
        "slow": _split(
            """
            slowly | carefully | gently | at low speed | slow | very slowly | with care | take your time |
            no hurry | nice and slow | at a slow pace | cautiously | be careful | slowly and carefully |
            without haste | in no hurry | at a gentle pace | don't rush | do not hurry | at half speed |
            nice and easy | creep | drive slowly | go slowly | quite slowly | real slow | calmly
            """
        ),
        "fast": _split(
            """
            quickly | fast | as fast as you can | hurry | hurry up | at full speed | at high speed |
            in a hurry | rapidly | speed up | very fast | quick | as quickly as you can | at top speed |
            as fast as possible | be quick | be fast | drive fast | go fast | swiftly | step on it |
            without delay, fast | at maximum speed | really fast | make it quick | faster | full speed
            """
        ),
        "normal": _split(
            """
            at normal speed | at a normal pace | at your usual speed | at medium speed
            """
        ),
    },
    stop=_split(
        """
        stop | wait | halt | stand still | hold on | stay where you are | do not move | don't move |
        freeze | stop right there | stop moving | stop now | stay | stay here | stay put | pause |
        wait here | wait a moment | wait for me | hold your position | hold still | do nothing for now |
        rest | brake | stop the robot | emergency stop | stop driving | no more driving | be still |
        stop at once | whoa | enough, stop | that's enough | cut the motors | remain where you are |
        wait there | just wait | stop it | stop it now | wait right here | don't move at all | hold it |
        hold it right there | stay where you stand | stop the motors | just stay put | stop the wheels |
        stop everything | stop here | come to a stop | come to a halt | stand by | stop for a while |
        wait a bit | wait until i say so | not another step | don't go anywhere | do not go anywhere |
        don't drive | do not drive | stop please | can you stop | could you wait | would you stop |
        can you wait a minute? | i want you to stop | i need you to wait | you should stop now |
        you must not move | keep still | keep your position
        """
    ),
    leave=_split(
        """
        don't go to {o} | do not drive to {o} | stop going to {o} | never mind {o}, wait | leave {o} alone |
        stay away from {o} | no, don't go to {o} | you must not go to {o} | forget {o} and wait |
        do not go to {o} | don't drive over to {o} | stay clear of {o} | keep away from {o} |
        don't approach {o} | don't move to {o} | you should not drive to {o} | stop driving to {o} |
        don't head to {o}
        """
    ),
    motions={
        "forward": _split(
            """
            drive forward | go forward | move forward | go straight | drive straight ahead | go ahead |
            forward | move ahead | keep going straight | straight on | drive on | roll forward |
            go straight ahead | move straight ahead | drive straight | keep driving straight |
            straight ahead
            """
        ),
        "back": _split(
            """
            back up | go back | reverse | drive backwards | go backwards | move back | backward | back off |
            back away | roll back a bit | move backwards | back up a bit | go back a little |
            drive in reverse | roll backwards | step back
            """
        ),
        "left": _split(
            """
            turn left | rotate left | spin left | turn to the left | go left | left | rotate to your left |
            turn around to the left | spin to the left | swing left | turn to your left | turn leftwards |
            rotate to the left | make a left turn
            """
        ),
        "right": _split(
            """
            turn right | rotate right | spin right | turn to the right | go right | right |
            rotate to your right | turn around to the right | spin to the right | swing right |
            turn to your right | turn rightwards | rotate to the right | make a right turn
            """
        ),
    },
    talk=(
        "",
        *_split(
            """
        hello | hi | hi there | hey | good morning | good evening | good afternoon | how are you? |
        how are you today | thanks | thank you | thank you very much | thanks a lot | nice work |
        well done | good job | good robot | you are cute | you are a good robot | what is your name? |
        who are you? | who made you? | what can you do? | tell me a joke | tell me a story |
        tell me about {topic} | tell me something about {topic} | sing a song | sing a song about {topic} |
        what time is it? | what day is it today? | how is {topic}? | how is it going? |
        will it rain tomorrow? | is it cold outside? | i am hungry | i am tired | i am happy |
        i am going home | i {like} {topic} | we {like} {topic} | my sister {like}s {topic} |
        my name is anna | what is two plus two? | how much is three times four? | what is five plus six? |
        count to ten | spell banana | do you {like} me? | do you {like} {topic}? | do you know {topic}? |
        do you dream? | are you a robot? | are you alive? | are you happy? | where are you from? |
        how old are you? | what do you think? | what do you think of {topic}? |
        what do you know about {topic}? | why is the sky blue? | who won the game? | what's the news? |
        what is {topic}? | what's {topic}? | where is {topic}? | who invented {topic}? |
        when was {topic} invented? | why do people {like} {topic}? | how does {topic} work? |
        how much is {topic}? | is {topic} good for you? | {topic} is great | {topic} is boring |
        {topic} was nice | {topic} again | i have no idea about {topic} | yesterday i saw {topic} |
        there was {topic} on the radio | i read a book about {topic} | what is the capital of france? |
        translate this into german | write a poem | write a poem about {topic} | play some music |
        order a pizza | call my mother | send an email | remind me tomorrow | set an alarm | buy some milk |
        see you later | goodbye | bye | good night | ok | okay | yes | no | maybe | i see | interesting |
        that is funny | haha | wow | sorry | excuse me | i don't know | let me think | just kidding |
        are you listening? | can you hear me? | say something | what's up? | long time no see |
        the meeting is at noon | lunch was great | my cat is asleep | the train is late |
        it is my birthday | what a day | that movie was good | i bought a new phone | explain gravity |
        explain {topic} | hm | la la la | how many planets are there? | do robots have feelings? |
        thank you for your help | thanks for everything | please tell me a joke | can you sing? |
        could you tell me about {topic} | can you explain {topic}? | i want to talk about {topic} |
        i would like some {topic} | let's talk about {topic}
        """
        ),
    ),
    remarks=_split(
        """
        what color is {o}? | can you see {o}? | is there {o}? | where is {o}? | i like {o} | we like {o} |
        who put {o} there? | what is {o} made of? | is {o} heavy? | {o} is pretty | {o} looks nice |
        {o} is nice | how big is {o}? | how far away is {o}? | i bought {o} yesterday | tell me about {o} |
        do you like {o}? | why is {o} here? | whose is {o}? | my sister has painted {o} |
        what do you think of {o}? | is {o} new? | {o} is really big | who owns {o}? | did you see {o}? |
        how old is {o}? | {o} was cheap | {o} is old | is {o} round? | i painted {o} last week |
        {o} is my favorite | somebody has moved {o} | isn't {o} beautiful? | how much did {o} cost? |
        who made {o}? | do you know {o}? | describe {o} | what can you say about {o}? | i do not like {o} |
        there is dust on {o} | {o} is further away than i thought | can you describe {o}?
        """
    ),
    before=(
        *("",) * 14,
        *_split(
            """
        please | please, | robot, | hey robot, | ok, | okay, | now, | hey, | alright, | so, | listen: |
        good, | well, | right, | dear robot, | hello, | hi, | hello robot, | hi robot, | thanks, |
        thank you, | thank you, now | excuse me, | sorry, | good job, | well done, now | yes, | no, |
        my friend, | buddy, | great,
        """
        ),
    ),
    after=(
        *("",) * 18,
        *_split(
            """
        please | , please | now | right now | , thanks | for me | , ok? | , will you | at once |
        if you can | , thank you | thank you | , thank you very much | , many thanks | , would you? |
        , could you? | , my friend | , buddy | , robot | , dear robot | , right? | today | if you please |
        , i'm waiting | , that's an order | when you are ready | , yes? | again
        """
        ),
    ),
    tails=(
        *("",) * 10,
        *_split(
            """
        and stop | and stop there | and wait | and wait there | and stay there | , then stop |
        and stop next to it | and stop in front of it | and halt | and park there | , then wait |
        and rest there | and stay | and stop close to it | , and no further
        """
        ),
    ),
    loose=0.4,
)

HELD_OUT = Phrasebook(
    reach=(
        *("{verb}",) * 16,
        *_split(
            """
        let me see you {verb} | would you kindly {verb} | what i want is for you to {verb} |
        please be good and {verb} | i'd be glad if you would {verb} | you are wanted at {o} |
        {o} is where i need you | the place to go is {o} | i want to see you at {o} |
        make {o} your next stop | {o} is what you are heading for
        """
        ),
    ),
    verbs=_split(
        """
        drive on over to {o} | pull up at {o} | go all the way to {o} | make it to {o} |
        take a trip to {o} | come to a stop at {o} | stop beside {o} | roll across to {o} |
        work your way to {o} | head straight to {o} | go straight to {o} | position yourself at {o} |
        move along to {o} | place yourself near {o} | drive across to {o} | move right up to {o} |
        get over to {o} | get as far as {o}
        """
    ),
    pace={
        "slow": _split("at a leisurely pace | ever so slowly | at a crawl"),
        "fast": _split("as quick as you can | at great speed | in a rush"),
        "normal": _split("at your normal pace"),
    },
    stop=_split(
        """
        stand still there | stop where you are | don't move any more | stop right here | wait a second |
        stop all motion | hold your place | stay right here | you can stop now
        """
    ),
    leave=_split(
        """
        please do not go over to {o} | don't you go to {o} | stay back from {o} | don't drive towards {o}
        """
    ),
    motions={
        "forward": _split("move straight on | go on forward"),
        "back": _split("drive back | back up a little"),
        "left": _split("turn towards the left | rotate leftwards"),
        "right": _split("turn towards the right | rotate rightwards"),
    },
    talk=_split(
        """
        what is your favorite {topic}? | who is your best friend? | my brother has {topic} |
        tell me something funny | what did you have for lunch? | is it late? | my dog is hungry |
        is it warm outside? | when does the train leave? | how do you spell robot? |
        have you heard of {topic}? | i miss {topic} | what comes after {topic}? | good to see you |
        you did great | nobody knows {topic}
        """
    ),
    remarks=_split(
        """
        what is {o} for? | is {o} yours? | {o} needs some paint | how tall is {o}? |
        have you ever seen {o}? | i wonder who left {o} here
        """
    ),
    before=(*("",) * 6, *_split("please | ok robot, | fine, | good morning, | oh,")),
    after=(*("",) * 6, *_split("please | , thanks a lot | , dear | this time | , if possible")),
    tails=(*("",) * 3, *_split("and stop | and remain there | , then halt")),
)

TOPICS = _split(
    """
    music | pizza | football | the weather | paris | my car | coffee | tea | cooking | movies | dogs |
    cats | mathematics | physics | your family | the moon | the sun | mars | chocolate | school | work |
    sleep | history | art | money | the news | bread | cheese | trains | airplanes | the internet |
    your father | winter | summer | the ocean | birds | a game | a song | the president | dinner |
    breakfast | the king
    """
)
LIKES = _split("like | love | hate | want | prefer | need")
