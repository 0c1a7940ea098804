"""The public's report pages in English."""

from __future__ import annotations

from fourfold.apps.cases.forms.telling_words import TellingWords

ENGLISH = TellingWords(
    code="en",
    other="es",
    other_name="Español",
    tab="Contact",
    skip="Skip to main content",
    title="Tell us what worries you",
    lead=(
        "About a child or a young person who may be hurt, used or sold by others. It may be about "
        "yourself. You do not have to be sure."
    ),
    danger_title="In danger now? Call 911 first.",
    danger_text="This page is not read every minute. To talk to somebody now, call.",
    call="Call",
    text_line="Text",
    chat="Chat",
    promises_title="Good to know",
    promises=(
        "You do not have to say who you are.",
        "We do not keep the address of your phone or computer.",
        "You get a number. With it you can come back, add something and read an answer.",
    ),
    narrative="What is happening?",
    narrative_help="In your own words and your own language. Who, what, where, when: what you know",
    narrative_needed="Please write something here, even a few words.",
    too_long=(
        "This is longer than one message can be: {many} letters, and {most} fit. Send the first "
        "part, then come back with your number and add the rest."
    ),
    danger="Is somebody in danger right now?",
    more="Add more, if you know it",
    more_help="You can leave out anything.",
    who="Who is it about?",
    who_help="A name, a nickname, what they look like",
    age="How old are they?",
    now="Where are they now?",
    town="In which town?",
    town_none="I do not know",
    when="When did it happen?",
    where="Where did it happen?",
    suspect="Who is doing this?",
    suspect_help="Names, looks, a car, names they use online",
    you="About you, if you want",
    you_help="Whoever helps the young person is not told who you are.",
    kind="Who are you?",
    mandated="Does the law say that you must report, because of your work?",
    mandated_help="For example as a teacher, nurse, doctor, coach or counselor",
    name="Your name",
    reach="How can we reach you safely?",
    reach_help="A number or address that nobody else reads, and when it is a good time",
    answers={"UNKNOWN": "I do not know", "YES": "Yes", "NO": "No"},
    kinds={
        "UNKNOWN": "I would rather not say",
        "THEMSELVES": "It is about me",
        "FRIEND": "A friend",
        "FAMILY": "Family",
        "NEIGHBOR": "A neighbor",
        "SCHOOL": "I work at a school",
        "HEALTH": "I work in health care",
        "LODGING": "I work in a hotel or a shop, or I drive",
        "OTHER": "Somebody else",
    },
    send="Send",
    look_again="Please look at this again. Nothing you wrote is gone.",
    kept_title="We have it. Thank you for telling us.",
    kept_lead="A person at the Careline will read it.",
    receipt="Your number",
    receipt_help=(
        "Write it down, or print this page, if that is safe for you. It is shown once. Nobody can "
        "look it up for you, and whoever has it can read our answer."
    ),
    receipt_print="To print, use your browser's menu.",
    next_title="What happens now",
    next=(
        "Somebody reads what you sent and decides what can be done.",
        "They may write to you. Come back with your number to read it.",
        "If it becomes urgent, do not wait: call 911 or the Careline.",
    ),
    next_mandated=(
        "You said the law asks you to report. Please call the Careline too, and ask what else they "
        "need from you, and by when."
    ),
    again="Tell us something else",
    back_link="I have a number: add something, or read an answer",
    back_title="Come back with your number",
    back_lead="Add something, or read what we wrote to you.",
    back_number="Your number",
    back_number_help="16 digits. Spaces do not matter",
    back_show="Go on",
    back_wrong=(
        "We found nothing with this number. Look at each digit again. If you no longer have it, "
        "you can send a new message."
    ),
    back_away=(
        "We cannot show answers right now. You can still add something: it is kept, and we read it."
    ),
    back_waits="We have what you sent. Nobody has read it yet.",
    back_read="Somebody has read what you sent.",
    back_answers="What we wrote to you",
    back_none="There is no answer yet. You can come back later.",
    back_add="Add something",
    back_add_help="What is new, or what you forgot",
    back_add_send="Send this too",
    back_added="We have it. Your number stays the same.",
    too_many=(
        "There were many tries from your network. What you wrote is still here. Wait {minutes} "
        "minutes, then try again. If it cannot wait, call."
    ),
    lost_title="We could not keep this. Please call.",
    lost=(
        "Something on our side does not work. What you wrote is still on this page and nowhere "
        "else. Call 911 if somebody is in danger, or the Careline, and read it to them. You can "
        "also try to send it again in a few minutes."
    ),
    leave="Leave this page",
    leave_how=(
        "Opens another site. You can also press Escape or Shift three times. It does not clear "
        "your history."
    ),
    leaving="Leaving this page",
    help_now="Get help now",
    footer=(
        "This page sets no cookie and keeps no address. Your browser keeps its own history; a "
        "private window keeps less."
    ),
    demo="Demonstration. Everything here is made up. Nobody reads what you send: call for help.",
)
