"""Intents of a robot arm: six axes and a gripper."""

from __future__ import annotations

from ..intents import Choice, Intent, Number, Slot, bars

_UP = Choice("up", ("up", "upwards"), ("UP", "+z", "upward"), "towards the ceiling", ("向上", "往上"))
_DOWN = Choice(
    "down", ("down", "downwards"), ("DOWN", "-z", "downward"), "towards the table", ("向下", "往下")
)
_LEFT = Choice(
    "left", ("left", "to the left"), ("LEFT", "+y", "l"), "towards the left side", ("向左", "往左")
)
_RIGHT = Choice(
    "right", ("right", "to the right"), ("RIGHT", "-y", "r"), "towards the right side", ("向右", "往右")
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
            Plans a path to a target position and follows it.
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
            place the tip at {x}, {y}, {z}
            """
        ),
        sentences=bars(
            """
            x {x}, y {y}, z {z} | position {x}, {y}, {z} | target position {x}, {y}, {z} |
            the arm should be at {x}, {y}, {z} | i want the gripper at {x}, {y}, {z} |
            i want the arm at x {x}, y {y}, z {z} | the target is x {x}, y {y}, z {z} |
            the tip should be at x {x}, y {y}, z {z}
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
            Straight move from the present pose.
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
            move your hand {direction} by {distance} | shift your arm {distance} {direction}
            """
        ),
        sentences=bars(
            """
            arm {direction} | arm {distance} {direction} | the arm {distance} {direction} please |
            gripper {direction} by {distance} | the gripper {direction} please |
            the arm should be {distance} further {direction} |
            i want the hand {distance} further {direction} | i want the arm further {direction}
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
            Makes the fingers press until the force is reached.
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
            apply {force} with the fingers
            """
        ),
        sentences=bars(
            """
            grip force {force} | force of {force} | a grip of {force} please | i want a grip of {force} |
            i want it held tight | the part should be held tight | the part should be held with {force} |
            a tight grip please
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
            Makes the arm let its load go. | Undo a grip.
            """
        ),
        phrases=bars(
            """
            release | release it | release the part | release the object | release your grip | let go |
            let go of it | let go of the part | let go of the object | let it go | let the part go |
            let the object go | drop it | drop the part | drop the object | free it | free the part |
            free the object | loosen the grip | loosen your grip | loosen your hold | release your hold |
            give up your grip | give up your hold on the part | end the grip | end your hold on it |
            set it free | set the part free
            """
        ),
        sentences=bars(
            """
            i want you to let go | you can let go now | you can release it now | the part should be free |
            i want the part released | no more grip | the object should be released | you can drop it now
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
            Turns a joint while the others stay.
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
            let {joint} turn {angle} | let {joint} rotate by {angle}
            """
        ),
        sentences=bars(
            """
            {joint} by {angle} | {joint} {angle} | {joint}: {angle} | {angle} at {joint} |
            i want {joint} turned by {angle} | {joint} should turn by {angle} |
            i want {joint} rotated by {angle} | {joint} should rotate {angle}
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
                        ("the base joint", "joint 1", "the first joint", "axis 1"),
                        ("joint_1", "j1", "shoulder_pan"),
                        "first joint, turns the whole arm",
                        ("底座关节", "一号关节"),
                    ),
                    Choice(
                        "shoulder",
                        ("the shoulder", "the shoulder joint", "joint 2", "the second joint", "axis 2"),
                        ("joint_2", "j2", "shoulder_lift"),
                        "second joint, lifts the upper arm",
                        ("肩关节", "二号关节"),
                    ),
                    Choice(
                        "elbow",
                        ("the elbow", "the elbow joint", "joint 3", "the third joint", "axis 3"),
                        ("joint_3", "j3", "elbow_joint"),
                        "third joint, bends the forearm",
                        ("肘关节", "三号关节"),
                    ),
                    Choice(
                        "wrist_1",
                        ("wrist 1", "the first wrist joint", "joint 4", "the fourth joint", "axis 4"),
                        ("joint_4", "j4", "wrist_pitch"),
                        "fourth joint, first of the wrist",
                        ("腕关节一", "四号关节"),
                    ),
                    Choice(
                        "wrist_2",
                        ("wrist 2", "the second wrist joint", "joint 5", "the fifth joint", "axis 5"),
                        ("joint_5", "j5", "wrist_yaw"),
                        "fifth joint, second of the wrist",
                        ("腕关节二", "五号关节"),
                    ),
                    Choice(
                        "wrist_3",
                        ("wrist 3", "the third wrist joint", "joint 6", "the sixth joint", "axis 6"),
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
            Rotation of the hand around the approach direction. | Turns the flange at the arm's end.
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
            make the gripper rotate by {angle} | make the hand turn by {angle}
            """
        ),
        sentences=bars(
            """
            gripper by {angle} | gripper {angle} | gripper rotation {angle} | hand rotation {angle} |
            the gripper should turn by {angle} | i want the gripper rotated by {angle} |
            i want the hand turned by {angle} | the hand should rotate {angle}
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
            Retracts the arm to its neutral position.
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
            bring the arm back to the start pose | retract the arm | retract your arm
            """
        ),
        sentences=bars(
            """
            arm home | arm to the home position | home position please | home pose please |
            i want the arm home | i want the arm in its rest position | the arm should be home |
            the arm should be in its home pose
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
            Make the arm faster or slower.
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
            put the arm speed at {speed} | put the arm at {speed} speed
            """
        ),
        sentences=bars(
            """
            arm speed {speed} | arm at {speed} | {speed} arm speed | i want the arm at {speed} speed |
            the arm should run at {speed} | arm speed at {speed} please |
            the arm should move at {speed} speed | i want an arm speed of {speed}
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
            Stretch the arm out to an object. | Hovers over the object that is named.
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
            hold the hand close to {object} | hold the gripper above {object}
            """
        ),
        sentences=bars(
            """
            arm to {object} | gripper to {object} | gripper above {object} | the arm should be at {object} |
            i want the gripper over {object} | i want your hand at {object} | hand over {object} please |
            the gripper should be above {object}
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
            Non-prehensile pushing of an object. | Use the arm to push something out of its place.
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
            knock against {object} | slide {object} over {direction} | push {object} over {direction}
            """
        ),
        sentences=bars(
            """
            {object} needs a push | {object} needs a push {direction} |
            {object} should be pushed {direction} | i want {object} pushed {direction} |
            i want {object} pushed | {object} should be shoved {direction} |
            a push {direction} for {object} please
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
            Turn a vessel over so that it gets empty.
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
            let the content flow out of {object}
            """
        ),
        sentences=bars(
            """
            {object} should be empty | i want {object} empty | i want {object} poured out |
            {object} should be poured out | {object} needs to be emptied | i want {object} emptied |
            the content of {object} should be poured out
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
            Inserts a pause between two motions.
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
            let another {duration} pass
            """
        ),
        sentences=bars(
            """
            {duration} pause | a pause of {duration} | i want a pause of {duration} |
            {duration} break please | a break of {duration} please | the next step in {duration} |
            the arm should pause for {duration} | not for another {duration}
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
            Choose what the arm works with.
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
            work on the next job with {tool}
            """
        ),
        sentences=bars(
            """
            tool: {tool} | the next tool is {tool} | i want {tool} on the arm |
            we need {tool} for the next job | you need {tool} | the tool should be {tool} |
            we need {tool} on the arm | now with {tool}
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
                        ("the gripper", "the finger gripper", "the gripper tool"),
                        ("GRIPPER", "two_finger", "tool_gripper"),
                        "fingers for grasping",
                        ("夹爪",),
                    ),
                    Choice(
                        "suction",
                        ("the suction cup", "the suction tool", "the vacuum cup"),
                        ("SUCTION", "vacuum", "suction_cup"),
                        "vacuum cup",
                        ("吸盘",),
                    ),
                    Choice(
                        "camera",
                        ("the camera", "the camera tool"),
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
