"""Settings for every test room."""

import os

from hypothesis import HealthCheck, settings

# Shared machines stall for seconds: a slow example is not a failure, and a run is the same every time.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

# The simulated robots that verbs start are heard by the tests' own nodes.
os.environ.setdefault("SIMPLETOOL_DOMAIN", os.environ.get("ROS_DOMAIN_ID", ""))
