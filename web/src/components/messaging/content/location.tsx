// A location: a card that is drawn here, without any map of others, with its coordinates, and links that open it elsewhere.
import { Copy, ExternalLink, MapPin } from 'lucide-react';
import { Words } from '@/components/ui/text/words';
import { stopSharing } from '@/lib/chats/live-location';
import { m } from '@/lib/i18n/messages';
import { copyText } from '@/lib/input/clipboard';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { coordinatesOf } from '@/lib/state/content';
import { clockTime, whenToCome } from '@/lib/time/format';
import { serverNow } from '@/lib/time/server-clock';
import { useNow } from '@/lib/time/use-now';
import { showToast } from '@/lib/toasts';
import type { Location, MessageContent } from '@/protocol/types';
import type { ContentKind, ContentProps, ShownMessage } from './content';

type LocationMessage = Extract<MessageContent, { kind: 'location' }>;

export const locationKind: ContentKind<LocationMessage> = {
  isBare: () => false,
  Content: ({ message, content: { location }, context, meta }: ContentProps<LocationMessage>) => (
    <div data-message={message.id} className="flow-root w-64 max-w-full">
      {location !== undefined && (
        <Place location={location} message={message} own={message.senderId === context.meId} />
      )}
      {meta}
    </div>
  ),
};

type Props = { location: Location; message: ShownMessage; own: boolean };

function Place({ location, message, own }: Props) {
  const messenger = useMessenger();
  // It may have been stopped within this minute, by a clock that is a moment ahead of what is known here.
  const now = Math.max(useNow(), serverNow() + 1_000);
  const { label, live } = location;
  const isLive = live !== undefined && live.until > now;
  const name = live === undefined ? m.contents.kinds.location : m.contents.location.live;

  async function copy() {
    const done = await copyText(coordinatesOf(location));
    const text = done ? m.messages.copied(1) : m.messages.copyFailed;
    showToast({ key: 'copied', kind: done ? 'done' : 'error', text });
  }

  return (
    <>
      <Drawing />
      <p className="mt-1.5 font-semibold">{label === undefined ? name : <Words>{label}</Words>}</p>
      <bdi className="block text-match text-sm text-ink-soft tabular-nums">{coordinatesOf(location)}</bdi>
      {live !== undefined && (
        <p className="text-sm text-ink-soft">
          {isLive
            ? m.contents.location.until(whenToCome(live.until, now), clockTime(live.updatedAt))
            : m.contents.location.ended}
        </p>
      )}
      <div className="mt-0.5 -mb-1 flex flex-wrap gap-x-4 touch:-mb-3">
        <a href={addressOf(location)} target="_blank" rel="noreferrer" className={action}>
          <ExternalLink size={15} aria-hidden="true" />
          {m.contents.location.open}
        </a>
        <button type="button" className={action} onClick={() => void copy()}>
          <Copy size={15} aria-hidden="true" />
          {m.contents.location.copy}
        </button>
        {isLive && own && message.seq !== null && (
          <button type="button" className={action} onClick={() => stopSharing(messenger, message)}>
            {m.contents.location.stop}
          </button>
        )}
      </div>
    </>
  );
}

const action =
  'flex min-h-8 items-center gap-1.5 rounded-sm text-sm font-semibold text-accent-ink hover:underline touch:min-h-12';

/** A phone has a map of its own. */
function addressOf({ latitude, longitude, label }: Location): string {
  const place = `${latitude},${longitude}`;
  if (!window.matchMedia('(pointer: coarse)').matches)
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return `geo:${place}?q=${encodeURIComponent(label === undefined ? place : `${place}(${label})`)}`;
}

/** Streets that are nowhere, and a pin. */
function Drawing() {
  return (
    <div
      aria-hidden="true"
      className="relative mt-0.5 grid h-24 place-items-center overflow-hidden rounded-lg bg-ink/6"
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 256 96"
        preserveAspectRatio="xMidYMid slice"
        className="absolute size-full text-ground"
        fill="none"
        stroke="currentColor"
      >
        <path strokeWidth="9" d="M-8 70 C60 52 96 88 150 58 S230 34 270 44" />
        <path strokeWidth="6" d="M54 -8 L84 104 M186 -8 C176 30 206 60 198 104 M-8 24 L264 12" />
        <path
          strokeWidth="3"
          d="M20 -8 L36 104 M126 -8 L118 104 M232 -8 L240 104 M-8 48 L70 44 M150 84 L264 76"
        />
      </svg>
      <MapPin size={34} strokeWidth={2} className="relative -translate-y-3 fill-accent text-on-accent" />
    </div>
  );
}
