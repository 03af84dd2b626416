"""What stands in for the ``vllm`` engine's process where there is no vLLM: it says ordinary tokens, any.

Run as the Python that the engine is told to use; the engine's own arguments are ``-c``, code, where the
package is, the socket and the settings.
"""

import socket
import sys
import threading
import time

sys.path.insert(0, sys.argv[3])

from simpletool_ros.engine.wire import Alive, Ask, Channel, Ready, Said  # noqa: E402

channel = Channel(socket.socket(fileno=int(sys.argv[4])))


def pulse():
    while True:
        channel.send(Alive(0, False))
        time.sleep(0.1)


threading.Thread(target=pulse, daemon=True).start()
channel.send(Ready(640, "a stand-in"))
while (message := channel.receive()) is not None:
    if isinstance(message, Ask):
        heads = [([0] * limit, [0.0] * limit) for _, _, limit in message.heads]
        channel.send(Said(message.number, heads))
