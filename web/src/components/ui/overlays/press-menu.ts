// Opening the menu of an element that is not a button: by the other mouse button, the menu key, or a long
// press.
import { type RefObject, useEffect, useRef } from 'react';

export type Point = { x: number; y: number };

const LONG_PRESS_MS = 450;
/** A finger that moves further than this is scrolling. */
const STILL_PX = 10;

/** `onMenu` gets the pointer's place and the pressed element; it may decline by returning false. */
export function usePressMenu(
  box: RefObject<HTMLElement | null>,
  onMenu: (at: Point, target: Element) => boolean | undefined,
): void {
  const latest = useRef(onMenu);
  latest.current = onMenu;

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from: Point | null = null;
    /** The finger that opened the menu has not been lifted yet. */
    let opened = false;
    const cancel = () => {
      clearTimeout(timer);
      from = null;
    };
    const open = (at: Point, target: EventTarget | null): boolean =>
      target instanceof Element && latest.current(at, target) !== false;

    const off = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ) => element.addEventListener(type, listener, off);

    on('pointerdown', (event) => {
      cancel();
      opened = false;
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      const { clientX: x, clientY: y, target } = event;
      from = { x, y };
      timer = setTimeout(() => {
        opened = open({ x, y }, target);
        if (opened) navigator.vibrate?.(8);
      }, LONG_PRESS_MS);
    });
    on('pointermove', ({ clientX, clientY }) => {
      if (from !== null && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) cancel();
    });
    on('pointerup', cancel);
    on('pointercancel', cancel);
    on('touchend', (event) => {
      // Prevents the click that would open the element below, and the focus that would close the menu.
      if (opened) event.preventDefault();
      opened = false;
    });
    on('contextmenu', (event) => {
      // A phone sends this for the same long press that the timer is waiting for.
      if (from !== null || opened) {
        event.preventDefault();
        return;
      }
      // The menu key has no position; the menu opens below the element that has the focus.
      const focused = event.button !== 2 && event.target instanceof Element;
      const place = focused ? event.target.getBoundingClientRect() : null;
      const at =
        place === null ? { x: event.clientX, y: event.clientY } : { x: place.x + 24, y: place.bottom - 8 };
      if (open(at, event.target)) event.preventDefault();
    });
    return () => {
      off.abort();
      cancel();
    };
  }, [box]);
}
