// Classes that enlarge the touchable area of a small control beyond its visible one.

export const TOUCHED = 'relative touch:before:absolute touch:before:-inset-x-2 touch:before:-inset-y-3.5';
/** The same, for what stands close above something else that is pressed. */
export const TOUCHED_ABOVE =
  'relative touch:before:absolute touch:before:-inset-x-2 touch:before:-top-3.5 touch:before:-bottom-0.5';
