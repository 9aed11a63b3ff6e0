import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Two entries: the office's application, and the public pages behind a QR code, which must stay small.
export default defineConfig({
  root: 'src/web',
  publicDir: 'static',
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, process.env.ZONGWU_WEB_OUT ?? 'dist/web'),
    emptyOutDir: true,
    target: ['chrome100', 'safari15', 'firefox100'],
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        app: resolve(import.meta.dirname, 'src/web/index.html'),
        public: resolve(import.meta.dirname, 'src/web/public.html'),
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})
