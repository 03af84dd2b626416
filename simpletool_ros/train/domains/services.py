"""Intents of a service robot's accessories: charger, gripper, lights, sounds, doors, lift, deliveries."""

from __future__ import annotations

from ..intents import Choice, Intent, Number, Slot, bars

_LEVELS = (
    Choice("off", ("off",), ("OFF", "0", "none"), "not running", ("关闭",)),
    Choice("low", ("low", "the low level"), ("LOW", "1", "min"), "weakest level", ("低档", "一档")),
    Choice(
        "medium", ("medium", "the medium level"), ("MEDIUM", "2", "mid"), "middle level", ("中档", "二档")
    ),
    Choice("high", ("high", "the high level"), ("HIGH", "3", "max"), "strongest level", ("高档", "三档")),
)

INTENTS: tuple[Intent, ...] = (
    Intent(
        key="dock",
        names=bars(
            """
            dock | go_to_charger | dock_robot | return_to_dock | goCharge | start_docking | recharge
            """
        ),
        about=bars(
            """
            Drive to the charging station and dock. | Sends the robot to its charger. |
            Docks the robot so that its battery is recharged. |
            Return to the dock to recharge the battery. | Starts the docking manoeuvre. |
            Makes the robot go and charge itself. | Go back to the charging dock and connect to it. |
            Plug the robot into its charging station. | Call this when the robot should charge. |
            Bring the robot to its docking station. |
            Use this to charge the battery. |
            Goes to the charging station, for instance when the battery is low. |
            The robot drives onto its dock and charges. | Recharges the battery at the station. |
            Charging trip: to the dock and onto it. | Docking at the charger. |
            Fills up the battery at the charging station. | Finds the charger and connects to its contacts. |
            Battery service: docks and starts to charge.
            """
        ),
        phrases=bars(
            """
            go to the charger | go to your charger | drive to the charging station | return to the dock |
            return to your charging station | go back to the dock | go and charge | dock | dock yourself |
            charge your battery | recharge your battery | recharge | charge yourself |
            head for the charger | drive back to your dock | go to your docking station |
            head back to the charging dock | start docking | start charging | start charging your battery |
            plug yourself into the charger | connect to the charger | connect yourself to the dock |
            plug into the charging station | get yourself charged | get the battery charged |
            park on the charging dock | park at the charger |
            go back to the charger | go back to your charging station | head to the dock |
            head back to your charging station | move to the charging station | move onto the dock |
            roll onto the charging dock | roll back to the charger | find your charger | get on the charger |
            get back to the charging station | take yourself to the charger | bring yourself to the dock |
            dock at the charging station | dock and charge your battery | fill up your battery |
            refill your battery | drive to the charger and plug in
            """
        ),
        sentences=bars(
            """
            back to the charger | to the dock | your battery is low, go and charge | time to recharge |
            you need to charge your battery | i want you on the charger | you should be docked |
            your battery is almost empty, back to the dock | time to go to the charging station |
            charge now | to the charger | you have to recharge | you should charge your battery |
            the charger is waiting for you | you belong on the charger
            """
        ),
        chinese=bars("去充电 | 回充电桩 | 回到充电站 | 返回充电座 | 自己去充电吧 | 该充电了 | 开到充电桩去"),
        moves=True,
    ),
    Intent(
        key="undock",
        names=bars("undock | leave_dock | undock_robot | leaveCharger | exit_dock | stop_charging"),
        about=bars(
            """
            Leave the charging station. | Undocks the robot. | Makes the robot drive off its charger. |
            Disconnect from the charger and move away from it. | Ends charging and leaves the dock. |
            Starts the undocking manoeuvre. | Back the robot out of its docking station. |
            Call this to get the robot off the dock. | Unplugs the robot from its charging station. |
            Stops charging and backs away from the contacts. | Gets off the charging contacts. |
            Departure from the dock. | Undocking; the opposite of going to charge. |
            Ends the charging, even before the battery is full. |
            Gets the robot off its charger and ready to drive. |
            Charging ends and the robot rolls off the station. |
            Call this when the robot has charged enough. | Off the dock, onto the floor. |
            The robot lets go of its charger and comes out. | Disconnects and drives out of the dock.
            """
        ),
        phrases=bars(
            """
            undock | undock yourself | leave the dock | leave the charger | leave your charging station |
            drive off the dock | drive off the charger | get off the charger | get off your dock |
            come off the charging station | come off the dock | stop charging | finish charging |
            disconnect from the charger | disconnect yourself from the dock | unplug from the charger |
            unplug yourself | unplug yourself from the charging station | back out of the dock |
            back off the charger | move off the charging dock | move out of your docking station |
            start undocking | stop charging and undock | exit the dock | exit the charging station |
            finish charging and undock |
            go off the dock | go off the charger | get off the charging station | get off the dock now |
            get out of the dock | get away from the charger | get away from your charging station |
            roll off the dock | roll off the charging station | drive out of the charging station |
            drive away from the dock | come out of the dock | move away from the charger |
            back away from the dock | end charging | end your charging and leave the dock |
            stop charging the battery | quit charging | quit the dock | release yourself from the dock |
            unhook yourself from the charger
            """
        ),
        sentences=bars(
            """
            off the charger | out of the dock | time to leave the dock | you have charged enough, undock |
            i want you off the charger | no more charging | your battery is full, leave the charger |
            you should be off the dock |
            charging is over, leave the dock | that is enough charging | you are charged, come off the dock |
            off the dock | you can leave the charger now | enough power, out of the dock |
            i need you off the charging station | charged enough, off you come
            """
        ),
        chinese=bars(
            """
            离开充电桩 | 离开充电座 | 从充电站出来 | 停止充电 | 别充电了，出来吧 | 断开充电 | 驶出充电站
            """
        ),
        moves=True,
    ),
    Intent(
        key="gripper",
        names=bars("gripper | set_gripper | control_gripper | gripper_control | setGripper | hand | claw"),
        about=bars(
            """
            Operates the gripper. | Moves the fingers of the gripper. | Controls the robot's hand. |
            Sets the state of the gripper. | Actuates the claw at the end of the arm. |
            Command the gripper jaws. | Changes how far the fingers are spread. |
            Works the two-finger hand. | Drive the gripper's jaws to one of their end positions. |
            Use this to open or close the gripper. |
            Opens the hand or closes it, for instance before an object is reached. |
            The fingers go apart or together. | Spreads the fingers or brings them together. |
            Open/close command for the claw. | Moves both jaws all the way, without a force. |
            Says whether the hand is open. | End effector: open or close. | Binary actuation of the hand.
            """
        ),
        phrases=bars(
            """
            {action} the gripper | {action} your gripper | {action} the hand | {action} your hand |
            {action} the claw | {action} your claw | {action} the jaws | {action} the jaws of the gripper |
            {action} the fingers | {action} your fingers | {action} the gripper fully |
            {action} your hand fully | {action} the gripper jaws | {action} the fingers of the gripper |
            make the gripper {action} | make your hand {action} | have the gripper {action} |
            let the claw {action} | let the gripper {action} | tell the gripper to {action} |
            command the gripper to {action} | command the claw to {action} | have the jaws {action} |
            tell your hand to {action} |
            {action} the robot hand | {action} the robot's gripper | {action} the two fingers |
            {action} both fingers | {action} both jaws | {action} your jaws | {action} your gripper fully |
            {action} the claw fully | {action} your claw all the way | {action} the gripper all the way |
            {action} the gripper now | {action} your hand now | {action} the gripper of your arm |
            {action} the hand of your arm | make the claw {action} | make your fingers {action} |
            make the jaws {action} | let your fingers {action} | let the jaws {action} |
            let your hand {action} | tell the claw to {action} | get the gripper to {action}
            """
        ),
        sentences=bars(
            """
            gripper {action} | {action}, gripper | i want the gripper to {action} | gripper: {action} |
            the gripper should {action} | your hand should {action} | i need the claw to {action} |
            the jaws have to {action} |
            hand {action} | claw: {action} | i want your fingers to {action} | the fingers should {action} |
            the claw has to {action} | your gripper needs to {action} | fingers, {action}
            """
        ),
        slots=(
            Slot(
                key="action",
                names=bars("action | state | command | cmd | position | mode"),
                about=bars(
                    """
                    what the gripper should do | desired gripper state | command for the fingers |
                    how to move the jaws | the gripper action
                    """
                ),
                choices=(
                    Choice(
                        "open", ("open",), ("OPEN", "opened", "release"), "fingers apart", ("张开", "打开")
                    ),
                    Choice(
                        "close",
                        ("close", "shut"),
                        ("CLOSE", "closed", "grasp"),
                        "fingers together",
                        ("合上", "闭合"),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            {action}夹爪 | 把夹爪{action} | 请{action}你的夹爪 | {action}手爪 | 让夹爪{action} |
            夹爪{action}
            """
        ),
    ),
    Intent(
        key="light",
        names=bars("light | set_light | switch_light | setLight | lamp | headlight | toggle_light"),
        about=bars(
            """
            Switches the robot's light. | Controls the lamp. | Sets whether the light shines. |
            Operates the headlight at the robot's front. | Power the lamp or cut its power. |
            Changes the state of the lights. | Light switch of the robot. |
            Use this to illuminate the surroundings or to go dark again. | Sets the state of the lamp. |
            Use this to switch the lamp on or off. |
            Turns the light on, for instance when it is dark, or off again. |
            On/off switch of the headlight. | Switching of the robot's lamp, without a colour. |
            Turns the robot's lights on and off. | Headlight control. | Makes the front bright or dark. |
            Says whether the lights are on. | Call this for more light ahead or for none.
            """
        ),
        phrases=bars(
            """
            switch {state} the light | switch the light {state} | turn {state} the light |
            turn the light {state} | turn {state} your lights | turn your lights {state} |
            switch {state} the lamp | switch your lamp {state} | turn the lamp {state} |
            turn {state} the lamp | set the light to {state} | set your lamp to {state} |
            put the light {state} | put your lights {state} | turn {state} the headlight |
            switch the headlight {state} | flip the light {state} | flip {state} the lamp |
            flick the light {state} | flick {state} the headlight | click the lamp {state} |
            click the light {state} | set the headlight to {state} | power {state} the light |
            power the lamp {state} |
            switch {state} your light | switch your lights {state} | switch {state} the lights |
            switch all lights {state} | turn all lights {state} | turn the lights {state} |
            turn your headlight {state} | switch {state} your headlight | put the lamp {state} |
            put the headlight {state} | set the lights to {state} | get the light {state} |
            get your lamp {state} | have your lights {state} | flick your lamp {state} |
            click {state} the light | power your lights {state} | switch the light in front {state} |
            turn the front light {state}
            """
        ),
        sentences=bars(
            """
            i want the light {state} | lights {state} | light {state} please | lamp {state} |
            the light should be {state} | i need the lamp {state} | the headlight should be {state} |
            i would like the lights {state} | headlight {state} |
            headlight {state} please | lamp {state} now | your lights should be {state} |
            the lamp has to be {state} | we need the light {state} | i want your headlight {state} |
            your light: {state}
            """
        ),
        slots=(
            Slot(
                key="state",
                names=bars("state | on | value | mode | power | status"),
                about=bars(
                    """
                    state of the light | whether the lamp shines | desired lamp state | how to switch it |
                    new state of the light
                    """
                ),
                choices=(
                    Choice("on", ("on",), ("ON", "enabled", "1"), "shining", ("打开", "开启")),
                    Choice("off", ("off",), ("OFF", "disabled", "0"), "dark", ("关掉", "关闭")),
                ),
            ),
        ),
        chinese=bars(
            """
            {state}灯 | 把灯{state} | 请{state}车灯 | 把灯光{state} | 帮我{state}灯 | {state}你的大灯 |
            灯{state}
            """
        ),
    ),
    Intent(
        key="light_color",
        names=bars("set_light_color | light_color | set_led | led_color | setColor | set_rgb | change_color"),
        about=bars(
            """
            Sets the colour of the light. | Changes the LED color. |
            Choose the color of the robot's lights. | Makes the LED strip glow in a colour. |
            Colours the status light. | Give the lamp another color. | Shows a color on the LED ring. |
            Select the hue of the lights. | Lets the robot's LEDs shine in the given color. |
            Changes the colour of the LEDs, for instance to red when something is wrong. |
            The lights shine in the colour that is named. | LED colour by name. |
            Light in red, green, blue or another colour. | Paints the LED ring. |
            Colour of the robot's status LEDs. |
            Turns the lights to a given colour; they are not switched off. |
            Selects an RGB colour for the strip. | Call this when a colour is named.
            """
        ),
        phrases=bars(
            """
            set the light to {color} | make the light {color} | turn the light {color} |
            change the light to {color} | change the color of the light to {color} |
            set the color of the light to {color} | set the light color to {color} |
            switch the light to {color} | switch the led color to {color} | set the leds to {color} |
            make the leds {color} | turn your lights {color} | make your lights {color} |
            light up in {color} | light up {color} | glow {color} | glow in {color} | shine {color} |
            shine in {color} | show {color} light | show a {color} light | give me {color} light |
            give me a {color} light | color the light {color} | color your leds {color} |
            let your lights shine {color} | let the leds glow {color} | change your leds to {color} |
            turn your light {color} | turn the leds {color} | turn your leds {color} |
            switch your lights to {color} | change the color to {color} |
            change the color of your lights to {color} | change the lights to {color} |
            set your lights to {color} | set your led color to {color} | set the lights to {color} |
            put on {color} light | make your light {color} | make the lamp {color} |
            make your light shine {color} | make the leds glow {color} | color your lights {color} |
            have your lights glow {color} | let the light be {color} | let the lamp shine {color} |
            go {color} with your lights | light the leds in {color} | give the lamp a {color} color |
            paint the light {color}
            """
        ),
        sentences=bars(
            """
            {color} light please | i want {color} light | i want the light {color} |
            the light should be {color} | light color {color} | {color} lights | leds {color} |
            i would like your lights {color} | the leds should be {color} |
            a {color} light please | the lamp should shine {color} | i would like {color} light |
            lights in {color} | the light must be {color} | the leds should glow {color}
            """
        ),
        slots=(
            Slot(
                key="color",
                names=bars("color | colour | led_color | hue | light_color | value"),
                about=bars(
                    """
                    colour of the light | the color to show | name of the color |
                    which colour the LEDs get | desired color
                    """
                ),
                choices=(
                    Choice("red", ("red",), ("RED", "r", "#ff0000"), "red light", ("红色",)),
                    Choice("green", ("green",), ("GREEN", "g", "#00ff00"), "green light", ("绿色",)),
                    Choice("blue", ("blue",), ("BLUE", "b", "#0000ff"), "blue light", ("蓝色",)),
                    Choice("yellow", ("yellow",), ("YELLOW", "y", "#ffff00"), "yellow light", ("黄色",)),
                    Choice("white", ("white",), ("WHITE", "w", "#ffffff"), "white light", ("白色",)),
                    Choice("orange", ("orange",), ("ORANGE", "o", "#ff8000"), "orange light", ("橙色",)),
                    Choice(
                        "purple", ("purple", "violet"), ("PURPLE", "violet", "#8000ff"), "purple", ("紫色",)
                    ),
                    Choice("pink", ("pink",), ("PINK", "rose", "#ff80c0"), "pink light", ("粉色", "粉红色")),
                ),
            ),
        ),
        chinese=bars(
            """
            把灯变成{color} | 把灯光设为{color} | 亮{color}的灯 | 灯光换成{color} | 打{color}的灯光 |
            我想要{color}的灯 | 灯的颜色改成{color}
            """
        ),
    ),
    Intent(
        key="horn",
        names=bars("horn | honk | sound_horn | honkHorn | blow_horn | toot"),
        about=bars(
            """
            Sounds the horn. | Honks once. | Give a warning signal with the horn. |
            Blows the robot's horn. | Makes people aware of the robot with a honk. |
            Acoustic warning by the horn. | Toot the horn. | Lets the robot honk. |
            Use this to warn people in the way. |
            Blows the horn, for instance when somebody stands in the way. | The horn sounds once. |
            Horn of the robot; no sound has to be chosen. | Toots so that people step aside. |
            Beeps with the horn. | Call this to be heard by people ahead. | Warns with a honk. |
            Lets the horn toot. | Sounds the hooter so that the way gets free. | Honking.
            """
        ),
        phrases=bars(
            """
            honk | honk the horn | honk your horn | sound the horn | sound your horn | blow the horn |
            blow your horn | use the horn | use your horn | toot | toot the horn | toot your horn | hoot |
            press the horn | press your horn | hit the horn | hit your horn | give a honk | give a toot |
            honk once | toot once | hoot once | honk at them | hoot at them | warn them with the horn |
            warn people with a honk | honk at people | let the horn sound |
            give a blow of the horn | give a short honk | give us a honk | give the horn a blow |
            make a honk | make the horn sound | make the horn toot | let the horn honk |
            let us hear the horn | let them hear the horn | use the horn now | press the horn once |
            blow the horn once | sound the horn once | sound your horn at them | honk at the people |
            honk to warn them | honk now | honk for me | toot your horn once | toot to warn people |
            hoot at people | hoot the horn | warn them | warn the people with your horn | beep the horn |
            beep at them with the horn
            """
        ),
        sentences=bars(
            """
            horn | horn please | the horn please | i want to hear the horn | i want you to honk |
            a honk please | let me hear your horn | time to honk |
            honk honk | one honk please | a toot please | a hoot please | they should hear your horn |
            i want a honk | i need the horn | the horn should sound | warn them, honk
            """
        ),
        chinese=bars("按喇叭 | 鸣笛 | 按一下喇叭 | 鸣喇叭 | 响一下喇叭 | 鸣笛示警 | 请按喇叭"),
    ),
    Intent(
        key="volume",
        names=bars("set_volume | volume | setVolume | change_volume | audio_volume | speaker_volume"),
        about=bars(
            """
            Sets the volume of the speaker. | Changes how loud the robot is. | Adjust the audio volume. |
            Controls the loudness of the sound output. | Sets the speaker's loudness. |
            How loud the robot speaks and plays. | Regulates the sound level. | Audio volume of the robot. |
            Makes the speaker louder or quieter. |
            Use this to make the robot louder or quieter. |
            Turns the volume up or down, for instance when people sleep. |
            Loudness of speech and sounds in percent. | Sets how loud sounds are; it plays none. |
            Speaker volume as a percentage. | Volume knob of the robot. | Says how loud the voice is. |
            Mutes at zero and is loudest at a hundred. | Output gain of the loudspeaker. |
            Call this when the robot is too loud or too quiet.
            """
        ),
        phrases=bars(
            """
            set the volume to {level} | set your volume to {level} | set volume to {level} |
            change the volume to {level} | change your volume to {level} | turn the volume to {level} |
            turn the volume up to {level} | turn the volume down to {level} |
            turn your volume down to {level} | turn the sound up to {level} |
            turn the sound down to {level} | adjust the volume to {level} | adjust the loudness to {level} |
            put the volume at {level} | put the sound at {level} | bring the volume to {level} |
            bring the sound to {level} | set the sound to {level} | set the speaker to {level} |
            set the speaker volume to {level} | turn the speaker to {level} | raise the volume to {level} |
            lower the volume to {level} | lower the sound to {level} | raise the sound to {level} |
            speak at {level} volume | play at {level} volume | set the loudness to {level} |
            turn your volume to {level} | turn your sound to {level} | turn yourself down to {level} |
            turn the speaker down to {level} | turn your speaker to {level} | set your speaker to {level} |
            set your loudness to {level} | set the sound volume to {level} | change the loudness to {level} |
            change volume to {level} | adjust the sound to {level} | bring your volume down to {level} |
            put your volume at {level} | put the speaker at {level} | raise your volume to {level} |
            reduce the volume to {level} | make the volume {level} | make it {level} volume |
            speak with {level} volume | play the sound at {level} volume | go to {level} volume
            """
        ),
        sentences=bars(
            """
            volume {level} | volume at {level} | {level} volume | i want the volume at {level} |
            the volume should be {level} | the sound should be at {level} | volume to {level} please |
            i would like {level} volume | sound at {level} please |
            your volume should be {level} | sound volume {level} | speaker at {level} |
            loudness {level} please | {level} volume please | the speaker should be at {level} |
            i would like the sound at {level} | volume: {level}
            """
        ),
        slots=(
            Slot(
                key="level",
                names=bars("level | volume | value | loudness | percent | amount"),
                about=bars(
                    """
                    volume of the speaker | how loud | the new volume | desired loudness | volume level
                    """
                ),
                numbers=(
                    Number(
                        "percent",
                        0,
                        100,
                        10,
                        ("{n} percent", "{n} %", "{n}"),
                        words={50: ("half",)},
                        chinese=("百分之{n}", "{n}%"),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            音量调到{level} | 把音量设为{level} | 声音调到{level} | 音量{level} | 把声音调成{level} |
            请把音量改为{level} | 将音量设置为{level}
            """
        ),
    ),
    Intent(
        key="pick",
        names=bars("pick | pick_up | pick_object | pickUp | grab_object | take_object | grasp_object"),
        about=bars(
            """
            Picks up an object. | Grab the named object. | Takes an object with the gripper. |
            Grasps an object and lifts it. | Pick an item from where it lies. |
            Makes the robot take hold of something. | Fetches a visible object into the hand. |
            Lift the given object off its place. | Collects an object. |
            Use this to pick something up. |
            Takes an object into the hand, for instance one that lies on the floor. |
            Picks the named thing up and keeps it in the gripper. |
            The hand closes on an object and lifts it. | Grasping of an object by name. |
            Gets something off the ground. | Pick operation of a pick-and-place task. |
            Grabs what is named and holds it. | Call this to get an object into the gripper.
            """
        ),
        phrases=bars(
            """
            pick up {object} | pick {object} up | pick {object} | grab {object} | take {object} |
            grasp {object} | lift up {object} | lift {object} | lift {object} up | take hold of {object} |
            get hold of {object} | grab hold of {object} | take up {object} | collect {object} |
            catch hold of {object} | catch {object} | gather up {object} | gather {object} |
            seize {object} | seize hold of {object} | collect {object} with your hand |
            pick up {object} with your gripper | take {object} with your gripper |
            take {object} in your hand | grab {object} with your hand | grasp {object} with the gripper |
            hold {object} in your hand | pick up and hold {object} |
            get {object} in your hand | get {object} with your gripper |
            get your hand on {object} and lift it | grab {object} and lift it |
            grab {object} with the gripper | grab {object} and hold it | grasp {object} with your hand |
            take {object} up | take {object} and hold it | take {object} into your hand |
            lift {object} with the gripper | lift {object} off the ground | lift {object} with your hand |
            pick up {object} from the floor | pick up {object} for me | pick {object} up with your hand |
            pick {object} off the ground | raise {object} with your gripper | snatch {object} |
            snatch up {object} | scoop up {object} | catch {object} with your hand |
            collect {object} from the floor | hold {object} with your gripper | gather {object} up
            """
        ),
        sentences=bars(
            """
            i want you to hold {object} | i need {object} in your hand | {object} should be picked up |
            i want {object} picked up | the object to pick up is {object} | {object}, pick it up |
            {object}: take it |
            i want {object} in your gripper | {object} should be in your hand | {object} has to be grasped |
            {object} must be lifted | you should take {object} | your hand should hold {object} |
            {object}, grab it | the thing to take is {object}
            """
        ),
        slots=(
            Slot(
                key="object",
                names=bars("object | target | item | object_name | name | thing"),
                about=bars(
                    """
                    the object to pick up | what to take | name of the object | which object is grasped |
                    the thing to grab
                    """
                ),
                objects=True,
            ),
        ),
        chinese=bars(
            """
            拿起{object} | 抓起{object} | 把{object}捡起来 | 拾起{object} | 把{object}拿起来 |
            捡起{object} | 抓住{object}
            """
        ),
        moves=True,
    ),
    Intent(
        key="place",
        names=bars("place | put_down | place_object | putDown | set_down | place_on | drop_off"),
        about=bars(
            """
            Puts down the object in the gripper. | Places what the robot holds. |
            Set the held object down. | Lays the carried item somewhere. |
            Put the object that was picked up at a spot. | Deposits the object. |
            Unload the hand at the given place. | Places the item at the chosen spot. |
            Puts away what is in the hand. |
            Use this to put down what the robot holds. |
            Puts the held thing somewhere, for instance on the table or in the box. |
            Lays what was taken on a surface. | Sets its load down at a named place. |
            Storing of the held object. |
            Call this when the hand should be empty again and the object on its place. |
            Leaves the carried thing at a spot. | Puts the load down and frees the hand. |
            Takes a place and leaves the held item there.
            """
        ),
        phrases=bars(
            """
            put it {where} | put it down {where} | place it {where} | set it down {where} | set it {where} |
            lay it {where} | lay it down {where} | leave it {where} | put the object {where} |
            place the object {where} | leave the object {where} | lay the object {where} |
            set the object down {where} | put that {where} | place that {where} | leave that {where} |
            deposit it {where} | deposit the object {where} | put the thing {where} |
            place the thing {where} | put what you hold {where} | place what you hold {where} |
            put it back {where} | place it back {where} | put down the object {where} |
            put down what you are holding {where} | leave what you are holding {where} |
            set that down {where} |
            put what is in your hand {where} | put what you are holding {where} | put the thing down {where} |
            put this {where} | put that down {where} | put it back down {where} | put your load {where} |
            place it down {where} | place this {where} | place what you are holding {where} |
            place the object back {where} | set this down {where} | set the object {where} |
            lay that {where} | lay the thing {where} | leave this {where} | leave the thing {where} |
            leave what you hold {where} | deposit that {where} | deposit what you hold {where} |
            drop it off {where} | store it {where} | store the object {where} | unload it {where}
            """
        ),
        sentences=bars(
            """
            it belongs {where} | it goes {where} | i want it {where} | the object belongs {where} |
            the object goes {where} | that should be {where} | it should be {where} |
            i want the object {where} |
            the thing goes {where} | that belongs {where} | this goes {where} |
            what you hold belongs {where} | what you hold goes {where} | i want that {where} |
            i need it {where} | the object should be {where} | your load goes {where} | it has to go {where}
            """
        ),
        slots=(
            Slot(
                key="where",
                names=bars("where | location | place | target | surface | destination | spot"),
                about=bars(
                    """
                    where to put it | place for the object | the spot to use | where the object goes |
                    target location
                    """
                ),
                choices=(
                    Choice(
                        "table",
                        ("on the table", "on top of the table", "on the desk"),
                        ("TABLE", "on_table", "desk"),
                        "the table top",
                        ("桌子上", "桌上"),
                    ),
                    Choice(
                        "shelf",
                        ("on the shelf", "up on the shelf", "on the rack"),
                        ("SHELF", "on_shelf", "rack"),
                        "a board of the shelf",
                        ("架子上", "货架上"),
                    ),
                    Choice(
                        "floor",
                        ("on the floor", "on the ground"),
                        ("FLOOR", "on_floor", "ground"),
                        "the ground",
                        ("地上", "地板上"),
                    ),
                    Choice(
                        "box",
                        ("in the box", "inside the box", "in the bin"),
                        ("BOX", "in_box", "bin"),
                        "inside the box",
                        ("箱子里", "盒子里"),
                    ),
                    Choice(
                        "tray",
                        ("on the tray", "on your tray", "on top of the tray"),
                        ("TRAY", "on_tray", "plate"),
                        "the robot's tray",
                        ("托盘上", "托盘里"),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            把它放到{where} | 放在{where} | 把东西放在{where} | 把它搁在{where} | 请把它放{where} |
            把手里的东西放到{where}
            """
        ),
        moves=True,
    ),
    Intent(
        key="take_photo",
        names=bars("take_photo | take_picture | capture_image | takePhoto | snapshot | camera_shot | photo"),
        about=bars(
            """
            Takes a photo. | Captures an image with the camera. | Shoot a picture of what is ahead. |
            Saves a snapshot of the camera. | Make the camera take a still image. | Takes a picture. |
            Records one image. | Photographs what the robot sees. |
            Grab a frame from the camera and store it. |
            Use this to take a picture. | Takes a still image, for instance to document what is ahead. |
            Photo of the view in front. | Snaps a picture and saves it. | One shot with the camera. |
            Documents the scene in a photo. | Releases the shutter. | Photographs the view. |
            Takes one picture of the scene ahead and keeps it. | Still photo from the camera on board. |
            Makes a picture of what is seen.
            """
        ),
        phrases=bars(
            """
            take a photo | take a picture | take one photo | take one picture | take a snapshot |
            take an image | make a photo | make a picture | make a snapshot | shoot a photo |
            shoot a picture | shoot one image | snap a photo | snap a picture | snap a shot | take a shot |
            capture an image | capture a picture | capture this view | capture a photo of this |
            photograph this | photograph this view | save a snapshot | save an image of this |
            record an image | record a picture of this | get a photo of this | get a picture of this view |
            take a photo of this | take a picture of this | take a picture of that | take a quick photo |
            take a quick picture | take another photo | take another picture | take pictures |
            take an image of this view | get a picture | get a photo | get a snapshot of this |
            get an image of this view | get a shot of this | make an image | make an image of this view |
            make a picture of this | make a photo of that | snap this | snap this view | snap an image |
            shoot an image of this | shoot a quick picture | capture a snapshot | capture one image |
            capture one picture | save a photo | save a picture of this | photograph that | do a photo
            """
        ),
        sentences=bars(
            """
            photo please | one photo please | a picture please | i want a photo of this | i need a picture |
            i would like a snapshot | i need an image of this | time for a photo | time for a picture |
            picture | photo | a photo please | a photo of this please | one picture please | one more photo |
            an image please | i want a picture | i want a snapshot of this | i need a photo |
            i would like a photo | i would like to have a picture of this | we need a picture of this |
            time for a snapshot | say cheese | this should be in a picture
            """
        ),
        chinese=bars("拍照 | 拍张照片 | 拍一张照 | 照张相 | 拍个照 | 给这里拍张照片 | 拍一张图片"),
    ),
    Intent(
        key="door",
        names=bars("door | control_door | operate_door | doorControl | set_door | door_command"),
        about=bars(
            """
            Operates the door. | Controls the automatic door. | Sends a command to the door. |
            Works the door and its bolt. | Sets the state of the door. | Access to the entrance door. |
            Use this to get through the door or to secure it. | Controls the door ahead of the robot. |
            Changes the door's state. |
            Use this to open, close, lock or unlock the door. |
            Opens the door, for instance when somebody wants to come in. |
            The door is opened, shut, locked or unlocked. | Door control. |
            Lets people in or keeps them out. | Door opener and lock. |
            Opens and closes the way through the entrance. | Commands the electric lock of the gate. |
            Door service: lets through, shuts, bolts or unbolts.
            """
        ),
        phrases=bars(
            """
            {action} the door | {action} that door | {action} this door | {action} the front door |
            {action} the back door | {action} the entrance | {action} the entrance door |
            {action} the gate | {action} the front gate | {action} the back gate |
            {action} the entrance gate | {action} the door ahead | {action} the gate ahead |
            {action} the door to the room | {action} the door of this room | {action} the door behind you |
            {action} the gate behind you | {action} the door in front of you |
            {action} the gate in front of you | {action} that gate | {action} this entrance |
            {action} the door now | {action} the door for me | {action} the door for us |
            {action} the door for them | {action} the main door | {action} the main entrance |
            {action} the main gate | {action} the front entrance | {action} the back entrance |
            {action} the door over there | {action} the gate over there | {action} the door here |
            {action} this gate | {action} that entrance | {action} the gate for me |
            {action} the door at the back | {action} the door at the front | {action} the door to the office |
            {action} the door to this room | {action} the entrance behind you | {action} the entrance ahead |
            go and {action} the door
            """
        ),
        sentences=bars(
            """
            door: {action} | i need you to {action} the door | i want you to {action} the gate |
            someone has to {action} the door | you should {action} the door | the door, {action} it |
            someone should {action} the gate |
            the door: {action} | you have to {action} the door | please {action} the door for me |
            i want you to {action} the door | i need you to {action} the gate |
            someone must {action} the entrance | time to {action} the door
            """
        ),
        slots=(
            Slot(
                key="action",
                names=bars("action | command | state | operation | cmd | mode"),
                about=bars(
                    """
                    what to do with the door | command for the door | desired door state |
                    the door operation | what should happen to it
                    """
                ),
                choices=(
                    Choice(
                        "open", ("open", "open up"), ("OPEN", "opened", "open_door"), "let through", ("打开",)
                    ),
                    Choice(
                        "close",
                        ("close", "shut"),
                        ("CLOSE", "closed", "shut"),
                        "let nobody through",
                        ("关上",),
                    ),
                    Choice(
                        "lock", ("lock", "lock up"), ("LOCK", "locked", "lock_door"), "bolt it", ("锁上",)
                    ),
                    Choice(
                        "unlock", ("unlock",), ("UNLOCK", "unlocked", "unlock_door"), "unbolt it", ("解锁",)
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            {action}门 | 把门{action} | 请{action}那扇门 | 将门{action} | 帮我把门{action} |
            {action}前面的门
            """
        ),
    ),
    Intent(
        key="lift",
        names=bars("lift | set_lift | move_lift | liftTo | set_height | lift_height | raise_platform"),
        about=bars(
            """
            Moves the lift to a height. | Sets the height of the platform. | Raises or lowers the lift. |
            Drives the lifting platform to the given height. | Adjust how high the platform stands. |
            Controls the lifting column. | Brings the load deck to a height. | Height control of the lift. |
            Lift or sink the platform. |
            Use this to raise or lower the platform. |
            Lifts the load deck, for instance to the height of a table. |
            The platform goes up or down to a height. | Height of the lift in centimetres or metres. |
            Brings the platform to the height that is told. |
            Moves the deck, not an object or the arm, up and down. |
            Call this when a height is told for the platform. | Elevation of the lifting deck. |
            Lifts or lowers the platform of the robot. |
            Sets how many centimetres above the ground the deck stands.
            """
        ),
        phrases=bars(
            """
            raise the lift to {height} | lower the lift to {height} | move the lift to {height} |
            set the lift to {height} | bring the lift to {height} | drive the lift to {height} |
            raise the platform to {height} | lower the platform to {height} |
            move the platform to {height} | set the platform to {height} | bring the platform to {height} |
            lift the platform to {height} | set the height of the lift to {height} |
            set the lift height to {height} | change the lift height to {height} |
            change the height of the platform to {height} | adjust the lift to {height} |
            adjust the height of the platform to {height} | put the lift at {height} |
            put the platform at {height} | raise the deck to {height} | lower the deck to {height} |
            set the deck to a height of {height} | move the lift to a height of {height} |
            raise the platform up to {height} | lower the lift down to {height} |
            bring the deck down to {height} | bring the lift up to {height} |
            bring the lift down to {height} | bring the platform down to {height} |
            move the deck to {height} | move the lift up to {height} | move the lift down to {height} |
            set the deck to {height} | set the deck height to {height} | set the platform height to {height} |
            set the height of the platform to {height} | set the lift at {height} | put the lift to {height} |
            put the deck at {height} | put the platform at a height of {height} | lift the deck to {height} |
            raise the lift up to {height} | lower the lift to a height of {height} |
            lower the platform down to {height} | drop the lift to {height} | drive the platform to {height} |
            drive the deck up to {height} | take the platform up to {height} |
            adjust the platform to {height} | adjust the lift height to {height} |
            adjust the deck to a height of {height} | change the height of the lift to {height} |
            change the deck height to {height} | let the lift go to {height} |
            let the platform sink to {height}
            """
        ),
        sentences=bars(
            """
            lift to {height} | lift height {height} | platform to {height} | i want the lift at {height} |
            the platform should be at {height} | i need the platform at {height} |
            the lift should be at a height of {height} | platform height {height} |
            deck to {height} | deck height {height} | lift at {height} please |
            lift height to {height} please | the deck should be at {height} |
            the platform should be {height} high | the height of the lift should be {height} |
            i need the lift at a height of {height} | i need the deck at {height} |
            the lift must be at {height} | the lift has to go to {height}
            """
        ),
        slots=(
            Slot(
                key="height",
                names=bars("height | level | position | target_height | z | elevation"),
                about=bars(
                    """
                    height of the platform | how high the lift goes | target height | desired height |
                    height above the ground
                    """
                ),
                numbers=(
                    Number(
                        "centimetres",
                        5,
                        120,
                        5,
                        ("{n} cm", "{n} centimetres", "{n} centimeters"),
                        words={50: ("half a metre", "half a meter"), 100: ("one metre", "a meter")},
                        chinese=("{n}厘米", "{n}公分"),
                    ),
                    Number(
                        "metres",
                        0.05,
                        1.2,
                        0.05,
                        ("{n} m", "{n} metres", "{n} meters"),
                        factor=100.0,
                        words={0.5: ("half a metre", "half a meter"), 1: ("one metre", "one meter")},
                        chinese=("{n}米",),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            把升降台升到{height} | 升降台调到{height} | 平台高度设为{height} | 把平台降到{height} |
            将升降台移动到{height} | 升降高度{height} | 把平台调到{height}高
            """
        ),
        moves=True,
    ),
    Intent(
        key="fan",
        names=bars("set_fan | fan | fan_speed | setFanSpeed | control_fan | ventilator"),
        about=bars(
            """
            Sets the speed of the fan. | Controls the ventilation. | Changes how strongly the fan blows. |
            Adjust the fan. | Operates the ventilator. | Sets the level of the fan. |
            Cools the room with the fan. | Regulates the air flow. | Select how fast the fan spins. |
            Use this to get more or less air. |
            Fan on a level from off to high, for instance when it is hot. |
            Switches the fan off or to a level. | The fan blows weakly, strongly or not at all. |
            Air flow of the ventilator. | Ventilation level. | Brings fresh air into the room. |
            Blows cool air; it does not heat. | Call this when somebody wants some air. |
            Sets the blower's stage.
            """
        ),
        phrases=bars(
            """
            set the fan to {level} | turn the fan to {level} | turn the fan {level} |
            switch the fan to {level} | switch the fan {level} | put the fan to {level} |
            change the fan to {level} | adjust the fan to {level} | set the fan speed to {level} |
            change the fan speed to {level} | switch the fan speed to {level} |
            set the speed of the fan to {level} | adjust the speed of the fan to {level} |
            set the ventilator to {level} | turn the ventilator {level} | switch the ventilator to {level} |
            set the ventilation to {level} | turn the ventilation {level} |
            change the ventilation to {level} | put the ventilator to {level} |
            set the air flow to {level} | change the air flow to {level} | bring the fan to {level} |
            bring the ventilation to {level} |
            turn your fan to {level} | turn the fan speed to {level} | turn the fan down to {level} |
            turn the air flow to {level} | turn the ventilation to {level} | run the fan at {level} |
            run the ventilator at {level} | set the fan level to {level} | put the fan at {level} |
            put the fan speed to {level} | put the ventilation to {level} |
            change the speed of the fan to {level} | change the ventilator to {level} |
            adjust the ventilator to {level} | adjust the ventilation to {level} |
            adjust the air flow to {level} | bring the fan speed to {level} |
            bring the ventilator to {level} | switch the ventilation to {level} | switch your fan {level} |
            switch the ventilator {level} | have the fan {level} | keep the fan {level} |
            keep the fan at {level}
            """
        ),
        sentences=bars(
            """
            fan {level} | fan to {level} | fan speed {level} | i want the fan {level} |
            the fan should be {level} | ventilation {level} | the ventilator should be {level} |
            i would like the fan {level} |
            ventilator {level} | the ventilation should be {level} | the fan speed should be {level} |
            the fan has to be {level} | i would like the ventilation {level} | ventilation to {level} please
            """
        ),
        slots=(
            Slot(
                key="level",
                names=bars("level | speed | setting | power | mode | strength"),
                about=bars(
                    """
                    level of the fan | how strongly it blows | fan speed | the fan setting |
                    desired strength
                    """
                ),
                choices=_LEVELS,
            ),
        ),
        chinese=bars(
            """
            风扇调到{level} | 把风扇设为{level} | 风扇{level} | 把电扇调到{level} | 将风扇设置为{level} |
            风速调到{level}
            """
        ),
    ),
    Intent(
        key="heater",
        names=bars("set_heater | heater | heating | setHeating | control_heater | heat_level"),
        about=bars(
            """
            Sets the heater. | Controls the heating. | Changes how strongly the heater warms. |
            Adjust the heating. | Operates the radiator. | Sets the level of the heater. |
            Warms the room with the heater. | Regulates the heat output. | Select how warm the heater gets. |
            Use this to make the room warmer or to stop heating. |
            Heating on a level from off to high, for instance when it is cold. |
            Switches the radiator off or to a level. | The heater warms weakly, strongly or not at all. |
            Heat level of the radiator. | Level of the heating. | Heater control: off, low, medium, high. |
            Keeps people warm; it does not blow cool air. | Power stage of the room's heater. | Room heating.
            """
        ),
        phrases=bars(
            """
            set the heater to {level} | turn the heater to {level} | turn the heater {level} |
            switch the heater to {level} | switch the heater {level} | put the heater to {level} |
            change the heater to {level} | adjust the heater to {level} | set the heating to {level} |
            turn the heating to {level} | turn the heating {level} | switch the heating {level} |
            change the heating to {level} | adjust the heating to {level} | put the heating to {level} |
            set the radiator to {level} | turn the radiator {level} | switch the radiator to {level} |
            set the heat to {level} | turn the heat to {level} | change the heat to {level} |
            bring the heater to {level} | bring the heating to {level} |
            set the power of the heater to {level} | change the power of the heater to {level} |
            turn your heater to {level} | turn the heater up to {level} | turn the radiator to {level} |
            turn the heat down to {level} | turn the heat {level} | switch the radiator {level} |
            switch the heat to {level} | switch the heat {level} | set the heater level to {level} |
            set the heating level to {level} | set the level of the heating to {level} |
            set the power of the heating to {level} | put the radiator to {level} |
            put the heater at {level} | put the heat to {level} | put the heating at {level} |
            change the radiator to {level} | change the heating level to {level} |
            change the power of the heating to {level} | adjust the radiator to {level} |
            adjust the heat to {level} | bring the radiator to {level} | bring the heat to {level} |
            run the heater at {level} | run the heating at {level} | keep the heater {level} |
            keep the heating at {level} | have the heating {level} | have the radiator {level} |
            warm the room with the heater at {level}
            """
        ),
        sentences=bars(
            """
            heater {level} | heater to {level} | heating {level} | i want the heater {level} |
            the heater should be {level} | the heating should be {level} | heat {level} |
            i would like the heating {level} |
            radiator {level} | radiator to {level} please | heating to {level} |
            the heater has to be {level} | heating {level} please | heater at {level} please |
            i want the heating {level} | i want the radiator {level} | i would like the heater {level} |
            i would like the heat {level}
            """
        ),
        slots=(
            Slot(
                key="level",
                names=bars("level | heat | setting | power | mode | strength"),
                about=bars(
                    """
                    level of the heater | how strongly it heats | heating power | the heater setting |
                    desired heat
                    """
                ),
                choices=_LEVELS,
            ),
        ),
        chinese=bars(
            """
            暖气调到{level} | 把暖气设为{level} | 加热器{level} | 把加热器调到{level} |
            将暖气设置为{level} | 取暖器调到{level}
            """
        ),
    ),
    Intent(
        key="play_sound",
        names=bars("play_sound | play_audio | playSound | play_tone | sound | play_clip"),
        about=bars(
            """
            Plays a sound. | Play a recorded clip on the speaker. | Lets the robot make a noise. |
            Outputs one of the stored sounds. | Starts the playback of a sound. | Plays an audio signal. |
            Make the speaker play something. | Sound output by name. | Plays back an audio file. |
            Use this to play one of the sounds. | Plays a beep, an alarm, a chime, a melody or a fanfare. |
            A stored sound is heard, for instance a chime when a guest arrives. | Sound player of the robot. |
            Lets people hear a tune or a signal. | Playback of a clip on the loudspeaker. |
            Sends a sound file to the speaker. | Call this when a tune or a beep is wanted. |
            Chooses a sound and plays it; the loudness stays. | Music and signals from the speaker.
            """
        ),
        phrases=bars(
            """
            play {name} | play {name} once | play {name} now | play the sound of {name} |
            play the sound {name} | play back {name} | start {name} | start playing {name} |
            let me hear {name} | let us hear {name} | let everyone hear {name} | make the sound of {name} |
            make the speaker play {name} | have the speaker play {name} | put on {name} |
            put {name} on the speaker | play {name} on the speaker | play {name} on your speaker |
            play {name} for everyone | play {name} for us | give us {name} | give me {name} |
            give me the sound of {name} | output {name} | output {name} on your speaker |
            have {name} played | trigger {name} | trigger the sound of {name} |
            play {name} for me | play {name} once more | play {name} out loud | play us {name} |
            play the clip of {name} | play the recording of {name} | start the sound of {name} |
            let me hear {name} once | let everybody hear {name} | let {name} sound | make {name} sound |
            have your speaker play {name} | have {name} played for us | put {name} on | put {name} on for us |
            put {name} on your speaker | give everyone {name} | run {name} on the speaker |
            use {name} as the sound | output the sound of {name} | send {name} to the speaker
            """
        ),
        sentences=bars(
            """
            i want to hear {name} | we want to hear {name} | {name} please | i would like to hear {name} |
            {name} should be played | time for {name} | sound: {name} | now {name} |
            {name} now please | i want {name} | i need {name} now | everyone should hear {name} |
            we would like to hear {name} | now the sound of {name} | the next sound is {name} |
            the speaker should play {name} | it is time for {name}
            """
        ),
        slots=(
            Slot(
                key="name",
                names=bars("name | sound | clip | sound_name | file | tone"),
                about=bars(
                    """
                    name of the sound | which sound to play | the clip to play | what to play |
                    sound to be heard
                    """
                ),
                choices=(
                    Choice(
                        "beep",
                        ("a beep", "the beep", "a short beep"),
                        ("BEEP", "beep.wav", "bleep"),
                        "short tone",
                        ("哔声",),
                    ),
                    Choice(
                        "alarm",
                        ("the alarm", "an alarm", "the alarm sound", "the siren"),
                        ("ALARM", "alarm.wav", "siren"),
                        "warning sound",
                        ("警报", "警报声"),
                    ),
                    Choice(
                        "chime",
                        ("the chime", "a chime", "the bell", "a bell"),
                        ("CHIME", "chime.wav", "bell"),
                        "sound of a bell",
                        ("铃声",),
                    ),
                    Choice(
                        "melody",
                        ("the melody", "a melody", "a tune", "the tune"),
                        ("MELODY", "melody.wav", "tune"),
                        "short tune",
                        ("旋律", "音乐"),
                    ),
                    Choice(
                        "fanfare",
                        ("the fanfare", "a fanfare", "the trumpets"),
                        ("FANFARE", "fanfare.wav", "trumpet"),
                        "trumpets",
                        ("号角声",),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            播放{name} | 放一段{name} | 请播放{name} | 放{name} | 来一段{name} | 我想听{name} |
            让大家听{name}
            """
        ),
    ),
    Intent(
        key="deliver",
        names=bars("deliver | deliver_item | bring_item | deliverItem | transport | carry_to | delivery"),
        about=bars(
            """
            Delivers an item to a room. | Brings something to a room. |
            Carries goods through the building. | Transport an item to where it is needed. |
            Take the given thing to a room. | Runs an errand: one item, one room. | Starts a delivery. |
            Drop an item off at a room. | Have the robot carry something somewhere. |
            Takes an item to a room, for instance coffee to the office. |
            The robot carries the goods there and hands them over. |
            Delivery of coffee, mail, a parcel or other goods. | Courier service inside the building. |
            Brings people what they need. | Transport job with an item and a destination. |
            Moves goods from here to a room. | Delivers things, where other tools only drive. |
            Porter: carries an item to the room that asked for it. |
            Errands between rooms: takes something along and leaves it there.
            """
        ),
        phrases=bars(
            """
            bring {item} to {room} | take {item} to {room} | deliver {item} to {room} |
            carry {item} to {room} | transport {item} to {room} | get {item} to {room} |
            send {item} to {room} | move {item} to {room} | drop {item} off at {room} |
            drop off {item} at {room} | drop {item} off in {room} | bring {item} over to {room} |
            take {item} over to {room} | carry {item} over to {room} | carry {item} into {room} |
            bring {item} into {room} | go to {room} with {item} | drive to {room} with {item} |
            run {item} over to {room} | run {item} to {room} | haul {item} to {room} |
            haul {item} over to {room} | make a delivery of {item} to {room} |
            start a delivery of {item} to {room} | deliver {item} in {room} |
            transport {item} over to {room} | get {item} over to {room} | send {room} {item} |
            bring {room} {item} |
            bring {item} along to {room} | bring {item} down to {room} | bring {item} to them in {room} |
            bring them {item} in {room} | take {item} into {room} | take {item} down to {room} |
            take {item} along to {room} | take {item} straight to {room} | take {room} {item} |
            carry {item} straight to {room} | carry {item} in to {room} | transport {item} into {room} |
            transport {item} straight to {room} | deliver {item} straight to {room} |
            deliver {item} into {room} | get {item} into {room} | get {item} straight to {room} |
            send {item} over to {room} | send {item} into {room} | send them {item} in {room} |
            move {item} over to {room} | move {item} into {room} | run {item} into {room} |
            run {item} straight to {room} | haul {item} into {room} | drive {item} to {room} |
            hand {item} over in {room} | drop {item} at {room} | fetch {item} for {room} |
            see that {item} gets to {room} | make a delivery to {room} with {item} |
            make a run to {room} with {item} | go over to {room} with {item} | supply {room} with {item} |
            serve {item} in {room}
            """
        ),
        sentences=bars(
            """
            {room} needs {item} | {item} to {room} | {item} for {room} | they need {item} in {room} |
            i need {item} in {room} | i want {item} in {room} | they are waiting for {item} in {room} |
            {item} must go to {room} | {item} should go to {room} |
            {room} is waiting for {item} | {room} wants {item} | {room} asked for {item} |
            they want {item} in {room} | they asked for {item} in {room} | {item} belongs in {room} |
            {item} has to go to {room} | {item} should be in {room} | we need {item} in {room} |
            i would like {item} in {room} | a delivery of {item} for {room} please |
            please, {item} for {room} | {room}: {item}
            """
        ),
        slots=(
            Slot(
                key="item",
                names=bars("item | object | goods | what | cargo | payload"),
                about=bars(
                    """
                    the item to deliver | what to bring | which goods to carry | the cargo |
                    thing that is delivered
                    """
                ),
                choices=(
                    Choice(
                        "coffee",
                        ("the coffee", "a coffee", "a cup of coffee", "some coffee"),
                        ("COFFEE", "coffee_cup", "drink_coffee"),
                        "a cup of coffee",
                        ("咖啡", "一杯咖啡"),
                    ),
                    Choice(
                        "water",
                        ("the water", "some water", "a bottle of water", "a glass of water"),
                        ("WATER", "water_bottle", "drink_water"),
                        "a bottle of water",
                        ("水", "一瓶水"),
                    ),
                    Choice(
                        "mail",
                        ("the mail", "the letters", "the post", "some letters"),
                        ("MAIL", "letters", "post"),
                        "letters",
                        ("邮件", "信件"),
                    ),
                    Choice(
                        "parcel",
                        ("the parcel", "the package", "a parcel", "a package"),
                        ("PARCEL", "package", "packet"),
                        "a package",
                        ("包裹",),
                    ),
                    Choice(
                        "documents",
                        ("the documents", "the papers", "some documents", "some papers"),
                        ("DOCUMENTS", "papers", "docs"),
                        "papers",
                        ("文件",),
                    ),
                    Choice(
                        "tools",
                        ("the tools", "the toolbox", "some tools", "the tool kit"),
                        ("TOOLS", "toolbox", "tool_kit"),
                        "the toolbox",
                        ("工具", "工具箱"),
                    ),
                    Choice(
                        "medicine",
                        ("the medicine", "some medicine", "the pills", "the medication"),
                        ("MEDICINE", "pills", "medication"),
                        "drugs",
                        ("药", "药品"),
                    ),
                    Choice(
                        "lunch",
                        ("the lunch", "lunch", "some food", "a meal", "the food"),
                        ("LUNCH", "food", "meal"),
                        "a meal",
                        ("午餐", "午饭"),
                    ),
                ),
            ),
            Slot(
                key="room",
                names=bars("room | destination | location | to | target_room | where"),
                about=bars(
                    """
                    room to deliver to | where the item goes | destination of the delivery | target room |
                    which room needs it
                    """
                ),
                choices=(
                    Choice(
                        "kitchen",
                        ("the kitchen",),
                        ("KITCHEN", "kitchen_1", "cook_room"),
                        "where meals are made",
                        ("厨房",),
                    ),
                    Choice(
                        "office",
                        ("the office",),
                        ("OFFICE", "office_1", "bureau"),
                        "where people work at desks",
                        ("办公室",),
                    ),
                    Choice(
                        "lab",
                        ("the lab", "the laboratory"),
                        ("LAB", "laboratory", "lab_1"),
                        "where experiments are done",
                        ("实验室",),
                    ),
                    Choice(
                        "living_room",
                        ("the living room", "the lounge"),
                        ("LIVING_ROOM", "livingroom", "lounge"),
                        "where the family sits",
                        ("客厅",),
                    ),
                    Choice(
                        "bedroom",
                        ("the bedroom",),
                        ("BEDROOM", "bed_room", "bedroom_1"),
                        "where people sleep",
                        ("卧室",),
                    ),
                    Choice(
                        "meeting_room",
                        ("the meeting room", "the conference room"),
                        ("MEETING_ROOM", "conference_room", "meeting"),
                        "where meetings are held",
                        ("会议室",),
                    ),
                    Choice(
                        "reception",
                        ("the reception", "the front desk", "the lobby"),
                        ("RECEPTION", "front_desk", "lobby"),
                        "where visitors arrive",
                        ("前台",),
                    ),
                    Choice(
                        "workshop",
                        ("the workshop", "the garage"),
                        ("WORKSHOP", "garage", "work_shop"),
                        "where things are repaired",
                        ("车间",),
                    ),
                ),
            ),
        ),
        chinese=bars(
            """
            把{item}送到{room} | 给{room}送{item} | 将{item}运到{room} | 带{item}去{room} |
            请把{item}拿到{room} | {room}需要{item}
            """
        ),
        moves=True,
    ),
)
