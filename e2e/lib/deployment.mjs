// A server whose app is updated while browsers use it: a proxy in front of a real server, which serves the next build
// of the app from the moment when a test deploys it. The builds differ by a mark in the page.

import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { after } from 'node:test';

const deployments = new Set();
after(() => deployments.forEach((deployment) => deployment.listener.close()));

const PAGE = /^\/(index\.html.*)?$/;

export class Deployment {
  build = 'first';
  /** The paths that browsers requested, with the headers of the answers. */
  answers = new Map();

  static async of(server) {
    const deployment = new Deployment();
    deployments.add(deployment);
    deployment.listener = createServer((asked, answer) => deployment.#pass(server, asked, answer));
    // Like a proxy that knows no WebSockets: the app has to do without.
    deployment.listener.on('upgrade', (_, socket) => socket.destroy());
    deployment.listener.listen(0, '127.0.0.1');
    await once(deployment.listener, 'listening');
    deployment.url = `http://127.0.0.1:${deployment.listener.address().port}`;
    return deployment;
  }

  deploy(build) {
    this.build = build;
  }

  #pass(server, asked, answer) {
    const { 'accept-encoding': _, 'if-none-match': __, ...headers } = asked.headers;
    const to = request(server.url + asked.url, { method: asked.method, headers });
    to.on('error', () => answer.destroy());
    to.on('response', async (from) => {
      this.answers.set(asked.url, from.headers);
      const isPage = PAGE.test(asked.url);
      if (!isPage && asked.url !== '/sw.js') {
        answer.writeHead(from.statusCode, from.headers);
        return from.pipe(answer);
      }
      const text = (await from.setEncoding('utf8').toArray()).join('');
      const { 'content-length': ___, etag: ____, ...rest } = from.headers;
      answer.writeHead(from.statusCode, rest);
      answer.end(
        isPage
          ? text.replace('<head>', `<head><meta name="build" content="${this.build}">`)
          : text.replace(/(url:"index\.html",revision:")[^"]*/, `$1${this.build}`),
      );
    });
    asked.pipe(to);
  }
}
