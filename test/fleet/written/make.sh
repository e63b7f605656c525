#!/usr/bin/env bash
# Writes the manifests of this folder anew, with the tools themselves: kubectl, helm, docker-compose 1 and docker compose 2.
set -euo pipefail
cd "$(dirname "$0")"
kubectl create deployment api --image=shop/api --replicas=3 --dry-run=client -o yaml |
  kubectl set env --local -f - POOL_MAX=10 PGHOST=db.internal -o yaml >kubectl-deployment.yaml
kubectl create cronjob nightly --image=shop/worker --schedule='0 3 * * *' --dry-run=client -o json >kubectl-cronjob.json
kubectl kustomize kustomize/production >kustomize.yaml
helm template shop chart >helm.yaml
helm template shop chart --set api.maxReplicas=null --set api.replicas=4 >helm-without-autoscaler.yaml
(cd compose && docker-compose config) >compose-1.yaml
(cd compose && docker compose config) >compose-2.yaml
