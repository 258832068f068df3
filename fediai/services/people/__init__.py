"""What people can do: join, sign in, let apps in, follow, block, be notified."""
