// The frame of the screens before one is logged in: the product on one side, the form on the other.
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { LogoMark } from '@/components/ui/logo';
import { m } from '@/lib/i18n/messages';

type Props = { title: string; note: string; children: ReactNode; footer?: ReactNode };

export function AuthLayout({ title, note, children, footer }: Props) {
  return (
    <div className="grid h-full overflow-y-auto bg-surface md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <aside
        data-wallpaper="petals"
        className="wallpaper hidden flex-col justify-between overflow-hidden bg-accent-soft p-10 md:flex lg:p-14"
      >
        <div className="flex items-center gap-3 text-xl font-bold">
          <LogoMark size={40} />
          {m.app.name}
        </div>
        <Sample />
        <div>
          <p className="text-2xl font-bold tracking-tight text-balance">{m.sessions.tagline}</p>
          <p className="mt-2 max-w-96 text-lg text-ink-soft text-balance">{m.sessions.taglineSub}</p>
        </div>
      </aside>
      <main className="flex flex-col safe-top safe-bottom">
        <div className="m-auto w-full max-w-100 px-6 py-10">
          <div className="mb-8 md:hidden">
            <LogoMark size={52} />
          </div>
          <h1 className="text-2xl font-bold tracking-tight">{title}</h1>
          <p className="mt-1.5 mb-7 text-ink-soft text-balance">{note}</p>
          {children}
          {footer && <p className="mt-7 text-center text-ink-soft">{footer}</p>}
        </div>
      </main>
    </div>
  );
}

/** A glimpse of the app behind the log-in. */
function Sample() {
  return (
    <div aria-hidden="true" className="mx-auto flex w-full max-w-112 flex-col gap-2.5 text-lg lg:text-xl">
      <div className="flex items-end gap-2.5">
        <Avatar id="leila" name="L" size={40} />
        <p className="rounded-2xl rounded-es-sm bg-raised px-5 py-3 shadow-raised">{m.app.sample}</p>
      </div>
      <p className="ms-auto flex items-end gap-3 rounded-2xl rounded-ee-sm bg-accent px-5 py-3 text-on-accent shadow-raised">
        {m.app.sampleReply}
      </p>
      <div className="flex items-end gap-2.5">
        <Avatar id="oma" name="O" size={40} />
        <p className="rounded-2xl rounded-es-sm bg-raised px-5 py-3 shadow-raised">🍞❤️</p>
      </div>
    </div>
  );
}
