"""The training room: scenarios, expert, data, model, training and evaluation. Needs torch, not ROS."""
