// English. Logging in, and the devices that one is logged in on.

export const sessions = {
  welcome: 'Welcome back',
  welcomeSub: 'Log in to pick up where you left off.',
  login: 'Log in',
  loggingIn: 'Logging in…',
  loginField: 'User name or e-mail',
  password: 'Password',
  wrong: 'The name or the password is not right.',
  loginMissing: 'Enter your user name or e-mail.',
  passwordMissing: 'Enter your password.',
  newHere: 'New here?',
  closed: 'This server is not taking new people. Ask whoever runs it for an invitation.',
  tagline: 'Your people, on your own server.',
  taglineSub: 'Messages stay on a server that belongs to someone you know.',
  devices: {
    thisDevice: 'This device',
    others: 'Other devices',
    none: 'You are not logged in anywhere else.',
    active: (when: string) => `Active ${when}`,
    since: (when: string) => `Logged in ${when}`,
    logout: 'Log out',
    logoutOf: (name: string) => `Log out ${name}`,
    logoutTitle: (name: string) => `Log out “${name}”?`,
    logoutSub: 'It loses access at once. Logging in there again needs your password.',
    unnamed: 'Unnamed device',
  },
};
