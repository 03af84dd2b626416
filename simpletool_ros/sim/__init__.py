"""The embedded simulator: scenarios, physics, pictures, and the node that speaks ROS 2 like a TurtleBot3."""
