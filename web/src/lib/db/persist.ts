// Asks the browser not to throw the database away when the disk is full. Some browsers ask the person, so: once, and at a
// moment when it makes sense to them.

let asked = false;

export function askToPersist(): void {
  // Plain HTTP has no storage manager.
  if (asked || navigator.storage?.persist === undefined) return;
  asked = true;
  // When the browser refuses, it keeps the database for as long as there is space.
  navigator.storage.persist().catch(() => {});
}
