"""Links: what the pages behind them say."""
