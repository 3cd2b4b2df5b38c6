// Makes a location: where this device is, or coordinates that are typed; live for a while.
import { LocateFixed } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { TextField } from '@/components/ui/controls/text-field';
import { Notice } from '@/components/ui/notice';
import { Dialog } from '@/components/ui/overlays/dialog';
import { m } from '@/lib/i18n/messages';
import { serverNow } from '@/lib/time/server-clock';
import type { AttachProps } from '../../model/attach/attach-props';
import { locationOf, MOST_LABEL, NO_PLACE, type PlaceDraft } from '../../model/attach/place-draft';

const LIVE = ['off', 'quarter', 'hour', 'hours'] as const;

export function LocationDialog({ words, onSend, onClose }: AttachProps) {
  const [draft, setDraft] = useState<PlaceDraft>({ ...NO_PLACE, label: words });
  const [isFinding, setFinding] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<PlaceDraft>) => setDraft((now) => ({ ...now, ...part }));

  function find() {
    setFinding(true);
    setFailure(null);
    const found = ({ coords: { latitude, longitude, accuracy } }: GeolocationPosition) => {
      setFinding(false);
      change({ latitude: latitude.toFixed(6), longitude: longitude.toFixed(6), accuracy });
    };
    const failed = ({ code, PERMISSION_DENIED }: GeolocationPositionError) => {
      setFinding(false);
      setFailure(code === PERMISSION_DENIED ? m.contents.location.denied : m.contents.location.unknown);
    };
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 15_000 });
  }

  const location = locationOf(draft, serverNow());
  return (
    <Dialog open title={m.contents.send.location} onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto px-6 pt-3 pb-4">
        <Button look="quiet" busy={isFinding} disabled={isFinding} onClick={find}>
          <LocateFixed size={18} aria-hidden="true" />
          {m.contents.location.find}
        </Button>
        {failure !== null && <Notice kind="error">{failure}</Notice>}
        <div className="grid grid-cols-2 gap-3">
          {(['latitude', 'longitude'] as const).map((field) => (
            <TextField
              key={field}
              label={m.contents.location[field]}
              value={draft[field]}
              inputMode="text"
              dir="ltr"
              autoComplete="off"
              onChange={(event) => change({ [field]: event.target.value, accuracy: null, live: 'off' })}
            />
          ))}
        </div>
        <TextField
          label={m.contents.location.label}
          value={draft.label}
          most={MOST_LABEL}
          dir="auto"
          autoComplete="off"
          onChange={(event) => change({ label: event.target.value })}
        />
        {draft.accuracy !== null && (
          <div className="flex flex-col gap-2">
            <p className="text-sm font-semibold">{m.contents.location.follow}</p>
            <Choice
              wraps
              label={m.contents.location.follow}
              value={draft.live}
              options={LIVE.map((value) => ({ value, label: m.contents.location[value] }))}
              onChange={(live) => change({ live })}
            />
          </div>
        )}
      </div>
      <footer className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button look="quiet" onClick={onClose}>
          {m.common.cancel}
        </Button>
        <Button
          disabled={location === null}
          onClick={() => location !== null && onSend([{ kind: 'location', location }])}
        >
          {m.messages.composer.send}
        </Button>
      </footer>
    </Dialog>
  );
}
