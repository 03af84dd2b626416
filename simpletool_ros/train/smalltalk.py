"""What is said around an instruction, and what is said that asks for nothing."""

from __future__ import annotations

from .intents import bars, count_words, split

WRAPPERS = (
    *("{verb}",) * 24,
    *bars(
        """
        can you {verb} | could you {verb} | would you {verb} | will you {verb}? | can you please {verb} |
        could you please {verb} | would you mind {doing} | would you mind {doing}? | i want you to {verb} |
        i need you to {verb} | i would like you to {verb} | i'd like you to {verb} | you should {verb} |
        you have to {verb} | you must {verb} | you can {verb} | i ask you to {verb} | let's {verb} |
        let us {verb} | start {doing} | begin {doing} | try {doing} | try to {verb} | your task is to {verb} |
        your job is to {verb} | it is time to {verb} | time to {verb} | the plan is to {verb} |
        go ahead and {verb} | be so kind and {verb} | do me a favor and {verb} | why don't you {verb} |
        how about {doing} | are you able to {verb}? | is it possible for you to {verb}? |
        it would be nice if you could {verb} | i wonder if you could {verb} | first {verb} | then {verb} |
        next, {verb} | now {verb} | start to {verb} | forget that and {verb} | change of plan, {verb} |
        let me see you {verb} | would you kindly {verb} | what i want is for you to {verb} |
        please be good and {verb} | i'd be glad if you would {verb} | would you be so kind and {verb} |
        it's your turn to {verb} | i'd appreciate it if you could {verb} | any chance you could {verb}? |
        you are supposed to {verb} | i expect you to {verb} | i was hoping you could {verb} |
        can i ask you to {verb} | do {verb} | now please {verb} | you may {verb} now | we need you to {verb} |
        your next task is to {verb} | your mission is to {verb} | i am asking you to {verb} |
        i told you to {verb} | no, {verb} | no, i meant {verb} | actually, {verb} | instead, {verb} |
        new instruction: {verb} | quickly decide and {verb} | get ready to {verb} | make sure to {verb} |
        remember to {verb} | we want you to {verb} | i'd love you to {verb} | just {verb} | simply {verb} |
        you'd better {verb} | get going and {verb} | could you possibly {verb}? | mind {doing}?
        """
    ),
)
"""Around an imperative phrase."""

DENIALS = bars(
    """
    don't {verb} | do not {verb} | stop {doing} | please don't {verb} | please do not {verb} |
    you must not {verb} | you should not {verb} | no, don't {verb} | never {verb} | don't ever {verb} |
    no need to {verb} | you shouldn't {verb} | i don't want you to {verb} | i do not want you to {verb} |
    whatever you do, don't {verb} | whatever you do, do not {verb} | no more {doing} | avoid {doing} |
    you don't have to {verb} any more | it is forbidden to {verb} | i forbid you to {verb} | quit {doing} |
    you are not allowed to {verb} | better not {verb} | there is no need to {verb} | please stop {doing} |
    under no circumstances {verb} | refrain from {doing} | do not try to {verb} |
    do not even think of {doing} | don't you {verb} | no {doing} | cease {doing} | no longer {verb} |
    i'd rather you didn't {verb} | you need not {verb} | give up {doing} | that's enough of {doing} |
    enough of {doing} | enough {doing} | there will be no {doing} | it's not your job to {verb} |
    i never asked you to {verb} | i never told you to {verb} | who told you to {verb}? don't |
    keep from {doing} | hold off {doing} | be careful not to {verb} | try not to {verb} |
    see that you do not {verb} | make sure not to {verb} | i want you not to {verb} | i ask you not to {verb}
    """
)
LEAVE = bars(
    """
    never mind {object}, wait | leave {object} alone | stay away from {object} | forget {object} and wait |
    stay clear of {object} | keep away from {object} | stay back from {object} | not {object} |
    anywhere but {object}, so wait | forget about {object} | {object} is off limits | hands off {object} |
    leave {object} where it is and wait | keep your distance from {object} and wait | {object} is taboo |
    no closer to {object} | you have no business at {object} | ignore {object} and stay here |
    ignore {object} | let {object} be | leave {object} be | let {object} alone |
    do not bother with {object} | don't bother {object} | pay no attention to {object} |
    take no notice of {object} | disregard {object} | skip {object} | keep out of the way of {object} |
    have nothing to do with {object} | {object} is not for you | {object} is none of your concern |
    not to {object} | anything but {object}, so stay | don't care about {object} |
    don't you dare touch {object}
    """
)
"""Not to go to an object."""

BEFORE = (
    *("",) * 16,
    *bars(
        """
        please | please, | robot, | hey robot, | ok, | okay, | now, | hey, | alright, | so, | listen: |
        good, |
        well, | right, | dear robot, | hello, | hi, | hello robot, | hi robot, | thanks, | thank you, |
        thank you, now | excuse me, | sorry, | good job, | well done, now | yes, | no, | my friend, | buddy, |
        great, | ok robot, | fine, | good morning, | oh, | hey there, | hey you, | yo, | hm, | little one, |
        nice, | look, | come on, | quick, | attention, | hello there, | hey buddy, | robot |
        could you, please,
        """
    ),
)
AFTER = (
    *("",) * 20,
    *bars(
        """
        please | , please | now | right now | , thanks | for me | , ok? | , will you | at once | if you can |
        , thank you | thank you | , thank you very much | , many thanks | , would you? | , could you? |
        , my friend | , buddy | , robot | , dear robot | , right? | today | if you please | , i'm waiting |
        , that's an order | when you are ready | , yes? | again | , thanks a lot | , dear | this time |
        , if possible | if you would | , would you | , alright? | , okay? | , pretty please | , mate | , pal |
        , little robot | , if you don't mind | , cheers | robot | , got it? | , do you hear me?
        """
    ),
)
TAILS = (
    *("",) * 14,
    *bars(
        """
        and stop | and stop there | and wait | and wait there | and stay there | , then stop |
        and stop next to it | and stop in front of it | and halt | and park there | , then wait |
        and rest there | and stay | and stop close to it | , and no further | and remain there | , then halt |
        and wait for me | and stand still there | , stop there | and then stop | and then wait |
        and hold there
        """
    ),
)
"""After a phrase that leads to an object; all of them mean what it means without."""

TOPICS = bars(
    """
    music | pizza | football | the weather | paris | my car | coffee | tea | cooking | movies | dogs | cats |
    mathematics | physics | your family | the moon | the sun | mars | chocolate | school | work | sleep |
    history | art | money | the news | bread | cheese | trains | airplanes | the internet | your father |
    winter | summer | the ocean | birds | a game | a song | the president | dinner | breakfast | the king |
    flowers | london | my house | politics | computers | space | dinosaurs | tennis | books | poetry | beer |
    the garden | my neighbour | holidays | christmas | the traffic | your mother | robots | science
    """
)
LIKES = bars("like | love | hate | want | prefer | need | adore | enjoy | miss | remember")

_TALK = bars(
    """
    hello | hi | hi there | hey | good morning | good evening | good afternoon | how are you? |
    how are you today | thanks | thank you | thank you very much | thanks a lot | nice work | well done |
    good job | good robot | you are cute | you are a good robot | what is your name? | who are you? |
    who made you? | what can you do? | tell me a joke | tell me a story | tell me about {topic} |
    tell me something about {topic} | sing a song | sing a song about {topic} | what time is it? |
    what day is it today? | how is {topic}? | how is it going? | will it rain tomorrow? |
    is it cold outside? | i am hungry | i am tired | i am happy | i am going home | i {like} {topic} |
    we {like} {topic} | my sister {like}s {topic} | my name is anna | what is two plus two? |
    how much is three times four? | what is five plus six? | count to ten | spell banana |
    do you {like} me? | do you {like} {topic}? | do you know {topic}? | do you dream? | are you a robot? |
    are you alive? | are you happy? | where are you from? | how old are you? | what do you think? |
    what do you think of {topic}? | what do you know about {topic}? | why is the sky blue? |
    who won the game? | what's the news? | what is {topic}? | what's {topic}? | where is {topic}? |
    who invented {topic}? | when was {topic} invented? | why do people {like} {topic}? |
    how does {topic} work? | how much is {topic}? | is {topic} good for you? | {topic} is great |
    {topic} is boring | {topic} was nice | {topic} again | i have no idea about {topic} |
    yesterday i saw {topic} | there was {topic} on the radio | i read a book about {topic} |
    what is the capital of france? | translate this into german | write a poem | write a poem about {topic} |
    play some music | order a pizza | call my mother | send an email | remind me tomorrow | set an alarm |
    buy some milk | see you later | goodbye | bye | good night | ok | okay | yes | no | maybe | i see |
    interesting | that is funny | haha | wow | sorry | excuse me | i don't know | let me think |
    just kidding | are you listening? | can you hear me? | say something | what's up? | long time no see |
    the meeting is at noon | lunch was great | my cat is asleep | the train is late | it is my birthday |
    what a day | that movie was good | i bought a new phone | explain gravity | explain {topic} | hm |
    la la la | how many planets are there? | do robots have feelings? | thank you for your help |
    thanks for everything | please tell me a joke | can you sing? | could you tell me about {topic} |
    can you explain {topic}? | i want to talk about {topic} | i would like some {topic} |
    let's talk about {topic} | what is your favorite {topic}? | who is your best friend? |
    my brother has {topic} | tell me something funny | what did you have for lunch? | is it late? |
    my dog is hungry | is it warm outside? | when does the train leave? | how do you spell robot? |
    have you heard of {topic}? | i miss {topic} | what comes after {topic}? | good to see you |
    you did great | nobody knows {topic} | we had {topic} yesterday | is there any {topic} left? |
    my father talks about {topic} all day | i dreamt of {topic} | nice to meet you | have a nice day |
    it is raining | the sun is shining | i have a headache | that was close | you are funny |
    what a nice robot | he said he would come later | they are talking about {topic} | pass me the salt |
    who is that? | what's that noise? | did you sleep well? | my phone is ringing | it smells of {topic} |
    the kids are at school | anna, did you call {topic}? | peter, come and have dinner | i'll be back soon |
    what's your opinion on {topic}? | recommend a book about {topic} | how do you feel about {topic}? |
    are robots smarter than people? | when is your birthday? | do you need a break? | i lost my keys |
    this coffee is cold | that reminds me of {topic} | tomorrow is monday | guess what happened |
    how was your day? | you look great today | have you eaten? | it's late, i'm tired | i was just thinking |
    never mind | forget it | nothing | nothing, thanks | nothing for you | not you |
    i wasn't talking to you | that was not for you | don't worry about it | no problem | you're welcome |
    of course | sure | really? | how do you do? | pleased to meet you | greetings | good day |
    what's your name? | say your name | tell me your name | who built you? | who is your boss? |
    what are you good at? | are you busy? | how was {topic}? | what about {topic}? |
    have you tried {topic}? | have you ever heard of {topic}? | {topic} makes me happy |
    i am thinking of {topic} | i am looking forward to {topic} | we were talking about {topic} |
    they know nothing about {topic} | somebody mentioned {topic} | i read something about {topic} |
    {topic} is expensive | {topic} is bad for you | where can i buy {topic}? | where do you find {topic}? |
    what makes {topic} so popular? | i would love some {topic} | i'd like some {topic} |
    we need more {topic} | there is no {topic} today | no {topic} for me | say hello to my friend |
    say a few words | speak to me | talk to me | say it again | tell me about yourself | tell me a secret |
    tell me a riddle | make me laugh | whistle a tune | it is my sister's birthday | today is my birthday |
    it was my day off | we are tired | i am bored | i am busy | i am late | i feel great | i feel sick |
    i am a good cook | you are very kind | you are a clever robot | you are the best | what a clever robot |
    i have two cats | my car is broken | the coffee is ready | the door bell is ringing | i can't hear you |
    i didn't say anything | not now | not today | later | that's all | this is for my sister |
    none of your business | it was nothing | that's nice | that's a pity | too bad | good for you |
    how many people live in paris? | how far is the moon? | what is the largest animal? | what month is it? |
    do you know my brother? | where do you live? | where were you? | can you cook? | can you read? |
    can you swim? | can you count? | do you speak german? | what language do you speak?
    """
)
_REMARKS = bars(
    """
    what color is {object}? | can you see {object}? | is there {object}? | where is {object}? |
    i like {object} | we like {object} | who put {object} there? | what is {object} made of? |
    is {object} heavy? | {object} is pretty | {object} looks nice | {object} is nice | how big is {object}? |
    how far away is {object}? | i bought {object} yesterday | tell me about {object} |
    do you like {object}? | why is {object} here? | whose is {object}? | my sister has painted {object} |
    what do you think of {object}? | is {object} new? | {object} is really big | who owns {object}? |
    did you see {object}? | how old is {object}? | {object} was cheap | {object} is old |
    is {object} round? | i painted {object} last week | {object} is my favorite |
    somebody has moved {object} | isn't {object} beautiful? | how much did {object} cost? |
    who made {object}? | do you know {object}? | describe {object} | what can you say about {object}? |
    i do not like {object} | there is dust on {object} | {object} is further away than i thought |
    can you describe {object}? | what is {object} for? | is {object} yours? | {object} needs some paint |
    how tall is {object}? | have you ever seen {object}? | i wonder who left {object} here |
    what's {object} doing there? | is that {object}? | {object} is broken | {object} reminds me of home |
    nobody likes {object} | i forgot {object} at home | how heavy is {object}? | why did they buy {object}? |
    {object} belongs to my uncle | {object} looks dirty | nice, {object} |
    is {object} bigger than the other? | what shape is {object}? | {object} was a present |
    who left {object}? | describe {object} to me | give me a description of {object} |
    could you describe {object}? | describe what {object} looks like | we love {object} |
    they like {object} | i love {object} | everybody likes {object} | i hate {object} |
    what do you know about {object}? | tell me what {object} looks like | tell me the color of {object} |
    how far is {object}? | is {object} far away? | {object} is empty | which way is {object}? |
    on which side is {object}? | was {object} here before? | do you remember {object}? |
    name the shape of {object} | explain what {object} is | what is the weight of {object}? |
    say something about {object} | my mother likes {object} | somebody should clean {object} |
    i think {object} is ugly | in which corner is {object}? | where was {object} yesterday? |
    where have they put {object}? | does anybody know where {object} is? | do you know where {object} is? |
    why does {object} stand here? | why did they put {object} here? | how long has {object} been here? |
    is {object} a new one? | {object} is brand new | {object} is not new | she liked {object} |
    do they like {object}? | {object} is smaller than i thought | {object} looks new |
    {object} is so pretty | what a pretty thing, {object} | look how nice {object} is | who needs {object}? |
    is somebody using {object}? | {object} is mine | {object} is not mine | i will need {object} tomorrow |
    remember {object}? | what happened to {object}?
    """
)
TALK = split(_TALK, count_words((*_TALK, *_REMARKS)))
REMARKS = split(_REMARKS, count_words((*_TALK, *_REMARKS)))
CHINESE_TALK = bars(
    """
    你好 | 谢谢 | 今天天气怎么样 | 你叫什么名字 | 讲个笑话 | 你多大了 | 我饿了 | 现在几点 | 早上好 | 晚安 |
    你真可爱 |
    做得好 | 你喜欢音乐吗 | 我很开心 | 再见 | 明天会下雨吗 | 你会唱歌吗 | 没关系
    """
)
CHINESE_REMARKS = bars(
    "{object}是什么颜色 | 我喜欢{object} | {object}真好看 | 谁买的{object} | {object}有多重"
)
CHINESE_BEFORE = (*("",) * 6, "请", "机器人，", "你好，", "好的，", "麻烦你")

ASKING = bars(
    """
    what | who | why | how | when | whose | which | where | is | are | was | did | does | has | do you |
    have you | what is | who has | how much | how is | why is | isn't | were | are there | what about
    """
)
STOPPING = bars("stop | stop | wait | halt | stay | freeze | stand still | don't move | hold on | pause")
