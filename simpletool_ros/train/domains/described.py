"""How tool authors describe what an intent does: small grammars, thousands of descriptions each.

``(a/b)`` is one of the texts between the strokes; LEXICON has what many of them share. A description is a way
to do it and a completion ("shift {arm}", "in one direction"), or a noun phrase of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..intents import bars


@dataclass(frozen=True)
class Grammar:
    """The descriptions of one intent.

    Attributes:
        do: verb phrases, the verb first.
        how: what completes them; every pair must tell the intent from its neighbours.
        noun: noun phrases that say it all.
    """

    do: tuple[str, ...]
    how: tuple[str, ...]
    noun: tuple[str, ...]


LEXICON: Mapping[str, str] = {
    "arm": "(the arm/the arm/the hand/the gripper/the end effector/the effector/the tool tip/the TCP/"
    "the manipulator)",
    "base": "(the robot/the robot/the base/the platform/the vehicle/the chassis/the mobile base)",
    "thing": "(an object/an object/a target/a thing/an item/a named object/a visible object/"
    "a detected object)",
    "lamp": "(the light/the lights/the lamp/the headlight/the headlamp/the front lamp)",
    "grip": "(the gripper/the claw/the jaws/the fingers/the hand/the end effector)",
}


def _grammar(do: str, how: str, noun: str) -> Grammar:
    return Grammar(*(tuple(text.format_map(LEXICON) for text in bars(part)) for part in (do, how, noun)))


DESCRIBED: Mapping[str, Grammar] = {
    "go_to": _grammar(
        """(drive/go/travel/roll/transit/head/run) to | (bring/send/take/steer/guide/move/route) {base} to |
        (traverse/plan a path/make the trip/move over/close the way) to | approach | (make/let) {base}
        reach""",
        """{thing} | {thing} (by name/of the scene/in view) | {thing} and (halt/park/wait/remain)
        (there/beside it) |
        {thing}, then report arrival | {thing} that stands still | the (object/target/goal) given by name |
        a goal object, (obstacles avoided/going round obstacles)""",
        """(approach/transit/trip/navigation/path/drive) to {thing} | (navigation goal/waypoint): {thing} |
        (object/target) (approach/navigation) | point-to-point (transit/navigation) to {thing} |
        go-to (command/action/behaviour) for {thing} | (goal/destination) (setter/request) of the
        navigation stack |
        arrival at {thing}""",
    ),
    "follow": _grammar(
        """(follow/trail/tail/shadow/chase/accompany/escort/track) | (stay/remain/keep) with |
        (move/travel/drive/roll/go) along with | (keep/drive/trundle) right behind | (servo/lock) {base}
        onto |
        (keep/hold) close to | (make/let) {base} (tail/shadow/accompany/trail)""",
        """a moving (object/target/thing/person) | {thing} (as it moves/while it moves/wherever it
        moves/on its way) |
        {thing} that (moves/roams/walks off/goes around) | {thing}, (continuously/endlessly/until stopped) |
        a (leader/moving leader/walking person)""",
        """(person/target/object/leader) (following/tracking/tailing/shadowing) |
        (tracking/follower/escort) mode |
        (continuous/endless) (tracking/tailing/chase) of {thing} | (shadow/convoy/leader-follower)
        (mode/behaviour) |
        (moving/mobile) target (tracker/chase) | visual servoing after {thing} that moves""",
    ),
    "keep_distance": _grammar(
        """(keep/hold/maintain/regulate/preserve) a (fixed/set/given/constant/steady)
        (distance/clearance/range) |
        (keep/hold/regulate) the (separation/spacing/standoff/range) | (stay/remain/dwell) so many metres""",
        """(from/to) {thing} | (from/to) {thing}, (near or far/moving in or out) |
        (from/to) {thing}, (also/even) when it moves | (from/to) {thing} (for safety/until stopped)""",
        """(standoff/clearance/range/spacing/separation) (control/controller/hold/regulation) |
        (distance/range) (keeping/regulation/servo) (from/to) {thing} | (constant/fixed)
        (standoff/range/spacing) to {thing} |
        personal space of {thing} | (safety/minimum) (clearance/spacing) around {thing}""",
    ),
    "follow_wall": _grammar(
        """(drive/move/go/travel/roll/run/cruise/transit/traverse) (along/beside/next to/parallel to) |
        (hug/trace/track/skirt) | (keep/guide/steer) {base} (along/beside/parallel to)""",
        """(a wall/the wall/the walls) | (a wall/the wall) (on one side/on the chosen side/on the side
        given) |
        the (wall/room edge/room boundary/perimeter) (of one side/left or right/until stopped/without end) |
        the wall, (constant gap/lateral clearance held)""",
        """(wall/perimeter/boundary/contour/edge) (hugging/tracing/tracking/skirting) (mode/behaviour/drive) |
        (wall/perimeter) (follower/tracker) | lateral wall (control/servo) | (left/right)-hand rule
        exploration |
        (transit/travel/drive/motion) (along/parallel to) (a wall/the walls) | perimeter (tour/traverse)""",
    ),
    "patrol": _grammar(
        """(patrol/shuttle/commute/alternate/cycle/oscillate/loop/pendulate) |
        (drive/go/travel/roll/transit) (to and fro/back and forth/in turns) |
        (make/let) {base} (shuttle/commute/alternate/cycle)""",
        """between (two/a pair of) (objects/targets/places/waypoints/things/stations) |
        between (two/both) (objects/targets), (endlessly/again and again/without end/until stopped) |
        from (one/a first) (object/target/waypoint) to (another/a second) and back""",
        """(patrol/shuttle/commuter/sentry/guard) (mode/service/loop/route/run) (between two objects/of
        two waypoints) |
        (two-point/two-waypoint/two-target) (patrol/loop/shuttle/cycle) | (endless/repeated) (round
        trip/there and back) |
        (there and back/to and fro/back and forth), (again and again/repeatedly/forever) |
        (alternating/repeated) visits of two (objects/targets)""",
    ),
    "turn": _grammar(
        """(turn/rotate/spin/pivot/yaw/swivel) {base} | (turn/rotate/spin/pivot/yaw) (on the spot/in place) |
        (change/alter/adjust) the (heading/yaw/orientation) of {base}""",
        """by (an angle/some degrees/a number of degrees/a given angle) | by so many degrees, left or right |
        (left or right/clockwise or counter-clockwise) by an angle | through (an angle/a given angle)""",
        """(yaw/heading/in-place) (rotation/change/increment/adjustment) (of/for) {base} |
        (relative/incremental) (heading/yaw) (command/change) | (rotation/turn/pivot/spin) (in place/on
        the spot) by degrees |
        (angular/rotational) displacement of {base} | pure yaw by an angle""",
    ),
    "move": _grammar(
        """(drive/move/translate/roll/advance/displace) {base} | (drive/go/move/roll/travel/advance)""",
        """(straight/in a straight line) (by/for) a (distance/length/number of metres) |
        (forward or back/ahead or in reverse) by a (distance/given length/set distance) |
        so many (metres/centimetres) (forward or back/straight ahead or back) | a (fixed/given/set)
        distance, heading held""",
        """(straight-line/straight/linear) (drive/travel/run/displacement/translation) of {base} |
        (linear/longitudinal) (displacement/translation/odometry move) of {base} |
        (drive/travel/run) of a (set/known/given) length | (forward/reverse) (travel/drive) by a distance |
        (dead-reckoned/odometric) straight (drive/run)""",
    ),
    "drive_on": _grammar(
        """(drive/roll/cruise/run/keep moving/keep going/move) | (move/keep/set) {base} in motion |
        (start/begin) (driving/rolling/turning)""",
        """(without end/endlessly/indefinitely/until stopped) in (one/a chosen/the given) direction |
        (one/a chosen/the given) way, (no goal/no distance/open-ended) |
        (ahead/forward), back, left or right, (until the next command/open-ended)""",
        """(continuous/open-ended/unlimited/endless/perpetual) (motion/drive/travel/cruise) in (a/one)
        direction |
        (manual/joystick-like/teleop) (drive/motion) (command/mode) | (direction/heading)-only drive command |
        (cruise/free-run) mode with a direction | (jog/free-run) mode of {base}""",
    ),
    "stop": _grammar(
        """(halt/stop/brake/freeze/park/immobilise) | (bring/put) {base} to (rest/a standstill) |
        (abort/end/cancel/cease/interrupt) (driving/motion/movement/the task) | (dwell/idle/remain/rest)
        (here/in place)""",
        """{base} | at once | now | until (the next/a new/another) command | and (hold/keep) (the
        position/this place) |
        and (idle/rest/dwell)""",
        """(full/complete/immediate/emergency) (halt/standstill) | (standstill/brake/halt/idle)
        (command/state/mode) |
        (zero/null) velocity | end of (motion/driving/movement) | (position/pose) hold of {base} |
        (abort/cancel) of the task |
        (idling/resting/dwelling) of {base} (here/in place)""",
    ),
    "look_at": _grammar(
        """(orient/aim/point/align/yaw/pivot/swivel) (the robot/the camera/the front/the nose/the base/the
        sensor head) |
        (turn/rotate) (the robot/the front/the nose/the camera) (in place/on the spot) | (direct/keep) the
        (view/camera/front)""",
        """(to/towards/at) {thing} | (to/towards/at) {thing} (without driving/from here/from this spot/by
        rotation only) |
        (to/towards/at) {thing}, no translation""",
        """(bearing/heading/camera/view) alignment (with/to) {thing} | (orientation/facing) (towards/to)
        {thing} |
        (camera/view/sensor) (pointing/aiming) at {thing} | (rotation/turn) towards {thing}, no travel |
        centring of {thing} in the (view/image)""",
    ),
    "set_speed": _grammar(
        """(set/select/choose/adjust/configure/limit/update) the""",
        """(speed mode/speed level/pace/speed setting/velocity profile/cruise speed) (of {base}/for later
        drives/from now on) |
        (maximum/top/allowed) (speed/velocity) (of later drives/of {base}) | (drive/driving)
        (mode/profile), slow to fast""",
        """(speed/velocity/pace) (setting/preset/profile/mode/limit/level) (of {base}/for later drives) |
        (parameter/setting): (speed level/velocity limit) of {base} | (speed/pace) selector, no motion""",
    ),
    "dock": _grammar(
        """(dock/charge/recharge/plug in/park) | (return/send/bring/drive/take) {base} |
        (begin/initiate/run) docking""",
        """(at/to) (the charger/the charging dock/the base station/the charging pad) |
        (at/to) its (charger/dock/power station) (for energy/and refill the battery/to fill the battery)""",
        """(docking/recharge/charging/parking) (routine/sequence/action/job/run) | (battery/energy/power)
        (refill/top-up) |
        (return/trip/way) to (the charger/the charging dock/the power station) | auto-docking | charging
        mode""",
    ),
    "undock": _grammar(
        """(undock/detach/depart/disengage/unplug/drive off/pull away) | (release/free/separate) {base}""",
        """from (the charger/the charging dock/the dock/the base station/the charging pad) |
        from its (charger/dock/power station) (and end charging/and stand free/to begin work)""",
        """(undocking/departure/detach/unplug) (routine/sequence/action/job/step) | (exit/departure) from
        the (charger/dock) |
        end of charging, off the (dock/charger) | dock (exit/release) | leaving of the charger""",
    ),
    "gripper": _grammar(
        """(actuate/operate/switch/command/toggle/set/drive) {grip}""",
        """(open or closed/to open or close) | between (open and closed/its two end positions) |
        (to one of two states/binary): open, close""",
        """(gripper/jaw/claw/finger/hand) (state/switch/actuation/opening/command) |
        (open/close) (switch/action/state) of {grip} | (binary/two-state) (gripper/claw/jaw)
        (command/drive)""",
    ),
    "light": _grammar(
        """(switch/turn/power/toggle/set) {lamp}""",
        """on or off | (to on/to off), no colour | (for illumination/in the dark), or off""",
        """(light/lamp/headlight/illumination) (state/power/relay/on-off/switching) |
        on/off of {lamp} | (illumination/lighting) of the (way/scene/surroundings) | power of {lamp}""",
    ),
    "light_color": _grammar(
        """(set/select/choose/pick/tint/show) the (hue/colour/color/tint)""",
        """of (the LEDs/the LED strip/the status light/the lights/the lamp/the ring) |
        of the (indicator/signal light/light bar), by name""",
        """(hue/colour/color/tint) of (the LEDs/the strip/the lamp/the status light/the ring) |
        (LED/light/lamp/indicator) (hue/tint/colour choice/color setting) | coloured (glow/status
        light/indicator)""",
    ),
    "horn": _grammar(
        """(honk/hoot/toot/beep) | (give/emit) a (honk/hoot/warning beep) | (blow/trigger/press) the
        (horn/hooter/klaxon)""",
        """once | to (warn/alert) (people/bystanders/others) | as a warning | for attention""",
        """(horn/hooter/klaxon) (signal/blast/trigger/command) | (honk/hoot/toot) (as a warning/to alert
        people) |
        (acoustic/audible) (warning/alert) to people | attention (signal/honk)""",
    ),
    "volume": _grammar(
        """(set/change/raise or lower/regulate/tune) the""",
        """(volume/loudness/gain/audio level/sound level) (of the speaker/of the audio/of the output/in
        percent) |
        (speaker/audio/output) (volume/gain/loudness/level)""",
        """(volume/loudness/gain/audio level/sound level) (of the speaker/of the audio/percentage/setting) |
        (speaker/audio/master) (volume/gain/level) | (loudness/volume) slider""",
    ),
    "pick": _grammar(
        """(pick/pick up/grasp/grab/collect/lift/take/fetch/seize/acquire)""",
        """{thing} | {thing} (with the gripper/with the hand/from the floor/from its place) |
        {thing} and (hold/keep/lift) it | (the item/the object) given by name""",
        """(grasp/pick/pickup/grasping/lifting) of {thing} | (grasp/pick/pickup)
        (skill/action/primitive/operation) |
        (object/item) (pickup/grasping/collection/acquisition) | pickup by name""",
    ),
    "place": _grammar(
        """(place/put down/set down/deposit/lay/drop off/leave/stow/unload)""",
        """the (held/carried/grasped) (object/item/load/thing) (at a spot/on a surface/in a named
        place/somewhere) |
        (what is held/what the hand holds/the payload) (at a spot/on a surface/somewhere)""",
        """(placement/placing/deposit/unloading/put-down) of the (held/carried/grasped) (object/item/load) |
        (place/put-down/drop-off) (skill/action/primitive/operation) | payload (placement/drop-off)""",
    ),
    "take_photo": _grammar(
        """(capture/record/shoot/snap/grab/save/acquire/store)""",
        """(a photo/a still/a snapshot/one frame/a picture/an image) |
        (a photo/a still/a snapshot/one frame/a picture/an image) (with the camera/of the view/of the
        scene ahead)""",
        """(camera/photo/image/still/frame) (capture/snapshot/shot/trigger/acquisition) |
        (photo/still/snapshot) of the view |
        (shutter/camera) release | (image/frame) grabber""",
    ),
    "door": _grammar(
        """(operate/command/actuate/switch/set) the (door/gate/entrance/automatic door)""",
        """(open/closed/locked/unlocked) or not | to open, close, lock or unlock | to one of its states |
        and its (lock/bolt/latch)""",
        """(door/gate/entrance) (actuator/operation/state/access/command/drive/opener/service) |
        (access/entry) through the (door/gate) | door and (lock/latch/bolt) state""",
    ),
    "lift": _grammar(
        """(raise or lower/lift or sink/elevate/move/drive/position) the (platform/deck/lift/lifting
        column/load plate)""",
        """to a (height/level/given height) | to a height (in centimetres/above ground) | up or down to a
        height""",
        """(height/elevation/vertical position) of the (platform/deck/lift/column) |
        (platform/deck/lift/column) (height/elevation) (control/setting/drive/target) | vertical lift
        (axis/drive)""",
    ),
    "fan": _grammar(
        """(set/regulate/switch/choose/change) the""",
        """(fan/blower/ventilation/air flow) (level/stage/setting/strength) | (blower/air
        flow/ventilation) for (cool/fresh) air |
        (fan/blower), off to high""",
        """(fan/blower/ventilation/air flow/cooling) (level/stage/setting/strength/mode) | (air/breeze)
        from the (fan/blower) |
        (room/cabinet) (ventilation/cooling)""",
    ),
    "heater": _grammar(
        """(set/switch/choose/change/select) the""",
        """(heater/radiator/heating) (stage/setting/strength/power) | (radiator/heating) for a
        (warm/warmer) room |
        (heater/radiator), off to high""",
        """(heater/radiator/heating/warmth) (stage/setting/strength/power/mode) | (warmth/heat) from the
        (heater/radiator) |
        (room/space) (warming/heating/temperature stage)""",
    ),
    "play_sound": _grammar(
        """(play/emit/output/start/trigger/reproduce)""",
        """(a sound/a clip/a jingle/a tone/one of the stored sounds/a sound file/an audio clip/a sample) |
        (a sound/a clip/a jingle/a tone) (on the speaker/by name/from the library)""",
        """(sound/clip/jingle/tone/audio) (playback/player/effect/playing) | (playback/playing) of (a
        sound/a jingle/a stored clip) |
        named (sound/clip/jingle) on the speaker""",
    ),
    "deliver": _grammar(
        """(carry/transport/convey/bring/take/ferry/courier/haul/run)""",
        """(goods/an item/things/a parcel/a payload) to a (room/place in the building/named
        room/destination room) |
        (an item/goods) (from here/between rooms) (to its room/to the receiver/to a destination)""",
        """(delivery/courier/transport/errand/porter/hauling) (job/order/task/request/service/run/mission) |
        (delivery/transport/conveyance) of (goods/an item) | (item/goods/parcel) (delivery/transport) to a
        room |
        (order/request) for (goods/an item) at a room | (logistics/delivery) (job/mission)""",
    ),
    "arm_move_to": _grammar(
        """(move/drive/bring/position/place/translate/traverse) {arm} | (reach/go/travel) with {arm}""",
        """to (a point/a position/coordinates/a pose/a target pose) in (space/the workspace/the base
        frame/Cartesian space) |
        to (absolute/given/Cartesian) (coordinates/x, y and z) | to (absolute/Cartesian) x, y, z
        (metres/coordinates)""",
        """(absolute/Cartesian/x-y-z) (move/positioning/motion/target/pose goal) of {arm} |
        (absolute/Cartesian) (positioning/goto/pose command) | (position/coordinate/pose) target for {arm} |
        (inverse-kinematics/IK) move to coordinates | motion to absolute x, y, z""",
    ),
    "arm_move_relative": _grammar(
        """(move/shift/nudge/translate/displace/offset/step/slide) {arm} | (make/do) a
        (relative/small/short) move of {arm}""",
        """(by a distance/some centimetres/by an increment/a bit) in (one/a given/a chosen) direction |
        (relative to/starting from/away from) (where it is/the current pose/the current position/its pose) |
        (up, down or sideways/along one direction) (by a distance/by an offset/incrementally)""",
        """(relative/incremental/offset) (move/motion/translation/shift/displacement) (of {arm}/from the
        current pose) |
        (translation/shift/displacement/linear offset) of {arm} (from where it is/in one direction/by a
        distance) |
        (pose/position) (increment/offset/delta) (of {arm}/by direction) | (delta/stepwise/differential)
        (move/motion) of {arm} |
        (linear/rectilinear) (step/shift/increment) (from here/relative to the current pose/of {arm})""",
    ),
    "grip": _grammar(
        """(grip/clamp/squeeze/hold/press/clench)""",
        """(the part/the workpiece/what lies between the fingers) (with a force/firmly/with some
        newtons/with a set force) |
        with a (given/set/defined) force""",
        """(force/pressure)-controlled (clamping/squeeze/hold) | (clamping/gripping/holding)
        (force/pressure) (in newtons/of {grip}) |
        (clamp/squeeze) of the (part/workpiece) with a force | (force/clamp) (setpoint/command) of {grip}""",
    ),
    "release": _grammar(
        """(release/free/let go of/drop/unclamp/let loose)""",
        """the (part/workpiece/object/load/payload) | what (the jaws/the fingers) (hold/keep) |
        the (held/clamped/gripped) (part/object/item)""",
        """(release/unclamping/freeing/dropping) of the (part/workpiece/object/load) | (clamp/grip)
        (release/off) |
        end of the (hold/clamping) | (letting go/loosening) of the part""",
    ),
    "rotate_joint": _grammar(
        """(turn/rotate/move/bend/drive/jog/actuate) (one joint/a joint/a single joint/one axis/a single
        axis/one servo) |
        (turn/rotate) the (chosen/named/given) (joint/axis/servo)""",
        """by (an angle/some degrees/a given angle) | of the (arm/manipulator/robot arm) (by an angle/by
        degrees) |
        , others (fixed/held/unchanged) | (base, shoulder, elbow or wrist/of six)""",
        """(single-joint/one-joint/single-axis/one-axis) (rotation/motion/turn/jog/command) |
        (joint/axis/servo) (angle/rotation/increment/turn) (in degrees/of the arm/of the manipulator) |
        (rotation/motion/bending/angle) of (one joint/a single axis/a named joint/one servo) |
        (articulated/joint-level) (motion/rotation/command) of one axis""",
    ),
    "rotate_gripper": _grammar(
        """(rotate/twist/roll/turn/swivel/spin) (the gripper/the hand/the end effector/the flange/the
        wrist flange/the fingers)""",
        """by (an angle/some degrees) | about (its own axis/the tool axis/the approach axis) | in place,
        by degrees |
        , position unchanged""",
        """(roll/twist/rotation/orientation/swivel) of (the gripper/the hand/the end effector/the flange) |
        (gripper/hand/effector/tool/flange) (roll/twist/rotation/orientation) (angle/in degrees/about its
        axis)""",
    ),
    "arm_home": _grammar(
        """(home/park/retract/stow/fold/reset) (the arm/the manipulator/all joints) |
        (return/send/bring) (the arm/the manipulator/all joints)""",
        """(to/into) (the home pose/the start pose/its home position/the parking pose/the zero pose/the
        neutral pose) |
        (to/into) (the initial configuration/the default pose), no target""",
        """(homing/parking/stowing/retraction/reset) (of the arm/of the manipulator/motion/routine) |
        (home/zero/start/neutral/parking) (pose/configuration/position) (of the arm/of all joints) |
        return to the home pose""",
    ),
    "arm_speed": _grammar(
        """(set/scale/limit/adjust/override/change) the""",
        """(speed/velocity/pace) (of the arm/of arm motions/of the joints/of the manipulator) |
        arm (speed/velocity) (in percent/for later moves/scaling) | (joint/arm) speed limit""",
        """(arm/joint/manipulator) (speed/velocity) (scaling/override/percentage/limit/factor/setting) |
        (speed/velocity/pace) (scaling/override/factor) of the (arm/joints/manipulator)""",
    ),
    "arm_move_to_object": _grammar(
        """(move/bring/place/position/guide/stretch/extend/align/hover) {arm} | (reach/reach out/hover)
        with {arm}""",
        """(over/above/to/near/at) {thing} | (over/above/to/near) {thing} (by name/without grasping/no
        contact) |
        (over/above/to/near) what is named""",
        """(pre-grasp/hover/reach/reaching/approach) (pose/motion/position) (over/above/at/near) {thing} |
        (hand/arm/gripper/effector/TCP) (approach/reach/alignment/placement) (to/over/above) {thing} |
        (reach/reaching/stretching) for {thing}""",
    ),
    "push": _grammar(
        """(push/shove/nudge/slide/bump/displace)""",
        """{thing} (in a direction/aside/to one side/away/left, right, forward or back) |
        {thing} (by contact/with the closed hand/without grasping) (in a direction/aside)""",
        """(push/shove/nudge/shift/displacement) of {thing} (by contact/in a direction/without grasping) |
        (non-prehensile/contact/planar) (push/manipulation/displacement) | (object/item)
        (pushing/shoving/sliding) |
        (pushing/shoving) (skill/primitive/motion)""",
    ),
    "pour": _grammar(
        """(pour/empty/tip out/drain/decant)""",
        """(a container/a vessel/a cup or bottle/the named vessel/the given container) |
        (the liquid/the content) (of a container/of a vessel/from a cup)""",
        """(pouring/emptying/decanting/tipping) of (a container/a vessel/the named vessel) |
        (pour/pouring/decant) (skill/action/motion/primitive) | (liquid/drink) (pouring/transfer) by
        tilting""",
    ),
    "arm_wait": _grammar(
        """(wait/pause/dwell/idle/rest/delay/linger/sleep/hold/stand by) |
        let (the seconds/an interval/a duration/the clock) (elapse/expire/go by/run out) |
        (keep/stay/remain) motionless""",
        """for (some time/some seconds/a number of seconds/a duration/a while) | (some/so many) seconds |
        (for a set time/for a timed interval/until the interval is over), then (continue/go on) | , a
        timed (break/interval)""",
        """(timed/fixed/set) (pause/delay/wait/dwell/break/idle/rest) | (dwell/wait/idle/delay/pause/hold)
        (time/timer/in seconds) |
        (pause/delay/break/dwell/rest) (of some seconds/of a given length/between steps/in the program) |
        (idle/waiting/dwelling) (for a duration/for seconds) |
        (idle/waiting) time, (no motion/arm at rest/motionless) | (timer/countdown), the arm at rest""",
    ),
    "change_tool": _grammar(
        """(change/exchange/mount/equip/select/install/fit/fetch/load)""",
        """(the tool/the end tool/the attachment/the end effector) (of the arm/by name/from the rack/of
        the manipulator) |
        (a gripper, suction cup, camera or screwdriver/another end effector/the named tool)""",
        """(tool/attachment/effector/end-of-arm tooling) (change/exchange/changer/selection/mounting/choice) |
        (mounting/exchange/installation) of (a tool/an end effector/an attachment) | quick-changer of the
        arm""",
    ),
}
"""By the intent's key; the avatar's and the games' intents have none, their lists are long."""
