"""An LLM inside the control loop of a ROS 2 robot: parallel heads, typed calls, a guard.

The generated interfaces (``simpletool_ros.msg``, ``.srv``, ``.action``) live in the install tree and may be in another
folder than these modules, when Python runs from the source tree: the package's path is extended to hold both.
"""

from pkgutil import extend_path

__path__ = extend_path(__path__, __name__)
