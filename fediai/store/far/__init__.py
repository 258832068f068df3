"""What passes between us and far servers: activities, inboxes, peers, lists."""
