// Shows the name of an icon when one points at it or reaches it by keyboard. One layer serves every element that has a
// `data-tip`; assistive technology reads the name from the element itself.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const WAIT_MS = 450;
const GAP_PX = 6;
const EDGE_PX = 8;

type Tip = { of: HTMLElement; text: string };

export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setTip(null);
    };
    const show = (target: EventTarget | null, wait: number) => {
      const element = target instanceof Element ? target : null;
      // The pointer may move onto the tooltip itself, to read or to enlarge it.
      if (element !== null && box.current?.contains(element)) return;
      const of = element?.closest<HTMLElement>('[data-tip]') ?? null;
      hide();
      const text = of?.dataset.tip;
      if (of !== null && text) timer = setTimeout(() => setTip({ of, text }), wait);
    };
    const off = new AbortController();
    const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
      document.addEventListener(type, listener, { signal: off.signal, capture: true, passive: true });
    on('pointerover', (event) => event.pointerType === 'mouse' && show(event.target, WAIT_MS));
    on(
      'focusin',
      ({ target }) => target instanceof Element && target.matches(':focus-visible') && show(target, 0),
    );
    on('focusout', hide);
    on('pointerdown', hide);
    on('scroll', hide);
    on('keydown', (event) => event.key === 'Escape' && hide());
    return () => {
      off.abort();
      clearTimeout(timer);
    };
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || tip === null) return;
    const at = tip.of.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const below = at.bottom + GAP_PX + height < window.innerHeight;
    const center = at.x + at.width / 2 - width / 2;
    const x = Math.min(Math.max(EDGE_PX, center), window.innerWidth - width - EDGE_PX);
    element.style.translate = `${x}px ${below ? at.bottom + GAP_PX : at.top - GAP_PX - height}px`;
  }, [tip]);

  if (tip === null) return null;
  return (
    <div
      ref={box}
      aria-hidden="true"
      // The element's place on the screen does not depend on the direction of writing.
      style={{ inset: '0 auto auto 0' }}
      className="fixed z-70 w-max max-w-64 animate-fade rounded-md bg-ink px-2.5 py-1 text-sm font-medium text-surface shadow-raised"
    >
      {tip.text}
    </div>
  );
}
