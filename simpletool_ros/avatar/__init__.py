"""The avatar's face: what is asked of it becomes blendshapes and a head, frame by frame. Knows no ROS."""
