"""The door: who is here, which pages they may open, run the chosen one.

``streamlit run app.py`` reads this file twice: the server imports it once and serves ``app``; for
every visitor Streamlit then runs it as the main script.
"""

import streamlit as st

if __name__ == "__main__":
    from pages.ui.warming import wait_until_loaded

    wait_until_loaded()
    from pages.ui import cached, doorway, frame, released
    from pages.ui.registry import pages_of
    from pages.ui.who import role

    doorway.enter_or_say_why_not()
    who = role()
    frame.run(
        pages_of(who),
        is_demo=(lambda: released.is_demo(who)) if who.is_outside else cached.is_demo,
        draw_visitor=doorway.draw_visitor,
        draw_viewed=doorway.draw_viewed,
    )
else:
    from pages.ui.logs import write_quietly

    write_quietly()
    # What is imported may log, too.
    from pages.ui.entrance import expect_a_way_in
    from pages.ui.serving import MIDDLEWARE, say_broken
    from pages.ui.warming import warm_up

    expect_a_way_in()
    warm_up()
    app = st.App(__file__, middleware=MIDDLEWARE, on_script_error=say_broken)
