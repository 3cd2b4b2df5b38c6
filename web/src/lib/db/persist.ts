// Asks the browser not to throw the database away when the disk is full. Some browsers ask the person, so: once, and at a
// moment when it makes sense to them.

let asked = false;

export function askToPersist(): void {
  // Plain HTTP has no storage manager.
  if (asked || navigator.storage?.persist === undefined) return;
  asked = true;
  // Refused, the database is kept as long as there is room.
  navigator.storage.persist().catch(() => {});
}
