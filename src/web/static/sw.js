// Opens the application without a network: pages and scripts from the last visit; data always from the server.
const CACHE = 'zongwu-v1'
/** A network that neither answers nor fails is taken for none, once there is something to show. */
const PATIENCE_MS = 4000

self.addEventListener('install', event => {
  event.waitUntil(takeShell().then(() => self.skipWaiting()))
})

self.addEventListener('activate', event => {
  event.waitUntil(
    caches
      .keys()
      .then(keys => Promise.all(keys.filter(key => key !== CACHE).map(key => caches.delete(key))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return
  if (url.pathname.startsWith('/assets/')) event.respondWith(fromCacheFirst(request))
  else if (request.mode === 'navigate' && !/^\/(q|f)\//.test(url.pathname))
    event.respondWith(fromNetworkFirst(request))
})

// The page that registered this was loaded before it: its scripts are taken along now.
async function takeShell() {
  const cache = await caches.open(CACHE)
  await cache.addAll(['/', '/icon.svg'])
  const page = await (await cache.match('/')).text()
  const parts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(match => match[1])
  await Promise.all(parts.map(part => cache.add(part)))
}

// Asset names carry a hash of their content, so what is cached is right.
async function fromCacheFirst(request) {
  const cache = await caches.open(CACHE)
  const hit = await cache.match(request.url)
  if (hit) return hit
  const answer = await fetch(request)
  if (answer.ok) cache.put(request.url, answer.clone())
  return answer
}

async function fromNetworkFirst(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match('/')
  try {
    const answer = await (kept ? inTime(fetch(request)) : fetch(request))
    if (answer.ok) cache.put('/', answer.clone())
    return answer
  } catch {
    return kept ?? Response.error()
  }
}

function inTime(asked) {
  return new Promise((done, fail) => {
    setTimeout(() => fail(new Error('no answer in time')), PATIENCE_MS)
    asked.then(done, fail)
  })
}
