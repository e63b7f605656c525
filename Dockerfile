# poolcfg on what is mounted at /repo: docker run --rm -v "$PWD:/repo:ro" poolcfg validate
FROM node:22-slim AS build
WORKDIR /src
COPY . .
# no install scripts: they fetch servers and engines that only the tests need
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && node scripts/build.js \
 && npm pack --ignore-scripts --pack-destination /tmp

FROM node:22-slim
COPY --from=build /tmp/poolcfg-*.tgz /tmp/
RUN npm install --global --ignore-scripts --no-audit --no-fund /tmp/poolcfg-*.tgz && rm /tmp/poolcfg-*.tgz
USER node
WORKDIR /repo
ENTRYPOINT ["poolcfg"]
CMD ["validate"]
