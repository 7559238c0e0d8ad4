# Guanlan in a container: one process, five published ports.
#   docker build -t guanlan .
#   docker run -p 8080:8080 -p 5060:5060/udp -p 5060:5060/tcp -p 10000:10000/udp -p 10000:10000/tcp \
#     -v guanlan-data:/data -e GUANLAN_MEDIA_ADDRESS=<address that devices reach> guanlan
FROM node:20-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc binding.gyp ./
COPY native ./native
COPY src/cli/prepare.mjs ./src/cli/
RUN node -e "import('/app/src/cli/prepare.mjs').then(({ prepare }) => prepare(['dependencies', 'addon']))"
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN node src/cli/bootstrap.mjs --build-only \
  && npm prune --omit=dev --ignore-scripts \
  && find build -mindepth 1 -maxdepth 1 ! -name Release -exec rm -rf {} + \
  && find build/Release -mindepth 1 -maxdepth 1 ! -name guanlan.node -exec rm -rf {} +

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
  GUANLAN_DATA=/data \
  GUANLAN_MEDIA_MODE=single
# ffmpeg makes the pictures of streams.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/cli/camera/clips ./src/cli/camera/clips
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# Players, API and console; SIP; media of the single-port mode.
EXPOSE 8080/tcp 5060/udp 5060/tcp 10000/udp 10000/tcp
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.GUANLAN_HTTP_PORT ?? 8080}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/cli/entry.js"]
CMD ["serve"]
