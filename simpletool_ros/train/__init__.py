"""The training room: scenarios, expert, dataset, model, training, export and evaluation. Needs torch, not ROS."""
