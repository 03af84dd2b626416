"""What a digital human can be asked for: face, eyes, gestures, poses, voice and clothes."""

from __future__ import annotations

from simpletool_ros.train.intents import Choice, Intent, Number, Slot, bars

_EMOTIONS = (
    Choice(
        "neutral",
        bars("neutral | calm | composed | emotionless | impassive"),
        bars("calm | default | none | NEUTRAL"),
        "no emotion",
        bars("平静 | 中性 | 淡定"),
    ),
    Choice(
        "happy",
        bars("happy | cheerful | joyful | glad | pleased | delighted | merry"),
        bars("joy | smile | happiness | HAPPY"),
        "smiling, joyful",
        bars("开心 | 高兴 | 快乐"),
    ),
    Choice(
        "sad",
        bars("sad | unhappy | sorrowful | gloomy | downcast | miserable | upset"),
        bars("sadness | sorrow | SAD"),
        "unhappy, mouth down",
        bars("难过 | 伤心 | 悲伤"),
    ),
    Choice(
        "angry",
        bars("angry | mad | furious | annoyed | enraged | irritated"),
        bars("anger | mad | ANGRY"),
        "frowning, annoyed",
        bars("生气 | 愤怒 | 恼火"),
    ),
    Choice(
        "surprised",
        bars("surprised | astonished | amazed | shocked | startled | stunned"),
        bars("surprise | shocked | SURPRISED"),
        "wide eyes, open mouth",
        bars("惊讶 | 吃惊 | 惊奇"),
    ),
    Choice(
        "fearful",
        bars("fearful | scared | afraid | frightened | terrified"),
        bars("fear | scared | afraid"),
        "afraid of something",
        bars("害怕 | 恐惧 | 惊恐"),
    ),
    Choice(
        "disgusted",
        bars("disgusted | grossed out | repulsed | revolted | sickened"),
        bars("disgust | repulsed | DISGUSTED"),
        "finds something revolting",
        bars("厌恶 | 恶心 | 嫌弃"),
    ),
    Choice(
        "thinking",
        bars("thoughtful | pensive | deep in thought | lost in thought | contemplative"),
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
        for an emotion | Sets how the digital human feels, as seen in its face |
        Sets a feeling and its intensity on the face | Facial emotion, with how strong it is |
        Takes an emotion and an intensity and shows them on the face |
        Let the character smile, frown or look shocked |
        The face only: neither the eyes' direction nor the body changes |
        Mood of the avatar, as one reads it in its features |
        Gives the virtual human a happy, sad or other look |
        For instance when the avatar should look pleased at good news |
        Animates the features of the face so that they express a feeling"""
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
        | get the character to act {emotion} |
        show the audience a face that is {emotion} | show everyone that you are {emotion} |
        show us a face that looks {emotion} | show that you feel {emotion} |
        make a face that looks {emotion} | make yourself look {emotion} |
        make the avatar's face look {emotion} | make the digital human look {emotion} |
        make her look {emotion} | make him look {emotion} with intensity {intensity} |
        let your face show that you are {emotion} | let the character look {emotion} |
        let her look {emotion} | let her appear {emotion} | have the avatar look {emotion} |
        have the character look {emotion} at intensity {intensity} |
        have your face look {emotion} with an intensity of {intensity} |
        give me a face that looks {emotion} | give me a look that is {emotion} |
        give yourself an expression that is {emotion} | switch your face to {emotion} |
        turn your expression {emotion} | turn your face {emotion} with a strength of {intensity} |
        seem {emotion} | seem {emotion} with a strength of {intensity} | go {emotion} in the face |
        look a bit more {emotion} | look as if you were {emotion} | look like you are {emotion} |
        act as if you were {emotion} | act like you are {emotion} |
        be {emotion} with intensity {intensity} | feel {emotion} at an intensity of {intensity} |
        express that you are {emotion} | express that you feel {emotion} at {intensity} |
        set your face to {emotion} | set the face to {emotion} with intensity {intensity} |
        set your mood to {emotion} | get your face to look {emotion} | wear a look that is {emotion} |
        give me a look that is {emotion} at intensity {intensity} |
        display an expression that is {emotion} | put a look on your face that is {emotion} |
        change to a face that looks {emotion} |
        switch to an expression that is {emotion} at intensity {intensity}"""
    ),
    bars(
        """i want you to look {emotion} | you should look {emotion} now | your face should be {emotion} |
        the avatar should appear {emotion} | now you are {emotion} | i want to see you {emotion} at an
        intensity of {intensity} | emotion {emotion} | emotion {emotion}, intensity {intensity} |
        expression: {emotion} |
        your expression should be {emotion} | you are supposed to look {emotion} |
        the character should look {emotion} | i want a face that looks {emotion} |
        i want the avatar to look {emotion} | her face should look {emotion} |
        a face that is {emotion}, please | mood: {emotion} | face: {emotion} | you feel {emotion} now |
        in this scene you are {emotion} | your mood is {emotion} now |
        how do you look when you are {emotion}? show me | expression {emotion} at {intensity} |
        the audience should see that you are {emotion} | {emotion}, with an intensity of {intensity} |
        your face should be {emotion} with a strength of {intensity} |
        make it {emotion}, at intensity {intensity}"""
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
        point that the avatar is looking towards | Aim both eyes | Steer the avatar's eyes only |
        Only the eyes move; head and face stay as they are |
        Takes a direction or the user or the camera as the gaze target |
        For instance when the avatar should glance at the camera |
        Points the pupils to one side, up or down | Directs both eyes, without any facial emotion |
        Where the digital human looks: at the user, aside, up, down |
        Rotates the eyeballs of the character to a target | Eye line of the avatar, kept until changed |
        Gaze control, not blinking"""
    ),
    bars(
        """turn your eyes {target} | turn your gaze {target} | move your eyes {target} | direct your eyes
        {target} | direct your gaze {target} | direct the avatar's eyes {target} | shift your gaze {target}
        | shift your eyes {target} | look {target} with your eyes | glance {target} | glance {target} with
        both eyes | cast your eyes {target} | cast a glance {target} | gaze {target} | gaze {target} for a
        moment | glance {target} for a moment | aim your eyes {target} | aim your gaze {target} | let your
        eyes wander {target} | let your gaze wander {target} | make the avatar glance {target} | make the
        character gaze {target} | move the avatar's gaze {target} | set your gaze {target} | set the
        character's eyes {target} | point your eyes {target} | point both eyes {target} |
        let your eyes move {target} | let your eyes drift {target} | let your eyes travel {target} |
        let your eyes turn {target} | let your eyes stray {target} | let your gaze drift {target} |
        let your gaze go {target} | let your gaze move {target} | let your gaze stray {target} |
        let your look wander {target} | let the avatar's eyes wander {target} |
        let the avatar's gaze go {target} | let her eyes go {target} | let her gaze wander {target} |
        let the avatar gaze {target} | let the character look {target} | let both eyes wander {target} |
        have your eyes go {target} | have your eyes turn {target} | have the avatar look {target} |
        have the avatar's eyes go {target} | have the character glance {target} |
        make your eyes look {target} | make your eyes move {target} | make your gaze go {target} |
        make her look {target} | make the avatar's eyes look {target} |
        make the digital human look {target} | look {target} for a moment |
        look {target} with both eyes | look {target} now and then | take a quick look {target} |
        have a look {target} | have a peek {target} | peek {target} | peer {target} | stare {target} |
        stare {target} for a while | keep your eyes turned {target} | keep your eyes pointed {target} |
        keep your gaze turned {target} | keep looking {target} | keep gazing {target} |
        throw a quick look {target} | cast your gaze {target} | send your gaze {target} |
        send a glance {target} | do a quick glance {target} | turn the character's gaze {target} |
        turn your pupils {target} | move both eyes {target} | move your gaze {target} |
        move your pupils {target} | move the character's eyes {target} | move her eyes {target} |
        shift both eyes {target} | shift the avatar's gaze {target} | shift your look {target} |
        set your eyes {target} | set the avatar's gaze {target} | set the eyes to look {target} |
        roll your eyes {target} | flick your eyes {target} | swing your eyes {target} |
        steer your eyes {target} | guide your eyes {target} | aim both eyes {target} |
        aim the avatar's gaze {target} | aim your look {target} | point your gaze {target} |
        point the avatar's eyes {target} | point your pupils {target} | direct both eyes {target} |
        direct your look {target} | direct the character's gaze {target} | direct her gaze {target} |
        bring your eyes {target} | change your gaze and look {target} | move only your eyes {target} |
        turn only your eyes {target}"""
    ),
    bars(
        """eyes {target} | your eyes should go {target} | i want your gaze {target} | gaze {target} now | i
        want your eyes to go {target} | the avatar's eyes should turn {target} | your gaze goes {target} |
        both eyes {target} | both eyes {target}, please | eyes {target} now |
        your eyes {target}, please | your gaze {target}, please | pupils {target} |
        i want your eyes {target} | i want both eyes {target} | i want you to gaze {target} |
        i want you looking {target} | i want the avatar's gaze {target} | i want her eyes {target} |
        i'd like your eyes {target} | i'd like your gaze to go {target} | i need your eyes {target} |
        your eyes go {target} | your eyes should look {target} | your eyes should be turned {target} |
        your eyes should wander {target} | your gaze should go {target} |
        your gaze should be turned {target} | your look should go {target} |
        the avatar should look {target} | the avatar should glance {target} |
        the avatar's gaze should go {target} | the character's eyes go {target} |
        her eyes should go {target} | you should be looking {target} |
        i want to see your eyes turn {target} | now your eyes go {target} | a glance {target}, please |
        one quick look {target}"""
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
                    bars("at me | at the user | towards me | towards the user | in my direction | my way"),
                    bars("viewer | person | USER"),
                    "the person in front",
                    bars("我 | 用户"),
                ),
                Choice(
                    "left",
                    bars("left | to the left | leftwards | towards the left | to your left"),
                    bars("l | LEFT | look_left"),
                    "to the left side",
                    bars("左边 | 左侧 | 左方"),
                ),
                Choice(
                    "right",
                    bars("right | to the right | rightwards | towards the right | to your right"),
                    bars("r | RIGHT | look_right"),
                    "to the right side",
                    bars("右边 | 右侧 | 右方"),
                ),
                Choice(
                    "up",
                    bars("up | upwards | to the ceiling | towards the ceiling"),
                    bars("u | UP | top"),
                    "upwards",
                    bars("上面 | 上方"),
                ),
                Choice(
                    "down",
                    bars("down | downwards | to the floor | towards the floor | to the ground"),
                    bars("d | DOWN | bottom"),
                    "downwards",
                    bars("下面 | 下方"),
                ),
                Choice(
                    "away",
                    bars(
                        """away | away from me | away from the user | somewhere else | elsewhere |
                        in another direction"""
                    ),
                    bars("avert | elsewhere | AWAY"),
                    "not towards the user",
                    bars("别处 | 别的地方"),
                ),
                Choice(
                    "camera",
                    bars("at the camera | towards the camera | into the camera | into the lens"),
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
        human with a known gesture |
        Body signals such as a wave or a bow, each over in a moment |
        Sign language of the everyday kind: thumbs up, a nod, a shrug |
        Use this for one short sign with hands, head or shoulders | Waves, nods, claps and the like |
        A sign to the audience, for instance a wave as a greeting |
        Hand signs and head signs of the avatar | One-shot movement; the pose is as before afterwards |
        Communicative movement of arms, hands or head | Greets, agrees, refuses or applauds by a movement"""
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
        to {gesture} for the audience | do it: {gesture} |
        let her {gesture} for the audience | let her {gesture} to the guests |
        let the virtual human {gesture} | let me see you {gesture} | let us see you {gesture} |
        let the guests see you {gesture} | make the digital human {gesture} |
        make the virtual human {gesture} | have her {gesture} | have him {gesture} |
        have the avatar {gesture} for the audience | have the character {gesture} once |
        get the digital human to {gesture} | get her to {gesture} | ask the digital human to {gesture} |
        tell her to {gesture} | tell the character to {gesture} | turn to the guests and {gesture} |
        turn to the user and {gesture} | look at me and {gesture} | look at the audience and {gesture} |
        show me you can {gesture} | show the audience how you {gesture} | show us how you {gesture} |
        be nice and {gesture} | be polite and {gesture} | be so good and {gesture} |
        come on and {gesture} | do the following: {gesture} | play this gesture: {gesture} |
        make this gesture: {gesture}"""
    ),
    bars(
        """{gesture} | {gesture} for me | {gesture} now | now {gesture} | i want you to {gesture} | you
        should {gesture} | the avatar should {gesture} | time to {gesture} | i want to see you {gesture} |
        gesture: {gesture} |
        please {gesture} once | could the avatar {gesture} | the character should {gesture} |
        the digital human should {gesture} | you could {gesture} here |
        i would like to see you {gesture} | i'd like the avatar to {gesture} |
        i want the character to {gesture} | how about this: {gesture} | {gesture} for the audience |
        {gesture} once | next gesture: {gesture} | would you {gesture}"""
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
                    bars("wave | wave hello | give a wave | wave goodbye | wave a hand"),
                    bars("wave_hand | hello | WAVE"),
                    "wave a hand",
                    bars("挥手 | 招手 | 挥挥手"),
                ),
                Choice(
                    "nod",
                    bars("nod | give a nod | nod in agreement | nod the head"),
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
                    bars("shrug | give a shrug | shrug both shoulders | shrug the shoulders"),
                    bars("shrug_shoulders | dunno | SHRUG"),
                    "raise both shoulders",
                    bars("耸肩 | 耸耸肩"),
                ),
                Choice(
                    "point",
                    bars(
                        """point with a finger | make a pointing gesture | raise a pointing finger |
                        point a finger"""
                    ),
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
                    bars("bow | take a bow | give a bow | make a deep bow | bow politely"),
                    bars("bow_down | curtsy | BOW"),
                    "bow to the audience",
                    bars("鞠躬 | 鞠个躬"),
                ),
                Choice(
                    "thumbs_up",
                    bars("give a thumbs up | show a thumbs up | raise a thumb | hold up a thumb"),
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
        character |
        Goes into a loop of quiet breathing | Use this when there is nothing for the avatar to do |
        No parameters: the character just breathes and waits | Stands by with small natural movements |
        Takes the character back to rest after a gesture, dance or pose |
        For instance between two scenes, until something happens |
        The avatar rests, ready for the next command |
        Loop for the time in which nobody asks for anything |
        Relaxed state with no gesture, pose or dance"""
    ),
    bars(
        """go idle | go back to idle | go back to your idle animation | return to idle | return to the idle
        animation | return to your resting loop | play the idle animation | play the idle loop | play your
        resting animation | switch to idle | switch to the idle loop | switch back to your resting animation
        | idle for a while | idle until the next act | act idle until i need you | let the avatar idle | let
        the character go idle | let the character return to idle | put the avatar in its idle state | put
        yourself in idle mode | switch to idle mode | enter the idle state | enter idle mode | relax into
        the idle loop | relax and go idle | make the avatar idle for a while |
        be idle | be idle for a while | stay idle | stay idle until i need you | stay idle for now |
        remain idle | remain in the idle loop | remain idle until the next scene |
        keep playing the idle loop | get back to idle | get back to the idle animation |
        get back into your idle loop | come back to the idle loop | come back to your resting animation |
        go into idle mode | go into the idle state | go into your resting loop | go back into idle mode |
        go back to the idle state | return to your idle loop | return to idle mode |
        return to the idle state | start the idle animation | start the idle loop |
        run the idle animation | show the idle animation | show your idle loop | use the idle animation |
        use your resting loop | set the avatar to idle | set yourself to idle |
        set the character to idle mode | put the character in idle mode |
        put the character back in its idle state | switch yourself to idle |
        switch the avatar back to idle | switch back to idle mode | let the digital human idle |
        let her idle for a while | make the character idle | make the character return to idle |
        have the character play the idle loop | bring the avatar back to idle |
        bring the character back to its idle animation | do your idle animation |
        wait in the idle loop | rest in the idle loop | resume the idle loop |
        resume your idle animation | fall back into the idle loop"""
    ),
    bars(
        """idle | idle animation now | back to idle | nothing to act for now, just idle | you may idle now |
        i want the idle loop again | the avatar should be idle | the show is over, back to the idle loop |
        idle mode, please | idle for now | back to the idle animation | back to your resting loop |
        you can idle now | you can go idle now | you may go back to idle | i want you to be idle |
        i want the avatar idle again | i'd like to see the idle animation | the scene is over, go idle |
        the character should idle | your idle loop, please | now the idle loop again"""
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
        moment |
        The eyelids shut briefly, then the eyes are open as before | Use it to have the character blink |
        Use this for one short blink of both eyes | No parameters: the eyelids go down and up |
        The lids only, not the gaze | Makes the eyes close for a moment | One quick closing of the eyes |
        Blinking on request | Small sign of life: the avatar bats its lids"""
    ),
    bars(
        """blink | blink once | blink your eyes | blink both eyes | blink for me | blink at the camera |
        blink naturally | do a blink | do a quick blink | give me a blink | give a quick blink | close your
        eyes briefly | close both eyes for a moment | close and open your eyes | open and close your eyelids
        once | shut your eyes briefly | shut your eyelids for a moment | bat your eyelids | bat your eyelids
        once | make the avatar blink | make her blink naturally | let the avatar blink | let her blink |
        have the character blink | have the character blink once | flutter your eyelids | flutter your
        eyelids briefly | trigger a blink | play the eye blink | play the blink animation |
        close your eyes for a moment | close your eyes for a short moment |
        close your eyes and open them again | close both eyes briefly | close both eyes and open them |
        close both eyelids for a moment | close your eyelids briefly | close the eyes once |
        close and open your eyelids | open and close your eyes | open and close both eyes once |
        shut both eyes briefly | shut your eyes for a moment | shut and open your eyes |
        let your eyes close for a moment | let your eyelids fall for a moment | let your eyes blink |
        let the character blink | let the avatar's eyes blink | let the digital human blink once |
        make the character blink | make her blink | make the digital human blink |
        make the avatar close both eyes briefly | make a blink | make a quick blink |
        have the avatar blink | have the avatar blink once | have the digital human blink |
        blink quickly | blink briefly | blink at me | blink at the user | blink one time |
        blink with both eyes | blink the eyes of the avatar | blink for the audience | blink a little |
        flutter both eyelids | flutter your eyes | give us a blink | give me one quick blink |
        show me a blink | show a quick blink | play a blink | run the blink animation | do one blink |
        do the blink animation | lower your eyelids for a moment | drop your eyelids for a moment |
        get your eyes to blink once"""
    ),
    bars(
        """i want you to blink | your eyes should blink | you have not blinked yet, blink now | i want to
        see a blink | one blink | a quick blink would look natural | the avatar should blink now |
        i want to see you blink | i want your eyes closed for a moment |
        your eyes should close for a moment | a blink, please | one quick blink, please |
        your eyelids should flutter | time to blink | blink now |
        you should blink now and then, do it now | people blink, so should you |
        your eyes look dry, blink | eyes closed and open again"""
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
        static pose of the digital human | Moves the virtual body into a named posture |
        Makes the avatar sit, stand or lean | Bodily posture of the virtual human, held without moving |
        Use this to set how the whole body is held | Takes a posture and keeps the body in it |
        Static, unlike a gesture: the body stays that way |
        For instance to let the avatar sit down for an interview |
        Arranges arms, legs and trunk of the virtual human |
        Brings the digital human into a sitting or standing position"""
    ),
    bars(
        """take {pose} | take up {pose} | strike {pose} | strike {pose} for the photo shoot | adopt {pose} |
        adopt {pose} for the interview | assume {pose} | assume {pose} for the interview | hold {pose} |
        hold {pose} for the photo shoot | switch to {pose} | switch the body to {pose} | change to {pose} |
        change your posture to {pose} | change the avatar's posture to {pose} | go into {pose} | go into
        {pose} for the scene | get into {pose} | get the avatar into {pose} | put the avatar into {pose} |
        put the character in {pose} | put your body into {pose} | set your body to {pose} | set your posture
        to {pose} | show me {pose} | show {pose} for the scene | keep {pose} | keep the character in
        {pose} |
        make {pose} | do {pose} | do {pose} for the camera | give us {pose} for the photo |
        show us {pose} | show the guests {pose} | show the audience {pose} | try {pose} |
        try {pose} for the scene | use {pose} | use {pose} for the interview |
        choose {pose} for the next scene | take on {pose} | take {pose} for the photo |
        take {pose} and hold it | move into {pose} | move your body into {pose} |
        move the avatar into {pose} | bring your body into {pose} | bring the character into {pose} |
        bring the avatar into {pose} | get your body into {pose} | get the character into {pose} |
        get yourself into {pose} | get in {pose} | put yourself into {pose} | put yourself in {pose} |
        put her in {pose} | set the avatar's posture to {pose} | set the character to {pose} |
        set your pose to {pose} | set the pose to {pose} | change your pose to {pose} |
        change into {pose} | switch your posture to {pose} | switch the avatar to {pose} |
        go over to {pose} | return to {pose} | stay in {pose} | stay in {pose} for the photo |
        remain in {pose} | keep {pose} for the photo | keep your body in {pose} |
        keep the avatar in {pose} | hold your body in {pose} | hold the character in {pose} |
        have the avatar take {pose} | have the character take {pose} | have the character assume {pose} |
        let the avatar take {pose} | let the character take up {pose} | let her take {pose} |
        let the avatar hold {pose} | make the avatar take {pose} | make the character adopt {pose} |
        pose in {pose} | arrange your body in {pose}"""
    ),
    bars(
        """i want {pose} | the next scene needs {pose} | i want to see you in {pose} | {pose} now | your
        body should be in {pose} | the avatar should take {pose} | the character should be in {pose} |
        i want you in {pose} | i'd like to see {pose} | i would like {pose} now | i need you in {pose} |
        the photo needs {pose} | the interview calls for {pose} | you should be in {pose} |
        your body should take {pose} | next pose: {pose} | {pose} for the photo | {pose}, please |
        {pose}, and hold it | now {pose} | the digital human should be in {pose} | how about {pose}?"""
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
                    bars("a standing pose | an upright pose | a standing posture | a standing position"),
                    bars("standing | upright | STAND"),
                    "upright on both feet",
                    bars("站立 | 站姿 | 站着"),
                ),
                Choice(
                    "sit",
                    bars("a sitting pose | a seated pose | a seated posture | a sitting position"),
                    bars("sitting | seated | SIT"),
                    "seated on a chair",
                    bars("坐下 | 坐姿 | 坐着"),
                ),
                Choice(
                    "lean",
                    bars("a leaning pose | a casual leaning pose | a leaning posture | a leaning position"),
                    bars("leaning | lean_back | LEAN"),
                    "leaning casually",
                    bars("倚靠 | 斜靠 | 靠着"),
                ),
                Choice(
                    "cross_arms",
                    bars(
                        """a pose with crossed arms | a crossed arms pose | a posture with folded arms |
                        a folded arms pose"""
                    ),
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
        synthetic voice and its mouth movement | Sets the manner of talking of the character |
        Quiet, ordinary or loud speech of the avatar |
        Use this to make the avatar whisper, talk normally or be loud |
        How loud and in what voice lines are said, not what is said |
        Takes a style of speaking and keeps it for the next lines |
        Loudness and manner of the spoken voice | For instance when the avatar shall whisper a secret |
        Vocal delivery of the character, from a whisper to a shout |
        Voice only: the face and the body are not touched |
        Lets the character speak softly, normally or loudly | The way the virtual human talks from now on"""
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
        to the user |
        speak to me {style} | speak to the guests {style} | speak to the audience {style} |
        speak the text {style} | speak your lines {style} | speak all your lines {style} |
        talk to me {style} | talk to the audience {style} | talk to the user {style} |
        speak {style} in the next scene | say everything {style} | say all of it {style} |
        say that {style} | say that again {style} | say it to me {style} | say it {style} to the guests |
        say your next line {style} | read it {style} | read the story {style} |
        read the next line {style} | read the lines {style} to me | read everything {style} |
        tell it to me {style} | tell me the story {style} | tell your story {style} |
        deliver the text {style} | deliver your speech {style} | deliver your next line {style} |
        give your speech {style} | give the speech {style} | hold your speech {style} |
        continue {style} with the story | continue talking {style} | go on talking {style} |
        go on {style} with the speech | keep talking {style} | start speaking {style} |
        start to talk {style} | make her speak {style} | make her talk {style} to the guests |
        make the digital human speak {style} | make the avatar say it {style} |
        have the digital human talk {style} | have the avatar read the text {style} |
        let the character talk {style} | let the character say it {style} |
        let the digital human speak {style} | let her speak {style} from now on | answer {style}"""
    ),
    bars(
        """i want you to speak {style} | you should talk {style} | your lines should be said {style} | the
        avatar should speak {style} from now on | people prefer it when you talk {style} | i prefer you to
        speak {style} |
        the character should talk {style} | your next lines should be said {style} |
        i want the text read {style} | i want you to say it {style} | i'd like to hear it {style} |
        you should say that {style} | you should speak {style} here | she should speak {style} |
        the speech should be given {style} | from now on, everything {style} |
        now {style}, please, the next line | in this scene you speak {style} | let me hear it {style} |
        it sounds better when you speak {style}"""
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
                    bars(
                        """in a whisper | in a low whisper | in a hushed voice | in a soft voice |
                        quietly | in a quiet voice"""
                    ),
                    bars("whispering | soft | WHISPER"),
                    "hushed, hardly voiced",
                    bars("低声 | 悄声 | 轻声"),
                ),
                Choice(
                    "normal",
                    bars(
                        """in a normal voice | normally | in an ordinary voice | in your usual voice |
                        at a normal volume"""
                    ),
                    bars("default | regular | NORMAL"),
                    "ordinary conversation",
                    bars("正常 | 用平常的声音 | 用普通的语气"),
                ),
                Choice(
                    "loud",
                    bars(
                        """in a loud voice | loudly | out loud | at the top of your voice |
                        in a raised voice | at full volume"""
                    ),
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
        | Sets the costume texture of the avatar |
        Puts other clothes on the character, by their colour |
        Use this to give the avatar clothes of another colour | Takes a colour and changes what is worn |
        A red, blue or other outfit for the character | Costume change, by colour |
        Which of the coloured outfits the virtual human has on | Gets the digital human dressed |
        Clothing selector of the character | Swaps the garments on the avatar's body"""
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
        costume from the wardrobe |
        throw on something {color} | throw on the {color} dress | wear a {color} dress |
        wear a {color} costume | wear your {color} clothes | wear your {color} dress |
        wear the {color} costume for the show | wear {color} for the guests | put on {color} |
        put on the {color} clothes | put on the {color} costume | put on your {color} outfit |
        put the {color} dress on | put the character in a {color} outfit | get dressed in {color} |
        get into the {color} outfit | get into your {color} dress | change into something {color} |
        change into a {color} dress | change your dress to {color} | change the outfit to {color} |
        change the color of your clothes to {color} | change the color of your outfit to {color} |
        change the character's clothes to {color} | change clothes and wear {color} |
        switch to {color} clothes | switch to a {color} dress | switch to something {color} |
        switch your clothes to {color} | switch the avatar's clothes to {color} |
        dress yourself in {color} | dress yourself in something {color} | dress in something {color} |
        dress her in {color} | dress the digital human in {color} |
        dress the character in a {color} costume | make the outfit {color} | make your dress {color} |
        make the costume {color} | make her wear something {color} |
        have the character wear {color} clothes | let the avatar wear {color} |
        let her wear a {color} dress | let the character wear the {color} outfit |
        set the clothes to {color} | set your clothes to {color} | set the outfit color to {color} |
        set the avatar's outfit to {color} | set the dress color to {color} | choose a {color} dress |
        choose {color} for your outfit | pick the {color} outfit |
        pick {color} clothes from the wardrobe | take the {color} dress from the wardrobe |
        take the {color} outfit | show yourself in {color} clothes | use the {color} outfit |
        use the {color} costume for the next scene | color your clothes {color} |
        try on the {color} dress | try on something {color} | try the {color} costume"""
    ),
    bars(
        """i want to see you in {color} clothes | your outfit should be {color} | {color} clothes, now | the
        avatar should wear {color} | a {color} dress would suit you | you look better in {color} clothes |
        outfit: {color} |
        i want you to wear {color} | i want you in {color} | i want to see you in a {color} dress |
        i'd like you in {color} clothes | i would like the {color} outfit |
        your clothes should be {color} | your dress should be {color} |
        the character should wear {color} | the costume should be {color} |
        the next scene needs a {color} outfit | clothes: {color} | outfit color {color} |
        something {color} to wear, please | the {color} outfit now | {color} suits you, wear it |
        today you wear {color} | {color} clothes, please | how about a {color} outfit?"""
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
                Choice(
                    "red",
                    bars("red | bright red | dark red"),
                    bars("RED | #ff0000"),
                    "like a tomato",
                    bars("红色"),
                ),
                Choice(
                    "blue",
                    bars("blue | dark blue | bright blue"),
                    bars("BLUE | #0000ff"),
                    "like the sea",
                    bars("蓝色"),
                ),
                Choice(
                    "green",
                    bars("green | bright green | dark green"),
                    bars("GREEN | #00ff00"),
                    "like grass",
                    bars("绿色"),
                ),
                Choice(
                    "yellow",
                    bars("yellow | bright yellow"),
                    bars("YELLOW | #ffff00"),
                    "like a lemon",
                    bars("黄色"),
                ),
                Choice(
                    "black",
                    bars("black | plain black | jet black"),
                    bars("BLACK | #000000"),
                    "darkest",
                    bars("黑色"),
                ),
                Choice(
                    "white",
                    bars("white | plain white | snow white"),
                    bars("WHITE | #ffffff"),
                    "lightest",
                    bars("白色"),
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
                    bars("pink | bright pink | light pink"),
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
        of the dance routines |
        Use it for a dance show by the avatar | Use this to let the avatar dance in a given style |
        Takes a dance style and starts its moves | Hip hop, ballet and other dances by the character |
        For instance when the audience wants a show |
        Longer than a gesture: a routine with steps and turns | Entertainment: the digital human dances |
        Begins one of the dances that the virtual human knows | Dance steps of the avatar, to a rhythm |
        Stage show in which the character dances"""
    ),
    bars(
        """dance | dance {style} | dance some {style} | dance some {style} for me | dance for me | dance for
        the audience | dance to the music | start dancing | start a {style} dance | start the {style}
        routine | perform a {style} dance | perform a {style} routine for the audience | do a dance | do a
        {style} dance | do some {style} moves | show me a {style} dance | show me your {style} moves | show
        us how you dance {style} | show us some dance moves | play a {style} dance | play the {style} dance
        routine | give us a {style} dance | give us a dance | make the avatar dance | make the avatar dance
        {style} | make her dance {style} | let the character dance | let her dance {style} to the music |
        try a {style} dance | try some {style} moves |
        dance a little | dance a {style} routine | dance in the {style} style |
        dance {style} for the audience | dance {style} for me | dance {style} to the music |
        dance for the guests | dance on the stage | dance some {style} for the guests | do some dancing |
        do some {style} dancing | do a bit of {style} | do a little dance | do a {style} routine |
        do the {style} dance | do your {style} dance | do your dance | do a dance for the audience |
        start to dance | start to dance {style} | start the {style} dance | begin a {style} dance |
        begin your {style} routine | perform a dance | perform a dance for us | perform some {style} |
        perform some {style} moves | perform your {style} dance | perform {style} for the guests |
        show a {style} dance | show me some {style} moves | show me how you dance |
        show me how to dance {style} | show us a dance | show us a {style} routine |
        show us your {style} dance | show the audience a {style} dance | show the guests how you dance |
        show off your {style} moves | show off your dance moves | play a dance | play a {style} routine |
        play the {style} dance | give me a dance | give me a {style} dance | give us some {style} |
        give us a little dance | put on a {style} dance | put on a dance | make the character dance |
        make the character dance {style} | make the digital human dance | make her dance |
        let the avatar dance | let her dance | have the avatar dance | have the avatar dance {style} |
        have the character dance | have her dance {style} for the audience | get the avatar to dance |
        get the avatar to dance {style} | get dancing | move to the music | move to the {style} music |
        try dancing {style} | try a dance | try the {style} routine | bust some {style} moves |
        break into a {style} dance | entertain us with a {style} dance |
        entertain the guests with a dance"""
    ),
    bars(
        """i want to see you dance | i want to see a {style} dance | time to dance | let's dance | let's
        dance some {style} | a {style} dance would be nice | the avatar should dance {style} | the party
        needs a dance |
        i want you to dance | i want to see some {style} | i want to see your {style} moves |
        i'd like a {style} dance | we want a {style} dance | we want to see you dance |
        let's see you dance | let's see some {style} moves | let's see a {style} dance |
        can i see a dance? | the character should dance {style} | you should dance |
        you should dance {style} now | a dance, please | a {style} dance, please | some {style}, please |
        time for a dance | time for a {style} dance | time for some {style} | the music is on, dance |
        the guests want to see a dance | the audience wants to see {style} | dance: {style}"""
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
        the picture | Places the digital human on the screen |
        Makes the character walk to the left, the right or the middle |
        Moves the whole avatar to another part of the picture | Stage directions: where the avatar goes |
        Use this to bring the avatar to another place on the stage |
        Takes a spot of the stage and walks the character to it |
        Changes the place, not the pose or the gaze | Left, right, middle, front or back of the picture |
        For instance to make room in the middle of the screen |
        Stage blocking: where the character is to stand | Lets the character cross the stage"""
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
        of the stage |
        walk to the {spot} of the scene | walk over to the {spot} of the screen |
        walk yourself to the {spot} of the stage | walk towards the {spot} of the stage |
        walk the avatar over to the {spot} of the stage |
        walk the digital human to the {spot} of the scene | go to the {spot} of the stage |
        go to the {spot} of the screen | go over to the {spot} of the stage |
        go over to the {spot} of the scene | go and stand at the {spot} of the stage |
        go stand on the {spot} of the stage | move to the {spot} of the stage |
        move to the {spot} of the screen | move over to the {spot} of the scene |
        move across to the {spot} of the stage | move yourself to the {spot} of the screen |
        move the digital human to the {spot} of the stage | step to the {spot} of the screen |
        step over to the {spot} of the stage | step across to the {spot} of the scene |
        stroll to the {spot} of the screen | stroll across to the {spot} of the stage |
        come to the {spot} of the stage | come to the {spot} of the screen |
        come over to the {spot} of the stage | stand on the {spot} of the screen |
        place yourself on the {spot} of the screen | place the character at the {spot} of the stage |
        put yourself at the {spot} of the screen | put yourself on the {spot} of the stage |
        put the digital human at the {spot} of the screen |
        position the avatar at the {spot} of the screen |
        position the character on the {spot} of the stage |
        bring the avatar over to the {spot} of the screen | take the avatar to the {spot} of the stage |
        take up a place at the {spot} of the screen | send her to the {spot} of the stage |
        send the digital human to the {spot} of the stage |
        send the avatar over to the {spot} of the scene |
        have the avatar walk to the {spot} of the stage |
        have the avatar go to the {spot} of the screen |
        have the character step to the {spot} of the screen | have her walk to the {spot} of the stage |
        let the avatar walk to the {spot} of the stage | let the avatar go to the {spot} of the screen |
        let the character step over to the {spot} of the stage |
        let her stroll to the {spot} of the stage | make the character go to the {spot} of the screen |
        make her stand at the {spot} of the stage | make your way to the {spot} of the stage |
        make your way over to the {spot} of the screen | head to the {spot} of the stage |
        head over to the {spot} of the stage | get to the {spot} of the stage |
        get yourself to the {spot} of the screen | stay at the {spot} of the stage |
        set your place to the {spot} of the stage | shift to the {spot} of the screen"""
    ),
    bars(
        """i want the avatar at the {spot} of the screen | your place is the {spot} of the stage | the
        avatar should walk to the {spot} of the stage | the character belongs on the {spot} of the screen |
        {spot} of the stage, now | i want you on the {spot} of the stage |
        i want you at the {spot} of the stage | i want you to stand at the {spot} of the screen |
        i want the character on the {spot} of the stage | i want to see you at the {spot} of the stage |
        i'd like you on the {spot} of the screen | i need the avatar at the {spot} of the stage |
        i need you at the {spot} of the picture | the avatar should be at the {spot} of the stage |
        the avatar should stand on the {spot} of the screen |
        the character should go to the {spot} of the screen |
        the digital human belongs at the {spot} of the stage | you should be at the {spot} of the stage |
        you should stand at the {spot} of the screen | you belong at the {spot} of the stage |
        your mark is at the {spot} of the stage | to the {spot} of the stage, please |
        over to the {spot} of the screen | {spot} of the screen, please |
        off to the {spot} of the stage | the guests want you at the {spot} of the stage"""
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
                    bars("left | left side | left edge | left end | left part"),
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
                    bars("right | right side | right edge | right end | right part"),
                    bars("stage_right | r | RIGHT"),
                    "right part of the picture",
                    bars("右侧 | 右边"),
                ),
                Choice(
                    "back",
                    bars("back | far end | rear | back part"),
                    bars("background | rear | BACK"),
                    "small, in the background",
                    bars("后方 | 后面"),
                ),
                Choice(
                    "front",
                    bars("front | near edge | very front | front part | front edge"),
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
