"""An LLM inside the control loop of a ROS 2 robot: parallel heads, typed calls, a guard.

The generated interfaces (``simpletool_ros.msg``, ``.srv``, ``.action``) live in the install tree, which is
not where these modules are when Python runs from the source tree: the package's path holds both folders.
"""

from pkgutil import extend_path

__path__ = extend_path(__path__, __name__)
