import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionTokens } from '../../../src/http/session-token.ts';
import { HttpWorld } from './http-world.ts';

const password = 'a password of the tests';

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
  await world.context.accounts.setPassword('admin', password);
});
afterEach(() => world.stop());

function logIn(given = password, name = 'admin') {
  return world.app.inject({ method: 'POST', url: '/api/v1/session', payload: { name, password: given } });
}
async function whoAmI(headers: Record<string, string>) {
  const response = await world.app.inject({ url: '/api/v1/session', headers });
  return response.statusCode === 200 ? response.json().name : response.statusCode;
}

describe('log in', () => {
  it('gives a token, and a cookie that scripts and other sites do not get', async () => {
    const response = await logIn();
    expect(response.statusCode).toBe(200);
    const { token } = response.json();
    expect(response.headers['set-cookie']).toMatch(/^guanlan_session=.*HttpOnly; SameSite=Strict$/);
    expect(await whoAmI({ cookie: `guanlan_session=${token}` })).toBe('admin');
    expect(await whoAmI({ authorization: `Bearer ${token}` })).toBe('admin');
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const wrong = await logIn('wrong');
    const unknown = await logIn(password, 'root');
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    expect(wrong.json()).toEqual(unknown.json());
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('takes no more than ten tries a minute', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 12; i++) codes.push((await logIn('wrong')).statusCode);
    expect(codes.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(codes.slice(10)).toEqual([429, 429]);
  });

  it('counts tries by the address that our own proxy saw, not by one that the client makes up', async () => {
    const behind = await HttpWorld.start({ 'http.trustProxy': '1' });
    const codes: number[] = [];
    for (let i = 0; i < 12; i++) {
      const headers = { 'x-forwarded-for': `198.51.100.${i}, 192.0.2.50` };
      const payload = { name: 'admin', password: 'wrong' };
      codes.push((await behind.app.inject({ method: 'POST', url: '/api/v1/session', headers, payload })).statusCode);
    }
    expect(codes.slice(10)).toEqual([429, 429]);
    const other = { 'x-forwarded-for': '192.0.2.51' };
    const payload = { name: 'admin', password: 'wrong' };
    const answer = await behind.app.inject({ method: 'POST', url: '/api/v1/session', headers: other, payload });
    expect(answer.statusCode).toBe(401);
    await behind.stop();
  });

  it('refuses a body that does not fit, and tells what does not', async () => {
    const response = await world.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { name: 7, password: '' },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ code: 'invalid-request', message: 'name must be string' });
  });
});

describe('a session', () => {
  it('ends after its time', async () => {
    const { token } = (await logIn()).json();
    world.clock.advance(world.context.config.http.sessionMinutes * 60_000 - 1);
    expect(await whoAmI({ authorization: `Bearer ${token}` })).toBe('admin');
    world.clock.advance(1);
    expect(await whoAmI({ authorization: `Bearer ${token}` })).toBe(401);
  });

  it('ends with the password that opened it', async () => {
    const { token } = (await logIn()).json();
    const body = { name: 'admin', password, newPassword: 'another password' };
    expect((await world.call('PUT', '/password', body)).status).toBe(204);
    expect(await whoAmI({ authorization: `Bearer ${token}` })).toBe(401);
    expect((await logIn('another password')).statusCode).toBe(200);
  });

  it('is left by log out', async () => {
    const response = await world.app.inject({ method: 'DELETE', url: '/api/v1/session' });
    expect(response.statusCode).toBe(204);
    expect(response.headers['set-cookie']).toMatch(/guanlan_session=;/);
  });

  it.each(['cookie', 'authorization'])(
    'opens nothing any more after log out by %s, and others go on',
    async (header) => {
      const { token } = (await logIn()).json();
      const { token: other } = (await logIn()).json();
      const headers = { [header]: header === 'cookie' ? `guanlan_session=${token}` : `Bearer ${token}` };
      await world.app.inject({ method: 'DELETE', url: '/api/v1/session', headers });
      expect(await whoAmI({ authorization: `Bearer ${token}` })).toBe(401);
      expect(await whoAmI({ authorization: `Bearer ${token}.again` })).toBe(401);
      expect(await whoAmI({ authorization: `Bearer ${other}` })).toBe('admin');
    },
  );

  it('that was left is remembered among many until it would have ended', () => {
    let now = 0;
    const tokens = new SessionTokens('key', () => now);
    const session = { name: 'admin', mark: 'x' };
    const kept = tokens.create(session, 60);
    tokens.leave(kept);
    for (let i = 0; i < 10_010; i++) tokens.leave(tokens.create(session, 30));
    expect(tokens.check(kept)).toBeUndefined();
    const open = tokens.create(session, 60);
    now = 31 * 60_000;
    tokens.leave(tokens.create(session, 60));
    expect([tokens.check(kept), tokens.check(open)]).toEqual([undefined, session]);
  });

  it.each(['', '.', 'a.b', 'x'.repeat(500)])('is not opened by the token %j', async (token) => {
    expect(await whoAmI({ authorization: `Bearer ${token}` })).toBe(401);
  });
});

describe('the password', () => {
  it('is changed only by who knows the old one, to a long enough one', async () => {
    const change = (old: string, newPassword: string) =>
      world.call('PUT', '/password', { name: 'admin', password: old, newPassword });
    expect((await change('wrong', 'long enough')).status).toBe(401);
    expect((await change(password, 'short')).status).toBe(400);
    expect((await logIn()).statusCode).toBe(200);
  });
});

describe('API keys', () => {
  it('are made, listed without themselves, used and revoked', async () => {
    const made = await world.call('POST', '/keys', { name: 'wall' });
    expect(made.status).toBe(201);
    expect(await whoAmI({ 'x-api-key': made.body.key })).toBe('api-key');
    expect(await whoAmI({ authorization: `Bearer ${made.body.key}` })).toBe('api-key');
    const listed = await world.call('GET', '/keys');
    expect(listed.body.map((one: { name: string }) => one.name)).toContain('wall');
    expect(JSON.stringify(listed.body)).not.toContain(made.body.key);
    expect((await world.call('DELETE', `/keys/${made.body.id}`)).status).toBe(204);
    expect((await world.call('DELETE', `/keys/${made.body.id}`)).status).toBe(404);
    expect(await whoAmI({ 'x-api-key': made.body.key })).toBe(401);
  });
});

it('lets nobody unknown do anything below /api/v1, and reads nothing of what they send', async () => {
  const document = world.app.swagger() as unknown as { paths: Record<string, Record<string, unknown>> };
  const open = ['POST /api/v1/session', 'DELETE /api/v1/session'];
  let tried = 0;
  for (const [path, methods] of Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1'))) {
    for (const method of Object.keys(methods).map((word) => word.toUpperCase())) {
      if (open.includes(`${method} ${path}`)) continue;
      const url = path.replaceAll(/\{\w+\}/g, '1');
      const payload = method === 'GET' ? {} : { payload: '{', headers: { 'content-type': 'application/json' } };
      const response = await world.app.inject({ method: method as 'GET', url: `${url}?limit=many`, ...payload });
      // There the address is the key, which only the device was told.
      const refusal = path.startsWith('/api/v1/snapshots/upload/') ? 403 : 401;
      expect(response.statusCode, `${method} ${path}`).toBe(refusal);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(25);
});
