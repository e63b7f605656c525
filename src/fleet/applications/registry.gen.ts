// written by: npm run gen
import type { Application } from "./_define.ts";
import activepieces from "./activepieces.ts";
import adventurelog from "./adventurelog.ts";
import affine from "./affine.ts";
import airflow from "./airflow.ts";
import appsmith from "./appsmith.ts";
import authentik from "./authentik.ts";
import baserow from "./baserow.ts";
import blinko from "./blinko.ts";
import bugsink from "./bugsink.ts";
import calCom from "./cal-com.ts";
import chatwoot from "./chatwoot.ts";
import chiefonboarding from "./chiefonboarding.ts";
import coder from "./coder.ts";
import dagster from "./dagster.ts";
import dify from "./dify.ts";
import difyPluginDaemon from "./dify-plugin-daemon.ts";
import directus from "./directus.ts";
import discourse from "./discourse.ts";
import documenso from "./documenso.ts";
import evolutionApi from "./evolution-api.ts";
import flagsmith from "./flagsmith.ts";
import flowise from "./flowise.ts";
import fonoster from "./fonoster.ts";
import forgejo from "./forgejo.ts";
import formbricks from "./formbricks.ts";
import ghostfolio from "./ghostfolio.ts";
import gitea from "./gitea.ts";
import gitlab from "./gitlab.ts";
import glitchtip from "./glitchtip.ts";
import gotrue from "./gotrue.ts";
import grafana from "./grafana.ts";
import harborCore from "./harbor-core.ts";
import harborExporter from "./harbor-exporter.ts";
import hasura from "./hasura.ts";
import hatchet from "./hatchet.ts";
import hedgedoc from "./hedgedoc.ts";
import hoppscotch from "./hoppscotch.ts";
import hydra from "./hydra.ts";
import immich from "./immich.ts";
import infisical from "./infisical.ts";
import invoiceShelf from "./invoice-shelf.ts";
import joplinServer from "./joplin-server.ts";
import kestra from "./kestra.ts";
import keto from "./keto.ts";
import keycloak from "./keycloak.ts";
import kong from "./kong.ts";
import kratos from "./kratos.ts";
import langfuse from "./langfuse.ts";
import linkwarden from "./linkwarden.ts";
import listmonk from "./listmonk.ts";
import litellm from "./litellm.ts";
import logflare from "./logflare.ts";
import logto from "./logto.ts";
import mastodon from "./mastodon.ts";
import mastodonStreaming from "./mastodon-streaming.ts";
import mattermost from "./mattermost.ts";
import mediacms from "./mediacms.ts";
import medusa from "./medusa.ts";
import metabase from "./metabase.ts";
import miniflux from "./miniflux.ts";
import mlflow from "./mlflow.ts";
import n8n from "./n8n.ts";
import netbox from "./netbox.ts";
import nextcloud from "./nextcloud.ts";
import nocodb from "./nocodb.ts";
import odoo from "./odoo.ts";
import openWebui from "./open-webui.ts";
import openfga from "./openfga.ts";
import openpanel from "./openpanel.ts";
import outline from "./outline.ts";
import paperlessNgx from "./paperless-ngx.ts";
import penpot from "./penpot.ts";
import peppermint from "./peppermint.ts";
import plane from "./plane.ts";
import plausible from "./plausible.ts";
import plunk from "./plunk.ts";
import postgrest from "./postgrest.ts";
import posthog from "./posthog.ts";
import posthogNode from "./posthog-node.ts";
import postiz from "./postiz.ts";
import prefect from "./prefect.ts";
import rallly from "./rallly.ts";
import realtime from "./realtime.ts";
import sentry from "./sentry.ts";
import sonarqube from "./sonarqube.ts";
import stackAuth from "./stack-auth.ts";
import storageApi from "./storage-api.ts";
import strapi from "./strapi.ts";
import superset from "./superset.ts";
import synapse from "./synapse.ts";
import taiga from "./taiga.ts";
import tandoor from "./tandoor.ts";
import teable from "./teable.ts";
import temporal from "./temporal.ts";
import thingsboard from "./thingsboard.ts";
import tianji from "./tianji.ts";
import triggerDev from "./trigger-dev.ts";
import twenty from "./twenty.ts";
import typebot from "./typebot.ts";
import umami from "./umami.ts";
import unleash from "./unleash.ts";
import usesend from "./usesend.ts";
import vaultwarden from "./vaultwarden.ts";
import vikunja from "./vikunja.ts";
import weblate from "./weblate.ts";
import wikiJs from "./wiki-js.ts";
import windmill from "./windmill.ts";
import zabbixServer from "./zabbix-server.ts";
import zabbixWeb from "./zabbix-web.ts";
import zipline from "./zipline.ts";
import zitadel from "./zitadel.ts";
import zulip from "./zulip.ts";

export const applications: readonly Application[] = [
  activepieces,
  adventurelog,
  affine,
  airflow,
  appsmith,
  authentik,
  baserow,
  blinko,
  bugsink,
  calCom,
  chatwoot,
  chiefonboarding,
  coder,
  dagster,
  dify,
  difyPluginDaemon,
  directus,
  discourse,
  documenso,
  evolutionApi,
  flagsmith,
  flowise,
  fonoster,
  forgejo,
  formbricks,
  ghostfolio,
  gitea,
  gitlab,
  glitchtip,
  gotrue,
  grafana,
  harborCore,
  harborExporter,
  hasura,
  hatchet,
  hedgedoc,
  hoppscotch,
  hydra,
  immich,
  infisical,
  invoiceShelf,
  joplinServer,
  kestra,
  keto,
  keycloak,
  kong,
  kratos,
  langfuse,
  linkwarden,
  listmonk,
  litellm,
  logflare,
  logto,
  mastodon,
  mastodonStreaming,
  mattermost,
  mediacms,
  medusa,
  metabase,
  miniflux,
  mlflow,
  n8n,
  netbox,
  nextcloud,
  nocodb,
  odoo,
  openWebui,
  openfga,
  openpanel,
  outline,
  paperlessNgx,
  penpot,
  peppermint,
  plane,
  plausible,
  plunk,
  postgrest,
  posthog,
  posthogNode,
  postiz,
  prefect,
  rallly,
  realtime,
  sentry,
  sonarqube,
  stackAuth,
  storageApi,
  strapi,
  superset,
  synapse,
  taiga,
  tandoor,
  teable,
  temporal,
  thingsboard,
  tianji,
  triggerDev,
  twenty,
  typebot,
  umami,
  unleash,
  usesend,
  vaultwarden,
  vikunja,
  weblate,
  wikiJs,
  windmill,
  zabbixServer,
  zabbixWeb,
  zipline,
  zitadel,
  zulip,
];
