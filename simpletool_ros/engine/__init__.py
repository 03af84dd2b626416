"""Engines: what decodes the heads of a tick. None of them knows ROS."""
