"""What the pages show: shared state, own components, figures. The only part that knows a screen."""
