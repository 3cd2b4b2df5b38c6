// About this Kith: the server, the version, the licence.
import type { ReactNode } from 'react';
import { LogoMark } from '@/components/ui/logo';
import { Skeleton } from '@/components/ui/skeleton';
import { serverInfo } from '@/lib/http/server-info';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { SettingsPage } from './settings-page';

export function AboutPage() {
  const { data: server, failure } = useResource('server', serverInfo);
  const waiting = failure === null ? <Skeleton className="my-1 h-3.5 w-24" /> : m.errors[failure];
  return (
    <SettingsPage title={m.settings.menu.about} reading>
      <div className="flex flex-col items-center gap-1 px-6 pt-10 pb-8 text-center">
        <LogoMark size={72} />
        <p className="mt-4 text-xl font-bold">{m.app.name}</p>
        <p className="text-ink-soft text-balance">{m.settings.about.tagline}</p>
      </div>
      <dl className="border-t border-line py-2">
        <Fact name={m.settings.about.server}>
          <bdi>{server?.name ?? waiting}</bdi>
        </Fact>
        <Fact name={m.settings.about.version}>{server?.version ?? waiting}</Fact>
        <Fact name={m.settings.about.licence}>{m.settings.about.licenceText}</Fact>
      </dl>
      <p className="px-5 pb-6 text-sm text-ink-faint">
        {m.settings.about.emoji} {m.settings.about.fonts}{' '}
        <a className="text-accent-ink underline" href="third-party.txt" target="_blank" rel="noreferrer">
          {m.settings.about.thirdParty}
        </a>
      </p>
    </SettingsPage>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-5 py-2.5">
      <dt className="text-sm text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
