// The field that a screen begins with.
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A ref for a field: the field takes the focus when it appears, if `autoFocus` is true. */
export function useAutoFocus<Field extends HTMLElement>(autoFocus = false): RefObject<Field | null> {
  const field = useRef<Field>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is taken once
  useLayoutEffect(() => {
    if (autoFocus) field.current?.focus();
  }, []);
  return field;
}
