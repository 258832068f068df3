"""The bilingual room: ActivityStreams on one side, our nouns on the other; pure."""
