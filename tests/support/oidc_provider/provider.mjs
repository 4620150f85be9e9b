// A real OpenID Connect provider (the certified `oidc-provider`) with a handful of people; prints its address when it listens.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const config = JSON.parse(process.argv[2]);

const people = {
  ada: { email: 'ada@example.com', email_verified: true, given_name: 'Ada', family_name: 'Lovelace' },
  eve: { email: 'ada@example.com', email_verified: false, given_name: 'Eve' },
  nobody: {},
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: config.clients,
    cookies: { keys: ['test'] },
    // As most providers do it, the ID token of one client holds the address; by the specification's default it does not.
    conformIdTokenClaims: config.conformIdTokenClaims,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
    pkce: { required: () => true, methods: ['S256'] },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    features: { devInteractions: { enabled: true } },
  });
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});

// The test that started it closes its input: nothing is left behind, whatever becomes of the test.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
