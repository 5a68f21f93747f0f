"""Between a page and its demo: a press comes in, is worked on under a ticket, and is answered."""
