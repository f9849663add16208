"""A fake LINE platform with a chat page, for the demo and for tests; it never talks to LINE.

Not a copy of LINE: see docs of each module for the rules it keeps (LINE Messaging API reference, August 2026). What no
fake can know: LINE's real Flex rendering, its undisclosed checks, redelivery timing, latency, how long content lives.
"""
