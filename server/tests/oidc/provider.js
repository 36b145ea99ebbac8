// A provider of identities for tests: the certified library, with people who sign in without a page, and a token that the test
// may put in place of the next one. Settings come as JSON in the first argument; the port is printed once it listens.
import http from "node:http";

import Provider from "oidc-provider";

const { back, logout, clientId, secret, key } = JSON.parse(process.argv[2]);
const server = http.createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

// Who signs in next, as POST /test/person sets it.
let person = { sub: "nobody" };
// The token in place of the next one, as POST /test/forge sets it.
let forged;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: secret,
      redirect_uris: [back],
      id_token_signed_response_alg: "EdDSA",
      backchannel_logout_uri: logout,
    },
  ],
  jwks: { keys: [key] },
  acrValues: ["two"],
  enabledJWA: { idTokenSigningAlgValues: ["EdDSA"] },
  conformIdTokenClaims: false,
  claims: { openid: ["sub", "email", "phone_number", "groups", "amr"], acr: null, auth_time: null, iss: null, sid: null },
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
  cookies: { keys: ["test"] },
  interactions: { url: (context, interaction) => `/test/interaction/${interaction.uid}` },
  findAccount: (context, sub) => ({ accountId: sub, claims: () => ({ ...person, sub }) }),
  loadExistingGrant: async (context) => {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
});

const body = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return text;
};

provider.use(async (context, next) => {
  if (context.path === "/test/person") {
    person = JSON.parse(await body(context.req));
    context.body = "";
  } else if (context.path === "/test/forge") {
    forged = await body(context.req);
    context.body = "";
  } else if (context.path.startsWith("/test/interaction/")) {
    const { sub, acr, amr } = person;
    const result = { login: { accountId: sub, acr, amr, remember: false } };
    await provider.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: false });
    context.respond = false;
  } else {
    await next();
    if (context.path === "/token" && forged && context.body.id_token) {
      context.body.id_token = forged;
      forged = undefined;
    }
  }
});

server.on("request", provider.callback());
console.log(server.address().port);
