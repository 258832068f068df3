"""Links in posts and profiles, and the pages behind them."""
