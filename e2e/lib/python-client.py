"""The official Python client, driven by lines of JSON: events to emit come in, acknowledgements and events go out."""

import json
import sys
import threading

import socketio

url, transport, token = sys.argv[1:]
client = socketio.Client(reconnection_delay=0.05, reconnection_delay_max=0.1)


one_at_a_time = threading.Lock()


def tell(name, payload=None):
    with one_at_a_time:
        print(json.dumps([name, payload]), flush=True)


client.on("connect", lambda: tell("connect"))
client.on("disconnect", lambda reason: tell("disconnect", reason))
client.on("*", lambda event, *args: tell(event, *args[:1]))
# Many libraries put the token here: in a header of the handshake.
client.connect(url, headers={"Authorization": f"Bearer {token}"}, transports=[transport])

for line in sys.stdin:
    event, payload = json.loads(line)
    tell("ack", client.call(event, payload))
