// What build/emoji-data.ts makes.
declare module 'virtual:emoji/list' {
  const list: { groups: { id: string; emoji: string }[]; since: Record<string, string[]> };
  export default list;
}
declare module 'virtual:emoji/en' {
  const names: string[];
  export default names;
}
declare module 'virtual:emoji/ar' {
  const names: string[];
  export default names;
}
