"""The rooms that know ROS: controller, guard, sources, routes, diagnostics."""
