// A location: the place's name, its coordinates, and a link that opens it in the person's own map.
import { MapPin } from 'lucide-react';
import { Words } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import type { Location, MessageContent } from '@/protocol/types';
import type { ContentKind, ContentProps } from './content';

type LocationMessage = Extract<MessageContent, { kind: 'location' }>;

export const locationKind: ContentKind<LocationMessage> = {
  isBare: () => false,
  Content: ({ message, content: { location }, meta }: ContentProps<LocationMessage>) => (
    <div data-message={message.id} className="flow-root w-64 max-w-full">
      {location !== undefined && <Place location={location} />}
      {meta}
    </div>
  ),
};

function Place({ location: { latitude, longitude, label } }: { location: Location }) {
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const query = label === undefined ? coordinates : `${coordinates}(${label})`;
  return (
    <a
      href={`geo:${latitude},${longitude}?q=${encodeURIComponent(query)}`}
      className="flex items-center gap-3 rounded-lg py-1 hover:underline"
    >
      <MapPin aria-hidden="true" size={28} className="shrink-0 text-accent-ink" />
      <span className="min-w-0">
        <span className="block font-semibold">
          {label === undefined ? m.messages.location : <Words>{label}</Words>}
        </span>
        <bdi className="block text-sm text-ink-soft tabular-nums">{coordinates}</bdi>
      </span>
    </a>
  );
}
