"""Pictures in memory: attached files, generations, and who paints."""
