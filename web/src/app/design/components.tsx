// The components of the design system, each in its states.
import { Bell, EllipsisVertical, MessageCirclePlus, Pin, Trash2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Badge, Dot } from '@/components/ui/badge';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { IconButton } from '@/components/ui/controls/icon-button';
import { PasswordField } from '@/components/ui/controls/password-field';
import { SearchField } from '@/components/ui/controls/search-field';
import { Switch } from '@/components/ui/controls/switch';
import { TextArea, TextField } from '@/components/ui/controls/text-field';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorBoundary } from '@/components/ui/error-boundary';
import { Notice } from '@/components/ui/notice';
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { ContextMenu, Menu, MenuItem, MenuLine, SubMenu } from '@/components/ui/overlays/menu';
import { Popover } from '@/components/ui/overlays/popover';
import { type Point, usePressMenu } from '@/components/ui/overlays/press-menu';
import { RowSkeletons } from '@/components/ui/skeleton';
import { Kbd } from '@/components/ui/text/kbd';
import { type TickKind, Ticks } from '@/components/ui/ticks';
import { showToast } from '@/lib/toasts';
import { Part } from './part';

const TICKS: TickKind[] = ['sending', 'sent', 'delivered', 'read', 'failed'];

export function Components() {
  return (
    <>
      <Part title="Button">
        <Button>Primary</Button>
        <Button look="quiet">Quiet</Button>
        <Button look="danger">Danger</Button>
        <Button look="text">Text</Button>
        <Button busy>Busy</Button>
        <Button disabled>Disabled</Button>
        <IconButton label="Actions" keys="Ctrl K">
          <EllipsisVertical size={20} />
        </IconButton>
      </Part>
      <Part title="Field">
        <Fields />
      </Part>
      <Part title="Switch and choice">
        <Choices />
      </Part>
      <Part title="Menu, context menu, popover, dialog (a sheet on phones)">
        <Overlays />
      </Part>
      <Part title="Toast">
        <Button look="quiet" onClick={() => toast('done')}>
          Done, with undo
        </Button>
        <Button look="quiet" onClick={() => toast('error')}>
          Error
        </Button>
        <Button look="quiet" onClick={() => toast('message')}>
          Message
        </Button>
      </Part>
      <Part title="Avatar, badge, ticks, keys">
        <Avatar id="a" name="Maya Lindqvist" online />
        <Avatar id="b" name="Sunday hike" kind="group" />
        <Avatar id="c" name="" kind="self" />
        <Badge count={3} label="3 unread" />
        <Badge count={1_200} label="1,200 unread" quiet />
        <Dot label="Marked" />
        {TICKS.map((kind) => (
          <Ticks key={kind} kind={kind} />
        ))}
        <Kbd keys={['Ctrl', 'K']} />
      </Part>
      <Part title="Notice, skeleton, empty state, error boundary">
        <Notice kind="error">Something did not work.</Notice>
        <Notice kind="info">Something to know.</Notice>
        <Box>
          <RowSkeletons count={4} />
        </Box>
        <Box>
          <EmptyState icon={MessageCirclePlus} title="No chats yet" note="Find someone and say hello.">
            <Button>Start a chat</Button>
          </EmptyState>
        </Box>
        <Box>
          <ErrorBoundary of="design">
            <Broken />
          </ErrorBoundary>
        </Box>
      </Part>
    </>
  );
}

function Fields() {
  const [words, setWords] = useState('');
  return (
    <div className="grid w-full gap-5 md:grid-cols-2">
      <TextField label="Name" hint="What your people call you." readOnly value="Maya" />
      <TextField label="User name" error="Somebody already has this user name." readOnly value="maya" />
      <PasswordField label="Password" readOnly value="a good long password" />
      <TextArea label="About" readOnly value="Gone hiking" />
      <SearchField label="Search chats and people" value={words} onValue={setWords} />
    </div>
  );
}

function Choices() {
  const [on, setOn] = useState(true);
  const [filter, setFilter] = useState<'all' | 'unread' | 'groups'>('all');
  return (
    <div className="grid w-full gap-4 md:grid-cols-2">
      <Switch label="Sounds" note="For messages in other chats." checked={on} onChange={setOn} />
      <Choice
        label="Show"
        value={filter}
        onChange={setFilter}
        options={(['all', 'unread', 'groups'] as const).map((value) => ({ value, label: value }))}
      />
    </div>
  );
}

const items = (
  <>
    <MenuItem icon={Pin} onSelect={() => {}}>
      Pin to the top
    </MenuItem>
    <SubMenu icon={Bell} label="Mute">
      <MenuItem icon={Bell} onSelect={() => {}}>
        For 8 hours
      </MenuItem>
    </SubMenu>
    <MenuLine />
    <MenuItem icon={Trash2} danger onSelect={() => {}}>
      Delete
    </MenuItem>
  </>
);

function Overlays() {
  const [asking, setAsking] = useState(false);
  const [popped, setPopped] = useState(false);
  const [at, setAt] = useState<Point | null>(null);
  const area = useRef<HTMLButtonElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  usePressMenu(area, (point) => {
    setAt(point);
    return true;
  });
  return (
    <>
      <Menu trigger={<Button look="quiet">Menu</Button>}>{items}</Menu>
      <Button ref={area} look="quiet">
        Press me long, or with the other button
      </Button>
      {at !== null && (
        <ContextMenu label="Context menu" at={at} returnTo={area.current} onClose={() => setAt(null)}>
          {items}
        </ContextMenu>
      )}
      <Button ref={button} look="quiet" aria-expanded={popped} onClick={() => setPopped(!popped)}>
        Popover
      </Button>
      {popped && (
        <Popover label="Popover" anchor={button.current} onClose={() => setPopped(false)}>
          <p className="p-5">More than a menu, less than a dialog.</p>
        </Popover>
      )}
      <Button look="quiet" onClick={() => setAsking(true)}>
        Dialog
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Leave “Sunday hike”?"
        note="You will not get its messages any more."
        action="Leave"
        onConfirm={() => setAsking(false)}
      />
    </>
  );
}

function Box({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-64 w-80 flex-col overflow-hidden rounded-xl border border-line">{children}</div>
  );
}

function Broken(): ReactNode {
  throw new Error('to show what that looks like');
}

function toast(kind: 'done' | 'error' | 'message'): void {
  if (kind === 'done') {
    showToast({ key: 'done', kind, text: '“Studio” is archived', action: { label: 'Undo', run: () => {} } });
  } else if (kind === 'error')
    showToast({ key: 'error', kind, text: 'The browser did not let us copy that.' });
  else {
    showToast({
      key: 'message',
      kind,
      title: 'Sunday hike',
      text: 'Sam: Train at 8:12',
      face: { id: 'b', name: 'Sunday hike', kind: 'group', userId: null },
      onOpen: () => {},
    });
  }
}
