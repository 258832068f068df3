"""What people bring along when they move here, and take along when they leave."""
