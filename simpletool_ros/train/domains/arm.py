"""Intents of a robot arm: six axes and a gripper."""

from __future__ import annotations

from ..intents import Choice, Intent, Number, Slot, bars

_UP = Choice("up", ("up", "upwards"), ("UP", "+z", "upward"), "towards the ceiling", ("向上", "往上"))
_DOWN = Choice(
    "down", ("down", "downwards"), ("DOWN", "-z", "downward"), "towards the table", ("向下", "往下")
)
_LEFT = Choice(
    "left",
    ("left", "to the left", "leftwards"),
    ("LEFT", "+y", "l"),
    "towards the left side",
    ("向左", "往左"),
)
_RIGHT = Choice(
    "right",
    ("right", "to the right", "rightwards"),
    ("RIGHT", "-y", "r"),
    "towards the right side",
    ("向右", "往右"),
)
_FORWARD = Choice("forward", ("forward", "forwards"), ("FORWARD", "+x", "front"), "ahead", ("向前", "往前"))
_BACK = Choice(
    "back", ("back", "backwards"), ("BACK", "-x", "backward"), "towards the arm's foot", ("向后", "往后")
)

_WIDE = (
    Number("metres", -0.8, 0.8, 0.05, ("{n}", "{n} m", "{n} metres", "{n} meters"), chinese=("{n}", "{n}米")),
    Number("centimetres", -80, 80, 5, ("{n} cm", "{n} centimetres"), factor=0.01, chinese=("{n}厘米",)),
    Number("millimetres", -800, 800, 50, ("{n} mm", "{n} millimetres"), factor=0.001, chinese=("{n}毫米",)),
)
_HIGH = (
    Number("metres", 0, 1, 0.05, ("{n}", "{n} m", "{n} metres", "{n} meters"), chinese=("{n}", "{n}米")),
    Number("centimetres", 0, 100, 5, ("{n} cm", "{n} centimetres"), factor=0.01, chinese=("{n}厘米",)),
    Number("millimetres", 0, 1000, 50, ("{n} mm", "{n} millimetres"), factor=0.001, chinese=("{n}毫米",)),
)
_ANGLES = (Number("degrees", -180, 180, 5, ("{n} degrees", "{n}°", "{n} deg"), chinese=("{n}度",)),)

INTENTS: tuple[Intent, ...] = (
    Intent(
        key="arm_move_to",
        names=bars("move_to | move_to_position | move_arm_to | moveTo | set_position | go_to_xyz | move_tcp"),
        about=bars(
            """
            Moves the arm to a position. | Move the tool centre point to the given coordinates. |
            Drives the end effector to a point in space. | Cartesian move to an absolute position. |
            Positions the gripper at coordinates of the base frame. | Sends the arm to a point. |
            Brings the hand of the arm to a place in the workspace. | Absolute positioning of the arm. |
            Plans a path to a target position and follows it. |
            Use this to reach a point given by x, y and z. |
            Goes to absolute coordinates, for instance when a position in metres is told. |
            Takes three coordinates and moves the tip there. | Point-to-point motion of the arm to x, y, z. |
            Arm motion to a fixed point in space, independent of where the hand is now. |
            The gripper travels to the coordinates that are given. |
            Set the Cartesian target of the end effector. |
            Linear motion of the tool to an absolute target in the base frame. |
            Call this when numbers for x, y and z say where the hand should go. |
            Solves the inverse kinematics for a point and drives there. |
            Makes the manipulator reach a coordinate triple.
            """
        ),
        phrases=bars(
            """
            move the arm to {x}, {y}, {z} | move the arm to x {x}, y {y}, z {z} |
            move to x {x}, y {y}, z {z} | move to position {x}, {y}, {z} |
            move to the position {x}, {y}, {z} | go to position {x}, {y}, {z} |
            go to x {x}, y {y} and z {z} | go to the point {x}, {y}, {z} | move to the point {x}, {y}, {z} |
            move to coordinates {x}, {y}, {z} | go to the coordinates {x}, {y}, {z} |
            move the gripper to {x}, {y}, {z} | move the gripper to x {x}, y {y} and z {z} |
            bring the arm to {x}, {y}, {z} | bring the gripper to position {x}, {y}, {z} |
            position the arm at {x}, {y}, {z} | position the gripper at x {x}, y {y}, z {z} |
            place the hand at x {x}, y {y}, z {z} | send the arm to {x}, {y}, {z} |
            send the hand to position {x}, {y}, {z} | drive the arm to x {x}, y {y}, z {z} |
            drive the tip to {x}, {y}, {z} | move the tip to x {x}, y {y}, z {z} |
            put the tip at {x}, {y}, {z} | put the hand at the point {x}, {y}, {z} |
            set the position to x {x}, y {y}, z {z} | set the arm to coordinates {x}, {y}, {z} |
            place the tip at {x}, {y}, {z} |
            guide the arm to {x}, {y}, {z} | guide the gripper to x {x}, y {y}, z {z} |
            take the hand to x {x}, y {y}, z {z} | get the gripper to {x}, {y}, {z} |
            get your hand to position {x}, {y}, {z} | head for x {x}, y {y}, z {z} with the gripper |
            have the tip at {x}, {y}, {z} | let the arm go to x {x}, y {y}, z {z} |
            make the hand go to {x}, {y}, {z} | take the tip over to the point {x}, {y}, {z} |
            go with the hand to {x}, {y}, {z} | stop the arm at x {x}, y {y}, z {z} |
            run the arm to the point {x}, {y}, {z} | travel to x {x}, y {y}, z {z} |
            bring the tip to x {x}, y {y} and z {z}
            """
        ),
        sentences=bars(
            """
            x {x}, y {y}, z {z} | position {x}, {y}, {z} | target position {x}, {y}, {z} |
            the arm should be at {x}, {y}, {z} | i want the gripper at {x}, {y}, {z} |
            i want the arm at x {x}, y {y}, z {z} | the target is x {x}, y {y}, z {z} |
            the tip should be at x {x}, y {y}, z {z} |
            your hand belongs at {x}, {y}, {z} | next point: x {x}, y {y}, z {z} |
            coordinates {x}, {y}, {z} please | the gripper has to be at x {x}, y {y} and z {z} |
            the next position is {x}, {y}, {z}
            """
        ),
        slots=(
            Slot(
                key="x",
                names=bars("x | pos_x | x_pos | target_x | px"),
                about=bars(
                    """
                    x coordinate | position along x | x of the target point | x in the base frame |
                    first coordinate
                    """
                ),
                numbers=_WIDE,
            ),
            Slot(
                key="y",
                names=bars("y | pos_y | y_pos | target_y | py"),
                about=bars(
                    """
                    y coordinate | position along y | y of the target point | y in the base frame |
                    second coordinate
                    """
                ),
                numbers=_WIDE,
            ),
            Slot(
                key="z",
                names=bars("z | pos_z | z_pos | target_z | pz"),
                about=bars(
                    """
                    z coordinate | position along z | z of the target point | z in the base frame |
                    third coordinate
                    """
                ),
                numbers=_HIGH,
            ),
        ),
        chinese=bars(
            """
            机械臂移动到{x}，{y}，{z} | 移动到坐标{x}，{y}，{z} | 把机械臂移到x {x}，y {y}，z {z} |
            移到位置{x}，{y}，{z} | 夹爪移动到x {x}，y {y}，z {z} | 末端到x {x}，y {y}，z {z}
            """
        ),
        moves=True,
    ),
    Intent(
        key="arm_move_relative",
        names=bars("move_relative | move_arm_by | jog | moveRelative | shift_arm | translate | nudge"),
        about=bars(
            """
            Moves the arm by a distance in one direction. | Relative move of the end effector. |
            Shifts the gripper from where it is. | Jog the arm along an axis. |
            Displaces the tool centre point. | Moves the hand a little way. |
            Translate the arm relative to its current position. | Nudges the arm in a direction. |
            Straight move from the present pose. |
            Use this to shift the hand up, down or sideways by some centimetres. |
            Offsets the gripper from its present position, for instance when it is a little too low. |
            Relative arm motion: a direction and how far. | Small corrections of the arm's position. |
            Jogging of the end effector in one of six directions. |
            Steps the hand a few centimetres up, down, left, right, forward or back. |
            Lets the tip travel a given distance from here. |
            The arm itself shifts; nothing is pushed and no target point is needed. |
            Call this for a move of the arm that is told as a direction. |
            Cartesian jog of the manipulator, relative to the tool's present position. |
            Incremental motion of the arm.
            """
        ),
        phrases=bars(
            """
            move the arm {direction} by {distance} | move the arm {direction} |
            move the arm {distance} {direction} | move the gripper {direction} by {distance} |
            move the gripper {direction} | move the gripper {distance} {direction} |
            move the hand {distance} {direction} | move the hand {direction} |
            shift the arm {direction} by {distance} | shift the arm {direction} |
            shift the gripper {distance} {direction} | shift the hand {direction} a little |
            jog the arm {direction} | jog the arm {direction} by {distance} |
            jog the gripper {distance} {direction} | nudge the arm {direction} |
            nudge the gripper {direction} | nudge the gripper {direction} by {distance} |
            nudge the tip {distance} {direction} | move the tip {direction} |
            move the tip {direction} by {distance} | bring the arm {distance} {direction} |
            bring the hand {direction} a little | take the arm {distance} {direction} |
            take the hand {direction} by {distance} | move your arm a little {direction} |
            move your hand {direction} by {distance} | shift your arm {distance} {direction} |
            slide the gripper {direction} by {distance} | slide the hand {distance} {direction} |
            push the arm {direction} a little | go {direction} with the arm by {distance} |
            let the hand go {distance} {direction} | have the arm move {direction} |
            get the gripper a little further {direction} | get your hand {distance} {direction} |
            carry the tip {direction} by {distance} | make the arm go {direction} by {distance} |
            take your arm a bit further {direction} | tweak the arm {direction} by {distance} |
            adjust the hand {direction} by {distance} | correct the gripper {distance} {direction} |
            step the arm {direction} by {distance} | lead the hand {direction} for {distance}
            """
        ),
        sentences=bars(
            """
            arm {direction} | arm {distance} {direction} | the arm {distance} {direction} please |
            gripper {direction} by {distance} | the gripper {direction} please |
            the arm should be {distance} further {direction} |
            i want the hand {distance} further {direction} | i want the arm further {direction} |
            the tip a bit {direction} please | your hand has to go {distance} {direction} |
            hand {direction}, {distance} | a little further {direction} with the arm |
            the gripper needs to be {distance} further {direction} | {distance} {direction} with the hand |
            we need the arm a bit more {direction}
            """
        ),
        slots=(
            Slot(
                key="direction",
                names=bars("direction | dir | axis | way | heading | towards"),
                about=bars(
                    """
                    direction of the move | which way to go | where to shift the arm | direction of travel |
                    the way to move
                    """
                ),
                choices=(_UP, _DOWN, _LEFT, _RIGHT, _FORWARD, _BACK),
            ),
            Slot(
                key="distance",
                names=bars("distance | dist | amount | length | step | offset"),
                about=bars(
                    """
                    how far to move | length of the move | distance to travel | size of the step |
                    how far the arm is shifted
                    """
                ),
                numbers=(
                    Number(
                        "centimetres",
                        2,
                        50,
                        1,
                        ("{n} cm", "{n} centimetres", "{n} centimeters"),
                        words={50: ("half a metre", "half a meter")},
                        chinese=("{n}厘米", "{n}公分"),
                    ),
                    Number(
                        "metres",
                        0.05,
                        0.5,
                        0.05,
                        ("{n} m", "{n} metres", "{n} meters"),
                        factor=100.0,
                        words={0.5: ("half a metre", "half a meter")},
                        chinese=("{n}米",),
                    ),
                ),
                default=10.0,
            ),
        ),
        chinese=bars(
            """
            机械臂{direction}移动{distance} | 手臂{direction}移{distance} | 夹爪{direction}移动{distance} |
            把机械臂{direction}移一点 | 末端{direction}移动{distance} | 机械臂{direction}{distance} |
            让夹爪{direction}移动
            """
        ),
        moves=True,
    ),
    Intent(
        key="grip",
        names=bars("grip | grip_force | clamp | gripWithForce | squeeze | hold_tight"),
        about=bars(
            """
            Grips with a force. | Presses the gripper's fingers together. |
            Squeeze the part in the gripper. | Clamps the workpiece. |
            Hold on to what is between the fingers. | Force-controlled grip. |
            Tighten the grip around the part. | Applies a gripping force. |
            Makes the fingers press until the force is reached. |
            Use this to clamp a part with a given force in newtons. |
            Holds the workpiece tight with a set force. |
            The fingers squeeze until they press as hard as is asked. |
            Clamping of the part that is between the jaws. | Close on the workpiece and hold it firmly. |
            Call this to hold on to a part with some newtons. | A firm grip on what the hand has reached. |
            Sets the clamping force and applies it. | Gripping with force. |
            Keeps the part from slipping: the fingers press harder.
            """
        ),
        phrases=bars(
            """
            grip it | grip it with {force} | grip with {force} | grip with a force of {force} |
            grip the part | grip the part with {force} | grip tight | grip it tight | clamp it |
            clamp it with {force} | clamp the part | clamp the part with a force of {force} | squeeze |
            squeeze it | squeeze with {force} | squeeze the part with {force} | squeeze it tight |
            hold it tight | hold the part tight | hold it with {force} |
            hold the part with a force of {force} | tighten the grip | tighten your grip |
            tighten the grip to {force} | apply a grip of {force} | apply a force of {force} |
            press the fingers together | press the fingers together with {force} |
            apply {force} with the fingers |
            hold on to the part | hold it firmly | hold the part firmly with {force} | grip more firmly |
            grip it harder | squeeze harder | clamp down on the part with {force} |
            keep a tight grip on the part | press with {force} | press on the part with {force} |
            squeeze your fingers together | press your fingers together with {force} | tighten the fingers |
            tighten your hold to {force} | put {force} on the part | grip the object tight |
            clamp the object with {force} | keep it tight with {force} |
            bring the fingers together with {force} | give it a tight squeeze
            """
        ),
        sentences=bars(
            """
            grip force {force} | force of {force} | a grip of {force} please | i want a grip of {force} |
            i want it held tight | the part should be held tight | the part should be held with {force} |
            a tight grip please |
            the grip should be tight | a firm grip please | {force} of grip force | more grip please |
            clamp force {force} | the fingers should hold it with {force}
            """
        ),
        slots=(
            Slot(
                key="force",
                names=bars("force | grip_force | effort | strength | f | pressure"),
                about=bars(
                    """
                    gripping force | how hard to grip | force of the fingers | how strongly to press |
                    force at the part
                    """
                ),
                numbers=(
                    Number(
                        "newtons",
                        5,
                        100,
                        5,
                        ("{n} newtons", "{n} newton", "{n} N"),
                        chinese=("{n}牛", "{n}牛顿", "{n}牛的力"),
                    ),
                ),
                default=20.0,
            ),
        ),
        chinese=bars(
            """
            用{force}夹紧 | 夹紧 | 把工件夹紧 | 以{force}夹住 | 用{force}夹住工件 | 夹住它 | 夹持力{force}
            """
        ),
        moves=True,
    ),
    Intent(
        key="release",
        names=bars("release | let_go | release_object | releaseGrip | ungrip | drop"),
        about=bars(
            """
            Releases the object. | Let go of what the arm holds. | Gives the part free. | Ends the grip. |
            Drops what is between the fingers. | Loosens the gripper's hold. | Frees the workpiece. |
            Makes the arm let its load go. | Undo a grip. |
            Use this to let go of the part. |
            Lets the part go, for instance when a person has taken hold of it. | The fingers stop holding. |
            Ends the hold on the workpiece; the opposite of gripping. |
            Gives up the grip so that the object is free. | Unclamps the part. |
            Call this when the arm should hold nothing any more. |
            Stops pressing and sets the workpiece free. | Release of the load in the hand. |
            Takes the clamping force off the part. | The held object is let loose. |
            Let the load drop out of the fingers.
            """
        ),
        phrases=bars(
            """
            release | release it | release the part | release the object | release your grip | let go |
            let go of it | let go of the part | let go of the object | let it go | let the part go |
            let the object go | drop it | drop the part | drop the object | free it | free the part |
            free the object | loosen the grip | loosen your grip | loosen your hold | release your hold |
            give up your grip | give up your hold on the part | end the grip | end your hold on it |
            set it free | set the part free |
            stop gripping | stop gripping it | give the part free | give it free | give up your hold |
            give the object up | lose your grip on it | undo the grip | undo your grip on the part |
            take your grip off the part | take your fingers off it | quit holding the object |
            ease your grip | end your grip on the part | leave go of it | unclamp it | unclamp the part |
            get rid of the part | let it drop | let the part fall | loosen the fingers |
            loosen your grip on the part | let loose of it | relax your grip
            """
        ),
        sentences=bars(
            """
            i want you to let go | you can let go now | you can release it now | the part should be free |
            i want the part released | no more grip | the object should be released | you can drop it now |
            no more holding | no more gripping please | your grip is not needed any more | give it up now |
            i want it free | the grip should end | you can free it now
            """
        ),
        chinese=bars("松开 | 放开 | 松手 | 放开它 | 松开工件 | 把东西松开 | 释放物体"),
        moves=True,
    ),
    Intent(
        key="rotate_joint",
        names=bars("rotate_joint | move_joint | turn_joint | moveJoint | set_joint_angle | joint_move"),
        about=bars(
            """
            Rotates one joint of the arm. | Turn a single axis by an angle. | Moves one joint only. |
            Joint-space move of one axis. | Drives the motor of a joint. | Bends the arm at one joint. |
            Rotate the chosen axis of the manipulator. | Jogs an individual joint. |
            Turns a joint while the others stay. |
            Use this to turn one of the six joints. | Moves a single axis, for instance the elbow. |
            One joint, one angle; the rest of the arm stays. |
            Joint jog: shoulder, elbow or wrist by some degrees. |
            Changes the angle of the joint that is named. | The elbow or another joint bends by an angle. |
            Call this when an axis of the arm is named together with an angle. |
            Turns base, shoulder, elbow or a wrist axis. | Commands one servo of the arm. |
            Rotation of a named joint.
            """
        ),
        phrases=bars(
            """
            rotate {joint} by {angle} | rotate {joint} {angle} | turn {joint} by {angle} |
            turn {joint} {angle} | move {joint} by {angle} | move {joint} {angle} |
            bend {joint} by {angle} | bend {joint} {angle} | swivel {joint} by {angle} |
            swivel {joint} {angle} | rotate only {joint} by {angle} | move only {joint} by {angle} |
            turn the arm at {joint} by {angle} | rotate the arm at {joint} by {angle} |
            bend the arm at {joint} by {angle} | bend your arm at {joint} {angle} |
            pivot {joint} by {angle} | pivot the arm at {joint} by {angle} | drive {joint} by {angle} |
            drive only {joint} {angle} | make {joint} turn by {angle} | make {joint} rotate by {angle} |
            let {joint} turn {angle} | let {joint} rotate by {angle} |
            rotate just {joint} by {angle} | turn just {joint} {angle} | turn only {joint} by {angle} |
            bend just {joint} by {angle} | spin {joint} by {angle} | spin {joint} {angle} |
            twist {joint} by {angle} | swing {joint} by {angle} | swing {joint} {angle} |
            change {joint} by {angle} | jog {joint} by {angle} | adjust {joint} by {angle} |
            make {joint} bend by {angle} | have {joint} turn by {angle} | go {angle} further at {joint} |
            pivot {joint} {angle}
            """
        ),
        sentences=bars(
            """
            {joint} by {angle} | {joint} {angle} | {joint}: {angle} | {angle} at {joint} |
            i want {joint} turned by {angle} | {joint} should turn by {angle} |
            i want {joint} rotated by {angle} | {joint} should rotate {angle} |
            {joint} has to turn by {angle} | {joint} needs to rotate {angle} | {angle} for {joint} please |
            {angle} more at {joint} | {joint} must move by {angle} | give {joint} {angle}
            """
        ),
        slots=(
            Slot(
                key="joint",
                names=bars("joint | joint_name | axis | which | motor | joint_id"),
                about=bars(
                    """
                    joint to rotate | which joint | the axis to turn | name of the joint |
                    joint that is moved
                    """
                ),
                choices=(
                    Choice(
                        "base",
                        ("the base joint", "joint 1", "the first joint", "axis 1", "the first axis"),
                        ("joint_1", "j1", "shoulder_pan"),
                        "first joint, turns the whole arm",
                        ("底座关节", "一号关节"),
                    ),
                    Choice(
                        "shoulder",
                        (
                            "the shoulder",
                            "the shoulder joint",
                            "joint 2",
                            "the second joint",
                            "axis 2",
                            "the second axis",
                        ),
                        ("joint_2", "j2", "shoulder_lift"),
                        "second joint, lifts the upper arm",
                        ("肩关节", "二号关节"),
                    ),
                    Choice(
                        "elbow",
                        (
                            "the elbow",
                            "the elbow joint",
                            "joint 3",
                            "the third joint",
                            "axis 3",
                            "the third axis",
                        ),
                        ("joint_3", "j3", "elbow_joint"),
                        "third joint, bends the forearm",
                        ("肘关节", "三号关节"),
                    ),
                    Choice(
                        "wrist_1",
                        (
                            "wrist 1",
                            "the first wrist joint",
                            "joint 4",
                            "the fourth joint",
                            "axis 4",
                            "the fourth axis",
                        ),
                        ("joint_4", "j4", "wrist_pitch"),
                        "fourth joint, first of the wrist",
                        ("腕关节一", "四号关节"),
                    ),
                    Choice(
                        "wrist_2",
                        (
                            "wrist 2",
                            "the second wrist joint",
                            "joint 5",
                            "the fifth joint",
                            "axis 5",
                            "the fifth axis",
                        ),
                        ("joint_5", "j5", "wrist_yaw"),
                        "fifth joint, second of the wrist",
                        ("腕关节二", "五号关节"),
                    ),
                    Choice(
                        "wrist_3",
                        (
                            "wrist 3",
                            "the third wrist joint",
                            "joint 6",
                            "the sixth joint",
                            "axis 6",
                            "the sixth axis",
                        ),
                        ("joint_6", "j6", "wrist_roll"),
                        "sixth joint, last of the wrist",
                        ("腕关节三", "六号关节"),
                    ),
                ),
            ),
            Slot(
                key="angle",
                names=bars("angle | rotation | delta | value | turn_angle | theta"),
                about=bars(
                    """
                    angle of rotation | how far to turn | rotation of the joint |
                    change of the joint angle | angle to turn by
                    """
                ),
                numbers=_ANGLES,
            ),
        ),
        chinese=bars(
            """
            {joint}转{angle} | 把{joint}旋转{angle} | 让{joint}转动{angle} | 旋转{joint}{angle} |
            将{joint}转{angle} | 转动{joint}{angle}
            """
        ),
        moves=True,
    ),
    Intent(
        key="rotate_gripper",
        names=bars(
            """
            rotate_gripper | turn_gripper | twist_gripper | rotateGripper | gripper_angle | roll_hand
            """
        ),
        about=bars(
            """
            Rotates the gripper. | Turn the hand about its own axis. | Twists the end effector. |
            Changes the orientation of the gripper. | Rolls the tool by an angle. |
            Spin the gripper without moving the arm. | Sets how the fingers are turned. |
            Rotation of the hand around the approach direction. | Turns the flange at the arm's end. |
            Use this to twist the gripper about its own axis. |
            Turns the hand, for instance when the fingers do not fit the part. |
            The gripper rolls by some degrees where it is. |
            Orientation of the fingers around the tool axis. | Roll angle of the hand. |
            Call this when the hand itself should turn by an angle. | Rotation of the gripper in degrees. |
            Swivels the gripper at the end of the arm. | Aligns the fingers by turning the wrist flange.
            """
        ),
        phrases=bars(
            """
            rotate the gripper by {angle} | rotate the gripper {angle} | turn the gripper by {angle} |
            turn the gripper {angle} | twist the gripper by {angle} | twist the gripper {angle} |
            rotate the hand by {angle} | rotate your hand {angle} | turn the hand by {angle} |
            turn your hand {angle} | twist the hand {angle} | twist your hand by {angle} |
            roll the gripper by {angle} | roll the hand by {angle} | roll your hand {angle} |
            spin the gripper by {angle} | spin the hand {angle} | rotate the fingers by {angle} |
            turn the fingers by {angle} | twist the fingers {angle} | rotate your gripper {angle} |
            turn your gripper by {angle} | let the gripper turn {angle} | let the hand rotate by {angle} |
            make the gripper rotate by {angle} | make the hand turn by {angle} |
            twirl the gripper by {angle} | swivel the hand {angle} | swivel your hand by {angle} |
            pivot the gripper by {angle} | pivot your hand {angle} | twist your fingers by {angle} |
            twist your gripper {angle} | roll your gripper {angle} | roll the fingers by {angle} |
            spin your gripper {angle} | let the fingers rotate {angle} | have the gripper turn by {angle} |
            have the hand rotate {angle} | change the gripper angle by {angle} |
            change the rotation of the hand by {angle} | give the gripper a turn of {angle} |
            give your hand a twist of {angle}
            """
        ),
        sentences=bars(
            """
            gripper by {angle} | gripper {angle} | gripper rotation {angle} | hand rotation {angle} |
            the gripper should turn by {angle} | i want the gripper rotated by {angle} |
            i want the hand turned by {angle} | the hand should rotate {angle} |
            the fingers should turn {angle} | the gripper has to turn by {angle} | hand by {angle} please |
            your hand should twist by {angle} | i want the fingers turned {angle} |
            a turn of {angle} for the gripper | gripper turned by {angle} please
            """
        ),
        slots=(
            Slot(
                key="angle",
                names=bars("angle | rotation | roll | yaw | value | turn_angle"),
                about=bars(
                    """
                    angle of rotation | how far to twist | rotation of the gripper |
                    angle to turn the hand by | roll of the tool
                    """
                ),
                numbers=_ANGLES,
            ),
        ),
        chinese=bars(
            """
            夹爪旋转{angle} | 把夹爪转{angle} | 让夹爪转动{angle} | 旋转夹爪{angle} | 将夹爪旋转{angle} |
            手爪转{angle}
            """
        ),
        moves=True,
    ),
    Intent(
        key="arm_home",
        names=bars("home | go_home | home_arm | moveHome | reset_pose | home_position | retract"),
        about=bars(
            """
            Moves the arm to its home position. | Return the arm to the start pose. |
            Homes all the joints. | Folds the arm into its rest pose. |
            Drives the manipulator to its default configuration. | Brings the arm back to where it began. |
            Resets the pose of the arm. | Go to the parking pose. |
            Retracts the arm to its neutral position. |
            Use this to put the arm away. | Back to the home pose, for instance when the job is done. |
            All joints return to their start angles. | Parks the arm. |
            Folds the manipulator in; takes no target. |
            Call this before the robot drives, so that the arm is folded. |
            Leaves the workspace and returns to the initial joint angles. | Stows the manipulator. |
            Takes the arm to the pose it has after the start.
            """
        ),
        phrases=bars(
            """
            home the arm | home your arm | home all joints | move the arm home | move your arm home |
            bring the arm home | bring your arm back home | return the arm home | send the arm home |
            send all joints home | move to the home position | go to the home position |
            return to the home position | go to your home pose | return to your home pose |
            move the arm to its home pose | move the arm to its rest position |
            bring the arm to its rest pose | put the arm in its home position |
            put your arm in its rest position | fold the arm | fold your arm in | pull your arm in |
            reset the arm | reset the arm pose | reset all joints | return the arm to its start position |
            bring the arm back to the start pose | retract the arm | retract your arm |
            take the arm home | take your arm back home | drive the arm home | get the arm home |
            get your arm back to the home position | let the arm go home | have the arm return home |
            go back to the home pose | go home with the arm | move all joints to the home position |
            move your arm back to its start pose | put the arm back in its rest pose | put the arm away |
            fold the arm up | fold the arm back in | draw the arm in | bring all joints to the home position |
            bring your arm in | park the arm | set all joints to home | send your arm back to its rest pose
            """
        ),
        sentences=bars(
            """
            arm home | arm to the home position | home position please | home pose please |
            i want the arm home | i want the arm in its rest position | the arm should be home |
            the arm should be in its home pose |
            back to the home pose | all joints home | arm back to the start | the arm may go home now |
            your arm belongs in its rest pose | time for the arm to go home | arm in please
            """
        ),
        chinese=bars(
            """
            机械臂回原点 | 手臂归位 | 机械臂回到初始位置 | 回零 | 让机械臂复位 | 把手臂收回来 | 回到原位
            """
        ),
        moves=True,
    ),
    Intent(
        key="arm_speed",
        names=bars(
            """
            set_arm_speed | arm_speed | setArmSpeed | speed_scale | set_velocity_scale | speed_override
            """
        ),
        about=bars(
            """
            Sets the speed of the arm. | How fast the arm moves from now on. | Scales the arm's velocity. |
            Speed override of the manipulator. | Changes the pace of the arm's motions. |
            Limits how fast the joints turn. | Adjust the arm speed. | Velocity scaling for later moves. |
            Make the arm faster or slower. |
            Use this to make the arm faster or slower. |
            Share of the full speed that later arm motions have. |
            The joints turn faster or more slowly from now on. |
            Sets the velocity scaling of the manipulator. | Call this when the arm is too slow or too fast. |
            Moves nothing: only the pace of the arm changes. |
            Speed limit of the manipulator, not of the wheels. | Regulates how quickly the joints move. |
            Lets the arm work at a lower or higher pace. | Arm override as a percentage, for motions to come.
            """
        ),
        phrases=bars(
            """
            set the arm speed to {speed} | set the speed of the arm to {speed} |
            set your arm speed to {speed} | change the arm speed to {speed} |
            change the speed of the arm to {speed} | adjust the arm speed to {speed} |
            adjust the speed of the arm to {speed} | run the arm at {speed} | run the arm at {speed} speed |
            run the joints at {speed} | move the arm at {speed} speed | move the joints at {speed} speed |
            limit the arm speed to {speed} | limit the arm to {speed} | limit the joints to {speed} speed |
            scale the arm speed to {speed} | scale the speed of the joints to {speed} |
            set the arm to {speed} speed | set the joints to {speed} speed | use {speed} arm speed |
            use {speed} of the arm speed | let the arm run at {speed} | let the arm move at {speed} |
            put the arm speed at {speed} | put the arm at {speed} speed |
            turn the arm speed to {speed} | turn the arm speed up to {speed} |
            turn the speed of the arm down to {speed} | bring the arm to {speed} speed |
            switch the arm to {speed} speed | switch the arm speed to {speed} | make the arm run at {speed} |
            make the arm move at {speed} speed | have the arm go at {speed} | keep the arm at {speed} speed |
            keep the joints at {speed} speed | reduce the arm speed to {speed} |
            raise the speed of the arm to {speed} | drive the joints at {speed} |
            work with {speed} arm speed | operate the arm at {speed} | let your arm go at {speed} speed
            """
        ),
        sentences=bars(
            """
            arm speed {speed} | arm at {speed} | {speed} arm speed | i want the arm at {speed} speed |
            the arm should run at {speed} | arm speed at {speed} please |
            the arm should move at {speed} speed | i want an arm speed of {speed} |
            the arm speed should be {speed} | the joints at {speed} please | the arm should go at {speed} |
            the arm may move at {speed} speed | speed of the arm: {speed} | i would like the arm at {speed}
            """
        ),
        slots=(
            Slot(
                key="speed",
                names=bars("speed | percent | value | scale | velocity | rate"),
                about=bars(
                    """
                    speed of the arm | how fast to move | share of the full speed | new arm speed |
                    velocity scale
                    """
                ),
                numbers=(
                    Number(
                        "percent",
                        10,
                        100,
                        10,
                        ("{n} percent", "{n} %"),
                        words={50: ("half",), 100: ("full",)},
                        chinese=("百分之{n}", "{n}%"),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            机械臂速度设为{speed} | 把机械臂的速度调到{speed} | 手臂速度{speed} | 将机械臂速度改为{speed} |
            机械臂以{speed}的速度运行 | 手臂速度调成{speed}
            """
        ),
    ),
    Intent(
        key="arm_move_to_object",
        names=bars("move_to_object | reach_for | move_arm_to_object | reachFor | align_with | hover_over"),
        about=bars(
            """
            Moves the arm to an object. | Reach for the named object. | Brings the gripper to an object. |
            Positions the hand above something visible. | Aligns the end effector with an object. |
            Approach an object with the arm. | Puts the gripper close to the target object. |
            Stretch the arm out to an object. | Hovers over the object that is named. |
            Use this to reach for something that is seen. |
            The gripper goes to the object by name; nothing is pushed or taken. |
            Extends the arm towards an object. | Arm motion whose target is an object, without coordinates. |
            Takes the name of an object and brings the hand there. |
            Reaching with the arm, the base stays where it is. |
            Call this when the hand should be at an object. | Lines the gripper up above the target. |
            The hand approaches a thing and stays above or beside it. |
            Reaches out with the arm to what is named.
            """
        ),
        phrases=bars(
            """
            move the arm to {object} | move your arm to {object} | move the gripper to {object} |
            move the hand to {object} | move the gripper over {object} | move your hand over {object} |
            move the arm above {object} | bring the arm to {object} | bring the gripper to {object} |
            bring your hand over {object} | bring the gripper close to {object} | reach for {object} |
            reach out for {object} | reach out to {object} | reach for {object} with the arm |
            reach {object} with your arm | stretch your arm out to {object} | stretch the arm to {object} |
            hover over {object} | hover above {object} | hover with the gripper over {object} |
            position the gripper above {object} | position the hand over {object} |
            position the arm at {object} | touch {object} | touch {object} with the gripper |
            line the gripper up with {object} | line your hand up with {object} |
            hold the hand close to {object} | hold the gripper above {object} |
            reach out as far as {object} | stretch out for {object} | stretch out your hand for {object} |
            stretch out towards {object} | stretch your hand to {object} | extend the arm to {object} |
            extend your arm towards {object} | extend your hand to {object} | hold out your hand to {object} |
            put the gripper above {object} | place the gripper over {object} | take the gripper to {object} |
            take your hand over to {object} | get the arm close to {object} | get your hand to {object} |
            guide the gripper to {object} | guide the hand over {object} | bring your arm near {object} |
            have the gripper over {object} | go to {object} with your arm |
            go over {object} with the gripper | align the gripper with {object}
            """
        ),
        sentences=bars(
            """
            arm to {object} | gripper to {object} | gripper above {object} | the arm should be at {object} |
            i want the gripper over {object} | i want your hand at {object} | hand over {object} please |
            the gripper should be above {object} |
            your hand should reach {object} | the hand should be close to {object} |
            we need the gripper at {object} | the arm should reach for {object} | reach, {object} |
            your arm belongs over {object} | i want you to reach for {object} | hand to {object} please
            """
        ),
        slots=(
            Slot(
                key="object",
                names=bars("object | target | object_name | item | name | goal"),
                about=bars(
                    """
                    the object to reach for | where to move the arm | name of the object | which object |
                    target of the move
                    """
                ),
                objects=True,
            ),
        ),
        chinese=bars(
            """
            机械臂移到{object}那里 | 把夹爪移到{object}上方 | 手臂伸向{object} | 把手伸到{object}旁边 |
            夹爪对准{object} | 将机械臂移动到{object} | 碰一下{object}
            """
        ),
        moves=True,
    ),
    Intent(
        key="push",
        names=bars("push | push_object | pushObject | shove | slide_object | nudge_object"),
        about=bars(
            """
            Pushes an object. | Shove something aside with the arm. | Slides an object over the surface. |
            Moves an object without grasping it. | Displaces the named object by contact. |
            Pushes the target in a direction. | Makes the arm shift an object. |
            Non-prehensile pushing of an object. | Use the arm to push something out of its place. |
            Use this to push something that lies in front of the arm. |
            Gives an object a shove, for instance when it is in the way. |
            The arm presses against an object so that it slides. |
            Nudges the named object left, right, forward or back. |
            A push for an object, without gripping it. | Shoves things over the table. |
            The object moves, not the robot: it is pushed away. | Call this when something needs a nudge. |
            Slides the named item in a direction with the closed hand. | Bumps an object out of the way.
            """
        ),
        phrases=bars(
            """
            push {object} | push {object} {direction} | push {object} a bit {direction} |
            push {object} with the arm | push {object} {direction} with the arm | give {object} a push |
            give {object} a push {direction} | give {object} a shove | give {object} a shove {direction} |
            shove {object} | shove {object} {direction} | shove {object} a bit {direction} |
            slide {object} {direction} | slide {object} a bit {direction} | slide {object} with the arm |
            nudge {object} | nudge {object} {direction} | nudge {object} a bit {direction} |
            shift {object} {direction} | shift {object} {direction} with the arm |
            press {object} {direction} | press against {object} | push against {object} |
            push hard against {object} | shove {object} hard {direction} | knock {object} {direction} |
            knock against {object} | slide {object} over {direction} | push {object} over {direction} |
            give {object} a nudge {direction} | give {object} a little push |
            give {object} a bit of a push {direction} | give {object} a bump | bump against {object} |
            nudge {object} with the arm | nudge {object} over {direction} | nudge against {object} |
            poke {object} {direction} | shove {object} over {direction} |
            push {object} out of the way | push {object} away | shove {object} out of the way |
            move {object} {direction} with a push | move {object} {direction} by pushing it |
            thrust {object} {direction} | force {object} {direction} |
            press on {object} and slide it {direction} | make {object} slide {direction} |
            let {object} slide {direction}
            """
        ),
        sentences=bars(
            """
            {object} needs a push | {object} needs a push {direction} |
            {object} should be pushed {direction} | i want {object} pushed {direction} |
            i want {object} pushed | {object} should be shoved {direction} |
            a push {direction} for {object} please |
            {object} could use a push | {object} could do with a push {direction} | {object} wants pushing |
            {object} needs a shove | {object} needs a nudge {direction} | i want a push for {object} |
            {object} must be shoved {direction} | a nudge for {object} please
            """
        ),
        slots=(
            Slot(
                key="object",
                names=bars("object | target | item | object_name | name | what"),
                about=bars(
                    """
                    the object to push | what to push | name of the object | which object is shoved |
                    object that is moved
                    """
                ),
                objects=True,
            ),
            Slot(
                key="direction",
                names=bars("direction | dir | way | side | towards | push_direction"),
                about=bars(
                    """
                    direction of the push | which way to push | where the object goes | way to shove it |
                    pushing direction
                    """
                ),
                choices=(_LEFT, _RIGHT, _FORWARD, _BACK),
                default="forward",
            ),
        ),
        chinese=bars(
            """
            把{object}{direction}推 | 推{object} | {direction}推{object} | 推一下{object} |
            将{object}{direction}推一点 | 把{object}推开
            """
        ),
        moves=True,
    ),
    Intent(
        key="pour",
        names=bars("pour | pour_out | pour_from | pourOut | empty_container | tip_out"),
        about=bars(
            """
            Pours out a container. | Empties the named vessel. |
            Tilts an object until its content runs out. | Pour what is in the object. |
            Tip out the content of a vessel. | Pouring motion with the arm. |
            Lets the content of an object flow out. | Makes the arm tilt a container. |
            Turn a vessel over so that it gets empty. |
            Use this to pour from a cup, a bottle or another vessel. |
            Tilts the container, for instance when a drink should be poured. |
            Content flows out of the object until it is empty. |
            Empties a bowl, a can or a bottle by tipping it. | Tips the named container over. |
            Pours the content of something that is seen. | The vessel is tilted and gets empty. |
            Call this when a container should be emptied. | Emptying of a container by the arm. |
            Takes a vessel by name and pours it out.
            """
        ),
        phrases=bars(
            """
            pour from {object} | pour out {object} | pour {object} out | pour something from {object} |
            pour the content of {object} | pour out the content of {object} | pour out what is in {object} |
            pour what is in {object} | empty {object} | empty {object} out | empty out {object} |
            empty the content of {object} | tip out {object} | tip {object} out |
            tip {object} over to empty it | tip out the content of {object} | tip out what is in {object} |
            tilt {object} to pour | tilt {object} to empty it | tilt {object} until it is empty |
            tip {object} until it is empty | drain {object} | drain the content of {object} |
            turn {object} over to empty it | turn {object} over to pour | spill {object} out |
            spill the content of {object} | let something flow out of {object} |
            let the content flow out of {object} |
            pour {object} empty | pour everything out of {object} | pour away what is in {object} |
            pour away the content of {object} | get {object} empty | get everything out of {object} |
            make {object} empty | tip everything out of {object} | tip {object} over and pour |
            tip {object} so that it pours | tilt {object} so that everything flows out |
            tilt {object} and pour out the content | tilt {object} over until nothing is left |
            turn {object} upside down to empty it | dump out {object} | dump the content of {object} |
            spill everything out of {object} | drain {object} until it is empty
            """
        ),
        sentences=bars(
            """
            {object} should be empty | i want {object} empty | i want {object} poured out |
            {object} should be poured out | {object} needs to be emptied | i want {object} emptied |
            the content of {object} should be poured out |
            nothing should be left in {object} | i want the content of {object} out | pour, from {object} |
            {object} should be tipped out | i want {object} tipped over until it is empty
            """
        ),
        slots=(
            Slot(
                key="object",
                names=bars("object | container | source | vessel | object_name | target"),
                about=bars(
                    """
                    the object to pour from | which container | vessel to empty | name of the object |
                    what is tilted
                    """
                ),
                objects=True,
            ),
        ),
        chinese=bars(
            """
            倒空{object} | 把{object}倒出来 | 把{object}里的东西倒掉 | 倾倒{object} | 将{object}倒空 |
            倒出{object}里的东西
            """
        ),
        moves=True,
    ),
    Intent(
        key="arm_wait",
        names=bars("wait | sleep | pause | waitFor | delay | dwell | hold_pose"),
        about=bars(
            """
            Waits for some time. | Pause before the next command. | Keeps the arm still for a while. |
            Delays the program. | Dwell at the current pose. | Lets time pass without moving. |
            Suspends the arm's work for the given time. | Sleep for the given duration. |
            Inserts a pause between two motions. |
            Use this to wait some seconds. |
            Pauses for a number of seconds, for instance until glue has dried. |
            A timed pause: the arm goes on by itself afterwards. | Waits so many seconds between two steps. |
            Timer: nothing happens until the seconds are over. |
            Delay in seconds before the next arm command. | Call this when a length of time is told. |
            The arm holds its pose for a given number of seconds and goes on then. |
            Does nothing for the seconds that are given. | Pause with a duration. | Sleeps, then continues.
            """
        ),
        phrases=bars(
            """
            wait for {duration} | wait {duration} | pause for {duration} | pause {duration} |
            wait for {duration} before the next step | pause for {duration} before the next step |
            wait another {duration} | pause another {duration} | hold still for {duration} |
            hold your pose for {duration} | hold the arm still for {duration} |
            keep the arm still for {duration} | keep still for {duration} | keep your pose for {duration} |
            stay still for {duration} | stay like this for {duration} | hold like this for {duration} |
            sleep for {duration} | sleep {duration} | rest for {duration} | rest the arm for {duration} |
            delay the next step by {duration} | delay the next move by {duration} |
            insert a pause of {duration} | make a pause of {duration} | insert a delay of {duration} |
            make a break of {duration} | take a break of {duration} | let {duration} pass |
            let another {duration} pass |
            wait for a time of {duration} | wait for {duration} with the next move |
            wait {duration} before you go on | wait {duration} before the next move |
            wait {duration} and go on then | pause the arm for {duration} | pause the program for {duration} |
            pause everything for {duration} | stay in this pose for {duration} | stand by for {duration} |
            hold on for {duration} | hold your arm still for {duration} | keep waiting for {duration} |
            keep the gripper still for {duration} | freeze for {duration} |
            stop for {duration} and go on then | give it {duration} | give me {duration} |
            put in a pause of {duration} | put in {duration} of waiting | take {duration} off |
            have a break of {duration} | have a pause of {duration} | delay for {duration} |
            delay everything by {duration} | hold off for {duration} | linger for {duration}
            """
        ),
        sentences=bars(
            """
            {duration} pause | a pause of {duration} | i want a pause of {duration} |
            {duration} break please | a break of {duration} please | the next step in {duration} |
            the arm should pause for {duration} | not for another {duration} |
            a wait of {duration} please | {duration} of pause | {duration} of rest for the arm |
            {duration} wait | in {duration} we go on | go on in {duration} |
            the next move comes after {duration} | i need {duration} before the next step |
            nothing for {duration} please | you should wait for {duration} | the arm should wait {duration} |
            one moment: {duration}
            """
        ),
        slots=(
            Slot(
                key="duration",
                names=bars("duration | seconds | time | delay | t | length"),
                about=bars(
                    """
                    how long to wait | length of the pause | time to wait | duration of the delay |
                    waiting time
                    """
                ),
                numbers=(
                    Number(
                        "seconds",
                        1,
                        10,
                        1,
                        ("{n} seconds", "{n} s", "{n} sec"),
                        words={1: ("one second", "1 second", "1 s")},
                        chinese=("{n}秒", "{n}秒钟"),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            等{duration} | 等待{duration} | 暂停{duration} | 停{duration}再继续 | 休息{duration} |
            请等{duration} | 保持不动{duration}
            """
        ),
    ),
    Intent(
        key="change_tool",
        names=bars("change_tool | tool | select_tool | changeTool | attach_tool | set_tool | switch_tool"),
        about=bars(
            """
            Changes the tool of the arm. | Attach another tool to the flange. | Selects the end effector. |
            Swap what is mounted at the arm's end. | Fetches a tool from the rack. |
            Equips the arm for the next job. | Mounts the tool of that name. | Tool changer of the arm. |
            Choose what the arm works with. |
            Use this to mount another tool. | Swaps the tool, for instance the gripper for the screwdriver. |
            The arm puts one tool away and takes another. | Exchange of the end effector. |
            Connects a tool to the flange of the arm. | Automatic tool change. |
            Sets which tool the arm has: gripper, suction cup, camera or screwdriver. |
            Call this before a job that needs another tool. | Installs the named tool at the end of the arm. |
            Loads an end effector from the tool rack. | Decides which tool is mounted next.
            """
        ),
        phrases=bars(
            """
            switch to {tool} | switch the tool to {tool} | switch tools to {tool} | change to {tool} |
            change the tool to {tool} | change tools to {tool} | use {tool} | use {tool} as the tool |
            use {tool} for the next job | attach {tool} | attach {tool} to the arm | mount {tool} |
            mount {tool} on the arm | mount {tool} as the tool | put {tool} on the arm | fit {tool} |
            fit {tool} to the arm | fit the arm with {tool} | equip {tool} | equip the arm with {tool} |
            equip yourself with {tool} | select {tool} | select {tool} as your tool |
            select {tool} for the next job | choose {tool} | choose {tool} as your tool |
            swap the tool for {tool} | swap tools and mount {tool} | work with {tool} |
            work on the next job with {tool} |
            take {tool} as your tool | get {tool} for the next job | fetch {tool} from the rack |
            install {tool} | install {tool} on the arm | attach {tool} for the next job |
            change over to {tool} | change the arm to {tool} | swap to {tool} | set the tool to {tool} |
            pick {tool} as the tool | go on with {tool} | work on with {tool} as your tool |
            arm yourself with {tool} | make {tool} your tool | connect {tool} to the arm |
            mount {tool} at the end of the arm | load {tool}
            """
        ),
        sentences=bars(
            """
            tool: {tool} | the next tool is {tool} | i want {tool} on the arm |
            we need {tool} for the next job | you need {tool} | the tool should be {tool} |
            we need {tool} on the arm | now with {tool} |
            the next job needs {tool} | i need {tool} as the tool | {tool} should be on the arm |
            the arm needs {tool} | for the next job {tool} please | you should work with {tool}
            """
        ),
        slots=(
            Slot(
                key="tool",
                names=bars("name | tool | tool_name | end_effector | type | which"),
                about=bars(
                    """
                    tool to use | name of the tool | which tool to mount | the new end effector |
                    what to attach
                    """
                ),
                choices=(
                    Choice(
                        "gripper",
                        ("the gripper", "the finger gripper", "the gripper tool", "the two-finger gripper"),
                        ("GRIPPER", "two_finger", "tool_gripper"),
                        "fingers for grasping",
                        ("夹爪",),
                    ),
                    Choice(
                        "suction",
                        ("the suction cup", "the suction tool", "the vacuum cup", "the vacuum tool"),
                        ("SUCTION", "vacuum", "suction_cup"),
                        "vacuum cup",
                        ("吸盘",),
                    ),
                    Choice(
                        "camera",
                        ("the camera", "the camera tool", "the camera head"),
                        ("CAMERA", "cam", "tool_camera"),
                        "for looking",
                        ("相机", "摄像头"),
                    ),
                    Choice(
                        "screwdriver",
                        ("the screwdriver", "the screwdriver tool"),
                        ("SCREWDRIVER", "driver", "screw_tool"),
                        "for screws",
                        ("螺丝刀",),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            换上{tool} | 切换到{tool} | 把工具换成{tool} | 使用{tool} | 装上{tool} | 改用{tool} | 选择{tool}
            """
        ),
    ),
)
