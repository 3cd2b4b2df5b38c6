// Pulling a sheet down by its head closes it.
import { type PointerEvent, useRef } from 'react';

const CLOSES_AT_PX = 90;

export function useSheetPull(onClose: () => void) {
  const sheet = useRef<HTMLDivElement>(null);
  const from = useRef<number | null>(null);

  const move = (by: number) => {
    if (sheet.current !== null) sheet.current.style.translate = by > 0 ? `0 ${by}px` : '';
  };
  return {
    sheet,
    grip: {
      onPointerDown: (event: PointerEvent) => {
        from.current = event.pointerType === 'touch' ? event.clientY : null;
      },
      onPointerMove: (event: PointerEvent) => {
        if (from.current !== null) move(event.clientY - from.current);
      },
      onPointerUp: (event: PointerEvent) => {
        const far = from.current !== null && event.clientY - from.current > CLOSES_AT_PX;
        from.current = null;
        if (far) onClose();
        else move(0);
      },
      onPointerCancel: () => {
        from.current = null;
        move(0);
      },
    },
  };
}
