// An OpenID provider, for the tests of the server and of the app. It is a certified one (panva's oidc-provider), with
// the pages that it has for development: anybody signs in under the name they type, with any password.
//
//   node provider.mjs PORT REDIRECT [REDIRECT…]
//
// says `ready` with its issuer. Told over its standard input, a line each, it
//   rotate     signs by a new key from now on, and does not publish the ones before
//   bare       tells no claim but the subject in its ID tokens: the others are asked for (as it is by default)
//   full       tells all claims in its ID tokens
//   silent     answers nothing any more, and keeps connections open
//   loud       answers again
// and says `done` when it has.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const [port, ...redirects] = process.argv.slice(2);
const client = (id) => ({
  client_id: id,
  client_secret: `secret of ${id}`,
  redirect_uris: redirects,
  post_logout_redirect_uris: redirects.map((it) => it.replace('/api/sign-in/callback', '/')),
});

let bare = true;
let silent = false;
let keys = 0;
let handle;
let issuer = '';

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys += 1;
  return { ...privateKey.export({ format: 'jwk' }), kid: `key ${keys}`, use: 'sig', alg: 'RS256' };
}

let key = newKey();

function begin() {
  handle = new Provider(issuer, {
    clients: [client('easel'), client('another')],
    jwks: { keys: [key] },
    pkce: { required: () => true },
    conformIdTokenClaims: bare,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    cookies: { keys: ['of tests only'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: `${id} of Tests`,
        preferred_username: id,
        email: `${id}@example.org`,
        email_verified: !id.startsWith('unverified'),
      }),
    }),
  }).callback();
}

const server = createServer((request, response) => {
  if (!silent) handle(request, response);
});
server.listen(Number(port), '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  begin();
  console.log(`ready ${issuer}`);
});

const told = {
  rotate: () => {
    key = newKey();
    begin();
  },
  bare: () => {
    bare = true;
    begin();
  },
  full: () => {
    bare = false;
    begin();
  },
  silent: () => {
    silent = true;
  },
  loud: () => {
    silent = false;
  },
};
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  told[line]();
  console.log('done');
});
lines.on('close', () => process.exit()); // whoever started it has ended
