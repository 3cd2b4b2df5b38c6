// A thumb needs more than is seen: the classes that make something small easy to touch.

export const TOUCHED = 'relative touch:before:absolute touch:before:-inset-x-2 touch:before:-inset-y-3.5';
