// Names of devices and people.
import { expect, test } from 'vitest';
import { deviceName } from './device-name';
import { checkUsername, suggestUsername } from './validate';

test('a device is called after its browser and system', () => {
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
  const edge = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0';
  expect([firefox, safari, edge, 'curl/8'].map(deviceName)).toEqual([
    'Firefox on Windows',
    'Safari on iPhone',
    'Edge on Linux',
    'Browser',
  ]);
});

test('a user name is suggested from any name that has letters for one', () => {
  expect(suggestUsername('Zoë  Müller-Özil')).toBe('zoe.muller.ozil');
  expect(suggestUsername('田中')).toBe('');
});

test('user names are 3 to 32 of the letters allowed', () => {
  expect(['ann', 'A.b-c_1', 'x'.repeat(32)].map(checkUsername)).toEqual([null, null, null]);
  for (const bad of ['', 'ab', 'a b', 'ä'.repeat(3), 'x'.repeat(33)])
    expect(checkUsername(bad), bad).not.toBeNull();
});
