// Classes that enlarge the touchable area of a small control beyond its visible one.

export const TOUCHED = 'relative touch:before:absolute touch:before:-inset-x-2 touch:before:-inset-y-3.5';
