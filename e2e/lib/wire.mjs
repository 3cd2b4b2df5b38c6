// The wire between a browser and a server, which can be cut and mended: connections are passed on byte by byte.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after } from 'node:test';

const wires = new Set();
after(() => wires.forEach((wire) => wire.close()));

export class Wire {
  #sockets = new Set();
  #cut = false;

  /** Returns a wire whose `url` leads to the server, at the address where it listens at the time. */
  static async to(server) {
    const wire = new Wire();
    wires.add(wire);
    wire.listener = createServer((near) => wire.#pass(near, new URL(server.url)));
    wire.listener.listen(0, '127.0.0.1');
    await once(wire.listener, 'listening');
    wire.url = `http://127.0.0.1:${wire.listener.address().port}`;
    return wire;
  }

  /** Ends the open connections and refuses new ones. */
  cut() {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#cut = false;
  }

  close() {
    this.cut();
    this.listener.close();
  }

  #pass(near, { hostname, port }) {
    if (this.#cut) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      this.#sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
