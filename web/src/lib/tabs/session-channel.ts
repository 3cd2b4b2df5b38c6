// Tells the other tabs of this browser that a person has logged in or out: all of them share one session. Tabs of other
// builds of the app have to understand it, too: neither the name of the channel nor its messages may change.
import { ownName } from '../base';

/** `notice` says why, to the person; null when they did it themselves. */
export type SessionNews = { type: 'in' } | { type: 'out'; notice: string | null };

export class SessionChannel {
  readonly #channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(ownName('kith-session'));

  listen(hear: (news: SessionNews) => void): void {
    if (this.#channel !== null) this.#channel.onmessage = ({ data }) => hear(data);
  }

  post(news: SessionNews): void {
    this.#channel?.postMessage(news);
  }
}
