"""What a digital human can be asked for: face, eyes, gestures, poses, voice and clothes."""

from __future__ import annotations

from simpletool_ros.train.intents import Choice, Intent, Number, Slot, bars

_EMOTIONS = (
    Choice(
        "neutral",
        bars("neutral | calm | composed"),
        bars("calm | default | none | NEUTRAL"),
        "no emotion",
        bars("平静 | 中性 | 淡定"),
    ),
    Choice(
        "happy",
        bars("happy | cheerful | joyful | glad | pleased"),
        bars("joy | smile | happiness | HAPPY"),
        "smiling, joyful",
        bars("开心 | 高兴 | 快乐"),
    ),
    Choice(
        "sad",
        bars("sad | unhappy | sorrowful | gloomy | downcast"),
        bars("sadness | sorrow | SAD"),
        "unhappy, mouth down",
        bars("难过 | 伤心 | 悲伤"),
    ),
    Choice(
        "angry",
        bars("angry | mad | furious | annoyed"),
        bars("anger | mad | ANGRY"),
        "frowning, annoyed",
        bars("生气 | 愤怒 | 恼火"),
    ),
    Choice(
        "surprised",
        bars("surprised | astonished | amazed | shocked"),
        bars("surprise | shocked | SURPRISED"),
        "wide eyes, open mouth",
        bars("惊讶 | 吃惊 | 惊奇"),
    ),
    Choice(
        "fearful",
        bars("fearful | scared | afraid | frightened"),
        bars("fear | scared | afraid"),
        "afraid of something",
        bars("害怕 | 恐惧 | 惊恐"),
    ),
    Choice(
        "disgusted",
        bars("disgusted | grossed out | repulsed"),
        bars("disgust | repulsed | DISGUSTED"),
        "finds something revolting",
        bars("厌恶 | 恶心 | 嫌弃"),
    ),
    Choice(
        "thinking",
        bars("thoughtful | pensive | deep in thought | lost in thought"),
        bars("think | thoughtful | pondering"),
        "pondering a question",
        bars("若有所思 | 沉思 | 深思"),
    ),
)

_EXPRESSION = Intent(
    "avatar_expression",
    bars(
        """set_expression | express_emotion | set_emotion | setFacialExpression | show_emotion | change_face
        | facial_expression | avatar_expression"""
    ),
    bars(
        """Set the facial expression of the avatar | Change the emotion shown on the character's face | Show
        an emotion on the face of the digital human | Control the avatar's facial expression | Blend the
        face towards an emotion | Display a feeling on the virtual human's face | Make the character look a
        certain way | Face animation: picks the emotion to show | Drives the face blendshapes of the avatar
        for an emotion | Sets how the digital human feels, as seen in its face"""
    ),
    bars(
        """look {emotion} | look {emotion} with intensity {intensity} | be {emotion} | act {emotion} | act
        {emotion} with an intensity of {intensity} | appear {emotion} | appear {emotion} at intensity
        {intensity} | make your face look {emotion} | make the avatar look {emotion} | make the character
        appear {emotion} with intensity {intensity} | set your expression to {emotion} | set the facial
        expression to {emotion} at {intensity} | change your expression to {emotion} | change your face to
        {emotion} with a strength of {intensity} | switch your facial expression to {emotion} | switch the
        emotion to {emotion} | set the emotion to {emotion} with strength {intensity} | show that you are
        {emotion} | show me a face that is {emotion} | show a face that looks {emotion} | pretend to be
        {emotion} | pretend that you feel {emotion} | feel {emotion} | put on a face that looks {emotion} |
        put on an expression that is {emotion} | let your face turn {emotion} | let the avatar feel
        {emotion} at intensity {intensity} | turn {emotion} with an intensity of {intensity} | get {emotion}
        | get the character to act {emotion}"""
    ),
    bars(
        """i want you to look {emotion} | you should look {emotion} now | your face should be {emotion} |
        the avatar should appear {emotion} | now you are {emotion} | i want to see you {emotion} at an
        intensity of {intensity} | emotion {emotion} | emotion {emotion}, intensity {intensity} |
        expression: {emotion}"""
    ),
    (
        Slot(
            "emotion",
            bars("emotion | expression | mood | feeling | name | face | type"),
            bars(
                """the emotion to show | which feeling the face shows | name of the facial expression | how
                the character should look | target emotion"""
            ),
            _EMOTIONS,
        ),
        Slot(
            "intensity",
            bars("intensity | strength | weight | level | amount | value"),
            bars(
                """how strong the emotion is | strength of the expression | blend weight | how much of the
                expression to show | expression intensity"""
            ),
            numbers=(
                Number("", 0, 1, 0.1),
                Number("percent", 0, 100, 10, ("{n} percent", "{n}%"), 0.01, chinese=("百分之{n}", "{n}%")),
            ),
            default=0.7,
        ),
    ),
    bars(
        """露出{emotion}的表情 | 表现得{emotion}一点 | 把表情换成{emotion} | 做一个{emotion}的表情 |
        请显得{emotion} | 做出{emotion}的表情，强度{intensity} | 把表情设为{emotion}，强度为{intensity} |
        看起来{emotion}一些"""
    ),
)

_GAZE = Intent(
    "avatar_gaze",
    bars(
        "set_gaze | gaze | look_direction | setGaze | move_eyes | eye_contact | avatar_gaze | set_eye_target"
    ),
    bars(
        """Set where the avatar's eyes look | Direct the gaze of the digital human | Control the eye
        direction of the character | Move the eyes of the virtual human | Turns the avatar's gaze somewhere
        | Eye animation: chooses what the eyes are on | Choose the gaze target of the character | Sets the
        point that the avatar is looking towards | Aim both eyes | Steer the avatar's eyes only"""
    ),
    bars(
        """turn your eyes {target} | turn your gaze {target} | move your eyes {target} | direct your eyes
        {target} | direct your gaze {target} | direct the avatar's eyes {target} | shift your gaze {target}
        | shift your eyes {target} | look {target} with your eyes | glance {target} | glance {target} with
        both eyes | cast your eyes {target} | cast a glance {target} | gaze {target} | gaze {target} for a
        moment | glance {target} for a moment | aim your eyes {target} | aim your gaze {target} | let your
        eyes wander {target} | let your gaze wander {target} | make the avatar glance {target} | make the
        character gaze {target} | move the avatar's gaze {target} | set your gaze {target} | set the
        character's eyes {target} | point your eyes {target} | point both eyes {target}"""
    ),
    bars(
        """eyes {target} | your eyes should go {target} | i want your gaze {target} | gaze {target} now | i
        want your eyes to go {target} | the avatar's eyes should turn {target} | your gaze goes {target}"""
    ),
    (
        Slot(
            "target",
            bars("target | direction | gaze | where | look_target | eye_target | at"),
            bars(
                """where the eyes look | what the gaze is aimed towards | gaze target | direction of the
                eyes | where to direct the gaze"""
            ),
            (
                Choice(
                    "user",
                    bars("at me | at the user | towards me | towards the user"),
                    bars("viewer | person | USER"),
                    "the person in front",
                    bars("我 | 用户"),
                ),
                Choice(
                    "left",
                    bars("left | to the left | leftwards"),
                    bars("l | LEFT | look_left"),
                    "to the left side",
                    bars("左边 | 左侧 | 左方"),
                ),
                Choice(
                    "right",
                    bars("right | to the right | rightwards"),
                    bars("r | RIGHT | look_right"),
                    "to the right side",
                    bars("右边 | 右侧 | 右方"),
                ),
                Choice(
                    "up",
                    bars("up | upwards | to the ceiling"),
                    bars("u | UP | top"),
                    "upwards",
                    bars("上面 | 上方"),
                ),
                Choice(
                    "down",
                    bars("down | downwards | to the floor"),
                    bars("d | DOWN | bottom"),
                    "downwards",
                    bars("下面 | 下方"),
                ),
                Choice(
                    "away",
                    bars("away | away from me | away from the user | somewhere else"),
                    bars("avert | elsewhere | AWAY"),
                    "not towards the user",
                    bars("别处 | 别的地方"),
                ),
                Choice(
                    "camera",
                    bars("at the camera | towards the camera | into the camera"),
                    bars("lens | cam | CAMERA"),
                    "straight into the lens",
                    bars("镜头 | 摄像头 | 相机"),
                ),
            ),
        ),
    ),
    bars(
        """眼睛看向{target} | 把目光移到{target} | 用眼睛看{target} | 视线转向{target} | 目光朝{target} |
        请把视线移向{target}"""
    ),
)

_GESTURE = Intent(
    "avatar_gesture",
    bars(
        """gesture | play_gesture | do_gesture | perform_gesture | playGesture | make_gesture | body_gesture
        | trigger_gesture"""
    ),
    bars(
        """Play a gesture with the avatar | Perform a body gesture | Make the digital human do a gesture |
        Trigger a gesture animation | Play a short hand or head animation on the character | Body language
        of the virtual human | Runs one of the gesture clips of the avatar | Lets the character gesture to
        the user | Non-verbal signal of the avatar, played once | Animate head and hands of the digital
        human with a known gesture"""
    ),
    bars(
        """make the avatar {gesture} | make the character {gesture} | have the avatar {gesture} | have the
        character {gesture} | have the digital human {gesture} | let the avatar {gesture} | let the digital
        human {gesture} | let her {gesture} | make her {gesture} | make him {gesture} | let him {gesture}
        for the audience | get the avatar to {gesture} | get the character to {gesture} | ask the avatar to
        {gesture} | ask the virtual human to {gesture} | tell the avatar to {gesture} | tell the virtual
        human to {gesture} | go ahead and {gesture} | turn to me and {gesture} | turn to the audience and
        {gesture} | remember to {gesture} | remember to {gesture} for the guests | have her {gesture} for
        the guests | show me how you {gesture} | show the guests how you {gesture} | try to {gesture} | try
        to {gesture} for the audience | do it: {gesture}"""
    ),
    bars(
        """{gesture} | {gesture} for me | {gesture} now | now {gesture} | i want you to {gesture} | you
        should {gesture} | the avatar should {gesture} | time to {gesture} | i want to see you {gesture} |
        gesture: {gesture}"""
    ),
    (
        Slot(
            "gesture",
            bars("name | gesture | type | gesture_name | kind | clip | animation"),
            bars(
                """which gesture to play | name of the gesture | gesture animation to run | the gesture |
                kind of gesture to make"""
            ),
            (
                Choice(
                    "wave",
                    bars("wave | wave hello | give a wave | wave goodbye"),
                    bars("wave_hand | hello | WAVE"),
                    "wave a hand",
                    bars("挥手 | 招手 | 挥挥手"),
                ),
                Choice(
                    "nod",
                    bars("nod | give a nod | nod in agreement"),
                    bars("nod_head | yes | NOD"),
                    "nod the head",
                    bars("点头 | 点点头"),
                ),
                Choice(
                    "shake_head",
                    bars("shake the head | say no with the head | give a shake of the head"),
                    bars("head_shake | no | shakeHead"),
                    "shake the head: no",
                    bars("摇头 | 摇摇头"),
                ),
                Choice(
                    "shrug",
                    bars("shrug | give a shrug | shrug both shoulders"),
                    bars("shrug_shoulders | dunno | SHRUG"),
                    "raise both shoulders",
                    bars("耸肩 | 耸耸肩"),
                ),
                Choice(
                    "point",
                    bars("point with a finger | make a pointing gesture | raise a pointing finger"),
                    bars("pointing | point_finger | POINT"),
                    "point with a finger",
                    bars("伸手指 | 做出指的手势 | 用手指一指"),
                ),
                Choice(
                    "clap",
                    bars("clap | clap both hands | applaud | give a round of applause"),
                    bars("applaud | clapping | CLAP"),
                    "clap both hands",
                    bars("鼓掌 | 拍手"),
                ),
                Choice(
                    "bow",
                    bars("bow | take a bow | give a bow | make a deep bow"),
                    bars("bow_down | curtsy | BOW"),
                    "bow to the audience",
                    bars("鞠躬 | 鞠个躬"),
                ),
                Choice(
                    "thumbs_up",
                    bars("give a thumbs up | show a thumbs up | raise a thumb"),
                    bars("thumbsUp | like | thumb_up"),
                    "raise a thumb",
                    bars("竖起大拇指 | 点赞 | 竖大拇指"),
                ),
            ),
        ),
    ),
    bars(
        """请{gesture} | {gesture}一下 | 让虚拟人{gesture} | 给我{gesture} | 现在{gesture} |
        让数字人{gesture} | 对观众{gesture}"""
    ),
)

_IDLE = Intent(
    "avatar_idle",
    bars("idle | play_idle | go_idle | setIdle | idle_animation | return_to_idle | avatar_idle"),
    bars(
        """Return the avatar to its idle animation | Play the idle loop | Put the digital human into idle
        state | Let the character idle until the next action | Ends the current animation and goes back to
        idle | Neutral breathing animation, used when nothing happens | Resets the virtual human to its
        resting loop | Default behaviour of the avatar between actions | Idle: relaxed breathing loop of the
        character"""
    ),
    bars(
        """go idle | go back to idle | go back to your idle animation | return to idle | return to the idle
        animation | return to your resting loop | play the idle animation | play the idle loop | play your
        resting animation | switch to idle | switch to the idle loop | switch back to your resting animation
        | idle for a while | idle until the next act | act idle until i need you | let the avatar idle | let
        the character go idle | let the character return to idle | put the avatar in its idle state | put
        yourself in idle mode | switch to idle mode | enter the idle state | enter idle mode | relax into
        the idle loop | relax and go idle | make the avatar idle for a while"""
    ),
    bars(
        """idle | idle animation now | back to idle | nothing to act for now, just idle | you may idle now |
        i want the idle loop again | the avatar should be idle | the show is over, back to the idle loop"""
    ),
    (),
    bars("回到待机状态 | 播放待机动画 | 进入待机模式 | 恢复待机动作 | 让虚拟人待机 | 切换到待机动画"),
)

_BLINK = Intent(
    "avatar_blink",
    bars("blink | blink_eyes | eye_blink | do_blink | playBlink | avatar_blink | close_eyes_briefly"),
    bars(
        """Make the avatar blink | Blink the eyes once | Plays a blink animation | Close and open the eyes
        of the digital human | Trigger an eye blink of the character | Eyelid animation: one blink | Briefly
        closes the virtual human's eyelids | Lets the character blink naturally | Shut both eyelids for a
        moment"""
    ),
    bars(
        """blink | blink once | blink your eyes | blink both eyes | blink for me | blink at the camera |
        blink naturally | do a blink | do a quick blink | give me a blink | give a quick blink | close your
        eyes briefly | close both eyes for a moment | close and open your eyes | open and close your eyelids
        once | shut your eyes briefly | shut your eyelids for a moment | bat your eyelids | bat your eyelids
        once | make the avatar blink | make her blink naturally | let the avatar blink | let her blink |
        have the character blink | have the character blink once | flutter your eyelids | flutter your
        eyelids briefly | trigger a blink | play the eye blink | play the blink animation"""
    ),
    bars(
        """i want you to blink | your eyes should blink | you have not blinked yet, blink now | i want to
        see a blink | one blink | a quick blink would look natural | the avatar should blink now"""
    ),
    (),
    bars("眨眼 | 眨一下眼睛 | 眨眨眼 | 让虚拟人眨眼 | 请眨一下眼 | 快速眨一下眼睛"),
)

_POSE = Intent(
    "avatar_pose",
    bars("set_pose | pose | body_pose | change_pose | setPose | strike_pose | set_posture | avatar_pose"),
    bars(
        """Set the body pose of the avatar | Change the posture of the digital human | Put the character
        into a pose | Control how the virtual human holds its body | Switch between body postures | Blends
        the avatar's body to a preset pose | Posture of the character, kept until changed | Chooses the
        static pose of the digital human | Moves the virtual body into a named posture"""
    ),
    bars(
        """take {pose} | take up {pose} | strike {pose} | strike {pose} for the photo shoot | adopt {pose} |
        adopt {pose} for the interview | assume {pose} | assume {pose} for the interview | hold {pose} |
        hold {pose} for the photo shoot | switch to {pose} | switch the body to {pose} | change to {pose} |
        change your posture to {pose} | change the avatar's posture to {pose} | go into {pose} | go into
        {pose} for the scene | get into {pose} | get the avatar into {pose} | put the avatar into {pose} |
        put the character in {pose} | put your body into {pose} | set your body to {pose} | set your posture
        to {pose} | show me {pose} | show {pose} for the scene | keep {pose} | keep the character in
        {pose}"""
    ),
    bars(
        """i want {pose} | the next scene needs {pose} | i want to see you in {pose} | {pose} now | your
        body should be in {pose} | the avatar should take {pose} | the character should be in {pose}"""
    ),
    (
        Slot(
            "pose",
            bars("pose | name | posture | pose_name | stance | preset | type"),
            bars(
                """which pose to take | name of the posture | body pose | the posture to hold | preset of
                the body"""
            ),
            (
                Choice(
                    "stand",
                    bars("a standing pose | an upright pose | a standing posture"),
                    bars("standing | upright | STAND"),
                    "upright on both feet",
                    bars("站立 | 站姿 | 站着"),
                ),
                Choice(
                    "sit",
                    bars("a sitting pose | a seated pose | a seated posture"),
                    bars("sitting | seated | SIT"),
                    "seated on a chair",
                    bars("坐下 | 坐姿 | 坐着"),
                ),
                Choice(
                    "lean",
                    bars("a leaning pose | a casual leaning pose | a leaning posture"),
                    bars("leaning | lean_back | LEAN"),
                    "leaning casually",
                    bars("倚靠 | 斜靠 | 靠着"),
                ),
                Choice(
                    "cross_arms",
                    bars("a pose with crossed arms | a crossed arms pose | a posture with folded arms"),
                    bars("arms_crossed | crossArms | folded_arms"),
                    "arms folded on the chest",
                    bars("双臂交叉 | 抱臂 | 双手抱胸"),
                ),
                Choice(
                    "hands_on_hips",
                    bars(
                        """a pose with hands on hips | a hands on hips pose | a posture with both hands on
                        the hips"""
                    ),
                    bars("handsOnHips | akimbo | hips"),
                    "both hands at the waist",
                    bars("双手叉腰 | 叉腰"),
                ),
            ),
        ),
    ),
    bars(
        """摆出{pose}的姿势 | 换成{pose}的姿势 | 保持{pose}的姿势 | 身体姿态改为{pose} |
        让虚拟人摆{pose}的姿势 | 请做{pose}的姿势"""
    ),
)

_SPEECH = Intent(
    "avatar_speech_style",
    bars(
        """set_speech_style | speak_style | voice_style | setVoiceStyle | set_speaking_style |
        lip_sync_style | avatar_voice"""
    ),
    bars(
        """Set how the avatar speaks | Choose the speaking style of the digital human | Change the voice
        style of the character | Control the delivery of the virtual human's speech | Speech style used by
        the text-to-speech and lip sync | Switches the manner in which the avatar talks | Style of the
        synthetic voice and its mouth movement | Sets the manner of talking of the character"""
    ),
    bars(
        """speak {style} | speak {style} to the user | speak {style} from now on | talk {style} | talk
        {style} from now on | talk {style} to the guests | say it {style} | say your lines {style} | say the
        next sentence {style} | read your lines {style} | read the next sentence {style} | read the text
        {style} | tell the story {style} | tell it {style} to the guests | deliver your lines {style} |
        deliver the speech {style} | deliver the next sentence {style} | make the avatar speak {style} |
        make the character talk {style} | have the avatar talk {style} | have the character speak {style} |
        continue to speak {style} | continue the speech {style} | continue the story {style} | let the
        avatar speak {style} | let her talk {style} | let her tell the story {style} | say the text {style}
        to the user"""
    ),
    bars(
        """i want you to speak {style} | you should talk {style} | your lines should be said {style} | the
        avatar should speak {style} from now on | people prefer it when you talk {style} | i prefer you to
        speak {style}"""
    ),
    (
        Slot(
            "style",
            bars("style | voice | manner | mode | speaking_style | delivery | tone"),
            bars(
                """how to speak | speaking style | manner of the voice | the delivery of speech | style of
                the voice"""
            ),
            (
                Choice(
                    "whisper",
                    bars("in a whisper | in a low whisper | in a hushed voice | in a soft voice"),
                    bars("whispering | soft | WHISPER"),
                    "hushed, hardly voiced",
                    bars("低声 | 悄声 | 轻声"),
                ),
                Choice(
                    "normal",
                    bars("in a normal voice | normally | in an ordinary voice | in your usual voice"),
                    bars("default | regular | NORMAL"),
                    "ordinary conversation",
                    bars("正常 | 用平常的声音 | 用普通的语气"),
                ),
                Choice(
                    "loud",
                    bars("in a loud voice | loudly | out loud | at the top of your voice"),
                    bars("shout | shouting | LOUD"),
                    "raised voice",
                    bars("大声 | 高声 | 用响亮的声音"),
                ),
            ),
        ),
    ),
    bars(
        """{style}说话 | 请{style}说话 | {style}讲这段台词 | 从现在起{style}说话 | 让虚拟人{style}说话 |
        {style}念下一句"""
    ),
)

_OUTFIT = Intent(
    "avatar_outfit",
    bars(
        "set_outfit | change_outfit | wear | set_clothes | changeOutfit | dress | outfit_color | set_costume"
    ),
    bars(
        """Change the outfit of the avatar | Set the colour of the character's clothes | Dress the digital
        human | Select what the virtual human wears | Wardrobe control of the avatar | Recolours the
        clothing of the character | Swap the costume of the digital human | Choose clothes from the wardrobe
        | Sets the costume texture of the avatar"""
    ),
    bars(
        """wear {color} | wear {color} clothes | wear the {color} outfit | wear something {color} | put on
        {color} clothes | put on the {color} outfit | put on your {color} dress | put on something {color} |
        change into the {color} outfit | change into {color} clothes | change into your {color} costume |
        change your clothes to {color} | change the avatar's outfit to {color} | switch to the {color}
        outfit | switch to the {color} costume | switch your outfit to {color} | dress in {color} | dress in
        {color} clothes | dress the avatar in {color} | dress the character in {color} clothes | make your
        clothes {color} | make the avatar's dress {color} | make your outfit {color} | set your outfit to
        {color} | set the color of your clothes to {color} | set the color of the costume to {color} |
        choose the {color} outfit | choose {color} clothes | get the {color} costume on | choose the {color}
        costume from the wardrobe"""
    ),
    bars(
        """i want to see you in {color} clothes | your outfit should be {color} | {color} clothes, now | the
        avatar should wear {color} | a {color} dress would suit you | you look better in {color} clothes |
        outfit: {color}"""
    ),
    (
        Slot(
            "color",
            bars("color | colour | outfit | outfit_color | variant | style"),
            bars(
                """colour of the outfit | which colour the clothes have | clothing color | the color of the
                costume | colour to wear"""
            ),
            (
                Choice("red", bars("red | bright red"), bars("RED | #ff0000"), "like a tomato", bars("红色")),
                Choice(
                    "blue", bars("blue | dark blue"), bars("BLUE | #0000ff"), "like the sea", bars("蓝色")
                ),
                Choice(
                    "green", bars("green | bright green"), bars("GREEN | #00ff00"), "like grass", bars("绿色")
                ),
                Choice(
                    "yellow",
                    bars("yellow | bright yellow"),
                    bars("YELLOW | #ffff00"),
                    "like a lemon",
                    bars("黄色"),
                ),
                Choice(
                    "black", bars("black | plain black"), bars("BLACK | #000000"), "darkest", bars("黑色")
                ),
                Choice(
                    "white", bars("white | plain white"), bars("WHITE | #ffffff"), "lightest", bars("白色")
                ),
                Choice(
                    "purple",
                    bars("purple | violet"),
                    bars("violet | PURPLE"),
                    "red and blue mixed",
                    bars("紫色"),
                ),
                Choice(
                    "pink",
                    bars("pink | bright pink"),
                    bars("rose | PINK"),
                    "light red",
                    bars("粉色 | 粉红色"),
                ),
            ),
        ),
    ),
    bars(
        """换上{color}的衣服 | 穿{color}的衣服 | 把服装换成{color} | 衣服改成{color} |
        给虚拟人穿上{color}的服装 | 请穿{color}裙子"""
    ),
)

_DANCE = Intent(
    "avatar_dance",
    bars("dance | play_dance | start_dance | perform_dance | playDance | do_dance | avatar_dance"),
    bars(
        """Make the avatar dance | Play a dance animation | Start a dance routine of the digital human |
        Lets the character dance to music | Dance performance of the virtual human | Runs a looped dance
        clip | Perform a choreography with the avatar | Show a dance to the audience | Body animation: one
        of the dance routines"""
    ),
    bars(
        """dance | dance {style} | dance some {style} | dance some {style} for me | dance for me | dance for
        the audience | dance to the music | start dancing | start a {style} dance | start the {style}
        routine | perform a {style} dance | perform a {style} routine for the audience | do a dance | do a
        {style} dance | do some {style} moves | show me a {style} dance | show me your {style} moves | show
        us how you dance {style} | show us some dance moves | play a {style} dance | play the {style} dance
        routine | give us a {style} dance | give us a dance | make the avatar dance | make the avatar dance
        {style} | make her dance {style} | let the character dance | let her dance {style} to the music |
        try a {style} dance | try some {style} moves"""
    ),
    bars(
        """i want to see you dance | i want to see a {style} dance | time to dance | let's dance | let's
        dance some {style} | a {style} dance would be nice | the avatar should dance {style} | the party
        needs a dance"""
    ),
    (
        Slot(
            "style",
            bars("style | dance | dance_style | name | genre | type | routine"),
            bars(
                """style of the dance | which dance to perform | dance genre | name of the routine | kind of
                dance"""
            ),
            (
                Choice(
                    "hip_hop",
                    bars("hip hop | hip-hop | street style"),
                    bars("hiphop | street | hipHop"),
                    "street dance",
                    bars("街舞 | 嘻哈舞"),
                ),
                Choice(
                    "ballet",
                    bars("ballet | classical ballet"),
                    bars("classical | BALLET"),
                    "classical, on the toes",
                    bars("芭蕾 | 芭蕾舞"),
                ),
                Choice(
                    "salsa",
                    bars("salsa | latin"),
                    bars("latin | SALSA"),
                    "latin dance",
                    bars("萨尔萨舞 | 拉丁舞"),
                ),
                Choice(
                    "robot",
                    bars("robot style | robot"),
                    bars("robotic | the_robot | ROBOT"),
                    "stiff, mechanical moves",
                    bars("机器人舞 | 机械舞"),
                ),
            ),
            default="hip_hop",
        ),
    ),
    bars(
        """跳舞 | 跳一段{style} | 给我们跳个舞 | 表演一段{style} | 让虚拟人跳{style} | 请跳{style} |
        来一段{style}吧"""
    ),
)

_WALK = Intent(
    "avatar_walk",
    bars(
        """avatar_walk | walk_on_stage | move_avatar | walkTo | stage_position | set_stage_position |
        place_avatar"""
    ),
    bars(
        """Walk the avatar to a place on the stage | Move the character across the screen | Change where the
        digital human stands on screen | Stage position of the virtual human | Lets the avatar walk within
        the scene | Blocking: sends the character to a mark on the virtual stage | Repositions the avatar in
        the picture | Places the digital human on the screen"""
    ),
    bars(
        """walk to the {spot} of the stage | walk to the {spot} of the screen | walk over to the {spot} of
        the stage | walk the avatar to the {spot} of the screen | walk the character to the {spot} of the
        stage | step to the {spot} of the stage | step over to the {spot} of the screen | stroll to the
        {spot} of the stage | stroll over to the {spot} of the screen | move the avatar to the {spot} of the
        screen | move the character to the {spot} of the scene | bring the avatar to the {spot} of the stage
        | bring the digital human to the {spot} of the screen | put the avatar on the {spot} of the stage |
        put the character on the {spot} of the screen | place the avatar at the {spot} of the screen | place
        the digital human at the {spot} of the scene | appear at the {spot} of the stage | appear on the
        {spot} of the screen | take your place at the {spot} of the stage | take a place on the {spot} of
        the screen | send the avatar to the {spot} of the stage | send the character to the {spot} of the
        scene | have the avatar walk to the {spot} of the scene | have the digital human step to the {spot}
        of the stage"""
    ),
    bars(
        """i want the avatar at the {spot} of the screen | your place is the {spot} of the stage | the
        avatar should walk to the {spot} of the stage | the character belongs on the {spot} of the screen |
        {spot} of the stage, now | i want you on the {spot} of the stage"""
    ),
    (
        Slot(
            "spot",
            bars("position | spot | place | stage_position | side | where | mark"),
            bars(
                """where on the stage | position on screen | side of the stage | mark that the character
                walks to | place in the picture"""
            ),
            (
                Choice(
                    "left",
                    bars("left | left side | left edge"),
                    bars("stage_left | l | LEFT"),
                    "left part of the picture",
                    bars("左侧 | 左边"),
                ),
                Choice(
                    "center",
                    bars("center | middle | centre"),
                    bars("middle | centre | CENTER"),
                    "middle of the picture",
                    bars("中央 | 中间"),
                ),
                Choice(
                    "right",
                    bars("right | right side | right edge"),
                    bars("stage_right | r | RIGHT"),
                    "right part of the picture",
                    bars("右侧 | 右边"),
                ),
                Choice(
                    "back",
                    bars("back | far end | rear"),
                    bars("background | rear | BACK"),
                    "small, in the background",
                    bars("后方 | 后面"),
                ),
                Choice(
                    "front",
                    bars("front | near edge | very front"),
                    bars("foreground | near | FRONT"),
                    "large, in the foreground",
                    bars("前方 | 前面"),
                ),
            ),
        ),
    ),
    bars(
        """走到舞台{spot} | 走到屏幕{spot} | 让虚拟人走到舞台{spot} | 站到画面{spot} |
        把数字人移到屏幕{spot} | 请走到舞台的{spot}"""
    ),
)

INTENTS: tuple[Intent, ...] = (
    _EXPRESSION,
    _GAZE,
    _GESTURE,
    _IDLE,
    _BLINK,
    _POSE,
    _SPEECH,
    _OUTFIT,
    _DANCE,
    _WALK,
)
