"""A mobile base: go to things, follow them, keep away from them, turn and move, follow walls, patrol.

The same intents are asked of a contract that drives by velocity, where the expert carries them out tick by
tick, and of one whose tools are these tasks themselves.
"""

from __future__ import annotations

from ..intents import Choice, Intent, Number, Slot, bars

OBJECT = Slot(
    "object",
    ("object", "target", "name", "goal", "thing", "object_name", "destination"),
    bars(
        """the object's name | name of the object, as it is listed | which object | the target object |
        what to go for, by name | one of the objects that are seen"""
    ),
    objects=True,
)
PACE = Slot(
    "pace",
    ("speed", "pace", "speed_mode", "velocity", "tempo", "how_fast"),
    bars("how fast | the speed to use | driving speed | pace of the motion | speed level"),
    choices=(
        Choice(
            "slow",
            bars(
                """slowly | carefully | gently | at low speed | slow | very slowly | with care |
                take your time | no hurry | nice and slow | at a slow pace | cautiously | be careful |
                slowly and carefully | without haste | in no hurry | at a gentle pace | don't rush |
                do not hurry | at half speed | nice and easy | creep | drive slowly | go slowly |
                quite slowly | real slow | calmly | at a leisurely pace | ever so slowly | at a crawl |
                leisurely | crawl | easy does it | at a snail's pace | slow and steady | gradually | softly |
                with low speed | at reduced speed | don't hurry | there is no rush | no need to hurry |
                not too fast | not so fast | slow down | keep it slow | at walking pace | steadily |
                in slow motion | patiently | delicately | with caution"""
            ),
            ("low", "slowly", "careful", "gentle"),
            "low speed, with care",
            ("慢慢地", "慢一点", "小心地"),
        ),
        Choice(
            "normal",
            bars(
                """at normal speed | at a normal pace | at your usual speed | at medium speed |
                at your normal pace | at the usual pace | at regular speed | at moderate speed"""
            ),
            ("medium", "default", "regular", "cruise"),
            "the usual speed",
            ("正常速度",),
        ),
        Choice(
            "fast",
            bars(
                """quickly | fast | as fast as you can | hurry | hurry up | at full speed | at high speed |
                in a hurry | rapidly | speed up | very fast | quick | as quickly as you can | at top speed |
                as fast as possible | be quick | be fast | drive fast | go fast | swiftly | step on it |
                without delay, fast | at maximum speed | really fast | make it quick | faster | full speed |
                as quick as you can | at great speed | in a rush | full throttle | asap | in a flash |
                on the double | don't dawdle | hurry please | race | at speed | speedily | pronto |
                as soon as possible | flat out | quick quick | get a move on | rush | at a fast pace |
                with high speed | move it"""
            ),
            ("high", "quick", "sprint", "full"),
            "high speed, no delay",
            ("快速地", "快一点", "赶快"),
        ),
    ),
    default="normal",
)
LEFT_RIGHT = (
    Choice("left", ("left",), ("port", "ccw", "left_side", "l"), "the left, counter-clockwise", ("左",)),
    Choice("right", ("right",), ("starboard", "cw", "right_side", "r"), "the right, clockwise", ("右",)),
)
_METRES = {
    0.5: ("half a metre", "half a meter"),
    1.0: ("one metre", "a metre", "one meter", "a meter"),
    1.5: ("one and a half metres", "one and a half meters"),
    2.0: ("two metres", "two meters"),
    3.0: ("three metres", "three meters"),
}
DISTANCE = (
    Number(
        "in metres",
        0.2,
        3.0,
        0.1,
        ("{n} metres", "{n} meters", "{n} m", "{n} metre", "{n} meter"),
        words=_METRES,
        chinese=("{n}米",),
    ),
    Number("in centimetres", 20, 300, 10, ("{n} centimetres", "{n} cm", "{n} centimeters"), factor=0.01),
)

GO_TO = Intent(
    "go_to",
    ("go_to", "navigate_to", "drive_to", "goto_object", "approach", "move_to_object", "goToObject", "reach"),
    bars(
        """Drive to an object and stop there. | Go to the named object. |
        Navigate to something that is seen. |
        Approach an object. | Move the robot to a target. | Bring the base to an object by its name. |
        Travel to the given object and halt in front of it. | Sends the base to an object. |
        Reach an object. | Makes the robot drive up to a thing. | Head for a named object. |
        Use this to send the base to one of the objects it sees. |
        Brings the robot right up to the named object and ends there. |
        One trip to an object, for instance when the user wants the robot at it. |
        Take the base from where it is to an object. |
        Goal-directed driving: the object named is where the robot ends up. |
        Use it when the robot shall be at an object, not merely look at it. |
        Positions the robot next to a chosen object. |
        The robot travels to the object and remains there. |
        Single approach to a target that does not move. |
        Call this to have the robot visit something by its name.
        """
    ),
    bars(
        """
        drive to {object} | go to {object} | head over to {object} | head to {object} | head for {object} |
        approach {object} | move to {object} | move over to {object} | move up to {object} |
        drive up to {object} | drive over to {object} | drive right up to {object} |
        drive straight to {object} | drive close to {object} | drive near {object} |
        drive towards {object} | drive toward {object} | drive yourself to {object} | go over to {object} |
        go on to {object} | go on over to {object} | go up to {object} | go near {object} |
        go towards {object} | go and stand next to {object} | go stand beside {object} |
        go and visit {object} | go and find {object} | go back to {object} | navigate to {object} |
        reach {object} | get to {object} | get close to {object} | get close up to {object} |
        get near {object} | get yourself to {object} | get moving to {object} | come to {object} |
        come over to {object} | come up close to {object} | come closer to {object} | travel to {object} |
        travel over to {object} | roll to {object} | roll over to {object} | roll up to {object} |
        run to {object} | run over to {object} | walk to {object} | walk over to {object} |
        step up to {object} | visit {object} | stop by {object} | find {object} |
        bring yourself to {object} | take yourself to {object} | take yourself over to {object} |
        make your way to {object} | make your way over to {object} | make for {object} |
        find your way to {object} | stop at {object} | stop next to {object} | park at {object} |
        park next to {object} | park beside {object} | park by {object} | stand by {object} |
        stand next to {object} | stay at {object} | wait at {object} | halt at {object} |
        move towards {object} | move toward {object} | move close to {object} | move next to {object} |
        steer to {object} | steer towards {object} | set course for {object} | set off for {object} |
        aim for {object} | return to {object} | continue to {object} | proceed to {object} |
        advance to {object} | advance towards {object} | cross over to {object} | join {object} |
        arrive at {object} | be at {object} | leave for {object} | turn to {object} and drive there |
        face {object} and go there | locate {object} and drive to it | ride to {object} |
        cruise to {object} | zoom in on {object} | drive on over to {object} | pull up at {object} |
        go all the way to {object} | make it to {object} | take a trip to {object} |
        come to a stop at {object} | stop beside {object} | roll across to {object} |
        work your way to {object} | head straight to {object} | go straight to {object} |
        position yourself at {object} | move along to {object} | place yourself near {object} |
        drive across to {object} | move right up to {object} | get over to {object} |
        get as far as {object} | pull over by {object} | pull up beside {object} |
        station yourself at {object} |
        scoot over to {object} | swing by {object} | swing over to {object} | drop by {object} |
        pay {object} a visit | close in on {object} | home in on {object} | make a beeline for {object} |
        start driving to {object} | position yourself next to {object} | place yourself beside {object} |
        roll on over to {object} | creep up to {object} | go look for {object} | go see {object} |
        search out {object} | hunt down {object} | draw near to {object} | draw up beside {object} |
        bring the robot to {object} | move the robot over to {object} | take the base to {object} |
        go and wait at {object} | drive and stop at {object} | come up to {object} | come near {object} |
        come and stand by {object} | hurry over to {object} | rush to {object} | race to {object} |
        touch base with {object} | go meet {object} | go and meet {object} | get next to {object} |
        end up at {object} | finish at {object} | stop in front of {object} | park in front of {object} |
        stand in front of {object} | halt in front of {object} | wait beside {object} | rest at {object} |
        drive until you reach {object} | keep going until you are at {object} |
        drive on until you get to {object} | go to where {object} is | go where {object} is |
        move yourself to {object} | shift over to {object} | bring yourself near {object} |
        visit the place of {object} | come and visit {object} | drop in on {object} | call at {object} |
        go and be at {object} | get all the way to {object} | take the way to {object} |
        take the road to {object} | drive the whole way to {object} |
        drive on and only stop at {object} | wait over at {object} | come and wait at {object} |
        drive off to {object} | bring your wheels to {object} | move in front of {object} |
        place yourself in front of {object} | end your drive at {object} | end your trip at {object} |
        make {object} your goal | take {object} as your next goal | have {object} as your destination |
        use {object} as your target and drive there | go to the spot where {object} stands |
        show up at {object} | steer yourself over to {object} | bring yourself up to {object} |
        close the distance to {object} | cover the way to {object} | move on to {object} |
        continue on to {object} | settle down next to {object} | come right up to {object} |
        go right up to {object} | do a trip to {object} | drive along until you are next to {object}
        """
    ),
    bars(
        """
        {object} | i want you at {object} | i need you at {object} | i'd like you at {object} |
        i want you next to {object} | i need you over at {object} | it's {object} i want you at |
        it is {object} that you should go to | it's {object} you have to reach | your goal is {object} |
        your next goal is {object} | your target is {object} | the target is {object} | target: {object} |
        goal: {object} | destination: {object} | next stop: {object} | the next stop is {object} |
        your destination is {object} | {object} is your goal | {object} is the target |
        {object} is your next stop | {object} is where you should go | {object} is where i want you |
        {object} is the place to be | {object} next | to {object} | over to {object} | off to {object} |
        up to {object} | this way: {object} | look for {object} and drive there | see {object}? go there |
        there is {object}, drive to it | do you see {object}? drive up to it | find {object} and stop at it |
        {object}, go there | {object} - drive to it | {object}: go and stand there |
        do not stop before {object} | don't stop until you reach {object} | not that one, {object} |
        no, {object} | i meant {object} | the other one: {object} | i said {object} | i choose {object} |
        i'm waiting at {object} | i am at {object}, come here | come here, i am at {object} |
        meet me at {object} | wait for me at {object} | somebody needs you at {object} |
        we need you at {object} | you are wanted at {object} | {object} is where i need you |
        the place to go is {object} | i want to see you at {object} | make {object} your next stop |
        {object} is what you are heading for | take me to {object} | show me the way to {object} |
        guide me to {object} | lead me to {object} | have a look at {object} from close by |
        what about {object}? go there | you should be at {object} | {object} now | go, {object} |
        i need you beside {object} | i'd love to see you next to {object} | you belong at {object} |
        straight to {object} | all the way to {object} | right up to {object} | that one: {object} |
        the one i want is {object} | this one: {object} | rather {object} | better go to {object} |
        forget the rest, {object} | now for {object} | your job: {object} | mission: reach {object} |
        the goal's {object} | next up is {object} | {object} is your next destination |
        we are going to {object} | we're off to {object} | you're going to {object} |
        do not halt before you are at {object} | don't halt until you are next to {object} |
        no stopping until you reach {object} | you may only stop at {object} |
        i'll be waiting for you at {object} | let us meet at {object} | see you at {object} |
        wait for us over at {object} | wait there for me, at {object} | {object} would like a visit |
        {object} is waiting for you | your way leads to {object} | the trip ends at {object} |
        your place is at {object} | i would like to have you at {object} | let {object} be your goal |
        do not stop short of {object} | don't stop short of {object} | no stopping short of {object} |
        do not stop on the way to {object} | don't stop on your way to {object} |
        never stop short of {object} | no stopping on the way to {object} | no stop on the way to {object} |
        don't halt before {object} | do not pause before {object} | don't pause until you get to {object} |
        do not wait before you are at {object} | do not rest before you have reached {object} |
        don't rest until you are at {object} | do not give up before you are at {object} |
        do not stop anywhere but at {object} | don't stop anywhere until you have got to {object} |
        you must not stop short of {object} | never stop until you stand at {object} |
        please do not stop earlier than at {object} | there is no stopping on the way to {object} |
        do not stay here, go to {object} | don't wait here, drive to {object} |
        don't stand there, go to {object} | don't stop heading for {object} |
        do not stop driving to {object} | no break until you are at {object} | no rest until {object}
        """
    ),
    (OBJECT, PACE),
    bars(
        """去{object} | 开到{object}那里 | 请到{object}旁边 | 走到{object}前停下 | 前往{object} |
        到{object}那儿去 |
        驶向{object} | 我要你去{object} | 过去{object}那边 | 靠近{object} | 目标是{object} | 到{object}停下"""
    ),
    moves=True,
)
FOLLOW = Intent(
    "follow",
    ("follow", "follow_object", "track", "tail", "follow_target", "pursue", "chase", "followMe"),
    bars(
        """Follow a moving object. | Stay behind an object as it moves. |
        Track a target and keep close to it. |
        Keep following something until told otherwise. | Go wherever the object goes. |
        Pursue a moving target. | Trail an object. | Makes the base follow a named thing. |
        Continuously drive after an object. |
        Use this when the target moves and the robot has to stay with it. |
        Lets an object lead the robot. | The robot comes along behind whatever is named. |
        Ongoing pursuit of a target, until another command. | Escort something that moves around. |
        Sticks to an object as its shadow. |
        Never finishes by itself: each move of the object is followed. |
        Drive along behind one of the objects, step by step. |
        Unlike a drive to a fixed place, this keeps going after the target."""
    ),
    bars(
        """
        follow {object} | keep following {object} | track {object} | stay behind {object} | tail {object} |
        trail {object} | chase {object} | pursue {object} | go after {object} | drive after {object} |
        run after {object} | keep up with {object} | stay close behind {object} | stick to {object} |
        stick with {object} | stay with {object} | go wherever {object} goes | drive behind {object} |
        go along behind {object} | keep behind {object} | keep close behind {object} |
        move along with {object} | move with {object} | go with {object} | accompany {object} |
        walk behind {object} | follow along behind {object} | follow {object} around |
        follow {object} wherever it goes | drive where {object} drives | shadow {object} |
        keep on the heels of {object} | stay on the heels of {object} | keep tracking {object} |
        be the shadow of {object} | stay right behind {object} | keep chasing {object} |
        tag along with {object} | tag along behind {object} | trail behind {object} |
        follow close behind {object} | do not lose {object}, follow it | don't let {object} get away |
        hang on to {object} as it moves | stay close to {object} while it moves |
        keep near {object} as it moves | follow after {object} | come along behind {object} |
        drive along behind {object} | keep pace with {object} | move when {object} moves |
        go where {object} goes | keep on following {object} | stay on the trail of {object} |
        remain behind {object} | track and follow {object} | follow the path of {object} |
        let {object} be your leader | let {object} guide you |
        let {object} go first and drive behind it | take {object} as your leader |
        have {object} lead you around | stick close to {object} as it moves |
        stick right behind {object} | stick to the heels of {object} | come along with {object} |
        come behind {object} | drive along with {object} | run along behind {object} |
        go along with {object} | walk along with {object} | roll along behind {object} |
        move along behind {object} | keep going after {object} | keep driving behind {object} |
        keep moving with {object} | stay on the track of {object} | stay with {object} wherever it goes |
        escort {object} | travel behind {object} | travel along with {object} |
        follow where {object} leads | follow {object} at all times | go everywhere {object} goes |
        move wherever {object} moves | be right behind {object} all the time | go on following {object} |
        follow in the track of {object} |
        keep in step with {object} | match your pace to {object} | go at the pace of {object} |
        drive at the same pace as {object} | adapt your pace to {object} | keep level with {object} |
        keep alongside {object} | drive alongside {object} | go alongside {object} |
        run alongside {object} | stay alongside {object} as it moves | stick by {object} as it moves |
        stick at the heels of {object} | stick right by {object} wherever it goes | stick fast to {object} |
        stick around {object} as it moves | stick behind {object} | cling to the heels of {object} |
        hang on to {object} | hang behind {object} | glue yourself to {object} | stay glued to {object} |
        stay attached to {object} | attach yourself to {object} | latch on to {object} |
        lock on to {object} as it moves | dog {object} | dog the steps of {object} | hound {object} |
        be the tail of {object} | be at the heels of {object} | walk in the footsteps of {object} |
        drive in the wake of {object} | stay in the wake of {object} | keep {object} company as it moves |
        keep {object} company | keep beside {object} as it moves | be the companion of {object} |
        be the escort of {object} | provide an escort for {object} | convoy with {object} |
        ride along with {object} | come with {object} | go in pursuit of {object} | set out after {object} |
        keep after {object} | keep up the chase of {object} | stay hot on the trail of {object} |
        follow on behind {object} | fall in behind {object} | line up behind {object} and go with it |
        queue up behind {object} and follow it | do as {object} does, go where it goes |
        keep on tailing {object} | keep shadowing {object} | keep on shadowing {object} |
        go on tracking {object} | keep trailing {object} | keep accompanying {object}
        """
    ),
    bars(
        """
        {object} is your leader | {object} leads, you follow | wherever {object} goes, you go too |
        {object} moves, stay behind it | where {object} goes you go | after {object} |
        i want {object} followed | you are the shadow of {object} | {object} goes first, you go behind it |
        let {object} lead you | {object} will move, go with it |
        {object} leads the way | your leader is {object} | {object} is the one to follow |
        let {object} go first | from now on you go with {object} | you go where {object} goes |
        close behind {object} | as {object} moves, move with it | don't lose {object} |
        do not lose sight of {object}, go after it | do not let {object} out of your reach as it moves |
        don't fall behind {object} | do not drop back from {object} | don't let {object} leave you behind |
        never leave the side of {object} | never leave {object}, wherever it goes |
        never stop following {object} | {object} sets the pace, you keep up |
        the pace is set by {object}, go with it | don't stop going after {object} |
        don't let {object} escape | {object} is on the move, stay with it |
        {object} must not get away from you | {object} must not be lost | you and {object} go together |
        {object} walks, you walk behind | {object} shows the way, follow | you are the tail of {object} |
        you are the escort of {object} | you're with {object} from now on | if {object} moves, you move |
        when {object} turns, turn after it | no letting {object} out of your reach
        """
    ),
    (OBJECT,),
    bars(
        """跟着{object} | 跟随{object} | 请跟上{object} | 一直跟在{object}后面 | 追着{object} | 跟{object}走 |
        {object}去哪你就去哪 | 紧跟{object}"""
    ),
    moves=True,
)
KEEP_DISTANCE = Intent(
    "keep_distance",
    ("keep_distance", "hold_distance", "maintain_distance", "stay_away", "keepDistance", "standoff"),
    bars(
        """Keep a distance from an object. | Hold a fixed distance to something. |
        Stay so far away from a target. | Maintain a gap between the robot and an object. |
        Back away or close up until the distance is right, and hold it. | Keeps the given clearance. |
        Regulates the distance to an object. |
        Use this to hold the robot a fixed number of metres from an object. |
        Neither closer nor further: keeps the gap to an object as given. |
        Stays a set distance away from something, for instance for safety. |
        Safety distance to an object, held all the time. | Takes an object and how far to stay from it. |
        The robot moves in or out so that the given gap to the object stays. |
        Distance control with respect to a named object. |
        Makes sure there is so much room between the robot and the object. |
        Drives nearer or backs off until the object is exactly so far away."""
    ),
    bars(
        """
        keep {distance} away from {object} | stay {distance} away from {object} |
        keep a distance of {distance} from {object} | keep a distance of {distance} to {object} |
        hold a distance of {distance} to {object} | hold {distance} from {object} |
        maintain {distance} to {object} | maintain a distance of {distance} from {object} |
        stay {distance} from {object} | keep {distance} between you and {object} |
        leave {distance} between you and {object} | leave a gap of {distance} to {object} |
        keep a gap of {distance} to {object} | remain {distance} away from {object} |
        stand {distance} away from {object} | keep {object} at {distance} | hold {object} at {distance} |
        keep {object} at a distance of {distance} | keep {object} {distance} away from you |
        stay at {distance} from {object} | stay at a distance of {distance} from {object} |
        keep your distance from {object}, {distance} | stay back {distance} from {object} |
        keep back {distance} from {object} | keep off {object} by {distance} |
        maintain a gap of {distance} between you and {object} | keep clear of {object} by {distance} |
        stay clear of {object} by {distance} | hold a gap of {distance} to {object} |
        be {distance} away from {object} all the time | always stay {distance} from {object} |
        position yourself {distance} from {object} and hold that | keep exactly {distance} from {object} |
        keep it at {distance} to {object} | remain at a distance of {distance} from {object} |
        give {object} {distance} of space | leave {object} {distance} of space |
        leave {distance} of room to {object} | keep {distance} of room between you and {object} |
        stay {distance} off {object} | hold your position {distance} away from {object} |
        keep yourself {distance} away from {object} | place yourself {distance} from {object} |
        stop {distance} away from {object} and hold that | stay about {distance} away from {object} |
        be at a distance of {distance} from {object} | stand at {distance} from {object} |
        stand back {distance} from {object} | hold off {distance} from {object} |
        hold {distance} of distance to {object} | have {distance} between you and {object} at all times |
        let there be {distance} between you and {object} |
        leave {distance} free between you and {object} | make the gap to {object} {distance} |
        make the distance to {object} {distance} | go no closer than {distance} to {object} |
        come no closer than {distance} to {object} and hold that |
        keep a space of {distance} to {object} | keep a clear {distance} from {object} |
        maintain {distance} of space to {object} | remain {distance} off {object} |
        stick to a distance of {distance} from {object} | stick {distance} away from {object} |
        keep level at {distance} from {object} | hold back {distance} from {object} |
        stay behind by {distance} from {object} | keep alongside at {distance} from {object}
        """
    ),
    bars(
        """
        {distance} away from {object} | {distance} from {object}, and hold it |
        i want {distance} between you and {object} | there should be {distance} between you and {object} |
        {object} should stay {distance} away from you | not closer than {distance} to {object}, not further |
        the distance to {object} should be {distance} | distance to {object}: {distance} |
        i'd like you {distance} away from {object} |
        a distance of {distance} to {object}, please hold it |
        your distance from {object} should be {distance} | {object} needs {distance} of space |
        {object} wants {distance} of room | i want a gap of {distance} to {object} |
        no closer to {object} than {distance}, and no further |
        don't come nearer than {distance} to {object} and hold that |
        don't let {object} closer than {distance}
        """
    ),
    (
        OBJECT,
        Slot(
            "distance",
            ("distance", "gap", "range", "metres", "dist", "clearance"),
            bars("the distance to keep | how far away | gap to the object | distance to hold"),
            numbers=DISTANCE,
        ),
    ),
    bars(
        """与{object}保持{distance}的距离 | 离{object}{distance}远 | 和{object}保持{distance} |
        跟{object}保持{distance}距离 |
        请距离{object}{distance} | 保持离{object}{distance}"""
    ),
    moves=True,
)
FOLLOW_WALL = Intent(
    "follow_wall",
    ("follow_wall", "wall_follow", "wall_following", "trace_wall", "hug_wall", "followWall"),
    bars(
        """Drive along the wall. | Follow a wall on one side. | Keep a wall beside the robot and drive on. |
        Wall following. | Drives along the edge of the room. | Move along the walls. |
        Hugs the wall on the given side. |
        Runs beside a wall, keeping it on one hand. |
        Needs no object, only the side on which the wall is. | Goes round the room along its walls. |
        Keeps the wall at a steady gap while the robot drives on. |
        Contour driving: the wall is the guide. | For instance to explore a room by its walls. |
        The robot moves on with the wall at its left or right hand. |
        Wall tracking, until told otherwise. | Let the base run close by the wall of the chosen side."""
    ),
    bars(
        """
        follow the wall on the {side} | follow the {side} wall | drive along the {side} wall |
        drive along the wall on your {side} | keep the wall on your {side} |
        keep the wall to your {side} and drive on | stay along the {side} wall | hug the {side} wall |
        hug the wall on the {side} side | trace the {side} wall | go along the {side} wall |
        go along the wall on the {side} side | move along the wall on the {side} |
        move along the {side} wall | drive with the wall on your {side} | keep the {side} wall beside you |
        stay next to the {side} wall and drive | stay close to the wall on your {side} |
        keep close to the {side} wall | follow the wall, keep it on the {side} |
        follow the wall to your {side} | follow the wall with your {side} side |
        keep driving along the {side} wall | keep the wall on the {side} side and go |
        run along the {side} wall | drive by the wall, it should be on the {side} |
        drive next to the {side} wall | do wall following on the {side} |
        go around the room with the wall on your {side} | drive around the room along the {side} wall |
        patrol the room along the {side} wall | use the {side} wall as your guide |
        stick to the wall on your {side} | stick to the {side} wall | cruise along the {side} wall |
        go round the room keeping the wall on the {side} | track the {side} wall |
        drive on with the wall at your {side} hand | keep the wall at your {side} hand side |
        follow along the {side} wall | follow the wall that is on your {side} |
        keep following the wall on your {side} | drive beside the wall on your {side} |
        travel along the {side} wall | travel along the wall on your {side} |
        roll along the {side} wall | roll along with the wall on your {side} |
        walk along the {side} wall | stay beside the wall on your {side} and drive on |
        stay by the {side} wall as you drive | stay with the {side} wall | keep to the {side} wall |
        keep near the {side} wall and go on | keep moving along the wall on the {side} |
        go on along the {side} wall | go by the wall on the {side} side | let the {side} wall guide you |
        let the wall on your {side} lead you | have the wall on your {side} and drive along it |
        drive along with the wall to your {side} | hug the wall to your {side} |
        track the wall on your {side} | explore the room along the {side} wall
        """
    ),
    bars(
        """
        wall on the {side}, follow it | along the {side} wall | wall following, {side} side |
        {side} wall following | the wall stays on your {side}, drive along it |
        i want the wall on your {side} while you drive | the {side} wall, follow it |
        the wall should be on your {side} as you drive | the {side} wall is your guide |
        your guide is the wall on the {side} | the wall on your {side} shows you the way |
        with the wall on your {side}, drive on |
        i'd like you to have the wall on your {side} and go along it
        """
    ),
    (
        Slot(
            "side",
            ("side", "wall", "direction", "which_side", "hand"),
            bars(
                """
                which side the wall is on | side of the wall | the side to keep it on |
                where the wall shall be
                """
            ),
            choices=LEFT_RIGHT,
        ),
    ),
    bars(
        """沿着{side}边的墙走 | 沿{side}侧墙壁行驶 | 贴着{side}墙走 | 跟着{side}边的墙 |
        保持墙在{side}边往前开 |
        靠{side}墙行驶"""
    ),
    moves=True,
)
PATROL = Intent(
    "patrol",
    ("patrol", "shuttle", "patrol_between", "go_back_and_forth", "commute", "patrolBetween", "guard_route"),
    bars(
        """Patrol between two objects. | Go back and forth between two places. |
        Shuttle between two objects until told otherwise. | Commute between a first and a second object. |
        Drive to one object, then the other, again and again. | Alternates between two targets. |
        Use this for endless trips between two named objects. |
        Back-and-forth driving from one object to another and back. |
        Guard duty: keeps going from the first object to the second and back. |
        Round trips without end, for instance to watch over two places. |
        Visits both objects alternately, and never finishes by itself. |
        The robot commutes: there, back, there again. |
        Makes the base go to and fro between a pair of objects. |
        Unlike a single drive, this has two destinations and repeats."""
    ),
    bars(
        """
        patrol between {first} and {second} | go back and forth between {first} and {second} |
        drive back and forth between {first} and {second} | shuttle between {first} and {second} |
        commute between {first} and {second} | move back and forth between {first} and {second} |
        run back and forth between {first} and {second} | alternate between {first} and {second} |
        keep going between {first} and {second} | keep driving between {first} and {second} |
        go to {first}, then to {second}, again and again | drive to {first}, then {second}, and repeat |
        go from {first} to {second} and back again | drive from {first} to {second} and back, and repeat |
        patrol from {first} to {second} and back | travel between {first} and {second} |
        keep moving between {first} and {second} | pace between {first} and {second} |
        pace back and forth between {first} and {second} | do rounds between {first} and {second} |
        visit {first} and {second} in turns | visit {first} and {second} again and again |
        guard {first} and {second}, back and forth | go between {first} and {second} over and over |
        drive between {first} and {second} over and over | patrol {first} and {second} |
        swing back and forth between {first} and {second} | take turns visiting {first} and {second} |
        keep visiting {first} and {second} | go round and round between {first} and {second} |
        circulate between {first} and {second} | go to {first} and {second} in turns |
        drive from {first} to {second} and back again and again | keep watch over {first} and {second} |
        watch over {first} and {second} by driving between them |
        keep going from {first} to {second} and back |
        go to and fro between {first} and {second} | drive to and fro between {first} and {second} |
        keep patrolling between {first} and {second} | keep shuttling between {first} and {second} |
        make rounds between {first} and {second} | make your rounds between {first} and {second} |
        be on patrol between {first} and {second} | go on patrol from {first} to {second} and back |
        start a patrol between {first} and {second} | do a patrol of {first} and {second} |
        roll back and forth between {first} and {second} |
        walk back and forth between {first} and {second} |
        travel back and forth between {first} and {second} |
        travel from {first} to {second} and back, over and over |
        drive to {first} and {second} in turns | switch between {first} and {second} again and again |
        keep on driving from {first} to {second} and back |
        repeat the trip from {first} to {second} and back | repeat the way between {first} and {second} |
        guard the way between {first} and {second} | guard both {first} and {second} in turns |
        drive rounds from {first} to {second} and back
        """
    ),
    bars(
        """
        back and forth between {first} and {second} | patrol: {first}, {second} |
        between {first} and {second}, back and forth | {first}, then {second}, then {first} again, and so on |
        first {first}, then {second}, and keep repeating that | your patrol is {first} and {second} |
        your rounds: {first} and {second} | i want you to patrol {first} and {second} |
        to and fro between {first} and {second} | from {first} to {second} and back, again and again |
        your route is {first}, {second}, and back again |
        you are on patrol between {first} and {second} |
        {first} and {second} need a guard, go back and forth |
        both {first} and {second}, in turns, over and over |
        {first} and {second} are the ends of your patrol
        """
    ),
    (
        Slot(
            "first",
            ("first", "a", "from", "object_a", "start", "one"),
            bars("the first object | one end | where to begin | object to visit first"),
            objects=True,
        ),
        Slot(
            "second",
            ("second", "b", "to", "object_b", "end", "other"),
            bars("the second object | the other end | where to go next | object to visit second"),
            objects=True,
        ),
    ),
    bars(
        """在{first}和{second}之间巡逻 | 在{first}与{second}之间来回走 | 来回往返于{first}和{second} |
        先去{first}再去{second}，不断重复 | 在{first}和{second}之间来回行驶"""
    ),
    moves=True,
)
TURN = Intent(
    "turn",
    ("turn", "rotate", "turn_by", "rotate_by", "spin", "turnDegrees", "turn_in_place"),
    bars(
        """Turn on the spot by an angle. | Rotate the robot by so many degrees. | Turn in place. |
        Change the heading by an angle. | Rotates the base. | Turn left or right by an amount. |
        Spin the robot by the given angle. |
        Use it for turns of known size. | Heading change on the spot, in degrees. |
        Use this to turn the robot by a number of degrees. |
        Pure rotation: only the heading changes, no distance is driven. |
        Change where the front points, by so many degrees. | In-place turn without any object to face. |
        For instance for a quarter turn to the left. | The robot spins about its own axis by the angle. |
        Yaw rotation of the base by an amount."""
    ),
    bars(
        """
        turn {angle} to the {side} | turn {side} by {angle} | turn {angle} {side} | turn {side} {angle} |
        rotate {angle} to the {side} | rotate {side} by {angle} | rotate {angle} {side} |
        rotate by {angle} to the {side} | spin {angle} to the {side} | spin {side} by {angle} |
        spin {angle} {side} | make a turn of {angle} to the {side} | make a {side} turn of {angle} |
        turn by {angle} to the {side} | turn yourself {angle} to the {side} |
        turn around {angle} to the {side} |
        do a turn of {angle} to the {side} | do a {side} turn of {angle} | swing {angle} to the {side} |
        swing {side} by {angle} | pivot {angle} to the {side} | pivot {side} by {angle} |
        change your heading by {angle} to the {side} | change heading {angle} to the {side} |
        turn your nose {angle} to the {side} | turn on the spot, {angle} to the {side} |
        rotate on the spot by {angle} to the {side} | rotate yourself {side} by {angle} |
        turn in place {angle} to the {side} | rotate in place by {angle} to the {side} |
        make {angle} to the {side} | go {angle} to the {side} | rotate your body {angle} to the {side} |
        turn through {angle} to the {side} | rotate through {angle}, to the {side} |
        twist {angle} to the {side} |
        twist {side} by {angle} | steer {angle} to the {side} | turn exactly {angle} to the {side} |
        turn {angle} towards the {side} | rotate {angle} towards the {side} | turn {side}, {angle} |
        bear {angle} to the {side} | wheel {angle} to the {side} | spin yourself {angle} to the {side} |
        do {angle} to the {side} | give me a turn of {angle} to the {side} |
        take a turn of {angle} to the {side} | move your heading {angle} to the {side} |
        set your heading {angle} further {side} | turn your heading by {angle} to the {side} |
        turn your body {angle} to the {side} | turn your front {angle} to the {side} |
        turn the robot {angle} to the {side} | rotate the robot {side} by {angle} |
        spin the robot {angle} to the {side} | spin on the spot by {angle} to the {side} |
        spin round {angle} to the {side} | swing your nose {angle} to the {side} |
        rotate exactly {angle} to the {side} | rotate your nose by {angle} to the {side} |
        turn to the {side} by {angle} | turn to the {side}, {angle} | rotate to the {side} by {angle} |
        spin to the {side} by {angle} | swing to the {side} by {angle} | turn {side} through {angle} |
        turn {side} for {angle} | turn {side} and stop after {angle} |
        rotate {side} and stop after {angle} | rotate around by {angle} to the {side}
        """
    ),
    bars(
        """
        {angle} {side} | {angle} to the {side} | {side} {angle} | a turn of {angle} to the {side} |
        i want you turned {angle} to the {side} | i need a turn of {angle} to the {side} |
        {side} turn, {angle} | {angle} turn to the {side} |
        your heading should change by {angle} to the {side} |
        {side} by {angle} | to the {side}, {angle} | to the {side} by {angle} |
        {angle} on the spot to the {side} | a {side} turn of {angle} |
        i would like a {side} turn of {angle} | your nose should turn {angle} to the {side} |
        your front should be {angle} further {side} | {angle} of rotation to the {side}
        """
    ),
    (
        Slot(
            "side",
            ("direction", "side", "way", "turn_direction", "sense"),
            bars("which way to turn | the direction of the turn | left or right | turning direction"),
            choices=LEFT_RIGHT,
        ),
        Slot(
            "angle",
            ("angle", "degrees", "by", "amount", "deg", "rotation"),
            bars("how far to turn | the angle of the turn | rotation angle | amount of the turn"),
            numbers=(
                Number(
                    "in degrees",
                    5,
                    360,
                    5,
                    ("{n} degrees", "{n} deg", "{n}°", "{n} degrees"),
                    words={
                        90: ("a quarter turn", "ninety degrees", "a quarter of a turn"),
                        180: ("half a turn", "a half turn", "a hundred and eighty degrees"),
                        360: ("a full turn", "once all the way round", "a whole turn"),
                        45: ("forty-five degrees",),
                        30: ("thirty degrees",),
                        60: ("sixty degrees",),
                    },
                    chinese=("{n}度",),
                ),
            ),
        ),
        PACE,
    ),
    bars(
        """向{side}转{angle} | {side}转{angle} | 往{side}转{angle} | 朝{side}旋转{angle} |
        请向{side}旋转{angle} |
        原地{side}转{angle}"""
    ),
    moves=True,
)
AHEAD_BACK = (
    Choice(
        "forward",
        ("forward", "ahead", "forwards", "straight ahead", "straight on"),
        ("ahead", "front", "fwd", "advance"),
        "straight ahead",
        ("前",),
    ),
    Choice(
        "back",
        ("back", "backward", "backwards", "in reverse", "to the rear"),
        ("backward", "reverse", "rear", "bwd"),
        "straight back",
        ("后",),
    ),
)
MOVE = Intent(
    "move",
    ("move", "drive_distance", "move_by", "advance", "travel", "moveStraight", "go_straight"),
    bars(
        """Drive straight for a distance. | Move forward or back by an amount. | Travel so far and stop. |
        Drives a given distance. | Go straight for some metres. | Moves the base along its heading. |
        Advance or back up by a distance. |
        Goes ahead or back by some metres and then waits. |
        Use it when the user tells how far to drive. | A straight drive, with its length in metres. |
        Use this to drive straight by a number of metres. |
        Takes how far to go, and whether ahead or in reverse. | For instance to back up half a metre. |
        The robot rolls so far in a straight line and then stands. |
        Short straight drive of known length. | Relative move of the base: so much ahead or back. |
        Linear travel by an amount, with the heading unchanged."""
    ),
    bars(
        """
        drive {distance} {way} | go {distance} {way} | move {distance} {way} | drive {way} {distance} |
        go {way} {distance} | move {way} {distance} | move {way} by {distance} | drive {way} by {distance} |
        go {way} by {distance} | roll {distance} {way} | roll {way} by {distance} | travel {distance} {way} |
        travel {way} for {distance} | drive {way} for {distance} | go {way} for {distance} |
        move {way} for {distance} | come {distance} {way} | step {distance} {way} | step {way} {distance} |
        push on {distance} {way} | proceed {distance} {way} | proceed {way} for {distance} |
        shift {distance} {way} | shift {way} by {distance} | run {distance} {way} |
        cover {distance} going {way} | drive exactly {distance} {way} | move yourself {distance} {way} |
        take {distance} {way} | head {way} for {distance} | head {distance} {way} |
        drive {way} until you have gone {distance} | go {way} and stop after {distance} |
        drive {way} and stop after {distance} | roll {way} for {distance} | walk {distance} {way} |
        walk {way} {distance} | make {distance} {way} | drive on {way} for {distance} |
        do {distance} {way} | go exactly {distance} {way} | keep going {way} for {distance} |
        keep driving {way} for {distance} | keep on {way} for {distance} |
        carry on {way} for {distance} | continue {distance} {way} | cover {distance} {way} |
        cover a distance of {distance} going {way} | cover a distance of {distance} {way} |
        drive a distance of {distance} {way} | go a distance of {distance} {way} |
        move a distance of {distance} {way} | move the robot {distance} {way} |
        move the robot {way} by {distance} | drive the base {way} by {distance} |
        bring yourself {distance} {way} | take yourself {distance} {way} | get {distance} further {way} |
        drive another {distance} {way} | go another {distance} {way} | move on {way} by {distance} |
        step {way} by {distance} | run {way} for {distance} | come {way} by {distance} |
        travel {way} by {distance}
        """
    ),
    bars(
        """
        {distance} {way} | {way} {distance} | {way} by {distance} | {distance} {way}, then stop |
        i want you {distance} further {way} | i need you {distance} {way} from here |
        {way} for {distance} | {way}, {distance} |
        another {distance} {way} | a distance of {distance} {way} | {way}, and stop after {distance} |
        i want you to be {distance} further {way} | you should end up {distance} {way} from here |
        i'd like you {distance} {way} | just {distance} {way}
        """
    ),
    (
        Slot(
            "way",
            ("direction", "way", "heading", "sense", "where"),
            bars("which way | the direction of travel | ahead or to the rear | driving direction"),
            choices=AHEAD_BACK,
            default="forward",
        ),
        Slot(
            "distance",
            ("distance", "metres", "length", "by", "dist", "how_far"),
            bars("how far to drive | the distance | length of the way | travel distance"),
            numbers=DISTANCE,
        ),
        PACE,
    ),
    bars(
        """
        向{way}走{distance} | 往{way}开{distance} | {way}进{distance} | 向{way}移动{distance} |
        请向{way}行驶{distance}
        """
    ),
    moves=True,
)
DRIVE_ON = Intent(
    "drive_on",
    ("drive_on", "keep_moving", "cruise", "keep_driving", "jog", "driveOn"),
    bars(
        """Keep moving in a direction until told otherwise. | Drive on without a goal. |
        Moves the base until something else is asked for. | Jog the base in a direction. |
        Start moving and go on. |
        Use this to get the base moving when neither a distance nor a goal is given. |
        Endless motion: ahead, in reverse, or turning, until another command. |
        Drives or turns without a limit. |
        Takes only a direction; the robot moves on until it is stopped. |
        For instance when the user just says to go forward. |
        Teleoperation-like: pick the direction and the robot keeps going. |
        Continuous driving or spinning. | The base stays in motion the chosen way. |
        Begin to move in one direction and do not end by yourself."""
    ),
    bars("keep moving {course} | keep going {course} | start moving {course} | carry on {course}"),
    (),
    (
        Slot(
            "course",
            ("direction", "course", "motion", "way", "where"),
            bars("which way to move | the direction | the motion | how to move"),
            choices=(
                Choice("forward", (), ("ahead", "straight", "fwd"), "straight ahead", ()),
                Choice("back", (), ("backward", "reverse", "rear"), "straight back", ()),
                Choice("left", (), ("turn_left", "ccw", "spin_left"), "turning left on the spot", ()),
                Choice("right", (), ("turn_right", "cw", "spin_right"), "turning right on the spot", ()),
            ),
        ),
        PACE,
    ),
    moves=True,
)
COURSES = {
    "forward": bars(
        """drive forward | go forward | move forward | go straight | drive straight ahead | go ahead |
        forward |
        move ahead | keep going straight | straight on | drive on | roll forward | go straight ahead |
        move straight ahead | drive straight | keep driving straight | straight ahead | move straight on |
        go on forward | keep driving | keep moving forward | keep going | just drive | carry on ahead |
        drive on straight | advance | go on | continue straight | continue forward | head straight |
        march on | move along | forwards | onward | proceed | proceed ahead | keep rolling |
        drive ahead | keep going forward | carry on straight ahead |
        go straight on | go on ahead | go right ahead | carry on forward | carry on straight on |
        keep on moving forward | keep on straight | keep driving forward | keep driving ahead |
        keep moving ahead | continue driving | continue straight on | drive on forward | drive forwards |
        move on | move on ahead | roll on | roll ahead | roll straight ahead | head forward | head on |
        march ahead | proceed straight ahead | get moving forward | get going straight ahead |
        push ahead | push forward | press ahead | steam ahead | start driving straight |
        start moving forward | stay straight | keep rolling forward | keep straight on | step forward |
        walk ahead | walk on | 前进 | 往前走 | 一直向前开 | 向前"""
    ),
    "back": bars(
        """back up | go back | reverse | drive backwards | go backwards | move back | backward | back off |
        back away | roll back a bit | move backwards | back up a bit | go back a little | drive in reverse |
        roll backwards | step back | drive back | back up a little | backwards | keep backing up |
        go in reverse | move backward | pull back | retreat | put it in reverse | roll back | reverse a bit |
        keep reversing | drive to the rear | get back a bit | move it back |
        go backward | go back a bit | go back some more | drive backward | drive back a little |
        move back a little | move back some more | move in reverse | keep going back |
        keep going backwards | keep moving back | keep driving backwards | roll backward |
        roll in reverse | keep rolling back | step backwards | step back a bit | walk back |
        walk backwards | back away a bit | back off a little | back up some more | back out |
        continue backwards | continue in reverse | carry on backwards | start backing up |
        start reversing | pull back a bit | shift back | shift backwards | head back | travel backwards |
        run backwards | move to the rear | go to the rear | put yourself in reverse | withdraw |
        retreat a bit | 后退 | 往后退 | 倒车 | 向后"""
    ),
    "left": bars(
        """turn left | rotate left | spin left | turn to the left | go left | left | rotate to your left |
        turn around to the left | spin to the left | swing left | turn to your left | turn leftwards |
        rotate to the left | make a left turn | turn towards the left | rotate leftwards | keep turning left |
        spin leftwards | keep spinning left | keep rotating to the left | turn counter-clockwise |
        rotate counter-clockwise | swing to the left | pivot left | twist to the left | to the left |
        left turn | hang a left | take a left | bear left |
        go to the left | go leftwards | bear to the left | keep left | keep turning to the left |
        keep rotating left | keep swinging left | start turning left | continue turning left |
        continue to the left | turn further left | turn more to the left | turn yourself left |
        turn yourself to the left | turn your nose left | turn your nose to the left | swing leftwards |
        swing your nose left | swing round to the left | spin round to the left |
        spin around to the left | spin counter-clockwise | spin to your left | rotate towards the left |
        rotate on the spot to the left | pivot to the left | pivot leftwards | pivot to your left |
        twist left | twist leftwards | make a turn to the left | do a left turn |
        take a turn to the left | head left | steer left | steer to the left | veer left |
        左转 | 向左转 | 往左转"""
    ),
    "right": bars(
        """turn right | rotate right | spin right | turn to the right | go right | right |
        rotate to your right |
        turn around to the right | spin to the right | swing right | turn to your right | turn rightwards |
        rotate to the right | make a right turn | turn towards the right | rotate rightwards |
        keep turning right | spin rightwards | keep spinning right | keep rotating to the right |
        turn clockwise | rotate clockwise | swing to the right | pivot right | twist to the right |
        to the right | right turn | hang a right | take a right | bear right |
        go to the right | go rightwards | bear to the right | keep right | keep going right |
        keep turning to the right | keep rotating right | keep swinging right | start turning right |
        start rotating to the right | start spinning right | continue to the right | turn further right |
        turn more to the right | turn a bit to the right | turn around on the spot to the right |
        turn yourself right | turn yourself to the right | turn your nose right |
        turn your nose to the right | swing rightwards | swing your nose right |
        swing round to the right | spin round to the right | spin around to the right | spin clockwise |
        spin to your right | rotate towards the right | rotate around to the right |
        rotate yourself right | rotate on the spot to the right | pivot to the right | pivot rightwards |
        pivot to your right | twist right | twist rightwards | make a turn to the right |
        do a right turn | take a turn to the right | head right | steer right | steer to the right |
        veer right | 右转 | 向右转 | 往右转"""
    ),
}
"""How each course of ``drive_on`` is asked for; whole phrases, because they share little."""

STOP = Intent(
    "stop",
    ("stop", "halt", "wait", "hold", "stand_still", "pause", "freeze", "stop_robot", "idle"),
    bars(
        """Stand still and wait. | Do not move. | Stop the base and stay here. | Halt the robot. |
        Wait in place. | Stops all motion. | Stop moving. | Bring the robot to a standstill. |
        Hold the present position. | Cancel the motion. |
        Puts the robot at rest, whatever it was doing. | Use it to make the robot stand still. |
        Ends the motion that is going on; the base then holds its spot. |
        Wait here: no driving, no turning. | Use this to end whatever the robot is doing and stay put. |
        Brakes and remains where it is. | Cancels the current task and holds the place. |
        The robot rests until a new command comes. | Ends all driving and turning at once."""
    ),
    bars(
        """
        stop | wait | halt | stand still | hold on | stay where you are | freeze | stop right there |
        stop moving | stop now | stay | stay here | stay put | pause | wait here | wait a moment |
        wait for me | hold your position | hold still | do nothing for now | rest | brake | stop the robot |
        stop driving | be still | stop at once | cut the motors | remain where you are | wait there |
        just wait | stop it | stop it now | wait right here | hold it | hold it right there |
        stay where you stand | stop the motors | just stay put | stop the wheels | stop everything |
        stop here | come to a stop | come to a halt | stand by | stop for a while | wait a bit |
        wait until i say so | keep still | keep your position | stand still there | stop where you are |
        stop right here | wait a second | stop all motion | hold your place | stay right here |
        cease moving | cease all motion | hit the brakes | put on the brakes | come to a standstill |
        stop rolling | quit moving | quit driving | cut it out | hang on | hang on a second |
        hang on a minute |
        hold your horses | wait up | wait a minute | stop what you are doing | remain here | remain still |
        stand there | stand fast | stay still | stay there | kill the motors | stop dead | halt right there |
        halt there | halt now | keep where you are | abort | cancel | cancel that | give it a rest |
        hold your ground | hold the spot where you are | keep your place | keep to your spot |
        stay in your place | stay in place | remain on your spot | stand where you are |
        stand right there | stand right here | wait in place | wait on the spot | rest where you are |
        rest for a while | take a rest | take a break | pause for a moment | pause there |
        halt where you are | halt for a moment | cancel it | cancel everything | cancel the task |
        cancel your task | cancel what you are doing | abort the task | abort everything |
        leave everything and wait | end all motion | end it here | put an end to it |
        finish here and wait | stop for now | wait for now | keep quite still | be quiet and still |
        bring everything to a stop | let the wheels rest | let the motors rest | stop and wait |
        stop and stay there | park right here
        """
    ),
    bars(
        """
        do not move | don't move | emergency stop | no more driving | whoa | enough, stop | that's enough |
        don't move at all | not another step | don't go anywhere | do not go anywhere | don't drive |
        do not drive | stop please | you must not move | don't move any more | you can stop now |
        no further | that's far enough | far enough | enough | no more | no moving | don't you move |
        that will do, stop | easy now, stop | red light | quiet now, don't move | no, stop | stop stop stop |
        you have to stop now | you've done enough, stop | don't do anything | do not do anything |
        don't take another step | not a step further | nobody moves | stop stop | time out | e-stop |
        i said stop | i want you to stay here | stay, don't move | you need to stop |
        no motion at all | that's it, stop | this is far enough | stay just where you are now |
        your place is right here, stay | that is enough now | you may rest now | you can rest now |
        we stop here | break time, stay here | hold it there, please | that's where you stay
        """
    ),
    (),
    bars("停 | 停下 | 停下来 | 别动 | 不要动 | 站住 | 等一下 | 停止 | 原地等待 | 马上停下"),
    moves=True,
)
LOOK_AT = Intent(
    "look_at",
    ("look_at", "face", "turn_towards", "face_object", "lookAt", "point_at_object", "orient_to"),
    bars(
        """Turn on the spot until the robot faces an object. | Look at something. | Face an object. |
        Orient the robot towards a target. | Turns the front to an object without driving there. |
        Aim the camera at a named thing. |
        Makes the robot face something that it sees, from where it stands. |
        A turn towards a named object, with no drive to it. | Use it to point the robot at an object. |
        Turn the nose to one of the objects; stay there. |
        Turns only, until the named object is straight ahead. |
        No driving: the nose of the robot is pointed at something. |
        Rotates towards an object, for instance to show it to the camera. |
        The robot stays in place and aims itself at the target. |
        Brings an object into the middle of the view. | Set the heading to a named object. |
        Pointing the front or the camera at one of the objects."""
    ),
    bars(
        """
        look at {object} | face {object} | turn towards {object} | turn to face {object} |
        turn your face to {object} | look towards {object} | look in the direction of {object} |
        rotate towards {object} | rotate until you face {object} | turn until you face {object} |
        turn until you look at {object} | point yourself at {object} | point your nose at {object} |
        aim at {object} | aim yourself at {object} | turn your camera to {object} |
        orient yourself to {object} |
        orient yourself towards {object} | turn and look at {object} | turn so that you face {object} |
        turn so that you see {object} in front of you | get {object} in front of you without driving |
        keep your eyes on {object} | watch {object} | gaze at {object} | turn in the direction of {object} |
        stay here and look at {object} | stay here and face {object} | spin round to face {object} |
        swing round to face {object} | direct your camera at {object} | turn your front to {object} |
        rotate to face {object} | rotate to {object} on the spot | rotate your front towards {object} |
        rotate yourself towards {object} | rotate and face {object} |
        rotate until {object} is in front of you | turn your nose to {object} |
        turn your nose towards {object} | turn your eyes to {object} |
        turn your camera towards {object} | turn yourself to face {object} |
        turn round and face {object} | turn around to look at {object} | point your front at {object} |
        point your camera at {object} | point the camera towards {object} | point your face at {object} |
        point straight at {object} | aim your nose at {object} | aim your camera at {object} |
        aim the camera at {object} | aim your front towards {object} | aim straight at {object} |
        aim in the direction of {object} | face towards {object} | face in the direction of {object} |
        face straight at {object} | stand facing {object} | be turned to {object} |
        look straight at {object} | look over to {object} | take a look at {object} from where you are |
        have a look at {object} from here | keep looking at {object} |
        swing your nose round to {object} | spin until you face {object} | direct your nose at {object} |
        set your eyes on {object} | bring {object} into view without driving
        """
    ),
    bars(
        """
        eyes on {object} | look here: {object} | your eyes should be on {object} |
        {object} should be in front of you, but don't drive |
        your nose should point at {object} | your front should be turned to {object} |
        i want you to face {object}, from where you are | your camera should be on {object} |
        nose towards {object} | camera on {object} | just look at {object}, don't drive |
        i want {object} right in front of your camera, without driving | you should be facing {object} |
        both eyes on {object}
        """
    ),
    (OBJECT,),
    bars("看着{object} | 看向{object} | 面向{object} | 转向{object} | 朝{object}看 | 请面对{object}"),
    moves=True,
)
SET_SPEED = Intent(
    "set_speed",
    ("set_speed", "speed_mode", "set_pace", "change_speed", "setSpeed", "drive_mode"),
    bars(
        """Set how fast the robot drives from now on. | Change the driving speed. | Select the speed mode. |
        Sets the pace. | Limits the speed of later motions. |
        Use this to choose slow, normal or fast driving for all that comes later. |
        A setting: changes the speed, does not move the robot. |
        Speed level for the commands that follow. | Adjusts how quickly the base will move. |
        Takes a level and keeps it for later drives. |
        For instance when the user wants the robot to be slower in general. |
        Switches between the driving speeds. | Configures the velocity of the base. |
        Puts the robot into another speed level. | Speed limit, kept until it is changed."""
    ),
    bars(
        """set the speed to {level} | change the speed to {level} | switch to {level} speed |
        use {level} speed |
        select {level} speed | set your speed to {level} | put the speed on {level} | choose {level} speed |
        switch the speed to {level} | go to {level} speed mode | change to {level} speed | set {level} speed |
        make your speed {level} | adjust the speed to {level} | turn the speed to {level} |
        set your pace to {level} | set the pace to {level} | set the driving speed to {level} |
        set the speed mode to {level} | set the speed level to {level} |
        set the robot's speed to {level} | change your speed to {level} |
        change the driving speed to {level} | change the speed mode to {level} |
        change over to {level} speed | put your speed at {level} | put the driving speed to {level} |
        put the robot in {level} speed mode | put yourself in {level} speed mode |
        bring the speed to {level} | bring your speed to {level} | switch your speed to {level} |
        switch the speed mode to {level} | select {level} as the speed | choose {level} as your speed |
        choose the {level} speed level | pick {level} speed | pick {level} as the driving speed |
        take {level} speed from now on | keep the speed at {level} from now on |
        keep your speed {level} from now on | make the speed {level} | make {level} your speed |
        have the speed at {level} from here on"""
    ),
    bars(
        """
        {level} speed from now on | speed {level} | speed: {level} | i want {level} speed |
        from now on use {level} speed |
        the speed should be {level} from now on | {level} speed for everything that comes |
        i'd like the speed at {level} | i want the speed set to {level} | speed level {level} |
        driving speed {level} | your new speed is {level} | from here on, {level} speed
        """
    ),
    (
        Slot(
            "level",
            ("level", "speed", "mode", "pace", "value"),
            bars("the speed level | which mode | how fast from now on"),
            choices=(
                Choice("slow", ("slow", "low", "reduced"), ("low", "eco", "careful"), "low speed", ("慢速",)),
                Choice(
                    "normal",
                    ("normal", "medium", "regular", "standard"),
                    ("medium", "default", "mid"),
                    "usual speed",
                    ("中速",),
                ),
                Choice(
                    "fast", ("fast", "high", "maximum"), ("high", "sport", "full"), "high speed", ("高速",)
                ),
            ),
        ),
    ),
    bars("把速度设为{level} | 速度{level} | 切换到{level} | 用{level}行驶"),
)

INTENTS = (
    GO_TO, FOLLOW, KEEP_DISTANCE, FOLLOW_WALL, PATROL, TURN, MOVE, DRIVE_ON, STOP, LOOK_AT, SET_SPEED,
)  # fmt: skip
