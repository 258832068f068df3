"""What far servers are asked when there is time: conversations that somebody opened, and what runs there."""
